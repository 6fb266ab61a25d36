// Text as people see it: code points, their width on a terminal, safe quoting of foreign text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/schema/position.hpp"

namespace sim {

struct CodePoint {
  char32_t code = 0;
  std::size_t size = 1;  // bytes; an invalid sequence is taken one byte at a time
  bool valid = false;
};
// The code point at text[at]; RFC 3629: no overlong forms, no surrogates, nothing past U+10FFFF.
CodePoint decode(std::string_view text, std::size_t at);

// One code point as it may be printed, and the columns it takes. Controls are escaped (\x1b), and
// so are the bidirectional overrides, which would show a line in another order than it has.
struct Shown {
  std::string text;
  std::size_t width = 0;
};
Shown shown(std::string_view text, std::size_t at, const CodePoint& point);

// The text as it may be printed, line ends and tabs kept: what a file says never moves a cursor.
std::string visible(std::string_view text);

// 'text', printable and at most about 60 columns long: what a message quotes from a file.
std::string quoted(std::string_view text);

// Byte offsets of one text -> positions, in constant time: hostile files have a million tokens
// in one line.
class TextMap {
 public:
  TextMap(std::uint32_t file, std::string_view text);
  Position at(std::size_t offset) const;
  std::string_view text() const { return text_; }

 private:
  std::size_t points_before(std::size_t offset) const;

  std::uint32_t file_;
  std::string_view text_;
  std::vector<std::size_t> lines_;   // where each line starts
  std::vector<std::size_t> points_;  // code points before every 256th byte
};

}  // namespace sim
