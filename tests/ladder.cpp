#include "tests/ladder.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

#include "sim/base/text.hpp"

namespace ladder {
namespace {

std::vector<std::string> split(std::string_view line) {
  std::istringstream in{std::string(line)};
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::string join(const std::vector<std::string>& words, std::size_t from) {
  std::string text;
  for (std::size_t i = from; i < words.size(); ++i) text += (i == from ? "" : " ") + words[i];
  return text;
}

// Seconds, to the millisecond and further where that is not all: 0.220s, 12.000001s.
std::string clock(sim::Time at) {
  const long long ns = at.time_since_epoch().count();
  std::array<char, 48> digits{};
  std::snprintf(digits.data(), digits.size(), "%5lld.%09lld", ns / 1'000'000'000,
                ns % 1'000'000'000);
  std::string text = digits.data();
  while (text.ends_with('0') && text.size() - text.find('.') > 4) text.pop_back();
  return text + 's';
}

std::string shown(char mark, const Line& line) {
  return std::string(1, mark) + ' ' + clock(line.at) + ' ' + line.kind + ' ' + line.text + '\n';
}

}  // namespace

Words::Words(std::string_view line) : line_(line), words_(split(line)) {}

Words::~Words() {
  if (at_ < words_.size())
    FAIL_CHECK("not understood: '" << words_[at_] << "' in '" << line_ << "'");
}

std::string Words::next() {
  if (at_ < words_.size()) return words_[at_++];
  FAIL_CHECK("a word is missing in '" << line_ << "'");
  return {};
}

bool Words::skip(std::string_view word) {
  if (at_ == words_.size() || words_[at_] != word) return false;
  ++at_;
  return true;
}

std::uint32_t Words::number() {
  const std::string word = next();
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc{} || end != word.data() + word.size()) {
    FAIL_CHECK("not a number: '" << word << "' in '" << line_ << "'");
  }
  return value;
}

std::optional<std::uint32_t> Words::number_after(std::string_view word) {
  if (!skip(word)) return std::nullopt;
  return number();
}

std::vector<Line> parse(std::string_view script) {
  std::vector<Line> lines;
  std::istringstream in{std::string(script)};
  for (std::string text; std::getline(in, text);) {
    const std::vector<std::string> words = split(text.substr(0, text.find('#')));
    if (words.empty()) continue;
    const auto at = sim::parse_duration(words[0]);
    const bool known = words.size() > 1 && words[1].size() == 1 &&
                       std::string_view("<!>=.").find(words[1][0]) != std::string_view::npos;
    const bool in_order = at && (lines.empty() || lines.back().at <= sim::Time{*at});
    if (!known || !in_order) {
      FAIL_CHECK("not a line of a ladder, or out of order: " << text);
      continue;
    }
    lines.push_back({sim::Time{*at}, words[1][0], join(words, 2)});
  }
  return lines;
}

std::string difference(const std::vector<Line>& expected, const std::vector<Line>& got) {
  if (expected == got) return {};
  // common[i][j]: how many lines expected[i..] and got[j..] have in common, in order.
  std::vector common(expected.size() + 1, std::vector<int>(got.size() + 1));
  for (std::size_t i = expected.size(); i-- > 0;) {
    for (std::size_t j = got.size(); j-- > 0;) {
      common[i][j] = expected[i] == got[j] ? 1 + common[i + 1][j + 1]
                                           : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  std::string text;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < expected.size() || j < got.size()) {
    if (i < expected.size() && j < got.size() && expected[i] == got[j]) {
      text += shown(' ', expected[i++]);
      ++j;
    } else if (j == got.size() || (i < expected.size() && common[i + 1][j] >= common[i][j + 1])) {
      text += shown('-', expected[i++]);
    } else {
      text += shown('+', got[j++]);
    }
  }
  return text;
}

}  // namespace ladder
