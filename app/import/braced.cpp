#include "app/import/braced.hpp"

#include <algorithm>

namespace app {
namespace {

// Words, and ; { } by themselves.
class Tokens {
 public:
  explicit Tokens(const ConfigFile& file) : file_(file) {}
  // Empty: the end.
  std::string next() {
    for (; line_ < file_.lines.size(); ++line_, at_ = 0) {
      const std::string_view text = file_.lines[line_];
      at_ = std::min(text.find_first_not_of(" \t\f\v", at_), text.size());
      if (at_ >= text.size() || text[at_] == '#') continue;
      std::size_t end = at_ + 1;
      constexpr std::string_view marks = ";{},=";
      if (text[at_] == '"') {
        end = std::min(text.find('"', end), text.size() - 1) + 1;
      } else if (marks.find(text[at_]) == marks.npos) {
        end = std::min(text.find_first_of(" \t\f\v;{},=#\"", at_), text.size());
      }
      const std::string word(text.substr(at_, end - at_));
      at_ = end;
      return word;
    }
    return "";
  }
  std::size_t line() const { return std::min(line_ + 1, file_.lines.size()); }

 private:
  const ConfigFile& file_;
  std::size_t line_ = 0;
  std::size_t at_ = 0;
};

void read_block(Tokens& tokens, int depth, std::vector<BracedStatement>& out) {
  constexpr int deepest = 32;
  BracedStatement now;
  for (std::string word = tokens.next(); !word.empty(); word = tokens.next()) {
    if (now.words.empty()) now.line = tokens.line();
    now.last = tokens.line();
    if (word == "{" && depth < deepest) {
      now.opens = true;
      read_block(tokens, depth + 1, now.inside);
      now.last = tokens.line();
    } else if (word == "}") {
      return;
    } else if (word != ";") {
      now.words.push_back(std::move(word));
      continue;
    }
    if (!now.words.empty()) out.push_back(std::move(now));
    now = {};
  }
  if (!now.words.empty()) out.push_back(std::move(now));
}

}  // namespace

std::vector<BracedStatement> braced_statements(const ConfigFile& file) {
  Tokens tokens(file);
  std::vector<BracedStatement> all;
  read_block(tokens, 0, all);
  return all;
}

}  // namespace app
