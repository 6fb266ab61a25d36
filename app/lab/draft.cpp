// Files that are written: the handed-out one, and a draft for authors.
#include <fmt/format.h>

#include "app/lab/lab.hpp"
#include "app/lab/seal.hpp"
#include "sim/base/text.hpp"

namespace app {
namespace {

std::string block(std::string_view text, std::size_t indent) {
  std::string lines;
  std::string line;
  const auto end_line = [&] {
    lines += line.empty() ? "\n" : std::string(indent, ' ') + line + "\n";
    line.clear();
  };
  for (const char c : text) {
    if (c == '\n') {
      end_line();
    } else {
      line += c;
    }
  }
  if (!line.empty()) end_line();
  return lines;
}

std::string flow_sets(const Remedy& remedy) {
  std::string text;
  for (const sim::Assignment& set : remedy.sets) {
    text += (text.empty() ? "" : ", ") + sim::path_of(set) + ": " + yaml_quoted(set.value);
  }
  return text;
}

}  // namespace

std::string sealed_file(const Lab& lab, const std::string& text) {
  std::string file =
      "# A sealed lab. Look around in it with: fastbusy lab open THIS_FILE\nsealed_lab: 1\n"
      "ticket:\n";
  for (const auto& [language, ticket] : lab.ticket.by_language) {
    file += "  " + language + ": |\n" + block(ticket, 4);
  }
  const std::string letters = seal(text);
  file += "sealed: |\n";
  constexpr std::size_t width = 96;
  for (std::size_t at = 0; at < letters.size(); at += width) {
    file += "  " + letters.substr(at, width) + "\n";
  }
  return file;
}

std::string lab_draft(const Scenario& scenario) {
  std::string text = scenario.text();
  if (!text.ends_with('\n')) text += '\n';
  text += fmt::format(
      "\nlab:   # finish what stands in capitals; then: fastbusy lab seal THIS_FILE > handed-out\n"
      "  ticket:\n"
      "    en: {}\n"
      "    de: DIE WORTE DES KUNDEN\n"
      "  faults: {{set: {{}}}}       # over the network above; empty: its fault is in there "
      "already\n"
      "  may_look: ['*']\n"
      "  may_change: ['*']\n"
      "  keep: []                  # paths that a repair must leave alone\n"
      "  hints:\n"
      "    - {{en: A FIRST HINT, de: EIN ERSTER HINWEIS, cost: 10}}\n"
      "  budget: {}\n",
      yaml_quoted(scenario.title), sim::to_text(scenario.duration));
  std::string objectives;
  std::string repairs;
  for (const Remedy& remedy : scenario.remedies) {
    const bool first = repairs.empty();  // what it promises; others may promise more
    for (const Expectation& expectation : remedy.expectations) {
      if (first) objectives += "    - " + expectation.text + "\n";
    }
    repairs += "    - set: {" + flow_sets(remedy) + "}\n";
  }
  if (objectives.empty()) objectives = "    - {that: A_FACT, is: 0}\n";
  text += "  objectives:\n" + objectives;
  if (!repairs.empty()) text += "  repairs:\n" + repairs;
  return text;
}

}  // namespace app
