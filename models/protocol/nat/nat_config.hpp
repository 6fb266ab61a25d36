// What a NAT lets one choose. Defaults are RFC 4787 (UDP), 5382 (TCP) and 5508 (ICMP); profiles
// name what vendors ship. Left out: hairpinning, address pools, port parity (4787 REQ-4), all that
// an ALG breaks besides hiding the NAT ([voip-info-alg]).
#pragma once

#include <optional>

#include "models/wire/names.hpp"

namespace models {

// RFC 4787 4.1 of mappings, 5 of filters: how much of the remote endpoint it depends on.
enum class NatBehavior : std::uint8_t {
  endpoint_independent,
  address_dependent,
  address_and_port_dependent,
};
enum class NatPorts : std::uint8_t {
  preserve,
  sequential,
  random,
  fixed,     // pf's static-port: who cannot have his own port gets none
  overload,  // RFC 4787 4.2.1: his own port at any price, whoever had it
};
enum class NatRefresh : std::uint8_t { outbound, both };
// What comes in from outside and belongs to nobody inside.
enum class NatUnsolicited : std::uint8_t {
  drop,
  reject,  // port unreachable, or RST
  accept,  // the same, from the router itself: Linux, whose conntrack then has a flow of its own
};

struct NatConfig {
  NatBehavior mapping = NatBehavior::endpoint_independent;    // RFC 4787 REQ-1, 5382 REQ-1
  NatBehavior filtering = NatBehavior::endpoint_independent;  // RFC 4787 REQ-8, 5382 REQ-3
  NatPorts port_allocation = NatPorts::preserve;              // RFC 4787 4.2.1
  int first_port = 1024;                                      // RFC 4787 REQ-3a: hosts' ports from
  int last_port = 65535;                                      // 1024 on get ports from there
  NatRefresh refresh = NatRefresh::outbound;                  // of UDP: RFC 4787 REQ-6
  NatUnsolicited unsolicited = NatUnsolicited::drop;          // RFC 4787 5: it is filtered out
  // Another outside address ends all that was made with the former one: Linux masquerading
  // ([linux-masquerade]). Off: pf's states live on, with the address that they were made with.
  bool resets_on_address_change = true;
  Duration udp_timeout = 300s;  // RFC 4787 REQ-5c; the minimum is 120 s
  // Linux: of a flow that lasts longer than udp_stream_after and was answered. None: udp_timeout.
  std::optional<Duration> udp_stream_timeout{};
  Duration udp_stream_after = 2s;
  Duration tcp_syn_timeout = 240s;           // RFC 5382 REQ-5: transitory, partially open
  Duration tcp_established_timeout = 7440s;  // RFC 5382 REQ-5: 2 h 4 min
  Duration tcp_closing_timeout = 240s;       // RFC 5382 REQ-5: transitory, after a FIN or RST
  bool tcp_loose = false;                    // Linux: a segment in mid-connection makes a mapping
  Duration icmp_timeout = 60s;               // RFC 5508 REQ-2
  // An ALG: SIP's Via and Contact name the outside address, as if there were no NAT.
  bool sip_alg = false;
  // With it, of a UDP flow to port 5060 ([linux-sip-alg]: 3600 s). None: as any other.
  std::optional<Duration> sip_timeout{};
  int capacity = 4096;  // flows; when full, new ones are refused
};

// The settings of NatConfig that end a flow's life.
enum class NatTimer : std::uint8_t {
  udp_timeout,
  udp_stream_timeout,
  tcp_syn_timeout,
  tcp_established_timeout,
  tcp_closing_timeout,
  icmp_timeout,
  sip_timeout,
};

// The member that holds it: of what is not set, the one that holds instead.
constexpr const Duration& value_of(const NatConfig& c, NatTimer timer) {
  const auto of = [&](const std::optional<Duration>& own) -> const Duration& {
    return own ? *own : c.udp_timeout;
  };
  switch (timer) {
    case NatTimer::udp_timeout: return c.udp_timeout;
    case NatTimer::udp_stream_timeout: return of(c.udp_stream_timeout);
    case NatTimer::tcp_syn_timeout: return c.tcp_syn_timeout;
    case NatTimer::tcp_established_timeout: return c.tcp_established_timeout;
    case NatTimer::tcp_closing_timeout: return c.tcp_closing_timeout;
    case NatTimer::icmp_timeout: return c.icmp_timeout;
    case NatTimer::sip_timeout: return of(c.sip_timeout);
  }
  return c.udp_timeout;
}

}  // namespace models
