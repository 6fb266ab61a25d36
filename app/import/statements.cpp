#include "app/import/statements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "sim/base/address.hpp"

namespace app {
namespace {

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

bool same_start(std::string_view word, std::string_view keyword) {
  return word.size() <= keyword.size() &&
         std::ranges::equal(word, keyword.substr(0, word.size()), {}, lower, lower);
}

// 2: as it is; 1: abbreviated, or a word of the kind that is wanted; 0: not at all.
int fits(std::string_view word, std::string_view pattern, bool abbreviates) {
  if (pattern == "<n>") return is_number(word) ? 1 : 0;
  if (pattern == "<ip>") return sim::parse_ipv4(word) ? 1 : 0;
  if (pattern == "<w>") return 1;
  if (!same_start(word, pattern)) return 0;
  if (word.size() == pattern.size()) return 2;
  return abbreviates && word.size() >= 2 ? 1 : 0;
}

std::string filled(std::string_view sets, const std::vector<std::string>& captured) {
  std::string text;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    if (sets[i] != '$' || i + 1 == sets.size()) {
      text += sets[i];
      continue;
    }
    const auto which = static_cast<std::size_t>(sets[++i] - '1');
    if (which < captured.size()) text += captured[which];
  }
  return text;
}

}  // namespace

const Fact* Block::find(std::string_view key) const {
  for (auto fact = facts.rbegin(); fact != facts.rend(); ++fact) {
    if (fact->key == key) return fact->value == "off" ? nullptr : &*fact;
  }
  return nullptr;
}

bool Block::negated(std::string_view key) const {
  const auto last =
      std::find_if(facts.rbegin(), facts.rend(), [&](const Fact& f) { return f.key == key; });
  return last != facts.rend() && last->value == "off";
}

std::vector<const Fact*> Block::all(std::string_view key) const {
  std::vector<const Fact*> found;
  for (const Fact& fact : facts) {
    if (fact.key != key) continue;
    if (fact.value == "off") {
      found.clear();
    } else {
      found.push_back(&fact);
    }
  }
  return found;
}

std::string Block::value(std::string_view key, std::string_view otherwise) const {
  const Fact* fact = find(key);
  return fact != nullptr ? fact->value : std::string(otherwise);
}

bool is_number(std::string_view word) {
  return !word.empty() && word.size() <= 10 &&
         std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  constexpr std::string_view spaces = " \t\f\v";
  for (std::size_t at = line.find_first_not_of(spaces); at < line.size();) {
    const bool quoted = line[at] == '"';
    std::size_t end = quoted ? line.find('"', at + 1) : line.find_first_of(spaces, at);
    if (quoted && end != std::string_view::npos) ++end;
    end = std::min(end, line.size());
    words.push_back(line.substr(at, end - at));
    at = std::min(line.find_first_not_of(spaces, end), line.size());
  }
  return words;
}

StatementTable::StatementTable(const std::vector<StatementRule>& rules, bool abbreviates)
    : abbreviates_(abbreviates) {
  for (const StatementRule& rule : rules) {
    Row row{&rule, words_of(rule.pattern)};
    const auto first = static_cast<unsigned char>(lower(row.words.front().front()));
    rows_[first].push_back(std::move(row));
  }
}

StatementTable::Match StatementTable::best(std::string_view in,
                                           const std::vector<std::string_view>& words,
                                           std::size_t from, bool shorter) const {
  Match best;
  int best_score = -100;
  if (from >= words.size()) return best;
  const auto first = static_cast<unsigned char>(lower(words[from].front()));
  const auto consider = [&](const Row& row) {
    if (row.rule->in != in) return;
    int score = 0;
    std::size_t w = from;
    std::size_t p = 0;
    std::vector<std::string> captured;
    for (; p < row.words.size() && row.words[p] != "<rest>" && w < words.size(); ++p, ++w) {
      const int fit = fits(words[w], row.words[p], abbreviates_);
      if (fit == 0) break;
      const bool literal = row.words[p].front() != '<';
      score += literal ? fit * 8 : row.words[p] == "<w>" ? 1 : 2;
      if (!literal) captured.emplace_back(words[w]);
    }
    const bool rest = p < row.words.size() && row.words[p] == "<rest>";
    if (rest) {
      std::string all;
      for (; w < words.size(); ++w) all += (all.empty() ? "" : " ") + std::string(words[w]);
      captured.push_back(all);
      --score;  // who needs no rest fits better
      ++p;
    }
    if (w < words.size() || (p < row.words.size() && !shorter)) return;
    if (shorter && p < row.words.size() && row.words[p].front() != '<') return;
    if (score > best_score) {
      best = {row.rule, nullptr, std::move(captured)};
      best_score = score;
    } else if (score == best_score && best.rule != nullptr && row.rule->sets != best.rule->sets) {
      best.rival = row.rule;
    }
  };
  for (const Row& row : rows_[first]) consider(row);
  if (first != '<') {
    for (const Row& row : rows_[static_cast<unsigned char>('<')]) consider(row);
  }
  return best;
}

StatementTable::Match StatementTable::find(std::string_view in,
                                           const std::vector<std::string_view>& words,
                                           std::size_t from) const {
  return best(in, words, from, false);
}

StatementTable::Match StatementTable::find_shorter(std::string_view in,
                                                   const std::vector<std::string_view>& words,
                                                   std::size_t from) const {
  return best(in, words, from, true);
}

void take(const StatementTable::Match& match, bool negated, std::size_t line, Block& block,
          ConfigFile& file) {
  const StatementRule& rule = *match.rule;
  if (match.rival != nullptr) {
    file.note(line, LineFate::relevant,
              fmt::format("two readings: '{}' or '{}'", rule.pattern, match.rival->pattern));
    return;
  }
  file.note(line, rule.otherwise, std::string(rule.why));
  if (negated && rule.otherwise == LineFate::relevant &&
      (rule.sets.empty() || rule.why == unclaimed)) {
    file.note(line, LineFate::irrelevant, "switched off");
  }
  std::string_view sets = rule.sets;
  if (sets.starts_with('>')) sets.remove_prefix(std::min(sets.find(';'), sets.size() - 1) + 1);
  while (!sets.empty()) {
    const std::size_t end = std::min(sets.find(';'), sets.size());
    const std::string_view one = sets.substr(0, end);
    sets.remove_prefix(std::min(end + 1, sets.size()));
    const std::size_t equals = one.find('=');
    const bool adds = equals > 0 && one[equals - 1] == '+';
    std::string key = filled(one.substr(0, equals - (adds ? 1 : 0)), match.captured);
    std::string value = negated ? "off" : filled(one.substr(equals + 1), match.captured);
    block.facts.push_back({std::move(key), std::move(value), line, adds && !negated});
  }
}

}  // namespace app
