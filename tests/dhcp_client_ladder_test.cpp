// A phone's DHCP client in RFC 2131 figure 5, from INIT: what it sends, when, and what it discards.
#include "tests/dhcp_client_ladder.hpp"

using namespace std::chrono_literals;
using models::DhcpClientConfig;

namespace {
constexpr auto none = models::DhcpConflictDetection::none;
constexpr DhcpClientConfig plain{.conflict_detection = none};
}  // namespace

TEST_CASE("RFC 2131 4.1: DISCOVER after 4, 8, 16, 32, 64, 64 s ...; catalogue 10: for ever") {
  CHECK_LADDER((DhcpPhone{plain}), R"(
    0s   ! boot
    0s   > DISCOVER
    4s   > DISCOVER again
    12s  > DISCOVER again
    28s  > DISCOVER again
    60s  > DISCOVER again
    124s > DISCOVER again
    188s > DISCOVER again
    252s > DISCOVER again
    315s ! off
    999s .
  )");
  CHECK_LADDER((DhcpPhone{{.retransmission = {.initial = 1s, .max = 3s}}}), R"(
    0s   ! boot
    0s   > DISCOVER
    1s   > DISCOVER again
    3s   > DISCOVER again
    6s   > DISCOVER again
    9s   > DISCOVER again
  )");
}

TEST_CASE("RFC 2131 3.1 (5): four REQUESTs, 60 s, then the client begins anew") {
  CHECK_LADDER((DhcpPhone{plain}), R"(
    0s   ! boot
    0s   > DISCOVER
    4s   > DISCOVER again
    5s   < OFFER 10.0.0.5
    5s   > REQUEST 10.0.0.5 of 10.0.0.1
    9s   > REQUEST 10.0.0.5 of 10.0.0.1 again
    17s  > REQUEST 10.0.0.5 of 10.0.0.1 again
    33s  > REQUEST 10.0.0.5 of 10.0.0.1 again
    65s  > DISCOVER
    66s  < ACK 10.0.0.5 lease 100 late
    69s  > DISCOVER again
  )");
  CHECK_LADDER((DhcpPhone{{.request_tries = 1}}), R"(
    0s   ! boot
    0s   > DISCOVER
    0s   < OFFER 10.0.0.5
    0s   > REQUEST 10.0.0.5 of 10.0.0.1
    4s   > DISCOVER
  )");
}

TEST_CASE("RFC 2131 4.4.1: 1 to 10 s before the first DISCOVER, where phones heed it") {
  CHECK_LADDER((DhcpPhone{{.start_wait_min = 7s, .start_wait_max = 7s}}), R"(
    0s   ! boot
    7s   > DISCOVER
    8s   ! off
    9s   ! boot
    10s  ! boot                                          # it boots once more meanwhile
    17s  > DISCOVER
    21s  > DISCOVER again
  )");
}

TEST_CASE("RFC 2131 figure 5: what has no edge is discarded") {
  CHECK_LADDER((DhcpPhone{plain}), R"(
    0s   < OFFER 10.0.0.5                                # not powered
    0s   ! conflict
    1s   ! boot
    1s   > DISCOVER
    1s   < ACK 10.0.0.5 lease 1000                       # not an offer
    1s   < NAK
    1s   < OFFER 10.0.0.5 lease 1000 late                # of another transaction
    1s   < OFFER 10.0.0.5 lease 1000 another             # for another phone
    1s   < OFFER 10.0.0.5 anonymous lease 1000           # table 3: server identifier, MUST
    1s   < OFFER 0.0.0.0 lease 1000
    2s   < OFFER 10.0.0.5 lease 1000
    2s   > REQUEST 10.0.0.5 of 10.0.0.1
    2s   < OFFER 10.0.0.6 from 10.0.0.2 lease 1000       # too late
    2s   < ACK 10.0.0.5 lease 1000 late
    2s   < ACK 10.0.0.5 lease 1000 another
    2s   < ACK 10.0.0.5 anonymous lease 1000
    2s   < ACK 10.0.0.6 lease 1000                       # not what was asked for
    2s   < ACK 10.0.0.5                                  # table 3: lease time, MUST
    2s   < NAK another
    2s   ! conflict                                      # it has no address yet
    3s   < ACK 10.0.0.5 lease 1000
    3s   = bound 10.0.0.5/24 until 1002
    3s   < ACK 10.0.0.5 lease 9000                       # the second server's
    3s   < NAK
    3s   < OFFER 10.0.0.6 lease 1000
    3s   ! conflict                                      # nobody looks
    502s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1
    502s < OFFER 10.0.0.6 lease 1000
    502s < ACK 10.0.0.6 lease 1000
    502s < ACK 10.0.0.5
    502s < ACK 10.0.0.5 lease 1000 late
    502s < NAK late
    600s ! off
    600s < ACK 10.0.0.5 lease 1000
    9999s .
  )");
}
