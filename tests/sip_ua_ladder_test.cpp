// A SIP phone over UDP: registration and refresh, RFC 3261 10.2; keepalives, RFC 5626.
#include "tests/sip_ua_ladder.hpp"

using namespace std::chrono_literals;
using models::SipKeepalive;

TEST_CASE(
    "RFC 3261 10.2: REGISTER at boot; [measured-baresip]: it refreshes at 0.90 of the grant") {
  CHECK_LADDER(UdpPhone{}, R"(
    0s     ! boot
    0s     > REGISTER expires 3600
    0.5s   > REGISTER again
    0.7s   < 100
    0.8s   < 200 expires 120
    0.8s   = registered
    108.8s > REGISTER expires 3600            # 0.90 * 120 s after the answer
    108.9s < 200 expires 3600                 # still registered: no news
    3348.9s > REGISTER expires 3600
    3348.9s < 200 expires 3600
    3349s  .
  )");
}

TEST_CASE(
    "[measured-baresip], [aastra-sip]: the earlier of refresh_percent and refresh_before decides") {
  CHECK_LADDER((UdpPhone{{.refresh_percent = 50}}), R"(
    0s   ! boot
    0s   > REGISTER expires 3600
    0s   < 200 expires 120
    0s   = registered
    60s  > REGISTER expires 3600
  )");
  CHECK_LADDER((UdpPhone{{.refresh_percent = 100, .refresh_before = 15s}}), R"(
    0s   ! boot
    0s   > REGISTER expires 3600
    0s   < 200 expires 120
    0s   = registered
    105s > REGISTER expires 3600
    105s < 200 expires 10                     # shorter than refresh_before: the percentage alone
    115s > REGISTER expires 3600
  )");
  CHECK_LADDER((UdpPhone{{.refresh_percent = 85, .refresh_before = 15s}}), R"(
    0s   ! boot
    0s   > REGISTER expires 3600
    0s   < 200 expires 120
    0s   = registered
    102s > REGISTER expires 3600
  )");
}

TEST_CASE("RFC 3261 10.2.1.1: the phone suggests an expiry, or leaves it to the registrar") {
  CHECK_LADDER((UdpPhone{{.register_expires = 300s}}), R"(
    0s   ! boot
    0s   > REGISTER expires 300
  )");
  CHECK_LADDER((UdpPhone{{.register_expires = 0s}}), R"(
    0s   ! boot
    0s   > REGISTER
    0s   < 200 expires 120
    0s   = registered
    108s > REGISTER
  )");
}

TEST_CASE("RFC 3261 17.1.3: answers to another request or for another phone do not concern it") {
  CHECK_LADDER(UdpPhone{}, UdpPhone::registered(R"(
    100s  < 403                               # to the REGISTER that was answered before
    3240s > REGISTER expires 3600
    3240s < 200 expires 3600 before
    3240s < 200 expires 3600 another          # its NAT mapping was dealt to us
    3240s < REGISTER                          # a phone is no registrar
    3240.5s > REGISTER again
    3240.6s < 200 expires 3600
    6000s .
  )"));
}

TEST_CASE("RFC 5626 4.4: CRLF keepalives, nobody answers them") {
  CHECK_LADDER((UdpPhone{{.keepalive = 60s}}), R"(
    0s   ! boot
    0s   > REGISTER expires 3600
    0.1s < 200 expires 120
    0.1s = registered
    60.1s  > CRLF                             # counted from the answer
    108.1s > REGISTER expires 3600
    108.2s < 200 expires 120
    120.1s > CRLF                             # the refresh does not shift them
    180.1s > CRLF
    200s ! off
    999s .
  )");
  CHECK_LADDER(UdpPhone{}, UdpPhone::registered(R"(
    3239s .                                   # 0s: none
  )"));
}

TEST_CASE("keepalives follow a changed setting, and pause while the phone is not registered") {
  CHECK_LADDER((UdpPhone{{.refresh_percent = 2, .keepalive = 30s, .timers = {.timer_f = 1s}}}),
               UdpPhone::registered(R"(
    30s   > CRLF
    40s   ! keepalive 5
    60s   > CRLF
    65s   > CRLF
    66s   ! keepalive 0
    72s   > REGISTER expires 3600
    72s   < 200 expires 3600
    73s   ! keepalive 50
    144s  > REGISTER expires 3600
    144s  < 200 expires 3600
    194s  > CRLF                              # 50 s after the next grant
    216s  > REGISTER expires 3600
    216.5s > REGISTER again
    217s  = lost: timed out
    247s  > REGISTER expires 3600             # nothing at 244 s
    247.1s < 200 expires 60
    247.1s = registered
    248.3s > REGISTER expires 3600
    248.3s < 200 expires 3600
    297.1s > CRLF
  )"));
}

TEST_CASE("RFC 3261 11: OPTIONS keepalives are repeated until they are answered") {
  CHECK_LADDER((UdpPhone{{.keepalive = 20s, .keepalive_kind = SipKeepalive::options}}),
               UdpPhone::registered(R"(
    20s   > OPTIONS
    20.1s < 404 options                       # any answer will do
    40s   > OPTIONS
    40.5s > OPTIONS again
    41.5s > OPTIONS again
    43.5s > OPTIONS again
    47.5s > OPTIONS again
    51.5s > OPTIONS again
    55.5s > OPTIONS again
    59.5s > OPTIONS again
    63.5s > OPTIONS again                     # at 60 s the last one was still under way
    67.5s > OPTIONS again
    71.5s > OPTIONS again
    72s   = keepalive lost                    # and nothing follows from that
    80s   > OPTIONS
    80.1s < 200 options
    99s   .
  )"));
}

TEST_CASE("RFC 5626 4.4: with keepalive_recovers a lost keepalive makes the phone register anew") {
  CHECK_LADDER((UdpPhone{{.keepalive = 20s,
                          .keepalive_kind = SipKeepalive::options,
                          .keepalive_recovers = true,
                          .timers = {.timer_f = 1s}}}),
               UdpPhone::registered(R"(
    20s   > OPTIONS
    20.5s > OPTIONS again
    21s   = keepalive lost
    21s   > REGISTER expires 3600
    21.1s < 200 expires 3600
    40s   > OPTIONS
    40.5s > OPTIONS again
    41s   = keepalive lost
    41s   > REGISTER expires 3600
    41.5s > REGISTER again
    42s   = lost: timed out
    71.9s .
  )"));
  CHECK_LADDER((UdpPhone{{.refresh_percent = 1,
                          .keepalive = 35800ms,
                          .keepalive_kind = SipKeepalive::options,
                          .keepalive_recovers = true,
                          .timers = {.timer_f = 700ms}}}),
               UdpPhone::registered(R"(
    35.8s > OPTIONS
    36s   > REGISTER expires 3600
    36.3s > OPTIONS again
    36.5s > REGISTER again
    36.5s = keepalive lost                    # the phone is at it already
    36.6s < 200 expires 3600
    71.6s > OPTIONS
    72.1s > OPTIONS again
    72.3s = keepalive lost
    72.3s > REGISTER expires 3600
  )"));
}
