// scenarios/schema.json takes what the reader takes: every scenario, and every form of profiles.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "sim/schema/document.hpp"
#include "tests/files_fixture.hpp"
#include "tests/recording_fixture.hpp"

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

// As an editor reads YAML 1.2.
Json to_json(const sim::Node& node) {
  if (node.is_map()) {
    Json map = Json::object();
    for (const auto& entry : node.entries) map[entry.key] = to_json(entry.value);
    return map;
  }
  if (node.is_list()) {
    Json list = Json::array();
    for (const sim::Node& item : node.items) list.push_back(to_json(item));
    return list;
  }
  if (node.is_null()) return {};
  const bool is_number = !node.quoted && !node.text.empty() && node.text.size() < 10 &&
                         node.text.find_first_not_of("0123456789") == std::string::npos;
  if (is_number) return std::stol(node.text);
  if (!node.quoted && (node.text == "true" || node.text == "false")) return node.text == "true";
  return node.text;
}

std::string json_of(const std::string& yaml) {
  sim::Diagnostics diagnostics;
  const auto node = sim::parse_yaml(yaml, "x.yaml", diagnostics);
  REQUIRE(node);
  return to_json(*node).dump(1);
}

int validated(const std::string& files) {
  return tests::shell("/usr/bin/python3 tests/validate.py scenarios/schema.json " + files);
}

const std::string head = R"(
title: profiles
source: made up for this test
duration: 1h
links: [phone - cucm1]
)";
const std::string devices = R"(
devices:
  cucm1: {kind: call_server, profile: cisco-cucm, address: 10.0.0.1/24}
  phone: {kind: phone, profile: [linux-host, office], address: 10.0.0.2/24, call_servers: [cucm1]}
)";

}  // namespace

TEST_CASE("schema.json: every scenario obeys it") {
  const tests::Folder folder("scenario_schema");
  std::size_t files = 0;
  for (const auto& file : fs::recursive_directory_iterator("scenarios")) {
    if (file.path().extension() != ".yaml") continue;
    ++files;
    folder.write(file.path().stem().string() + "-" + std::to_string(files) + ".json",
                 json_of(tests::contents(file.path().string())));
  }
  CHECK(files > 40);
  CHECK(validated(folder.path() + "/*.json") == 0);
}

TEST_CASE("schema.json: one profile or several, and profiles of the file's own") {
  const tests::Folder folder("profiles_schema");
  const auto obeys = [&](const std::string& yaml) {
    return validated(folder.write("one.json", json_of(yaml))) == 0;
  };
  const std::string good =
      "profiles:\n"
      "  office: {kind: phone, about: ours, values: {start: 1s, tcp: {rto_min: 300ms}}}\n"
      "  slow: {kind: host, values: {arp: {retry: {is: 2s, source: measured}}}}\n";
  CHECK(obeys(head + devices));
  CHECK(obeys(head + good + devices));
  for (const std::string bad :
       {"profiles: [office]\n", "profiles: {office: {kind: fone, values: {}}}\n",
        "profiles: {office: {kind: phone}}\n", "profiles: {office: {kind: phone, values: 5}}\n",
        "profiles: {office: {kind: phone, values: {}, valeus: {}}}\n"}) {
    INFO(bad);
    CHECK_FALSE(obeys(head + bad + devices));
  }
  std::string map = devices;
  map.replace(map.find("[linux-host, office]"), 20, "{office: 1}");
  CHECK_FALSE(obeys(head + map));
}
