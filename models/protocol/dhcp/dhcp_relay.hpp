// The DHCP relay agent: RFC 1542 4.1 with RFC 2131's giaddr, and how a server's message reaches its
// client (RFC 2131 4.1). Nothing is remembered between two messages. Of option 82 (RFC 3046) only
// whether it is refused: it is not put in here.
#pragma once

#include <span>
#include <variant>
#include <vector>

#include "models/wire/dhcp.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

enum class DhcpDelivery : std::uint8_t {
  to_relay,   // to port 67 of giaddr
  to_ciaddr,  // to port 68 of ciaddr
  broadcast,  // to port 68 of 255.255.255.255, on the client's network
  to_yiaddr,  // to port 68 of yiaddr, in a frame to chaddr: the client cannot answer ARP yet
};

// RFC 2131 4.1, of OFFER, ACK and NAK.
constexpr DhcpDelivery delivery_of(const DhcpMessage& m) {
  if (m.giaddr != Ipv4{}) return DhcpDelivery::to_relay;
  if (m.type == DhcpType::nak) return DhcpDelivery::broadcast;
  if (m.ciaddr != Ipv4{}) return DhcpDelivery::to_ciaddr;
  return m.broadcast ? DhcpDelivery::broadcast : DhcpDelivery::to_yiaddr;
}

struct DhcpRelayConfig {
  std::vector<Ipv4> servers{};  // the first eight; Cisco: ip helper-address
  Duration min_secs = 0s;       // RFC 1542 3.2: clients that began less long ago are not helped
  int max_hops = 4;             // RFC 1542 4.1.1: SHOULD; IOS and ISC dhcrelay have 10
  // RFC 3046 2.1: with option 82, but without giaddr, it is discarded; IOS: ip dhcp relay
  // information trusted, or trust-all ([ipexpert-relay])
  bool trusts_relay_info = false;
};

struct DhcpToServer {
  DhcpMessage message;
  Ipv4 server;
};
struct DhcpToClient {
  DhcpMessage message;
  Ipv4 local;        // our address on the client's network
  DhcpDelivery how;  // broadcast or to_yiaddr
};
enum class DhcpRelayDrop : std::uint8_t {
  no_server,
  too_soon,
  too_many_hops,
  relay_info,
  not_a_request,
  not_ours,
};
inline constexpr int most_relay_hops = 16;  // RFC 1542 4.1.1: whatever is configured
using DhcpRelayActions =
    sim::StaticVector<std::variant<DhcpToServer, DhcpToClient, DhcpRelayDrop>, 8>;

// 4.1.1: a broadcast from a client, received on the interface whose address is `local`.
void relay_request(const DhcpRelayConfig& config, DhcpMessage message, Ipv4 local,
                   DhcpRelayActions& out);
// 4.1.2: from a server, to us. `locals` are our addresses.
void relay_reply(const DhcpMessage& message, std::span<const Ipv4> locals, DhcpRelayActions& out);

}  // namespace models
