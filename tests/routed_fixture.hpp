// The network of the benches as performance comparisons describe it: phones on 48-port access
// switches, a core switch, a router, call servers. Each access switch is a network of its own, so
// that ARP stays there. Cisco phones with two CUCM over TCP, or SIP phones over UDP through NAT.
#pragma once

#include "tests/network_fixture.hpp"

namespace fixture {

enum class Transport : std::uint8_t { tcp, udp };

class RoutedSite {
 public:
  static constexpr std::uint32_t access_ports = 48;

  RoutedSite(std::uint32_t phones, Transport transport, const Settings& wanted = {})
      : settings_(wanted),
        transport_(transport),
        servers_(transport == Transport::tcp ? settings_.call_servers : 1),
        switches_((phones + access_ports - 1) / access_ports),
        network(size(phones), settings_.seed) {
    configure(phones);
    const NodeId router =
        network.add(router_config_, {.mac = {0x0000'0c00'0000}, .address = {}, .name = "r1"});
    for (std::uint32_t i = 0; i < servers_; ++i)
      connect({add_server(i), 0}, {router, server_port(i)});
    const NodeId core = network.add(core_config_, {});
    connect({core, static_cast<std::uint16_t>(switches_)}, {router, 0});
    for (std::uint32_t i = 0; i < switches_; ++i) {
      const NodeId access = network.add(access_config_, {});
      connect({access, access_ports}, {core, static_cast<std::uint16_t>(i)});
      for (std::uint32_t k = 0; k < access_ports && i * access_ports + k < phones; ++k) {
        connect({add_phone(i, k), 0}, {access, static_cast<std::uint16_t>(k)});
      }
    }
  }
  RoutedSite(const RoutedSite& other)  // goes on as the other one would
      : settings_(other.settings_),
        transport_(other.transport_),
        servers_(other.servers_),
        switches_(other.switches_),
        access_config_(other.access_config_),
        core_config_(other.core_config_),
        router_config_(other.router_config_),
        phones_(other.phones_),
        call_servers_(other.call_servers_),
        cables_(other.cables_),
        network(network_of(other)) {}
  RoutedSite& operator=(const RoutedSite&) = delete;

  void start_and_run(models::Duration how_long) {
    network.start();
    run(how_long);
  }
  void run(models::Duration how_long) { network.run_until(network.now() + how_long); }
  std::uint32_t registered() const {
    std::uint32_t count = 0;
    for (const auto& phone : network.all<models::Phone>()) count += phone.is_registered() ? 1U : 0U;
    return count;
  }

 private:
  models::Network network_of(const RoutedSite& other) const {
    sim::CopyUnderWay copy;
    copy.add(other.settings_, settings_);
    copy.add(other.access_config_, access_config_);
    copy.add(other.core_config_, core_config_);
    copy.add(other.router_config_, router_config_);
    copy.add_each(other.router_config_.interfaces, router_config_.interfaces);
    copy.add_each(other.phones_, phones_);
    copy.add_each(other.call_servers_, call_servers_);
    return other.network;
  }
  // Network i of the phones: 10.128.0.0/26 and on, the router first. Of the servers: 10.0.i.0/24.
  static models::Ipv4Interface phone_network(std::uint32_t i, std::uint32_t host) {
    return {{0x0a80'0000 + 64 * i + host}, 26};
  }
  static models::Ipv4Interface server_network(std::uint32_t i, std::uint32_t host) {
    return {{0x0a00'0000 + 256 * i + host}, 24};
  }
  static std::uint16_t server_port(std::uint32_t i) { return static_cast<std::uint16_t>(1 + i); }
  static models::VlanId vlan(std::uint32_t i) { return static_cast<models::VlanId>(10 + i); }

  models::NetworkSize size(std::uint32_t phones) const {
    const bool tcp = transport_ == Transport::tcp;
    models::NetworkSize size{
        .phones = phones, .clients = tcp ? phones : 0, .frames = settings_.frames};
    size.count<models::Phone>() = phones;
    size.count<models::CallServer>() = servers_;
    size.count<models::Switch>() = switches_ + 1;
    size.count<models::Router>() = 1;
    size.ports = phones + 2 * servers_ + switches_ * (access_ports + 2) + 2;
    return size;
  }

  // 115 s between two refreshes of a phone, for UDP as for CUCM's.
  void configure(std::uint32_t phones) {
    access_config_ = models::SwitchConfig(settings_.access);
    access_config_.ports.resize(access_ports + 1);
    access_config_.secure.resize(access_ports + 1);
    core_config_.ports.resize(switches_ + 1);
    core_config_.secure.resize(switches_ + 1);
    core_config_.ports.back().trunk = true;
    for (std::uint32_t i = 0; i < switches_; ++i) {
      core_config_.ports[i].vlan = vlan(i);
      add_interface(phone_network(i, 1), 0, vlan(i));
    }
    for (std::uint32_t i = 0; i < servers_; ++i) {
      add_interface(server_network(i, 1), server_port(i), 0);
      settings_.phone.call_servers.push_back(server_network(i, 2).address);
    }
    if (transport_ == Transport::tcp) return;
    router_config_.interfaces.back().outside = true;
    router_config_.nat.capacity = static_cast<int>(phones + 1);
    settings_.phone.transport = models::SipTransport::udp;
    settings_.phone.user_agent = models::SipUserAgent::standard;
    settings_.phone.call_servers.resize(1);
    settings_.phone.sip = {.register_expires = 120s, .refresh_percent = 100, .refresh_before = 5s};
    settings_.call_server.registrar = models::RegistrarKind::standard;
    settings_.call_server.sip.qualify = 0s;
  }
  void add_interface(models::Ipv4Interface address, std::uint16_t port, models::VlanId vlan) {
    models::RouterInterfaceConfig one{.interface = {}, .address = address, .port = port};
    one.interface.vlan = vlan;
    one.interface.arp = {.lifetime = 240min, .capacity = 64};  // Cisco IOS arp timeout 14400
    router_config_.interfaces.push_back(one);
  }

  NodeId add_server(std::uint32_t i) {
    const models::Identity who{.mac = {std::uint64_t{0x0050'5600'0000} + i},
                               .address = server_network(i, 2),
                               .name = name("server", i)};
    call_servers_.push_back(settings_.call_server);
    call_servers_.back().host.gateway = server_network(i, 1).address;
    return network.add(call_servers_.back(), who);
  }
  NodeId add_phone(std::uint32_t i, std::uint32_t k) {
    const std::uint32_t number = i * access_ports + k;
    const models::Identity who{.mac = {std::uint64_t{0x0024'1400'0000} + number},
                               .address = phone_network(i, 2 + k),
                               .name = name("phone", number)};
    if (k == 0) phones_.push_back(settings_.phone);
    return network.add(at_switch(phones_.back(), i), who);
  }
  // The phones of one switch share a config: they have the same gateway.
  const models::PhoneConfig& at_switch(models::PhoneConfig& config, std::uint32_t i) const {
    config.station.host.gateway = phone_network(i, 1).address;
    config.station.host.interface.arp = settings_.phone.station.host.interface.arp;
    config.start_spread = settings_.phone.start_spread;
    return config;
  }
  void connect(models::LinkEnd a, models::LinkEnd b) {
    network.connect(a, b, settings_.link, name("cable", cables_++));
  }
  static std::string name(const char* what, std::uint32_t i) {
    return what + std::to_string(i + 1);
  }

  Settings settings_;
  Transport transport_;
  std::uint32_t servers_;
  std::uint32_t switches_;
  models::SwitchConfig access_config_;
  models::SwitchConfig core_config_;
  models::RouterConfig router_config_;
  std::deque<models::PhoneConfig> phones_;  // by access switch
  std::deque<models::CallServerConfig> call_servers_;
  std::uint32_t cables_ = 0;

 public:
  models::Network network;
};

}  // namespace fixture
