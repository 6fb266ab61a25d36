// A phone that boots with a remembered lease, RFC 2131 3.2 and 4.4.2; and what it remembers.
#include "tests/dhcp_client_ladder.hpp"

using namespace std::chrono_literals;
using models::DhcpClientConfig;
using models::DhcpOnSilence;

namespace {
constexpr auto none = models::DhcpConflictDetection::none;
constexpr DhcpClientConfig plain{.conflict_detection = none};
}  // namespace

TEST_CASE("RFC 2131 3.2: INIT-REBOOT asks for the remembered address, at once") {
  CHECK_LADDER(
      (DhcpPhone{{.start_wait_min = 5s, .start_wait_max = 5s, .conflict_detection = none}}),
      R"(
    0s   ! lease 10.0.0.5 from 10.0.0.2 lease 1000
    100s ! boot
    100s > REQUEST 10.0.0.5
    100s < OFFER 10.0.0.6                                # figure 5: no such edge
    100s < ACK 10.0.0.6 lease 500
    100s < ACK 10.0.0.5
    100s < ACK 10.0.0.5 lease 500 late
    104s > REQUEST 10.0.0.5 again
    105s < ACK 10.0.0.5 lease 500
    105s = bound 10.0.0.5/24 until 600
    350s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1
  )");
  CHECK_LADDER((DhcpPhone{plain}), R"(
    0s   ! lease 10.0.0.5 lease 1000
    100s ! boot
    100s > REQUEST 10.0.0.5
    101s < NAK                                           # 3.2 (3)
    101s > DISCOVER
    102s ! boot
    102s > DISCOVER                                      # it has forgotten the address
  )");
}

TEST_CASE("RFC 2131 3.2: only an unexpired lease, only if set so, only if it remembers") {
  CHECK_LADDER((DhcpPhone{plain}), R"(
    0s   ! lease 10.0.0.5 lease 100
    100s ! boot
    100s > DISCOVER
  )");
  CHECK_LADDER((DhcpPhone{plain}), R"(
    0s   ! lease 10.0.0.5 lease forever
    9999s ! boot
    9999s > REQUEST 10.0.0.5
  )");
  CHECK_LADDER((DhcpPhone{{.init_reboot = false}}), R"(
    0s   ! lease 10.0.0.5 lease 100
    1s   ! boot
    1s   > DISCOVER
  )");
  CHECK_LADDER((DhcpPhone{{.suggests_address = true}}), R"(
    0s   ! lease 10.0.0.5 lease 100
    100s ! boot
    100s > DISCOVER 10.0.0.5                             # 4.4.1: option 50
  )");
  CHECK_LADDER((DhcpPhone{{.remembers = false, .conflict_detection = none}}), DhcpPhone::bound(R"(
    100s ! off
    101s ! boot
    101s > DISCOVER
  )"));
}

TEST_CASE("RFC 2131 3.2 (4): silence at boot: DISCOVER, or the rest of the lease") {
  CHECK_LADDER((DhcpPhone{plain}), R"(
    0s   ! lease 10.0.0.5 lease 1000
    0s   ! boot
    0s   > REQUEST 10.0.0.5
    4s   > REQUEST 10.0.0.5 again
    12s  > REQUEST 10.0.0.5 again
    28s  > REQUEST 10.0.0.5 again
    60s  > DISCOVER
    61s  < ACK 10.0.0.5 lease 1000 late
    64s  > DISCOVER again
  )");
  constexpr DhcpClientConfig keeps{.request_tries = 2,
                                   .on_silence = DhcpOnSilence::keep_until_expiry,
                                   .conflict_detection = none};
  CHECK_LADDER((DhcpPhone{keeps}), R"(
    0s   ! lease 10.0.0.5 from 10.0.0.2 lease 1000
    300s ! boot
    300s > REQUEST 10.0.0.5
    304s > REQUEST 10.0.0.5 again
    312s = bound 10.0.0.5/24 until 1000
    500s > REQUEST ciaddr 10.0.0.5 to 10.0.0.2
    600s ! off
    601s ! boot
    601s > REQUEST 10.0.0.5
    605s > REQUEST 10.0.0.5 again
    613s = bound 10.0.0.5/24 until 1000
    613s > REQUEST ciaddr 10.0.0.5 to 10.0.0.2           # T1 has passed: RENEWING
    614s < ACK 10.0.0.5 lease 387
    806.5s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1         # counted from 613 s
  )");
}

TEST_CASE("a lease that is kept in silence may be in REBINDING, or at its end") {
  constexpr DhcpClientConfig keeps{.request_tries = 2,
                                   .on_silence = DhcpOnSilence::keep_until_expiry,
                                   .conflict_detection = none,
                                   .sticky_address = true};
  CHECK_LADDER((DhcpPhone{keeps}), R"(
    0s   ! lease 10.0.0.5 lease 1000
    890s ! boot
    890s > REQUEST 10.0.0.5
    894s > REQUEST 10.0.0.5 again
    902s = bound 10.0.0.5/24 until 1000
    902s > REQUEST ciaddr 10.0.0.5                       # T2 has passed
    962s > REQUEST ciaddr 10.0.0.5 again
    1000s = released: expired
    1000s > REQUEST 10.0.0.5                             # sticky_address
    1004s > REQUEST 10.0.0.5 again
    1012s > DISCOVER                                     # nothing is left to keep
  )");
}

TEST_CASE("a lease that ends with the last try is not kept") {
  CHECK_LADDER((DhcpPhone{{.request_tries = 1, .on_silence = DhcpOnSilence::keep_until_expiry}}),
               R"(
    0s   ! lease 10.0.0.5 lease 5
    1s   ! boot
    1s   > REQUEST 10.0.0.5
    5s   > DISCOVER
  )");
}
