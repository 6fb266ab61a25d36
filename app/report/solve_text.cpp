#include "app/report/solve_text.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/report/phrases.hpp"

namespace app {
namespace {

using Json = nlohmann::ordered_json;
using Says = Answer::Says;

std::string_view word_of(Says verdict) {
  switch (verdict) {
    case Says::holds: return "holds";
    case Says::fails: return "fails";
    case Says::unknown: return "unknown";
    case Says::refused: return "refused";
  }
  return "";
}

std::string boundary_text(const Boundary& b) {
  return b.holds_above
             ? fmt::format("holds from {} up (not yet at {})", b.holds.value, b.fails.value)
             : fmt::format("holds up to {} (no more at {})", b.holds.value, b.fails.value);
}

// All values alike, where nothing turns.
std::string everywhere(const Solution& s) {
  if (s.scan.empty()) return "no value could be tried\n";
  const std::string range = fmt::format("{} to {}", s.scan.front().value, s.scan.back().value);
  std::size_t holds = 0;
  for (const Answer& one : s.scan) holds += one.verdict == Says::holds ? 1 : 0;
  if (holds == s.scan.size()) return "holds with every value that was tried, " + range + "\n";
  if (holds == 0) return "holds with no value that was tried, " + range + "\n";
  return fmt::format("holds with {} of {} values that were tried, {}\n", holds, s.scan.size(),
                     range);
}

std::string words_text(const Solution& s) {
  std::string text;
  for (const Answer& one : s.scan) {
    text += fmt::format("  {:<7} with {} (observed {})\n", word_of(one.verdict), one.value,
                        one.observed.empty() ? "nothing" : one.observed);
  }
  return text;
}

std::string recommended_text(const Solution& s, const Style& style) {
  if (s.hollow) {
    return fmt::format("no value is recommended: with {} {} never register\n", s.hollow->value,
                       counted(s.hollow->never_registered, "phone"));
  }
  if (!s.recommended) return "";
  const Recommendation& r = *s.recommended;
  const std::string distance = fmt::format("{:.0f} % from the boundary", 100 * r.distance);
  if (r.is_now) {
    return fmt::format("{} is well: {}\n", style.bold(s.path + " = " + r.answer.value), distance);
  }
  const bool holds = r.answer.verdict == Says::holds;
  return fmt::format(
      "{}   {}; {}\n",
      style.bold((holds ? "recommended: --set " : "would be: ") + s.path + "=" + r.answer.value),
      distance,
      holds ? "tried: it holds"
            : fmt::format("but tried, it {}: between the boundaries it is uneven",
                          word_of(r.answer.verdict)));
}

Json json_of(const Answer& answer) {
  return {
      {"value", answer.value}, {"verdict", word_of(answer.verdict)}, {"observed", answer.observed}};
}

}  // namespace

std::string solve_text(const Solution& s, const Style& style) {
  std::string text =
      fmt::format("{}, by {} = {} {}: {} now (observed {})\n", style.bold(s.until),
                  style.bold(s.path), s.now.value, style.dim(s.place), word_of(s.now.verdict),
                  s.now.observed.empty() ? "nothing" : s.now.observed);
  if (!s.is_quantity()) {
    text += words_text(s);
  } else if (s.boundaries.empty()) {
    text += "  " + everywhere(s);
  } else if (!s.is_monotone()) {
    text += fmt::format("  {} it turns {} between {} and {}\n", style.bad("not monotone:"),
                        counted(s.boundaries.size(), "time"), s.scan.front().value,
                        s.scan.back().value);
  }
  for (const Boundary& b : s.boundaries) {
    text += "  " + style.bold(boundary_text(b)) + "\n";
    if (b.holds.never_registered > s.now.never_registered) {
      text += fmt::format("    but with {} {} never register\n", b.holds.value,
                          counted(b.holds.never_registered, "phone"));
    }
    const std::string why = b.symptom.empty() ? "observed " + b.fails.observed : b.symptom;
    text += fmt::format("    with {}: {}\n", b.fails.value, why);
    if (!b.decided.empty()) text += fmt::format("    decided by {}\n", b.decided);
  }
  if (s.off) text += fmt::format("  {} with 0s, often \"off\"\n", word_of(s.off->verdict));
  text += recommended_text(s, style);
  if (s.is_quantity()) {
    text += fmt::format("{} tried from {} to {}; turns between two of them are not seen\n",
                        counted(s.scan.size(), "value"), s.scan.empty() ? "" : s.scan.front().value,
                        s.scan.empty() ? "" : s.scan.back().value);
  }
  if (s.interrupted) text += "interrupted: not everything was tried\n";
  return text;
}

std::string solve_json(const Solution& s) {
  Json boundaries = Json::array();
  for (const Boundary& b : s.boundaries) {
    boundaries.push_back({{"fails_with", b.fails.value},
                          {"holds_with", b.holds.value},
                          {"holds_above", b.holds_above},
                          {"observed", b.fails.observed},
                          {"symptom", b.symptom},
                          {"decided_by", b.decided}});
  }
  Json tried = Json::array();
  for (const Answer& one : s.scan) tried.push_back(json_of(one));
  Json recommended;
  if (s.recommended) {
    recommended = json_of(s.recommended->answer);
    recommended["distance"] = s.recommended->distance;
    recommended["is_now"] = s.recommended->is_now;
  }
  const Json all = {{"setting", s.path},
                    {"until", s.until},
                    {"place", s.place},
                    {"now", json_of(s.now)},
                    {"monotone", s.is_monotone()},
                    {"boundaries", boundaries},
                    {"with_0s", s.off ? json_of(*s.off) : Json()},
                    {"recommended", recommended},
                    {"tried", tried},
                    {"interrupted", s.interrupted}};
  return all.dump(2) + "\n";
}

}  // namespace app
