// A phone that uses its address on when no server extends its lease ([avaya-dhcpstd],
// [unify-dhcp]), or none answers at boot ([avaya-reuse], dhclient); and what ends that.
#include "tests/dhcp_client_ladder.hpp"

using namespace std::chrono_literals;
using models::DhcpClientConfig;
using models::DhcpOnExpiry;
using models::DhcpOnSilence;

namespace {
constexpr auto none = models::DhcpConflictDetection::none;
constexpr DhcpClientConfig standard{.renew_retry_min = 1h, .conflict_detection = none};
constexpr DhcpClientConfig avaya{
    .renew_retry_min = 1h, .on_expiry = DhcpOnExpiry::keep, .conflict_detection = none};
constexpr DhcpClientConfig unify{.renew_retry_min = 1h,
                                 .on_expiry = DhcpOnExpiry::keep,
                                 .expired_arp = 0s,
                                 .conflict_detection = none};

// Bound at 0 s for 1000 s; its server is silent.
std::string silent(std::string_view script) {
  return DhcpPhone::bound(R"(
    500s   > REQUEST ciaddr 10.0.0.5 to 10.0.0.1
    875s   > REQUEST ciaddr 10.0.0.5 again
  )" + std::string(script));
}
}  // namespace

TEST_CASE("[avaya-dhcpstd] 0: after the lease the address is used on, and asked for by ARP") {
  CHECK_LADDER((DhcpPhone{avaya}), silent(R"(
    1000s  > ANNOUNCE 10.0.0.5
    1000s  > REQUEST ciaddr 10.0.0.5
    1005s  > ANNOUNCE 10.0.0.5
    1010s  > ANNOUNCE 10.0.0.5
    1011s  < ACK 10.0.0.5 lease 1000                  # the server is back
    1500s  > REQUEST ciaddr 10.0.0.5 to 10.0.0.1
  )"));
}

TEST_CASE("[unify-dhcp]: without the ARP; every minute the servers are asked") {
  CHECK_LADDER((DhcpPhone{unify}), silent(R"(
    1000s  > REQUEST ciaddr 10.0.0.5
    1060s  > REQUEST ciaddr 10.0.0.5 again
    1120s  > REQUEST ciaddr 10.0.0.5 again
    1121s  < NAK                                       # it objects
    1121s  = released: nak
    1121s  > DISCOVER
  )"));
}

TEST_CASE("[avaya-dhcpstd] 0: another host that answers ARP for the address gets it") {
  CHECK_LADDER((DhcpPhone{avaya}), silent(R"(
    1000s  > ANNOUNCE 10.0.0.5
    1000s  > REQUEST ciaddr 10.0.0.5
    1000.1s ! conflict
    1000.1s = released: conflict
    1000.1s > DISCOVER
  )"));
}

TEST_CASE("RFC 2131 4.4.5, DHCPSTD 1: at the end of the lease the address is given up") {
  CHECK_LADDER((DhcpPhone{standard}), silent(R"(
    1000s  = released: expired
    1000s  > DISCOVER
  )"));
}

TEST_CASE("[avaya-reuse] 60 s without an OFFER: the last address, though its lease is over") {
  DhcpClientConfig config = avaya;
  config.on_expiry = DhcpOnExpiry::release;  // reuse keeps it by itself
  config.reuse_after = 60s;
  CHECK_LADDER((DhcpPhone{config}), R"(
    0s   ! lease 10.0.0.5 lease 100
    200s ! boot
    200s > DISCOVER
    204s > DISCOVER again
    212s > DISCOVER again
    228s > DISCOVER again
    260s = bound 10.0.0.5/24 until 100
    260s > ANNOUNCE 10.0.0.5
    260s > REQUEST ciaddr 10.0.0.5
    265s > ANNOUNCE 10.0.0.5
    266s < ACK 10.0.0.5 lease 1000
    760s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1
  )");
  CHECK_LADDER((DhcpPhone{avaya}), R"(
    0s   ! lease 10.0.0.5 lease 100
    200s ! boot
    200s > DISCOVER
    204s > DISCOVER again
    212s > DISCOVER again
    228s > DISCOVER again
    260s > DISCOVER again
    324s > DISCOVER again
  )");
}

TEST_CASE("[avaya-reuse]: who has no last address goes on asking") {
  DhcpClientConfig config = avaya;
  config.reuse_after = 10s;
  CHECK_LADDER((DhcpPhone{config}), R"(
    0s   ! boot
    0s   > DISCOVER
    4s   > DISCOVER again
    12s  > DISCOVER again
    28s  > DISCOVER again
  )");
}

TEST_CASE("dhclient: an unexpired lease is used without a server only if its router answers") {
  constexpr DhcpClientConfig config{.request_tries = 2,
                                    .on_silence = DhcpOnSilence::keep_if_router_answers,
                                    .conflict_detection = none};
  CHECK_LADDER((DhcpPhone{config}), R"(
    0s   ! lease 10.0.0.5 lease 1000 router 10.0.0.254
    100s ! boot
    100s > REQUEST 10.0.0.5
    104s > REQUEST 10.0.0.5 again
    112s > PROBE 10.0.0.254
    112.5s ! router
    112.5s = bound 10.0.0.5/24 router 10.0.0.254 until 1000
    500s > REQUEST ciaddr 10.0.0.5 to 10.0.0.1
  )");
  CHECK_LADDER((DhcpPhone{config}), R"(
    0s   ! lease 10.0.0.5 lease 1000 router 10.0.0.254
    100s ! boot
    100s > REQUEST 10.0.0.5
    104s > REQUEST 10.0.0.5 again
    112s > PROBE 10.0.0.254
    113s > DISCOVER
  )");
}
