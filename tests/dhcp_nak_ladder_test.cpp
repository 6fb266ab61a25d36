// What a NAK does to a phone's DHCP client (RFC 2131 3.1, 3.2, 4.4.5), and the quirks of
// [netphone-report], [assumed-octophone]: a phone that does not let go of its address and its
// options.
#include "tests/dhcp_client_ladder.hpp"

using namespace std::chrono_literals;
using models::DhcpOnNak;

namespace {
constexpr auto none = models::DhcpConflictDetection::none;
}  // namespace

TEST_CASE("RFC 2131 3.1 (5): a NAK to the REQUEST for an offer: DISCOVER") {
  constexpr std::string_view script = R"(
    0s   ! boot
    0s   > DISCOVER
    1s   < OFFER 10.0.0.5
    1s   > REQUEST 10.0.0.5 of 10.0.0.1
    2s   < NAK
    2s   > DISCOVER
    2s   < OFFER 10.0.0.5 late
    3s   < OFFER 10.0.0.6
    3s   > REQUEST 10.0.0.6 of 10.0.0.1
  )";
  CHECK_LADDER((DhcpPhone{{}}), script);
  CHECK_LADDER((DhcpPhone{{.sticky_address = true, .on_nak = DhcpOnNak::retry_same}}), script);
  CHECK_LADDER((DhcpPhone{{.nak_wait = 3s}}), R"(
    0s   ! boot
    0s   > DISCOVER
    1s   < OFFER 10.0.0.5
    1s   > REQUEST 10.0.0.5 of 10.0.0.1
    2s   < NAK
    5s   > DISCOVER
  )");
}

TEST_CASE("RFC 2131 4.4.5: a NAK while renewing or rebinding: stop using the address, DISCOVER") {
  CHECK_LADDER((DhcpPhone{{.suggests_address = true, .conflict_detection = none}}),
               DhcpPhone::bound(R"(
    500s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1
    501s < NAK
    501s = released: nak
    501s > DISCOVER                                      # it has forgotten 10.0.0.5
    502s ! off
    503s ! boot
    503s > DISCOVER
  )"));
  CHECK_LADDER((DhcpPhone{{.nak_wait = 3s, .conflict_detection = none, .sticky_address = true}}),
               DhcpPhone::bound(R"(
    500s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1
    687.5s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1 again
    781.25s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1 again
    841.25s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1 again
    875s > REQUEST ciaddr 10.0.0.5 again
    876s < NAK from 10.0.0.2
    876s = released: nak
    879s > DISCOVER
    880s ! off
    881s ! boot
    881s > REQUEST 10.0.0.5                              # it has not
  )"));
}

TEST_CASE("retry_same: while the address is in use, a NAK is not heeded") {
  CHECK_LADDER((DhcpPhone{{.conflict_detection = none, .on_nak = DhcpOnNak::retry_same}}),
               DhcpPhone::bound(R"(
    500s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1
    501s < NAK
    687.5s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1 again
    700s ! off
    701s ! boot
    701s > REQUEST 10.0.0.5
  )"));
}

TEST_CASE("[netphone-report]: retry_same asks for the refused address again and again") {
  CHECK_LADDER((DhcpPhone{{.on_nak = DhcpOnNak::retry_same, .same_again = 10s}}), R"(
    0s   ! lease 10.0.0.5 lease 1000
    1s   ! boot
    1s   > REQUEST 10.0.0.5
    2s   < NAK
    12s  > REQUEST 10.0.0.5
    13s  < NAK
    20s  ! off                                           # hard or soft: nothing changes
    21s  ! boot
    21s  > REQUEST 10.0.0.5
    22s  < NAK
    32s  > REQUEST 10.0.0.5
    36s  > REQUEST 10.0.0.5 again
    37s  < ACK 10.0.0.5 lease 1000
    37s  > PROBE 10.0.0.5
    38s  = bound 10.0.0.5/24 until 1032
    38s  > ANNOUNCE 10.0.0.5
  )");
  CHECK_LADDER((DhcpPhone{{.on_nak = DhcpOnNak::retry_same, .same_again_tries = 2}}), R"(
    0s   ! lease 10.0.0.5 lease 1000
    1s   ! boot
    1s   > REQUEST 10.0.0.5
    2s   < NAK
    6s   > REQUEST 10.0.0.5
    7s   < NAK
    11s  > REQUEST 10.0.0.5
    12s  < NAK
    12s  > DISCOVER                                      # asked again twice
    13s  ! off
    14s  ! boot
    14s  > DISCOVER                                      # forgotten
  )");
}

TEST_CASE("[assumed-octophone]: retry_same goes to DISCOVER after N refused boots") {
  constexpr models::DhcpClientConfig stubborn{
      .conflict_detection = none, .on_nak = DhcpOnNak::retry_same, .same_again_boots = 2};
  CHECK_LADDER((DhcpPhone{stubborn}), R"(
    0s   ! lease 10.0.0.5 lease 9000
    1s   ! boot
    1s   > REQUEST 10.0.0.5
    2s   < NAK
    6s   > REQUEST 10.0.0.5
    7s   < NAK                                           # the same boot
    8s   ! boot
    8s   > REQUEST 10.0.0.5
    9s   ! boot                                          # that one was not refused
    9s   > REQUEST 10.0.0.5
    10s  < NAK
    11s  ! boot
    11s  > DISCOVER
    12s  ! boot
    12s  > DISCOVER
    12s  < OFFER 10.0.0.6
    12s  > REQUEST 10.0.0.6 of 10.0.0.1
    12s  < ACK 10.0.0.6 lease 1000
    12s  = bound 10.0.0.6/24 until 1012
    13s  ! boot
    13s  > REQUEST 10.0.0.6                              # and all over again
    13s  < NAK
    14s  ! boot
    14s  > REQUEST 10.0.0.6
    14s  < NAK
    15s  ! boot
    15s  > DISCOVER
  )");
}

TEST_CASE("[netphone-report]: sticky_address asks for its address first, whatever happened to it") {
  CHECK_LADDER((DhcpPhone{{.init_reboot = false, .sticky_address = true}}), R"(
    0s   ! lease 10.0.0.5 lease 100
    200s ! boot
    200s > REQUEST 10.0.0.5                              # its lease has expired
    201s < ACK 10.0.0.5 lease 100
    201s > PROBE 10.0.0.5
    201.1s ! conflict
    201.1s > DECLINE 10.0.0.5 of 10.0.0.1
    211.1s > REQUEST 10.0.0.5                            # another host has it
    211.2s < NAK
    211.2s > DISCOVER                                    # on_nak: discover
    211.3s < OFFER 10.0.0.6
    211.3s > REQUEST 10.0.0.6 of 10.0.0.1
    211.4s < ACK 10.0.0.6 lease 100
    211.4s > PROBE 10.0.0.6
    212s ! conflict
    212s > DECLINE 10.0.0.6 of 10.0.0.1
    222s > REQUEST 10.0.0.5                              # last bound; 10.0.0.6 never was
    226s > REQUEST 10.0.0.5 again
    230s ! off
    231s ! boot
    231s > REQUEST 10.0.0.5
  )");
  CHECK_LADDER((DhcpPhone{{.conflict_detection = none, .sticky_address = true}}),
               DhcpPhone::bound(R"(
    500s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1
    687.5s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1 again
    781.25s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1 again
    841.25s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1 again
    875s > REQUEST ciaddr 10.0.0.5 again
    937.5s > REQUEST ciaddr 10.0.0.5 again
    997.5s > REQUEST ciaddr 10.0.0.5 again
    1000s = released: expired
    1000s > REQUEST 10.0.0.5
  )"));
}
