// One box of Cisco IOS: which devices of the scenario it is, and how its ports are numbered.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "app/import/ios_config.hpp"

namespace app {
namespace {

bool has_any(const Block& block, std::initializer_list<std::string_view> keys) {
  return std::ranges::any_of(keys,
                             [&](std::string_view key) { return block.find(key) != nullptr; });
}

bool is_switch(const IosConfig& config) {
  return std::ranges::any_of(config.ports, [](const Block& port) {
    return has_any(port, {"mode", "access", "voice", "ps", "native", "allowed", "switchport",
                          "portfast", "snooping.trust", "dai.trust", "control"});
  });
}

// Does it route, or is its VLAN interface there for management only?
bool routes(const IosConfig& config, bool switches) {
  std::size_t addresses = 0;
  for (const Block& port : config.ports) {
    if (port.find("address") == nullptr || port.find("shutdown") != nullptr) continue;
    ++addresses;
    const bool shared = std::ranges::any_of(port.facts, [](const Fact& f) {
      return f.key.starts_with("hsrp.") || f.key.starts_with("vrrp.") || f.key == "helper";
    });
    if (shared || !switches || !port.name.starts_with("Vlan")) return true;
  }
  return addresses > 0 && config.global.find("routing") != nullptr;
}

// Fa0/1-24, then Gi0/1-2: 1-24, 25-26. What stands in no file keeps its number free.
void number_switch_ports(const IosConfig& config, DraftDevice& device) {
  struct Row {
    std::string prefix;
    std::size_t last = 0;
    bool from_zero = false;
    std::size_t base = 0;
  };
  std::vector<Row> rows;
  const auto last_number = [](std::string_view name) {
    const std::size_t digits = name.find_last_not_of("0123456789") + 1;
    std::size_t number = 0;
    std::from_chars(name.data() + digits, name.data() + name.size(), number);
    return std::pair(std::string(name.substr(0, digits)), number);
  };
  for (const Block& port : config.ports) {
    if (!is_physical(port.name)) continue;
    const auto [prefix, number] = last_number(port.name);
    auto at = std::ranges::find(rows, prefix, &Row::prefix);
    if (at == rows.end()) at = rows.insert(rows.end(), Row{prefix});
    at->last = std::max(at->last, number);
    at->from_zero |= number == 0;
  }
  std::size_t base = 0;
  for (Row& row : rows) {
    row.base = base + (row.from_zero ? 1 : 0);
    base = row.base + row.last;
  }
  constexpr std::size_t most = 10'000;
  if (base > most) return;
  device.port_names.resize(base);
  for (const Block& port : config.ports) {
    if (!is_physical(port.name)) continue;
    const auto [prefix, number] = last_number(port.name);
    const std::size_t n = std::ranges::find(rows, prefix, &Row::prefix)->base + number;
    device.port_names[n - 1] = port.name;
    if (port.find("shutdown") != nullptr) device.ports_down.push_back(std::to_string(n));
  }
}

// What a later line says anew; what an interface says that is shut down.
void settle(const IosConfig& config) {
  for (const Block& port : config.ports) {
    for (const Fact& fact : port.facts) {
      if (fact.adds || config.file->notes[fact.line - 1].fate == LineFate::used) continue;
      const Fact* last = port.find(fact.key);
      if (last != nullptr && last->line != fact.line) {
        idle(config, &fact, fmt::format("line {} says otherwise", last->line));
      } else if (fact.key == "shutdown" && fact.value != "off") {
        idle(config, &fact, "no cable of the scenario ends there");
      } else if (fact.value == "off" && config.file->notes[fact.line - 1].why == unclaimed) {
        idle(config, &fact, "switched off, as it is without a word");
      } else if (port.find("shutdown") != nullptr) {
        idle(config, &fact, "its interface is shut down");
      }
    }
  }
}

}  // namespace

void PortGroup::join(std::size_t port, const Block& block, const Places& places) {
  if (port != 0) ports.push_back(port);
  blocks.push_back(&block);
  for (const Place& place : places) add_place(from, place);
}

PortGroup& group_of(std::vector<PortGroup>& groups, std::string_view says) {
  const auto at = std::ranges::find(groups, says, &PortGroup::says);
  return at != groups.end() ? *at : *groups.insert(groups.end(), PortGroup{std::string(says)});
}

std::size_t port_number(const DraftDevice& device, std::string_view interface) {
  const auto at = std::ranges::find(device.port_names, interface);
  return at == device.port_names.end()
             ? 0
             : static_cast<std::size_t>(at - device.port_names.begin()) + 1;
}

void add_place(Places& places, Place place) {
  for (const Place& p : places) {
    if (p.file == place.file && p.line == place.line) return;
  }
  places.push_back(place);
}

std::string number_ranges(std::vector<std::size_t> numbers) {
  std::ranges::sort(numbers);
  std::string text;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t end = i;
    while (end + 1 < numbers.size() && numbers[end + 1] <= numbers[end] + 1) ++end;
    text += text.empty() ? "" : ",";
    text += numbers[end] == numbers[i] ? fmt::format("{}", numbers[i])
                                       : fmt::format("{}-{}", numbers[i], numbers[end]);
    i = end + 1;
  }
  return text.find(',') == std::string::npos ? text : '"' + text + '"';
}

bool is_switched(const Block& port) {
  return is_physical(port.name) && !port.negated("switchport") && port.find("address") == nullptr;
}

bool is_physical(std::string_view interface) {
  return (interface_type(interface).find("thernet") != std::string_view::npos ||
          interface_type(interface).find("GigE") != std::string_view::npos) &&
         interface.find('.') == std::string_view::npos && interface.find('/') != interface.npos;
}

bool means(std::string_view value, std::string_view word) {
  return value.size() >= 2 && word.starts_with(lowered(value));
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : static_cast<char>(c);
  });
  return out;
}

void idle(const IosConfig& config, const Fact* fact, std::string why, LineFate fate) {
  if (fact == nullptr) return;
  if (config.file->notes[fact->line - 1].fate == LineFate::used) return;
  config.file->note(fact->line, fate, std::move(why));
}

void build_ios(const IosConfig& config, Draft& draft) {
  const bool switches = is_switch(config);
  const bool layer3 = routes(config, switches);
  const Fact* hostname = config.global.find("hostname");
  const std::string name =
      name_of(hostname != nullptr ? hostname->value : std::string(config.file->stem()));
  if (hostname != nullptr) config.file->note(hostname->line, LineFate::used, "the device's name");
  if (switches) {
    DraftDevice& device = draft.device(name, "switch", config.file);
    number_switch_ports(config, device);
    build_ios_switch(config, device, draft);
    build_ios_port_security(config, device, draft);
    build_ios_spanning_tree(config, device, draft);
    build_ios_watch(config, device);
    build_ios_access(config, device);
  }
  if (layer3) {
    DraftDevice& device = draft.device(switches ? name + "-routing" : name, "router", config.file);
    build_ios_router(config, device, switches, draft);
    if (switches) {
      const std::size_t port = draft.find(name)->port_names.size() + 1;
      draft.find(name)->set("ports", std::to_string(port), {}, "and one to its own routing");
      draft.find(name)->add("port_settings", fmt::format("{{ports: {}, trunk: true}}", port), {},
                            "to its own routing");
      draft.links.push_back(fmt::format("{}:{} - {}:1", name, port, device.name));
    }
  }
  if (std::ranges::any_of(config.blocks, [](const Block& b) { return b.kind == "pool"; })) {
    build_ios_dhcp(config, name + "-dhcp", draft);
  }
  settle(config);
}

}  // namespace app
