// DHCP server: the ping before an OFFER, RFC 2131 2.2, and what follows an answer; [ms-dhcp],
// [isc-dhcpd].
#include "tests/dhcp_server_ladder.hpp"

using namespace std::chrono_literals;
using dhcp::with;
using models::DhcpAtPingLimit;
using models::DhcpOnConflict;
using models::DhcpPinged;
using models::DhcpServerConfig;

namespace {

dhcp::Server pinging(DhcpPinged pinged, DhcpOnConflict on_conflict) {
  return with([&](DhcpServerConfig& c) {
    c.ping_attempts = 1;
    c.pinged = pinged;
    c.on_conflict = on_conflict;
  });
}

}  // namespace

TEST_CASE("pings: several clients at once, each address for one of them") {
  CHECK_LADDER(pinging(DhcpPinged::all, DhcpOnConflict::no_offer), R"(
    0s   < a DISCOVER
    0s   > ping 10.0.0.10
    0.3s < b DISCOVER
    0.3s > ping 10.0.0.11
    0.5s < a DISCOVER                    # it is being served
    1s   > a OFFER 10.0.0.10
    1.1s < echo 10.0.0.10                # too late
    1.3s > b OFFER 10.0.0.11
    9s   .
  )");
}

TEST_CASE("RFC 2131 3.1 (4): a REQUEST to another server ends the check") {
  CHECK_LADDER(pinging(DhcpPinged::all, DhcpOnConflict::no_offer), R"(
    0s < a DISCOVER
    0s > ping 10.0.0.10
    0.5s < a REQUEST 10.0.1.99 selects-another-server
    0.5s < b DISCOVER
    0.5s > ping 10.0.0.10
    0.6s < a DISCOVER via 10.0.1.1
    0.6s > ping 10.0.1.10
    0.7s < a REQUEST 10.0.1.99 selects-another-server
    1.5s > b OFFER 10.0.0.10          # and nothing for a, but in the other network
    1.6s > a OFFER 10.0.1.10 to relay 10.0.1.1
    9s .
  )");
}

TEST_CASE("pings: attempts of several clients in between each other; nothing is held after them") {
  CHECK_LADDER(with([](DhcpServerConfig& c) {
                 c.ping_attempts = 2;
                 c.offer_hold = 0s;
               }),
               R"(
    0s   < a DISCOVER
    0s   > ping 10.0.0.10
    0.3s < b DISCOVER
    0.3s > ping 10.0.0.11
    1s   > ping 10.0.0.10
    1.3s > ping 10.0.0.11
    2s   > a OFFER 10.0.0.10
    2s   < c DISCOVER                    # checked a moment ago
    2s   > c OFFER 10.0.0.10
    2.3s > b OFFER 10.0.0.11
  )");
}

TEST_CASE("pings: a client that is served otherwise meanwhile is not pinged out of its address") {
  CHECK_LADDER(pinging(DhcpPinged::all, DhcpOnConflict::no_offer), R"(
    0s   < a DISCOVER
    0s   > ping 10.0.0.10
    0.5s < a REQUEST 10.0.0.10 reboots
    0.5s > a ACK 10.0.0.10
    0.5s = assigned 10.0.0.10 a
    0.6s < echo 10.0.0.10                # from itself
    9s   .
  )");
}

TEST_CASE("pinged: never_leased, not_own, all") {
  const std::string leased_before = R"(
    0s   < a DISCOVER
    0s   > ping 10.0.0.10
    1s   > a OFFER 10.0.0.10
    1s   < a REQUEST 10.0.0.10 selects
    1s   > a ACK 10.0.0.10
    1s   = assigned 10.0.0.10 a
    30s  < a DISCOVER                    # ping_again_after
    30s  > a OFFER 10.0.0.10
    90s  < a DISCOVER                    # ISC: cur_time - cltt > 60
    90s  > a OFFER 10.0.0.10
    200s < a DISCOVER
  )";
  const std::string checked = leased_before + R"(
    200s > ping 10.0.0.10
    201s > a OFFER 10.0.0.10
  )";
  const std::string not_checked = leased_before + R"(
    200s > a OFFER 10.0.0.10
    201s < a RELEASE 10.0.0.10
    201s = released 10.0.0.10 a
    400s < b DISCOVER
  )";
  const auto answers = DhcpOnConflict::no_offer;
  CHECK_LADDER(pinging(DhcpPinged::all, answers), checked);
  CHECK_LADDER(pinging(DhcpPinged::not_own, answers), not_checked + R"(
    400s > ping 10.0.0.10
    401s > b OFFER 10.0.0.10
  )");
  CHECK_LADDER(pinging(DhcpPinged::never_leased, answers), not_checked + R"(
    400s > b OFFER 10.0.0.10
  )");
}

TEST_CASE("an answered ping: next_address until the pool is exhausted; nothing is reclaimed") {
  CHECK_LADDER(pinging(DhcpPinged::all, DhcpOnConflict::next_address), R"(
    0s   ! pool 10.0.0.10 10.0.0.11
    0s   < a DISCOVER
    0s   > ping 10.0.0.10
    0.1s < echo 10.0.0.10
    0.1s = conflict 10.0.0.10 a
    0.1s > ping 10.0.0.11
    0.2s < echo 10.0.0.11
    0.2s = conflict 10.0.0.11 a
    0.2s = pool exhausted for a
    4s   < a DISCOVER wants 10.0.0.11    # now the one that was busy first
    4s   > ping 10.0.0.10
    5s   > a OFFER 10.0.0.10
  )");
}

TEST_CASE("bad addresses come back after bad_address_time, or when nothing else is free") {
  const auto server = [](bool reclaims) {
    return with([&](DhcpServerConfig& c) {
      c.ping_attempts = 1;
      c.ping_wait = 900ms;
      c.bad_address_time = 100s;
      c.offer_hold = 0s;
      c.reclaims_bad_addresses = reclaims;
    });
  };
  const std::string script = R"(
    0s ! pool 10.0.0.10 10.0.0.10
    0s < a DISCOVER
    0s > ping 10.0.0.10
    0s < echo 10.0.0.10
    0s = conflict 10.0.0.10 a
    99s < a DISCOVER
  )";
  CHECK_LADDER(server(true), script + R"(
    99s  > ping 10.0.0.10
    99.9s > a OFFER 10.0.0.10
    99.9s < a REQUEST 10.0.0.10 selects  # it is as free as any
    99.9s > a ACK 10.0.0.10
    99.9s = assigned 10.0.0.10 a
  )");
  CHECK_LADDER(server(false), script + R"(
    99s  = pool exhausted for a
    100s < a DISCOVER
    100s > ping 10.0.0.10
    100.9s > a OFFER 10.0.0.10
  )");
}

TEST_CASE("pings_at_once: beyond it a DISCOVER gets no answer, or an unchecked one") {
  const auto server = [](DhcpAtPingLimit limit) {
    return with([&](DhcpServerConfig& c) {
      c.ping_attempts = 1;
      c.pings_at_once = 1;
      c.at_ping_limit = limit;
    });
  };
  CHECK_LADDER(server(DhcpAtPingLimit::no_offer), R"(
    0s   < a DISCOVER
    0s   > ping 10.0.0.10
    0.5s < b DISCOVER
    1s   > a OFFER 10.0.0.10
    4s   < b DISCOVER
    4s   > ping 10.0.0.11
    5s   > b OFFER 10.0.0.11
  )");
  CHECK_LADDER(server(DhcpAtPingLimit::offer_unchecked), R"(
    0s   < a DISCOVER
    0s   > ping 10.0.0.10
    0.5s < b DISCOVER
    0.5s > b OFFER 10.0.0.11
    1s   > a OFFER 10.0.0.10
  )");
}
