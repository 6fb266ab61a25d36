#include "sim/schema/shape.hpp"

#include <algorithm>
#include <utility>

#include "sim/schema/utf8.hpp"

namespace sim {
namespace {

constexpr std::size_t most_listed = 12;  // keys that a message names; more is a page, not a hint

std::string key_list(const Shape& section) {
  std::string text;
  for (const Shape::Key& key : section.keys) {
    text += (text.empty() ? "" : ", ") + std::string(key.name);
  }
  return text;
}

PathError section_error(const Shape& shape, std::size_t piece, const std::string& name) {
  if (shape.kind == Shape::Kind::list) {
    return {piece, name + " is a list; add the number of one item, counted from 1"};
  }
  if (shape.kind == Shape::Kind::section) {
    return {piece, name + " is a section; it has " + key_list(shape)};
  }
  return {piece, name + " is a section; add the name of one entry"};
}

std::optional<PathError> check(const Shape& shape, std::span<const std::string> pieces,
                               std::size_t piece) {
  using enum Shape::Kind;
  const bool last = piece == pieces.size();
  const std::string name = piece == 0 ? "this" : sim::quoted(pieces[piece - 1]);
  const std::size_t shown = piece == 0 ? 0 : piece - 1;
  switch (shape.kind) {
    case raw: return std::nullopt;
    case section: {
      if (last) return section_error(shape, shown, name);
      const Shape::Key* key = shape.find(pieces[piece]);
      if (key == nullptr) return PathError{piece, unknown_key(pieces[piece], shape)};
      return check(key->shape, pieces, piece + 1);
    }
    case list: {
      if (last) return section_error(shape, shown, name);
      const std::string& number = pieces[piece];
      const bool counts = !number.empty() && number[0] != '0' &&
                          number.find_first_not_of("0123456789") == std::string::npos;
      if (!counts) return PathError{piece, name + " is a list; its items are counted from 1"};
      return check(shape.of.at(0), pieces, piece + 1);
    }
    case named:
      if (last) return section_error(shape, shown, name);
      return check(shape.of.at(0), pieces, piece + 1);
    case one_of: {
      std::optional<PathError> furthest;
      for (const Shape& alternative : shape.of) {
        auto error = check(alternative, pieces, piece);
        if (!error) return std::nullopt;
        if (!furthest || error->piece > furthest->piece) furthest = std::move(error);
      }
      return furthest;
    }
    case boolean:
    case integer:
    case duration:
    case bit_rate:
    case power:
    case probability:
    case port_ranges:
    case mac:
    case ipv4:
    case ipv4_interface:
    case text:
    case choice: break;
  }
  if (last) return std::nullopt;
  return PathError{piece, name + " is a value; nothing stands below it"};
}

}  // namespace

const Shape::Key* Shape::find(std::string_view key) const {
  const auto found = std::ranges::find(keys, key, &Key::name);
  return found == keys.end() ? nullptr : &*found;
}

Shape::Key* Shape::find(std::string_view key) {
  return const_cast<Key*>(std::as_const(*this).find(key));
}

bool is_same(const Shape& a, const Shape& b) {
  const auto same_key = [](const Shape::Key& x, const Shape::Key& y) {
    return x.name == y.name && x.help == y.help && x.is_required == y.is_required &&
           is_same(x.shape, y.shape);
  };
  return a.kind == b.kind && a.rules == b.rules && a.choices == b.choices &&
         std::ranges::equal(a.of, b.of, is_same) && std::ranges::equal(a.keys, b.keys, same_key);
}

void set_preset(Shape::Key& key, Node preset) {
  if (preset.is_map() && key.shape.kind == Shape::Kind::section) {
    for (Shape::Key& child : key.shape.keys) {
      const Node* of_child = preset.find(child.name);
      set_preset(child, of_child == nullptr ? Node{} : *of_child);
    }
  }
  if (!key.is_required) key.preset = std::move(preset);
}

Wording wording(Shape::Kind kind) {
  using enum Shape::Kind;
  switch (kind) {
    case boolean: return {"true or false", ""};
    case integer: return {"a whole number", "12"};
    case duration: return {"a duration with its unit", "115s, 250ms, 2min or 1h"};
    case bit_rate: return {"a bit rate with its unit", "100Mbit/s, 64kbit/s or 1Gbit/s"};
    case power: return {"a power with its unit", "370W, 15.4W or 6300mW"};
    case probability: return {"a probability in percent", "1% or 0.5%"};
    case port_ranges: return {"a list of numbers and ranges", "1-12,15"};
    case mac: return {"a MAC address", "00:24:14:2d:df:24"};
    case ipv4: return {"an IPv4 address", "192.0.2.1"};
    case ipv4_interface: return {"an IPv4 address with its prefix length", "192.0.2.1/24"};
    case text: return {"text", ""};
    case choice: return {"one word", ""};
    case list: return {"a list", "[a, b]"};
    case section:
    case named: return {"a map", ""};
    case raw:
    case one_of: return {"a value", ""};
  }
  return {};
}

std::string bound_text(Shape::Kind kind, std::int64_t bound) {
  if (kind == Shape::Kind::duration) return to_text(Duration{bound});
  if (kind == Shape::Kind::bit_rate) return to_text(BitRate{static_cast<std::uint64_t>(bound)});
  if (kind == Shape::Kind::power) return to_text(Power{bound});
  if (kind == Shape::Kind::probability) {
    return to_text(Probability{static_cast<std::uint32_t>(bound)});
  }
  return std::to_string(bound);
}

std::string unknown_key(std::string_view key, const Shape& section) {
  std::vector<std::string_view> names;
  for (const Shape::Key& known : section.keys) names.push_back(known.name);
  std::string text = "unknown key " + sim::quoted(key);
  if (const auto near = nearest(key, names); !near.empty()) {
    return text + "; did you mean " + sim::quoted(near) + '?';
  }
  if (names.size() > most_listed) return text;
  return text + (names.empty() ? "; no keys belong here" : "; known here: " + key_list(section));
}

std::optional<PathError> check_path(const Shape& shape, std::span<const std::string> pieces) {
  return check(shape, pieces, 0);
}

const Shape* shape_at(const Shape& shape, std::span<const std::string> pieces) {
  if (pieces.empty()) return &shape;
  if (shape.kind == Shape::Kind::list) return shape_at(shape.of.front(), pieces.subspan(1));
  const Shape::Key* key = shape.find(pieces.front());
  return key == nullptr ? nullptr : shape_at(key->shape, pieces.subspan(1));
}

}  // namespace sim
