#include "app/what_if/globs.hpp"

#include <span>

#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/setting.hpp"

namespace app {
namespace {

bool is_pattern(std::string_view text) { return text.find_first_of("*?") != text.npos; }

// The names that the first piece may stand for.
std::vector<std::string> owners_of(const std::string& pattern, std::span<const std::string> below,
                                   const Scenario& scenario, bool& any) {
  std::vector<std::string> owners;
  for (const Entry& entry : scenario.entries) {
    const bool has = !sim::check_path(shape_of(entry.kind), below);
    if (fits(pattern, entry.name)) {
      any = true;
      if (has) owners.push_back(entry.name);
      continue;
    }
    for (std::size_t i = 0; entry.counted && i < entry.count; ++i) {
      const std::string& name = scenario.devices[entry.first + i].name;
      if (!fits(pattern, name)) continue;
      any = true;
      if (has) owners.push_back(name);
    }
  }
  return owners;
}

sim::Assignment named(sim::Assignment set, std::size_t piece, std::string name) {
  set.pieces[piece] = std::move(name);
  return set;
}

}  // namespace

bool fits(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = pattern.npos;  // the last one, and what it has swallowed up to
  std::size_t swallowed = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      swallowed = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != pattern.npos) {
      p = star + 1;
      t = ++swallowed;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == pattern.npos;
}

std::vector<sim::Assignment> read_patterns(const std::string& option,
                                           const std::vector<std::string>& texts,
                                           const Scenario& scenario,
                                           sim::Diagnostics& diagnostics) {
  std::vector<sim::Assignment> sets;
  for (const std::string& text : texts) {
    const auto set = sim::parse_assignment(option, text, diagnostics);
    if (!set) continue;
    const std::string& owner = set->pieces[0];
    if (owner == "links" && set->pieces.size() > 1 && is_pattern(set->pieces[1])) {
      for (std::size_t i = 0; i < scenario.link_specs.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        if (fits(set->pieces[1], number)) sets.push_back(named(*set, 1, number));
      }
      continue;
    }
    if (!is_pattern(owner)) {
      sets.push_back(*set);
      continue;
    }
    bool any = false;
    const auto below = std::span(set->pieces).subspan(1);
    const auto owners = owners_of(owner, below, scenario, any);
    for (const std::string& name : owners) sets.push_back(named(*set, 0, name));
    if (!owners.empty()) continue;
    diagnostics.error(set->at.front(), any ? "no device that fits '" + owner + "' has '" +
                                                 sim::path_of(*set).substr(owner.size() + 1) + "'"
                                           : "no device fits '" + owner + "'");
  }
  return sets;
}

const sim::Shape* shape_of_path(const std::string& option, const std::string& path,
                                const Scenario& scenario, sim::Diagnostics& diagnostics) {
  const sim::Shape* shape = shape_at(scenario, path);
  if (shape != nullptr) return shape;
  const std::size_t before = diagnostics.count();
  const auto set = sim::parse_assignment(option, path + "=0", diagnostics);
  if (set) changed(scenario, {*set}, diagnostics);
  if (diagnostics.count() == before) {
    diagnostics.error(set->at.front(), "'" + path + "' is no setting of the file");
  }
  return nullptr;
}

}  // namespace app
