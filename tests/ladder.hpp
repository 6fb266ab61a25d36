// Ladders: a protocol exchange on a time axis that is script and golden in one (packetdrill's
// shape). `<` input, `!` fact from outside, `>` message sent, `=` fact observed, `.` so far nothing
// else; `#` begins a comment. A machine that is played needs an adapter, see CHECK_LADDER.
#pragma once

#include <cstdint>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/time.hpp"
#include "tests/catch.hpp"

namespace ladder {

struct Line {
  sim::Time at{};
  char kind = '.';
  std::string text;
  bool operator==(const Line&) const = default;
};

// What an adapter says happened.
class Trace {
 public:
  void add(sim::Time at, char kind, std::string text) {
    lines_.push_back({at, kind, std::move(text)});
  }
  const std::vector<Line>& lines() const { return lines_; }

 private:
  std::vector<Line> lines_;
};

// The words of an input line, consumed one by one. What an adapter does not understand fails.
class Words {
 public:
  explicit Words(std::string_view line);
  ~Words();
  Words(const Words&) = delete;
  Words& operator=(const Words&) = delete;

  std::string next();                // the next word; fails if there is none
  bool skip(std::string_view word);  // if that is the next word
  std::uint32_t number();            // the next word, which must be one
  std::optional<std::uint32_t> number_after(std::string_view word);  // `ack 1`

 private:
  std::string line_;
  std::vector<std::string> words_;
  std::size_t at_ = 0;
};

std::vector<Line> parse(std::string_view script);
// Empty if both are equal; else all lines, with - before what was expected, + before what came.
std::string difference(const std::vector<Line>& expected, const std::vector<Line>& got);

// Plays the script's inputs. A timer that is due at the moment of an input goes first. After the
// last input the machine runs on until the script's last line.
template <class Adapter>
std::string play(Adapter& machine, std::string_view script) {
  const std::vector<Line> expected = parse(script);
  Trace trace;
  const auto advance = [&](sim::Time until) {
    for (int left = 10'000; machine.deadline() <= until; --left) {
      const sim::Time at = machine.deadline();
      if (left == 0) return trace.add(at, '=', "it wakes for ever at the same moment");
      machine.wake(at, trace);
    }
  };
  for (const Line& line : expected) {
    if (line.kind == '>' || line.kind == '=') continue;
    advance(line.at);
    trace.add(line.at, line.kind, line.text);
    if (line.kind == '.') continue;
    Words words(line.text);
    if (line.kind == '<') machine.receive(words, line.at, trace);
    if (line.kind == '!') machine.fact(words, line.at, trace);
  }
  if (!expected.empty()) advance(expected.back().at);
  return difference(expected, trace.lines());
}

}  // namespace ladder

// The adapter has receive(Words&, now, Trace&), fact(Words&, now, Trace&), wake(now, Trace&) and
// deadline(); it reads `<` and `!` lines and adds `>` and `=` lines.
#define CHECK_LADDER(adapter, script)                                            \
  do {                                                                           \
    auto machine_ = adapter;                                                     \
    const std::string difference_ = ladder::play(machine_, script);              \
    if (!difference_.empty()) FAIL_CHECK("the ladder differs\n" << difference_); \
    if (difference_.empty()) SUCCEED();                                          \
  } while (false)
