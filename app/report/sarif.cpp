#include "app/report/sarif.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

namespace app {
namespace {

using Json = nlohmann::ordered_json;

Json rule(std::string_view id, std::string_view text) {
  return {{"id", id}, {"shortDescription", {{"text", text}}}};
}

}  // namespace

std::string uri_of(const std::string& path) {
  std::error_code ignored;
  const std::string relative = std::filesystem::relative(path, ignored).generic_string();
  const bool is_below = !relative.empty() && !relative.starts_with("..");
  std::string uri;
  for (const char c : is_below ? relative : path) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '/' || c == '-' || c == '.' || c == '_' ||
                          c == '~';
    uri += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

SarifPart sarif_part(const Checked& checked) {
  SarifPart part{.path = checked.path, .findings = findings_of(checked)};
  std::erase_if(part.findings, [](const Finding& f) { return f.kind == Finding::Kind::holds; });
  return part;
}

std::string sarif_file(const std::vector<SarifPart>& parts) {
  Json results = Json::array();
  for (const SarifPart& part : parts) {
    for (const Finding& f : part.findings) {
      const bool fails = f.kind == Finding::Kind::fails;
      const Json place = {{"physicalLocation",
                           {{"artifactLocation", {{"uri", uri_of(part.path)}}},
                            {"region", {{"startLine", std::max(1, f.line)}}}}}};
      results.push_back({{"ruleId", fails ? "does-not-hold" : "not-looked-at"},
                         {"level", fails ? "error" : "warning"},
                         {"message", {{"text", f.text + ": " + f.message}}},
                         {"locations", Json::array({place})}});
    }
  }
  const Json rules =
      Json::array({rule("does-not-hold", "An expectation or a remedy does not hold."),
                   rule("not-looked-at", "The run did not say whether it holds.")});
  const Json driver = {{"name", "fastbusy"}, {"version", FASTBUSY_VERSION}, {"rules", rules}};
  const Json run = {{"tool", {{"driver", driver}}}, {"results", results}};
  const Json all = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", Json::array({run})}};
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace app
