// The networks that tests and benches run, built in code. The settings are those of the profiles
// cisco-8961-sip, cisco-cucm and cisco-catalyst; a test changes what it is about.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "models/network/network.hpp"

namespace fixture {

using models::LinkConfig;
using models::NodeId;
using sim::operator""s;
using sim::operator""ms;
using sim::operator""min;

inline models::PhoneConfig cisco_8961_sip() {
  models::PhoneConfig c;
  c.transport = models::SipTransport::tcp;
  c.user_agent = models::SipUserAgent::cisco;
  c.start_spread = 10s;
  c.tcp = {.rto_initial = 1s,
           .rto_min = 200ms,
           .rto_max = 120s,
           .rto_granularity = 10ms,
           .rto_floor = models::RtoFloor::variance,
           .timestamps = false,
           .tail_loss_probe = false,
           .tail_loss_probe_needs_sample = false,
           .syn_retries = 5};
  c.station.host.interface.arp = {.lifetime = models::forever,
                                  .accept = models::ArpAccept::locktime};
  return c;
}

inline models::CallServerConfig cisco_cucm() {
  models::CallServerConfig c;
  c.registrar = models::RegistrarKind::cucm;
  c.max_connections = 20'000;
  c.tcp = cisco_8961_sip().tcp;
  c.tcp.rto_granularity = 1ms;
  c.tcp.timestamps = true;
  c.host.interface.arp = {
      .lifetime = models::forever, .accept = models::ArpAccept::locktime, .capacity = 16'384};
  c.cucm = {.trying_delay = 12ms, .answer_delay = 20ms};
  return c;
}

inline models::SwitchConfig cisco_catalyst() { return {}; }

struct Settings {
  std::uint32_t phones = 12;
  std::uint32_t call_servers = 2;
  std::uint64_t seed = 1;
  std::uint32_t frames = 4'000'000;  // NetworkSize
  models::PhoneConfig phone = cisco_8961_sip();
  models::CallServerConfig call_server = cisco_cucm();
  models::SwitchConfig access = cisco_catalyst();  // its ports are made here
  LinkConfig link;
};

// [cisco-200410] case 2: a port that forgets a phone which was silent for a minute.
inline Settings case_study() {
  Settings s;
  s.access.port_security = {.enabled = true,
                            .maximum = 2,
                            .aging_time = 1min,
                            .aging_type = models::AgingType::inactivity};
  return s;
}

// one_switch: phones on its first ports, call servers on the next ones.
// access_and_core: 48 phones per access switch, port 49 to the core, which has the call servers.
enum class Shape : std::uint8_t { one_switch, access_and_core };

class Site {
 public:
  static constexpr std::uint32_t access_ports = 48;

  explicit Site(const Settings& wanted, Shape shape = Shape::one_switch)
      : settings(wanted), network(size(wanted, shape), wanted.seed) {
    for (std::uint32_t i = 0; i < settings.call_servers; ++i) {
      settings.phone.call_servers.push_back({server_network.address.value + i});
      call_servers.push_back(network.add(
          settings.call_server,
          {.mac = {server_mac.value + i},
           .address = {settings.phone.call_servers.back(), server_network.prefix_length},
           .name = name("cucm", i)}));
    }
    shape == Shape::one_switch ? build_one_switch() : build_access_and_core();
  }
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;

  void start_and_run(models::Duration how_long) {
    network.start();
    network.run_until(models::Time{} + how_long);
  }
  void run(models::Duration how_long) { network.run_until(network.now() + how_long); }
  void plug(std::uint32_t link, bool in) { network.plug(link, in); }
  std::uint32_t registered() const {
    std::uint32_t count = 0;
    for (const models::Phone& phone : network.all<models::Phone>())
      count += phone.is_registered() ? 1U : 0U;
    return count;
  }

  Settings settings;
  models::SwitchConfig core;
  models::Network network;  // its cables: first the phones' in order, then the call servers'
  std::vector<NodeId> call_servers;
  std::vector<NodeId> phones;
  std::vector<NodeId> switches;  // the core is the last one

 private:
  static constexpr models::Ipv4Interface server_network{{0x0a00'00a1}, 8};  // 10.0.0.161 and on
  static constexpr models::Mac server_mac{0x0050'5600'0000};
  static constexpr models::Ipv4 phone_network{0x0a01'0000};  // 10.1.0.0 and on
  static constexpr models::Mac phone_mac{0x0024'1400'0000};

  static std::uint32_t access_switches(const Settings& s) {
    return (s.phones + access_ports - 1) / access_ports;
  }
  static models::NetworkSize size(const Settings& s, Shape shape) {
    const std::uint32_t access = shape == Shape::one_switch ? 0 : access_switches(s);
    models::NetworkSize size{.phones = s.phones,
                             .clients = s.phones,
                             .ports = 2 * (s.phones + s.call_servers) + access * (access_ports + 2),
                             .frames = s.frames};
    size.count<models::Phone>() = s.phones;
    size.count<models::CallServer>() = s.call_servers;
    size.count<models::Switch>() = access + 1;
    return size;
  }
  static std::string name(const char* what, std::uint32_t i) {
    return what + std::to_string(i + 1);
  }

  void add_phone(std::uint32_t i, NodeId at, std::uint16_t port) {
    phones.push_back(network.add(
        settings.phone, {.mac = {phone_mac.value + i},
                         .address = {{phone_network.value + i}, server_network.prefix_length},
                         .name = name("phone", i)}));
    connect({phones.back(), 0}, {at, port}, name("phone cable ", i));
  }
  void add_switch(const models::SwitchConfig& config) {
    switches.push_back(network.add(config, {}));
  }
  void connect(models::LinkEnd a, models::LinkEnd b, const std::string& cable) {
    network.connect(a, b, settings.link, cable);
  }

  void build_one_switch() {
    settings.access.ports.resize(settings.phones + settings.call_servers);
    settings.access.secure.resize(settings.access.ports.size());
    std::fill_n(settings.access.secure.begin(), settings.phones, true);
    add_switch(settings.access);
    for (std::uint32_t i = 0; i < settings.phones; ++i) {
      add_phone(i, switches[0], static_cast<std::uint16_t>(i));
    }
    connect_servers(settings.phones);
  }
  void build_access_and_core() {
    settings.access.ports.resize(access_ports + 1);
    settings.access.secure.assign(access_ports, true);
    settings.access.secure.push_back(false);
    const std::uint32_t count = access_switches(settings);
    core = models::SwitchConfig(settings.access);
    core.ports.resize(count + settings.call_servers);
    core.secure.assign(core.ports.size(), false);
    for (std::uint32_t i = 0; i < count; ++i) add_switch(settings.access);
    add_switch(core);
    for (std::uint32_t i = 0; i < settings.phones; ++i) {
      add_phone(i, switches[i / access_ports], static_cast<std::uint16_t>(i % access_ports));
    }
    for (std::uint32_t i = 0; i < count; ++i) {
      connect({switches[i], access_ports}, {switches.back(), static_cast<std::uint16_t>(i)},
              name("uplink ", i));
    }
    connect_servers(count);
  }
  void connect_servers(std::uint32_t first_port) {
    for (std::uint32_t i = 0; i < settings.call_servers; ++i) {
      connect({call_servers[i], 0}, {switches.back(), static_cast<std::uint16_t>(first_port + i)},
              name("server cable ", i));
    }
  }
};

}  // namespace fixture
