// devices: - every entry with its profiles and overrides, and the devices that it stands for.
#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "app/migrate/steps.hpp"
#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/parts.hpp"
#include "app/scenario/profile_stack.hpp"
#include "app/scenario/room.hpp"
#include "app/scenario/source_tree.hpp"

namespace app {
namespace {

std::optional<models::NodeKind> kind_named(std::string_view word) {
  const auto* kind = std::ranges::find(models::kind_words, word);
  if (kind == models::kind_words.end()) return std::nullopt;
  return static_cast<models::NodeKind>(kind - models::kind_words.begin());
}

// What a kind of an older format is called today, with what it needs beside it; empty: it was none.
std::string present_name(std::string_view word) {
  for (const FormatStep& step : format_steps) {
    for (const Rule& rule : step.rules) {
      if (rule.kind != Rule::Kind::rename_value || rule.path != "devices.*.kind") continue;
      if (rule.from != word) continue;
      std::string now = "kind: " + std::string(rule.to);
      if (!rule.beside_key.empty()) {
        now += ", " + std::string(rule.beside_key) + ": " + std::string(rule.beside_value);
      }
      return now;
    }
  }
  return "";
}

// Does the path below the device name a value? Complains where it goes wrong.
bool check_set(const sim::Assignment& set, models::NodeKind kind, sim::Diagnostics& diagnostics) {
  const std::span<const std::string> pieces(set.pieces.begin() + 1, set.pieces.end());
  const auto error = sim::check_path(shape_of(kind), pieces);
  if (!error) return true;
  diagnostics.error(set.at[std::min(error->piece + 1, set.at.size() - 1)], error->text);
  return false;
}

// What makes a device what it is: only its whole entry can change it, and nothing its kind.
constexpr std::array<std::string_view, 6> of_entry{"kind",    "profile", "count",
                                                   "address", "mac",     "runs_on"};

// Applies one override to the node of an entry (or of one of its devices).
void apply_set(const sim::Assignment& set, bool whole_entry, models::NodeKind kind, sim::Node& node,
               sim::Diagnostics& diagnostics) {
  if (!check_set(set, kind, diagnostics)) return;
  const bool fixed = std::ranges::find(of_entry, set.pieces[1]) != of_entry.end();
  if (set.pieces[1] == "kind" || (fixed && !whole_entry)) {
    diagnostics.error(set.at[1], set.pieces[1] == "kind"
                                     ? "the kind of a device can not be overridden"
                                     : "'" + set.pieces[1] + "' belongs to the whole entry");
    return;
  }
  if (set.pieces[1] == "profile" && set.pieces.size() == 2) {  // whatever stands there
    set_profiles(node, set);
    return;
  }
  sim::Assignment below = set;
  below.pieces.erase(below.pieces.begin());
  below.at.erase(below.at.begin());
  sim::apply(below, node, diagnostics);
}

// MACs that nobody gave: locally administered (IEEE 802: bit 1 of the first octet), in order.
sim::Mac made_up(std::size_t device) { return {0x0200'0000'0000ULL + device + 1}; }

void add_devices(std::size_t index, Scenario& scenario) {
  Entry& entry = scenario.entries[index];
  const Spec& spec = entry.specs[0];
  entry.first = scenario.devices.size();
  const auto mac = mac_of(spec);
  for (std::size_t i = 0; i < entry.count; ++i) {
    Device device;
    device.name = entry.counted ? entry.name + std::to_string(i + 1) : entry.name;
    device.entry = index;
    device.mac = mac ? sim::Mac{mac->value + i} : made_up(entry.first + i);
    if (auto address = address_of(spec)) {
      address->address.value += static_cast<std::uint32_t>(i);
      device.address = *address;
    }
    scenario.devices.edit().push_back(std::move(device));
  }
}

// Fills scenario.by_name; complains about a name that two devices would have.
void index_names(Scenario& scenario, sim::Diagnostics& diagnostics) {
  const auto name = [&](std::size_t i) -> const std::string& { return scenario.devices[i].name; };
  std::vector<std::size_t>& order = scenario.by_name.edit();
  order.resize(scenario.devices.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, name);
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (name(order[i]) != name(order[i - 1])) continue;
    const Entry& entry = scenario.entries[scenario.devices[order[i]].entry];
    diagnostics.error(entry.at, "two devices would be called '" + name(order[i]) + "'");
  }
}

// Two hosts with one address: possible, and a scenario of its own, but seldom meant.
void check_duplicates(const Scenario& scenario, sim::Diagnostics& diagnostics) {
  std::map<sim::Ipv4, std::size_t> owners;
  for (std::size_t i = 0; i < scenario.devices.size(); ++i) {
    const Device& device = scenario.devices[i];
    if (device.address.address.value == 0 || trunk_host(scenario, i)) continue;
    const auto [owner, is_free] = owners.emplace(device.address.address, i);
    if (is_free) continue;
    diagnostics.warning(scenario.entries[device.entry].at,
                        "'" + device.name + "' and '" + scenario.devices[owner->second].name +
                            "' have one address, " + to_text(device.address.address));
    return;
  }
}

// Trunks have the address of the call server that they run on.
void settle_trunks(std::size_t index, Scenario& scenario, sim::Diagnostics& diagnostics) {
  const Entry& entry = scenario.entries[index];
  const auto* phone = std::get_if<PhoneSpec>(&entry.specs[0]);
  if (phone == nullptr || !phone->is_trunk() || !entry.good) return;
  const std::string& word = phone->runs_on.value;
  const auto known = servers(scenario);
  if (std::ranges::find(known, word) == known.end()) {
    return diagnostics.error(phone->runs_on.at, unknown("call server", word, known));
  }
  const std::size_t host = *scenario.device(word);
  const auto& server = std::get<CallServerSpec>(spec_of(scenario, host));
  if (server.registrar != models::RegistrarKind::standard) {
    diagnostics.error(phone->runs_on.at,
                      "'" + word + "' is no PBX that registers: registrar: cucm");
  }
  for (const auto& one : servers_of(entry.specs[0])) {
    if (one.value != word) continue;
    diagnostics.error(one.at, "trunk '" + entry.name + "' would register at its own call server");
  }
  for (std::size_t i = entry.first; i < entry.first + entry.count; ++i) {
    scenario.devices.edit()[i].address = scenario.devices[host].address;
  }
}

// One entry of devices:, and whether it could be read.
bool load_entry(const sim::Node::Entry& item, Scenario& scenario, sim::Diagnostics& diagnostics) {
  const auto& [name, at, value] = item;
  const auto fail = [&](sim::Position where, const std::string& message) {
    diagnostics.error(where, message);
    return false;
  };
  const sim::Node* word = value.find("kind");
  if (!is_name(name)) {
    return fail(at, "'" + name + "' is not a device's name: letters, digits, _ and - only");
  }
  if (name == "drops" || name == "links" || name == "timeline") {
    return fail(at, "'" + name + "' has a meaning of its own; call the device differently");
  }
  if (!value.is_map() || word == nullptr || !word->is_scalar()) {
    return fail(value.is_map() ? at : value.at,
                "a device is a map with its kind: {kind: phone, ...}");
  }
  const auto kind = kind_named(word->text);
  if (const std::string now = present_name(word->text); !kind && !now.empty()) {
    return fail(word->at, "'" + word->text + "' was a kind of format 1; write " + now);
  }
  if (!kind)
    return fail(word->at, unknown("kind", word->text,
                                  {models::kind_words.begin(), models::kind_words.end()}));
  scenario.entries.push_back(
      {.name = name, .at = at, .kind = *kind, .specs = {empty_spec(*kind)}, .owners = {}});
  return true;
}

// The devices of a counted entry that settings, now or in the timeline, name one by one.
std::set<std::size_t> named_alone(const Entry& entry, const std::vector<sim::Assignment>& sets,
                                  const std::vector<std::string>& own) {
  std::set<std::size_t> devices;
  const auto add = [&](std::string_view name) {
    if (const auto number = entry.number_of(name)) devices.insert(entry.first + *number);
  };
  for (const sim::Assignment& set : sets) add(set.pieces[0]);
  for (const std::string& name : own) add(name);
  return devices;
}

}  // namespace

sim::Node entry_node(const sim::Node& written, const Entry& entry, const Scenario& scenario,
                     sim::Diagnostics& diagnostics) {
  sim::Node node = written;
  for (const sim::Assignment& set : scenario.sets) {
    if (set.pieces[0] == entry.name) apply_set(set, true, entry.kind, node, diagnostics);
  }
  return with_profiles(node, entry.kind, scenario.tree->profiles, diagnostics);
}

bool read_spec(const sim::Node& node, std::size_t spec, Entry& entry, const Scenario& scenario,
               sim::Diagnostics& diagnostics) {
  Spec value = empty_spec(entry.kind);
  sim::Node special;
  const std::string* name = &entry.name;
  if (spec != 0) {
    special = node;
    name = &scenario.devices[entry.owners[spec - 1]].name;
    for (const sim::Assignment& set : scenario.sets) {
      if (set.pieces[0] == *name) apply_set(set, false, entry.kind, special, diagnostics);
    }
  }
  const sim::Node& own = spec == 0 ? node : special;
  const bool good = read(own, value, diagnostics);
  if (spec == 0) {
    const auto count = count_of(value);
    entry.counted = count.has_value();
    entry.count = static_cast<std::size_t>(count.value_or(1));
  }
  if (good) check_spec(entry, *name, value, own, diagnostics);
  entry.specs[spec] = std::move(value);
  return good;
}

void resolve_servers(const Entry& entry, const Spec& spec, const Scenario& scenario,
                     sim::Diagnostics& diagnostics) {
  if (!is_phone(entry.kind)) return;
  const auto known = servers(scenario);
  for (const auto& word : servers_of(spec)) {
    if (std::ranges::find(known, word.value) != known.end()) continue;
    diagnostics.error(word.at, unknown("call server", word.value, known));
  }
}

void give_own_spec(std::size_t device, Scenario& scenario) {
  Device& own = scenario.devices.edit()[device];
  Entry& entry = scenario.entries[own.entry];
  own.spec = entry.specs.size();
  entry.specs.push_back(entry.specs[0]);
  entry.owners.push_back(device);
}

void load_devices(const sim::Node& node, const std::vector<std::string>& own, Scenario& scenario,
                  sim::Diagnostics& diagnostics) {
  if (!node.is_map() || node.entries.empty()) {
    diagnostics.error(node.at,
                      "devices: a map of at least one device, such as phone: {kind: phone, ...}");
    return;
  }
  for (const auto& item : node.entries) {
    if (!load_entry(item, scenario, diagnostics)) continue;
    const std::size_t index = scenario.entries.size() - 1;
    Entry& entry = scenario.entries[index];
    const sim::Node merged = entry_node(item.value, entry, scenario, diagnostics);
    entry.good = read_spec(merged, 0, entry, scenario, diagnostics);
    if (!has_room_for(index, scenario, diagnostics)) return;
    add_devices(index, scenario);
    if (!entry.good) continue;
    for (const std::size_t device : named_alone(entry, scenario.sets, own)) {
      give_own_spec(device, scenario);
      read_spec(merged, entry.specs.size() - 1, entry, scenario, diagnostics);
    }
  }
  index_names(scenario, diagnostics);
  for (const sim::Assignment& set : scenario.sets) check_target(set, scenario, diagnostics);
  for (std::size_t i = 0; i < scenario.entries.size(); ++i) settle_trunks(i, scenario, diagnostics);
  for (const Entry& entry : scenario.entries) {
    for (const Spec& spec : entry.specs) resolve_servers(entry, spec, scenario, diagnostics);
  }
  if (diagnostics.ok()) check_duplicates(scenario, diagnostics);
}

bool check_target(const sim::Assignment& set, const Scenario& scenario,
                  sim::Diagnostics& diagnostics) {
  if (set.pieces[0] == "links" || scenario.entry(set.pieces[0]) != nullptr ||
      scenario.device(set.pieces[0])) {
    return true;
  }
  diagnostics.error(set.at[0], unknown_device(set.pieces[0], scenario));
  return false;
}

void check_sets(const std::vector<sim::Assignment>& sets, const Scenario& scenario,
                sim::Diagnostics& diagnostics) {
  for (const sim::Assignment& set : sets) {
    if (!check_target(set, scenario, diagnostics)) continue;
    if (set.pieces[0] == "links") {
      link_of(set, scenario.link_specs.size(), diagnostics);
      continue;
    }
    const Entry* entry = scenario.entry(set.pieces[0]);
    if (entry == nullptr) {
      entry = &scenario.entries[scenario.devices[*scenario.device(set.pieces[0])].entry];
    }
    check_set(set, entry->kind, diagnostics);
  }
}

}  // namespace app
