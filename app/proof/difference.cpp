#include "app/proof/difference.hpp"

#include <algorithm>

#include "app/scenario/parts.hpp"

namespace app {

std::string Difference::text() const {
  std::string text;
  for (const sim::Assignment& set : sets) {
    text += (text.empty() ? "" : ", ") + sim::path_of(set) + "=" + set.value;
  }
  if (without == 0) return text;
  return text + (text.empty() ? "" : ", ") + "without timeline." + std::to_string(without);
}

std::optional<Difference> difference_of(const std::string& path, const std::string& value) {
  sim::Diagnostics refused;
  auto set = sim::parse_assignment("change", path + "=" + value, refused);
  if (!set) return std::nullopt;
  return Difference{.sets = {std::move(*set)}, .names = path};
}

Difference without(std::size_t timeline_number) {
  return {.kind = Difference::Kind::act,
          .without = timeline_number,
          .names = "timeline." + std::to_string(timeline_number)};
}

std::optional<Difference> difference_from(const std::string& text) {
  static const std::string act = "without timeline.";
  std::optional<Difference> sum;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t comma = std::min(text.find(", ", at), text.size());
    const std::string part = text.substr(at, comma - at);
    at = comma + 2;
    const auto equals = part.find('=');
    std::optional<Difference> one;
    if (part.starts_with(act)) {
      one = without(static_cast<std::size_t>(std::stoul(part.substr(act.size()))));
    } else if (equals != std::string::npos) {
      one = difference_of(part.substr(0, equals), part.substr(equals + 1));
    }
    if (!one) return std::nullopt;
    sum = sum ? both(*sum, *one) : *one;
  }
  return sum;
}

Difference both(const Difference& one, const Difference& other) {
  Difference sum = one;
  sum.kind = Difference::Kind::pair;
  sum.sets = joined(std::move(sum.sets), other.sets);
  sum.without = std::max(one.without, other.without);
  sum.names += ", " + other.names;
  return sum;
}

std::optional<Scenario> with(const Difference& change, const Scenario& base) {
  const auto set_there = [](const TimelineEntry& entry, const sim::Assignment& set) {
    return std::ranges::find(entry.sets, set.pieces, &sim::Assignment::pieces) != entry.sets.end();
  };
  std::vector<sim::Assignment> in_file;
  std::vector<sim::Assignment> in_timeline;
  for (const sim::Assignment& set : change.sets) {
    const bool there = std::ranges::any_of(
        base.timeline, [&](const TimelineEntry& entry) { return set_there(entry, set); });
    (there ? in_timeline : in_file).push_back(set);
  }
  sim::Diagnostics refused;
  auto scenario = changed(base, in_file, refused);
  if (!scenario || (in_timeline.empty() && change.without == 0)) return scenario;
  auto& items = scenario->timeline.edit();
  std::erase_if(items, [&](const TimelineEntry& entry) { return entry.number == change.without; });
  for (TimelineEntry& entry : items) {
    for (const sim::Assignment& set : in_timeline) {
      if (set_there(entry, set)) entry.sets = joined(std::move(entry.sets), {set});
    }
  }
  follow_timeline(*scenario, refused);
  if (!refused.ok()) return std::nullopt;
  return scenario;
}

}  // namespace app
