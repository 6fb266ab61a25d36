// Bundles of cables between two switches, and loops that no spanning tree opens: who is registered
// while, and what each setting changes. Eight phones at `near`, their PBX at `far`.
#include <deque>

#include "models/network/network.hpp"
#include "models/protocol/l2/broadcast_loops.hpp"
#include "tests/catch.hpp"
#include "tests/journal_text.hpp"

namespace {

using namespace models;

constexpr std::uint16_t uplink = 20;  // and the next ones

class House {
 public:
  House() {
    for (SwitchConfig* c : {&near, &far, &desk}) {
      c->ports.resize(24);
      c->secure.resize(24);
      c->channel_of.resize(24);
    }
    phone.call_servers = {pbx_address};
    phone.sip.register_expires = 5min;
    phone.start_spread = 30s;
    server.host.interface.arp.capacity = 64;
  }

  void build(std::uint16_t cables) {
    network.emplace(NetworkSize{.phones = 8, .devices = {}, .ports = 200, .frames = 100'000}, 1);
    switches[0] = network->add(near, {.mac = {0x0200'0000'0010}, .address = {}, .name = "near"});
    switches[1] = network->add(far, {.mac = {0x0200'0000'0020}, .address = {}, .name = "far"});
    switches[2] = network->add(desk, {.mac = {0x0200'0000'0030}, .address = {}, .name = "desk"});
    const NodeId pbx = network->add(
        server, {.mac = {0x0200'0000'0001}, .address = {pbx_address, 24}, .name = "pbx"});
    cable({pbx, 0}, {switches[1], 0});
    for (std::uint32_t i = 0; i < 8; ++i) {
      const NodeId node = network->add(phone, {.mac = {std::uint64_t{0x000b82000000} + i},
                                               .address = {{0x0a05'0033 + i}, 24},
                                               .name = "phone" + std::to_string(i + 1)});
      cable({node, 0}, {switches[0], static_cast<std::uint16_t>(i)});
    }
    for (std::uint16_t i = 0; i < cables; ++i) {
      const auto port = static_cast<std::uint16_t>(uplink + i);
      uplinks.push_back(cable({switches[0], port}, {switches[1], port}));
    }
    desk_cable = cable({switches[0], 10}, {switches[2], 0});
  }
  std::uint32_t cable(LinkEnd a, LinkEnd b) {
    links.push_back({});
    return network->connect(a, b, links.back(), "cable " + std::to_string(links.size()));
  }
  void run(Duration until) {
    if (!started_) network->start();
    started_ = true;
    network->run_until(Time{} + until);
  }
  int registered() const {
    int count = 0;
    for (const Phone& one : network->all<Phone>()) count += one.is_registered() ? 1 : 0;
    return count;
  }
  std::uint64_t lost(Fate fate) const {
    return network->journal().fates[static_cast<std::size_t>(fate)];
  }
  // Ports 20 and 21 of both, or one, are a channel.
  static void bundle(SwitchConfig& config, const ChannelConfig& channel) {
    config.channels = {channel};
    config.channel_of[uplink] = config.channel_of[uplink + 1] = 1;
  }

  static constexpr Ipv4 pbx_address{0x0a05'0003};
  SwitchConfig near, far, desk;
  PhoneConfig phone;
  CallServerConfig server;
  std::deque<LinkConfig> links;
  std::optional<Network> network;
  std::array<NodeId, 3> switches;
  std::vector<std::uint32_t> uplinks;
  std::uint32_t desk_cable = 0;

 private:
  bool started_ = false;
};

constexpr ChannelConfig standing{};
constexpr ChannelConfig active{.mode = ChannelMode::active};
constexpr ChannelConfig fast{.mode = ChannelMode::active, .rate = LacpRate::fast};

}  // namespace

TEST_CASE("loops: what is in one, what hangs off it, which edge opens it") {
  // 0 - 1 - 2 - 0 is a ring, 3 hangs off 2, 4 off 3; 5 stands alone, 6 loops to itself.
  const std::vector<LoopEdge> edges{{0, 1}, {1, 2}, {2, 0}, {2, 3}, {3, 4}, {6, 6}};
  const BroadcastLoops loops = broadcast_loops(7, edges);
  CHECK(loops.circles == std::vector<bool>{true, true, true, false, false, true});
  CHECK(loops.cut == std::vector<bool>{false, false, true, false, false, true});
  CHECK(loops.looped == std::vector<bool>{true, true, true, true, true, false, true});
  CHECK(loops.distance[3] == 1);
  CHECK(loops.distance[4] == 2);
  CHECK(broadcast_loops(3, std::vector<LoopEdge>{{0, 1}, {1, 2}}).looped ==
        std::vector<bool>{false, false, false});
}

TEST_CASE("storm: a full cable loses what is too much for it") {
  CHECK(frames_per_second(100'000'000) == 148'809);
  CHECK(overload_loss(100, 100) == 0);
  CHECK(overload_loss(400, 100) == 750'000'000);
}

TEST_CASE("channel: a bundle of two carries all phones, also while one cable is out") {
  for (const ChannelConfig& kind : {standing, active, fast}) {
    House h;
    House::bundle(h.near, kind);
    House::bundle(h.far, kind);
    h.build(2);
    h.run(10min);
    CHECK(h.registered() == 8);
    h.network->plug(h.uplinks[0], false);
    h.run(20min);
    h.network->plug(h.uplinks[0], true);
    h.network->plug(h.uplinks[1], false);
    h.run(30min);
    CHECK(h.registered() == 8);
    CHECK(h.lost(Fate::mac_flapping) == 0);
    CHECK(journal_text::unaccounted_frames(*h.network) == "");
  }
}

TEST_CASE("channel: a dead cable that stays lit costs a static one half of the phones for good") {
  for (const auto& [kind, left] : {std::pair{standing, 4}, std::pair{active, 8}, {fast, 8}}) {
    House h;
    House::bundle(h.near, kind);
    House::bundle(h.far, kind);
    h.far.channels[0].hash = ChannelHash::destination_mac;  // there and back by one cable
    h.build(2);
    h.run(10min);
    h.links[h.uplinks[1]].loss = 1'000'000'000;
    h.run(40min);
    CHECK(h.registered() == left);
  }
}

TEST_CASE("channel: on at one end, LACP at the other: nobody, but with a fallback") {
  for (const auto& [fallback, some] :
       {std::pair{LacpFallback::none, false}, std::pair{LacpFallback::first, true}}) {
    House h;
    ChannelConfig waits = active;
    waits.fallback = fallback;
    House::bundle(h.near, waits);
    House::bundle(h.far, standing);
    h.far.channels[0].hash = ChannelHash::destination_mac;
    h.build(2);
    h.run(30min);
    CHECK((h.registered() > 0) == some);
    CHECK(h.lost(Fate::channel_suspended) > 0);
  }
}

TEST_CASE("channel: EtherChannel guard shuts a static one whose other end is single ports") {
  for (const bool guard : {true, false}) {
    House h;
    ChannelConfig config = standing;
    config.guard = guard;
    House::bundle(h.near, config);
    h.near.spanning_tree = {.enabled = true, .portfast = true};
    h.far.spanning_tree = {.enabled = true, .portfast = true, .priority = 4096};
    h.build(2);
    h.run(20min);
    CHECK((h.lost(Fate::port_err_disabled) > 0) == guard);
    if (guard) CHECK(h.registered() == 0);
  }
}

TEST_CASE(
    "loop: two cables between switches without spanning tree are a storm, one of them is not") {
  House h;
  h.build(2);
  h.run(10min);
  CHECK(h.registered() == 0);
  CHECK(h.lost(Fate::mac_flapping) > 0);
  h.network->plug(h.uplinks[1], false);
  h.run(30min);
  CHECK(h.registered() == 8);
  h.network->plug(h.uplinks[1], true);
  h.run(50min);
  CHECK(h.registered() == 0);
  CHECK(journal_text::unaccounted_frames(*h.network) == "");
  House tree;
  tree.far.spanning_tree = {.enabled = true, .portfast = true};
  tree.build(2);
  tree.run(30min);
  CHECK(tree.registered() == 8);
}

TEST_CASE("loop: one desk switch is enough, until someone sees it") {
  const auto left = [](const auto& change) {
    House h;
    h.near.spanning_tree = h.far.spanning_tree = {.enabled = true, .portfast = true};
    change(h);
    h.build(1);
    const std::uint32_t patch = h.cable({h.switches[2], 3}, {h.switches[2], 4});
    h.network->plug(patch, false);
    h.run(10min);
    h.network->plug(patch, true);
    h.run(40min);
    CHECK(journal_text::unaccounted_frames(*h.network) == "");
    return h.registered();
  };
  PortSet ports(24);
  ports[10] = 1;
  CHECK(left([](House&) {}) == 0);
  CHECK(left([&](House& h) { h.near.loop_protect.ports = ports; }) == 8);
  CHECK(left([&](House& h) { h.near.loop_protect = {.ports = ports, .own_port_only = true}; }) ==
        8);
  CHECK(left([](House& h) { h.desk.spanning_tree.enabled = true; }) == 8);
  const auto controlled = [&](StormAction action) {
    return [&ports, action](House& h) {
      h.near.storm_control = {.ports = ports, .level = 100, .action = action};
    };
  };
  CHECK(left(controlled(StormAction::shutdown)) == 8);
  CHECK(left(controlled(StormAction::trap)) == 0);
}

TEST_CASE("loop: a switch that drops BPDUs hides it, ports that filter them do not see it") {
  const auto left = [](const auto& change) {
    House h;
    h.near.spanning_tree = h.far.spanning_tree = {.enabled = true, .portfast = true};
    change(h);
    h.build(1);
    h.cable({h.switches[0], 11}, {h.switches[2], 1});
    h.run(30min);
    return h.registered();
  };
  CHECK(left([](House&) {}) == 8);
  CHECK(left([](House& h) { h.desk.spanning_tree.passes_bpdus = false; }) == 0);
  CHECK(left([](House& h) { h.near.ports[10].bpdu_filter = true; }) == 0);
  CHECK(left([](House& h) {
          h.desk.spanning_tree.passes_bpdus = false;
          h.near.loop_protect.ports = PortSet(24, 1);
        }) == 8);
  for (const StormAction action : {StormAction::shutdown, StormAction::trap}) {
    CHECK(left([&](House& h) {
            h.desk.spanning_tree.passes_bpdus = false;
            h.near.storm_control = {.ports = PortSet(24, 1), .level = 100, .action = action};
          }) == (action == StormAction::shutdown ? 8 : 0));
  }
  // A Catalyst's keepalive that comes back by the other port tells it nothing.
  CHECK(left([](House& h) {
          h.desk.spanning_tree.passes_bpdus = false;
          h.near.loop_protect = {.ports = PortSet(24, 1), .own_port_only = true};
        }) == 0);
}

TEST_CASE("power: a switch goes on with its UPS, and boots when it has its mains again") {
  House h;
  h.near.power = {.boot = 3min, .ups = 20min};
  h.build(1);
  h.run(10min);
  h.network->power(h.switches[0], false);
  h.run(29min);
  CHECK(h.network->at<Switch>(h.switches[0]).is_on());
  h.run(31min);
  CHECK_FALSE(h.network->at<Switch>(h.switches[0]).is_on());
  h.network->power(h.switches[0], true);
  h.run(33min);
  CHECK_FALSE(h.network->at<Switch>(h.switches[0]).is_on());
  h.run(35min);
  CHECK(h.network->at<Switch>(h.switches[0]).is_on());
  h.network->power(h.switches[0], false, true);  // a reboot
  CHECK_FALSE(h.network->at<Switch>(h.switches[0]).is_on());
}
