// DHCP server: the ends of a lease - DECLINE, RELEASE, time, power. RFC 2131 4.3.3, 4.3.4.
#include "tests/dhcp_server_ladder.hpp"

using namespace std::chrono_literals;
using dhcp::with;
using models::DhcpServerConfig;

TEST_CASE("RFC 2131 4.3.3: what its client declines is kept out for decline_time") {
  CHECK_LADDER(with([](DhcpServerConfig& c) {
                 c.decline_time = 100s;
                 c.reclaims_bad_addresses = false;
               }),
               R"(
    0s   ! pool 10.0.0.10 10.0.0.10
    0s   < a DISCOVER
    0s   > a OFFER 10.0.0.10
    1s   < b DECLINE 10.0.0.10           # not its own
    1s   < a REQUEST 10.0.0.10 selects
    1s   > a ACK 10.0.0.10
    1s   = assigned 10.0.0.10 a
    2s   < a DECLINE 10.0.0.10 to-another-server
    2s   < a DECLINE 10.0.0.10
    2s   = declined 10.0.0.10 a
    2s   < a DECLINE 10.0.0.10           # it is no longer
    2s   < a REQUEST 10.0.0.10 reboots
    2s   > a NAK by broadcast
    2s   = denied 10.0.0.10 a
    101s < a DISCOVER
    101s = pool exhausted for a
    102s < a DISCOVER
    102s > a OFFER 10.0.0.10
  )");
}

TEST_CASE("RFC 2131 4.3.4: only its client releases a lease") {
  CHECK_LADDER(dhcp::Server{}, R"(
    0s < a REQUEST 10.0.0.10 selects
    0s > a ACK 10.0.0.10
    0s = assigned 10.0.0.10 a
    1s < b RELEASE 10.0.0.10
    1s < a RELEASE 10.0.0.10 to-another-server
    1s < a RELEASE 10.0.0.11
    1s < a RELEASE 10.0.0.10
    1s = released 10.0.0.10 a
    1s < a RELEASE 10.0.0.10
    1s < b DISCOVER
    1s > b OFFER 10.0.0.10
  )");
}

TEST_CASE("what other servers send is not for us") {
  CHECK_LADDER(dhcp::Server{}, R"(
    0s < a OFFER
    9s .
  )");
}

TEST_CASE("stop and start: deaf, pings forgotten, leases kept or not") {
  const std::string script = R"(
    0s   < a REQUEST 10.0.0.10 selects
    0s   > a ACK 10.0.0.10
    0s   = assigned 10.0.0.10 a
    1s   < b DISCOVER
    1s   > ping 10.0.0.11
    1.5s ! stop
    3s   < a REQUEST 10.0.0.10 reboots
    4s   ! start
    200s < a REQUEST 10.0.0.10 reboots
  )";
  const auto server = [](bool keeps) {
    return with([&](DhcpServerConfig& c) {
      c.ping_attempts = 1;
      c.keeps_leases = keeps;
      c.imported = {{dhcp::mac_of("z"), {0x0a00'000f}}};
    });
  };
  CHECK_LADDER(server(true), script + R"(
    200s > a ACK 10.0.0.10
    200s = renewed 10.0.0.10 a
    200s < c DISCOVER                    # b's check is over
    200s > ping 10.0.0.11
    200s < y REQUEST 10.0.0.15 reboots
    200s > y NAK by broadcast
    200s = denied 10.0.0.15 y
  )");
  CHECK_LADDER(server(false), script + R"(
    200s < b DISCOVER
    200s > ping 10.0.0.10
    200s < y REQUEST 10.0.0.15 reboots   # nor is what was imported
    200.5s .
  )");
}

TEST_CASE("an expired lease is free, and goes to its client first") {
  CHECK_LADDER(with([](DhcpServerConfig& c) { c.lease = 100s; }), R"(
    0s   < a DISCOVER
    0s   > a OFFER 10.0.0.10
    0s   < a REQUEST 10.0.0.10 selects
    0s   > a ACK 10.0.0.10
    0s   = assigned 10.0.0.10 a
    99s  < b DISCOVER
    99s  > b OFFER 10.0.0.11
    100s < a DISCOVER
    100s > a OFFER 10.0.0.10
    300s < c DISCOVER
    300s > c OFFER 10.0.0.10
  )");
  CHECK_LADDER(with([](DhcpServerConfig& c) { c.lease = 100s; }), R"(
    0s   < a REQUEST 10.0.0.12 selects
    0s   > a ACK 10.0.0.12
    0s   = assigned 10.0.0.12 a
    0s   < c DISCOVER wants 10.0.0.15
    0s   > c OFFER 10.0.0.15
    120s < b DISCOVER wants 10.0.0.12
    120s > b OFFER 10.0.0.12
    120s < b REQUEST 10.0.0.12 selects
    120s > b ACK 10.0.0.12
    120s = assigned 10.0.0.12 b
    120s < d REQUEST 10.0.0.15 selects
    120s > d ACK 10.0.0.15
    120s = assigned 10.0.0.15 d
    220s < a DISCOVER                    # .12 was another's since, and
    220s > a OFFER 10.0.0.10
    220s < c DISCOVER                    # so was .15
    220s > c OFFER 10.0.0.11
  )");
}

TEST_CASE("the end of a lease is an event only if someone observes it") {
  const auto server = [](bool observes) {
    return with([&](DhcpServerConfig& c) {
      c.lease = 100s;
      c.lease_grace = 10s;
      c.observes_expiry = observes;
    });
  };
  const std::string script = R"(
    0s   < a REQUEST 10.0.0.11 selects
    0s   > a ACK 10.0.0.11
    0s   = assigned 10.0.0.11 a
    0s   < b REQUEST 10.0.0.10 selects
    0s   > b ACK 10.0.0.10
    0s   = assigned 10.0.0.10 b
    5s   < c REQUEST 10.0.0.12 selects
    5s   > c ACK 10.0.0.12
    5s   = assigned 10.0.0.12 c
    50s  < c REQUEST 10.0.0.12 renews
    50s  > c ACK 10.0.0.12 to ciaddr 10.0.0.12
    50s  = renewed 10.0.0.12 c
    )";
  CHECK_LADDER(server(false), script + "999s .");
  CHECK_LADDER(server(true), script + R"(
    110s = expired 10.0.0.10 b
    110s = expired 10.0.0.11 a
    160s = expired 10.0.0.12 c
    999s .
  )");
}
