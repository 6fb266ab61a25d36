#include "sim/schema/syntax.hpp"

#include <algorithm>
#include <array>

#include "sim/schema/utf8.hpp"

namespace sim {
namespace {

constexpr std::string_view blanks = " \t\r";

struct Line {
  std::size_t start = 0;
  std::string_view text;
  std::size_t indent() const { return std::min(text.find_first_not_of(' '), text.size()); }
  bool is_blank() const {
    const auto first = text.find_first_not_of(blanks);
    return first == std::string_view::npos || text[first] == '#';
  }
};

Line line_at(std::string_view text, std::size_t offset) {
  const auto before = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
  return {start, text.substr(start, text.find('\n', start) - start)};
}

// The nearest line above that says something.
std::optional<Line> line_above(std::string_view text, Line line) {
  while (line.start > 0) {
    line = line_at(text, line.start - 1);
    if (!line.is_blank()) return line;
  }
  return std::nullopt;
}

std::optional<Complaint> tab_complaint(const Line& line) {
  const auto tab = line.text.find('\t');
  if (tab == std::string_view::npos || tab > line.text.find_first_not_of(" \t")) {
    return std::nullopt;
  }
  return Complaint{line.start + tab, "a tab cannot indent YAML; use spaces"};
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

// `key:value` at the start of a line is one word to YAML.
std::optional<Complaint> space_complaint(const Line& line) {
  std::size_t i = line.text.find_first_not_of("- ");
  const std::size_t first = i;
  while (i < line.text.size() && is_word(line.text[i])) ++i;
  if (i >= line.text.size() || i == first || line.text[i] != ':') return std::nullopt;
  if (i + 1 == line.text.size() || blanks.find(line.text[i + 1]) != blanks.npos) {
    return std::nullopt;
  }
  return Complaint{line.start + i, "a space is missing after ':'"};
}

// Whether a bracket closes the one at `i`; quoted scalars and comments are passed over.
bool is_closed(std::string_view text, std::size_t i) {
  std::size_t depth = 0;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    const bool begins = i > 0 && std::string_view(" \t\n[{,:").find(text[i - 1]) != text.npos;
    if (c == '[' || c == '{') ++depth;
    if ((c == ']' || c == '}') && --depth == 0) return true;
    if (begins && (c == '"' || c == '\'')) i = closing_quote(text, i);
    if (begins && c == '#') i = text.find('\n', i);
    if (i == std::string_view::npos) return false;
  }
  return false;
}

// The first quoted scalar from `i` on that has no end.
std::optional<std::size_t> open_quote(std::string_view text, std::size_t i) {
  for (; i < text.size(); ++i) {
    const bool begins = i == 0 || std::string_view(" \t\n[{,").find(text[i - 1]) != text.npos;
    if (!begins || (text[i] != '"' && text[i] != '\'')) continue;
    const std::size_t end = closing_quote(text, i);
    if (end == std::string_view::npos) return i;
    i = end;
  }
  return std::nullopt;
}

std::string never_closed(std::string_view text, std::size_t open) {
  return text[open] == '[' ? "no ']' closes this" : "no '}' closes this";
}

Complaint explain_map_value(std::string_view text, std::size_t offset) {
  const Line line = line_at(text, offset);
  const auto above = line_above(text, line);
  if (above) {
    if (auto complaint = space_complaint(*above)) return *complaint;
  }
  const std::size_t first = line.start + line.indent();
  const std::size_t colon = text.substr(first, offset - first).find(": ");
  if (colon != std::string_view::npos) {
    return {offset, "a second ': ' in one line; put a value that contains it in quotes"};
  }
  if (above && line.indent() > above->indent()) {
    return {first, "indented deeper than the line above, which has a value already"};
  }
  if (above && above->text.find(':') == std::string_view::npos) {
    return {above->start + above->indent(), "this line has no ': ' after its key"};
  }
  return {offset, "this ':' cannot stand here; put a value that contains it in quotes"};
}

Complaint explain_end(std::string_view text, std::size_t offset) {
  const Line line = line_at(text, offset);
  if (offset != line.start + line.indent()) {
    return {offset, "more text after the end of the value; put the whole value in quotes"};
  }
  if (text.substr(offset).starts_with("- ")) {
    return {offset, "a list item among the keys of a map; indent it below its key"};
  }
  return {offset, "this indentation fits no line above; align it with the keys it belongs to"};
}

}  // namespace

std::size_t closing_quote(std::string_view text, std::size_t offset) {
  const char quote = text[offset];
  for (std::size_t i = offset + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      if (quote == '"' || i + 1 == text.size() || text[i + 1] != '\'') return i;
      ++i;  // '' within single quotes
    }
  }
  return std::string_view::npos;
}

Complaint explain_key(std::string_view text, std::size_t offset) {
  const std::string_view rest = text.substr(std::min(offset, text.size()));
  const bool bracket = rest.starts_with('[') || rest.starts_with('{');
  if (bracket && !is_closed(text, offset)) return {offset, never_closed(text, offset)};
  return {offset, "a list or a map cannot be a key; put it in quotes"};
}

Complaint explain_syntax(std::string_view text, std::size_t offset, std::string_view complaint,
                         std::optional<std::size_t> open, std::size_t last) {
  offset = std::min(offset, text.size());
  const Line line = line_at(text, offset);
  if (auto tab = tab_complaint(line)) return *tab;
  if (complaint == "illegal EOF in scalar") {
    return {open_quote(text, last).value_or(offset), "this quote is never closed"};
  }
  if (complaint == "illegal map value" && !open) return explain_map_value(text, offset);
  if (complaint == "end of map not found" || complaint == "end of sequence not found") {
    return explain_end(text, offset);
  }
  if (complaint == "unknown token") {
    return {offset, "a value cannot begin with " +
                        sim::quoted(text.substr(offset, decode(text, offset).size)) +
                        "; put it in quotes"};
  }
  if (complaint == "illegal block entry") {
    return {offset,
            "'- ' begins a list item, and only at the start of a line; "
            "put a value that contains it in quotes"};
  }
  if (complaint.find("alias") != complaint.npos || complaint.find("anchor") != complaint.npos) {
    return {offset,
            "anchors and aliases are not supported; put a value that begins with & or * in quotes"};
  }
  if (complaint.find("tag") != complaint.npos) {
    return {offset, "tags (!name) are not supported; put a value that begins with '!' in quotes"};
  }
  if (open && text[std::min(offset, text.size() - 1)] == ':' && line.start <= *open) {
    return {offset, "a second ': ' in one value; put a value that contains it in quotes"};
  }
  if (open && !is_closed(text, *open)) return {*open, never_closed(text, *open)};
  if (open && complaint.starts_with("end of ")) {
    return {offset, "this does not continue the list or map around it; is a ',' missing before?"};
  }
  if (complaint == "illegal flow end") {
    return {offset, "nothing is open that this could close; put it in quotes if it is text"};
  }
  return {offset, "this is not YAML: " + std::string(complaint)};
}

}  // namespace sim
