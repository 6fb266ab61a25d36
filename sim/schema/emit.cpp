#include "sim/schema/emit.hpp"

#include <nlohmann/json.hpp>

namespace sim {
namespace {

using Json = nlohmann::ordered_json;
using Kind = Shape::Kind;

// What an editor can check of parse_duration and its kin; the bounds are told, not checked.
constexpr const char* duration_pattern =
    R"(^[0-9]+(\.[0-9]+)?(h|min|s|ms|us|ns)( ?[0-9]+(\.[0-9]+)?(h|min|s|ms|us|ns))*$)";
constexpr const char* bit_rate_pattern = R"(^[0-9]+(\.[0-9]+)?[kMG]?bit/s$)";
constexpr const char* power_pattern = R"(^[0-9]+(\.[0-9]+)?m?W$)";
constexpr const char* probability_pattern = R"(^([0-9]+(\.[0-9]+)?%|0)$)";
constexpr const char* ports_pattern = R"(^[0-9]+(-[0-9]+)?(, ?[0-9]+(-[0-9]+)?)*$)";
constexpr const char* mac_pattern = "^[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}$";
constexpr const char* ipv4_pattern = R"(^[0-9]{1,3}(\.[0-9]{1,3}){3}$)";
constexpr const char* ipv4_interface_pattern = R"(^[0-9]{1,3}(\.[0-9]{1,3}){3}/[0-9]{1,2}$)";

Json text_of(const char* pattern) { return {{"type", "string"}, {"pattern", pattern}}; }

Json to_json(const Shape& shape);

Json preset_json(const Node& node, Kind kind) {
  if (node.is_list()) {
    Json list = Json::array();
    for (const Node& item : node.items) list.push_back(preset_json(item, Kind::text));
    return list;
  }
  if (kind == Kind::boolean) return node.text == "true";
  if (kind == Kind::integer) return std::stoll(node.text);
  return node.text;
}

Json section_json(const Shape& shape) {
  Json json{{"type", "object"}};
  Json required = Json::array();
  json["properties"] = Json::object();
  for (const Shape::Key& key : shape.keys) {
    Json& child = json["properties"][std::string(key.name)] = to_json(key.shape);
    std::string help(key.help);
    for (const auto& choice : key.shape.choices) {
      if (!choice.help.empty()) {
        help +=
            (help.empty() ? "" : "\n") + std::string(choice.name) + ": " + std::string(choice.help);
      }
    }
    if (!help.empty()) child["description"] = help;
    const bool has_preset = key.preset.is_scalar() || key.preset.is_list();
    if (has_preset) child["default"] = preset_json(key.preset, key.shape.kind);
    if (key.is_required) required.push_back(key.name);
  }
  if (!required.empty()) json["required"] = required;
  json["additionalProperties"] = false;
  return json;
}

Json to_json(const Shape& shape) {
  switch (shape.kind) {
    case Kind::boolean: return {{"type", "boolean"}};
    case Kind::integer:
      return {{"type", "integer"}, {"minimum", shape.rules.low}, {"maximum", shape.rules.high}};
    case Kind::duration: {
      Json json = text_of(duration_pattern);
      if (!shape.rules.may_be_forever) return json;
      return {{"anyOf", Json::array({json, Json{{"const", "forever"}}})}};
    }
    case Kind::bit_rate: return text_of(bit_rate_pattern);
    case Kind::power: return text_of(power_pattern);
    case Kind::probability:  // a bare 0 is a number to an editor
      return {{"type", {"string", "integer"}}, {"pattern", probability_pattern}, {"maximum", 0}};
    case Kind::port_ranges: return {{"type", {"string", "integer"}}, {"pattern", ports_pattern}};
    case Kind::mac: return text_of(mac_pattern);
    case Kind::ipv4: return text_of(ipv4_pattern);
    case Kind::ipv4_interface: return text_of(ipv4_interface_pattern);
    case Kind::text:  // unquoted 8961 and true are text to the reader
      return {{"type", {"string", "number", "boolean"}},
              {"minLength", shape.rules.low},
              {"maxLength", shape.rules.high}};
    case Kind::choice: {
      Json json{{"enum", Json::array()}};
      for (const auto& choice : shape.choices) json["enum"].push_back(choice.name);
      return json;
    }
    case Kind::list:
      return {{"type", "array"},
              {"items", to_json(shape.of.at(0))},
              {"maxItems", shape.rules.most_items}};
    case Kind::section: return section_json(shape);
    case Kind::raw: return Json::object();
    case Kind::named:
      return {{"type", "object"}, {"additionalProperties", to_json(shape.of.at(0))}};
    case Kind::one_of: {
      Json json{{"anyOf", Json::array()}};
      for (const Shape& alternative : shape.of) json["anyOf"].push_back(to_json(alternative));
      return json;
    }
  }
  return {};
}

}  // namespace

std::string json_schema(const Shape& shape, std::string_view title) {
  Json json{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", title}};
  json.update(to_json(shape));
  return json.dump(2) + '\n';
}

}  // namespace sim
