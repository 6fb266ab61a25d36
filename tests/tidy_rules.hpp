// House rules that no compiler knows: words that have a better replacement, lengths, file headers.
// Findings go into a Report; tidy_test.cpp applies the rules and proves that they can fail.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "tests/source_files.hpp"

namespace tidy {

using source::File;
using source::is_word_char;
using source::Report;

struct Word {
  std::string_view word;
  std::string_view instead;
  std::vector<std::string_view> only_in{};  // empty: everywhere
  std::vector<std::string_view> allowed_in{};
};
inline const std::vector<std::string_view> models{"models/"};
inline const std::vector<Word> code_words{
    {"system_clock", "pass Time", {}, {"app/commands/"}},  // commands show how long a run took
    {"steady_clock", "pass Time", {}, {"app/commands/"}},
    {"high_resolution_clock", "pass Time"},
    {"rand(", "sim::Random, keyed by seed, device and purpose"},
    {"random_device", "sim::Random, keyed by seed, device and purpose"},
    {"mt19937", "sim::Random, keyed by seed, device and purpose"},
    {"_distribution", "sim::Random: the standard's differ between libraries"},
    {"unordered_", "FlatTable, AgeingTable or a sorted vector: iteration order must be ours"},
    {"std::function", "a value in the ordered list of actions", models},
    {"shared_ptr", "a value, or a number in a sim::Pool", models},
    {"virtual", "a switch over the closed set of kinds", models},
};
// Their first letters are escaped, so that this file passes its own test.
inline const std::vector<Word> marks{{"\x54ODO", "code that is done, or say what is left out"},
                                     {"\x46IXME", "code that is done, or say what is left out"},
                                     {"\x58XX", "code that is done, or say what is left out"}};

// Whole words only; a pattern that begins or ends with '_' is open at that end.
inline bool contains(std::string_view line, std::string_view word) {
  for (auto at = line.find(word); at != line.npos; at = line.find(word, at + 1)) {
    const auto end = at + word.size();
    const bool joins_left = at > 0 && is_word_char(line[at - 1]) && word.front() != '_';
    const bool joins_right = end < line.size() && is_word_char(line[end]) && word.back() != '_' &&
                             is_word_char(word.back());
    if (!joins_left && !joins_right) return true;
  }
  return false;
}

inline std::size_t columns(std::string_view line) {  // characters of UTF-8
  return static_cast<std::size_t>(
      std::ranges::count_if(line, [](char c) { return (c & 0xc0) != 0x80; }));
}

inline void check_words(const File& f, std::size_t i, std::string_view text,
                        const std::vector<Word>& words, Report& report) {
  for (const Word& w : words) {
    if (!w.only_in.empty() && !source::starts_with_any(f.path, w.only_in)) continue;
    if (source::starts_with_any(f.path, w.allowed_in) || !contains(text, w.word)) continue;
    report.add(f, i + 1, "'" + std::string(w.word) + "': use " + std::string(w.instead));
  }
}

// Of a pointer or a reference: `const Config* config_;`, `Pool& pool;`, `T* t_ = nullptr;`.
inline bool is_bare_pointer(std::string_view code) {
  const auto first = code.find_first_not_of(' ');
  const auto last = code.rfind(';');
  if (first == code.npos || last == code.npos) return false;
  std::string_view member = code.substr(first, last - first);
  for (const std::string_view value : {" = nullptr", "{}"}) {
    if (member.ends_with(value)) member.remove_suffix(value.size());
  }
  const auto name = member.find_last_of(" *&") + 1;
  const auto before = member.substr(0, name).find_last_not_of(' ');
  return name < member.size() && std::ranges::all_of(member.substr(name), is_word_char) &&
         before != member.npos && (member[before] == '*' || member[before] == '&') &&
         member.find_first_of("()=") == member.npos && !member.starts_with("return ");
}
// What runs is copied; what it points to must be found again.
inline bool is_of_machines(std::string_view path) {
  return path.ends_with(".hpp") &&
         source::starts_with_any(path, {"models/protocol/", "models/device/", "models/network/"});
}

inline void check_lines(const File& f, Report& report) {
  const bool product = !f.path.starts_with("tests/") && !f.path.starts_with("bench/");
  source::CodeReader reader;
  for (std::size_t i = 0; i < f.lines.size(); ++i) {
    const std::string& line = f.lines[i];
    check_words(f, i, line, marks, report);
    if (columns(line) > 100) {
      report.add(f, i + 1, std::to_string(columns(line)) + " columns; 100 is the limit");
    }
    const std::string code = reader.code_of(line);
    if (!product) continue;
    check_words(f, i, code, code_words, report);
    if (is_of_machines(f.path) && is_bare_pointer(code)) {
      report.add(f, i + 1, "a pointer as a member: use sim::Beside, so that it can be copied");
    }
    if (f.path.ends_with(".hpp") && contains(code, "using namespace")) {
      report.add(f, i + 1, "'using namespace' in a header: name what you use");
    }
  }
}

// At most four lines of comment: what it is, which document, what is left out. A .cpp that begins
// by including its own header has said it there.
inline void check_header(const File& f, Report& report) {
  std::size_t n = 0;
  bool excused = false;
  while (n < f.lines.size() && f.lines[n].starts_with("//")) {
    excused |= f.lines[n++].find("onger than 300 lines because") != std::string::npos;
  }
  if (f.lines.size() > 300 && !excused) {
    report.add(f, f.lines.size(),
               "more than 300 lines: split it, or say in the file's header "
               "'longer than 300 lines because ...'");
  }
  const std::string own = "#include \"" + f.path.substr(0, f.path.rfind('.')) + ".hpp\"";
  if (n > 4) report.add(f, 5, "the file's header is longer than four lines");
  if (n == 0 && (f.lines.empty() || f.lines[0] != own)) {
    report.add(f, 1, "begin with a comment that says what this file is");
  }
}

// What Catch2 would take for an option or a pattern on its command line.
inline void check_test_names(const File& f, Report& report) {
  for (std::size_t i = 0; i < f.lines.size(); ++i) {
    constexpr std::string_view opening = "TEST_CASE(\"";
    const std::string_view line = f.lines[i];
    if (!line.starts_with(opening)) continue;
    const std::string_view name = line.substr(opening.size(), line.rfind('"') - opening.size());
    if (name.find_first_of("~-*#") == 0 || name.ends_with('*') || name.starts_with("exclude:")) {
      report.add(f, i + 1, "a test's name must not begin with ~ - * # exclude: nor end with *");
    }
  }
}

inline std::string verdict(const File& f) {
  Report report;
  check_header(f, report);
  check_lines(f, report);
  check_test_names(f, report);
  return report.text();
}

}  // namespace tidy
