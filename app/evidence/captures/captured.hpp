// A TCP segment or UDP datagram as one point of the network saw it, and how it is found in a frame.
// Left out: IPv6, fragments but the first, tunnels.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "models/wire/endpoint.hpp"

namespace app {

using CapturedBytes = std::span<const std::uint8_t>;

struct Captured {
  std::int64_t at = 0;       // ns since 1970
  std::uint64_t number = 0;  // of the packet in its file: 1, 2, ... as Wireshark counts
  models::Endpoint from{};
  models::Endpoint to{};
  std::uint64_t payload_hash = 0;
  std::uint32_t seq = 0;     // TCP
  std::uint32_t length = 0;  // bytes of payload, as the IPv4 header says
  std::uint16_t ip_id = 0;
  bool tcp = false;
  bool syn = false;
  bool fin = false;
  bool rst = false;
  bool cut = false;  // the file has not all of the payload
  std::string what{};

  bool says_something() const { return !tcp || length > 0 || syn || fin || rst; }
};

enum class LinkLayer : std::uint8_t { ethernet, linux_sll, linux_sll2, raw_ip };

// None for what is neither TCP nor UDP over IPv4, or cut off before its header ends.
// `at` and `number` are the caller's.
std::optional<Captured> dissect(LinkLayer layer, CapturedBytes frame);

// What it carries, in a few printable words: "REGISTER sip:10.0.0.2, CSeq 3 REGISTER".
std::string words_for(const Captured& segment, bool acks, CapturedBytes payload);

}  // namespace app
