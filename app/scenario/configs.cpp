#include "app/scenario/configs.hpp"

namespace app {
namespace {

template <class Spec>
models::HostConfig host_config(const Spec& spec) {
  models::HostConfig config;
  if (spec.gateway) config.gateway = spec.gateway->value;
  config.vlan = static_cast<models::VlanId>(spec.vlan);
  config.arp = spec.arp;
  return config;
}

}  // namespace

models::PhoneConfig phone_config(const PhoneSpec& spec, const Scenario& scenario) {
  models::PhoneConfig config{.host = host_config(spec),
                             .tcp = spec.tcp,
                             .sip = spec.sip,
                             .call_servers = {},
                             .start = spec.start,
                             .start_spread = spec.start_spread};
  for (const auto& word : spec.call_servers) {
    config.call_servers.push_back(scenario.devices[*scenario.device(word.value)].address.address);
  }
  return config;
}

models::CallServerConfig call_server_config(const CallServerSpec& spec) {
  return {.host = host_config(spec),
          .tcp = spec.tcp,
          .sip = spec.sip,
          .max_connections = spec.max_connections};
}

models::SwitchConfig switch_config(const SwitchSpec& spec) {
  models::SwitchConfig config{.mac_aging = spec.mac_aging,
                              .mac_capacity = spec.mac_capacity,
                              .port_security = spec.port_security,
                              .ports = {},
                              .secure = {}};
  const auto ports = static_cast<std::size_t>(spec.ports);
  config.ports.resize(ports);
  config.secure.resize(ports);
  for (std::size_t i = 0; i < ports; ++i) {
    const auto number = static_cast<std::uint16_t>(i + 1);
    config.secure[i] = spec.port_security.ports && spec.port_security.ports->value.contains(number);
    for (const PortSettingSpec& setting : spec.port_settings) {
      if (!setting.ports.value.contains(number)) continue;
      config.ports[i] = {.vlan = static_cast<models::VlanId>(setting.vlan),
                         .voice_vlan = static_cast<models::VlanId>(setting.voice_vlan),
                         .trunk = setting.trunk};
    }
  }
  return config;
}

models::LinkConfig link_config(const LinkSpec& spec) {
  return {.delay = spec.delay,
          .rate = spec.rate.bits_per_second,
          .loss = spec.loss.parts_per_billion,
          .jitter = spec.jitter,
          .reorder = spec.reorder,
          .queue = spec.queue,
          .up = spec.up};
}

std::string_view path_below_device(models::Setting setting) {
  using enum models::Setting;
  switch (setting) {
    case none: return "";
    case port_security_aging_time: return "port_security.aging_time";
    case port_security_relearn: return "port_security.relearn";
    case port_security_maximum: return "port_security.maximum";
    case keepalive_grace: return "sip.keepalive_grace";
    case link_loss: return "loss";
    case link_up: return "up";
    case link_queue: return "queue";
    case device_power: return "";
    case gateway: return "gateway";
    case arp_retries: return "arp.retries";
    case arp_queue: return "arp.queue";
    case arp_capacity: return "arp.capacity";
    case max_connections: return "max_connections";
    case vlan: return "port_settings";
    case host_vlan: return "vlan";
    case min_refresh: return "sip.min_refresh";
  }
  return "";
}

}  // namespace app
