// Looking things up by what a file calls them, and what to say where nothing is called so.
#include <algorithm>
#include <charconv>

#include "app/scenario/parts.hpp"
#include "sim/base/text.hpp"

namespace app {

std::string unknown(std::string_view what, std::string_view word,
                    const std::vector<std::string>& known) {
  std::string text = "unknown " + std::string(what) + " '" + std::string(word) + "'";
  const std::vector<std::string_view> views(known.begin(), known.end());
  if (const auto near = sim::nearest(word, views); !near.empty()) {
    return text + "; did you mean '" + std::string(near) + "'?";
  }
  for (const std::string& candidate : known) {
    if (candidate.starts_with(word)) return text + "; did you mean '" + candidate + "'?";
  }
  if (known.empty() || known.size() > 12) return text;
  text += "; there is ";
  for (std::size_t i = 0; i < known.size(); ++i) text += (i == 0 ? "" : ", ") + known[i];
  return text;
}

const Entry* Scenario::entry(std::string_view name) const {
  for (const Entry& entry : entries) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

std::optional<std::size_t> Scenario::device(std::string_view name) const {
  const auto found = std::ranges::lower_bound(
      by_name, name, {}, [&](std::size_t i) -> std::string_view { return devices[i].name; });
  if (found == by_name.end() || devices[*found].name != name) return std::nullopt;
  return *found;
}

std::optional<std::size_t> trunk_host(const Scenario& scenario, std::size_t device) {
  const auto* phone = std::get_if<PhoneSpec>(&spec_of(scenario, device));
  if (phone == nullptr || !phone->is_trunk()) return std::nullopt;
  return scenario.device(phone->runs_on.value);
}

std::vector<models::Edge> neighbours(const Scenario& scenario) {
  std::vector<models::Edge> edges;
  for (const LinkPlan& link : scenario.links) edges.push_back({link.a, link.b});
  for (std::size_t i = 0; i < scenario.devices.size(); ++i) {
    if (const auto host = trunk_host(scenario, i)) edges.push_back({i, *host});
  }
  return edges;
}

std::optional<std::size_t> Entry::number_of(std::string_view device) const {
  if (!counted || !device.starts_with(name)) return std::nullopt;
  const std::string_view digits = device.substr(name.size());
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  if (digits.starts_with('0') || number < 1 || number > count) return std::nullopt;
  return number - 1;
}

std::optional<std::size_t> link_number(std::string_view piece, std::size_t links) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(piece.data(), piece.data() + piece.size(), number);
  const bool good = error == std::errc{} && end == piece.data() + piece.size();
  if (!good || piece.starts_with('0') || number < 1 || number > links) return std::nullopt;
  return number - 1;
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
  });
}

std::string unknown_device(std::string_view word, const Scenario& scenario) {
  std::vector<std::string> words;
  for (const Entry& entry : scenario.entries) {
    words.push_back(entry.name);
    const std::size_t digits = word.find_last_not_of("0123456789") + 1;
    if (entry.counted && digits < word.size() && word.substr(0, digits) == entry.name) {
      return "there are " + entry.name + "1 to " + entry.name + std::to_string(entry.count) +
             ", but no " + std::string(word);
    }
  }
  return unknown("device", word, words);
}

std::vector<std::string> servers(const Scenario& scenario) {
  std::vector<std::string> names;
  for (const Device& device : scenario.devices) {
    if (is_server(scenario.entries[device.entry].kind)) names.push_back(device.name);
  }
  return names;
}

std::vector<std::size_t> devices_named(const std::string& word, sim::Position at,
                                       const Scenario& scenario, sim::Diagnostics& diagnostics) {
  std::vector<std::size_t> devices;
  if (const Entry* entry = scenario.entry(word)) {
    for (std::size_t i = 0; i < entry->count; ++i) devices.push_back(entry->first + i);
  } else if (const auto device = scenario.device(word)) {
    devices.push_back(*device);
  } else {
    diagnostics.error(at, unknown_device(word, scenario));
  }
  return devices;
}

}  // namespace app
