// How a phone extends its DHCP lease, and how it loses it: RFC 2131 4.4.1 and 4.4.5.
#include "tests/dhcp_client_ladder.hpp"

using namespace std::chrono_literals;
using models::DhcpClientConfig;

namespace {
constexpr auto none = models::DhcpConflictDetection::none;
constexpr DhcpClientConfig plain{.conflict_detection = none};
}  // namespace

TEST_CASE("RFC 2131 4.4.5: renew at T1, rebind at T2, release at expiry") {
  CHECK_LADDER((DhcpPhone{plain}), DhcpPhone::bound(R"(
    500s   > REQUEST ciaddr 10.0.0.5 to 10.0.0.1         # T1; the server is silent
    687.5s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1 again   # half of the time left to T2 ...
    781.25s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1 again
    841.25s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1 again  # ... but never less than 60 s
    875s   > REQUEST ciaddr 10.0.0.5 again               # T2: broadcast
    937.5s > REQUEST ciaddr 10.0.0.5 again
    997.5s > REQUEST ciaddr 10.0.0.5 again
    1000s  = released: expired
    1000s  > DISCOVER
    1004s  > DISCOVER again
    1010s  < OFFER 10.0.0.9 lease 100
    1010s  > REQUEST 10.0.0.9 of 10.0.0.1
    1010s  < ACK 10.0.0.9 lease 100
    1010s  = bound 10.0.0.9/24 until 1110
  )"));
}

TEST_CASE("RFC 2131 4.4.5: an ACK extends the lease, counted from the REQUEST") {
  CHECK_LADDER((DhcpPhone{plain}), DhcpPhone::bound(R"(
    500s   > REQUEST ciaddr 10.0.0.5 to 10.0.0.1
    502s   < ACK 10.0.0.5 lease 1000                     # until 1500 s; nothing else is new
    1000s  > REQUEST ciaddr 10.0.0.5 to 10.0.0.1
    1187.5s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1 again
    1190s  < ACK 10.0.0.5 lease 100 router 10.0.0.254 dns 10.0.0.53 registrar 3 web 4
    1190s  = bound 10.0.0.5/24 router 10.0.0.254 dns 10.0.0.53 registrar 3 web 4 until 1287
    1237.5s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1
    1275s  > REQUEST ciaddr 10.0.0.5 again
    1276s  < ACK 10.0.0.5 from 10.0.0.2 lease forever    # T2: any server; its options count
    1276s  = bound 10.0.0.5/24 for ever
    9999999s .
  )"));
  CHECK_LADDER((DhcpPhone{plain}), DhcpPhone::bound(R"(
    500s   > REQUEST ciaddr 10.0.0.5 to 10.0.0.1
    687.5s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1 again
    781.25s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1 again
    841.25s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1 again
    875s   > REQUEST ciaddr 10.0.0.5 again
    876s   < ACK 10.0.0.5 from 10.0.0.2 lease 1000
    1375s  > REQUEST ciaddr 10.0.0.5 to 10.0.0.2         # the leasing server now
  )"));
}

TEST_CASE("RFC 2131 4.4.1: the lease begins when it was first asked for, not with its ACK") {
  CHECK_LADDER((DhcpPhone{plain}), R"(
    0s   ! boot
    0s   > DISCOVER
    1s   < OFFER 10.0.0.5 lease 20
    1s   > REQUEST 10.0.0.5 of 10.0.0.1
    5s   > REQUEST 10.0.0.5 of 10.0.0.1 again
    6s   < ACK 10.0.0.5 lease 20
    6s   = bound 10.0.0.5/24 until 21
    11s  > REQUEST ciaddr 10.0.0.5 to 10.0.0.1
    18.5s > REQUEST ciaddr 10.0.0.5 again
    21s  = released: expired
    21s  > DISCOVER
    22s  < OFFER 10.0.0.5 lease 20
    22s  > REQUEST 10.0.0.5 of 10.0.0.1
    26s  > REQUEST 10.0.0.5 of 10.0.0.1 again
    34s  > REQUEST 10.0.0.5 of 10.0.0.1 again
    42s  < ACK 10.0.0.5 lease 20                         # has just expired
    49s  < ACK 10.0.0.5 lease 40
    49s  = bound 10.0.0.5/24 until 62
    49s  > REQUEST ciaddr 10.0.0.5 to 10.0.0.1           # T1 was at 42 s
  )");
  CHECK_LADDER((DhcpPhone{plain}), DhcpPhone::bound(R"(
    500s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1
    530s < ACK 10.0.0.5 lease 30                         # as late as that: no lease any more
    540s < ACK 10.0.0.5 lease 60
    540s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1           # its T1 was at 530 s
    552.5s > REQUEST ciaddr 10.0.0.5 again
    560s = released: expired
    560s > DISCOVER
  )"));
}

TEST_CASE("RFC 2131 4.4.5: T1 and T2 are settings; a change holds from the next ACK on") {
  CHECK_LADDER((DhcpPhone{{.t1_permille = 100,
                           .t2_permille = 200,
                           .renew_retry_min = 300s,
                           .conflict_detection = none}}),
               DhcpPhone::bound(R"(
    100s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1
    150s ! t1 900
    200s > REQUEST ciaddr 10.0.0.5 again                 # 300 s, but not beyond T2
    201s < ACK 10.0.0.5 lease 1000
    1100s > REQUEST ciaddr 10.0.0.5                      # T1 after T2: broadcast at once
    1200s = released: expired
    1200s > DISCOVER
  )"));
}

TEST_CASE("each option alone is a change to configure; server and times are not") {
  const models::DhcpClientLease lease{.address = {1},
                                      .router = {2},
                                      .dns = {{{3}, {4}}},
                                      .server_id = {5},
                                      .seconds = 6,
                                      .web_service = {7},
                                      .registrar = {8},
                                      .prefix_length = 24};
  const auto same_with = [&](auto member, auto value) {
    models::DhcpClientLease other = lease;
    other.*member = value;
    return lease.configures_like(other);
  };
  using Lease = models::DhcpClientLease;
  using models::Ipv4;
  using models::Name;
  CHECK_FALSE(same_with(&Lease::address, Ipv4{9}));
  CHECK_FALSE(same_with(&Lease::router, Ipv4{9}));
  CHECK_FALSE(same_with(&Lease::dns, std::array{Ipv4{3}, Ipv4{9}}));
  CHECK_FALSE(same_with(&Lease::web_service, Name{9}));
  CHECK_FALSE(same_with(&Lease::registrar, Name{9}));
  CHECK_FALSE(same_with(&Lease::prefix_length, std::uint8_t{9}));
  CHECK(same_with(&Lease::server_id, Ipv4{9}));
  CHECK(same_with(&Lease::seconds, 9U));
  CHECK(same_with(&Lease::begins, models::Time{9s}));
}
