// A SIP phone over UDP whose registrar is a name: RFC 3263 4.3, RFC 3261 8.1.3.1, 18.4 and 21.5.4.
#include "tests/sip_ua_ladder.hpp"

using namespace std::chrono_literals;

TEST_CASE("RFC 3263 4.3: after timer F a new transaction with the next server") {
  CHECK_LADDER((UdpPhone{{.locates = true}}), R"(
    0s    ! boot
    0s    = locate
    2s    ! located                           # DNS took its time
    2s    > REGISTER expires 3600
    2.5s  > REGISTER again
    3.5s  > REGISTER again
    5.5s  > REGISTER again
    9.5s  > REGISTER again
    13.5s > REGISTER again
    17.5s > REGISTER again
    21.5s > REGISTER again
    25.5s > REGISTER again
    29.5s > REGISTER again
    33.5s > REGISTER again
    34s   = next                              # 64 * T1
    34s   ! located
    34s   > REGISTER expires 3600
    34.1s < 200 expires 3600 before           # the dead one answers after all: another branch
    34.2s < 200 expires 3600
    34.2s = registered
  )");
}

TEST_CASE("RFC 3263 4.3: each refresh finds its server anew, and another one is news") {
  CHECK_LADDER((UdpPhone{{.locates = true, .timers = {.timer_f = 1s}}}), R"(
    0s    ! boot
    0s    = locate
    0s    ! located
    0s    > REGISTER expires 3600
    0s    < 200 expires 100
    0s    = registered
    90s   = locate
    90s   ! located
    90s   > REGISTER expires 3600
    90s   < 200 expires 100                   # the same one: no news
    180s  = locate
    180s  ! located
    180s  > REGISTER expires 3600
    180.5s > REGISTER again
    181s  = next
    181s  ! located elsewhere
    181s  > REGISTER expires 3600
    181.1s < 200 expires 100
    181.1s = registered
    271.1s = locate
  )");
}

TEST_CASE("RFC 3263 4.3, RFC 3261 21.5.4: 503 leads to the next server, other errors do not") {
  CHECK_LADDER((UdpPhone{{.locates = true}}), R"(
    0s  ! boot
    0s  = locate
    0s  ! located
    0s  > REGISTER expires 3600
    0.1s < 503 retry-after 30
    0.1s = next retry-after 30
    0.1s ! located
    0.1s > REGISTER expires 3600
    0.2s < 503
    0.2s = next
    0.2s ! unlocated
    0.2s = failed: rejected 503
    1200.2s = locate                            # retry_after_rejection, as with one server
    1200.2s ! located
    1200.2s > REGISTER expires 3600
    1200.2s < 403
    1200.2s = failed: rejected 403
  )");
  CHECK_LADDER((UdpPhone{{.locates = true}}), R"(
    0s  ! boot
    0s  = locate
    0s  ! located
    0s  > REGISTER expires 3600
    0.1s < 503 retry-after 30
    0.1s = next retry-after 30
    0.1s ! unlocated
    0.1s = failed: rejected 503
    30.1s = locate                              # RFC 3261 20.33
  )");
}

TEST_CASE("RFC 3261 18.4: ICMP says at once what timer F would say in 32 s") {
  CHECK_LADDER((UdpPhone{{.locates = true}}), R"(
    0s    ! boot
    0s    = locate
    0s    ! icmp                              # about an earlier REGISTER
    0s    ! located
    0s    > REGISTER expires 3600
    0.1s  ! icmp
    0.1s  = next
    0.1s  ! icmp                              # about its copy
    0.1s  ! located
    0.1s  > REGISTER expires 3600
    0.2s  ! icmp
    0.2s  = next
    0.2s  ! unlocated
    0.2s  = failed: timed out
    30.2s = locate
  )");
}

TEST_CASE("RFC 3263 4.2: a name that leads nowhere; and a phone that was switched off meanwhile") {
  CHECK_LADDER((UdpPhone{{.locates = true}}), R"(
    0s  ! boot
    0s  = locate
    20s ! unlocated
    20s = failed: unresolved
    50s = locate
    51s ! off
    52s ! located
    53s ! unlocated
    99s .
  )");
  CHECK_LADDER(UdpPhone{}, UdpPhone::registered(R"(
    1s  ! located elsewhere                   # of a phone with an address nobody asks
    1s  ! unlocated
    2s  .
  )"));
}
