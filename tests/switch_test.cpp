// The switch as a device: VLAN classification and tags (IEEE 802.1Q), learning and flooding (802.1D
// 7.7, 7.9), port security and err-disable ([catalyst-3550]), the wait of spanning tree (802.1D
// 8.4). `2:110` = out at port 2 with tag 110. Longer than 300 lines because the bench is shared by
// all.
#include "models/device/switch.hpp"

#include "tests/catch.hpp"

namespace {

using models::Fate;
using models::Frame;
using models::Switch;
using models::SwitchConfig;
using models::Violation;
using models::VlanId;
using sim::Duration;
using sim::Mac;
using sim::Time;
using namespace std::chrono_literals;

constexpr Mac a{0x0200'0000'000a};
constexpr Mac b{0x0200'0000'000b};
constexpr Mac c{0x0200'0000'000c};
constexpr Mac all = sim::broadcast_mac;

// A switch with all ports plugged in, and what it did with one frame, as text.
class Bench {
 public:
  explicit Bench(SwitchConfig config, std::uint16_t unplugged = 0xffff)
      : config_(std::move(config)), switch_(config_, models::Installation{}) {
    for (std::uint16_t p = 0; p < switch_.port_count(); ++p) {
      if (p != unplugged) switch_.plug(p);
    }
  }
  Switch& device() { return switch_; }
  const SwitchConfig& config() const { return config_; }
  void power(bool on, models::Duration at) {
    on ? switch_.start(Time{at}, out_) : switch_.stop(Time{at}, out_);
  }
  void link(std::uint16_t port, bool up, Time at) { switch_.link_changed(port, up, at, out_); }
  const models::DropFact& last_drop() const { return out_.journal.drops.back(); }
  std::size_t drops() const { return out_.journal.drops.size(); }
  const std::vector<models::Outbox::WakeUp>& wakes() const { return out_.wakes; }
  void wake(std::size_t i) { switch_.wake(out_.wakes[i].index, out_.wakes[i].at, out_); }

  std::string in(std::uint16_t port, Mac from, Mac to, Duration at, VlanId vlan = 0) {
    const auto before = out_.journal.fates;
    const auto made = out_.made;
    const auto id = out_.make({.payload = models::ArpPacket{},
                               .source = from,
                               .destination = to,
                               .vlan = vlan,
                               .origin = {}});
    switch_.receive(port, id, Time{at}, out_);
    std::string text;
    std::uint64_t done = out_.sent.size();
    for (const auto& [frame, egress] : out_.sent) {
      const Frame& f = out_.frames[frame];
      CHECK((f.source == from && f.destination == to));
      text += (text.empty() ? "" : " ") + std::to_string(egress) + ':' + std::to_string(f.vlan);
      out_.frames.release(frame);
    }
    out_.sent.clear();
    for (const models::FateText& fate : models::fates) {
      const auto i = static_cast<std::size_t>(fate.fate);
      done += out_.journal.fates[i] - before[i];
      if (out_.journal.fates[i] != before[i]) text += fate.name;
    }
    CHECK(done == out_.made - made);  // each frame is sent or meets one fate
    return text;
  }

  // A phone asks by CDP: who gets what, as `port:VLAN for voice`; 0: the question itself.
  std::string asks(std::uint16_t port, Duration at) {
    const auto id = out_.make({.payload = models::Announcement{},
                               .source = a,
                               .destination = models::cdp_mac,
                               .vlan = 0,
                               .origin = {}});
    switch_.receive(port, id, Time{at}, out_);
    std::string text;
    for (const auto& [frame, egress] : out_.sent) {
      const auto& said = *out_.frames[frame].announcement();
      text += (text.empty() ? "" : " ") + std::to_string(egress) + ':' +
              std::to_string(said.from_switch ? said.voice_vlan : 0);
      out_.frames.release(frame);
    }
    out_.sent.clear();
    return text;
  }

 private:
  SwitchConfig config_;
  models::Outbox out_{.frames = sim::Pool<Frame>(1024)};
  Switch switch_;
};

SwitchConfig open_ports(std::size_t n) {
  SwitchConfig config;
  config.ports.resize(n);
  config.secure.resize(n);
  return config;
}

// Port 0: access 10 with voice 110; 1: access 10; 2: access 20; 3: trunk, native 1; 4: trunk,
// native 10.
SwitchConfig vlans() {
  SwitchConfig config = open_ports(5);
  config.ports = {{.vlan = 10, .voice_vlan = 110},
                  {.vlan = 10},
                  {.vlan = 20},
                  {.vlan = 1, .trunk = true},
                  {.vlan = 10, .trunk = true}};
  return config;
}

// Ports 0 and 1 secure, port 2 open.
SwitchConfig secured(Violation violation) {
  SwitchConfig config = open_ports(3);
  config.secure = {true, true, false};
  config.port_security.enabled = true;
  config.port_security.violation = violation;
  config.port_security.program_delay = 5ms;
  return config;
}

}  // namespace

TEST_CASE("a trunk carries the VLANs that it allows, in and out") {
  SwitchConfig config = vlans();
  config.ports[3].allowed = {{1, 1}, {10, 19}};
  config.ports[4].allowed = {{10, 10}, {110, 110}};
  Bench bench(std::move(config));
  CHECK(bench.in(0, a, all, 0s) == "1:0 3:10 4:0");
  CHECK(bench.in(0, a, all, 0s, 110) == "4:110");
  CHECK(bench.in(2, a, all, 0s) == "vlan_not_allowed");  // no trunk does
  CHECK(bench.last_drop().cause.setting == models::Setting(&bench.config().ports));
  CHECK(bench.in(3, b, all, 0s, 110) == "vlan_not_allowed");
  CHECK(bench.in(4, c, all, 0s, 110) == "0:110");
  CHECK(bench.in(0, a, c, 0s, 110) == "4:110");
}

TEST_CASE("hellos of routers go on to routers and switches, not to other hosts") {
  const SwitchConfig config = open_ports(4);
  Switch device(config, models::Installation{});
  device.plug(0);
  device.plug(1, {}, false);
  device.plug(2, {}, false);
  models::Outbox out{.frames = sim::Pool<Frame>(16)};
  const models::FhrpPacket hello{models::HsrpMessage{}, {}};
  const auto send = [&](std::uint16_t port) {
    device.receive(port, out.make({.payload = hello, .source = a, .destination = group_mac(hello)}),
                   {}, out);
  };
  send(0);  // nobody listens: no loss
  CHECK(out.sent.empty());
  CHECK(out.journal.fates[static_cast<std::size_t>(Fate::not_for_me)] == 1);
  device.plug(3);
  send(0);
  REQUIRE(out.sent.size() == 1);
  CHECK(out.sent[0].port == 3);
}

TEST_CASE("IEEE 802.1Q: to which VLAN a frame belongs, and with which tag it leaves") {
  struct Row {
    std::uint16_t port;
    VlanId tag;
    std::string out;
  };
  const std::vector<Row> rows{
      {0, 0, "1:0 3:10 4:0"},        // access VLAN 10; native on port 4
      {0, 10, "1:0 3:10 4:0"},       // tagged with the access VLAN
      {0, 110, "3:110 4:110"},       // voice
      {0, 20, "vlan_not_allowed"},   //
      {1, 110, "vlan_not_allowed"},  // no voice VLAN there
      {1, 0, "0:0 3:10 4:0"},        //
      {2, 0, "3:20 4:20"},           //
      {3, 0, "4:1"},                 // native 1 is an ordinary VLAN on port 4
      {3, 1, "4:1"},                 //
      {3, 10, "0:0 1:0 4:0"},        //
      {3, 110, "0:110 4:110"},       // tagged on the access port: voice
      {3, 20, "2:0 4:20"},           //
      {4, 0, "0:0 1:0 3:10"},        // native 10
      {4, 999, "3:999"},             // a trunk carries every VLAN
  };
  for (const Row& row : rows) {
    CAPTURE(row.port, row.tag);
    CHECK(Bench(vlans()).in(row.port, a, all, 0s, row.tag) == row.out);
  }
}

TEST_CASE("IEEE 802.1Q: an unwanted tag names the VLAN setting as the cause") {
  Bench bench(vlans());
  bench.in(1, a, b, 5s, 110);
  CHECK(bench.last_drop().cause.setting == &bench.config().ports);
  CHECK(bench.last_drop().port == 1);
  CHECK(bench.last_drop().at == Time{5s});
}

TEST_CASE("IEEE 802.1D 7.7: unknown unicast is flooded, known goes to its port, tagged as due") {
  Bench bench(vlans());
  CHECK(bench.in(3, a, b, 0s, 110) == "0:110 4:110");
  CHECK(bench.in(0, b, a, 1s, 110) == "3:110");
  CHECK(bench.in(3, a, b, 2s, 110) == "0:110");
  CHECK(bench.in(3, a, b, 2s, 10) == "0:0 1:0 4:0");  // in another VLAN b is unknown
  CHECK(bench.in(1, c, a, 3s) == "3:10");             // a was just seen there in VLAN 10 too
}

TEST_CASE("IEEE 802.1D 7.7: what lies behind the port that it came from is not sent back") {
  Bench bench(open_ports(2));
  CHECK(bench.in(0, a, b, 0s) == "1:0");
  CHECK(bench.in(0, b, a, 1s) == "same_port");
}

TEST_CASE("flooding spares ports without a link; on a link that is down the cable drops the copy") {
  Bench bench(open_ports(3));
  bench.link(1, false, {});
  CHECK(bench.in(0, a, all, 0s) == "1:0 2:0");  // the network's link_down tells of the loss
  CHECK(Bench(open_ports(3), 2).in(0, a, all, 0s) == "1:0");
  CHECK(Bench(open_ports(2), 1).in(0, a, all, 0s) == "flooded_nowhere");
}

TEST_CASE("[catalyst-3550]: a MAC ages 300 s after its last frame") {
  Bench bench(open_ports(3));
  bench.in(0, a, all, 0s);
  bench.in(1, b, all, 0s);
  CHECK(bench.in(1, b, a, 300s - 1ns) == "0:0");
  CHECK(bench.in(1, b, a, 300s) == "0:0 2:0");  // a was last heard at 0 s
  bench.in(0, a, all, 301s);
  CHECK(bench.in(1, b, a, 500s) == "0:0");
  SwitchConfig quick = open_ports(3);
  quick.mac_aging = 10s;
  Bench other(quick);
  other.in(0, a, all, 0s);
  CHECK(other.in(1, b, a, 10s) == "0:0 2:0");
}

TEST_CASE("IEEE 802.1D 7.8: a MAC moves to the port where it was last heard") {
  Bench bench(open_ports(3));
  bench.in(0, a, all, 0s);
  bench.in(1, a, all, 1s);
  CHECK(bench.in(2, b, a, 2s) == "1:0");
}

TEST_CASE("a link that goes down takes the MACs of its port with it") {
  Bench bench(open_ports(3));
  bench.in(0, a, all, 0s);
  bench.in(1, b, all, 0s);
  bench.link(0, false, {});
  bench.link(0, true, {});
  CHECK(bench.in(2, c, b, 1s) == "1:0");  // b's port was up all the time
  CHECK(bench.in(1, b, a, 2s) == "0:0 2:0");
}

TEST_CASE(
    "IEEE 802.1D 8.4: a listening port learns nothing, a learning one does, neither forwards") {
  SwitchConfig config = open_ports(3);
  config.spanning_tree.enabled = true;
  Bench bench(config);
  bench.link(0, true, Time{});
  CHECK(bench.in(0, a, all, 15s - 1ns) == "stp_not_forwarding");
  CHECK(bench.last_drop().cause.setting == &bench.config().spanning_tree.portfast);
  CHECK(bench.in(1, b, a, 15s - 1ns) == "2:0");  // a is unknown, and port 0 is not flooded
  CHECK(bench.in(0, a, all, 15s) == "stp_not_forwarding");
  CHECK(bench.in(1, b, a, 16s) == "stp_not_forwarding");  // known now, and it may not go there
  CHECK(bench.last_drop().port == 0);
  CHECK(bench.in(1, b, all, 16s) == "2:0");
  CHECK(bench.in(0, a, all, 30s) == "1:0 2:0");
  CHECK(bench.in(1, b, a, 31s) == "0:0");
}

TEST_CASE("spanning tree: PortFast spares access ports; at a trunk the forward delay decides") {
  SwitchConfig config = vlans();
  config.spanning_tree = {.enabled = true, .portfast = true};
  Bench bench(config);
  for (std::uint16_t port = 0; port < 5; ++port) bench.link(port, true, Time{});
  CHECK(bench.in(0, a, all, 1s) == "1:0");  // the trunks wait
  CHECK(bench.in(3, b, all, 1s) == "stp_not_forwarding");
  CHECK(bench.last_drop().cause.setting == &bench.config().spanning_tree.forward_delay);
}

TEST_CASE("a full MAC table learns no more: frames pass, answers are flooded") {
  SwitchConfig config = open_ports(3);
  config.mac_capacity = 1;
  Bench bench(config);
  CHECK(bench.in(0, a, all, 0s) == "1:0 2:0");
  CHECK(bench.in(1, b, a, 1s) == "0:0");
  CHECK(bench.in(0, a, b, 2s) == "1:0 2:0");
}

TEST_CASE("[assumed-relearn]: relearn names the age, the setting and its value as the cause") {
  SwitchConfig config = secured(Violation::restrict);
  config.port_security.aging_time = 60s;
  config.port_security.aging_type = models::AgingType::inactivity;
  Bench bench(config);
  CHECK(bench.in(0, a, all, 0s) == "port_security_relearn");
  CHECK(bench.last_drop().cause.setting == &bench.config().port_security.relearn);
  CHECK(bench.last_drop().cause.since == sim::never);
  CHECK(bench.in(0, a, all, 1s) == "1:0 2:0");
  CHECK(bench.in(0, a, all, 115s) == "port_security_relearn");
  CHECK(bench.last_drop().cause.setting == &bench.config().port_security.aging_time);
  CHECK(bench.last_drop().cause.since == Time{61s});
  CHECK(bench.last_drop().cause.limit == 60s);
  CHECK(bench.in(0, a, all, 115s + 220ms) == "1:0 2:0");
  CHECK(bench.device().violations() == 0);
}

TEST_CASE(
    "802.1D 7.7, [assumed-relearn]: while aged out, frames to the phone are flooded and still "
    "arrive") {
  SwitchConfig config = secured(Violation::restrict);
  config.port_security.aging_time = 60s;
  Bench bench(config);
  bench.in(0, a, all, 0s);
  CHECK(bench.in(2, b, a, 59s) == "0:0");
  CHECK(bench.in(2, b, a, 60s) == "0:0 1:0");
}

TEST_CASE("port security is off unless it is enabled, and on where it is said") {
  SwitchConfig config = secured(Violation::shutdown);
  config.port_security.enabled = false;
  CHECK(Bench(config).in(0, a, all, 0s) == "1:0 2:0");
  CHECK(Bench(secured(Violation::shutdown)).in(2, a, all, 0s) == "0:0 1:0");
}

TEST_CASE("[catalyst-3550]: protect drops; restrict drops and counts") {
  for (const bool counts : {false, true}) {
    Bench bench(secured(counts ? Violation::restrict : Violation::protect));
    bench.in(0, a, all, 0s);
    CHECK(bench.in(0, b, all, 1s) == "port_security_violation");
    CHECK(bench.last_drop().cause.setting == &bench.config().port_security.maximum);
    CHECK(bench.in(0, a, all, 2s) == "1:0 2:0");
    CHECK_FALSE(bench.device().err_disabled(0));
    CHECK(bench.device().violations() == (counts ? 1 : 0));
  }
}

TEST_CASE("[catalyst-3550]: shutdown err-disables the port: nothing in, nothing out") {
  Bench bench(secured(Violation::shutdown));
  bench.in(0, a, all, 0s);
  bench.in(1, c, all, 0s);
  CHECK(bench.in(0, b, all, 1s) == "port_security_violation");
  CHECK(bench.device().err_disabled(0));
  CHECK(bench.device().violations() == 1);
  CHECK(bench.in(0, a, all, 2s) == "port_err_disabled");
  CHECK(bench.last_drop().cause.setting == &bench.config().port_security.maximum);
  // a is forgotten: what is flooded does not leave port 0, and is told.
  CHECK(bench.in(1, c, a, 3s) == "2:0port_err_disabled");
  CHECK(bench.last_drop().port == 0);
  CHECK(bench.wakes().empty());  // no recovery by default
}

TEST_CASE("[catalyst-3550]: nothing leaves an err-disabled port, to a sticky address either") {
  SwitchConfig config = secured(Violation::shutdown);
  config.port_security.sticky = true;
  Bench bench(config);
  bench.in(0, a, all, 0s);
  CHECK(bench.in(2, c, a, 1s) == "0:0");
  bench.in(0, b, all, 2s);
  CHECK(bench.in(2, c, a, 3s) == "port_err_disabled");
  CHECK(bench.last_drop().port == 0);  // the port that is disabled, not the one it came from
}

TEST_CASE("[catalyst-ios]: errdisable recovery after 300 s, and again at the next violation") {
  SwitchConfig config = secured(Violation::shutdown);
  config.port_security.errdisable_recovery = true;
  Bench bench(config);
  bench.in(0, a, all, 0s);
  bench.in(0, b, all, 1s);
  REQUIRE(bench.wakes().size() == 1);
  CHECK(bench.wakes()[0].at == Time{301s});
  bench.wake(0);
  CHECK_FALSE(bench.device().err_disabled(0));
  CHECK(bench.in(0, b, all, 302s) == "port_security_relearn");  // whoever comes first
  CHECK(bench.in(0, a, all, 303s) == "port_security_violation");
  REQUIRE(bench.wakes().size() == 2);
  CHECK(bench.wakes()[1].at == Time{603s});
  bench.wake(0);  // the old wake-up is stale
  CHECK(bench.device().err_disabled(0));
}

TEST_CASE(
    "[catalyst-3550]: a secure MAC at another secure port is a violation, at an open one not") {
  Bench bench(secured(Violation::restrict));
  bench.in(0, a, all, 0s);
  CHECK(bench.in(1, a, all, 1s) == "port_security_violation");
  CHECK(bench.in(2, a, all, 2s) == "0:0 1:0");
  CHECK(bench.in(2, b, a, 3s) == "0:0");  // and a stays at port 0
}

TEST_CASE(
    "[catalyst-4500]: link down at a secure port: its address is new afterwards, unless sticky") {
  for (const bool sticky : {false, true}) {
    SwitchConfig config = secured(Violation::shutdown);
    config.port_security.sticky = sticky;
    Bench bench(config);
    bench.in(0, a, all, 0s);
    bench.link(0, false, {});
    bench.link(0, true, {});
    CHECK(bench.in(0, b, all, 1s) ==
          (sticky ? "port_security_violation" : "port_security_relearn"));
  }
}

TEST_CASE("power off: frames die at the switch, and it has forgotten everything afterwards") {
  SwitchConfig config = secured(Violation::shutdown);
  config.port_security.sticky = true;
  config.port_security.errdisable_recovery = true;
  Bench bench(config);
  bench.in(0, a, all, 0s);
  bench.in(2, c, all, 0s);
  bench.in(0, b, all, 1s);
  bench.power(false, 1s);
  CHECK(bench.in(2, c, all, 2s) == "device_down");
  CHECK(bench.last_drop().cause.act == models::Act::power);
  bench.power(true, 2s);
  CHECK(bench.in(1, b, c, 3s) == "port_security_relearn");
  CHECK(bench.in(1, b, c, 4s) == "0:0 2:0");
  CHECK(bench.in(0, a, all, 5s) == "port_security_relearn");  // up, and a is new
  CHECK(bench.in(0, b, all, 6s) == "port_security_violation");
  REQUIRE(bench.wakes().size() == 2);
  bench.wake(0);  // of the time before
  CHECK(bench.device().err_disabled(0));
  bench.wake(1);
  CHECK_FALSE(bench.device().err_disabled(0));
}

TEST_CASE(
    "[catalyst-3560]: an address counts once in each VLAN, and each VLAN may have its limit") {
  SwitchConfig config = vlans();
  config.secure[0] = true;
  config.port_security = {.enabled = true, .maximum = 2, .relearn = models::Relearn::forward};
  Bench bench(config);
  CHECK(bench.in(0, a, all, 0s) == "1:0 3:10 4:0");             // the phone, untagged
  CHECK(bench.in(0, a, all, 1s, 110) == "3:110 4:110");         // and tagged
  CHECK(bench.in(0, b, all, 2s) == "port_security_violation");  // its PC
  CHECK(bench.last_drop().cause.setting == &bench.config().port_security.maximum);
  config.port_security.maximum = 3;
  Bench three(config);
  three.in(0, a, all, 0s);
  three.in(0, a, all, 1s, 110);
  CHECK(three.in(0, b, all, 2s) == "1:0 3:10 4:0");
  config.port_security.maximum_access = 1;
  Bench limited(config);
  limited.in(0, a, all, 0s);
  CHECK(limited.in(0, a, all, 1s, 110) == "3:110 4:110");
  CHECK(limited.in(0, b, all, 2s) == "port_security_violation");
  CHECK(limited.last_drop().cause.setting == &limited.config().port_security.maximum_access);
}

TEST_CASE("CDP: a question is answered with the port's voice VLAN, sent on, or lost") {
  SwitchConfig config = vlans();
  CHECK(Bench(config).asks(0, 0s) == "1:0 3:0 4:0");  // it speaks no CDP, as an unmanaged one
  config.cdp.passes = false;
  Bench deaf(config);
  CHECK(deaf.asks(0, 0s).empty());
  CHECK(deaf.last_drop().fate == Fate::announcement_unheard);
  CHECK(deaf.last_drop().cause.setting == &deaf.config().cdp.enabled);
  config.cdp = {.enabled = true, .delay = 20s};
  Bench bench(config);
  CHECK(bench.asks(0, 19s).empty());
  CHECK(bench.last_drop().cause.setting == &bench.config().cdp.delay);
  CHECK(bench.asks(0, 20s) == "0:110");
  CHECK(bench.drops() == 1);
}

TEST_CASE("CDP: a question counts at port security, and passes a port that waits") {
  SwitchConfig config = vlans();
  config.secure[0] = true;
  config.port_security = {.enabled = true};  // its first frame is lost, but not for the CPU
  config.cdp.enabled = true;
  config.spanning_tree.enabled = true;
  Bench bench(config);
  CHECK(bench.asks(0, 0s) == "0:110");
  CHECK(bench.in(0, a, all, 1s, 110) == "port_security_violation");
  Bench waiting(config);
  waiting.link(0, true, Time{0s});
  CHECK(waiting.asks(0, 1s) == "0:110");
}

TEST_CASE("an err-disabled port tells its device, and stays so when its cable is pulled") {
  Bench bench(secured(Violation::shutdown));
  bench.in(0, a, all, 0s);
  bench.in(0, b, all, 1s);
  CHECK(bench.device().err_disabled(0));
  bench.link(0, false, Time{2s});
  bench.link(0, true, Time{3s});
  CHECK(bench.in(0, a, all, 4s) == "port_err_disabled");
}
