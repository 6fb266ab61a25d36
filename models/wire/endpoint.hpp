// Where a UDP or TCP program is reached.
#pragma once

#include "models/wire/names.hpp"

namespace models {

struct Endpoint {
  Ipv4 address{};
  std::uint16_t port = 0;  // of an ICMP query in a NAT: its identifier inside, 0 at the remote end
  bool stream = false;     // TCP or TLS: a connection leads there, or led there
  constexpr auto operator<=>(const Endpoint&) const = default;
};

// A host's name for one of its connections: below bit 31 its entry, and how often that had been
// used before; bit 31: no connection, but who sent a datagram.
using ConnectionId = std::uint32_t;

}  // namespace models
