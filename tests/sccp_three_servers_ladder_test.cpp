// [sccp-station] with three call managers: who stands by, who is monitored, who is let go.
#include "tests/sccp_ladder.hpp"

using namespace std::chrono_literals;

namespace {

SccpPhone phone(models::SccpClientConfig config = {}) {
  config.alarm = false;
  config.min_keepalive = 1h;
  return SccpPhone(config, 3);
}

// Registered at cm1, cm2 stands by, cm3 is idle.
std::string registered(std::string_view script) {
  return R"(
    0s ! boot
    0s > cm1 connect
    0s ! cm1 connected
    0s > cm1 Register
    0s < cm1 accepts
    0s = cm1 registered
    0s > cm2 connect
    0s ! cm2 connected
  )" + std::string(script);
}

// cm1 fails at 10 s: registered at cm2, cm3 stands by.
std::string failed_over(std::string_view script) {
  return registered(R"(
    10s ! cm1 reset
    10s = cm1 lost: 12 TCPucmResetConnection
    10s > cm2 Register
    10s < cm2 accepts
    10s = cm2 registered
    10s > cm3 connect
    10s ! cm3 connected
  )") + std::string(script);
}

}  // namespace

TEST_CASE("[sccp-station]: the standby is lost: the next stands in, until the lost one is back") {
  CHECK_LADDER(phone(), registered(R"(
    50s  ! cm2 reset
    50s  > cm3 connect
    51s  ! cm3 connected
    110s > cm2 connect
    111s ! cm2 connected
    111s > cm3 disconnect
    999s .
  )"));
  CHECK_LADDER(phone(), registered(R"(
    50s  ! cm2 reset
    50s  > cm3 connect
    51s  ! cm3 silent                        # nobody stands by
    110s > cm2 connect
    111s > cm3 connect
    112s ! cm3 connected
    113s ! cm2 silent
    173s > cm2 connect
  )"));
}

TEST_CASE(
    "[sccp-station]: two failures in a row: the third; the second is monitored, then the first") {
  CHECK_LADDER(phone(), failed_over(R"(
    20s   ! cm2 reset
    20s   = cm2 lost: 12 TCPucmResetConnection
    20s   > cm3 Register
    20s   < cm3 accepts
    20s   = cm3 registered
    70s   > cm1 connect
    80s   > cm2 connect
    80s   ! cm2 connected
    100s  ! cm1 connected
    200s  > cm2 RegisterTokenReq
    200s  < cm2 RegisterTokenAck
    200s  = cm3 left
    200s  > cm3 Unregister
    200s  > cm2 Register
    200s  < cm3 UnregisterAck
    200s  > cm3 disconnect
    200s  < cm2 accepts
    200s  = cm2 registered
    200s  > cm3 connect
    200s  ! cm3 connected
    220s  > cm1 RegisterTokenReq             # cm1 was monitored on
    220s  < cm1 RegisterTokenAck
    220s  = cm2 left
    220s  > cm2 Unregister
    220s  > cm1 Register
    220s  < cm2 UnregisterAck
    220s  > cm2 disconnect
    220s  < cm1 accepts
    220s  = cm1 registered                   # cm3 stands by; cm2 would be better
    220s  > cm2 connect
    220s  ! cm2 connected
    220s  > cm3 disconnect
    999s  .
  )"));
}

TEST_CASE(
    "[sccp-station]: the phone returns to the first: the second, monitored till then, stands by") {
  CHECK_LADDER(phone(), failed_over(R"(
    20s   ! cm2 reset
    20s   = cm2 lost: 12 TCPucmResetConnection
    20s   > cm3 Register
    20s   < cm3 accepts
    20s   = cm3 registered
    70s   > cm1 connect
    70s   ! cm1 connected
    80s   > cm2 connect
    80s   ! cm2 connected
    190s  > cm1 RegisterTokenReq
    190s  < cm1 RegisterTokenAck
    190s  = cm3 left
    190s  > cm3 Unregister
    190s  > cm1 Register
    190s  < cm1 accepts
    190s  = cm1 registered
    191s  < cm3 UnregisterAck
    191s  > cm3 disconnect
    999s  .                                  # no token for cm2 at 200 s
  )"));
}

TEST_CASE(
    "[sccp-station]: a better one that was left aside is monitored when it is chosen to stand by") {
  CHECK_LADDER(phone(), failed_over(R"(
    70s   > cm1 connect
    70s   ! cm1 connected
    190s  > cm1 RegisterTokenReq
    190s  < cm1 RegisterTokenAck
    190s  = cm2 left
    190s  > cm2 Unregister
    190s  > cm1 Register
    190s  < cm2 UnregisterAck
    190s  > cm2 disconnect
    195s  ! cm1 reset                        # cm1 again, before it accepts; cm3 stood by
    195s  > cm3 Register
    195s  < cm3 accepts
    195s  = cm3 registered
    195s  > cm2 connect
    195s  ! cm2 connected
    255s  > cm1 connect
    256s  ! cm1 silent
    315s  > cm2 RegisterTokenReq
    316s  > cm1 connect
  )"));
}

TEST_CASE("[sccp-station]: without a standby a lesser one that is back is let go") {
  CHECK_LADDER(phone({.standby = false}), R"(
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
    151s ! cm2 connected
    151s > cm2 disconnect
    999s .
  )");
}

TEST_CASE("[sccp-station]: the token comes while the phone is registered nowhere") {
  CHECK_LADDER(phone(), failed_over(R"(
    70s   > cm1 connect
    70s   ! cm1 connected
    100s  < cm2 Reset 2
    100s  = cm2 lost: 23 UcmInitiatedRestart
    100s  > cm1 disconnect
    100s  > cm2 disconnect
    100s  > cm3 disconnect
    100s  > cm1 connect
    100s  ! cm1 silent
    100s  > cm2 connect
    100s  ! cm2 connected
    100s  > cm2 Register
    100s  < cm2 RegisterReject
    100s  > cm2 disconnect
    120s  > cm3 connect                      # after its wait
    121s  ! cm3 silent
    121s  = all failed
  )"));
  models::SccpClientConfig patient;
  patient.answer_timeout = 10min;
  CHECK_LADDER(phone(patient), R"(
    0s   ! boot
    0s   > cm1 connect
    0s   ! cm1 reset
    0s   > cm2 connect
    0s   ! cm2 connected
    0s   > cm2 Register
    60s  > cm1 connect
    60s  ! cm1 connected
    180s > cm1 RegisterTokenReq              # cm2 still says nothing
    181s < cm1 RegisterTokenAck
    181s > cm2 disconnect
    181s > cm1 Register
    181s < cm1 accepts
    181s = cm1 registered
    181s > cm2 connect
  )");
}
