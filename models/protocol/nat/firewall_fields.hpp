// FirewallConfig in a file: keys, meaning, bounds; and the names of what a firewall answers.
#pragma once

#include "models/protocol/nat/firewall_table.hpp"
#include "models/protocol/nat/nat_fields.hpp"

namespace models {

constexpr auto names(FirewallTimer*) {  // the keys of FirewallConfig
  using enum FirewallTimer;
  return std::array{sim::Name{conn_timeout, "conn_timeout"},
                    sim::Name{half_closed_timeout, "half_closed_timeout"},
                    sim::Name{embryonic_timeout, "embryonic_timeout"},
                    sim::Name{tcp_bypass_timeout, "tcp_bypass_timeout"},
                    sim::Name{udp_timeout, "udp_timeout"},
                    sim::Name{sip_timeout, "sip_timeout"},
                    sim::Name{icmp_timeout, "icmp_timeout"}};
}
constexpr auto names(FirewallRefusal*) {
  using enum FirewallRefusal;
  return std::array{
      sim::Name{none, "none", "let pass"},
      sim::Name{no_connection, "no_connection", "mid-stream TCP of an unknown connection"},
      sim::Name{aged, "aged", "of a connection that has aged out"},
      sim::Name{not_permitted, "not_permitted", "from a lower level, without a rule"},
      sim::Name{inter_interface, "inter_interface", "between interfaces of the same level"},
      sim::Name{intra_interface, "intra_interface", "out by the interface it came in by"},
      sim::Name{table_full, "table_full", "no room for one more connection"},
      sim::Name{out_of_state, "out_of_state", "not what the TCP handshake wants"}};
}

inline sim::Fields<FirewallRule> fields(FirewallRule*) {
  using R = FirewallRule;
  using sim::field;
  return {field("protocol", &R::protocol, "default: any"),
          field("source", &R::source, "who may begin; 0.0.0.0/0 = anyone"),
          field("destination", &R::destination, "to whom; 0.0.0.0/0 = anyone"),
          field("port", &R::port, "of the destination; 0 = any", 0, 65535)};
}

inline sim::Fields<FirewallConfig> fields(FirewallConfig*) {
  using C = FirewallConfig;
  using sim::field;
  return {
      field("permit", &C::permit, "who may begin a connection from a lower to a higher level"),
      field("same_security_permit_inter_interface", &C::same_security_permit_inter_interface,
            "interfaces of one level may talk to each other"),
      field("same_security_permit_intra_interface", &C::same_security_permit_intra_interface,
            "a packet may leave by the interface it came in by"),
      field("tcp_state_bypass", &C::tcp_state_bypass, "TCP is treated as UDP is"),
      field("tcp_syn_restarts", &C::tcp_syn_restarts,
            "a SYN of its initiator begins an open connection anew; else it is dropped"),
      field("rematches", &C::rematches,
            "a rule or level that changes holds for open connections, too (FortiOS, PAN-OS)"),
      field("reset_inbound", &C::reset_inbound,
            "answer refused segments to a higher level with RST (service resetinbound)"),
      field("reset_outbound", &C::reset_outbound,
            "answer refused segments to a lower level with RST (service resetoutbound)"),
      field("inspect_sip", &C::inspect_sip, "sip_timeout for what goes to sip_port"),
      field("sip_port", &C::sip_port, "of UDP and TCP", 1, 65535),
      field("inspect_icmp", &C::inspect_icmp, "a ping lets its answer in"),
      field("conn_timeout", &C::conn_timeout, "life of an idle TCP connection", 1s, 1193h)
          .or_forever(),
      field("half_closed_timeout", &C::half_closed_timeout,
            "the same after a FIN that was acknowledged", 1s, 1193h)
          .or_forever(),
      field("embryonic_timeout", &C::embryonic_timeout, "life of an unfinished handshake", 1s,
            1193h)
          .or_forever(),
      field("tcp_bypass_timeout", &C::tcp_bypass_timeout, "of TCP under tcp_state_bypass", 1s,
            1193h)
          .or_forever(),
      field("udp_timeout", &C::udp_timeout, "life of an idle UDP flow", 1s, 1193h).or_forever(),
      field("sip_timeout", &C::sip_timeout, "life of an idle SIP flow or connection", 1s, 1193h)
          .or_forever(),
      field("icmp_timeout", &C::icmp_timeout, "life of a ping", 1s, 1193h),
      field("capacity", &C::capacity, "connections; when full, new ones are refused", 1, 4000000)};
}

}  // namespace models
