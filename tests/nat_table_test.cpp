// Who keeps an outside port for whom, and who may come in through it: RFC 4787, 5508; full tables.
#include "tests/nat_fixture.hpp"

namespace {

using namespace nat_fixture;
using enum NatBehavior;

constexpr auto p1 = "192.168.1.1:5060";

}  // namespace

TEST_CASE("nat: RFC 4787 REQ-1: a mapping for all remotes, for one address, or for one endpoint") {
  struct Row {
    NatBehavior mapping;
    bool other_port_same, other_address_same;
  };
  for (const Row& row : {Row{endpoint_independent, true, true}, Row{address_dependent, true, false},
                         Row{address_and_port_dependent, false, false}}) {
    for (const NatBehavior filtering :
         {endpoint_independent, address_dependent, address_and_port_dependent}) {
      CAPTURE(static_cast<int>(row.mapping), static_cast<int>(filtering));
      Nat nat(behaving(row.mapping, filtering));
      nat.config.port_allocation = NatPorts::sequential;
      CHECK(nat.out(phone(1), pbx, 0s) == 1024);
      CHECK((nat.out(phone(1), pbx_other_port, 0s) == 1024) == row.other_port_same);
      CHECK((nat.out(phone(1), stranger, 0s) == 1024) == row.other_address_same);
      CHECK(nat.out(phone(1), pbx, 1s) == 1024);
      CHECK(nat.out(phone(2), pbx, 1s) != 1024);
      CHECK(nat.out(phone(1, 5061), pbx, 1s) != 1024);
    }
  }
}

TEST_CASE("nat: RFC 4787 REQ-8: a filter lets in anyone, the same address, or the same endpoint") {
  struct Row {
    NatBehavior filtering;
    const char* from_other_port;
    const char* from_stranger;
  };
  for (const Row& row : {Row{endpoint_independent, p1, p1}, Row{address_dependent, p1, "filtered"},
                         Row{address_and_port_dependent, "filtered", "filtered"}}) {
    for (const NatBehavior mapping :
         {endpoint_independent, address_dependent, address_and_port_dependent}) {
      CAPTURE(static_cast<int>(row.filtering), static_cast<int>(mapping));
      Nat nat(behaving(mapping, row.filtering));
      CHECK(nat.out(phone(1), pbx, 0s) == 5060);
      CHECK(nat.in(pbx, 5060, 1s) == p1);
      CHECK(nat.in(pbx_other_port, 5060, 1s) == row.from_other_port);
      CHECK(nat.in(stranger, 5060, 1s) == row.from_stranger);
      CHECK(nat.in(pbx, 5061, 1s) == "never_seen");
    }
  }
}

TEST_CASE("nat: RFC 4787 REQ-8: whom the phone sends to may come in, each for its own time") {
  Nat nat(behaving(endpoint_independent, address_dependent));
  nat.config.udp_timeout = 60s;
  CHECK(nat.out(phone(1), pbx, 0s) == 5060);
  CHECK(nat.in(stranger, 5060, 1s) == "filtered");
  CHECK(nat.out(phone(1), stranger, 10s) == 5060);
  CHECK(nat.in(stranger, 5060, 11s) == p1);
  CHECK(nat.out(phone(1), pbx, 50s) == 5060);
  CHECK(nat.in(stranger, 5060, 70s - 1ns) == p1);
  CHECK(nat.in(stranger, 5060, 70s) == "aged at 1min 10s: udp_timeout");
  CHECK(nat.in(pbx, 5060, 70s) == p1);  // the mapping lives
  const auto again = nat.send(phone(1), stranger, 80s);
  CHECK_FALSE(again.is_new);
  CHECK(again.aged_since == Time{70s});
  CHECK(nat.in(stranger, 5060, 80s) == p1);
}

TEST_CASE("nat: a full table refuses new flows, serves old ones, and has room again by ageing") {
  struct Row {
    NatBehavior mapping, filtering;
  };
  for (const Row& row : {Row{endpoint_independent, endpoint_independent},
                         Row{endpoint_independent, address_and_port_dependent},
                         Row{address_and_port_dependent, address_and_port_dependent}}) {
    NatConfig config = behaving(row.mapping, row.filtering);
    config.udp_timeout = 60s;
    config.capacity = 3;
    Nat nat(config);
    for (std::uint32_t i = 0; i < 3; ++i) CHECK(nat.out(phone(i), pbx, i * 1s) > 0);
    CHECK(nat.table.in_use(Time{3s}) == 3);
    CHECK(nat.out(phone(3), pbx, 60s - 1ns) == -2);
    CHECK(nat.out(phone(0), pbx, 60s - 1ns) == 5060);
    CHECK(nat.out(phone(3), pbx, 61s - 1ns) == -2);
    CHECK(nat.out(phone(3), pbx, 61s) > 0);  // phone 1 has aged out
    CHECK(nat.out(phone(1), pbx, 61s) == -2);
    CHECK(nat.in(pbx, 5060, 61s) == "192.168.1.0:5060");
    // One more remote is one more flow where the filter knows remotes.
    const int wanted = row.filtering == endpoint_independent ? 5060 : -2;
    CHECK(nat.out(phone(0), stranger, 61s) == wanted);
  }
}

TEST_CASE("nat: a reboot or a new address forgets; clear() puts new behaviours in force") {
  Nat nat(behaving(endpoint_independent, endpoint_independent));
  CHECK(nat.out(phone(1), pbx, 0s) == 5060);
  nat.config.filtering = address_dependent;
  CHECK(nat.in(stranger, 5060, 1s) == p1);  // not yet
  nat.table.clear();
  CHECK(nat.in(pbx, 5060, 2s) == "never_seen");
  CHECK(nat.table.in_use(Time{2s}) == 0);
  CHECK(nat.send(phone(1), pbx, 3s).aged_since == sim::never);
  CHECK(nat.in(stranger, 5060, 4s) == "filtered");
  const Ipv4 next{0xc000'0202};
  nat.table.address_changed(next);
  const auto sent = nat.send(phone(1), pbx, 5s);
  CHECK(sent.outside == Endpoint{next, 5060});
  const models::NatPacket to_old{NatProtocol::udp, {router, 5060}, pbx, {}};
  CHECK(nat.table.inbound(to_old, Time{6s}).why == NatMiss::never_seen);
  CHECK(nat.in(pbx, 5060, 6s) == p1);
}

TEST_CASE("nat: RFC 5508 REQ-1: pings are told apart by their identifier, apart from UDP and TCP") {
  Nat nat(behaving(endpoint_independent, address_dependent), NatProtocol::icmp);
  const Endpoint server{pbx.address, 0};
  CHECK(nat.out(phone(1, 7), server, 0s) == 7);
  const int other = nat.out(phone(2, 7), server, 0s);
  CHECK(other != 7);
  CHECK(nat.in(server, 7, 1s) == "192.168.1.1:7");
  CHECK(nat.in(server, other, 1s) == "192.168.1.2:7");
  CHECK(nat.in({stranger.address, 0}, 7, 1s) == "filtered");
  const models::NatPacket udp{NatProtocol::udp, {router, 7}, server, {}};
  CHECK(nat.table.inbound(udp, Time{1s}).why == NatMiss::never_seen);
}
