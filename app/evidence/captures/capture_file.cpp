#include "app/evidence/captures/capture_file.hpp"

#include "sim/base/ensure.hpp"

namespace app {
namespace {

constexpr std::uint32_t section_header = 0x0a0d'0d0a;
constexpr std::uint32_t interface_description = 1;
constexpr std::uint32_t enhanced_packet = 6;
constexpr std::uint32_t byte_order_magic = 0x1a2b'3c4d;
constexpr std::uint16_t link_type_ethernet = 1;
constexpr std::uint64_t nanoseconds = 1'000'000'000;

// One block: its type, its length, a body and options that end on 32 bits, its length again.
class Block {
 public:
  Block(std::string& out, std::uint32_t type) : out_(out), begin_(out.size()) {
    u32(type);
    u32(0);  // the length: finish()
  }
  void u16(std::uint32_t value) {
    out_ += static_cast<char>(value);
    out_ += static_cast<char>(value >> 8U);
  }
  void u32(std::uint32_t value) {
    u16(value & 0xffffU);
    u16(value >> 16U);
  }
  void bytes(std::string_view value) {
    out_ += value;
    while ((out_.size() - begin_) % 4 != 0) out_ += '\0';
  }
  void option(std::uint16_t code, std::string_view value) {
    if (value.empty()) return;
    value = value.substr(0, 0xffff);
    u16(code);
    u16(static_cast<std::uint32_t>(value.size()));
    bytes(value);
  }
  void finish() {
    u32(0);  // opt_endofopt
    const auto length = static_cast<std::uint32_t>(out_.size() - begin_ + 4);
    u32(length);
    for (std::size_t i = 0; i < 4; ++i) out_[begin_ + 4 + i] = out_[out_.size() - 4 + i];
  }

 private:
  std::string& out_;
  std::size_t begin_;
};

}  // namespace

CaptureFile::CaptureFile(std::uint64_t start) : start_(start) {
  Block block(text_, section_header);
  block.u32(byte_order_magic);
  block.u32(1);  // version 1.0
  block.u32(0xffff'ffff);
  block.u32(0xffff'ffff);  // the section's length: to the end of the file
  block.option(2, "simulated network");
  block.option(3, "none");
  block.option(4, "fastbusy " FASTBUSY_VERSION);
  block.finish();
}

std::uint32_t CaptureFile::add_interface(std::string_view name, std::string_view description) {
  Block block(text_, interface_description);
  block.u16(link_type_ethernet);
  block.u16(0);
  block.u32(0);  // no limit to a packet's length
  block.option(2, name);
  block.option(3, description);
  block.option(9, "\x09");                      // if_tsresol: 10^-9 s
  block.option(13, std::string_view("\0", 1));  // if_fcslen: none
  block.finish();
  return interfaces_++;
}

void CaptureFile::add_packet(std::uint32_t interface, sim::Time at,
                             std::span<const std::uint8_t> bytes, CaptureDirection direction,
                             std::string_view comment) {
  ENSURE(interface < interfaces_ && at >= sim::Time{});
  const std::uint64_t stamp =
      start_ * nanoseconds + static_cast<std::uint64_t>(at.time_since_epoch().count());
  const auto length = static_cast<std::uint32_t>(bytes.size());
  Block block(text_, enhanced_packet);
  block.u32(interface);
  block.u32(static_cast<std::uint32_t>(stamp >> 32U));
  block.u32(static_cast<std::uint32_t>(stamp));
  block.u32(length);  // captured
  block.u32(length);  // on the wire
  block.bytes({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  block.option(1, comment);
  const char flags[4] = {static_cast<char>(direction), 0, 0, 0};
  block.option(2, {flags, sizeof flags});
  block.finish();
}

}  // namespace app
