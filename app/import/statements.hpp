// A language of lines and blocks, whatever its vendor: statements of words, told apart by a flat
// table of patterns; what they set is kept as facts, each with its line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/import/config_file.hpp"

namespace app {

inline constexpr std::string_view unclaimed = "nothing in the scenario can take it";

// A row of a vendor's table. A pattern's word is to be found as it is, or abbreviated where the
// vendor lets people; <n> a number, <ip> an address, <w> any word, <rest> all that is left.
// `sets`: KEY=VALUE, where $1 is the first such word; KEY+=VALUE adds one more; ">KIND" opens a
// block, which $1 names. Nothing: the statement goes nowhere, and `why` says so.
struct StatementRule {
  std::string_view in;  // the kind of block that it stands in; empty: outside of all
  std::string_view pattern;
  std::string_view sets{};
  LineFate otherwise = LineFate::relevant;  // if nothing makes use of it
  std::string_view why = unclaimed;
};

struct Fact {
  std::string key;
  std::string value;  // "off": negated, by `no`
  std::size_t line = 0;
  bool adds = false;
};

struct Block {
  std::string kind;
  std::string name;  // the words behind the kind
  std::size_t line = 0;
  std::vector<Fact> facts{};

  // What holds in the end; nullptr: never said, or taken back.
  const Fact* find(std::string_view key) const;
  bool negated(std::string_view key) const;  // taken back, in the end
  std::vector<const Fact*> all(std::string_view key) const;
  std::string value(std::string_view key, std::string_view otherwise = {}) const;
};

std::vector<std::string_view> words_of(std::string_view line);  // "quoted words" are one
bool is_number(std::string_view word);

// The rows of a table, found by the first letter.
class StatementTable {
 public:
  StatementTable(const std::vector<StatementRule>& rules, bool abbreviates);

  struct Match {
    const StatementRule* rule = nullptr;
    const StatementRule* rival = nullptr;  // another reading of the same abbreviation
    std::vector<std::string> captured{};
  };
  Match find(std::string_view in, const std::vector<std::string_view>& words,
             std::size_t from) const;
  // `no ip helper-address`: what a shorter statement takes back.
  Match find_shorter(std::string_view in, const std::vector<std::string_view>& words,
                     std::size_t from) const;

 private:
  struct Row {
    const StatementRule* rule;
    std::vector<std::string_view> words;
  };
  Match best(std::string_view in, const std::vector<std::string_view>& words, std::size_t from,
             bool shorter) const;
  std::vector<Row> rows_[256];
  bool abbreviates_;
};

// Takes one statement into the block: its facts, and what the file says of the line until somebody
// makes use of it. `negated`: by `no`.
void take(const StatementTable::Match& match, bool negated, std::size_t line, Block& block,
          ConfigFile& file);

}  // namespace app
