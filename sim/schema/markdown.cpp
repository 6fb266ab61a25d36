#include "sim/schema/markdown.hpp"

#include <algorithm>
#include <cctype>

namespace sim {
namespace {

using Kind = Shape::Kind;

std::string range_text(const Shape& shape) {
  const auto between = [&] {
    const bool open =
        shape.rules.high == std::numeric_limits<std::int64_t>::max() ||
        (shape.kind == Kind::duration && shape.rules.high == plain(Range<Duration>::high));
    if (open) return bound_text(shape.kind, shape.rules.low) + " or more";
    if (shape.rules.low == shape.rules.high) return bound_text(shape.kind, shape.rules.low);
    const std::string bounds =
        bound_text(shape.kind, shape.rules.low) + " to " + bound_text(shape.kind, shape.rules.high);
    return shape.rules.may_be_forever ? bounds + ", or forever" : bounds;
  };
  std::string text;
  switch (shape.kind) {
    case Kind::boolean: return "true, false";
    case Kind::integer:
    case Kind::duration:
    case Kind::bit_rate:
    case Kind::power:
    case Kind::port_ranges:
    case Kind::probability: return between();
    case Kind::mac:
    case Kind::ipv4:
    case Kind::ipv4_interface: return "such as " + std::string(wording(shape.kind).example);
    case Kind::text: return "text";
    case Kind::choice:
      for (const auto& choice : shape.choices) {
        text += (text.empty() ? "" : ", ") + std::string(choice.name);
      }
      return text;
    case Kind::list:
      return "up to " + std::to_string(shape.rules.most_items) +
             " of: " + range_text(shape.of.at(0));
    case Kind::one_of:
      for (const Shape& alternative : shape.of) {
        text += (text.empty() ? "" : ", or ") + range_text(alternative);
      }
      return text;
    case Kind::section:
    case Kind::named: return "a section";
    case Kind::raw: return "see there";
  }
  return text;
}

std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '|') result += '\\';
    result += c == '\n' ? ' ' : c;
  }
  return result;
}

void rows(const Shape& shape, const std::string& path, std::string& out);

void row(const Shape::Key& key, const std::string& path, std::string& out) {
  if (key.shape.kind == Kind::section) return rows(key.shape, path + '.', out);
  std::string help(key.help);
  for (const auto& choice : key.shape.choices) {
    if (!choice.help.empty()) {
      help +=
          (help.empty() ? "" : "; ") + std::string(choice.name) + ": " + std::string(choice.help);
    }
  }
  const std::string preset = key.is_required        ? "required"
                             : key.preset.is_null() ? "none"
                                                    : flow_text(key.preset);
  out += "| " + path + " | " + cell(preset) + " | " + cell(range_text(key.shape)) + " | " +
         cell(help) + " |\n";
  const bool has_rows = key.shape.kind == Kind::list || key.shape.kind == Kind::named;
  if (!has_rows) return;
  rows(key.shape.of.at(0), path + (key.shape.kind == Kind::list ? "[]." : ".*."), out);
}

// Of a table that stands elsewhere: those of its values that have another default here.
void other_defaults(const Shape::Key& here, const Shape::Key& there, const std::string& path,
                    std::string& out) {
  if (here.shape.kind != Kind::section) {
    if (flow_text(here.preset) != flow_text(there.preset)) row(here, path, out);
    return;
  }
  for (const Shape::Key& key : here.shape.keys) {
    const std::string below = path + '.' + std::string(key.name);
    other_defaults(key, *there.shape.find(key.name), below, out);
  }
}

// As Markdown's readers make it of a heading: "Section arp" -> section-arp.
std::string anchor(std::string_view title) {
  std::string result;
  for (const char c : title) {
    const auto letter = static_cast<unsigned char>(c);
    if (c == ' ') result += '-';
    if (std::isalnum(letter) != 0 || c == '_' || c == '-') {
      result += static_cast<char>(std::tolower(letter));
    }
  }
  return result;
}

// A list of sections, too.
bool has_keys(const Shape& shape) {
  const bool is_list = shape.kind == Kind::list || shape.kind == Kind::named;
  return (is_list ? shape.of.at(0).kind : shape.kind) == Kind::section;
}

constexpr const char* heading = "| key | default | range | meaning |\n|---|---|---|---|\n";

void rows(const Shape& shape, const std::string& path, std::string& out) {
  for (const Shape::Key& key : shape.keys) row(key, path + std::string(key.name), out);
}

}  // namespace

std::string markdown_table(const Shape& shape, std::span<const SharedSection> elsewhere) {
  std::string out = heading;
  for (const Shape::Key& key : shape.keys) {
    const std::string name(key.name);
    const auto shared = std::ranges::find_if(elsewhere, [&](const SharedSection& one) {
      return one.key.name == key.name && is_same(one.key.shape, key.shape);
    });
    if (shared == elsewhere.end()) {
      row(key, name, out);
      continue;
    }
    out += "| " + name + " | | see [" + shared->title + "](#" + anchor(shared->title) + ") | " +
           cell(key.help) + " |\n";
    other_defaults(key, shared->key, name, out);
  }
  return out;
}

std::string markdown_table(const SharedSection& shared) {
  std::string out = heading;
  row(shared.key, std::string(shared.key.name), out);
  return out;
}

std::vector<SharedSection> shared_sections(std::span<const Shape> tables) {
  std::vector<SharedSection> found;
  for (std::size_t table = 0; table < tables.size(); ++table) {
    for (const Shape::Key& key : tables[table].keys) {
      if (!has_keys(key.shape)) continue;
      const auto same = std::ranges::find_if(found, [&](const SharedSection& one) {
        return one.key.name == key.name && is_same(one.key.shape, key.shape);
      });
      if (same == found.end()) {
        found.push_back({.key = key, .tables = {table}});
      } else {
        same->tables.push_back(table);
      }
    }
  }
  std::erase_if(found, [](const SharedSection& one) { return one.tables.size() < 2; });
  for (SharedSection& one : found) {
    one.title = "Section " + std::string(one.key.name);
    const auto of_name = [&](const SharedSection& other) { return other.key.name == one.key.name; };
    const auto before = std::count_if(found.data(), &one, of_name);
    if (before > 0) one.title += " " + std::to_string(before + 1);
  }
  return found;
}

}  // namespace sim
