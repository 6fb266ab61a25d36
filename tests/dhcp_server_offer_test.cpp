// DHCP server: DISCOVER and the address that is offered, RFC 2131 4.3.1. The pool is .10 to .19;
// without a word, the lowest free address and no ping.
#include "tests/dhcp_server_ladder.hpp"

using namespace std::chrono_literals;
using dhcp::with;
using models::DhcpChoice;
using models::DhcpServerConfig;

TEST_CASE("RFC 2131 3.1: DISCOVER, OFFER, REQUEST, ACK") {
  CHECK_LADDER(dhcp::Server{}, R"(
    0s < a DISCOVER
    0s > a OFFER 10.0.0.10
    0s < b DISCOVER
    0s > b OFFER 10.0.0.11
    1s < a REQUEST 10.0.0.10 selects
    1s > a ACK 10.0.0.10
    1s = assigned 10.0.0.10 a
    1s < b REQUEST 10.0.0.11 selects broadcast-flag
    1s > b ACK 10.0.0.11 by broadcast
    1s = assigned 10.0.0.11 b
  )");
}

TEST_CASE("an offered address is nobody else's for offer_hold, and the same client's meanwhile") {
  CHECK_LADDER(dhcp::Server{}, R"(
    0s   < a DISCOVER
    0s   > a OFFER 10.0.0.10
    4s   < a DISCOVER
    4s   > a OFFER 10.0.0.10
    123s < b DISCOVER
    123s > b OFFER 10.0.0.11
    124s < c DISCOVER                 # 120 s after the last offer of .10
    124s > c OFFER 10.0.0.10
    125s < a REQUEST 10.0.0.10 selects  # too late
    125s > a NAK by broadcast
    125s = denied 10.0.0.10 a
  )");
  CHECK_LADDER(with([](DhcpServerConfig& c) { c.offer_hold = 0s; }), R"(
    0s < a DISCOVER
    0s > a OFFER 10.0.0.10
    0s < b DISCOVER                   # nothing is held: both are offered the same
    0s > b OFFER 10.0.0.10
    1s < b REQUEST 10.0.0.10 selects
    1s > b ACK 10.0.0.10
    1s = assigned 10.0.0.10 b
    1s < a REQUEST 10.0.0.10 selects
    1s > a NAK by broadcast
    1s = denied 10.0.0.10 a
  )");
}

TEST_CASE("RFC 2131 3.1 (4): a REQUEST to another server frees the offer") {
  CHECK_LADDER(dhcp::Server{}, R"(
    0s < a DISCOVER
    0s > a OFFER 10.0.0.10
    1s < a REQUEST 10.0.1.99 selects-another-server
    1s < b DISCOVER
    1s > b OFFER 10.0.0.10
  )");
}

TEST_CASE("RFC 2131 4.3.1: the current address, the previous one, the requested one, another") {
  CHECK_LADDER(dhcp::Server{}, R"(
    0s    < a DISCOVER wants 10.0.0.15
    0s    > a OFFER 10.0.0.15
    0s    < a REQUEST 10.0.0.15 selects
    0s    > a ACK 10.0.0.15
    0s    = assigned 10.0.0.15 a
    10s   < a DISCOVER wants 10.0.0.17   # current
    10s   > a OFFER 10.0.0.15
    20s   < a RELEASE 10.0.0.15
    20s   = released 10.0.0.15 a
    200s  < a DISCOVER wants 10.0.0.17   # previous
    200s  > a OFFER 10.0.0.15
    400s  < b DISCOVER wants 10.0.0.15   # requested; the offer to a is over
    400s  > b OFFER 10.0.0.15
    400s  < a DISCOVER wants 10.0.0.15   # not free: another
    400s  > a OFFER 10.0.0.10
    400s  < c DISCOVER wants 10.0.9.9    # not ours
    400s  > c OFFER 10.0.0.11
  )");
}

TEST_CASE("offers_previous and heeds_requested can be switched off") {
  CHECK_LADDER(with([](DhcpServerConfig& c) { c.heeds_requested = false; }), R"(
    0s < a DISCOVER wants 10.0.0.15
    0s > a OFFER 10.0.0.10
  )");
  CHECK_LADDER(with([](DhcpServerConfig& c) { c.offers_previous = false; }), R"(
    0s   < a DISCOVER wants 10.0.0.15
    0s   > a OFFER 10.0.0.15
    0s   < a REQUEST 10.0.0.15 selects
    0s   > a ACK 10.0.0.15
    0s   = assigned 10.0.0.15 a
    10s  < a DISCOVER                    # current: it always is
    10s  > a OFFER 10.0.0.15
    10s  < a RELEASE 10.0.0.15
    10s  = released 10.0.0.15 a
    200s < a DISCOVER
    200s > a OFFER 10.0.0.10
  )");
}

TEST_CASE("choice: the next after the last dealt, by MAC, the least recently used") {
  CHECK_LADDER(with([](DhcpServerConfig& c) {
                 c.choice = DhcpChoice::next;
                 c.offer_hold = 0s;
               }),
               R"(
    0s ! pool 10.0.0.10 10.0.0.12
    0s < a DISCOVER
    0s > a OFFER 10.0.0.10
    0s < a DISCOVER
    0s > a OFFER 10.0.0.11
    0s < b DISCOVER
    0s > b OFFER 10.0.0.12
    0s < c DISCOVER
    0s > c OFFER 10.0.0.10
  )");
  CHECK_LADDER(with([](DhcpServerConfig& c) { c.choice = DhcpChoice::mac_hash; }), R"(
    0s < a DISCOVER                      # SDBM of 02:00:00:00:00:00: 744014462
    0s > a OFFER 10.0.0.12
    0s < k DISCOVER                      # ten further: taken, the next one
    0s > k OFFER 10.0.0.13
    0s < j DISCOVER                      # 744014471
    0s > j OFFER 10.0.0.11
  )");
  CHECK_LADDER(with([](DhcpServerConfig& c) {
                 c.choice = DhcpChoice::least_recently_used;
                 c.lease = 10s;
               }),
               R"(
    0s   ! pool 10.0.0.10 10.0.0.12
    0s   < a REQUEST 10.0.0.11 selects
    0s   > a ACK 10.0.0.11
    0s   = assigned 10.0.0.11 a
    1s   < b REQUEST 10.0.0.10 selects
    1s   > b ACK 10.0.0.10
    1s   = assigned 10.0.0.10 b
    100s < c DISCOVER                    # never used
    100s > c OFFER 10.0.0.12
    100s < d DISCOVER                    # longest not heard
    100s > d OFFER 10.0.0.11
    100s < e DISCOVER
    100s > e OFFER 10.0.0.10
  )");
}

TEST_CASE("excluded addresses are not dealt out, and a full pool, or none, gives no answer") {
  CHECK_LADDER(with([](DhcpServerConfig& c) { c.scopes[0].pool = {}; }), R"(
    0s < a DISCOVER
    0s = pool exhausted for a
  )");
  const auto one_is_left = with([](DhcpServerConfig& c) {
    c.scopes[0].excluded = {{{0x0a00'000a}, {0x0a00'000b}}, {{0x0a00'000d}, {0x0a00'0013}}};
  });
  CHECK_LADDER(one_is_left, R"(
    0s   < a DISCOVER
    0s   > a OFFER 10.0.0.12
    0s   < b DISCOVER
    0s   = pool exhausted for b
    0s   ! pool 10.0.0.10 10.0.0.21      # the remedy, while it runs
    4s   < b DISCOVER
    4s   > b OFFER 10.0.0.20
  )");
}

TEST_CASE("RFC 2131 4.3.1: the relay's network decides, else the interface's; unknown: no answer") {
  CHECK_LADDER(dhcp::Server{}, R"(
    0s < a DISCOVER via 10.0.1.1
    0s > a OFFER 10.0.1.10 to relay 10.0.1.1
    0s < b DISCOVER on 10.0.1.2
    0s > b OFFER 10.0.1.11
    0s < c DISCOVER via 10.0.9.1
    0s < a DISCOVER                      # the same client elsewhere: another address
    0s > a OFFER 10.0.0.10
    1s < a REQUEST 10.0.1.10 selects via 10.0.1.1
    1s > a ACK 10.0.1.10 to relay 10.0.1.1
    1s = assigned 10.0.1.10 a
  )");
}
