// [sccp-station]: how an SCCP phone finds its call manager failed, turns to the standby, and
// returns. Longer than 300 lines because every edge of that table has its ladder.
#include "tests/sccp_ladder.hpp"

using namespace std::chrono_literals;

namespace {

constexpr models::SccpDetectionConfig delayed{.mode = models::SccpDetectionMode::delayed};

// The primary closes at 10 s, the phone registers with the standby; all at 10 s.
std::string failed_over(std::string_view script) {
  return SccpPhone::registered(R"(
    10s ! cm1 closed
    10s = cm1 lost: 14 TCPucmClosedConnection
    10s > cm2 Alarm
    10s > cm2 Register
    10s < cm2 accepts
    10s = cm2 registered
  )") + std::string(script);
}

// A phone that says little: cm2 sends and expects keepalives every hour.
models::SccpClientConfig quiet(models::SccpClientConfig config = {}) {
  config.alarm = false;
  config.min_keepalive = 1h;
  return config;
}

}  // namespace

TEST_CASE(
    "[sccp-station] Registered: FIN, RST or TCP's end: at once to the standby, on its connection") {
  CHECK_LADDER(SccpPhone{}, failed_over("39s ."));
  CHECK_LADDER(SccpPhone{}, SccpPhone::registered(R"(
    10s ! cm1 reset
    10s = cm1 lost: 12 TCPucmResetConnection
    10s > cm2 Alarm
    10s > cm2 Register
  )"));
  CHECK_LADDER(SccpPhone{}, SccpPhone::registered(R"(
    10s ! cm1 silent
    10s = cm1 lost: 10 TCPtimedOut
    10s > cm2 Alarm
    10s > cm2 Register
  )"));
}

TEST_CASE(
    "[cisco-200410] normal: an unanswered keepalive, the average, at least the floor: failed") {
  CHECK_LADDER(SccpPhone{}, SccpPhone::registered(R"(
    30s   > cm1 KeepAlive
    30.1s < cm1 KeepAliveAck
    60s   > cm1 KeepAlive
    60s   > cm2 KeepAlive
    61.999s .
    62s   > cm1 disconnect
    62s   = cm1 lost: 15 SCCPKeepAliveFailure
    62s   > cm2 Alarm
    62s   > cm2 Register
    62s   < cm2 accepts
    62s   = cm2 registered
    92s   > cm2 KeepAlive                    # the backup has no average yet: as delayed
    95s   .
  )"));
}

TEST_CASE("[cisco-200410] normal: as long as there is no average, as delayed") {
  CHECK_LADDER((SccpPhone{{.alarm = false}, 1}), R"(
    0s   ! boot
    0s   > cm1 connect
    0s   ! cm1 connected
    0s   > cm1 Register
    0s   < cm1 accepts
    0s   = cm1 registered
    30s  > cm1 KeepAlive
    60s  > cm1 KeepAlive
    90s  > cm1 KeepAlive
    120s > cm1 disconnect
    120s = cm1 lost: 15 SCCPKeepAliveFailure
    120s = all failed
    165s > cm1 connect
  )");
}

TEST_CASE("[cisco-200410] normal: what a standby answers is no part of the average") {
  CHECK_LADDER(SccpPhone{}, SccpPhone::registered(R"(
    30s   > cm1 KeepAlive
    30s   < cm1 KeepAliveAck
    60s   > cm1 KeepAlive
    60s   > cm2 KeepAlive
    60s   < cm1 KeepAliveAck
    60.1s < cm2 KeepAliveAck
    70s   ! cm1 closed
    70s   = cm1 lost: 14 TCPucmClosedConnection
    70s   > cm2 Alarm
    70s   > cm2 Register
    70s   < cm2 accepts
    70s   = cm2 registered
    100s  > cm2 KeepAlive
    129s  .                                  # no average: it waits on
  )"));
}

TEST_CASE("[cisco-200410] delayed: three keepalive intervals, whatever the average") {
  CHECK_LADDER((SccpPhone{{.detection = delayed}, 1}), R"(
    0s     ! boot
    0s     > cm1 connect
    0s     ! cm1 connected
    0s     > cm1 Alarm
    0s     > cm1 Register
    0s     < cm1 accepts
    0s     = cm1 registered
    30s    > cm1 KeepAlive
    30.1s  < cm1 KeepAliveAck
    60s    > cm1 KeepAlive
    90s    > cm1 KeepAlive
    120s   > cm1 KeepAlive
    149s   < cm1 KeepAliveAck                # to the one of 60 s
    150s   > cm1 KeepAlive
    179s   < cm1 KeepAliveAck                # to the one of 90 s
    180s   > cm1 KeepAlive
    210s   > cm1 disconnect                  # the one of 120 s is unanswered
    210s   = cm1 lost: 15 SCCPKeepAliveFailure
    210s   = all failed
  )");
}

TEST_CASE("[sccp-station]: the mode may change in the middle of an outage") {
  CHECK_LADDER((SccpPhone{{.alarm = false}, 1}), R"(
    0s    ! boot
    0s    > cm1 connect
    0s    ! cm1 connected
    0s    > cm1 Register
    0s    < cm1 accepts
    0s    = cm1 registered
    30s   > cm1 KeepAlive
    30.1s < cm1 KeepAliveAck
    60s   > cm1 KeepAlive
    61s   ! delayed
    90s   > cm1 KeepAlive
    120s  > cm1 KeepAlive
    150s  > cm1 disconnect                   # 3 x 30 s after 60 s
    150s  = cm1 lost: 15 SCCPKeepAliveFailure
    150s  = all failed
  )");
}

TEST_CASE(
    "[cisco-200410]: a standby that only acknowledges in TCP is given up where it must answer") {
  CHECK_LADDER((SccpPhone{{.standby_must_answer = true}}), SccpPhone::registered(R"(
    30s    > cm1 KeepAlive
    30s    < cm1 KeepAliveAck
    60s    > cm1 KeepAlive
    60s    > cm2 KeepAlive
    60s    < cm1 KeepAliveAck
    61s    < cm2 KeepAliveAck
    90s    > cm1 KeepAlive
    90s    < cm1 KeepAliveAck
    120s   > cm1 KeepAlive
    120s   > cm2 KeepAlive
    120s   < cm1 KeepAliveAck
    150s   > cm1 KeepAlive
    150s   < cm1 KeepAliveAck
    180s   > cm1 KeepAlive
    180s   > cm2 KeepAlive
    180s   < cm1 KeepAliveAck
    210s   > cm1 KeepAlive
    210s   < cm1 KeepAliveAck
    240s   > cm1 KeepAlive
    240s   > cm2 KeepAlive
    240s   < cm1 KeepAliveAck
    270s   > cm1 KeepAlive
    270s   < cm1 KeepAliveAck
    300s   > cm1 KeepAlive
    300s   > cm2 disconnect                  # 3 x 60 s after 120 s
    300s   < cm1 KeepAliveAck
    330s   > cm1 KeepAlive
    330s   < cm1 KeepAliveAck
    360s   > cm1 KeepAlive
    360s   > cm2 connect
  )"));
}

TEST_CASE(
    "[sccp-station] FailedOver: primary up for 120 s, token, Unregister, Register; cm2 stands by") {
  CHECK_LADDER(SccpPhone{quiet()}, R"(
    0s     ! boot
    0s     > cm1 connect
    0s     ! cm1 reset
    0s     > cm2 connect
    0s     ! cm2 connected
    0s     > cm2 Register
    0s     < cm2 accepts
    0s     = cm2 registered
    60s    > cm1 connect
    61s    ! cm1 connected
    181s   > cm1 RegisterTokenReq
    181.1s < cm1 RegisterTokenAck
    181.1s = cm2 left
    181.1s > cm2 Unregister
    181.1s > cm1 Register
    181.2s < cm2 UnregisterAck
    181.2s > cm2 disconnect
    181.3s < cm1 accepts
    181.3s = cm1 registered
    181.3s > cm2 connect
    181.4s ! cm2 connected
    300s   .
  )");
}

TEST_CASE(
    "[sccp-station] FailedOver: it stands by all the same when its UnregisterAck comes last") {
  const std::string until_left = R"(
    0s     ! boot
    0s     > cm1 connect
    0s     ! cm1 reset
    0s     > cm2 connect
    0s     ! cm2 connected
    0s     > cm2 Register
    0s     < cm2 accepts
    0s     = cm2 registered
    60s    > cm1 connect
    60s    ! cm1 connected
    180s   > cm1 RegisterTokenReq
    180s   < cm1 RegisterTokenAck
    180s   = cm2 left
    180s   > cm2 Unregister
    180s   > cm1 Register
  )";
  CHECK_LADDER(SccpPhone{quiet()}, until_left + R"(
    180.1s < cm1 accepts
    180.1s = cm1 registered
    180.2s < cm2 UnregisterAck
    180.2s > cm2 disconnect
    180.2s > cm2 connect
  )");
  CHECK_LADDER(SccpPhone{quiet()}, until_left + R"(
    180.1s < cm1 accepts
    180.1s = cm1 registered
    180.2s ! cm2 closed
    180.2s > cm2 connect
  )");
  CHECK_LADDER(SccpPhone{quiet()}, until_left + R"(
    180.1s < cm1 accepts
    180.1s = cm1 registered
    210s   > cm2 disconnect                  # it never acknowledged
    210s   > cm2 connect
  )");
  CHECK_LADDER(SccpPhone{quiet()}, until_left + R"(
    181s   ! cm1 reset                       # the better one fails: back on the old connection
    181s   > cm2 Register
    181s   < cm2 UnregisterAck
    182s   < cm2 accepts
    182s   = cm2 registered
    241s   > cm1 connect
  )");
}

TEST_CASE("[sccp-station] FailedOver: the keepalive goes on while the better one is monitored") {
  CHECK_LADDER(SccpPhone{}, failed_over(R"(
    40s  > cm2 KeepAlive
    40s  < cm2 KeepAliveAck
    70s  > cm1 connect
    70s  > cm2 KeepAlive
    70s  < cm2 KeepAliveAck
    70s  ! cm1 connected
    100s > cm2 KeepAlive
    100s < cm2 KeepAliveAck
    130s > cm1 KeepAlive
    130s > cm2 KeepAlive
    130s < cm2 KeepAliveAck
    160s > cm2 KeepAlive
    160s < cm2 KeepAliveAck
    190s > cm1 RegisterTokenReq
    190s > cm1 KeepAlive
    190s > cm2 KeepAlive
    190s < cm2 KeepAliveAck
    191s < cm1 RegisterTokenAck
    191s = cm2 left
    191s > cm2 Unregister
    191s > cm1 Alarm
    191s > cm1 Register
  )"));
}

TEST_CASE("[srst-guide]: a link that flaps faster than the monitored time keeps the phone away") {
  CHECK_LADDER(SccpPhone{quiet()}, R"(
    0s   ! boot
    0s   > cm1 connect
    0s   ! cm1 reset
    0s   > cm2 connect
    0s   ! cm2 connected
    0s   > cm2 Register
    0s   < cm2 accepts
    0s   = cm2 registered
    60s  > cm1 connect
    60s  ! cm1 connected
    179s ! cm1 silent                        # one second too early
    239s > cm1 connect
    240s ! cm1 silent
    300s > cm1 connect
    300s ! cm1 connected
    420s > cm1 RegisterTokenReq
  )");
  CHECK_LADDER((SccpPhone{quiet({.connection_monitor = 10s, .fallback_retry = 5s})}), R"(
    0s  ! boot
    0s  > cm1 connect
    0s  ! cm1 reset
    0s  > cm2 connect
    5s  > cm1 connect
    5s  ! cm2 connected
    5s  > cm2 Register
    5s  < cm2 accepts
    5s  = cm2 registered
    5s  ! cm1 connected
    15s > cm1 RegisterTokenReq
  )");
}

TEST_CASE(
    "[sccp-station] WaitToken: Reject names the wait; no answer for 30 s: from the beginning") {
  CHECK_LADDER(SccpPhone{quiet()}, R"(
    0s   ! boot
    0s   > cm1 connect
    0s   ! cm1 reset
    0s   > cm2 connect
    0s   ! cm2 connected
    0s   > cm2 Register
    0s   < cm2 accepts
    0s   = cm2 registered
    60s  > cm1 connect
    60s  ! cm1 connected
    180s > cm1 RegisterTokenReq
    180s < cm1 RegisterTokenReject 7
    187s > cm1 RegisterTokenReq
    188s < cm1 RegisterTokenReject 0         # no time: the fallback retry
    248s > cm1 RegisterTokenReq
    278s > cm1 disconnect
    338s > cm1 connect
    338s ! cm1 connected
    458s > cm1 RegisterTokenReq
    459s ! cm1 closed
    519s > cm1 connect
    519s ! cm1 connected
    639s > cm1 RegisterTokenReq
    639s < cm1 RegisterTokenReject 9
    640s ! cm1 closed                        # while it waits
    700s > cm1 connect
  )");
}

TEST_CASE("[sccp-station]: the standby dies while the better one is monitored: that one, at once") {
  CHECK_LADDER(SccpPhone{quiet()}, R"(
    0s   ! boot
    0s   > cm1 connect
    0s   ! cm1 reset
    0s   > cm2 connect
    0s   ! cm2 connected
    0s   > cm2 Register
    0s   < cm2 accepts
    0s   = cm2 registered
    60s  > cm1 connect
    60s  ! cm1 connected
    90s  ! cm2 closed
    90s  = cm2 lost: 14 TCPucmClosedConnection
    90s  > cm1 Register
    90s  < cm1 accepts
    90s  = cm1 registered
    150s > cm2 connect
    150s ! cm2 connected                     # a lesser one: it stands by, nothing is monitored
    999s .
  )");
}

TEST_CASE("[sccp-station]: an attempt that is under way is waited for before all have failed") {
  CHECK_LADDER(SccpPhone{quiet()}, R"(
    0s   ! boot
    0s   > cm1 connect
    0s   ! cm1 reset
    0s   > cm2 connect
    0s   ! cm2 connected
    0s   > cm2 Register
    0s   < cm2 accepts
    0s   = cm2 registered
    60s  > cm1 connect
    61s  ! cm2 closed
    61s  = cm2 lost: 14 TCPucmClosedConnection
    62s  ! cm1 connected
    62s  > cm1 Register
    63s  ! cm1 closed
    63s  = all failed
    108s > cm1 connect
  )");
  CHECK_LADDER(SccpPhone{}, R"(
    0s  ! boot
    0s  > cm1 connect
    0s  ! cm1 connected
    0s  > cm1 Alarm
    0s  > cm1 Register
    0s  < cm1 accepts
    0s  = cm1 registered
    0s  > cm2 connect
    1s  ! cm1 closed
    1s  = cm1 lost: 14 TCPucmClosedConnection
    2s  ! cm2 connected
    2s  > cm2 Alarm
    2s  > cm2 Register
  )");
}

TEST_CASE("[sccp-station]: rejected, and left for a better one, or reset, while it waits") {
  const std::string rejected = R"(
    0s   ! boot
    0s   > cm1 connect
    0s   ! cm1 reset
    0s   > cm2 connect
    0s   ! cm2 connected
    0s   > cm2 Register
    60s  > cm1 connect
    60s  ! cm1 connected
    180s > cm1 RegisterTokenReq
    181s < cm2 RegisterReject
    181s > cm2 disconnect
  )";
  CHECK_LADDER(SccpPhone{quiet({.answer_timeout = 10min})}, rejected + R"(
    182s < cm1 RegisterTokenAck
    182s > cm1 Register
    183s < cm1 accepts
    183s = cm1 registered
    183s > cm2 connect
  )");
  CHECK_LADDER(SccpPhone{quiet({.answer_timeout = 10min})}, rejected + R"(
    182s < cm1 Reset 2
    182s > cm1 disconnect
    182s > cm1 connect
  )");
  CHECK_LADDER(SccpPhone{quiet({.answer_timeout = 10min})}, rejected + R"(
    201s > cm1 Register                      # after the wait: the open connection
  )");
}

TEST_CASE("[sccp-station]: all failed: what is still connected or connecting is left") {
  CHECK_LADDER(SccpPhone{quiet()}, R"(
    0s  ! boot
    0s  > cm1 connect
    0s  ! cm1 connected
    0s  > cm1 Register
    1s  < cm1 RegisterReject
    1s  > cm1 disconnect
    21s > cm2 connect
    21s ! cm2 connected
    21s > cm2 Register
    51s > cm2 disconnect
    51s = all failed
    96s > cm1 connect
  )");
}
