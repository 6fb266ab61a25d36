// read_scalar: one scalar -> one value, or a complaint that says what would be right.
#include "sim/schema/scalars.hpp"

#include <charconv>

#include "sim/schema/utf8.hpp"

namespace sim {
namespace {

using Kind = Shape::Kind;

bool fail(const Node& node, Kind kind, Diagnostics& diagnostics, std::string_view advice = {}) {
  const Wording words = wording(kind);
  std::string message = sim::quoted(node.text) + " is not " + std::string(words.noun);
  if (!words.example.empty()) message += ", such as " + std::string(words.example);
  message += advice;
  diagnostics.error(node.at, std::move(message));
  return false;
}

bool is_within(std::int64_t value, const Node& node, const Rules& rules, Kind kind,
               Diagnostics& diagnostics) {
  if (rules.low <= value && value <= rules.high) return true;
  diagnostics.error(node.at, std::string(rules.name) + " must lie between " +
                                 bound_text(kind, rules.low) + " and " +
                                 bound_text(kind, rules.high));
  return false;
}

// What `parse` makes of the scalar, or a complaint.
template <class T>
bool take(const Node& node, const Rules& rules, Kind kind,
          std::optional<T> (*parse)(std::string_view), T& into, Diagnostics& diagnostics) {
  if (!is_scalar(node, rules, kind, diagnostics)) return false;
  const auto value = parse(node.text);
  if (!value) return fail(node, kind, diagnostics);
  if constexpr (requires { plain(*value); }) {
    if (!is_within(plain(*value), node, rules, kind, diagnostics)) return false;
  }
  into = *value;
  return true;
}

std::optional<bool> parse_bool(std::string_view text) {
  return text == "true"    ? std::optional(true)
         : text == "false" ? std::optional(false)
                           : std::nullopt;
}

}  // namespace

bool is_scalar(const Node& node, const Rules& rules, Kind kind, Diagnostics& diagnostics) {
  if (node.is_scalar()) return true;
  if (node.kind == Node::Kind::invalid) return false;
  const Wording words = wording(kind);
  std::string expected = "expected " + std::string(words.noun);
  if (!words.example.empty()) expected += ", such as " + std::string(words.example);
  if (node.is_null()) {
    diagnostics.error(node.at, sim::quoted(rules.name) + " has no value; " + expected);
  } else {
    diagnostics.error(node.at, expected + "; found " + description(node));
  }
  return false;
}

bool read_scalar(const Node& node, const Rules& rules, bool& into, Diagnostics& diagnostics) {
  return take(node, rules, Kind::boolean, parse_bool, into, diagnostics);
}

bool read_scalar(const Node& node, const Rules& rules, std::int64_t& into,
                 Diagnostics& diagnostics) {
  if (!is_scalar(node, rules, Kind::integer, diagnostics)) return false;
  const std::string_view text = node.text;
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  const bool all_digits =
      !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
  if (!all_digits) return fail(node, Kind::integer, diagnostics);
  if (digits.size() > 1 && digits[0] == '0') {  // 010 is 8 to some readers of YAML
    return fail(node, Kind::integer, diagnostics, "; write it without leading zeros");
  }
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{}) value = text.starts_with('-') ? INT64_MIN : INT64_MAX;
  if (error != std::errc{} && rules.low <= value && value <= rules.high) {
    return fail(node, Kind::integer, diagnostics, "; it needs more than 64 bits");
  }
  if (!is_within(value, node, rules, Kind::integer, diagnostics)) return false;
  into = value;
  return true;
}

bool read_scalar(const Node& node, const Rules& rules, Duration& into, Diagnostics& diagnostics) {
  if (node.is_scalar() && node.text == "forever") {
    if (rules.may_be_forever) {
      into = forever;
      return true;
    }
    diagnostics.error(node.at, std::string(rules.name) +
                                   " cannot be forever; it must lie between " +
                                   bound_text(Kind::duration, rules.low) + " and " +
                                   bound_text(Kind::duration, rules.high));
    return false;
  }
  return take(node, rules, Kind::duration, parse_duration, into, diagnostics);
}

bool read_scalar(const Node& node, const Rules& rules, BitRate& into, Diagnostics& diagnostics) {
  return take(node, rules, Kind::bit_rate, parse_bit_rate, into, diagnostics);
}

bool read_scalar(const Node& node, const Rules& rules, Power& into, Diagnostics& diagnostics) {
  return take(node, rules, Kind::power, parse_power, into, diagnostics);
}

bool read_scalar(const Node& node, const Rules& rules, Probability& into,
                 Diagnostics& diagnostics) {
  return take(node, rules, Kind::probability, parse_probability, into, diagnostics);
}

bool read_scalar(const Node& node, const Rules& rules, PortRanges& into, Diagnostics& diagnostics) {
  PortRanges value;
  if (!take(node, rules, Kind::port_ranges, parse_port_ranges, value, diagnostics)) return false;
  for (const PortRange range : value.ranges) {
    if (!is_within(range.first, node, rules, Kind::port_ranges, diagnostics)) return false;
    if (!is_within(range.last, node, rules, Kind::port_ranges, diagnostics)) return false;
  }
  into = std::move(value);
  return true;
}

bool read_scalar(const Node& node, const Rules& rules, Mac& into, Diagnostics& diagnostics) {
  return take(node, rules, Kind::mac, parse_mac, into, diagnostics);
}

bool read_scalar(const Node& node, const Rules& rules, Ipv4& into, Diagnostics& diagnostics) {
  return take(node, rules, Kind::ipv4, parse_ipv4, into, diagnostics);
}

bool read_scalar(const Node& node, const Rules& rules, Ipv4Interface& into,
                 Diagnostics& diagnostics) {
  return take(node, rules, Kind::ipv4_interface, parse_ipv4_interface, into, diagnostics);
}

bool read_scalar(const Node& node, const Rules& rules, std::string& into,
                 Diagnostics& diagnostics) {
  if (!is_scalar(node, rules, Kind::text, diagnostics)) return false;
  const auto size = static_cast<std::int64_t>(node.text.size());
  if (size < rules.low || size > rules.high) {
    diagnostics.error(node.at, sim::quoted(rules.name) + " must have between " +
                                   std::to_string(rules.low) + " and " +
                                   std::to_string(rules.high) + " characters");
    return false;
  }
  into = node.text;
  return true;
}

}  // namespace sim
