// What a Catalyst watches its hosts with: DHCP snooping, ARP inspection, source guard, tracking.
#include <fmt/format.h>

#include <algorithm>

#include "app/import/ios_config.hpp"
#include "sim/base/address.hpp"

namespace app {
namespace {

// The ports that say so, as a list; where they say it.
std::pair<std::vector<std::size_t>, Places> ports_with(const IosConfig& config,
                                                       const DraftDevice& device,
                                                       std::string_view key) {
  std::pair<std::vector<std::size_t>, Places> all;
  for (const Block& port : config.ports) {
    const std::size_t number = port_number(device, port.name);
    const Fact* fact = port.find(key);
    if (fact == nullptr || number == 0) continue;
    all.first.push_back(number);
    add_place(all.second, {config.file, fact->line});
  }
  return all;
}

void set_ports(const IosConfig& config, DraftDevice& device, std::string_view key,
               const char* path) {
  const auto [ports, from] = ports_with(config, device, key);
  if (!ports.empty()) device.set(path, number_ranges(ports), from);
}

// A limit of ports: the scenario's counts at each port that is not trusted.
void set_rate(const IosConfig& config, DraftDevice& device, std::string_view key,
              std::string_view trust, const char* path, const char* unit = "") {
  std::vector<const Fact*> rates;
  bool some_without = false;
  for (const Block& port : config.ports) {
    if (port_number(device, port.name) == 0 || port.find(trust) != nullptr) continue;
    const Fact* rate = port.find(key);
    if (rate != nullptr) {
      rates.push_back(rate);
    } else if (!port.facts.empty()) {
      some_without = true;
    }
  }
  if (rates.empty()) return;
  const bool same =
      std::ranges::all_of(rates, [&](const Fact* f) { return f->value == rates[0]->value; });
  if (same && !some_without) {
    Places from;
    for (const Fact* rate : rates) add_place(from, {config.file, rate->line});
    return device.set(path, rates[0]->value + unit, from);
  }
  for (const Fact* rate : rates) {
    idle(config, rate, "ports have other limits, or none: a switch has one", LineFate::relevant);
  }
}

std::string list_of(const std::vector<const Fact*>& facts) {
  std::string text;
  for (const Fact* fact : facts) {
    for (const char c : fact->value) {
      if (c != ' ') text += c;
    }
    text += ',';
  }
  if (!text.empty()) text.pop_back();
  return yaml_scalar(text);
}

void recovery(const IosConfig& config, DraftDevice& device, std::string_view cause,
              const std::string& section) {
  const Fact* on = config.global.find("recovery." + std::string(cause));
  if (on == nullptr) on = config.global.find("recovery.all");
  if (on == nullptr) return;
  device.set(section + ".errdisable_recovery", "true", config.at(on));
  if (const Fact* interval = config.global.find("recovery_interval")) {
    device.set(section + ".errdisable_interval", seconds(interval->value), config.at(interval));
  }
}

void snooping(const IosConfig& config, DraftDevice& device) {
  const Block& global = config.global;
  const Fact* on = global.find("snooping");
  const auto vlans = global.all("snooping.vlans");
  if (on == nullptr || vlans.empty()) {
    const char* why = on == nullptr ? "it does nothing without the line 'ip dhcp snooping'"
                                    : "it does nothing without 'ip dhcp snooping vlan'";
    for (const Fact& fact : global.facts) {
      if (fact.key.starts_with("snooping")) idle(config, &fact, why);
    }
    for (const Block& port : config.ports) {
      for (const Fact& fact : port.facts) {
        if (fact.key.starts_with("snooping")) idle(config, &fact, why);
      }
    }
    return;
  }
  device.set("dhcp_snooping.enabled", "true", config.at(on));
  device.set("dhcp_snooping.vlans", list_of(vlans), config.at(vlans));
  set_ports(config, device, "snooping.trust", "dhcp_snooping.trusted");
  set_rate(config, device, "snooping.rate", "snooping.trust", "dhcp_snooping.rate");
  struct Switch {
    const char* fact;
    const char* path;
    bool on_by_default;
  };
  for (const Switch& s : {Switch{"snooping.option", "inserts_relay_info", true},
                          Switch{"snooping.verify", "verifies_mac", true},
                          Switch{"snooping.allow", "accepts_relay_info", false},
                          Switch{"snooping.database", "database", false}}) {
    for (const Fact& fact : global.facts) {
      if (fact.key != s.fact) continue;
      const bool is_on = fact.value != "off";
      if (is_on == s.on_by_default) {
        idle(config, &fact, "as without a word");
      } else {
        device.set(fmt::format("dhcp_snooping.{}", s.path), is_on ? "true" : "false",
                   config.at(&fact));
      }
    }
  }
  if (const Fact* delay = global.find("snooping.delay")) {
    device.set("dhcp_snooping.write_delay", seconds(delay->value), config.at(delay));
  }
  recovery(config, device, "dhcp-rate-limit", "dhcp_snooping");
}

void inspection(const IosConfig& config, DraftDevice& device) {
  const auto vlans = config.global.all("dai.vlans");
  if (vlans.empty()) {
    for (const Block& port : config.ports) {
      for (const Fact& fact : port.facts) {
        if (fact.key.starts_with("dai.")) {
          idle(config, &fact, "it does nothing without 'ip arp inspection vlan'");
        }
      }
    }
    return;
  }
  device.set("arp_inspection.enabled", "true", config.at(vlans));
  device.set("arp_inspection.vlans", list_of(vlans), config.at(vlans));
  set_ports(config, device, "dai.trust", "arp_inspection.trusted");
  set_rate(config, device, "dai.rate", "dai.trust", "arp_inspection.rate");
  set_rate(config, device, "dai.burst", "dai.trust", "arp_inspection.burst_interval", "s");
  if (const Fact* validate = config.global.find("dai.validate");
      validate != nullptr && validate->value.find("allow") != std::string::npos) {
    device.set("arp_inspection.allows_zeros", "true", config.at(validate));
  }
  recovery(config, device, "arp-inspection", "arp_inspection");
}

void bindings(const IosConfig& config, DraftDevice& device) {
  for (const Fact* fact : config.global.all("binding")) {
    const auto words = words_of(fact->value);  // MAC, VLAN, address, interface
    if (words.size() < 4) continue;
    std::string mac;
    for (const char c : words[0]) {
      if (c == '.' || c == ':') continue;
      mac += mac.size() % 3 == 2 ? ":" : "";
      mac += c;
    }
    std::string name;
    for (std::size_t i = 3; i < words.size(); ++i) name += words[i];
    const std::size_t port = port_number(device, interface_name(name));
    if (!sim::parse_mac(mac) || port == 0) continue;
    device.add("bindings",
               fmt::format("{{mac: \"{}\", address: {}, vlan: {}, port: {}}}", mac, words[2],
                           words[1], port),
               config.at(fact));
  }
}

}  // namespace

void build_ios_watch(const IosConfig& config, DraftDevice& device) {
  snooping(config, device);
  inspection(config, device);
  std::vector<std::size_t> guarded;
  Places from;
  for (const Block& port : config.ports) {
    const Fact* guard = port.find("source_guard");
    const std::size_t number = port_number(device, port.name);
    if (guard == nullptr || guard->value != "mac" || number == 0) continue;
    guarded.push_back(number);
    add_place(from, {config.file, guard->line});
  }
  if (!guarded.empty()) {
    device.set("source_guard.enabled", "true", from);
    device.set("source_guard.ports", number_ranges(guarded), {});
  }
  if (const Fact* tracking = config.global.find("ipdt")) {
    device.set("device_tracking.enabled", "true", config.at(tracking));
    struct WatchKey {
      const char* fact;
      const char* path;
      bool is_time;
    };
    for (const WatchKey& key :
         {WatchKey{"ipdt.interval", "interval", true}, WatchKey{"ipdt.count", "count", false},
          WatchKey{"ipdt.delay", "delay", true}}) {
      if (const Fact* fact = config.global.find(key.fact)) {
        device.set(fmt::format("device_tracking.{}", key.path),
                   key.is_time ? seconds(fact->value) : fact->value, config.at(fact));
      }
    }
    if (const Fact* svi = config.global.find("ipdt.svi"); svi && device.find("address")) {
      const std::string& own = device.find("address")->value;
      device.set("device_tracking.source", own.substr(0, own.find('/')), config.at(svi));
    }
  }
  bindings(config, device);
}

}  // namespace app
