// What is equal in two captures for the same segment.
#pragma once

#include <algorithm>
#include <utility>

#include "app/evidence/captures/captured.hpp"

namespace app {

struct Flow {
  models::Endpoint from{}, to{};
  bool tcp = false;
  constexpr auto operator<=>(const Flow&) const = default;
};
inline Flow flow_of(const Captured& c) { return {c.from, c.to, c.tcp}; }

// Equal in both captures for the same segment; the flow is left out where a NAT has changed it.
struct SegmentKey {
  Flow flow{};
  std::uint32_t seq = 0, length = 0;
  std::uint8_t flags = 0;
  std::uint64_t payload = 0;
  auto operator<=>(const SegmentKey&) const = default;
};
inline SegmentKey key_of(const Captured& c, const Flow& flow) {
  const int flags = (c.syn ? 1 : 0) | (c.fin ? 2 : 0) | (c.rst ? 4 : 0);
  // A TCP segment may be cut short in one file: its sequence number and length must do.
  return {flow, c.seq, c.length, static_cast<std::uint8_t>(flags), c.tcp ? 0 : c.payload_hash};
}

using Hosts = std::pair<models::Ipv4, models::Ipv4>;
inline Hosts hosts_of(const Captured& c) {
  return {std::min(c.from.address, c.to.address), std::max(c.from.address, c.to.address)};
}

}  // namespace app
