// A phone that keeps the options of a server that is no more, one that gives up, and the field
// report of the phones that show "Initialisierung" ([netphone-report]).
#include "tests/dhcp_client_ladder.hpp"

using namespace std::chrono_literals;
using models::DhcpClientConfig;
using models::DhcpOnNak;

namespace {
constexpr auto none = models::DhcpConflictDetection::none;
constexpr DhcpClientConfig plain{.conflict_detection = none};
}  // namespace

TEST_CASE("[netphone-report]: stale_options keeps what the first server gave") {
  constexpr std::string_view old = "0s ! lease 10.0.0.5 lease 50 router 10.0.0.9 registrar 1\n";
  constexpr std::string_view renewed = R"(
    60s  ! boot
    60s  > DISCOVER
    60s  < OFFER 10.0.0.6 lease 1000
    60s  > REQUEST 10.0.0.6 of 10.0.0.1
    60s  < ACK 10.0.0.6 lease 1000 router 10.0.0.254 dns 10.0.0.53 registrar 2 web 3
  )";
  CHECK_LADDER((DhcpPhone{plain}), std::string(old) + std::string(renewed) + R"(
    60s  = bound 10.0.0.6/24 router 10.0.0.254 dns 10.0.0.53 registrar 2 web 3 until 1060
  )");
  CHECK_LADDER((DhcpPhone{{.conflict_detection = none, .stale_options = true}}),
               std::string(old) + std::string(renewed) + R"(
    60s  = bound 10.0.0.6/24 router 10.0.0.9 dns 10.0.0.53 registrar 1 web 3 until 1060
    560s > REQUEST ciaddr 10.0.0.6 to 10.0.0.1
    560s < ACK 10.0.0.6 lease 1000 router 10.0.0.7 dns 10.0.0.8 registrar 5 web 6
    600s ! boot
    600s > REQUEST 10.0.0.6
    600s < NAK
    600s > DISCOVER
    600s < OFFER 10.0.0.7
    600s > REQUEST 10.0.0.7 of 10.0.0.1
    600s < ACK 10.0.0.7 lease 1000 router 10.0.0.7 dns 10.0.0.8
    600s = bound 10.0.0.7/24 router 10.0.0.9 dns 10.0.0.53 registrar 1 web 3 until 1600
  )");
}

TEST_CASE("[optipoint-410] p. 38: without a DHCP server the phone gives up, to be restarted") {
  CHECK_LADDER((DhcpPhone{{.conflict_detection = none, .give_up_after = 20s}}), R"(
    0s   ! boot
    0s   > DISCOVER
    4s   > DISCOVER again
    12s  > DISCOVER again
    20s  = failed
    21s  < OFFER 10.0.0.5
    99s  ! boot                                          # the device restarts
    99s  > DISCOVER
    103s > DISCOVER again
    110s < OFFER 10.0.0.5
    110s > REQUEST 10.0.0.5 of 10.0.0.1
    111s < ACK 10.0.0.5 lease 20
    111s = bound 10.0.0.5/24 until 130
    120s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1
    127.5s > REQUEST ciaddr 10.0.0.5 again
    130s = released: expired
    130s > DISCOVER
    134s > DISCOVER again
    142s > DISCOVER again
    150s = failed                                        # 20 s without an address
    999s .
  )");
}

TEST_CASE("give_up_after counts from the loss of the address, whatever took it") {
  CHECK_LADDER((DhcpPhone{{.conflict_detection = none, .give_up_after = 5s}}), DhcpPhone::bound(R"(
    500s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1
    501s < NAK
    501s = released: nak
    501s > DISCOVER
    505s > DISCOVER again
    506s = failed
  )"));
  CHECK_LADDER((DhcpPhone{{.conflict_detection = models::DhcpConflictDetection::rfc5227,
                           .acd = {.probe_num = 1, .announce_wait = 1s, .announce_num = 0},
                           .give_up_after = 20s}}),
               R"(
    0s   ! boot
    0s   > DISCOVER
    0s   < OFFER 10.0.0.5
    0s   > REQUEST 10.0.0.5 of 10.0.0.1
    0s   < ACK 10.0.0.5 lease 1000
    0s   > PROBE 10.0.0.5
    1s   = bound 10.0.0.5/24 until 1000
    100s ! conflict
    100s > ANNOUNCE 10.0.0.5
    101s ! conflict
    101s = released: conflict
    101s > DECLINE 10.0.0.5 of 10.0.0.1
    111s > DISCOVER
    115s > DISCOVER again
    121s = failed
  )");
}

TEST_CASE(
    "[netphone-report]: the phone boots with an address that the new server gave to another") {
  constexpr DhcpClientConfig octophone{.sticky_address = true,
                                       .stale_options = true,
                                       .on_nak = DhcpOnNak::retry_same,
                                       .same_again = 15s,
                                       .give_up_after = 40s};
  CHECK_LADDER((DhcpPhone{octophone}), R"(
    0s   ! lease 10.0.0.5 from 10.0.0.99 lease 1000 router 10.0.0.98
    2000s ! boot                                         # "Initialisierung"
    2000s > REQUEST 10.0.0.5
    2000.1s < NAK
    2015.1s > REQUEST 10.0.0.5
    2015.2s < NAK
    2030.2s > REQUEST 10.0.0.5
    2030.3s < NAK
    2040s = failed                                       # it restarts; nothing changes
    2060s ! boot
    2060s > REQUEST 10.0.0.5
  )");
}
