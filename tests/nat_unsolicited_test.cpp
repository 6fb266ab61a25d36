// What a NAT does with what nobody inside asked for, ports that are kept at any price, and entries
// that outlive their address.
#include "tests/nat_fixture.hpp"

using namespace nat_fixture;

namespace {

models::NatPacket from_pbx(int port) {
  return {.protocol = NatProtocol::udp,
          .local = {router, static_cast<std::uint16_t>(port)},
          .remote = pbx};
}

NatConfig with(NatPorts ports, NatConfig config = linux_nat()) {
  config.port_allocation = ports;
  return config;
}

constexpr Ipv4 new_address{0xc000'0263};  // 192.0.2.99

}  // namespace

TEST_CASE("nat: [measured-nat-input]: a flow of the router's own takes the port") {
  Nat nat(linux_nat());
  CHECK(nat.out(phone(1), pbx, 0s) == 5060);
  CHECK(nat.in(pbx, 5060, 31s) == "aged at 30s: udp_timeout");
  nat.table.take_in(from_pbx(5060), nat.receive(pbx, 5060, 31s), Time{31s});
  CHECK(nat.receive(pbx, 5060, 41s).since == Time{30s});  // when its owner was forgotten
  CHECK(nat.in(pbx, 5060, 41s) == "own");  // lives from now on, by what comes in alone
  const int other = nat.out(phone(1), pbx, 60s);
  CHECK(other != 5060);
  CHECK(nat.in(pbx, other, 60s) == "192.168.1.1:5060");
  CHECK(nat.in(pbx, 5060, 71s - 1ns) == "own");
  CHECK(nat.out(phone(1), stranger, 72s) == 5060);  // of that remote only: the tuple is the key
  CHECK(nat.in(pbx, 5060, 200s) == "never_seen");   // 30 s after its last packet it is gone,
  CHECK(nat.out(phone(2), pbx, 201s) == 5060);      // and the port is free
}

TEST_CASE("nat: who drops or rejects keeps no flow: the phone's next packet has its port again") {
  Nat nat(linux_nat());
  CHECK(nat.out(phone(1), pbx, 0s) == 5060);
  CHECK(nat.in(pbx, 5060, 31s) == "aged at 30s: udp_timeout");
  CHECK(nat.out(phone(1), pbx, 60s) == 5060);
}

TEST_CASE("nat: [linux-conntrack]: TCP that is answered with RST takes no port") {
  Nat nat(linux_nat(), NatProtocol::tcp);
  models::NatPacket packet = from_pbx(5060);
  packet.protocol = NatProtocol::tcp;
  nat.table.take_in(packet, {.why = NatMiss::never_seen}, Time{1s});
  CHECK(nat.out(phone(1), pbx, 2s, syn) == 5060);
}

TEST_CASE("nat: where ports are not shared, a flow of the router's own takes the port for all") {
  Nat nat(behaving(NatBehavior::endpoint_independent, NatBehavior::address_dependent));
  nat.table.take_in(from_pbx(5060), {.why = NatMiss::never_seen}, Time{1s});
  CHECK(nat.out(phone(1), stranger, 2s) != 5060);
  CHECK(nat.out(phone(2), stranger, 400s) == 5060);
}

TEST_CASE("nat: [pf-states]: static-port refuses the second phone, until the first is silent") {
  Nat nat(with(NatPorts::fixed));
  CHECK(nat.out(phone(1), pbx, 0s) == 5060);
  CHECK(nat.out(phone(2), pbx, 1s) == -1);
  CHECK(nat.out(phone(2), stranger, 2s) == 5060);   // another remote, another tuple
  CHECK(nat.out(phone(2, 5061), pbx, 3s) == 5061);  // a port of its own
  CHECK(nat.out(phone(2), pbx, 31s) == 5060);       // the first one's flow has aged
  CHECK(nat.out(phone(1), pbx, 32s) == -1);         // and now it is refused
  Nat independent(with(NatPorts::fixed, behaving(NatBehavior::endpoint_independent,
                                                 NatBehavior::address_dependent)));
  CHECK(independent.out(phone(1), pbx, 0s) == 5060);
  CHECK(independent.out(phone(2), stranger, 1s) == -1);  // to whomever
  Nat preserving(with(NatPorts::preserve));
  CHECK(preserving.out(phone(1), pbx, 0s) == 5060);
  CHECK(preserving.out(phone(2), pbx, 1s) > 0);
}

TEST_CASE("nat: RFC 4787 4.2.1: with port overloading the newest has the port") {
  for (const NatConfig& config : {linux_nat(), behaving(NatBehavior::endpoint_independent,
                                                        NatBehavior::endpoint_independent)}) {
    Nat nat(with(NatPorts::overload, config));
    CHECK(nat.out(phone(1), pbx, 0s) == 5060);
    CHECK(nat.in(pbx, 5060, 1s) == "192.168.1.1:5060");
    CHECK(nat.out(phone(2), pbx, 2s) == 5060);
    CHECK(nat.in(pbx, 5060, 3s) == "192.168.1.2:5060");
    CHECK(nat.out(phone(1), pbx, 4s) == 5060);  // it sends again, and has it again
    CHECK(nat.in(pbx, 5060, 5s) == "192.168.1.1:5060");
    CHECK(nat.out(phone(2, 5061), pbx, 6s) == 5061);
    CHECK(nat.in(pbx, 5060, 7s) == "192.168.1.1:5060");
  }
}

TEST_CASE("nat: [opnsense-states]: an entry keeps its address for as long as it is used") {
  Nat nat(linux_nat());
  nat.config.resets_on_address_change = false;
  CHECK(nat.send(phone(1), pbx, 0s).outside == Endpoint{router, 5060});
  nat.table.address_changed(new_address);
  CHECK(nat.send(phone(1), pbx, 20s).outside == Endpoint{router, 5060});
  CHECK(nat.send(phone(1), pbx, 40s).outside == Endpoint{router, 5060});
  CHECK(nat.table.is_of_former_address(from_pbx(5060), Time{41s}));
  CHECK(nat.send(phone(2), pbx, 42s).outside == Endpoint{new_address, 5060});
  CHECK(nat.send(phone(1), pbx, 200s).outside.address == new_address);  // silence cures
  CHECK_FALSE(nat.table.is_of_former_address(from_pbx(5060), Time{200s}));
}

TEST_CASE("nat: [linux-masquerade]: an address that goes takes its entries along") {
  Nat nat(linux_nat());
  CHECK(nat.send(phone(1), pbx, 0s).outside == Endpoint{router, 5060});
  nat.table.address_changed(new_address);
  CHECK_FALSE(nat.table.is_of_former_address(from_pbx(5060), Time{1s}));
  CHECK(nat.send(phone(1), pbx, 2s).outside == Endpoint{new_address, 5060});
}

TEST_CASE("nat: [mikrotik-manual]: of two lines an entry stays with the one it was made for") {
  Nat nat(linux_nat());
  nat.config.resets_on_address_change = false;
  const models::NatPacket packet{NatProtocol::udp, phone(1), pbx, {}};
  CHECK(nat.table.outbound(packet, router, Time{0s}).outside == Endpoint{router, 5060});
  CHECK(nat.table.outbound(packet, new_address, Time{20s}).outside == Endpoint{router, 5060});
  CHECK(nat.table.outbound(packet, new_address, Time{60s}).outside == Endpoint{new_address, 5060});
  CHECK(nat.table.inbound({NatProtocol::udp, {new_address, 5060}, pbx, {}}, Time{61s}).why ==
        NatMiss::none);
}

TEST_CASE("nat: [linux-masquerade]: another way out begins anew") {
  Nat nat(linux_nat());
  const models::NatPacket packet{NatProtocol::udp, phone(1), pbx, {}};
  CHECK(nat.table.outbound(packet, router, Time{0s}).outside == Endpoint{router, 5060});
  CHECK(nat.table.outbound(packet, new_address, Time{20s}).outside == Endpoint{new_address, 5060});
  CHECK(nat.table.inbound({NatProtocol::udp, {router, 5060}, pbx, {}}, Time{21s}).why ==
        NatMiss::filtered);  // its port is the new flow's
}

TEST_CASE("nat: RFC 5508 REQ-4, REQ-5: whom an ICMP error is about, and nothing is refreshed") {
  Nat nat(linux_nat());
  const int port = nat.out(phone(1), pbx, 0s);
  CHECK(nat.table.inside_of(from_pbx(port), Time{29s}) == phone(1));
  CHECK_FALSE(nat.table.inside_of(from_pbx(port), Time{30s}));
  CHECK_FALSE(nat.table.inside_of(from_pbx(port + 1), Time{1s}));
  CHECK(nat.table.outside_of({NatProtocol::udp, phone(1), pbx, {}}, Time{29s}) ==
        Endpoint{router, 5060});
  CHECK_FALSE(nat.table.outside_of({NatProtocol::udp, phone(2), pbx, {}}, Time{29s}));
}
