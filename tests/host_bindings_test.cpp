// Who is bound where: entries of ACKs, why one is missing, what a restart leaves
// ([catalyst-3750-dhcp], [procurve-snooping], [catalyst-1300-dai]); packets in an interval.
#include "models/protocol/l2/host_bindings.hpp"

#include "models/protocol/l2/packet_rate.hpp"
#include "tests/catch.hpp"

namespace {

using models::Bound;
using models::HostBindings;
using models::HostBindingsConfig;
using models::Ipv4;
using models::MacKey;
using sim::Duration;
using sim::Time;
using namespace std::chrono_literals;

const MacKey phone(110, sim::Mac{0x0200'0000'0001});
const MacKey other(110, sim::Mac{0x0200'0000'0002});
constexpr Ipv4 address{0x0a00'0033}, another{0x0a00'0034};

struct Table {
  HostBindingsConfig config{};
  HostBindings bindings{config};

  explicit Table(const HostBindingsConfig& wanted = {}) : config(wanted) {}
  void bind(MacKey host, Ipv4 to, Duration at, Duration lease = 1h, std::uint16_t port = 3) {
    bindings.bind(host, to, port, Time{at + lease}, Time{at});
  }
  Bound check(MacKey host, Duration at, Ipv4 has = address, std::uint16_t port = 3) {
    return bindings.check(host, has, port, Time{at}).is;
  }
};

}  // namespace

TEST_CASE(
    "[catalyst-3750-dhcp]: an ACK binds a MAC in its VLAN to address and port, for its lease") {
  Table t;
  t.bind(phone, address, 10s);
  CHECK(t.check(phone, 10s) == Bound::yes);
  CHECK(t.check(phone, 11s, another) == Bound::other_address);
  CHECK(t.check(phone, 11s, address, 4) == Bound::elsewhere);
  CHECK(t.check(other, 11s) == Bound::unknown);
  CHECK(t.check(MacKey(20, phone.vlan() == 110 ? sim::Mac{0x0200'0000'0001} : sim::Mac{}), 11s) ==
        Bound::unknown);
  CHECK(t.check(phone, 1h + 10s - 1ns) == Bound::yes);
  const auto late = t.bindings.check(phone, address, 3, Time{2h});
  CHECK(late.is == Bound::ended);
  CHECK(late.since == Time{1h + 10s});
}

TEST_CASE(
    "[catalyst-1300-dai]: a binding is in force some time after its ACK, a renewed one stays so") {
  Table t({.binding_delay = 200ms});
  t.bind(phone, address, 10s);
  CHECK(t.check(phone, 10s + 200ms - 1ns) == Bound::pending);
  CHECK(t.check(phone, 10s + 200ms) == Bound::yes);
  t.bind(phone, address, 30min);
  CHECK(t.check(phone, 30min) == Bound::yes);
  CHECK(t.check(phone, 1h + 29min) == Bound::yes);  // its end moved
  t.bind(phone, another, 40min);
  CHECK(t.check(phone, 40min, another) == Bound::pending);
}

TEST_CASE("[catalyst-3750-dhcp]: who gives its address back is bound no longer") {
  Table t;
  t.bind(phone, address, 10s);
  t.bindings.release(phone);
  CHECK(t.check(phone, 11s) == Bound::unknown);
  CHECK_FALSE(t.bindings.port_of(phone, Time{11s}));
}

TEST_CASE("[procurve-snooping]: a full table binds nobody else") {
  Table t({.capacity = 1});
  t.bind(phone, address, 10s);
  t.bind(other, another, 11s);
  CHECK(t.check(phone, 12s) == Bound::yes);
  CHECK(t.check(other, 12s, another) == Bound::no_room);
  t.bind(other, another, 2h);  // the first one's lease is over
  CHECK(t.check(other, 2h, another) == Bound::yes);
}

TEST_CASE("[alaxala-snooping]: without a database a restart forgets all, until the next ACK") {
  Table t;
  t.bind(phone, address, 10s);
  t.bindings.power_off(Time{20min});
  CHECK(t.check(phone, 21min) == Bound::rebooted);
  CHECK(t.check(other, 21min) == Bound::unknown);  // it never was bound
  t.bind(phone, address, 30min);
  CHECK(t.check(phone, 30min) == Bound::yes);
}

TEST_CASE("[catalyst-3750-dhcp]: the database has what was written write_delay after a change") {
  const auto left = [](Duration off) {
    Table t({.database = true, .write_delay = 300s});
    t.bind(phone, address, 10s);
    t.bind(other, another, 310s);
    t.bindings.power_off(Time{off});
    return std::pair(t.check(phone, off), t.check(other, off, another));
  };
  CHECK(left(311s) == std::pair(Bound::yes, Bound::yes));  // written at 310 s, with both
  Table early({.database = true, .write_delay = 300s});
  early.bind(phone, address, 10s);
  early.bindings.power_off(Time{309s});
  CHECK(early.check(phone, 309s) == Bound::rebooted);
  Table late({.database = true, .write_delay = 300s});
  late.bind(phone, address, 10s);
  late.bind(other, another, 311s);
  late.bindings.power_off(Time{400s});
  CHECK(late.check(phone, 400s) == Bound::yes);
  CHECK(late.check(other, 400s, another) == Bound::rebooted);
}

TEST_CASE("[catalyst-4500-ipsg]: an operator clears the table") {
  Table t;
  t.bind(phone, address, 10s);
  t.bindings.clear();
  CHECK(t.check(phone, 11s) == Bound::cleared);
}

TEST_CASE("[catalyst-4500-ipsg]: bound by hand, anywhere or at one port of one VLAN") {
  const sim::Mac mac{0x0200'0000'0001};
  const auto bound = [&](const models::StaticBinding& one, std::uint16_t port) {
    return models::is_bound({one}, phone, address, port);
  };
  CHECK(bound({.mac = mac, .address = address}, 7));
  CHECK(bound({.mac = mac, .address = address, .vlan = 110, .port = 8}, 7));
  CHECK_FALSE(bound({.mac = mac, .address = address, .vlan = 110, .port = 7}, 7));
  CHECK_FALSE(bound({.mac = mac, .address = address, .vlan = 20}, 7));
  CHECK_FALSE(bound({.mac = mac, .address = another}, 7));
}

TEST_CASE("[catalyst-4500-dai]: one more than the rate within the interval is too many") {
  models::PacketRate rate;
  for (int i = 0; i < 15; ++i) CHECK_FALSE(rate.exceeds(15, 1s, Time{10s + i * 60ms}));
  CHECK(rate.exceeds(15, 1s, Time{11s - 1ns}));
  models::PacketRate slow;
  for (int i = 0; i < 15; ++i) CHECK_FALSE(slow.exceeds(15, 1s, Time{10s}));
  CHECK_FALSE(slow.exceeds(15, 1s, Time{11s}));  // another interval
  CHECK_FALSE(slow.exceeds(0, 1s, Time{11s}));   // any number
}
