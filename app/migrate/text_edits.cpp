#include "app/migrate/text_edits.hpp"

#include <algorithm>

#include "sim/schema/syntax.hpp"

namespace app {
namespace {

std::string escaped(std::string_view text, char quote) {
  std::string result;
  for (const char c : text) {
    if (quote == '\'' && c == '\'') result += c;
    if (quote == '"' && (c == '"' || c == '\\')) result += '\\';
    result += c;
  }
  return result;
}

std::string in_quotes(std::string_view text, char quote) {
  return quote + escaped(text, quote) + quote;
}

bool is_word(std::string_view text) {
  return text.find_first_not_of("0123456789") != std::string_view::npos && text != "true" &&
         text != "false";
}

}  // namespace

void TextEdits::replace(sim::Position at, std::string_view old, std::string_view now) {
  std::size_t from = offset(at);
  if (from >= text_.size()) return;
  const char first = text_[from];
  if (first == '"' || first == '\'') {
    const std::size_t end = sim::closing_quote(text_, from);
    if (end == std::string_view::npos) return;
    edits_.push_back({from + 1, end - from - 1, escaped(now, first)});
    return;
  }
  if (first == '|' || first == '>') {  // of one line
    from = std::min(text_.find_first_not_of(" \r\n", line_end(from)), text_.size());
    while (old.ends_with('\n')) old.remove_suffix(1);
    while (now.ends_with('\n')) now.remove_suffix(1);
  }
  if (!text_.substr(from).starts_with(old)) return;
  edits_.push_back({from, old.size(), std::string(now)});
}

// In a file that is written as JSON, the new one is JSON, too.
std::string TextEdits::written(const sim::Node::Entry& like, std::string_view key,
                               std::string_view value) const {
  const bool json = text_.substr(offset(like.at)).starts_with('"');
  std::string text = json ? in_quotes(key, '"') : std::string(key);
  return text + ": " + (json && is_word(value) ? in_quotes(value, '"') : std::string(value));
}

// The end of a line, as this file writes it, and the indentation of an entry.
std::string TextEdits::new_line(const sim::Node::Entry& like) const {
  const std::size_t first = text_.find('\n');
  const bool crlf = first != std::string_view::npos && first > 0 && text_[first - 1] == '\r';
  return (crlf ? "\r\n" : "\n") + std::string(static_cast<std::size_t>(like.at.column) - 1, ' ');
}

void TextEdits::insert_first(const sim::Node& map, std::string_view key, std::string_view value) {
  const sim::Node::Entry& entry = map.entries.front();
  edits_.push_back(
      {offset(entry.at), 0, written(entry, key, value) + (is_flow(map) ? ", " : new_line(entry))});
}

void TextEdits::insert_after(const sim::Node& map, std::size_t index, std::string_view key,
                             std::string_view value) {
  const sim::Node::Entry& entry = map.entries[index];
  const std::size_t end = end_of(entry);
  if (is_flow(map)) {
    edits_.push_back({end, 0, ", " + written(entry, key, value)});
  } else {
    edits_.push_back({line_end(end), 0, new_line(entry) + written(entry, key, value)});
  }
}

void TextEdits::bracket(const sim::Node& scalar) {
  const std::size_t at = offset(scalar.at);
  edits_.push_back({at, 0, "["});
  edits_.push_back({scalar_end(at, scalar.text), 0, "]"});
}

void TextEdits::remove(const sim::Node& map, std::size_t index) {
  if (is_flow(map)) {
    remove_from_flow(map, index);
  } else {
    remove_lines(map, index);
  }
}

// With one of the commas around it. Where a comment stands between, it and its line end stay.
void TextEdits::remove_from_flow(const sim::Node& map, std::size_t index) {
  const std::size_t at = offset(map.entries[index].at);
  std::size_t end = end_of(map.entries[index]);
  const std::size_t comma = text_.find_first_not_of(" \t\r\n", end);
  const bool followed = comma != std::string_view::npos && text_[comma] == ',';
  if (index + 1 < map.entries.size() && followed) {
    const std::size_t next = offset(map.entries[index + 1].at);
    const bool plain = text_.substr(comma, next - comma).find('#') == std::string_view::npos;
    edits_.push_back({at, (plain ? next : comma + 1) - at, ""});
    return;
  }
  if (index == 0) {
    if (followed) end = comma + 1;
    edits_.push_back({at, end - at, ""});
    return;
  }
  const std::size_t before = end_of(map.entries[index - 1]);
  const bool plain = text_.substr(before, at - before).find('#') == std::string_view::npos;
  edits_.push_back({plain ? before : at, end - (plain ? before : at), ""});
}

void TextEdits::remove_lines(const sim::Node& map, std::size_t index) {
  const std::size_t at = offset(map.entries[index].at);
  const std::size_t end = end_of(map.entries[index]);
  if (map.entries.size() == 1) {  // an empty block cannot be written
    edits_.push_back({at, end - at, "{}"});
  } else if (is_alone_before(at)) {
    const std::size_t start = line_start(at);
    edits_.push_back({start, next_line(end) - start, ""});
  } else if (index + 1 < map.entries.size()) {  // behind the "- " of an item
    const std::size_t next = offset(map.entries[index + 1].at);
    const bool adjoins = line_start(next) == next_line(end);
    edits_.push_back({at, (adjoins ? next : line_end(end)) - at, ""});
  }
}

std::string TextEdits::result() const {
  auto sorted = edits_;
  std::ranges::stable_sort(sorted, {}, &Edit::at);
  std::string result;
  std::size_t done = 0;
  for (const Edit& edit : sorted) {
    if (edit.at < done) continue;
    result += text_.substr(done, edit.at - done);
    result += edit.text;
    done = edit.at + edit.size;
  }
  return result + std::string(text_.substr(done));
}

}  // namespace app
