// A router that shares the address 10.0.0.1 with others, alone on a bench: what it answers, routes
// and says while it is active, and what it does not when it is not (RFC 2281, RFC 3768).
#include <algorithm>

#include "models/device/router.hpp"
#include "tests/catch.hpp"

using models::ArpOp;
using models::ArpPacket;
using models::Fate;
using models::Frame;
using models::HsrpMessage;
using models::Ipv4;
using models::Mac;
using models::Time;
using namespace std::chrono_literals;

namespace {

constexpr Ipv4 shared{0x0a00'0001};
constexpr Ipv4 own{0x0a00'0002};
constexpr Ipv4 peer{0x0a00'0003};
constexpr Ipv4 host{0x0a00'0033};
constexpr Ipv4 server{0x0a09'0033};
constexpr Mac host_mac{0x51};
constexpr Mac own_mac{0x100};
constexpr Mac virtual_mac{0x0000'0c07'ac46};  // group 70

models::RouterConfig two_ports(int priority = 110) {
  models::RouterConfig c;
  c.interfaces = {{.interface = {}, .address = {own, 24}, .port = 0},
                  {.interface = {}, .address = {{0x0a09'0002}, 24}, .port = 1}};
  models::HsrpConfig group;
  group.group = 70;
  group.address = shared;
  group.priority = priority;
  c.interfaces[0].hsrp.push_back(group);
  return c;
}
models::HsrpConfig& group_of(models::RouterConfig& c) { return c.interfaces[0].hsrp[0]; }

class Bench {
 public:
  explicit Bench(models::RouterConfig config)
      : config_(std::move(config)),
        router_(
            config_,
            {.id = models::NodeId(5, 0), .mac = own_mac, .address = {}, .seed = 1, .name = "ra"}) {
    out_.wake(models::Router::power_on, router_.first_wake());
  }

  void until(models::Duration end) {
    for (;;) {
      const auto first = std::ranges::min_element(out_.wakes, {}, &models::Outbox::WakeUp::at);
      if (first == out_.wakes.end() || first->at > Time{end}) break;
      const auto [at, index] = *first;
      out_.wakes.erase(first);
      router_.wake(index, at, out_);
    }
    now_ = Time{end};
  }
  // The fate that it meets here; "sent": it goes on.
  std::string in(const Frame& frame, std::uint16_t port = 0) {
    const auto before = out_.journal.fates;
    router_.receive(port, out_.make(frame), now_, out_);
    for (const models::FateText& fate : models::fates) {
      const auto i = static_cast<std::size_t>(fate.fate);
      if (out_.journal.fates[i] != before[i]) return std::string(fate.name);
    }
    return "sent";
  }
  std::string asks(Ipv4 wanted, Mac to = sim::broadcast_mac) {
    const ArpPacket request{.sha = host_mac, .tha = {}, .spa = host, .tpa = wanted};
    return in({.payload = request, .source = host_mac, .destination = to});
  }
  std::string sends(Ipv4 to, Mac next_hop, const decltype(models::Ipv4Packet::payload)& what) {
    return in({.payload = models::Ipv4Packet{.payload = what, .source = host, .destination = to},
               .source = host_mac,
               .destination = next_hop});
  }
  std::string hears(HsrpMessage message) {
    message.address = shared;
    message.group = 70;
    message.hello_ms = 3000;
    message.hold_ms = 10'000;
    const models::FhrpPacket packet{message, peer};
    return in({.payload = packet, .source = {0x200}, .destination = group_mac(packet)});
  }
  // And forgets them.
  std::vector<Frame> sent() {
    std::vector<Frame> frames;
    for (const auto& one : out_.sent) {
      frames.push_back(out_.frames[one.frame]);
      out_.frames.release(one.frame);
    }
    out_.sent.clear();
    return frames;
  }
  models::RouterConfig& config() { return config_; }
  models::Router& router() { return router_; }
  models::Outbox& out() { return out_; }
  Time now() const { return now_; }

 private:
  models::RouterConfig config_;
  models::Router router_;
  models::Outbox out_{.frames = sim::Pool<Frame>(256)};
  Time now_{};
};

const HsrpMessage* hsrp(const Frame& frame) {
  const auto* packet = frame.fhrp();
  return packet == nullptr ? nullptr : std::get_if<HsrpMessage>(&packet->message);
}

HsrpMessage active(int priority) {
  HsrpMessage m{.password = models::fhrp_password("cisco")};
  m.priority = static_cast<std::uint8_t>(priority);
  m.state = models::HsrpState::active;
  return m;
}

}  // namespace

TEST_CASE("who is active announces the virtual MAC, greets from it, and answers for the address") {
  Bench bench(two_ports());
  bench.until(1s);
  const auto frames = bench.sent();
  REQUIRE(frames.size() == 3);  // speaks, is active, and says so
  CHECK(frames[0].source == own_mac);
  CHECK(frames[1].source == virtual_mac);
  CHECK(hsrp(frames[1])->state == models::HsrpState::active);
  CHECK(frames[1].destination == Mac{0x0100'5e00'0002});
  const ArpPacket* said = frames[2].arp();
  REQUIRE(said != nullptr);
  CHECK((said->spa == shared && said->tpa == shared && said->sha == virtual_mac));
  CHECK(frames[2].destination == sim::broadcast_mac);

  CHECK(bench.asks(shared) == "delivered");
  const auto answer = bench.sent();
  REQUIRE(answer.size() == 1);
  CHECK((answer[0].arp()->sha == virtual_mac && answer[0].arp()->spa == shared));
  CHECK((answer[0].source == virtual_mac && answer[0].destination == host_mac));
  CHECK(bench.asks(own) == "delivered");
  CHECK(bench.sent()[0].arp()->sha == own_mac);
}

TEST_CASE("what comes to the virtual MAC is routed, and who asked is known") {
  Bench bench(two_ports());
  bench.until(1s);
  bench.asks(shared);
  bench.sent();
  CHECK(bench.sends(shared, virtual_mac, models::IcmpMessage{}) == "delivered");
  const auto pong = bench.sent();
  REQUIRE(pong.size() == 1);
  CHECK((pong[0].ipv4()->source == shared && pong[0].destination == host_mac));
  CHECK(bench.sends(server, virtual_mac, models::IcmpMessage{}) == "sent");
  const auto asks_next = bench.sent();
  REQUIRE(asks_next.size() == 1);
  CHECK(asks_next[0].arp()->tpa == server);
}

TEST_CASE("who stands by answers nobody, and a flooded copy does not concern it") {
  Bench bench(two_ports(100));
  bench.until(10ms);
  CHECK(bench.hears(active(110)) == "delivered");
  bench.until(1s);
  bench.sent();
  CHECK(bench.asks(shared) == "not_for_me");
  CHECK(bench.sends(server, virtual_mac, models::IcmpMessage{}) == "not_for_me");
  CHECK(bench.sent().empty());
  CHECK(bench.sends(server, own_mac, models::IcmpMessage{}) == "sent");  // the way back is open
}

TEST_CASE("who was active loses what switches still bring: the setting that made it step down") {
  Bench bench(two_ports());
  bench.until(1s);
  group_of(bench.config()).enabled = false;
  bench.router().reconfigured(bench.now(), bench.out());
  const auto frames = bench.sent();
  CHECK(hsrp(frames.back())->op == models::HsrpOp::resign);
  CHECK(bench.sends(server, virtual_mac, models::IcmpMessage{}) == "first_hop_not_active");
  CHECK(bench.out().journal.drops.back().cause.setting ==
        models::Setting(&group_of(bench.config()).enabled));
}

TEST_CASE("without a virtual source, or a gratuitous ARP, switches learn nothing") {
  models::RouterConfig config = two_ports();
  group_of(config).virtual_source = false;
  group_of(config).announces = 0;
  Bench bench(std::move(config));
  bench.until(9s);
  const auto frames = bench.sent();
  CHECK(frames.size() == 5);  // 0, 20 ms, and every 3 s from its phase on
  for (const Frame& frame : frames) CHECK((hsrp(frame) != nullptr && frame.source == own_mac));
}

TEST_CASE("use_bia: the address is at the interface's own MAC, which everybody routes for") {
  models::RouterConfig config = two_ports();
  group_of(config).use_bia = true;
  Bench bench(std::move(config));
  bench.until(1s);
  CHECK(bench.sent().back().arp()->sha == own_mac);
  CHECK(bench.sends(server, own_mac, models::IcmpMessage{}) == "sent");
}

TEST_CASE("a tracked interface that goes down takes its decrement; back up it gives it back") {
  models::RouterConfig config = two_ports();
  group_of(config).track = {2};
  group_of(config).decrement = 30;
  Bench bench(std::move(config));
  bench.until(1s);
  bench.sent();
  bench.router().link_changed(1, false, bench.now(), bench.out());
  bench.until(4s);
  CHECK(hsrp(bench.sent().back())->priority == 80);
  bench.router().link_changed(1, true, bench.now(), bench.out());
  bench.until(7s);
  CHECK(hsrp(bench.sent().back())->priority == 110);
}

TEST_CASE("its own link: down nobody is active, up it waits two hold times again") {
  Bench bench(two_ports());
  bench.until(1s);
  bench.router().link_changed(0, false, bench.now(), bench.out());
  bench.sent();
  bench.until(5s);
  CHECK(bench.sent().empty());
  CHECK(bench.asks(shared) == "not_for_me");
  bench.router().link_changed(0, true, bench.now(), bench.out());
  bench.until(24s);
  CHECK(hsrp(bench.sent().back())->state == models::HsrpState::speak);
  bench.until(25s);
  CHECK(bench.sent().back().arp() != nullptr);
}

TEST_CASE("a hello with another password is refused, and the setting is named") {
  Bench bench(two_ports(100));
  bench.until(10ms);
  HsrpMessage other = active(110);
  other.password = models::fhrp_password("secret");
  CHECK(bench.hears(other) == "first_hop_refused");
  CHECK(bench.out().journal.drops.back().cause.setting ==
        models::Setting(&group_of(bench.config()).password));
}

TEST_CASE("without power its table of groups is empty, and it begins anew") {
  Bench bench(two_ports());
  bench.until(1s);
  bench.router().stop(bench.now(), bench.out());
  bench.sent();
  CHECK(bench.sends(server, virtual_mac, models::IcmpMessage{}) == "device_down");
  bench.until(9s);
  CHECK(bench.sent().empty());
  bench.router().start(bench.now(), bench.out());
  bench.until(28s);
  CHECK(hsrp(bench.sent().back())->state == models::HsrpState::speak);
  bench.until(29s);
  CHECK(hsrp(bench.sent().front())->state == models::HsrpState::active);
}
