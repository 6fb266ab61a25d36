// A pcapng capture under construction (draft-ietf-opsawg-pcapng): one interface for each tap,
// nanosecond stamps, a packet's direction, and a comment where something is to be said about it.
// libpcap writes no pcapng, and libwiretap's interface changes with every Wireshark release.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "sim/base/time.hpp"

namespace app {

enum class CaptureDirection : std::uint8_t { unknown = 0, inbound = 1, outbound = 2 };

class CaptureFile {
 public:
  // `start`: the date of the run's time 0, in seconds since 1970.
  explicit CaptureFile(std::uint64_t start);

  // The tap's number: 0, 1, ...
  std::uint32_t add_interface(std::string_view name, std::string_view description);
  void add_packet(std::uint32_t interface, sim::Time at, std::span<const std::uint8_t> bytes,
                  CaptureDirection direction, std::string_view comment = "");
  // All of it so far, for write_whole().
  const std::string& text() const { return text_; }

 private:
  std::uint64_t start_;
  std::uint32_t interfaces_ = 0;
  std::string text_;
};

}  // namespace app
