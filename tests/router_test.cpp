// A router alone: what it forwards, translates, refuses and says (RFC 1812, 4787; Cisco ASA). Each
// case names the fate that its packet meets, so that every fate of routers is produced here.
#include "models/device/router.hpp"

#include <sstream>

#include "tests/catch.hpp"

using models::Fate;
using models::IcmpType;
using models::Ipv4;
using models::Time;
using namespace std::chrono_literals;

namespace {

constexpr Ipv4 inside{0xc0a8'0133};     // 192.168.1.51
constexpr Ipv4 inside2{0xc0a8'0134};    // 192.168.1.52
constexpr Ipv4 outside{0xcb00'7105};    // 203.0.113.5
constexpr Ipv4 wan{0xcb00'7102};        // 203.0.113.2, the router's
constexpr Ipv4 elsewhere{0x0a00'0001};  // no route leads there

models::RouterConfig nat_router() {
  models::RouterConfig c;
  c.interfaces = {{.interface = {}, .address = {{0xc0a8'0101}, 24}, .port = 0},
                  {.interface = {}, .address = {wan, 24}, .port = 1}};
  c.interfaces[1].outside = true;
  c.nat.filtering = models::NatBehavior::address_dependent;
  return c;
}

models::RouterConfig firewall() {
  models::RouterConfig c = nat_router();
  c.interfaces[1].outside = false;
  c.is_firewall = true;
  c.firewall.security_levels = {100, 0};
  return c;
}

models::Ipv4Packet udp(Ipv4 from, Ipv4 to, std::uint16_t source = 5060,
                       std::uint16_t destination = 5060) {
  return {.payload = models::UdpDatagram{.message = models::SipMessage{},
                                         .source_port = source,
                                         .destination_port = destination,
                                         .length = 400},
          .source = from,
          .destination = to};
}

models::Ipv4Packet tcp(Ipv4 from, Ipv4 to, bool syn, bool ack) {
  models::TcpSegment segment;
  segment.source_port = 40'000;
  segment.destination_port = 5060;
  segment.syn = syn;
  segment.has_ack = ack;
  return {.payload = segment, .source = from, .destination = to};
}

// Every neighbour is known by ARP: a reply is given before each packet.
class Bench {
 public:
  explicit Bench(models::RouterConfig config)
      : config_(std::move(config)),
        router_(
            config_,
            {.id = models::NodeId(3, 0), .mac = {0x100}, .address = {}, .seed = 1, .name = "r1"}) {}

  // What became of it: its fate, or "out PORT"; and what the router said itself.
  std::string in(std::uint16_t port, const models::Ipv4Packet& packet, models::Duration at) {
    for (const Ipv4 neighbour : {inside, inside2, outside}) introduce(neighbour, at);
    const auto before = out_.journal.fates;
    const auto id = out_.make({.payload = packet,
                               .source = {0x51},
                               .destination = mac(port),
                               .origin = models::NodeId(0, 0)});
    router_.receive(port, id, Time{at}, out_);
    return told_since(before);
  }
  std::string wake(models::Duration at) {
    const auto before = out_.journal.fates;
    out_.unreached.clear();
    router_.wake(0, Time{at}, out_);
    return told_since(before);
  }
  models::RouterConfig& config() { return config_; }
  models::Router& router() { return router_; }
  models::Outbox& out() { return out_; }

 private:
  std::string told_since(const std::array<std::uint64_t, models::fate_count>& before) {
    std::ostringstream text;
    for (std::size_t i = 0; i < models::fate_count; ++i) {
      if (out_.journal.fates[i] != before[i]) text << models::fates[i].name;
    }
    for (const auto& [frame, to] : out_.sent) {
      const std::string said = told(out_.frames[frame], to);
      text << (said.empty() || text.tellp() == 0 ? "" : " ") << said;
    }
    flush();
    return text.str();
  }
  static models::Mac mac(std::uint16_t port) { return {0x100 + (std::uint64_t{port} << 24U)}; }
  static std::string told(const models::Frame& frame, std::uint16_t port) {
    if (frame.ipv4() == nullptr) return "";
    const bool forwarded = frame.origin == models::NodeId(0, 0);  // not the router's own
    const auto* icmp = std::get_if<models::IcmpMessage>(&frame.ipv4()->payload);
    if (forwarded || icmp == nullptr) return (forwarded ? "out " : "rst ") + std::to_string(port);
    return "icmp " + std::to_string(static_cast<int>(icmp->type)) + "/" +
           std::to_string(icmp->code);
  }
  void introduce(Ipv4 neighbour, models::Duration at) {
    const std::uint16_t port = neighbour == outside ? 1 : 0;
    const Ipv4 own = router_address(port);
    router_.receive(port,
                    out_.make({.payload = models::ArpPacket{.sha = {neighbour.value},
                                                            .tha = {},
                                                            .spa = neighbour,
                                                            .tpa = own,
                                                            .op = models::ArpOp::request},
                               .source = {neighbour.value},
                               .destination = sim::broadcast_mac,
                               .origin = {}}),
                    Time{at}, out_);
    flush();
  }
  Ipv4 router_address(std::uint16_t port) const { return config_.interfaces[port].address.address; }
  void flush() {
    for (const auto& [frame, port] : out_.sent) out_.frames.release(frame);
    out_.sent.clear();
    out_.wakes.clear();
  }

  models::RouterConfig config_;
  models::Outbox out_{.frames = sim::Pool<models::Frame>(100)};
  models::Router router_;
};

}  // namespace

TEST_CASE("router: RFC 1812 5.2.1, it forwards, or says why not") {
  models::RouterConfig config = nat_router();
  config.interfaces[1].outside = false;
  Bench bench(config);
  CHECK(bench.in(0, udp(inside, outside), 0s) == "out 1");
  CHECK(bench.in(0, udp(inside, elsewhere), 1s) == "no_route icmp 3/0");
  models::Ipv4Packet old = udp(inside, outside);
  old.ttl = 1;
  CHECK(bench.in(0, old, 2s) == "ttl_expired icmp 11/0");
  CHECK(bench.in(0, udp(inside, inside2), 3s) == "icmp 5/1 out 0");  // 5.2.7.2: redirect
  bench.config().sends_redirects = bench.config().sends_unreachables = false;
  CHECK(bench.in(0, udp(inside, inside2), 4s) == "out 0");
  CHECK(bench.in(0, udp(inside, elsewhere), 5s) == "no_route");
}

TEST_CASE("router: to itself it answers pings and refuses the rest") {
  Bench bench(nat_router());
  const Ipv4 own{0xc0a8'0101};
  const models::Ipv4Packet ping{
      .payload = models::IcmpMessage{.type = IcmpType::echo}, .source = inside, .destination = own};
  CHECK(bench.in(0, ping, 0s) == "delivered icmp 0/0");
  CHECK(bench.in(0, udp(inside, own), 1s) == "port_unreachable icmp 3/3");
  CHECK(bench.in(0, tcp(inside, own, true, false), 2s) == "tcp_no_connection rst 0");
}

TEST_CASE("router: RFC 4787, what NAT lets out and in") {
  Bench bench(nat_router());
  CHECK(bench.in(1, udp(outside, wan), 0s) == "nat_unsolicited");
  CHECK(bench.in(1, udp(outside, inside), 1s) == "not_forwarded");
  CHECK(bench.in(0, udp(inside, outside), 10s) == "out 1");
  CHECK(bench.in(1, udp(outside, wan), 11s) == "out 0");
  CHECK(bench.in(1, udp({outside.value + 1}, wan), 12s) == "nat_filtered");
  CHECK(bench.in(1, udp(outside, wan), 10s + 300s) == "nat_mapping_aged");
  CHECK(bench.in(0, tcp(inside, outside, false, true), 400s) == "nat_no_connection");
}

TEST_CASE("router: what nobody inside asked for is dropped, rejected, or the router's own") {
  using models::NatUnsolicited;
  models::RouterConfig config = nat_router();
  Bench drops(config);
  CHECK(drops.in(1, udp(outside, wan), 0s) == "nat_unsolicited");
  CHECK(drops.in(1, tcp(outside, wan, true, false), 1s) == "nat_unsolicited");
  config.nat.unsolicited = NatUnsolicited::reject;
  Bench rejects(config);
  CHECK(rejects.in(1, udp(outside, wan), 0s) == "nat_unsolicited icmp 3/3");
  CHECK(rejects.in(1, udp(outside, wan), 1s) == "nat_unsolicited icmp 3/3");
  CHECK(rejects.in(1, tcp(outside, wan, false, true), 2s) == "nat_unsolicited rst 1");
  config.nat.unsolicited = NatUnsolicited::accept;
  Bench accepts(config);
  CHECK(accepts.in(1, udp(outside, wan), 0s) == "nat_unsolicited icmp 3/3");
  CHECK(accepts.in(1, udp(outside, wan), 1s) == "nat_taken_in icmp 3/3");
  CHECK(accepts.in(1, tcp(outside, wan, false, true), 2s) == "nat_unsolicited rst 1");
}

TEST_CASE("router: RFC 5508, an ICMP error about what NAT has let out is its sender's") {
  Bench bench(nat_router());
  CHECK(bench.in(0, udp(inside, outside), 0s) == "out 1");
  models::Ipv4Packet error = models::icmp_error(IcmpType::unreachable, 1, udp(wan, outside));
  error.source = outside;
  CHECK(bench.in(1, error, 1s) == "out 0");
  models::Ipv4Packet other = models::icmp_error(IcmpType::unreachable, 1, udp(wan, outside, 5061));
  other.source = outside;
  CHECK(bench.in(1, other, 2s) == "delivered");  // nobody's
}

TEST_CASE("router: RFC 1812 4.3.3.1, host unreachable for what ARP has given up") {
  const Ipv4 dead{outside.value + 1};
  for (const bool sends : {true, false}) {
    models::RouterConfig config = nat_router();
    config.sends_unreachables = sends;
    Bench bench(config);
    CHECK(bench.in(0, udp(inside, dead), 0s) == "");  // it waits for ARP, translated
    CHECK(bench.wake(1s) == "");
    CHECK(bench.wake(2s) == "");
    CHECK(bench.wake(3s) == (sends ? "arp_unanswered icmp 3/1" : "arp_unanswered"));
  }
}

TEST_CASE("router: [opnsense-states], for an address that it has no more") {
  models::RouterConfig config = nat_router();
  config.nat.resets_on_address_change = false;
  Bench bench(config);
  CHECK(bench.in(0, udp(inside, outside), 0s) == "out 1");
  bench.config().interfaces[1].address.address = {wan.value + 1};
  bench.router().reconfigured(Time{1s}, bench.out());
  CHECK(bench.in(0, udp(inside, outside), 2s) == "out 1");
  CHECK(bench.in(1, udp(outside, wan), 3s) == "nat_former_address");
}

TEST_CASE("router: a floating static route takes over when the link goes, if routes follow it") {
  for (const bool follows : {true, false}) {
    models::RouterConfig config = nat_router();
    config.interfaces.push_back(
        {.interface = {}, .address = {{0xc000'0202}, 30}, .port = 2, .outside = true});
    config.routing.routes = {{.gateway = outside}, {.gateway = Ipv4{0xc000'0201}, .distance = 2}};
    config.routes_follow_link = follows;
    Bench bench(config);
    CHECK(bench.in(0, udp(inside, elsewhere), 0s) == "out 1");
    bench.router().link_changed(1, false, Time{1s}, bench.out());
    CHECK(bench.in(0, udp(inside, elsewhere), 2s) == (follows ? "" : "out 1"));  // ARP there
    bench.router().link_changed(1, true, Time{3s}, bench.out());
    CHECK(bench.in(0, udp(inside, elsewhere), 4s) == "out 1");
  }
}

TEST_CASE("router: NAT without a free port, and with a full table") {
  models::RouterConfig config = nat_router();
  config.nat.first_port = config.nat.last_port = 5060;
  Bench narrow(config);
  CHECK(narrow.in(0, udp(inside, outside), 0s) == "out 1");
  CHECK(narrow.in(0, udp(inside2, outside), 1s) == "nat_no_port_free");
  config = nat_router();
  config.nat.capacity = 1;
  Bench small(config);
  CHECK(small.in(0, udp(inside, outside), 0s) == "out 1");
  CHECK(small.in(0, udp(inside2, outside), 1s) == "nat_table_full");
}

TEST_CASE("router: the connections of a firewall ([asa-tcp])") {
  Bench bench(firewall());
  CHECK(bench.in(0, tcp(inside, outside, false, true), 0s) == "firewall_no_connection");  // 106015
  CHECK(bench.in(1, tcp(outside, inside, true, false), 1s) == "firewall_denied");
  CHECK(bench.in(0, udp(inside, inside2), 2s) == "firewall_denied");  // intra-interface
  CHECK(bench.in(0, tcp(inside, outside, true, false), 3s) == "out 1");
  CHECK(bench.in(0, tcp(inside, outside, false, true), 4s) == "firewall_out_of_state");
  CHECK(bench.in(0, tcp(inside, outside, false, true), 3s + 31s) == "firewall_conn_aged");
  models::RouterConfig config = firewall();
  config.firewall.capacity = 1;
  Bench small(config);
  CHECK(small.in(0, udp(inside, outside, 5060), 0s) == "out 1");
  CHECK(small.in(0, udp(inside, outside, 5061), 1s) == "firewall_table_full");
}

TEST_CASE("router: a change of its config leaves what did not change as it was") {
  Bench bench(nat_router());
  CHECK(bench.in(0, udp(inside, outside), 0s) == "out 1");
  bench.config() = nat_router();  // other memory, the same values
  bench.router().reconfigured(Time{1s}, bench.out());
  CHECK(bench.in(1, udp(outside, wan), 2s) == "out 0");
  bench.config().interfaces[1].address.address = {wan.value + 1};  // the provider's new address
  bench.router().reconfigured(Time{3s}, bench.out());
  CHECK(bench.in(1, udp(outside, {wan.value + 1}), 4s) == "nat_unsolicited");
}
