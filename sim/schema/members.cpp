#include "sim/schema/members.hpp"

#include <utility>

#include "sim/base/text.hpp"

namespace sim {
namespace {

bool read_section(const MemberType& type, const Node& node, const Rules&, void* into,
                  Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.count();
  if (!check_section(node, type.shape, diagnostics)) return false;
  bool good = true;  // what is marked as invalid is bad, and no complaint
  for (const Row& row : type.rows) {
    const Node* child = node.find(row.name);
    if (child == nullptr) continue;
    const MemberType& member = row.type();
    void* place = static_cast<std::byte*>(into) + row.offset;
    good &= member.read(member, *child, row.rules, place, diagnostics);
  }
  return good && diagnostics.count() == before;
}

// Those of a list are its items', too; those of alternatives each one's.
void set_rules(Shape& shape, const Rules& rules) {
  shape.rules = rules;
  if (shape.kind != Shape::Kind::list && shape.kind != Shape::Kind::one_of) return;
  for (Shape& part : shape.of) set_rules(part, rules);
}

Node dump_member(const Row& row, const void* owner) {
  const MemberType& type = row.type();
  return type.dump(type, static_cast<const std::byte*>(owner) + row.offset);
}

Node dump_section(const MemberType& type, const void* value) {
  Node map = Node::map();
  for (const Row& row : type.rows) {
    Node child = dump_member(row, value);
    if (!child.is_null()) map.entries.push_back({std::string(row.name), {}, std::move(child)});
  }
  return map;
}

std::string joined(std::string_view name, const std::string& below) {
  if (name.empty() || below.starts_with('.')) return below;
  return below.empty() ? std::string(name) : std::string(name) + "." + below;
}

// None: it is not there. Empty: it is the value itself.
std::optional<std::string> find_key(const MemberType& type, const void* value, const void* member) {
  for (const Row& row : type.rows) {
    const auto below =
        find_key(row.type(), static_cast<const std::byte*>(value) + row.offset, member);
    if (below) return joined(row.name, *below);
  }
  for (std::size_t i = 0; type.item != nullptr && type.item(value, i) != nullptr; ++i) {
    const auto below = find_key(*type.of, type.item(value, i), member);
    if (below) return joined(std::to_string(i + 1), *below);
  }
  return type.rows.empty() && value == member ? std::optional(std::string{}) : std::nullopt;
}

using sim::to_text;
std::string to_text(bool value) { return value ? "true" : "false"; }
std::string to_text(const std::string& value) { return value; }

template <class T>
MemberType scalar_type(Shape::Kind kind) {
  const auto read = [](const MemberType&, const Node& node, const Rules& rules, void* into,
                       Diagnostics& diagnostics) {
    return read_scalar(node, rules, *static_cast<T*>(into), diagnostics);
  };
  const auto dump = [](const MemberType&, const void* value) {
    return Node::scalar(to_text(*static_cast<const T*>(value)));
  };
  return {.read = read, .dump = dump, .shape = {.kind = kind}};
}

}  // namespace

MemberType section_type(std::vector<Row> rows, const void* presets) {
  Shape shape{.kind = Shape::Kind::section};
  for (const Row& row : rows) {
    Shape::Key key{row.name, row.help, row.is_required, {}, shape_of(row.type(), row.rules)};
    set_preset(key, dump_member(row, presets));
    shape.keys.push_back(std::move(key));
  }
  return {.read = read_section,
          .dump = dump_section,
          .shape = std::move(shape),
          .rows = std::move(rows)};
}

Shape shape_of(const MemberType& type, const Rules& rules) {
  Shape shape = type.shape;
  set_rules(shape, rules);
  return shape;
}

std::string key_of(const MemberType& type, const void* value, const void* member) {
  const std::string key = find_key(type, value, member).value_or("");
  return key.starts_with('.') ? key.substr(1) : key;
}

std::string value_text(const Node& dumped, std::span<const std::string> pieces) {
  const Node* node = find_path(dumped, pieces);
  return node == nullptr || node->is_null() ? std::string{} : flow_text(*node);
}

template <>
const MemberType& member_type<bool>() {
  static const MemberType type = scalar_type<bool>(Shape::Kind::boolean);
  return type;
}
template <>
const MemberType& member_type<Duration>() {
  static const MemberType type = scalar_type<Duration>(Shape::Kind::duration);
  return type;
}
template <>
const MemberType& member_type<BitRate>() {
  static const MemberType type = scalar_type<BitRate>(Shape::Kind::bit_rate);
  return type;
}
template <>
const MemberType& member_type<Power>() {
  static const MemberType type = scalar_type<Power>(Shape::Kind::power);
  return type;
}
template <>
const MemberType& member_type<Probability>() {
  static const MemberType type = scalar_type<Probability>(Shape::Kind::probability);
  return type;
}
template <>
const MemberType& member_type<PortRanges>() {
  static const MemberType type = scalar_type<PortRanges>(Shape::Kind::port_ranges);
  return type;
}
template <>
const MemberType& member_type<Mac>() {
  static const MemberType type = scalar_type<Mac>(Shape::Kind::mac);
  return type;
}
template <>
const MemberType& member_type<Ipv4>() {
  static const MemberType type = scalar_type<Ipv4>(Shape::Kind::ipv4);
  return type;
}
template <>
const MemberType& member_type<Ipv4Interface>() {
  static const MemberType type = scalar_type<Ipv4Interface>(Shape::Kind::ipv4_interface);
  return type;
}
template <>
const MemberType& member_type<std::string>() {
  static const MemberType type = scalar_type<std::string>(Shape::Kind::text);
  return type;
}
template <>
const MemberType& member_type<Node>() {
  static const MemberType type{
      .read =
          [](const MemberType&, const Node& node, const Rules&, void* into, Diagnostics&) {
            *static_cast<Node*>(into) = node;
            return true;
          },
      .dump = [](const MemberType&,
                 const void* value) { return *static_cast<const Node*>(value); }};
  return type;
}

}  // namespace sim
