// What field tables give away: JSON Schema; quantities; merging trees.
#include <string>

#include "sim/schema/emit.hpp"
#include "sim/schema/override.hpp"
#include "tests/catch.hpp"
#include "tests/schema_complaints.hpp"

namespace {

using sample::Lan;

sim::Node node(std::string_view yaml) {
  sim::Diagnostics diagnostics;
  return *sim::parse_yaml(yaml, "x.yaml", diagnostics);
}

}  // namespace

TEST_CASE("schema: JSON Schema carries types, bounds, defaults, choices and help") {
  const std::string json = sim::json_schema<Lan>("lan");
  const auto has = [&](const std::string& part) { return json.find(part) != std::string::npos; };
  CHECK(
      json.starts_with("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
                       "  \"title\": \"lan\",\n  \"type\": \"object\",\n"));
  CHECK(
      json.ends_with("\"required\": [\n    \"tcp\"\n  ],\n  \"additionalProperties\": false\n}\n"));
  CHECK(has("\"default\": \"3s\""));
  CHECK(has("\"const\": \"forever\""));
  CHECK(has("\"minimum\": 0,\n          \"maximum\": 255,"));
  CHECK(
      has("\"description\": \"what the minimum RTO applies to\\ntotal: RFC 6298 (2.4)\\n"
          "rttvar: Linux\""));
}

TEST_CASE("schema: a whole file's schema is composed of the parts' shapes") {
  sim::Shape file = sim::shape_of<sample::Host>();
  sim::Shape either;
  either.kind = sim::Shape::Kind::one_of;
  either.of = {sim::shape_of<Lan>(), sim::shape_of<sample::Call>()};
  sim::Shape devices;
  devices.kind = sim::Shape::Kind::named;
  devices.of = {either};
  file.find("expect")->shape = devices;
  const auto check = [&](std::string_view path) {
    const auto error = sim::check_path(file, sim::split_path(path));
    return error ? std::to_string(error->piece) + ": " + error->text : "";
  };
  CHECK(check("expect.sw1.tcp.floor") == "");
  CHECK(check("expect.sw1.at") == "");
  CHECK(check("expect.sw1.tcp.flor") == "3: unknown key 'flor'; did you mean 'floor'?");
  CHECK(check("expect.sw1") == "1: 'sw1' is a section; it has tcp, up");
  CHECK(sim::json_schema(file, "x").find("\"anyOf\": [") != std::string::npos);
}

TEST_CASE("schema: quantities are exact, and read back as they are written") {
  for (const char* text : {"0%", "1%", "0.5%", "0.0000001%", "100%"}) {
    CHECK(sim::to_text(sim::parse_probability(text).value()) == text);
  }
  for (const char* text :
       {"", "%", "1", "-1%", "101%", "0.00000001%", ".5%", "1.%", "1 %", "1e1%"}) {
    CAPTURE(text);
    CHECK_FALSE(sim::parse_probability(text));
  }
  for (const char* text : {"1bit/s", "64kbit/s", "1.544Mbit/s", "100Mbit/s", "2.5Gbit/s"}) {
    CHECK(sim::to_text(sim::parse_bit_rate(text).value()) == text);
  }
  for (const char* text :
       {"", "bit/s", "100", "0.5bit/s", "1.0001kbit/s", "1001Gbit/s", "-1bit/s"}) {
    CAPTURE(text);
    CHECK_FALSE(sim::parse_bit_rate(text));
  }
  for (const char* text : {"0W", "15.4W", "370W", "6.25W", "0.001W"}) {
    CHECK(sim::to_text(sim::parse_power(text).value()) == text);
  }
  CHECK(sim::to_text(sim::parse_power("6300mW").value()) == "6.3W");
  for (const char* text : {"", "W", "15", "15.4", "-1W", "0.0001W", "0.5mW", "1kW", "1 W"}) {
    CAPTURE(text);
    CHECK_FALSE(sim::parse_power(text));
  }
  CHECK(sim::to_text(sim::parse_port_ranges("1-12, 15").value()) == "1-12,15");
  for (const char* text : {"", "0", "65536", "2-1", "1,", ",1", "1-", "01", "1,1", "1-3,2", "a"}) {
    CAPTURE(text);
    CHECK_FALSE(sim::parse_port_ranges(text));
  }
}

TEST_CASE("schema: a profile lies below the file: maps merge, anything else replaces") {
  const auto merged = sim::overlay(node("{a: {b: 1, c: [1, 2]}, d: 2}"),
                                   node("{a: {c: [3], e: 4}, d: {f: 5}, g: ~}"));
  CHECK(sim::flow_text(merged) == "{a: {b: 1, c: [3], e: 4}, d: {f: 5}, g: null}");
}

TEST_CASE("schema: a scalar is put where a path leads, and nowhere else") {
  const auto set = [](std::string_view yaml, std::vector<std::string> path) {
    sim::Node root = node(yaml);
    const bool done = sim::set_scalar(root, path, "X", {});
    return (done ? "" : "no: ") + sim::flow_text(root);
  };
  CHECK(set("{a: {b: 1}}", {"a", "b"}) == "{a: {b: X}}");
  CHECK(set("{a: 1}", {"b", "c"}) == "{a: 1, b: {c: X}}");
  CHECK(set("{a: ~}", {"a", "b"}) == "{a: {b: X}}");
  CHECK(set("{a: [{b: 1}]}", {"a", "1", "b"}) == "{a: [{b: X}]}");
  CHECK(set("{a: [{b: 1}]}", {"a", "2", "b"}) == "{a: [{b: 1}, {b: X}]}");
  CHECK(set("{a: [{b: 1}]}", {"a", "3", "b"}) == "no: {a: [{b: 1}]}");
  CHECK(set("{a: 1}", {"l", "1", "b"}) == "{a: 1, l: [{b: X}]}");
  CHECK(set("{a: 1}", {"a", "b"}) == "no: {a: 1}");
  CHECK(set("{a: {b: 1}}", {"a"}) == "no: {a: {b: 1}}");
}
