#include "app/lint/lint.hpp"

#include <algorithm>

#include "app/lint/place.hpp"
#include "app/lint/site.hpp"
#include "app/scenario/source_tree.hpp"

namespace app {
namespace {

using namespace std::chrono_literals;

// FNV-1a, so that it is the same everywhere.
std::string hashed(std::string_view text) {
  std::uint64_t hash = 14'695'981'039'346'656'037ULL;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1'099'511'628'211ULL;
  }
  std::string digits;
  for (int i = 60; i >= 0; i -= 4) digits += "0123456789abcdef"[hash >> unsigned(i) & 15U];
  return digits;
}

// What loading warns of: it stands where it was said.
void add_warnings(const sim::Diagnostics& diagnostics, Linted& linted) {
  for (const auto& problem : diagnostics.problems()) {
    LintPlace place{.line = problem.at.line, .column = problem.at.column, .at = problem.at};
    const auto source = diagnostics.source_of(problem.at);
    if (source == nullptr) continue;
    place.file = source->name;
    linted.sources.add_source(source);
    LintFinding finding{.code = std::string(hardly_meant.code),
                        .name = std::string(hardly_meant.name),
                        .level = LintLevel::warning,
                        .message = problem.message,
                        .proof = "said when the file is read; nothing was run",
                        .places = {std::move(place)}};
    finding.fingerprint = hashed(finding.code + "|" + problem.message);
    linted.findings.push_back(std::move(finding));
  }
}

LintFinding finding_of(const LintRule& rule, const Suspicion& suspicion, const Scenario& scenario,
                       sim::Diagnostics& sources) {
  LintFinding finding{
      .code = std::string(rule.code), .name = std::string(rule.name), .message = suspicion.message};
  std::string key = finding.code;
  for (const std::string& path : suspicion.paths) {
    const auto is_it = [&](const LintPlace& place) { return place.setting == path; };
    if (path.empty() || std::ranges::any_of(finding.places, is_it)) continue;
    finding.places.push_back(place_of_setting(scenario, path, sources));
    key += "|" + path;
  }
  finding.fingerprint = hashed(key);
  return finding;
}

}  // namespace

std::string_view to_text(LintLevel level) {
  switch (level) {
    case LintLevel::note: return "note";
    case LintLevel::warning: return "warning";
    case LintLevel::error: return "error";
  }
  return "";
}

std::size_t Linted::count(LintLevel level) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      findings, [&](const LintFinding& one) { return one.level == level && one.is_open(); }));
}

Linted lint(const SourceText& source, const LintOptions& options, std::vector<Suppression>& argued,
            const Progress& progress) {
  Linted linted{.path = source.path};
  sim::Diagnostics diagnostics;
  auto scenario = load(source, {}, diagnostics);
  if (!scenario || !diagnostics.ok()) {
    linted.complaints = diagnostics.text();
    return linted;
  }
  linted.is_read = true;
  linted.source = linted.sources.add_source(scenario->tree->source);
  add_warnings(diagnostics, linted);
  const Site site(*scenario);
  const Duration first_look = site.settled().time_since_epoch() + 20min;  // assumed
  Prover prover(*scenario, first_look, options.effort, progress);
  std::vector<Suspicion> all;
  std::vector<LintFinding> findings;  // of these, in the same order
  for (const LintRule& rule : lint_rules()) {
    for (Suspicion& suspicion : rule.look(site)) {
      findings.push_back(finding_of(rule, suspicion, *scenario, linted.sources));
      all.push_back(std::move(suspicion));
    }
  }
  std::vector<std::size_t> unclear;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!options.proves) {
      findings[i].level = all[i].holds ? LintLevel::note : LintLevel::warning;
      findings[i].proof = "not proven: nothing was run";
    } else if (!prover.prove(all[i], findings[i])) {
      unclear.push_back(i);
    }
  }
  for (const std::size_t i : unclear) prover.prove_apart(all[i], all, findings[i]);
  std::ranges::move(findings, std::back_inserter(linted.findings));
  linted.interrupted = prover.interrupted();
  suppress(linted, suppressions_in(source.text), argued);
  std::ranges::stable_sort(linted.findings, [](const LintFinding& a, const LintFinding& b) {
    return a.places[0].line < b.places[0].line;
  });
  return linted;
}

}  // namespace app
