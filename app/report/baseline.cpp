#include "app/report/baseline.hpp"

#include <fmt/format.h>

#include "app/scenario/kinds/kinds.hpp"
#include "app/what_if/phone_sum.hpp"

namespace app {
namespace {

constexpr std::string_view header = "fastbusy-baseline 1";

// Times to the nanosecond, as durations since the start.
std::string value_of(const Measure& m) {
  const bool is_timed = m.kind == Measure::Kind::time || m.kind == Measure::Kind::duration;
  if (is_timed) return m.value ? sim::to_text(Duration{*m.value}) : "never";
  return to_text(m);
}

// What all phones of an entry have alike is one fact of the entry.
void add_entry(const RunResult& result, const Entry& entry, Baseline::Facts& facts) {
  std::map<std::string, std::vector<std::string>> values;
  for (std::size_t i = 0; i < entry.count; ++i) {
    for (const Measure& m : measures_of(result, entry.first + i)) {
      values[std::string(m.name)].push_back(value_of(m));
    }
  }
  for (const auto& [name, all] : values) {
    if (std::ranges::count(all, all.front()) == static_cast<std::ptrdiff_t>(all.size())) {
      facts[entry.name + "." + name] = all.front();
      continue;
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      facts[result.scenario.devices[entry.first + i].name + "." + name] = all[i];
    }
  }
}

void count_causes(const History& history, Baseline::Facts& facts) {
  std::map<std::string, int> causes;
  const auto add = [&](const Cause& cause) {
    if (!cause.setting.empty()) ++causes["cause." + cause.setting];
  };
  for (const Stay& stay : history.stays) {
    if (stay.lost) add(stay.cause);
  }
  for (const auto* list :
       {&history.never_registered, &history.never_back, &history.never_at_first}) {
    for (const Absence& away : *list) add(away.cause);
  }
  for (const Call& call : history.calls) {
    if (call.failed) add(call.cause);
  }
  for (const auto& [cause, times] : causes) facts[cause] = std::to_string(times);
}

bool is_near(const std::string& a, const std::string& b, Duration tolerance) {
  const auto x = sim::parse_duration(a);
  const auto y = sim::parse_duration(b);
  return x && y && std::abs((*x - *y).count()) <= tolerance.count();
}

}  // namespace

void Baseline::add(const RunResult& result) {
  Facts& facts = scenarios_[result.scenario.path];
  facts["seed"] = std::to_string(result.seed);
  for (const Entry& entry : result.scenario.entries) {
    if (is_phone(entry.kind) && entry.count > 0) add_entry(result, entry, facts);
  }
  for (const models::FateText& fate : models::fates) {
    const auto count = result.history.fates[static_cast<std::size_t>(fate.fate)];
    if (fate.is_loss && count > 0) {
      facts["drops." + std::string(fate.name)] = std::to_string(count);
    }
  }
  count_causes(result.history, facts);
}

std::string Baseline::text() const {
  std::string text = std::string(header) + "\n";
  for (const auto& [path, facts] : scenarios_) {
    text += "\n" + path + "\n";
    for (const auto& [fact, value] : facts) text += "  " + fact + " = " + value + "\n";
  }
  return text;
}

std::string Baseline::read(const std::string& text) {
  Facts* facts = nullptr;
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    ++number;
    if (number == 1 && line != header) {
      return fmt::format("1: a baseline begins with '{}'; check --save-baseline writes one",
                         header);
    }
    if (number == 1 || line.empty()) continue;
    if (!line.starts_with("  ")) {
      facts = &scenarios_[line];
      continue;
    }
    const std::size_t equals = line.find(" = ");
    if (facts == nullptr || equals == line.npos) {
      return fmt::format("{}: a line below a scenario is 'FACT = VALUE': {}", number, line);
    }
    (*facts)[line.substr(2, equals - 2)] = line.substr(equals + 3);
  }
  return number == 0 ? fmt::format("1: a baseline begins with '{}'", header) : "";
}

std::vector<std::string> Baseline::moved(const Baseline& now, Duration tolerance) const {
  std::vector<std::string> lines;
  for (const auto& [path, facts] : now.scenarios_) {
    const auto was = scenarios_.find(path);
    if (was == scenarios_.end()) continue;
    const auto tell = [&](const std::string& fact, const std::string& a, const std::string& b) {
      lines.push_back(fmt::format("{}: {} {} -> {}", path, fact, a, b));
    };
    for (const auto& [fact, value] : was->second) {
      const auto same = facts.find(fact);
      if (same == facts.end()) {
        tell(fact, value, "nothing");
      } else if (same->second != value && !is_near(same->second, value, tolerance)) {
        tell(fact, value, same->second);
      }
    }
    for (const auto& [fact, value] : facts) {
      if (!was->second.contains(fact)) tell(fact, "nothing", value);
    }
  }
  return lines;
}

std::size_t Baseline::known_in(const Baseline& now) const {
  std::size_t both = 0;
  for (const auto& [path, facts] : now.scenarios_) both += scenarios_.contains(path) ? 1 : 0;
  return both;
}

}  // namespace app
