// Where a UDP or TCP program is reached.
#pragma once

#include "models/wire/names.hpp"

namespace models {

struct Endpoint {
  Ipv4 address{};
  std::uint16_t port = 0;  // of an ICMP query in a NAT: its identifier inside, 0 at the remote end
  constexpr auto operator<=>(const Endpoint&) const = default;
};

}  // namespace models
