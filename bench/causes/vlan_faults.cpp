// VLANs that do not meet: access and voice VLANs of ports, tags of phones, servers and routers,
// ports that are no trunk.
#include <set>

#include "bench/causes/fault.hpp"

namespace bench {
namespace {

constexpr std::string_view family = "vlan";

// VLANs that the network speaks of, and one that nobody knows; never `but`.
std::vector<std::string> other_vlans(const Network& network, int but) {
  std::set<int> known{99};
  for (const auto& [name, one] : network.all<app::SwitchSpec>()) {
    for (const app::PortSettingSpec& item : one.port_settings) {
      known.insert(item.vlan);
      if (item.voice_vlan != 0) known.insert(item.voice_vlan);
    }
  }
  known.erase(but);
  std::vector<std::string> texts;
  for (const int vlan : known) texts.push_back(std::to_string(vlan));
  return texts;
}

std::vector<std::string> vlan_of(const std::vector<std::string>& entries) {
  std::vector<std::string> settings;
  for (const std::string& entry : entries) settings.push_back(entry + ".vlan");
  return settings;
}

void port_settings(const Network& network, sim::Random& random, Faults& out) {
  for (const auto& [name, one] : network.all<app::SwitchSpec>()) {
    const std::string list = name + ".port_settings";
    for (std::size_t i = 1; i <= network.items(list); ++i) {
      const app::PortSettingSpec& item = one.port_settings[i - 1];
      const std::string path = list + '.' + std::to_string(i);
      const auto tagged = vlan_of(network.at_ports({name, 0, i}));
      if (item.ports.value.ranges[0].first != item.ports.value.ranges[0].last) {
        const std::string first = std::to_string(item.ports.value.ranges[0].first);
        out.push_back(
            changed(family, "too few ports", network, path + ".ports", first).or_at(tagged));
      }
      if (item.trunk) {
        out.push_back(changed(family, "no trunk", network, path + ".trunk", "false"));
        out.push_back(missing(family, "no trunk", path));
      } else {
        out.push_back(changed(family, "access VLAN", network, path + ".vlan",
                              pick(other_vlans(network, item.vlan), random))
                          .or_at(tagged));
        out.push_back(missing(family, "access VLAN", path).or_at(tagged));
      }
      if (item.voice_vlan != 0) {
        out.push_back(changed(family, "voice VLAN", network, path + ".voice_vlan",
                              pick(other_vlans(network, item.voice_vlan), random))
                          .or_at(tagged));
        out.push_back(missing(family, "voice VLAN", path + ".voice_vlan").or_at(tagged));
      }
    }
  }
}

void tags(const Network& network, sim::Random& random, Faults& out) {
  for (const auto& [name, host] : network.hosts()) {
    const bool is_phone =
        std::holds_alternative<app::PhoneSpec>(network.scenario().entry(name)->specs[0]);
    std::vector<std::string> ports = network.tags_opposite(name);
    for (const SwitchPort& port : network.ports_of(name)) {
      for (const char* key : {"vlan", "voice_vlan", "trunk", ""}) ports.push_back(port.path(key));
      ports.push_back(port.owner + ".port_settings");
    }
    const std::string kind = is_phone ? "phone's tag" : "server's tag";
    out.push_back(changed(family, kind, network, name + ".vlan",
                          pick(other_vlans(network, host.vlan), random))
                      .or_at(ports));
    if (host.vlan == 0) continue;
    out.push_back(missing(family, kind, name + ".vlan").or_at(ports));
  }
  for (const auto& [name, router] : network.all<app::RouterSpec>()) {
    for (std::size_t i = 0; i < router.interfaces.size(); ++i) {
      const std::string path = name + ".interfaces." + std::to_string(i + 1) + ".vlan";
      const int own = router.interfaces[i].port;
      std::vector<std::string> ports = network.tags_opposite(name, own);
      for (const SwitchPort& port : network.ports_of(name, own)) {
        for (const char* key : {"vlan", "trunk", ""}) ports.push_back(port.path(key));
        ports.push_back(port.owner + ".port_settings");
      }
      const int vlan = router.interfaces[i].vlan;
      out.push_back(
          changed(family, "router's tag", network, path, pick(other_vlans(network, vlan), random))
              .or_at(ports));
      if (vlan != 0) out.push_back(missing(family, "router's tag", path).or_at(ports));
    }
  }
}

}  // namespace

void vlan_faults(const Network& network, sim::Random& random, Faults& out) {
  port_settings(network, random, out);
  tags(network, random, out);
}

}  // namespace bench
