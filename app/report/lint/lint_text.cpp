// A lint's findings for people, and the list of its rules.
#include <fmt/format.h>

#include "app/report/lint/lint_report.hpp"

namespace app {
namespace {

std::string said_of(const LintPlace& place) {
  const std::string value = place.value.empty() ? "not set" : place.value;
  const std::string origin = place.origin.empty() ? "" : " (" + place.origin + ")";
  return place.setting + ": " + value + origin;
}

// Where, how bad, what; the line and a caret.
std::string message_at(const Linted& linted, const LintPlace& place, LintLevel level,
                       const std::string& message) {
  sim::Diagnostics one;
  const auto source = linted.sources.source_of(place.at);
  if (source == nullptr) {
    return fmt::format("{}:{}:{}: {}: {}\n", place.file, place.line, place.column, to_text(level),
                       message);
  }
  one.add_source(source);
  one.warning(place.at, message);
  std::string text = one.text();
  const std::string word = ": warning: ";
  const auto at = text.find(word);
  if (at != std::string::npos) {
    text.replace(at, word.size(), ": " + std::string(to_text(level)) + ": ");
  }
  return text;
}

std::string many(std::size_t count, const std::string& one) {
  return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

}  // namespace

std::string lint_text(const Linted& linted, const Style& style) {
  std::string text = linted.complaints;
  for (const LintFinding& finding : linted.findings) {
    const LintPlace& first = finding.places.front();
    const std::string rule = " [" + finding.code + " " + finding.name + "]";
    if (!finding.is_open()) {
      text += fmt::format("{}:{}:{}: passed over: {}{}: {}\n", first.file, first.line, first.column,
                          finding.message, rule, *finding.reason);
      continue;
    }
    text += message_at(linted, first, finding.level, finding.message + rule);
    for (std::size_t i = 1; i < finding.places.size(); ++i) {
      text += message_at(linted, finding.places[i], LintLevel::note, said_of(finding.places[i]));
    }
    if (!first.setting.empty()) text += "  " + style.dim(said_of(first)) + "\n";
    if (!finding.proof.empty()) text += "  " + style.dim(finding.proof) + "\n";
  }
  return text;
}

std::string lint_summary(const std::vector<Linted>& files) {
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t notes = 0;
  std::size_t passed_over = 0;
  std::size_t unread = 0;
  for (const Linted& one : files) {
    errors += one.count(LintLevel::error);
    warnings += one.count(LintLevel::warning);
    notes += one.count(LintLevel::note);
    for (const LintFinding& finding : one.findings) passed_over += finding.is_open() ? 0 : 1;
    unread += one.is_read ? 0 : 1;
  }
  std::string text = many(files.size(), "file") + ": " + many(errors, "error") + ", " +
                     many(warnings, "warning") + ", " + many(notes, "note");
  if (passed_over > 0) text += "; " + std::to_string(passed_over) + " passed over";
  if (unread > 0) text += "; " + std::to_string(unread) + " could not be read";
  return text + "\n";
}

std::string lint_rules_text() {
  std::string text;
  for (const LintRule& rule : lint_rules()) {
    text += fmt::format("{}  {}\n       {}\n       {}\n       reads: {}\n       run: {}\n",
                        rule.code, rule.name, rule.sentence, rule.because, rule.reads, rule.run);
  }
  return text;
}

std::string lint_rules_markdown() {
  std::string text =
      "| rule | what is wrong | why | reads | what is run |\n|---|---|---|---|---|\n";
  for (const LintRule& rule : lint_rules()) {
    text += fmt::format("| {} `{}` | {} | {} | {} | {} |\n", rule.code, rule.name, rule.sentence,
                        rule.because, rule.reads, rule.run);
  }
  return text;
}

}  // namespace app
