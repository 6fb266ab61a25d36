// Where things end in the text: the reader says only where they begin.
#include <algorithm>

#include "app/migrate/text_edits.hpp"
#include "sim/schema/syntax.hpp"

namespace app {
namespace {

constexpr std::string_view blanks = " \t";
constexpr std::string_view spaces = " \t\r\n";

constexpr std::size_t block = 256;  // code points

bool is_tail(char c) { return (c & 0xc0) == 0x80; }  // of a code point of UTF-8

bool is_blank(char c) { return spaces.find(c) != std::string_view::npos; }

// A plain scalar may go on in the next lines: any space there is any space of its value.
std::size_t plain_end(std::string_view text, std::size_t at, std::string_view value) {
  std::size_t i = at;
  for (std::size_t v = 0; v < value.size();) {
    if (i >= text.size()) return i;
    if (is_blank(value[v])) {
      while (v < value.size() && is_blank(value[v])) ++v;
      while (i < text.size() && is_blank(text[i])) ++i;
    } else if (text[i++] != value[v++]) {
      return i;
    }
  }
  return i;
}

// A block scalar goes on as far as lines are blank or indented like its first one.
std::size_t block_end(std::string_view text, std::size_t at) {
  std::size_t end = std::min(text.find('\n', at), text.size());
  std::size_t indent = 0;
  for (std::size_t start = end + 1; start < text.size();) {
    const std::size_t stop = std::min(text.find('\n', start), text.size());
    const std::string_view line = text.substr(start, stop - start);
    const std::size_t first = line.find_first_not_of(' ');
    if (first != std::string_view::npos && line[first] != '\r') {
      if (indent == 0) indent = first;
      if (first < indent || first == 0) break;
      end = stop;
    }
    start = stop + 1;
  }
  return end > 0 && end <= text.size() && text[end - 1] == '\r' ? end - 1 : end;
}

// Blanks, line ends and comments.
std::size_t skip_gap(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (text[at] == '#') at = std::min(text.find('\n', at), text.size());
    if (at < text.size() && !is_blank(text[at])) break;
    ++at;
  }
  return std::min(at, text.size());
}

}  // namespace

TextEdits::TextEdits(std::string_view text) : text_(text), lines_{0}, points_before_{0} {
  std::size_t points = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_tail(text[i])) continue;
    if (points++ % block == 0) points_.push_back(i);
    if (text[i] != '\n') continue;
    lines_.push_back(i + 1);
    points_before_.push_back(points);
  }
}

// In constant time: hostile files have a million keys in one line.
std::size_t TextEdits::offset(sim::Position at) const {
  const auto line = static_cast<std::size_t>(std::max(at.line, 1)) - 1;
  if (line >= lines_.size()) return text_.size();
  const auto column = static_cast<std::size_t>(std::max(at.column, 1)) - 1;
  const std::size_t point = points_before_[line] + column;
  if (point / block >= points_.size()) return text_.size();
  std::size_t i = points_[point / block];
  for (std::size_t n = point % block; n > 0 && i < text_.size(); --n) {
    ++i;
    while (i < text_.size() && is_tail(text_[i])) ++i;
  }
  return i;
}

bool TextEdits::is_flow(const sim::Node& node) const {
  const std::size_t at = offset(node.at);
  return at < text_.size() && (text_[at] == '{' || text_[at] == '[');
}

std::size_t TextEdits::scalar_end(std::size_t at, std::string_view value) const {
  if (at >= text_.size()) return text_.size();
  const char first = text_[at];
  if (first == '"' || first == '\'')
    return std::min(sim::closing_quote(text_, at), text_.size()) + 1;
  if (first == '|' || first == '>') return block_end(text_, at);
  return plain_end(text_, at, value);
}

std::size_t TextEdits::end_of(const sim::Node& node) const {
  std::size_t end = offset(node.at);
  if (node.is_scalar()) return scalar_end(end, node.text);
  const bool flow = is_flow(node);
  if (flow) ++end;
  for (const sim::Node& item : node.items) end = std::max(end, end_of(item));
  for (const sim::Node::Entry& entry : node.entries) end = std::max(end, end_of(entry));
  if (!flow) return end;
  while ((end = skip_gap(text_, end)) < text_.size() && text_[end] == ',') ++end;
  return std::min(end + 1, text_.size());
}

std::size_t TextEdits::end_of(const sim::Node::Entry& entry) const {
  if (!entry.value.is_null()) return end_of(entry.value);
  std::size_t end = scalar_end(offset(entry.at), entry.key);
  const std::size_t colon = std::min(text_.find_first_not_of(blanks, end), text_.size());
  if (colon < text_.size() && text_[colon] == ':') end = colon + 1;
  const std::size_t word = std::min(text_.find_first_not_of(blanks, end), text_.size());
  for (const std::string_view null : {"null", "~"}) {
    if (text_.substr(word).starts_with(null)) return word + null.size();
  }
  return end;
}

std::size_t TextEdits::line_start(std::size_t at) const {
  return *(std::ranges::upper_bound(lines_, at) - 1);
}

std::size_t TextEdits::line_end(std::size_t at) const {
  const std::size_t end = std::min(text_.find('\n', at), text_.size());
  return end > at && text_[end - 1] == '\r' ? end - 1 : end;
}

std::size_t TextEdits::next_line(std::size_t at) const {
  const std::size_t end = text_.find('\n', at);
  return end == std::string_view::npos ? text_.size() : end + 1;
}

bool TextEdits::is_alone_before(std::size_t at) const {
  const std::size_t start = line_start(at);
  return text_.substr(start, at - start).find_first_not_of(' ') == std::string_view::npos;
}

}  // namespace app
