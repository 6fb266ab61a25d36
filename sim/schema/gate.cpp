// The gate before yaml-cpp: what it must never see. See syntax.hpp.
#include "sim/schema/syntax.hpp"
#include "sim/schema/utf8.hpp"

namespace sim {
namespace {

constexpr std::size_t most_brackets = 1000;

}  // namespace

std::optional<Complaint> check_text(std::string_view text) {
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) {
    return Complaint{0, "this is UTF-16; save the file as UTF-8"};
  }
  std::size_t depth = 0;  // roughly: brackets in comments and texts count too
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode(text, i);
    if (!point.valid) {
      return Complaint{i, shown(text, i, point).text + " is not UTF-8 text; is this a text file?"};
    }
    const bool control = point.code < 0x20 || (point.code >= 0x7f && point.code <= 0x9f);
    const bool end_of_line = point.code == '\r' && text.substr(i).starts_with("\r\n");
    if (control && !end_of_line && point.code != '\n' && point.code != '\t') {
      return Complaint{i, point.code == '\r' ? "a carriage return without a line feed"
                                             : "control character " + shown(text, i, point).text +
                                                   "; is this a text file?"};
    }
    if (point.code == 0xfeff) {  // yaml-cpp passes over a second one at the start, and says nothing
      return Complaint{i, "an invisible byte order mark; remove it"};
    }
    if (point.code == '[' || point.code == '{') ++depth;
    if ((point.code == ']' || point.code == '}') && depth > 0) --depth;
    if (depth > most_brackets) return Complaint{i, "a thousand brackets are open here"};
    i += point.size;
  }
  for (std::size_t start = 0; start < text.size();) {
    const std::string_view line = text.substr(start, text.find('\n', start) - start);
    const auto first = line.find_first_not_of(" \t\r");
    if (line.starts_with('%'))
      return Complaint{start, "YAML directives have no use here; remove the line"};
    if (first != std::string_view::npos && line[first] != '#') return std::nullopt;
    start += line.size() + 1;
  }
  return Complaint{std::string_view::npos,
                   "there is nothing in this file; it needs lines such as 'title: ...'"};
}

}  // namespace sim
