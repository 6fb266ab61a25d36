// devices: - every entry with its profile and overrides, and the devices that it stands for.
// Longer than 200 lines because names, addresses and overrides of an entry depend on each other.
#include <algorithm>

#include "app/scenario/parts.hpp"
#include "app/scenario/profile.hpp"
#include "sim/schema/reader.hpp"

namespace app {
namespace {

constexpr std::array<std::string_view, 3> kinds{"phone", "call_server", "switch"};

using Spec = std::variant<PhoneSpec, CallServerSpec, SwitchSpec>;

Spec empty_spec(models::NodeKind kind) {
  switch (kind) {
    case models::NodeKind::phone: return PhoneSpec{};
    case models::NodeKind::call_server: return CallServerSpec{};
    case models::NodeKind::switch_: return SwitchSpec{};
  }
  return {};
}

std::optional<models::NodeKind> kind_named(std::string_view word) {
  const auto* kind = std::ranges::find(kinds, word);
  if (kind == kinds.end()) return std::nullopt;
  return static_cast<models::NodeKind>(kind - kinds.begin());
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
  });
}

// The entry with its profile's values beneath it; null if there is nothing to read.
sim::Node with_profile(const sim::Node& node, std::string_view kind,
                       sim::Diagnostics& diagnostics) {
  const sim::Node* word = node.find("profile");
  if (word == nullptr || !word->is_scalar()) return node;
  const auto names = profile_names();
  if (std::ranges::find(names, word->text) == names.end()) {
    diagnostics.error(word->at, unknown("profile", word->text, names));
    return node;
  }
  const auto profile = read_profile(word->text, diagnostics);
  if (!profile) return node;
  if (profile->kind != kind) {
    diagnostics.error(word->at, "profile '" + profile->name + "' is for a " + profile->kind +
                                    ", this is a " + std::string(kind));
    return node;
  }
  return sim::overlay(profile->values, node);
}

bool read_spec(const sim::Node& node, Spec& spec, sim::Diagnostics& diagnostics) {
  return std::visit([&](auto& s) { return sim::read(node, s, diagnostics); }, spec);
}

// Does the path below the device name a value? Complains where it goes wrong.
bool check_set(const sim::Assignment& set, const Spec& spec, sim::Diagnostics& diagnostics) {
  const std::span<const std::string> pieces(set.pieces.begin() + 1, set.pieces.end());
  const auto error =
      std::visit([&]<class S>(const S&) { return sim::check_path<S>(pieces); }, spec);
  if (!error) return true;
  diagnostics.error(set.at[std::min(error->piece + 1, set.at.size() - 1)], error->text);
  return false;
}

// What an override names: all devices of an entry, or one of them by its number.
struct Target {
  std::size_t entry;
  std::optional<std::size_t> number;  // from 0
};
std::optional<Target> target_of(const sim::Assignment& set, const Scenario& scenario) {
  for (std::size_t i = 0; i < scenario.entries.size(); ++i) {
    const Entry& entry = scenario.entries[i];
    if (entry.name == set.pieces[0]) return Target{i, std::nullopt};
  }
  if (const auto device = scenario.device(set.pieces[0])) {
    const std::size_t entry = scenario.devices[*device].entry;
    return Target{entry, *device - scenario.entries[entry].first};
  }
  return std::nullopt;
}

// Applies what concerns the target to the entry's node and reads the result.
bool read_with_sets(sim::Node node, const std::vector<sim::Assignment>& sets, Target target,
                    const Scenario& scenario, Spec& spec, sim::Diagnostics& diagnostics) {
  bool good = true;
  for (const sim::Assignment& set : sets) {
    const auto named = target_of(set, scenario);
    if (!named || named->entry != target.entry) continue;
    if (named->number && named->number != target.number) continue;
    if (!check_set(set, spec, diagnostics)) {
      good = false;
      continue;
    }
    sim::Assignment below = set;
    below.pieces.erase(below.pieces.begin());
    below.at.erase(below.at.begin());
    good &= sim::apply(below, node, diagnostics);
  }
  return read_spec(node, spec, diagnostics) && good;
}

std::optional<sim::Ipv4Interface> address_of(const Spec& spec) {
  if (const auto* phone = std::get_if<PhoneSpec>(&spec)) return phone->address.value;
  if (const auto* server = std::get_if<CallServerSpec>(&spec)) return server->address.value;
  return std::nullopt;
}

template <class HostSpec>
void check_addresses(const HostSpec& spec, std::size_t count, sim::Diagnostics& diagnostics) {
  const sim::Ipv4Interface first = spec.address.value;
  const std::uint64_t last = std::uint64_t{first.address.value} + count - 1;
  const std::string prefix = to_text(sim::Ipv4Interface{first.network(), first.prefix_length});
  if (first.prefix_length < 31 &&
      (first.address == first.network() || first.address == first.broadcast())) {
    diagnostics.error(spec.address.at,
                      to_text(first.address) + " is the " +
                          (first.address == first.network() ? "network" : "broadcast") +
                          " address of " + prefix + ", not a device's");
  } else if (last > first.broadcast().value ||
             (first.prefix_length < 31 && last == first.broadcast().value)) {
    diagnostics.error(spec.address.at, std::to_string(count) + " addresses from " +
                                           to_text(first.address) + " on reach beyond " + prefix);
  }
  if (spec.gateway && !first.contains(spec.gateway->value)) {
    diagnostics.error(spec.gateway->at,
                      "gateway " + to_text(spec.gateway->value) + " lies outside " + prefix);
  }
}

void check_entry(const Entry& entry, sim::Diagnostics& diagnostics) {
  const Spec& spec = entry.specs[0];
  if (const auto* phone = std::get_if<PhoneSpec>(&spec)) {
    check_addresses(*phone, entry.count, diagnostics);
    if (phone->call_servers.empty()) {
      diagnostics.error(entry.at, "phone '" + entry.name + "' needs one to three call_servers");
    }
    if (phone->sip.restart_max < phone->sip.restart_min) {
      diagnostics.error(entry.at, "sip.restart_max is below sip.restart_min");
    }
  } else if (const auto* server = std::get_if<CallServerSpec>(&spec)) {
    check_addresses(*server, entry.count, diagnostics);
  } else {
    const auto& sw = std::get<SwitchSpec>(spec);
    const auto check_ports = [&](const sim::Located<sim::PortRanges>& ports) {
      for (const sim::PortRange range : ports.value.ranges) {
        if (range.last <= sw.ports) continue;
        diagnostics.error(ports.at,
                          "switch '" + entry.name + "' has ports 1-" + std::to_string(sw.ports));
      }
    };
    if (sw.port_security.ports) check_ports(*sw.port_security.ports);
    for (const PortSettingSpec& setting : sw.port_settings) check_ports(setting.ports);
  }
}

std::optional<int> count_of(const Spec& spec) {
  return std::visit([](const auto& s) { return s.count; }, spec);
}

// MACs that nobody gave: locally administered (IEEE 802: bit 1 of the first octet), in order.
sim::Mac made_up(std::size_t device) { return {0x0200'0000'0000ULL + device + 1}; }

void add_devices(std::size_t index, Scenario& scenario, sim::Diagnostics& diagnostics) {
  Entry& entry = scenario.entries[index];
  const Spec& spec = entry.specs[0];
  const auto count = count_of(spec);
  entry.counted = count.has_value();
  entry.count = static_cast<std::size_t>(count.value_or(1));
  entry.first = scenario.devices.size();
  const auto mac = std::visit(
      []<class S>(const S& s) -> std::optional<sim::Mac> {
        if constexpr (requires { s.mac; }) return s.mac;
        return std::nullopt;
      },
      spec);
  for (std::size_t i = 0; i < entry.count; ++i) {
    Device device;
    device.name = entry.counted ? entry.name + std::to_string(i + 1) : entry.name;
    device.entry = index;
    device.mac = mac ? sim::Mac{mac->value + i} : made_up(scenario.devices.size());
    if (auto address = address_of(spec)) {
      address->address.value += static_cast<std::uint32_t>(i);
      device.address = *address;
    }
    if (!scenario.by_name.emplace(device.name, scenario.devices.size()).second) {
      diagnostics.error(entry.at, "two devices would be called '" + device.name + "'");
    }
    scenario.devices.push_back(std::move(device));
  }
}

void resolve_call_servers(const Scenario& scenario, sim::Diagnostics& diagnostics) {
  const auto servers = call_servers(scenario);
  for (const Entry& entry : scenario.entries) {
    for (const Spec& spec : entry.specs) {
      const auto* phone = std::get_if<PhoneSpec>(&spec);
      if (phone == nullptr) continue;
      for (const auto& word : phone->call_servers) {
        if (std::ranges::find(servers, word.value) != servers.end()) continue;
        diagnostics.error(word.at, unknown("call server", word.value, servers));
      }
    }
  }
}

}  // namespace

std::vector<sim::Node> load_devices(const sim::Node& node, const std::vector<sim::Assignment>& sets,
                                    Scenario& scenario, sim::Diagnostics& diagnostics) {
  if (!node.is_map() || node.entries.empty()) {
    diagnostics.error(node.at,
                      "devices: a map of at least one device, such as phone: {kind: phone, ...}");
    return {};
  }
  std::vector<sim::Node> merged;
  for (const auto& [name, at, value] : node.entries) {
    const sim::Node* word = value.find("kind");
    if (!is_name(name)) {
      diagnostics.error(at, "'" + name + "' is not a device's name: letters, digits, _ and - only");
      continue;
    }
    if (name == "drops" || name == "links") {
      diagnostics.error(at, "'" + name + "' has a meaning of its own; call the device differently");
      continue;
    }
    if (!value.is_map() || word == nullptr || !word->is_scalar()) {
      diagnostics.error(
          value.is_map() ? at : value.at,
          "a device is a map with its kind: {kind: phone | call_server | switch, ...}");
      continue;
    }
    const auto kind = kind_named(word->text);
    if (!kind) {
      diagnostics.error(word->at, unknown("kind", word->text, {kinds.begin(), kinds.end()}));
      continue;
    }
    Entry entry{.name = name, .at = at, .kind = *kind, .specs = {empty_spec(*kind)}};
    merged.push_back(with_profile(value, word->text, diagnostics));
    // Once without overrides of single devices: how many there are, and what they are called.
    sim::Diagnostics later;
    read_spec(merged.back(), entry.specs[0], later);
    for (const sim::Assignment& set : sets) {
      if (set.pieces == std::vector<std::string>{name, "count"}) {
        sim::Node counted = merged.back();
        if (sim::apply({{"count"}, {set.at[1]}, set.value, set.value_at}, counted, later)) {
          read_spec(counted, entry.specs[0], later);
        }
      }
    }
    scenario.entries.push_back(std::move(entry));
    add_devices(scenario.entries.size() - 1, scenario, diagnostics);
  }
  for (std::size_t i = 0; i < scenario.entries.size(); ++i) {
    Entry& entry = scenario.entries[i];
    Spec spec = empty_spec(entry.kind);
    entry.good = read_with_sets(merged[i], sets, {i, std::nullopt}, scenario, spec, diagnostics);
    if (!entry.good) continue;
    entry.specs[0] = spec;
    check_entry(entry, diagnostics);
    for (std::size_t n = 0; n < entry.count; ++n) {
      const bool own = std::ranges::any_of(sets, [&](const sim::Assignment& set) {
        return entry.counted && set.pieces[0] == scenario.devices[entry.first + n].name;
      });
      if (!own) continue;
      Spec special = empty_spec(entry.kind);
      read_with_sets(merged[i], sets, {i, n}, scenario, special, diagnostics);
      scenario.devices[entry.first + n].spec = entry.specs.size();
      entry.specs.push_back(special);
    }
  }
  for (const sim::Assignment& set : sets) {
    if (set.pieces[0] == "links" || target_of(set, scenario)) continue;
    diagnostics.error(set.at[0], unknown_device(set.pieces[0], scenario));
  }
  resolve_call_servers(scenario, diagnostics);
  return merged;
}

void check_sets(const std::vector<sim::Node>& merged, const std::vector<sim::Assignment>& sets,
                const Scenario& scenario, sim::Diagnostics& diagnostics) {
  for (const sim::Assignment& set : sets) {
    const auto target = target_of(set, scenario);
    if (!target) {
      diagnostics.error(set.at[0], unknown_device(set.pieces[0], scenario));
      continue;
    }
    const Entry& entry = scenario.entries[target->entry];
    Spec spec = empty_spec(entry.kind);
    if (!entry.good) {
      check_set(set, spec, diagnostics);
    } else {
      read_with_sets(merged[target->entry], {set}, *target, scenario, spec, diagnostics);
    }
  }
}

}  // namespace app
