// A random small network: a tree of 1 to 4 switches, 1 to 20 phones, 1 to 3 call servers, settings
// anywhere within what people configure. The seed decides everything; text() tells it.
// Longer than 200 lines because every setting has its line.
#pragma once

#include <array>
#include <sstream>

#include "sim/base/text.hpp"
#include "tests/network_fixture.hpp"

namespace swarm {

using fixture::LinkConfig;
using fixture::NodeId;
using models::Duration;
using sim::to_text;
using sim::operator""s;
using sim::operator""ms;
using sim::operator""us;
using sim::operator""min;

class Dice {
 public:
  Dice(std::uint64_t seed, std::string_view purpose) : random_(seed, "swarm", purpose) {}
  std::uint32_t number(std::uint32_t low, std::uint32_t high) {
    return low + static_cast<std::uint32_t>(random_.below(high - low + 1));
  }
  int count(int low, int high) {
    return static_cast<int>(number(0, std::uint32_t(high - low))) + low;
  }
  bool coin(std::uint32_t percent = 50) { return number(1, 100) <= percent; }
  Duration between(Duration low, Duration high) { return random_.between(low, high); }
  template <class T>
  T one_of(std::initializer_list<T> values) {
    return values.begin()[number(0, static_cast<std::uint32_t>(values.size()) - 1)];
  }

 private:
  sim::Random random_;
};

class RandomNetwork {
 public:
  explicit RandomNetwork(std::uint64_t seed)
      : dice_(seed, "network"),
        switch_count_(dice_.number(1, 4)),
        phone_count_(dice_.number(1, 20)),
        server_count_(dice_.number(1, 3)),
        tagged_(dice_.coin(30)),
        network({.phones = phone_count_,
                 .devices = {phone_count_, server_count_, switch_count_},
                 .ports = 3 * (phone_count_ + server_count_ + switch_count_),
                 .frames = 100'000},
                seed) {
    text_ << "seed " << seed << ": " << switch_count_ << " switches, " << phone_count_
          << " phones, " << server_count_ << " call servers" << (tagged_ ? ", voice VLAN" : "");
    configure_tcp(phone.tcp, "phone");
    configure_tcp(call_server.tcp, "server");
    configure_sip();
    build();
    network.start();
  }

  void plug(std::size_t link, bool in) { network.plug(static_cast<std::uint32_t>(link), in); }
  std::string text() const { return text_.str(); }

 private:
  Dice dice_;
  std::uint32_t switch_count_;
  std::uint32_t phone_count_;
  std::uint32_t server_count_;
  bool tagged_;
  std::ostringstream text_;

 public:
  models::Network network;
  models::PhoneConfig phone = fixture::cisco_8961_sip();
  models::CallServerConfig call_server = fixture::cisco_cucm();
  std::deque<models::SwitchConfig> switches;
  std::deque<LinkConfig> links;
  std::vector<NodeId> devices;  // switches, call servers, phones

 private:
  static constexpr models::VlanId voice = 10;

  void configure_tcp(models::TcpConfig& c, const char* whose) {
    c.rto_min = dice_.one_of<Duration>({200ms, 1s});
    c.rto_granularity = dice_.one_of<Duration>({1ms, 4ms, 10ms});
    c.rto_floor = dice_.one_of({models::RtoFloor::total, models::RtoFloor::variance});
    c.timestamps = dice_.coin();
    c.tail_loss_probe = dice_.coin();
    c.tail_loss_probe_needs_sample = dice_.coin();
    c.linear_timeouts = dice_.coin(20);
    c.delayed_ack = dice_.one_of<Duration>({0ms, 40ms, 200ms});
    c.syn_retries = dice_.count(0, 6);
    c.synack_retries = dice_.count(0, 5);
    c.data_retries = dice_.count(0, 15);
    c.time_wait = dice_.one_of<Duration>({0s, 60s, 240s});
    text_ << "\n"
          << whose << " tcp: rto_min " << to_text(c.rto_min) << ", timestamps " << c.timestamps
          << ", probe " << c.tail_loss_probe << ", linear " << c.linear_timeouts << ", delayed_ack "
          << to_text(c.delayed_ack) << ", retries " << c.syn_retries << '/' << c.synack_retries
          << '/' << c.data_retries << ", time_wait " << to_text(c.time_wait);
  }
  void configure_sip() {
    models::SipClientConfig& c = phone.cisco;
    phone.start_spread = dice_.one_of<Duration>({0s, 10s, 3min});
    c.keepalive_from = dice_.one_of({models::KeepaliveFrom::answer, models::KeepaliveFrom::send});
    c.standby = dice_.coin(80);
    c.standby_keepalive = dice_.between(20s, 200s);
    c.fallback_retry = dice_.between(20s, 300s);
    c.stability_probes = dice_.count(0, 3);
    c.answer_timeout = dice_.one_of<Duration>({5s, 32s, 250s});
    models::RegistrarConfig& r = call_server.cucm;
    r.keepalive_interval = dice_.number(70, 300) * 1s;
    r.keepalive_grace = dice_.between(0s, 30s);
    r.close_connection = dice_.coin(80);
    r.trying = dice_.coin();
    r.trying_delay = dice_.between(0ms, 50ms);
    r.answer_delay = dice_.coin(20) ? Duration{0ms} : dice_.between(0ms, 500ms);
    for (models::ArpConfig* arp :
         {&phone.station.host.interface.arp, &call_server.host.interface.arp}) {
      arp->lifetime = dice_.one_of<Duration>({1s, 30s, 20min, models::forever});
      arp->accept = dice_.one_of(
          {models::ArpAccept::last, models::ArpAccept::first, models::ArpAccept::locktime});
      arp->retries = dice_.count(1, 4);
      arp->queue = dice_.count(1, 8);
      text_ << "\narp: lifetime " << to_text(arp->lifetime) << ", accept "
            << static_cast<int>(arp->accept) << ", retries " << arp->retries << ", queue "
            << arp->queue;
    }
    phone.station.host.interface.vlan = tagged_ ? voice : models::VlanId{0};
    text_ << "\nsip: standby " << c.standby << ' ' << to_text(c.standby_keepalive)
          << ", fallback_retry " << to_text(c.fallback_retry) << ", probes " << c.stability_probes
          << ", answer_timeout " << to_text(c.answer_timeout) << "; interval "
          << to_text(r.keepalive_interval) << ", grace " << to_text(r.keepalive_grace) << ", close "
          << r.close_connection << ", trying " << r.trying << ' ' << to_text(r.trying_delay)
          << ", answer " << to_text(r.answer_delay);
  }

  void add_switch(std::size_t ports) {
    models::SwitchConfig& c = switches.emplace_back();
    c.ports.resize(ports);
    c.mac_aging = dice_.one_of<Duration>({10s, 300s});
    c.mac_capacity = dice_.one_of({4, 32, 8192});
    models::PortSecurityConfig& p = c.port_security;
    p.enabled = dice_.coin(40);
    p.maximum = dice_.count(1, 3);
    p.violation = dice_.one_of(
        {models::Violation::protect, models::Violation::restrict, models::Violation::shutdown});
    p.aging_time = dice_.one_of<Duration>({0s, 1min, 5min});
    p.aging_type = dice_.one_of({models::AgingType::absolute, models::AgingType::inactivity});
    p.aging_tick = dice_.one_of<Duration>({0s, 1min});
    p.sticky = dice_.coin(20);
    p.relearn = dice_.one_of({models::Relearn::drop, models::Relearn::forward});
    p.errdisable_recovery = true;
    text_ << "\nswitch: mac " << to_text(c.mac_aging) << ' ' << c.mac_capacity << ", port security "
          << p.enabled << " maximum " << p.maximum << " violation " << static_cast<int>(p.violation)
          << " aging " << to_text(p.aging_time) << " type " << static_cast<int>(p.aging_type)
          << " sticky " << p.sticky << " relearn " << static_cast<int>(p.relearn);
    for (std::size_t i = 0; i < ports; ++i) c.secure.push_back(dice_.coin(70));
    devices.push_back(network.add(c, {}));
  }
  LinkConfig& connect(models::LinkEnd a, models::LinkEnd b) {
    LinkConfig& c = links.emplace_back();
    c.delay = dice_.coin(80) ? Duration{1us} : dice_.between(0ms, 100ms);
    c.rate = dice_.one_of<std::uint64_t>({0, 10'000'000, 100'000'000});
    c.jitter = dice_.coin(70) ? Duration{0s} : dice_.between(0ms, 50ms);
    c.reorder = dice_.coin();
    c.loss = dice_.coin(70) ? 0 : dice_.number(0, 100'000'000);
    network.connect(a, b, c, "link" + std::to_string(links.size()));
    text_ << "\nlink " << links.size() - 1 << ": delay " << to_text(c.delay) << ", jitter "
          << to_text(c.jitter) << ", reorder " << c.reorder << ", loss " << c.loss;
    return c;
  }
  // Where a host is plugged in: a port of its own on a random switch.
  models::LinkEnd free_port(std::vector<std::uint16_t>& used, bool is_phone) {
    const std::uint32_t s = dice_.number(0, switch_count_ - 1);
    const std::uint16_t port = used[s]++;
    text_ << "\n" << (is_phone ? "phone" : "call server") << " at switch " << s << " port " << port;
    if (tagged_)
      switches[s].ports[port] = is_phone ? models::SwitchPortConfig{.voice_vlan = voice}
                                         : models::SwitchPortConfig{.vlan = voice};
    return {devices[s], port};
  }
  void build() {
    std::vector<std::uint16_t> used(switch_count_);
    for (std::uint32_t i = 0; i < switch_count_; ++i) {
      add_switch(phone_count_ + server_count_ + switch_count_);
      if (i == 0) continue;
      const std::uint32_t to = dice_.number(0, i - 1);
      switches[i].ports[used[i]].trunk = switches[to].ports[used[to]].trunk = true;
      connect({devices[i], used[i]}, {devices[to], used[to]});
      ++used[i], ++used[to];
    }
    for (std::uint32_t i = 0; i < server_count_; ++i) {
      phone.call_servers.push_back({0x0a00'0001 + i});
      devices.push_back(network.add(call_server, {.mac = {0x5000 + i},
                                                  .address = {phone.call_servers.back(), 8},
                                                  .name = "server" + std::to_string(i)}));
      connect({devices.back(), 0}, free_port(used, false));
    }
    for (std::uint32_t i = 0; i < phone_count_; ++i) {
      devices.push_back(network.add(phone, {.mac = {0x6000 + i},
                                            .address = {{0x0a01'0000 + i}, 8},
                                            .name = "phone" + std::to_string(i)}));
      connect({devices.back(), 0}, free_port(used, true));
    }
  }
};

}  // namespace swarm
