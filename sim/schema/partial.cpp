#include "sim/schema/partial.hpp"

#include "sim/schema/member_type.hpp"

namespace sim {
namespace {

template <class T>
bool reads(const Shape& shape, const Node& node, Diagnostics& diagnostics) {
  T ignored{};
  return read_scalar(node, shape.rules, ignored, diagnostics);
}

bool is_right(const Shape& shape, const Node& node, Diagnostics& diagnostics);

bool is_right_list(const Shape& shape, const Node& node, Diagnostics& diagnostics) {
  if (!check_list(node, shape.rules, diagnostics)) return false;
  bool good = true;
  for (const Node& item : node.items) good &= is_right(shape.of.front(), item, diagnostics);
  return good;
}

// An item of a list: it replaces what the list had, and so must be whole.
bool is_right_section(const Shape& shape, const Node& node, Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.count();
  if (!check_section(node, shape, diagnostics)) return false;
  for (const Node::Entry& entry : node.entries) {
    const Shape::Key* key = shape.find(entry.key);
    if (key != nullptr) is_right(key->shape, entry.value, diagnostics);
  }
  return diagnostics.count() == before;
}

bool is_right(const Shape& shape, const Node& node, Diagnostics& diagnostics) {
  using enum Shape::Kind;
  switch (shape.kind) {
    case boolean: return reads<bool>(shape, node, diagnostics);
    case integer: return reads<std::int64_t>(shape, node, diagnostics);
    case duration: return reads<Duration>(shape, node, diagnostics);
    case bit_rate: return reads<BitRate>(shape, node, diagnostics);
    case power: return reads<Power>(shape, node, diagnostics);
    case probability: return reads<Probability>(shape, node, diagnostics);
    case port_ranges: return reads<PortRanges>(shape, node, diagnostics);
    case mac: return reads<Mac>(shape, node, diagnostics);
    case ipv4: return reads<Ipv4>(shape, node, diagnostics);
    case ipv4_interface: return reads<Ipv4Interface>(shape, node, diagnostics);
    case text: return reads<std::string>(shape, node, diagnostics);
    case choice: return read_choice(node, shape.choices, shape.rules, diagnostics).has_value();
    case list: return is_right_list(shape, node, diagnostics);
    case section: return is_right_section(shape, node, diagnostics);
    case raw:  // those who read it know
    case named:
    case one_of: return true;
  }
  return true;
}

}  // namespace

void check_partial(const Shape& section, Node& node, Diagnostics& diagnostics) {
  if (!check_keys(node, section, diagnostics)) {
    node.kind = Node::Kind::invalid;
    return;
  }
  std::erase_if(node.entries,
                [&](const auto& entry) { return section.find(entry.key) == nullptr; });
  for (Node::Entry& entry : node.entries) {
    const Shape& shape = section.find(entry.key)->shape;
    if (shape.kind == Shape::Kind::section) {
      check_partial(shape, entry.value, diagnostics);
    } else if (!is_right(shape, entry.value, diagnostics)) {
      entry.value.kind = Node::Kind::invalid;
    }
  }
}

}  // namespace sim
