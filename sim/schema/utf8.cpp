#include "sim/schema/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <span>

namespace sim {
namespace {

struct Span {
  char32_t first, last;
};
// Unicode Standard Annex 11, East Asian wide and emoji blocks; coarse, for placing a caret.
constexpr std::array<Span, 9> wide{{{0x1100, 0x115f},
                                    {0x2e80, 0xa4cf},
                                    {0xac00, 0xd7a3},
                                    {0xf900, 0xfaff},
                                    {0xfe30, 0xfe6f},
                                    {0xff00, 0xff60},
                                    {0xffe0, 0xffe6},
                                    {0x1f300, 0x1faff},
                                    {0x20000, 0x3fffd}}};
constexpr std::array<Span, 3> zero{{{0x0300, 0x036f}, {0x200b, 0x200d}, {0xfe00, 0xfe0f}}};
constexpr std::array<Span, 6> unprintable{{{0x00, 0x1f},
                                           {0x7f, 0x9f},
                                           {0x200e, 0x200f},
                                           {0x2028, 0x202e},
                                           {0x2066, 0x2069},
                                           {0xfeff, 0xfeff}}};

bool among(char32_t code, std::span<const Span> spans) {
  return std::ranges::any_of(spans, [&](Span s) { return s.first <= code && code <= s.last; });
}

bool is_tail(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

constexpr std::size_t block = 256;

}  // namespace

CodePoint decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  const CodePoint invalid{lead, 1, false};
  if (lead < 0xc2 || lead > 0xf4 || text.size() - at < size) return invalid;
  char32_t code = lead & (0xffU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if (!is_tail(text[at + i])) return invalid;
    code = code << 6U | (byte(i) & 0x3fU);
  }
  const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
  if (overlong || (code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) return invalid;
  return {code, size, true};
}

Shown shown(std::string_view text, std::size_t at, const CodePoint& point) {
  std::array<char, 16> escape{};
  if (point.valid && !among(point.code, unprintable)) {
    const std::size_t width = among(point.code, zero) ? 0U : among(point.code, wide) ? 2U : 1U;
    return {std::string(text.substr(at, point.size)), width};
  }
  const auto code = static_cast<unsigned>(point.code);
  std::snprintf(escape.data(), escape.size(), code > 0xff ? "\\u%04x" : "\\x%02x", code);
  const std::string_view escaped = escape.data();
  return {std::string(escaped), escaped.size()};
}

std::string visible(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode(text, i);
    const bool is_space = point.code == '\n' || point.code == '\t';
    result += is_space ? std::string(text.substr(i, 1)) : shown(text, i, point).text;
    i += point.size;
  }
  return result;
}

std::string quoted(std::string_view text) {
  constexpr std::size_t most = 60;
  std::string result = "'";
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode(text, i);
    const Shown next = point.valid && point.code == '\n' ? Shown{"\\n", 2} : shown(text, i, point);
    width += std::max<std::size_t>(next.width, 1);
    if (width > most) return result + "...'";
    result += next.text;
    i += point.size;
  }
  return result + "'";
}

TextMap::TextMap(std::uint32_t file, std::string_view text) : file_(file), text_(text) {
  lines_.push_back(0);
  for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1)) {
    lines_.push_back(end + 1);
  }
  std::size_t points = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % block == 0) points_.push_back(points);
    if (!is_tail(text[i])) ++points;
  }
  points_.push_back(points);
}

// Counts lead bytes: the text was checked to be UTF-8, or the offset is the first bad byte.
std::size_t TextMap::points_before(std::size_t offset) const {
  std::size_t points = points_[offset / block];
  for (std::size_t i = offset / block * block; i < offset; ++i) points += !is_tail(text_[i]);
  return points;
}

Position TextMap::at(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto next = std::ranges::upper_bound(lines_, offset);
  const std::size_t start = *(next - 1);
  return {file_, static_cast<int>(next - lines_.begin()),
          static_cast<int>(points_before(offset) - points_before(start) + 1)};
}

}  // namespace sim
