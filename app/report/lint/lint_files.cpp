// A lint's findings for other programs: JSON, SARIF 2.1.0, JUnit XML.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/report/check_files.hpp"
#include "app/report/lint/lint_report.hpp"
#include "app/report/sarif.hpp"

namespace app {
namespace {

using LintJson = nlohmann::ordered_json;

std::string dumped(const LintJson& all) {
  return all.dump(2, ' ', false, LintJson::error_handler_t::replace) + "\n";
}

LintJson json_of(const LintPlace& place) {
  LintJson json = {{"file", place.file}, {"line", place.line}, {"column", place.column}};
  if (place.setting.empty()) return json;
  json["setting"] = place.setting;
  json["value"] = place.value;
  if (!place.origin.empty()) json["origin"] = place.origin;
  return json;
}

LintJson location_of(const LintPlace& place) {
  LintJson region = {{"startLine", std::max(1, place.line)}};
  if (place.column > 0) region["startColumn"] = place.column;
  return {{"physicalLocation",
           {{"artifactLocation", {{"uri", uri_of(place.file)}}}, {"region", std::move(region)}}}};
}

LintJson sarif_result(const LintFinding& finding) {
  const std::string proof = finding.proof.empty() ? "" : ". " + finding.proof;
  LintJson result = {{"ruleId", finding.code},
                     {"level", to_text(finding.level)},
                     {"message", {{"text", finding.message + proof}}},
                     {"locations", LintJson::array({location_of(finding.places.front())})},
                     {"partialFingerprints", {{"fastbusyLint/v1", finding.fingerprint}}}};
  LintJson related = LintJson::array();
  for (std::size_t i = 1; i < finding.places.size(); ++i) {
    const LintPlace& place = finding.places[i];
    LintJson one = location_of(place);
    one["id"] = i;
    const std::string origin = place.origin.empty() ? "" : " (" + place.origin + ")";
    one["message"] = {
        {"text", place.setting + ": " + (place.value.empty() ? "not set" : place.value) + origin}};
    related.push_back(std::move(one));
  }
  if (!related.empty()) result["relatedLocations"] = std::move(related);
  if (finding.reason) {
    result["suppressions"] =
        LintJson::array({{{"kind", finding.is_argued ? "external" : "inSource"},
                          {"justification", *finding.reason}}});
  }
  return result;
}

// Rules, and what is told besides.
LintJson sarif_rules() {
  LintJson rules = LintJson::array();
  const auto add = [&](std::string_view code, std::string_view name, std::string_view sentence,
                       std::string_view more) {
    rules.push_back({{"id", code},
                     {"name", name},
                     {"shortDescription", {{"text", sentence}}},
                     {"fullDescription", {{"text", more}}}});
  };
  for (const LintRule& rule : lint_rules()) {
    add(rule.code, rule.name, rule.sentence,
        std::string(rule.because) + " Reads: " + std::string(rule.reads) + ".");
  }
  add("FB001", "no-reason", "A finding is passed over without a reason.", "Say why.");
  add("FB002", "unknown-rule", "There is no rule of that code.", "fastbusy lint --rules");
  add("FB003", "passes-over-nothing", "Nothing is passed over there.", "It can go.");
  add("FB010", "hardly-meant", "The file says what can hardly be meant.",
      "What every command warns of when it reads the file.");
  return rules;
}

}  // namespace

std::string lint_json(const std::vector<Linted>& files) {
  LintJson all = LintJson::array();
  for (const Linted& file : files) {
    LintJson findings = LintJson::array();
    for (const LintFinding& finding : file.findings) {
      LintJson places = LintJson::array();
      for (const LintPlace& place : finding.places) places.push_back(json_of(place));
      LintJson one = {{"code", finding.code},
                      {"rule", finding.name},
                      {"level", to_text(finding.level)},
                      {"message", finding.message},
                      {"proof", finding.proof},
                      {"fingerprint", finding.fingerprint},
                      {"places", std::move(places)}};
      if (!finding.cure.empty()) one["cure"] = finding.cure;
      if (finding.reason) one["passed_over_because"] = *finding.reason;
      findings.push_back(std::move(one));
    }
    LintJson one = {{"file", file.path}, {"read", file.is_read}, {"findings", std::move(findings)}};
    if (!file.complaints.empty()) one["complaints"] = file.complaints;
    all.push_back(std::move(one));
  }
  return dumped({{"version", 1}, {"files", std::move(all)}});
}

std::string lint_sarif(const std::vector<Linted>& files) {
  LintJson results = LintJson::array();
  LintJson complaints = LintJson::array();
  for (const Linted& file : files) {
    for (const LintFinding& finding : file.findings) results.push_back(sarif_result(finding));
    if (file.is_read) continue;
    complaints.push_back({{"level", "error"}, {"message", {{"text", file.complaints}}}});
  }
  LintJson invocation = {{"executionSuccessful", complaints.empty()}};
  if (!complaints.empty()) invocation["toolExecutionNotifications"] = std::move(complaints);
  const LintJson driver = {
      {"name", "fastbusy"}, {"version", FASTBUSY_VERSION}, {"rules", sarif_rules()}};
  const LintJson run = {{"tool", {{"driver", driver}}},
                        {"columnKind", "unicodeCodePoints"},
                        {"invocations", LintJson::array({std::move(invocation)})},
                        {"results", std::move(results)}};
  return dumped({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                 {"version", "2.1.0"},
                 {"runs", LintJson::array({run})}});
}

std::string lint_junit(const std::vector<Linted>& files) {
  std::vector<std::string> suites;
  for (const Linted& file : files) {
    std::string cases;
    std::size_t tests = 0;
    std::size_t failures = 0;
    const std::string path = xml_text(file.path);
    const auto add = [&](std::string_view name, const std::string& failure) {
      ++tests;
      cases += fmt::format("    <testcase classname=\"{}\" name=\"{}\"", path, xml_text(name));
      cases += failure.empty() ? "/>\n" : ">\n" + failure + "    </testcase>\n";
    };
    const auto failures_of = [&](std::string_view code) {
      std::string text;
      for (const LintFinding& finding : file.findings) {
        const bool is_it = finding.code == code && finding.is_open();
        if (!is_it || finding.level != LintLevel::error) continue;
        const LintPlace& at = finding.places.front();
        ++failures;
        text +=
            fmt::format("      <failure type=\"{}\" message=\"{}\">{}:{}:{}: {}; {}</failure>\n",
                        xml_text(finding.name), xml_text(finding.message), xml_text(at.file),
                        at.line, at.column, xml_text(finding.message), xml_text(finding.proof));
        break;  // a testcase fails once; the others are in the text
      }
      return text;
    };
    if (!file.is_read) {
      add("can be read", fmt::format("      <error type=\"unreadable\" message=\"{}\"/>\n",
                                     xml_text(file.complaints)));
    } else {
      for (const LintRule& rule : lint_rules()) {
        add(std::string(rule.code) + " " + std::string(rule.name), failures_of(rule.code));
      }
      for (const std::string_view code : {"FB001", "FB002"}) {
        const std::string failure = failures_of(code);
        if (!failure.empty()) add(code, failure);
      }
    }
    suites.push_back(fmt::format(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"0.000\">\n{}"
        "  </testsuite>\n",
        path, tests, failures, file.is_read ? 0 : 1, cases));
  }
  return junit_file(suites);
}

}  // namespace app
