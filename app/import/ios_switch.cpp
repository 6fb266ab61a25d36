// A Catalyst's ports: VLANs, MAC table, power, discovery, its own address.
#include <fmt/format.h>

#include <algorithm>

#include "app/import/ios_config.hpp"
#include "sim/base/address.hpp"

namespace app {
namespace {

// Trunks that carry what their lines allow; empty: all VLANs.
std::string allowed_vlans(const Block& port) {
  std::string list;
  for (const Fact* fact : port.all("allowed")) {
    if (fact->adds && !list.empty()) {
      list += ',' + fact->value;
    } else if (!fact->adds) {
      list = means(fact->value, "all") ? "" : fact->value;
    }
  }
  return list;
}

void vlans(const IosConfig& config, DraftDevice& device) {
  std::vector<PortGroup> groups;
  for (const Block& port : config.ports) {
    const std::size_t number = port_number(device, port.name);
    if (number == 0 || !is_switched(port)) continue;
    const bool trunk = means(port.value("mode"), "trunk");
    const char* other = trunk ? "it does nothing at a trunk" : "it does nothing at an access port";
    std::vector<const Fact*> from;
    std::string says;
    if (trunk) {
      says = "trunk: true";
      if (const Fact* native = port.find("native")) {
        says += ", vlan: " + native->value;
        from.push_back(native);
      }
      if (const std::string list = allowed_vlans(port); !list.empty()) {
        says += fmt::format(", allowed: {}", yaml_scalar(list));
        for (const Fact* fact : port.all("allowed")) from.push_back(fact);
      } else {
        for (const Fact* fact : port.all("allowed")) idle(config, fact, "all VLANs, as without it");
      }
      if (const Fact* cost = port.find("cost")) {
        says += ", stp_cost: " + cost->value;
        from.push_back(cost);
      }
      for (const char* key : {"access", "voice"}) idle(config, port.find(key), other);
    } else {
      if (const Fact* access = port.find("access")) {
        says += "vlan: " + access->value;
        from.push_back(access);
      }
      if (const Fact* voice = port.find("voice")) {
        says += (says.empty() ? "" : ", ") + ("voice_vlan: " + voice->value);
        from.push_back(voice);
      }
      const bool written = means(port.value("mode"), "access");
      for (const Fact* fact : port.all("allowed")) {
        idle(config, fact, written ? other : "no mode is written: DTP decides",
             written ? LineFate::irrelevant : LineFate::relevant);
      }
      idle(config, port.find("native"), written ? other : "no mode is written: DTP decides",
           written ? LineFate::irrelevant : LineFate::relevant);
    }
    if (port.find("mode") != nullptr && (trunk || means(port.value("mode"), "access"))) {
      from.push_back(port.find("mode"));
    }
    if (says.empty()) {
      idle(config, port.find("mode"), "an access port in VLAN 1, as without it");
      continue;
    }
    group_of(groups, says).join(number, port, config.at(from));
  }
  for (PortGroup& group : groups) {
    device.add("port_settings",
               fmt::format("{{ports: {}, {}}}", number_ranges(group.ports), group.says),
               group.from);
  }
}

void power(const IosConfig& config, DraftDevice& device) {
  std::vector<PortGroup> groups;
  for (const Block& port : config.ports) {
    const std::size_t number = port_number(device, port.name);
    const Fact* mode = port.find("power");
    if (number == 0 || (mode == nullptr && port.find("power.priority") == nullptr)) continue;
    std::string says;
    std::vector<const Fact*> from;
    if (mode != nullptr) {
      if (!means(mode->value, "auto") && !means(mode->value, "static") &&
          !means(mode->value, "never")) {
        continue;
      }
      says = fmt::format("mode: {}", lowered(mode->value));
      from.push_back(mode);
      if (const Fact* limit = port.find("power.limit"); limit && limit->line == mode->line) {
        says += fmt::format(", limit: {}mW", limit->value);
      }
    }
    if (const Fact* priority = port.find("power.priority")) {
      says += fmt::format("{}priority: {}", says.empty() ? "" : ", ", lowered(priority->value));
      from.push_back(priority);
    }
    group_of(groups, says).join(number, port, config.at(from));
  }
  if (groups.empty()) return;
  device.set("poe.enabled", "true", groups.front().from, "its ports give power");
  for (PortGroup& group : groups) {
    device.add("port_power",
               fmt::format("{{ports: {}, {}}}", number_ranges(group.ports), group.says),
               group.from);
  }
}

void discovery(const IosConfig& config, DraftDevice& device, Draft& draft) {
  const Block& global = config.global;
  if (global.negated("cdp")) {
    const auto off =
        std::ranges::find_if(global.facts, [](const Fact& f) { return f.key == "cdp"; });
    device.set("cdp.enabled", "false", config.at(&*off));
  } else {
    draft.imply(device, "cdp.enabled", "true", "Cisco IOS: on [cisco-cdp-voice]");
    idle(config, global.find("cdp"), "CDP is on by default");
  }
  if (const Fact* lldp = global.find("lldp")) device.set("lldp.enabled", "true", config.at(lldp));
  for (const Block& port : config.ports) {
    for (const Fact& fact : port.facts) {
      if (fact.key != "cdp") continue;
      idle(config, &fact,
           fact.value == "off" ? "a switch speaks CDP at all ports, or at none"
                               : "CDP is on by default",
           fact.value == "off" ? LineFate::relevant : LineFate::irrelevant);
    }
  }
}

// The address for management, if there is but one and it does not route.
void own_address(const IosConfig& config, DraftDevice& device) {
  std::vector<const Block*> with;
  for (const Block& port : config.ports) {
    if (port.name.starts_with("Vlan") && port.find("address") != nullptr &&
        port.find("shutdown") == nullptr) {
      with.push_back(&port);
    }
  }
  if (with.size() != 1 || config.global.find("routing") != nullptr) return;
  const Fact* address = with[0]->find("address");
  const auto words = words_of(address->value);
  const auto ip = sim::parse_ipv4(words[0]);
  const auto mask = sim::parse_ipv4(words[1]);
  if (!ip || !mask) return;
  const int length = prefix_length(*mask);
  if (length < 0) return;
  device.set("address", fmt::format("{}/{}", words[0], length), config.at(address));
  device.set("management_vlan", with[0]->name.substr(4), {{config.file, with[0]->line}});
  if (const Fact* gateway = config.global.find("gateway")) {
    device.set("gateway", gateway->value, config.at(gateway));
  }
}

}  // namespace

int prefix_length(sim::Ipv4 mask) {
  int length = 0;
  while (length < 32 && (mask.value << static_cast<unsigned>(length) & 0x8000'0000U) != 0) ++length;
  const std::uint32_t whole =
      length == 0 ? 0U : ~std::uint32_t{0} << (32U - static_cast<unsigned>(length));
  return mask.value == whole ? length : -1;
}

void build_ios_switch(const IosConfig& config, DraftDevice& device, Draft& draft) {
  device.set("profile", "cisco-catalyst", {}, "what IOS does without a word [catalyst-ios]");
  if (!device.port_names.empty()) {
    device.set("ports", std::to_string(device.port_names.size()), {}, "as many as the file has");
  }
  if (const Fact* aging = config.global.find("mac_aging")) {
    device.set("mac_aging", aging->value == "0" ? "forever" : seconds(aging->value),
               config.at(aging));
  } else {
    draft.imply(device, "mac_aging", "300s", "Catalyst: 300 s [catalyst-3550]");
  }
  vlans(config, device);
  power(config, device);
  discovery(config, device, draft);
  own_address(config, device);
}

}  // namespace app
