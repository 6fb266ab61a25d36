// What a stateful firewall lets one choose. Defaults are Cisco's [asa-timeouts], [asa-tcp]. Left
// out: deny rules, rules per interface, limits per host, dead connection detection.
#pragma once

#include <optional>
#include <vector>

#include "models/protocol/nat/nat_flow.hpp"

namespace models {

// A line of an access-list: who may begin a connection from a lower to a higher level.
struct FirewallRule {
  std::optional<NatProtocol> protocol{};  // none: any
  Ipv4Interface source{{}, 0};            // 0.0.0.0/0: any
  Ipv4Interface destination{{}, 0};
  int port = 0;  // of the destination; 0: any
};

struct FirewallConfig {
  std::vector<int> security_levels{};  // of the interfaces, 0-100; any that is missing has 0
  std::vector<FirewallRule> permit{};
  bool same_security_permit_inter_interface = false;  // same-security-traffic permit ...
  bool same_security_permit_intra_interface = false;
  bool tcp_state_bypass = false;  // set connection advanced-options tcp-state-bypass
  bool tcp_syn_restarts = false;  // a SYN in an open connection begins it anew; ASA: it is dropped
  // A rule or level that changes holds for open connections, too ([session-rematch]). Off, as an
  // ASA: they were permitted, and live on.
  bool rematches = false;
  bool reset_inbound = false;   // service resetinbound: a refused segment is answered by RST
  bool reset_outbound = false;  // service resetoutbound; off: [asa-tcp], though [cisco-220486]
                                // calls it on by default
  bool inspect_sip = true;      // default global policy: sip_timeout for what goes to sip_port
  int sip_port = 5060;          // UDP and TCP
  bool inspect_icmp = true;     // a ping makes a connection; off: each packet is judged alone
  Duration conn_timeout = 1h;   // timeout conn: of an idle TCP connection
  Duration half_closed_timeout = 10min;  // one FIN was seen and acknowledged
  Duration embryonic_timeout = 30s;      // the handshake is not over
  Duration tcp_bypass_timeout = 2min;    // of TCP under tcp_state_bypass
  Duration udp_timeout = 2min;
  Duration sip_timeout = 30min;
  Duration icmp_timeout = 2s;
  int capacity = 10000;  // connections: [asa-5505]; when full, new ones are refused
};

// The settings of FirewallConfig that end a connection's life.
enum class FirewallTimer : std::uint8_t {
  conn_timeout,
  half_closed_timeout,
  embryonic_timeout,
  tcp_bypass_timeout,
  udp_timeout,
  sip_timeout,
  icmp_timeout,
};

// The member that holds it.
constexpr const Duration& value_of(const FirewallConfig& c, FirewallTimer timer) {
  switch (timer) {
    case FirewallTimer::conn_timeout: return c.conn_timeout;
    case FirewallTimer::half_closed_timeout: return c.half_closed_timeout;
    case FirewallTimer::embryonic_timeout: return c.embryonic_timeout;
    case FirewallTimer::tcp_bypass_timeout: return c.tcp_bypass_timeout;
    case FirewallTimer::udp_timeout: return c.udp_timeout;
    case FirewallTimer::sip_timeout: return c.sip_timeout;
    case FirewallTimer::icmp_timeout: return c.icmp_timeout;
  }
  return c.conn_timeout;
}

}  // namespace models
