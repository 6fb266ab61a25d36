// Floods that are carried out together: nobody can tell it from one frame for each port. The long
// way is the oracle, on every scenario, on random networks, and where it is most likely to differ.
#include "models/device/floods.hpp"

#include <filesystem>

#include "tests/catch.hpp"
#include "tests/driven_world.hpp"
#include "tests/network_fixture.hpp"
#include "tests/same_run.hpp"
#include "tests/swarm_network.hpp"

namespace {

using models::ArpPacket;
using models::Frame;
using models::Ipv4;
using models::Listeners;
using models::NodeId;
using sim::Time;
using sim::operator""s;
using sim::operator""ms;
using sim::operator""us;
using sim::operator""min;
using tests::difference;

constexpr NodeId switch_1(4, 0);
constexpr NodeId switch_2(4, 1);

std::vector<NodeId> heard(const Listeners& listeners, auto what, NodeId at) {
  std::vector<NodeId> all;
  listeners.for_each(what, at, [&](NodeId node) { all.push_back(node); });
  std::ranges::sort(all);
  return all;
}

// Phones in one VLAN, to which everything happens that may: the same twice.
std::string compare(fixture::Settings settings, fixture::Shape shape, std::uint64_t seed) {
  settings.seed = seed;
  fixture::Site one(settings, shape);
  fixture::Site other(settings, shape);
  other.network.flood_each_port();
  const auto on_both = [&](auto act) {
    act(one);
    act(other);
  };
  on_both([](auto& site) { site.start_and_run(1s); });
  sim::Random dice(seed, "floods", "faults");
  for (int i = 0; i < 60; ++i) {
    const auto phone = dice.below(one.phones.size());
    const auto what = dice.below(6);
    const models::Duration wait = dice.between(0s, dice.below(2) == 0 ? 20us : 5s);
    on_both([&](auto& site) {
      if (what == 0) site.network.power(site.phones[phone], false);
      if (what == 1) site.network.power(site.phones[phone], true);
      if (what == 2) site.plug(static_cast<std::uint32_t>(phone), false);
      if (what == 3) site.plug(static_cast<std::uint32_t>(phone), true);
      if (what == 4) site.network.clear(site.phones[phone], models::ClearedTable::arp);
      if (what == 5) site.network.clear(site.switches[0], models::ClearedTable::mac);
      site.run(wait);
    });
    if (const std::string apart = difference(one.network, other.network); !apart.empty()) {
      return "after " + std::to_string(i + 1) + " acts: " + apart;
    }
  }
  on_both([](auto& site) { site.run(30min); });
  return difference(one.network, other.network);
}

}  // namespace

TEST_CASE("listeners: who has an address hears both of its roles, who knows it only its owner") {
  Listeners listeners;
  const NodeId phone(1, 7);
  const NodeId neighbour(1, 8);
  const NodeId elsewhere(1, 9);
  listeners.settle(phone, switch_1);
  listeners.settle(neighbour, switch_1);
  listeners.settle(elsewhere, switch_2);
  const Ipv4 address{0x0a00'0001};
  listeners.add(Listeners::Own{address}, phone);
  listeners.add(Listeners::Own{address}, phone);  // once is enough
  listeners.add(Listeners::Known{address}, neighbour);
  listeners.add(Listeners::Known{address}, elsewhere);
  listeners.add(Listeners::Own{address}, NodeId(5, 0));  // a router stands at no switch
  listeners.add(Listeners::Own{Ipv4{}}, neighbour);      // no address is nobody's
  CHECK(heard(listeners, Listeners::Own{address}, switch_1) == std::vector{phone});
  CHECK(heard(listeners, Listeners::Known{address}, switch_1) == std::vector{neighbour});
  CHECK(heard(listeners, Listeners::Known{address}, switch_2) == std::vector{elsewhere});
  CHECK(heard(listeners, Listeners::Own{Ipv4{}}, switch_1).empty());
}

TEST_CASE("listeners: a thousand of one address, and none is lost as the table grows") {
  Listeners listeners;
  for (std::uint32_t i = 0; i < 1000; ++i) {
    listeners.settle({1, i}, switch_1);
    listeners.add(Listeners::Known{Ipv4{1}}, {1, i});
    listeners.add(Listeners::Own{Ipv4{i + 2}}, {1, i});
  }
  CHECK(heard(listeners, Listeners::Known{Ipv4{1}}, switch_1).size() == 1000);
  CHECK(heard(listeners, Listeners::Own{Ipv4{501}}, switch_1) == std::vector{NodeId(1, 499)});
}

TEST_CASE("floods: what concerns few is ARP, a question to DHCP servers, and an unknown unicast") {
  Frame frame{.payload = ArpPacket{.sha = {1}, .tha = {}, .spa = {1}, .tpa = {2}},
              .source = {1},
              .destination = sim::broadcast_mac};
  CHECK(models::concerns_few(frame));
  models::UdpDatagram dhcp{.message = models::DhcpMessage{},
                           .source_port = models::dhcp_client_port,
                           .destination_port = models::dhcp_server_port};
  frame.payload =
      models::Ipv4Packet{.payload = dhcp, .source = {}, .destination = models::limited_broadcast};
  CHECK(models::concerns_few(frame));
  dhcp.destination_port = models::dhcp_client_port;  // an answer: whose it is, all clients look
  frame.payload =
      models::Ipv4Packet{.payload = dhcp, .source = {1}, .destination = models::limited_broadcast};
  CHECK_FALSE(models::concerns_few(frame));
  frame.destination = {5};
  CHECK(models::concerns_few(frame));
  frame.payload = models::Announcement{};
  CHECK_FALSE(models::concerns_few(frame));
}

TEST_CASE("floods: a flat network under faults does the same as with one frame for each port") {
  fixture::Settings settings;
  settings.phones = 30;
  settings.phone.start_spread = 20s;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    INFO("seed " << seed);
    CHECK(compare(settings, fixture::Shape::one_switch, seed) == "");
    CHECK(compare(settings, fixture::Shape::access_and_core, seed) == "");
  }
}

TEST_CASE("floods: with a full MAC table, spanning tree, slow cables, ARP that learns strangers") {
  fixture::Settings settings;
  settings.phones = 30;
  settings.phone.start_spread = 2s;
  settings.access.mac_capacity = 8;
  SECTION("a full table") {}
  SECTION("spanning tree") { settings.access.spanning_tree.enabled = true; }
  SECTION("portfast") {
    settings.access.spanning_tree.enabled = true;
    settings.access.spanning_tree.portfast = true;
  }
  SECTION("cables that are always busy") { settings.link.rate = 100'000; }
  SECTION("a short queue") {
    settings.link.rate = 100'000;
    settings.link.queue = 1ms;
  }
  SECTION("loss") { settings.link.loss = 100'000'000; }
  SECTION("strangers") {
    settings.phone.station.host.interface.arp.gratuitous = models::ArpGratuitous::create;
    settings.phone.station.host.interface.arp.announces = true;
  }
  SECTION("announcements") {
    settings.phone.station.host.interface.arp.announces = true;
    settings.phone.station.host.interface.arp.lifetime = 1min;
  }
  SECTION("port security") {
    settings.access.port_security = {.enabled = true, .maximum = 1, .errdisable_recovery = true};
  }
  CHECK(compare(settings, fixture::Shape::one_switch, 3) == "");
  CHECK(compare(settings, fixture::Shape::access_and_core, 4) == "");
}

TEST_CASE("floods: every scenario does the same as with one frame for each port") {
  std::vector<std::string> files;
  const std::string folder = std::string(FASTBUSY_SOURCE_DIR) + "/scenarios";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  }
  std::ranges::sort(files);
  for (const std::string& path : files) {
    INFO(path);
    const auto scenario = tests::load_file(path);
    tests::DrivenWorld one(*scenario);
    tests::DrivenWorld other(*scenario);
    other.network().flood_each_port();
    const Time end = Time{} + std::min<models::Duration>(scenario->duration, 30min);
    one.run_until(end);
    other.run_until(end);
    CHECK(difference(one.network(), other.network()) == "");
  }
}

TEST_CASE("floods: random networks do the same as with one frame for each port") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    swarm::RandomNetwork one(seed);
    swarm::RandomNetwork other(seed);
    other.network.flood_each_port();
    swarm::Dice dice(seed, "faults");
    for (int i = 0; i < 30; ++i) {
      const auto link = dice.number(0, static_cast<std::uint32_t>(one.links.size()) - 1);
      const auto device = dice.number(0, static_cast<std::uint32_t>(one.devices.size()) - 1);
      const auto what = dice.number(0, 4);
      const auto loss = dice.one_of<std::uint32_t>({0, 300'000'000, 1'000'000'000});
      const auto wait = dice.between(0s, dice.one_of<sim::Duration>({50ms, 10s, 3min}));
      for (swarm::RandomNetwork* site : {&one, &other}) {
        if (what < 2) site->plug(link, what == 1);
        if (what == 2 || what == 3) site->network.power(site->devices[device], what == 3);
        if (what == 4) site->links[link].loss = loss;
        site->network.run_until(site->network.now() + wait);
      }
    }
    CHECK(difference(one.network, other.network) == "");
  }
}
