// TCP connections through a NAT: RFC 5382, and Linux's nf_conntrack_tcp_loose.
#include "tests/nat_fixture.hpp"

namespace {

using namespace nat_fixture;

constexpr auto p1 = "192.168.1.1:5060";

}  // namespace

TEST_CASE("nat: RFC 5382 REQ-5: partially open, established and closing connections") {
  Nat nat({}, NatProtocol::tcp);
  CHECK(nat.out(phone(1), pbx, 0s, syn) == 5060);
  SECTION("no answer") { CHECK(nat.in(pbx, 5060, 4min) == "aged at 4min: tcp_syn_timeout"); }
  CHECK(nat.in(pbx, 5060, 1s, syn_ack) == p1);
  SECTION("no ACK") { CHECK(nat.in(pbx, 5060, 1h) == "aged at 4min 1s: tcp_syn_timeout"); }
  CHECK(nat.out(phone(1), pbx, 2s, ack) == 5060);
  SECTION("idle for 2 h 4 min; data from either side counts") {
    CHECK(nat.in(pbx, 5060, 1h, ack) == p1);
    CHECK(nat.in(pbx, 5060, 3h + 4min) == "aged at 3h 4min: tcp_established_timeout");
    const auto late = nat.send(phone(1), pbx, 4h, ack);
    CHECK(late.why == NatRefusal::not_open);
    CHECK(late.aged_since == Time{3h + 4min});
    CHECK(late.timer == models::NatTimer::tcp_established_timeout);
  }
  SECTION("FIN, then the rest of the close") {
    CHECK(nat.in(pbx, 5060, 10s, fin) == p1);
    CHECK(nat.out(phone(1), pbx, 11s, ack) == 5060);
    CHECK(nat.in(pbx, 5060, 1h) == "aged at 4min 11s: tcp_closing_timeout");
  }
  SECTION("RST") {
    CHECK(nat.out(phone(1), pbx, 10s, rst) == 5060);
    CHECK(nat.in(pbx, 5060, 1h) == "aged at 4min 10s: tcp_closing_timeout");
  }
  SECTION("a SYN after the end is the next connection") {
    CHECK(nat.out(phone(1), pbx, 10s, rst) == 5060);
    CHECK(nat.out(phone(1), pbx, 20s, syn) == 5060);
    CHECK(nat.out(phone(1), pbx, 21s, ack) == 5060);
    CHECK(nat.receive(pbx, 5060, 22s, ack).timer == models::NatTimer::tcp_syn_timeout);
    CHECK(nat.in(pbx, 5060, 22s, syn_ack) == p1);
    CHECK(nat.out(phone(1), pbx, 23s, ack) == 5060);
    CHECK(nat.in(pbx, 5060, 2h) == p1);
  }
}

TEST_CASE("nat: RFC 5382 REQ-2: a simultaneous open") {
  Nat nat({}, NatProtocol::tcp);
  nat.out(phone(1), pbx, 0s, syn);
  CHECK(nat.in(pbx, 5060, 1s, syn) == p1);
  nat.out(phone(1), pbx, 2s, syn_ack);
  CHECK(nat.receive(pbx, 5060, 3s, ack).timer == models::NatTimer::tcp_established_timeout);
}

TEST_CASE("nat: only a SYN opens a TCP mapping, unless tcp_loose; a FIN or RST never does") {
  for (const bool loose : {false, true}) {
    Nat nat({.tcp_loose = loose}, NatProtocol::tcp);
    const auto is_open = [&](std::uint16_t port) { return nat.in(pbx, port, 3h) != "never_seen"; };
    CHECK(nat.out(phone(1, 5061), pbx, 0s, ack) == (loose ? 5061 : -3));
    CHECK(nat.out(phone(1, 5062), pbx, 0s, fin) == -3);
    CHECK(nat.out(phone(1, 5063), pbx, 0s, rst) == -3);
    CHECK(nat.out(phone(1, 5064), pbx, 0s, syn_ack) == -3);
    CHECK(nat.out(phone(1, 5065), pbx, 0s, syn) == 5065);
    CHECK(is_open(5061) == loose);
    CHECK_FALSE(is_open(5064));
  }
  Nat nat(linux_nat(), NatProtocol::tcp);
  CHECK(nat.out(phone(1), pbx, 0s, ack) == 5060);
  CHECK(nat.in(pbx, 5060, 2h + 4min - 1ns) == p1);  // established at once
}

TEST_CASE("nat: a closed connection frees its port; others of the mapping keep theirs") {
  NatConfig config;
  config.filtering = NatBehavior::address_and_port_dependent;
  Nat nat(config, NatProtocol::tcp);
  const auto open = [&](Endpoint to, Duration at) {
    nat.out(phone(1), to, at, syn);
    nat.in(to, 5060, at, syn_ack);
    nat.out(phone(1), to, at, ack);
  };
  open(pbx, 0s);
  SECTION("the only one") {
    nat.out(phone(1), pbx, 10s, fin);
    CHECK(nat.out(phone(2), stranger, 4min + 10s - 1ns, syn) != 5060);
    CHECK(nat.out(phone(3), stranger, 4min + 10s, syn) == 5060);
  }
  SECTION("one of two") {
    open(stranger, 1s);
    nat.out(phone(1), pbx, 10s, fin);
    CHECK(nat.in(pbx, 5060, 1h) == "aged at 4min 10s: tcp_closing_timeout");
    CHECK(nat.in(stranger, 5060, 1h) == p1);
    CHECK(nat.out(phone(2), pbx, 1h, syn) != 5060);
  }
}
