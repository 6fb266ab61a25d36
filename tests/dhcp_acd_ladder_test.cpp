// The DHCP client probes an address before it uses it: RFC 2131 4.4.1, RFC 5227.
#include "tests/dhcp_client_ladder.hpp"

using namespace std::chrono_literals;
using models::DhcpConflictDetection;

namespace {
constexpr auto none = DhcpConflictDetection::none;
constexpr auto arp_once = DhcpConflictDetection::arp_once;

// A ladder that begins with 10.0.0.5 granted for 1000 s, at 0 s.
std::string granted(std::string_view script) {
  return R"(
    0s ! boot
    0s > DISCOVER
    0s < OFFER 10.0.0.5
    0s > REQUEST 10.0.0.5 of 10.0.0.1
    0s < ACK 10.0.0.5 lease 1000
  )" + std::string(script);
}
}  // namespace

TEST_CASE("RFC 2131 4.4.1: one probe before the use, one announcement") {
  CHECK_LADDER((DhcpPhone{{.conflict_detection = arp_once, .acd = {.arp_wait = 3s}}}), granted(R"(
    0s   > PROBE 10.0.0.5
    1s   < NAK                                           # figure 5: no such edge
    3s   = bound 10.0.0.5/24 until 1000
    3s   > ANNOUNCE 10.0.0.5
    4s   ! conflict                                      # it looked once
    500s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1
    500s < ACK 10.0.0.5 lease 1000                       # renewed: no second probe
    999s .
  )"));
  CHECK_LADDER((DhcpPhone{{.conflict_detection = none}}), granted(R"(
    0s   = bound 10.0.0.5/24 until 1000
  )"));
}

TEST_CASE("RFC 2131 3.1 (5): a conflict: DECLINE, wait, begin anew") {
  CHECK_LADDER((DhcpPhone{{.suggests_address = true, .conflict_detection = arp_once}}), granted(R"(
    0s   > PROBE 10.0.0.5
    0.1s ! conflict
    0.1s > DECLINE 10.0.0.5 of 10.0.0.1
    0.2s ! conflict                                      # the answer of a third host
    0.2s < ACK 10.0.0.5 lease 1000
    10.1s > DISCOVER
    10.1s < OFFER 10.0.0.6 from 10.0.0.2
    10.1s > REQUEST 10.0.0.6 of 10.0.0.2
    10.1s < ACK 10.0.0.6 from 10.0.0.2 lease 1000
    10.1s > PROBE 10.0.0.6
    11.1s = bound 10.0.0.6/24 until 1010
    11.1s > ANNOUNCE 10.0.0.6
  )"));
  CHECK_LADDER((DhcpPhone{{.decline_wait = 1s, .conflict_detection = arp_once}}), granted(R"(
    0s   > PROBE 10.0.0.5
    0.5s ! conflict
    0.5s > DECLINE 10.0.0.5 of 10.0.0.1
    1.5s > DISCOVER
  )"));
}

TEST_CASE("RFC 2131 4.4.2: the address of INIT-REBOOT is probed, too, and forgotten if taken") {
  CHECK_LADDER((DhcpPhone{{.conflict_detection = arp_once}}), R"(
    0s   ! lease 10.0.0.5 lease 1000
    1s   ! boot
    1s   > REQUEST 10.0.0.5
    1s   < ACK 10.0.0.5 lease 1000
    1s   > PROBE 10.0.0.5
    1.5s ! conflict
    1.5s > DECLINE 10.0.0.5 of 10.0.0.1
    3s   ! boot
    3s   > DISCOVER
  )");
  CHECK_LADDER((DhcpPhone{{.request_tries = 1,
                           .on_silence = models::DhcpOnSilence::keep_until_expiry,
                           .conflict_detection = arp_once}}),
               R"(
    0s   ! lease 10.0.0.5 from 10.0.0.2 lease 1000
    1s   ! boot
    1s   > REQUEST 10.0.0.5
    5s   > PROBE 10.0.0.5                                # RFC 5227 2.1: before it is used
    5.5s ! conflict
    5.5s > DECLINE 10.0.0.5 of 10.0.0.2
    15.5s > DISCOVER
  )");
}

TEST_CASE("a lease shorter than the probing is of no use; one whose T1 has passed is renewed") {
  CHECK_LADDER((DhcpPhone{{.conflict_detection = arp_once, .acd = {.arp_wait = 6s}}}), R"(
    0s   ! boot
    0s   > DISCOVER
    0s   < OFFER 10.0.0.5
    0s   > REQUEST 10.0.0.5 of 10.0.0.1
    0s   < ACK 10.0.0.5 lease 6
    0s   > PROBE 10.0.0.5
    6s   > DISCOVER
    6s   < OFFER 10.0.0.5
    6s   > REQUEST 10.0.0.5 of 10.0.0.1
    6s   < ACK 10.0.0.5 lease 10
    6s   > PROBE 10.0.0.5
    12s  = bound 10.0.0.5/24 until 16
    12s  > ANNOUNCE 10.0.0.5
    12s  > REQUEST ciaddr 10.0.0.5 to 10.0.0.1
    13s  ! boot
    13s  > REQUEST 10.0.0.5
    13s  < ACK 10.0.0.5 lease 12
    13s  > PROBE 10.0.0.5
    19s  = bound 10.0.0.5/24 until 25
    19s  > ANNOUNCE 10.0.0.5
    19s  > REQUEST ciaddr 10.0.0.5 to 10.0.0.1           # T1 is now
  )");
}

TEST_CASE("RFC 2131 3.1 (5): after a conflict INIT, though another address is remembered") {
  constexpr std::string_view script = R"(
    0s   ! lease 10.0.0.5 lease 1000
    1s   ! boot
    1s   > REQUEST 10.0.0.5
    5s   > DISCOVER                                      # silence
    6s   < OFFER 10.0.0.6
    6s   > REQUEST 10.0.0.6 of 10.0.0.1
    6s   < ACK 10.0.0.6 lease 1000
    6s   > PROBE 10.0.0.6
    6s   ! conflict
    6s   > DECLINE 10.0.0.6 of 10.0.0.1
  )";
  CHECK_LADDER((DhcpPhone{{.request_tries = 1}}), std::string(script) + R"(
    16s  > DISCOVER
    17s  ! boot
    17s  > REQUEST 10.0.0.5
  )");
  CHECK_LADDER((DhcpPhone{{.request_tries = 1, .sticky_address = true}}),
               std::string(script) + "16s > REQUEST 10.0.0.5\n");
  CHECK_LADDER((DhcpPhone{{.sticky_address = true}}), granted(R"(
    0s   > PROBE 10.0.0.5
    0s   ! conflict
    0s   > DECLINE 10.0.0.5 of 10.0.0.1
    10s  > DISCOVER                                      # it never had an address to stick to
  )"));
}

TEST_CASE(
    "[catalyst-1300-dai]: unconfirmed: it asks its router, and declines an address without an "
    "answer") {
  const auto asks_router = DhcpConflictDetection::asks_router;
  const std::string with_router = R"(
    0s ! boot
    0s > DISCOVER
    0s < OFFER 10.0.0.5
    0s > REQUEST 10.0.0.5 of 10.0.0.1
    0s < ACK 10.0.0.5 lease 1000 router 10.0.0.1
    0s > ARP 10.0.0.1 from 10.0.0.5
  )";
  CHECK_LADDER((DhcpPhone{{.conflict_detection = asks_router}}), with_router + R"(
    0.2s ! router
    0.2s = bound 10.0.0.5/24 router 10.0.0.1 until 1000
    0.2s > ANNOUNCE 10.0.0.5
    2.2s > ANNOUNCE 10.0.0.5
    10s .
  )");
  CHECK_LADDER((DhcpPhone{{.conflict_detection = asks_router}}), with_router + R"(
    1s > DECLINE 10.0.0.5 of 10.0.0.1
    11s > DISCOVER
  )");
  CHECK_LADDER((DhcpPhone{{.conflict_detection = asks_router}}), granted(R"(
    0s = bound 10.0.0.5/24 until 1000
    0s > ANNOUNCE 10.0.0.5
    2s > ANNOUNCE 10.0.0.5
    10s .
  )"));
}
