// Damage that is still YAML: values that change places, extremes, pairs and lines that go, come
// twice or are somebody else's. libFuzzer finds these two by their names, as fuzz_main.cpp does.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/random.hpp"

namespace {

struct Piece {  // of a text
  std::size_t from = 0;
  std::size_t size = 0;
};
struct Pair {
  Piece key;
  Piece value;
};

constexpr std::array<std::string_view, 32> extremes{
    "0",       "1",       "-1",         "2",      "65535",  "4294967296",      "0s",
    "1ns",     "1ms",     "1s",         "61s",    "24h",    "forever",         "0%",
    "100%",    "0.0.0.0", "10.0.0.1",   "[]",     "{}",     "255.255.255.255", "10.0.0.1/32",
    "0.0.0.0", "\"\"",    "true",       "false",  "1-4094", "10kbit/s",        "ff:ff:ff:ff:ff:ff",
    "phone1",  "sw1",     "sw1 port 1", "unknown"};

bool is_of_key(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.';
}

// "key: value", in flow or block style; the value ends where a flow item or the line ends.
std::vector<Pair> pairs_of(std::string_view text) {
  std::vector<Pair> pairs;
  for (std::size_t colon = text.find(": "); colon != std::string_view::npos;
       colon = text.find(": ", colon + 1)) {
    std::size_t begin = colon;
    while (begin > 0 && is_of_key(text[begin - 1])) --begin;
    const std::size_t value = colon + 2;
    const std::size_t end = std::min(text.find_first_of(",}]\n#", value), text.size());
    if (begin < colon && end > value) {
      pairs.push_back({{begin, colon - begin}, {value, end - value}});
    }
  }
  return pairs;
}

std::vector<Piece> lines_of(std::string_view text) {
  std::vector<Piece> lines;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size() - 1);
    lines.push_back({from, end + 1 - from});
    from = end + 1;
  }
  return lines;
}

std::string_view in(std::string_view text, Piece piece) {
  return text.substr(piece.from, piece.size);
}

void replace(std::string& text, Piece piece, std::string_view by) {
  text.replace(piece.from, piece.size, std::string(by));
}

// The value of a pair of the same key in `other`; of any pair, if none has it.
std::string value_for(std::string_view key, std::string_view other, sim::Random& dice) {
  const auto pairs = pairs_of(other);
  if (pairs.empty()) return "";
  const std::size_t first = dice.below(pairs.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const Pair& pair = pairs[(first + i) % pairs.size()];
    if (in(other, pair.key) == key) return std::string(in(other, pair.value));
  }
  return std::string(in(other, pairs[first].value));
}

void change_pair(std::string& text, std::string_view other, sim::Random& dice) {
  const auto pairs = pairs_of(text);
  if (pairs.empty()) return;
  const Pair pair = pairs[dice.below(pairs.size())];
  const std::string key(in(text, pair.key));
  switch (dice.below(6)) {
    case 0: replace(text, pair.value, extremes[dice.below(extremes.size())]); break;
    case 1:
    case 2: replace(text, pair.value, value_for(key, other, dice)); break;
    case 3: {
      const Pair from = pairs[dice.below(pairs.size())];
      replace(text, pair.value, std::string(in(text, from.value)));
      break;
    }
    case 4: {  // the pair goes
      const std::size_t end = pair.value.from + pair.value.size;
      const bool comma = end < text.size() && text[end] == ',';
      replace(text, {pair.key.from, end + (comma ? 2 : 0) - pair.key.from}, "");
      break;
    }
    default: {  // another's pair beside it
      const auto theirs = pairs_of(other);
      if (theirs.empty()) break;
      const Pair their = theirs[dice.below(theirs.size())];
      const bool flow = text.find_last_of("{\n", pair.key.from) != std::string::npos &&
                        text[text.find_last_of("{\n", pair.key.from)] == '{';
      const std::string added =
          std::string(in(other, their.key)) + ": " + std::string(in(other, their.value));
      const std::size_t line = text.rfind('\n', pair.key.from);
      const std::size_t begin = line == std::string::npos ? 0 : line + 1;
      const std::size_t indent = pair.key.from - begin;
      text.insert(pair.key.from, flow ? added + ", " : added + "\n" + std::string(indent, ' '));
      break;
    }
  }
}

void change_lines(std::string& text, std::string_view other, sim::Random& dice) {
  const auto lines = lines_of(text);
  if (lines.empty()) return;
  const Piece line = lines[dice.below(lines.size())];
  const std::size_t some = 1 + dice.below(3);
  switch (dice.below(4)) {
    case 0: replace(text, line, ""); break;
    case 1: text.insert(line.from, std::string(in(text, line))); break;
    case 2: {  // up to three lines of another
      const auto theirs = lines_of(other);
      if (theirs.empty()) break;
      const std::size_t first = dice.below(theirs.size());
      const std::size_t last = std::min(first + some, theirs.size()) - 1;
      const std::size_t end = theirs[last].from + theirs[last].size;
      text.insert(line.from,
                  std::string(other.substr(theirs[first].from, end - theirs[first].from)));
      break;
    }
    default: {
      const Piece from = lines[dice.below(lines.size())];
      const std::string moved(in(text, from));
      if (from.from < line.from) {
        text.insert(line.from, moved);
        text.erase(from.from, from.size);
      } else {
        text.erase(from.from, from.size);
        text.insert(line.from, moved);
      }
      break;
    }
  }
}

std::size_t mutate(std::string text, std::string_view other, std::uint8_t* out, std::size_t room,
                   unsigned seed) {
  sim::Random dice(seed, "scenario", "mutator");
  if (dice.below(4) == 0) {
    change_lines(text, other, dice);
  } else {
    change_pair(text, other, dice);
  }
  text.resize(std::min(text.size(), room));
  std::memcpy(out, text.data(), text.size());
  return text.size();
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  return mutate(text, text, data, max_size, seed);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* data1, std::size_t size1,
                                                 const std::uint8_t* data2, std::size_t size2,
                                                 std::uint8_t* out, std::size_t max_size,
                                                 unsigned seed) {
  const std::string_view other(reinterpret_cast<const char*>(data2), size2);
  return mutate({reinterpret_cast<const char*>(data1), size1}, other, out, max_size, seed);
}
