// What every form of the answer says in the same words: the verdict, cycles, what a remedy changes.
#pragma once

#include <string>
#include <vector>

#include "app/judge/run.hpp"

namespace app {

enum class Tone : std::uint8_t { plain, good, bad };

// A piece of a sentence, and whether it is good news.
struct Phrase {
  std::string text;
  Tone tone = Tone::plain;
};

// "12 of 12 phones lose their registration, 36 times", "; 12 of 12 registered at the end"
std::vector<Phrase> verdict_phrases(const RunResult& result);

// One line for all phones whose cycle is the same to a second: "every 18min 3s: ... 3 times".
struct CycleLine {
  std::string text;
  std::size_t phones = 0;
};
std::vector<CycleLine> cycle_lines(const RunResult& result);

// "losses 36 -> 0"; where neither losses nor registrations change: what does
std::string change_text(const RunResult& result, const RemedyResult& remedy);
// "1 frame", "3 frames"
std::string counted(std::size_t count, const std::string& noun);

}  // namespace app
