// Appends numbers in network byte order, and texts, to a message.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "models/wire/names.hpp"

namespace models {

class ByteWriter {
 public:
  explicit ByteWriter(std::vector<std::uint8_t>& out) : out_(out), begin_(out.size()) {}

  std::size_t size() const { return out_.size() - begin_; }  // since construction
  void u8(std::uint32_t value) { out_.push_back(static_cast<std::uint8_t>(value)); }
  void u16(std::uint32_t value) {
    u8(value >> 8U);
    u8(value);
  }
  void u32(std::uint32_t value) {
    u16(value >> 16U);
    u16(value);
  }
  void u32_little(std::uint32_t value) {  // SCCP
    for (unsigned shift = 0; shift < 32; shift += 8) u8(value >> shift);
  }
  void address(Ipv4 a) { u32(a.value); }
  void mac(Mac m) {
    u16(static_cast<std::uint32_t>(m.value >> 32U));
    u32(static_cast<std::uint32_t>(m.value));
  }
  void text(std::string_view t) { out_.insert(out_.end(), t.begin(), t.end()); }
  void zeros(std::size_t n) { out_.insert(out_.end(), n, 0); }
  // A text in a field of `room` bytes: cut off, or filled with zeros.
  void text(std::string_view t, std::size_t room) {
    t = t.substr(0, room);
    text(t);
    zeros(room - t.size());
  }

 private:
  std::vector<std::uint8_t>& out_;
  std::size_t begin_;
};

}  // namespace models
