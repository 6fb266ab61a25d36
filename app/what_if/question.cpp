#include "app/what_if/question.hpp"

#include <array>
#include <utility>
#include <vector>

#include "sim/schema/document.hpp"

namespace app {
namespace {

struct Word {
  std::string text;
  std::size_t offset = 0;
};

std::vector<Word> words_of(const std::string& text) {
  std::vector<Word> words;
  for (std::size_t at = text.find_first_not_of(' '); at != text.npos;) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    words.push_back({text.substr(at, end - at), at});
    at = text.find_first_not_of(' ', end);
  }
  return words;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> operators{{
    {"is", "is"},
    {"=", "is"},
    {"==", "is"},
    {">=", "at_least"},
    {"at_least", "at_least"},
    {"<=", "at_most"},
    {"at_most", "at_most"},
    {"at", "at"},
    {"by", "by"},
}};

// FACT OPERATOR VALUE [at|by TIME]: each but the fact is a key of `expect:` and its value.
std::optional<sim::Node> read_words(const std::string& text, std::uint32_t source,
                                    sim::Diagnostics& diagnostics) {
  const auto at = [&](std::size_t offset) {
    return sim::Position{source, 1, static_cast<int>(offset + 1)};
  };
  const std::vector<Word> words = words_of(text);
  sim::Node node = sim::Node::map(at(0));
  if (words.empty()) {
    diagnostics.error(at(0), "a fact is missing, such as 'phone.losses is 0'");
    return std::nullopt;
  }
  const auto add = [&](std::string_view key, const Word& word) {
    node.entries.push_back(
        {std::string(key), at(word.offset), sim::Node::scalar(word.text, at(word.offset))});
  };
  add("that", words[0]);
  for (std::size_t i = 1; i < words.size();) {
    std::string_view key;
    for (const auto& [word, meaning] : operators) {
      if (word == words[i].text) key = meaning;
    }
    if (key.empty() || i + 1 == words.size()) {
      diagnostics.error(at(words[i].offset),
                        key.empty() ? "'" + words[i].text +
                                          "' should be is, >=, <=, at or by, as in 'phone.losses "
                                          "is 0', 'phone.registered >= 3 at 20min'"
                                    : "a value is missing behind '" + words[i].text + "'");
      return std::nullopt;
    }
    Word value = words[++i];
    for (++i; i < words.size(); ++i) {  // 1min 30s is one value
      const bool is_next = std::ranges::any_of(
          operators, [&](const auto& one) { return one.first == words[i].text; });
      if (is_next) break;
      value.text += " " + words[i].text;
    }
    add(key, value);
  }
  return node;
}

}  // namespace

std::optional<Expectation> read_question(const std::string& option, const std::string& text,
                                         const Scenario& scenario, sim::Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.count();
  std::optional<sim::Node> node;
  if (text.starts_with("{")) {
    node = sim::parse_yaml(text, option, diagnostics);
  } else {
    node = read_words(text, diagnostics.add_argument(option, text), diagnostics);
  }
  if (!node || diagnostics.count() != before) return std::nullopt;
  auto question = read_expectation(*node, scenario, diagnostics);
  if (question) question->text = text;
  return question;
}

}  // namespace app
