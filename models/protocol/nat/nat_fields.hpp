// NatConfig in a file: keys, meaning, bounds; and the names of what a NAT answers.
#pragma once

#include "models/protocol/nat/nat_table.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(NatBehavior*) {
  using enum NatBehavior;
  return std::array{
      sim::Name{endpoint_independent, "endpoint_independent", "the same for every remote endpoint"},
      sim::Name{address_dependent, "address_dependent", "per remote address"},
      sim::Name{address_and_port_dependent, "address_and_port_dependent",
                "per remote address and port (Linux)"}};
}
constexpr auto names(NatPorts*) {
  return std::array{
      sim::Name{NatPorts::preserve, "preserve", "the host's own port; if taken, a random one"},
      sim::Name{NatPorts::sequential, "sequential", "the next one that is free"},
      sim::Name{NatPorts::random, "random", "any one that is free"},
      sim::Name{NatPorts::fixed, "static", "the host's own port; if taken, none (pf static-port)"},
      sim::Name{NatPorts::overload, "overload",
                "the host's own port, taken from whoever has it (RFC 4787 4.2.1)"}};
}
constexpr auto names(NatRefresh*) {
  return std::array{
      sim::Name{NatRefresh::outbound, "outbound", "only what goes out (RFC 4787 REQ-6)"},
      sim::Name{NatRefresh::both, "both", "what comes in as well (REQ-6a; Linux)"}};
}
constexpr auto names(NatUnsolicited*) {
  using enum NatUnsolicited;
  return std::array{
      sim::Name{drop, "drop", "without a word"},
      sim::Name{reject, "reject", "answered with port unreachable or RST"},
      sim::Name{accept, "accept",
                "the router's own: answered so, and its flow keeps the port from who had it "
                "(Linux, INPUT policy ACCEPT)"}};
}
constexpr auto names(NatTimer*) {  // the keys of NatConfig
  using enum NatTimer;
  return std::array{sim::Name{udp_timeout, "udp_timeout"},
                    sim::Name{udp_stream_timeout, "udp_stream_timeout"},
                    sim::Name{tcp_syn_timeout, "tcp_syn_timeout"},
                    sim::Name{tcp_established_timeout, "tcp_established_timeout"},
                    sim::Name{tcp_closing_timeout, "tcp_closing_timeout"},
                    sim::Name{icmp_timeout, "icmp_timeout"},
                    sim::Name{sip_timeout, "sip_timeout"}};
}
constexpr auto names(NatProtocol*) {
  return std::array{sim::Name{NatProtocol::udp, "udp"}, sim::Name{NatProtocol::tcp, "tcp"},
                    sim::Name{NatProtocol::icmp, "icmp"}};
}

inline sim::Fields<NatConfig> fields(NatConfig*) {
  using C = NatConfig;
  using sim::field;
  return {
      field("mapping", &C::mapping, "when an inside endpoint keeps its outside port"),
      field("filtering", &C::filtering, "who may send to a mapped port: whom its owner sent to"),
      field("port_allocation", &C::port_allocation, "which outside port a mapping gets"),
      field("first_port", &C::first_port, "outside ports from", 1024, 65535),
      field("last_port", &C::last_port, "outside ports to", 1024, 65535),
      field("refresh", &C::refresh, "which UDP packets keep a mapping alive"),
      field("unsolicited", &C::unsolicited, "what comes in and belongs to nobody inside"),
      field("resets_on_address_change", &C::resets_on_address_change,
            "another outside address ends all mappings; else they keep the old one while used"),
      field("udp_timeout", &C::udp_timeout, "life of an idle UDP flow", 1s, 24h),
      field("udp_stream_timeout", &C::udp_stream_timeout,
            "the same once it was answered and lasts longer than udp_stream_after; default: "
            "udp_timeout",
            1s, 24h),
      field("udp_stream_after", &C::udp_stream_after, "age at which an answered flow is a stream",
            0s, 1h),
      field("tcp_syn_timeout", &C::tcp_syn_timeout, "life of a connection that is not open yet", 1s,
            24h),
      field("tcp_established_timeout", &C::tcp_established_timeout, "life of an idle connection",
            1s, 240h)
          .or_forever(),
      field("tcp_closing_timeout", &C::tcp_closing_timeout, "life after a FIN or RST", 1s, 24h),
      field("tcp_loose", &C::tcp_loose, "a segment of an unknown connection makes a mapping"),
      field("icmp_timeout", &C::icmp_timeout, "life of an idle ping", 1s, 24h),
      field("sip_alg", &C::sip_alg,
            "an ALG: Via and Contact of SIP name the outside address, and hide the NAT"),
      field("sip_timeout", &C::sip_timeout,
            "with sip_alg: life of an idle UDP flow to port 5060; default: udp_timeout", 1s, 24h),
      field("capacity", &C::capacity, "flows; when full, new ones are refused", 1, 262144)};
}

}  // namespace models
