// Which outside port a mapping gets: RFC 4787 4.2, and [linux-conntrack], [measured-nat].
#include <set>
#include <vector>

#include "tests/nat_fixture.hpp"

namespace {

using namespace nat_fixture;
using enum NatBehavior;

}  // namespace

TEST_CASE("nat: RFC 4787 REQ-3: a port is not overloaded where a mapping serves several remotes") {
  for (const NatBehavior filtering :
       {endpoint_independent, address_dependent, address_and_port_dependent}) {
    Nat nat(behaving(endpoint_independent, filtering));
    CHECK(nat.out(phone(1), pbx, 0s) == 5060);
    CHECK(nat.out(phone(2), stranger, 0s) != 5060);
  }
}

TEST_CASE("nat: [linux-conntrack]: Linux gives two phones one port if their remotes differ") {
  Nat nat(linux_nat());
  CHECK(nat.out(phone(1), pbx, 0s) == 5060);
  CHECK(nat.out(phone(2), stranger, 0s) == 5060);
  CHECK(nat.out(phone(2), pbx, 0s) != 5060);
  CHECK(nat.in(pbx, 5060, 1s) == "192.168.1.1:5060");
  CHECK(nat.in(stranger, 5060, 1s) == "192.168.1.2:5060");
  CHECK(nat.in(pbx_other_port, 5060, 1s) == "filtered");
}

TEST_CASE("nat: RFC 4787 REQ-3a: ports below 1024 get ports below 1024, as in the Linux classes") {
  struct Row {
    std::uint16_t own;
    int low, high;
  };
  for (const NatPorts ports : {NatPorts::preserve, NatPorts::sequential, NatPorts::random}) {
    for (const Row& row : {Row{68, 1, 511}, Row{511, 1, 511}, Row{512, 600, 1023},
                           Row{1023, 600, 1023}, Row{1024, 1024, 65535}, Row{5060, 1024, 65535}}) {
      CAPTURE(row.own, static_cast<int>(ports));
      Nat nat({.port_allocation = ports});
      const int first = nat.out(phone(1, row.own), pbx, 0s);
      if (ports == NatPorts::preserve) CHECK(first == row.own);
      std::set<int> others;
      for (std::uint32_t i = 2; i <= 300; ++i) {
        others.insert(nat.out(phone(i, row.own), pbx, 0s));
      }
      CHECK(others.size() == 299);
      CHECK_FALSE(others.contains(first));
      CHECK(*others.begin() >= row.low);
      CHECK(*others.rbegin() <= row.high);
    }
  }
}

TEST_CASE(
    "nat: [measured-nat]: of 20 phones on 5060 the first keeps it; after expiry ports are dealt "
    "anew, and the PBX reaches the wrong phone") {
  Nat nat(linux_nat());
  int port[20];
  for (std::uint32_t i = 0; i < 20; ++i) port[i] = nat.out(phone(i), pbx, i * 10ms);
  CHECK(port[0] == 5060);
  CHECK(std::set<int>(port, port + 20).size() == 20);
  CHECK(nat.in(pbx, port[7], 20s) == "192.168.1.7:5060");
  CHECK(nat.send(phone(3), pbx, 25s).outside.port == port[3]);
  CHECK(nat.in(pbx, 5060, 31s) == "aged at 30s: udp_timeout");
  const auto again = nat.send(phone(5), pbx, 60s);  // its keepalive comes before the first phone's
  CHECK(again.outside.port == 5060);
  CHECK(again.is_new);
  CHECK(again.aged_since == Time{30s + 50ms});
  CHECK(again.timer == models::NatTimer::udp_timeout);
  CHECK(nat.out(phone(0), pbx, 60s + 1ms) != 5060);
  CHECK(nat.in(pbx, 5060, 61s) == "192.168.1.5:5060");  // the PBX meant phone 0
  CHECK(nat.in(pbx, port[5], 61s) == "aged at 30.05s: udp_timeout");
  CHECK(nat.receive(pbx, port[5], 61s).inside == phone(5));
}

TEST_CASE("nat: sequential ports go round the range, and skip what is in use") {
  Nat nat(udp_timeout(60s));
  nat.config.port_allocation = NatPorts::sequential;
  nat.config.first_port = 2000;
  nat.config.last_port = 2003;
  CHECK(nat.out(phone(1), pbx, 0s) == 2000);
  CHECK(nat.out(phone(2), pbx, 1s) == 2001);
  CHECK(nat.out(phone(3), pbx, 2s) == 2002);
  CHECK(nat.out(phone(1), pbx, 59s) == 2000);
  CHECK(nat.out(phone(4), pbx, 61s) == 2003);  // 2001 is free, but it is not its turn
  CHECK(nat.out(phone(5), pbx, 61s) == 2001);
  nat.table.clear();
  CHECK(nat.out(phone(6), pbx, 62s) == 2000);
}

TEST_CASE("nat: the same seed deals the same ports; another one others") {
  const auto deal = [](std::uint64_t seed) {
    NatConfig config{.port_allocation = NatPorts::random};
    models::NatTable table(config, router, sim::Random(seed, "router", "nat ports"));
    std::vector<int> ports;
    for (std::uint32_t i = 0; i < 20; ++i) {
      ports.push_back(table.outbound({NatProtocol::udp, phone(i), pbx, {}}, Time{}).outside.port);
    }
    return ports;
  };
  CHECK(deal(1) == deal(1));
  CHECK(deal(1) != deal(2));
}

TEST_CASE("nat: a range that is used up refuses new mappings, serves old ones, and frees by age") {
  for (const NatPorts ports : {NatPorts::preserve, NatPorts::sequential, NatPorts::random}) {
    CAPTURE(static_cast<int>(ports));
    Nat nat(udp_timeout(60s));
    nat.config.port_allocation = ports;
    nat.config.first_port = 40000;
    nat.config.last_port = 40002;
    std::set<int> dealt;
    for (std::uint32_t i = 0; i < 3; ++i) dealt.insert(nat.out(phone(i), pbx, i * 1s));
    CHECK(dealt == std::set<int>{40000, 40001, 40002});  // 5060 is outside the range
    CHECK(nat.out(phone(3), pbx, 60s - 1ns) == -1);
    CHECK(nat.send(phone(1), pbx, 60s - 1ns).why == NatRefusal::none);
    CHECK(dealt.contains(nat.out(phone(3), pbx, 60s)));
    CHECK(nat.out(phone(4), pbx, 60s) == -1);
    nat.config.last_port = 39999;  // an empty range
    CHECK(nat.out(phone(5), pbx, 1h) == -1);
  }
}
