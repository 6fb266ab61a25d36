// What a TCP stack lets one choose. Defaults are the RFCs'; profiles name what vendors ship.
#pragma once

#include "models/wire/names.hpp"

namespace models {

// Where the minimum of the RTO applies: RFC 6298 (2.4) bounds the whole; Linux bounds 4*RTTVAR, so
// that its RTO is never below SRTT + minimum ([linux-tcp]).
enum class RtoFloor : std::uint8_t { total, variance };

// What host or net unreachable means to a connection that is not open yet; an open one goes on
// trying in any case (RFC 1122 4.2.3.9, [rfc5461]).
enum class TcpSoftErrors : std::uint8_t {
  ignored,       // RFC 1122 4.2.3.9: it goes on trying
  end_connect,   // Linux, RFC 5461 4.1: the attempt has failed
  end_repeated,  // BSD: the second one, after more than three SYNs repeated
};

struct TcpConfig {
  Duration rto_initial = 1s;       // RFC 6298 (2.1)
  Duration rto_min = 1s;           // RFC 6298 (2.4)
  Duration rto_max = 60s;          // RFC 6298 (2.5)
  Duration rto_granularity = 1ms;  // RFC 6298: G, the clock's tick
  RtoFloor rto_floor = RtoFloor::total;
  bool timestamps = false;                   // RFC 7323; in force when both ends have it on
  bool tail_loss_probe = false;              // RFC 8985 section 7
  bool tail_loss_probe_needs_sample = true;  // RFC 8985 7.3, second condition
  Duration max_ack_delay = 200ms;            // RFC 8985 7.2: added for a single segment in flight
  bool linear_timeouts = false;              // Linux tcp_thin_linear_timeouts
  Duration delayed_ack = 40ms;               // RFC 9293 3.8.6.3 allows up to 500 ms; Linux: 40 ms
  int syn_retries = 6;                       // Linux tcp_syn_retries
  int synack_retries = 5;                    // Linux tcp_synack_retries
  int data_retries = 15;                     // Linux tcp_retries2
  TcpSoftErrors soft_errors = TcpSoftErrors::ignored;
  // RFC 4821, as Linux has it with tcp_mtu_probing 1 ([linux-ip-sysctl]): the fourth time-out in a
  // row makes segments smaller, though no ICMP said so.
  bool mtu_probing = false;
  Duration time_wait = 60s;  // Linux TCP_TIMEWAIT_LEN (RFC 9293: 4 min)
};

}  // namespace models
