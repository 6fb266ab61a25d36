// TcpConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/tcp/tcp_config.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(RtoFloor*) {
  return std::array{
      sim::Name{RtoFloor::total, "total",
                "RFC 6298 (2.4): SRTT + max(G, 4 RTTVAR), at least rto_min"},
      sim::Name{RtoFloor::variance, "variance", "Linux: SRTT + max(4 RTTVAR, rto_min)"}};
}

constexpr auto names(TcpSoftErrors*) {
  using enum TcpSoftErrors;
  return std::array{
      sim::Name{ignored, "ignored", "RFC 1122 4.2.3.9: it goes on trying"},
      sim::Name{end_connect, "end_connect", "Linux, RFC 5461 4.1: the attempt fails at once"},
      sim::Name{end_repeated, "end_repeated",
                "BSD: it fails at a second one, after more than three repeated SYNs"}};
}

inline sim::Fields<TcpConfig> fields(TcpConfig*) {
  using C = TcpConfig;
  using sim::field;
  return {field("rto_initial", &C::rto_initial, "RTO before the first sample, RFC 6298 (2.1)", 1ms,
                2min),
          field("rto_min", &C::rto_min, "minimum of the RTO, RFC 6298 (2.4)", 0s, 2min),
          field("rto_max", &C::rto_max, "maximum of the RTO, RFC 6298 (2.5)", 1ms, 10min),
          field("rto_granularity", &C::rto_granularity,
                "the clock's tick, RFC 6298: G; round trips and RTO are whole ticks", 1us, 1s),
          field("rto_floor", &C::rto_floor, "what rto_min bounds"),
          field("timestamps", &C::timestamps, "RFC 7323; in force when both ends have it on"),
          field("tail_loss_probe", &C::tail_loss_probe, "RFC 8985 section 7"),
          field("tail_loss_probe_needs_sample", &C::tail_loss_probe_needs_sample,
                "RFC 8985 7.3: no second probe before a new round-trip sample; Linux does not ask"),
          field("max_ack_delay", &C::max_ack_delay,
                "RFC 8985 7.2: added to the probe's timer when one segment is in flight", 0s, 10s),
          field("linear_timeouts", &C::linear_timeouts,
                "Linux tcp_thin_linear_timeouts: the first six timeouts are not doubled"),
          field("delayed_ack", &C::delayed_ack, "RFC 9293 3.8.6.3; 0s = acknowledge at once", 0s,
                500ms),
          field("syn_retries", &C::syn_retries, "SYNs after the first", 0, 30),
          field("synack_retries", &C::synack_retries, "SYN,ACKs after the first", 0, 30),
          field("data_retries", &C::data_retries,
                "retransmissions before the connection is given up", 0, 100),
          field("soft_errors", &C::soft_errors,
                "what ICMP host or net unreachable does to a connection that is not open yet"),
          field("mtu_probing", &C::mtu_probing,
                "RFC 4821, Linux tcp_mtu_probing 1: smaller segments when none is acknowledged"),
          field("time_wait", &C::time_wait, "TIME-WAIT, and FIN-WAIT-2 without the peer's FIN", 0s,
                10min)};
}

}  // namespace models
