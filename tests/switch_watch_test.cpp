// The switch that watches its hosts: DHCP snooping, ARP inspection, IP source guard and device
// tracking at its ports ([catalyst-3750-dhcp], [catalyst-4500-dai], [catalyst-4500-ipsg],
// [cisco-116529]). Port 0 has a phone, 1 another host, 3 leads to the server.
#include "models/device/switch.hpp"
#include "tests/catch.hpp"

namespace {

using namespace models;
using namespace std::chrono_literals;

constexpr Mac phone{0x0200'0000'000a}, host{0x0200'0000'000b}, server{0x0200'0000'000c};
constexpr Ipv4 address{0x0a00'0033}, server_address{0x0a00'0002};

SwitchConfig four_ports() {
  SwitchConfig c;
  c.ports.resize(4);
  c.secure.resize(4);
  c.watches = true;
  c.watch.dhcp_snooping.enabled = true;
  c.watch.dhcp_snooping.trusted = {0, 0, 0, 1};
  return c;
}

// What came out: `3` a port, `82` behind it: with option 82; or the fate of what did not.
class Bench {
 public:
  explicit Bench(SwitchConfig config)
      : config_(std::move(config)), switch_(config_, Installation{}) {
    for (std::uint16_t p = 0; p < 4; ++p) switch_.plug(p);
  }
  std::string dhcp(std::uint16_t port, DhcpType type, Duration at, bool relay_info = false,
                   Ipv4 giaddr = {}, Mac source = phone) {
    DhcpMessage m;
    m.type = type;
    m.set_chaddr(phone);
    m.relay_info = relay_info;
    m.giaddr = giaddr;
    const bool from_client = m.is_from_client();
    if (!from_client) {
      m.yiaddr = address;
      m.lease = 3600;
    }
    return in(port, UdpDatagram{.message = m, .destination_port = 67, .length = length_of(m)},
              from_client ? source : server, from_client ? sim::broadcast_mac : phone, at);
  }
  std::string arp(std::uint16_t port, Ipv4 from, Duration at, Mac by = phone) {
    return frame(port,
                 {.payload = ArpPacket{.sha = by, .tha = {}, .spa = from, .tpa = server_address},
                  .source = by,
                  .destination = server,
                  .vlan = 0,
                  .origin = {}},
                 at);
  }
  std::string ip(std::uint16_t port, Ipv4 from, Duration at) {
    return in(port, UdpDatagram{.message = {}, .destination_port = 5060, .length = 10}, phone,
              server, at, from);
  }
  // A lease for the phone at port 0.
  void lease(Duration at) {
    dhcp(0, DhcpType::request, at);
    dhcp(3, DhcpType::ack, at);
  }
  Switch& device() { return switch_; }
  SwitchConfig& config() { return config_; }
  Outbox& out() { return out_; }
  const void* blamed() const { return out_.journal.drops.back().cause.setting.address(); }

 private:
  template <class Payload>
  std::string in(std::uint16_t port, const Payload& payload, Mac from, Mac to, Duration at,
                 Ipv4 source = {}) {
    return frame(
        port,
        {.payload = Ipv4Packet{.payload = payload, .source = source, .destination = server_address},
         .source = from,
         .destination = to,
         .vlan = 0,
         .origin = {}},
        at);
  }
  std::string frame(std::uint16_t port, const Frame& made, Duration at) {
    const auto before = out_.journal.fates;
    switch_.receive(port, out_.make(made), Time{at}, out_);
    return text(before);
  }
  std::string text(const std::array<std::uint64_t, fate_count>& before) {
    std::string text;
    for (const auto& [id, egress] : out_.sent) {
      const auto* packet = out_.frames[id].ipv4();
      const auto* datagram =
          packet != nullptr ? std::get_if<UdpDatagram>(&packet->payload) : nullptr;
      const auto* m = datagram != nullptr ? std::get_if<DhcpMessage>(&datagram->message) : nullptr;
      text += (text.empty() ? "" : " ") + std::to_string(egress);
      if (m != nullptr && m->relay_info) text += ":82";
      if (m != nullptr) CHECK(datagram->length == length_of(*m));
      out_.frames.release(id);
    }
    out_.sent.clear();
    for (const FateText& fate : fates) {
      const auto i = static_cast<std::size_t>(fate.fate);
      if (out_.journal.fates[i] != before[i]) text += fate.name;
    }
    return text;
  }

  SwitchConfig config_;
  Switch switch_;
  Outbox out_{.frames = sim::Pool<Frame>(64)};
};

}  // namespace

TEST_CASE("[catalyst-3750-dhcp]: a client's broadcast goes to trusted ports only, with option 82") {
  Bench b(four_ports());
  CHECK(b.dhcp(0, DhcpType::discover, 1s) == "3:82");
  b.config().watch.dhcp_snooping.inserts_relay_info = false;
  CHECK(b.dhcp(0, DhcpType::discover, 2s) == "3");
  b.config().watch.dhcp_snooping.trusted = {0, 0, 0, 0};
  CHECK(b.dhcp(0, DhcpType::discover, 3s) == "dhcp_no_trusted_port");
  CHECK(b.blamed() == &b.config().watch.dhcp_snooping.trusted);
  b.config().watch.dhcp_snooping.vlans = {20};
  CHECK(b.dhcp(0, DhcpType::discover, 4s) == "1 2 3");  // not here
}

TEST_CASE("[catalyst-3750-dhcp]: a server's message comes in at a trusted port only") {
  Bench b(four_ports());
  b.dhcp(0, DhcpType::discover, 1s);
  CHECK(b.dhcp(1, DhcpType::offer, 2s) == "dhcp_server_untrusted");
  CHECK(b.blamed() == &b.config().watch.dhcp_snooping.trusted);
  CHECK(b.dhcp(3, DhcpType::offer, 2s, true) == "0");  // option 82 is taken out
  b.config().watch.dhcp_snooping.enabled = false;
  CHECK(b.dhcp(1, DhcpType::offer, 3s) == "0");
}

TEST_CASE(
    "[catalyst-3750-dhcp]: option 82, a relay's address or another MAC at an untrusted port") {
  Bench b(four_ports());
  const DhcpSnoopingConfig& c = b.config().watch.dhcp_snooping;
  CHECK(b.dhcp(0, DhcpType::discover, 1s, true) == "dhcp_relay_info_untrusted");
  CHECK(b.blamed() == &c.accepts_relay_info);
  CHECK(b.dhcp(0, DhcpType::discover, 1s, false, server_address) == "dhcp_client_untrusted");
  CHECK(b.blamed() == &c.trusted);
  CHECK(b.dhcp(0, DhcpType::discover, 1s, false, {}, host) == "dhcp_client_untrusted");
  CHECK(b.blamed() == &c.verifies_mac);
  b.config().watch.dhcp_snooping.accepts_relay_info = true;
  b.config().watch.dhcp_snooping.verifies_relay = false;
  b.config().watch.dhcp_snooping.verifies_mac = false;
  CHECK(b.dhcp(0, DhcpType::discover, 2s, true) == "3:82");
  CHECK(b.dhcp(0, DhcpType::discover, 2s, false, server_address) == "3:82");
  CHECK(b.dhcp(0, DhcpType::discover, 2s, false, {}, host) == "3:82");
  CHECK(b.dhcp(3, DhcpType::discover, 2s) == "0 1 2");  // trusted: as it is
}

TEST_CASE("[catalyst-3750-dhcp]: RELEASE of an address that is bound at another port") {
  Bench b(four_ports());
  b.lease(1s);
  CHECK(b.dhcp(1, DhcpType::release, 2s) == "dhcp_client_untrusted");
  CHECK(b.dhcp(0, DhcpType::release, 3s) == "3:82");
  CHECK(b.dhcp(1, DhcpType::release, 4s) == "3:82");  // nobody is bound any more
}

TEST_CASE("[catalyst-4500-dai]: ARP needs a binding of address, MAC and port") {
  SwitchConfig c = four_ports();
  c.watch.arp_inspection.enabled = true;
  c.watch.arp_inspection.trusted = {0, 0, 0, 1};
  c.watch.dhcp_snooping.binding_delay = 200ms;
  Bench b(c);
  CHECK(b.arp(0, address, 1s) == "arp_not_bound");
  CHECK(b.blamed() == &b.config().watch.arp_inspection.enabled);
  b.lease(10s);
  CHECK(b.arp(0, address, 10s + 100ms) == "arp_not_bound");
  CHECK(b.blamed() == &b.config().watch.dhcp_snooping.binding_delay);
  CHECK(b.arp(0, address, 10s + 200ms) == "3");
  CHECK(b.arp(0, server_address, 11s) == "arp_not_bound");
  CHECK(b.arp(1, address, 11s, host) == "arp_not_bound");
  CHECK(b.arp(3, server_address, 11s, server) == "same_port");  // trusted
  CHECK(b.arp(0, {}, 12s) == "arp_not_bound");
  b.config().watch.arp_inspection.allows_zeros = true;
  CHECK(b.arp(0, {}, 12s) == "3");
  b.config().watch.bindings = {{.mac = host, .address = server_address}};
  CHECK(b.arp(1, server_address, 13s, host) == "3");
  b.config().watch.arp_inspection.vlans = {20};
  CHECK(b.arp(2, address, 14s, host) == "3");
}

TEST_CASE("[alaxala-snooping]: after a restart the database decides, else nobody is bound") {
  for (const bool keeps : {false, true}) {
    SwitchConfig c = four_ports();
    c.watch.arp_inspection.enabled = true;
    c.watch.dhcp_snooping.database = keeps;
    Bench b(c);
    b.lease(10s);
    b.device().stop(Time{20min}, b.out());
    b.device().start(Time{21min}, b.out());
    CHECK(b.arp(0, address, 22min) == (keeps ? "1 2 3" : "arp_not_bound"));
    if (!keeps) CHECK(b.blamed() == &b.config().watch.dhcp_snooping.database);
    b.device().clear_bindings();
    CHECK(b.arp(0, address, 23min) == "arp_not_bound");
    if (keeps) CHECK(b.blamed() == nullptr);  // the operator did it
    b.lease(24min);
    CHECK(b.arp(0, address, 24min) == "3");
  }
}

TEST_CASE("[catalyst-4500-ipsg]: IP at a guarded port needs a binding, DHCP does not") {
  SwitchConfig c = four_ports();
  c.watch.source_guard.enabled = true;
  c.watch.source_guard.ports = {1, 1, 0, 1};
  Bench b(c);
  CHECK(b.ip(0, address, 1s) == "ip_not_bound");
  CHECK(b.blamed() == &b.config().watch.source_guard.enabled);
  CHECK(b.ip(2, address, 1s) == "0 1 3");         // not guarded
  CHECK(b.ip(3, server_address, 1s) == "0 1 2");  // trusted
  b.lease(10s);
  CHECK(b.ip(0, address, 11s) == "3");
  CHECK(b.ip(0, server_address, 11s) == "ip_not_bound");
  CHECK(b.ip(0, address, 2h) == "ip_not_bound");
  CHECK(b.out().journal.drops.back().cause.since == Time{10s + 1h});
  b.device().clear_bindings();
}

TEST_CASE("[catalyst-4500-dai]: too many ARP packets in a second err-disable the port") {
  SwitchConfig c = four_ports();
  c.watch.arp_inspection.enabled = true;
  c.watch.arp_inspection.allows_zeros = true;
  c.watch.arp_inspection.errdisable_recovery = true;
  Bench b(c);
  for (int i = 0; i < 15; ++i) b.arp(0, {}, 1s);
  CHECK(b.arp(0, {}, 1s) == "rate_exceeded");
  CHECK(b.blamed() == &b.config().watch.arp_inspection.rate);
  CHECK(b.device().err_disabled(0));
  CHECK(b.arp(0, {}, 2s) == "port_err_disabled");
  CHECK(b.blamed() == &b.config().watch.arp_inspection.rate);
  const auto wake = b.out().wakes.back();
  CHECK(wake.at == Time{301s});
  b.device().wake(wake.index, wake.at, b.out());
  CHECK_FALSE(b.device().err_disabled(0));
}

TEST_CASE(
    "[cisco-116529]: a host that was granted an address is asked from 0.0.0.0, or the SVI's") {
  for (const Ipv4 source : {Ipv4{}, Ipv4{0x0a00'0001}}) {
    SwitchConfig c = four_ports();
    c.watch.device_tracking.enabled = true;
    c.watch.device_tracking.ports = {1, 1, 0, 0};
    c.watch.device_tracking.source = source;
    Bench b(c);
    b.lease(10s);
    const auto wake = b.out().wakes.back();
    CHECK(wake.at == Time{11s});
    b.device().wake(wake.index, wake.at, b.out());
    REQUIRE(b.out().sent.size() == 1);
    const Frame& probe = b.out().frames[b.out().sent[0].frame];
    CHECK(b.out().sent[0].port == 0);
    CHECK(probe.destination == phone);
    CHECK(probe.arp()->spa == source);
    CHECK(probe.arp()->tpa == address);
  }
}

TEST_CASE("[cisco-116529]: the probe delay counts from the first link that came up, too") {
  SwitchConfig c = four_ports();
  c.watch.device_tracking.enabled = true;
  c.watch.device_tracking.ports = {1, 1, 0, 0};
  c.watch.device_tracking.delay = 10s;
  Bench b(c);
  b.device().link_changed(0, true, Time{5s}, b.out());
  b.lease(6s);
  CHECK(b.out().wakes.back().at == Time{15s});
}
