#include "app/lint/suppress.hpp"

#include <algorithm>

namespace app {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

// Where a comment begins: a # at the beginning, or after a blank, and in no quotes.
std::size_t comment_in(std::string_view line) {
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool is_start = i == 0 || std::string_view(" \t,[{:").find(line[i - 1]) != line.npos;
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if ((c == '"' || c == '\'') && is_start) {
      quote = c;
    } else if (c == '#' && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t')) {
      return i;
    }
  }
  return std::string_view::npos;
}

std::vector<Suppression> read_comment(std::string_view comment, int line) {
  constexpr std::string_view word = "lint:";
  constexpr std::string_view because = "because";
  comment = trimmed(comment.substr(1));
  if (!comment.starts_with(word)) return {};
  comment = trimmed(comment.substr(word.size()));
  const auto at = comment.find(because);
  std::string_view codes = trimmed(comment.substr(0, at));
  const std::string_view reason = at == std::string_view::npos
                                      ? std::string_view{}
                                      : trimmed(comment.substr(at + because.size()));
  std::vector<Suppression> all;
  do {
    const auto comma = std::min(codes.find(','), codes.size());
    all.push_back({.code = std::string(trimmed(codes.substr(0, comma))),
                   .reason = std::string(reason),
                   .line = line});
    codes.remove_prefix(std::min(comma + 1, codes.size()));
  } while (!codes.empty());
  return all;
}

LintFinding about(const Linted& linted, const Suppression& one, std::string_view code,
                  std::string_view name, LintLevel level, const std::string& message) {
  const LintPlace place{
      .file = linted.path, .line = one.line, .column = 1, .at = {linted.source, one.line, 1}};
  LintFinding finding{.code = std::string(code),
                      .name = std::string(name),
                      .level = level,
                      .message = message,
                      .places = {place}};
  finding.fingerprint = std::string(code) + one.code;
  return finding;
}

// A rule, or what loading warns of.
bool can_be_told(const std::string& code) {
  return lint_rule(code) != nullptr || code == hardly_meant.code || code == hardly_meant.name;
}

bool covers(const Suppression& one, const Linted& linted, const LintFinding& finding) {
  if (one.code != finding.code && one.code != finding.name) return false;
  return one.covers == 0 || std::ranges::any_of(finding.places, [&](const LintPlace& place) {
           const bool is_here = place.file == linted.path;
           return is_here && (place.line == one.covers || place.owner_line == one.covers);
         });
}

}  // namespace

std::vector<Suppression> suppressions_in(std::string_view text) {
  std::vector<Suppression> all;
  std::vector<std::size_t> waiting;  // in lines of their own, for the line that follows
  bool is_header = true;
  for (int line = 1; !text.empty(); ++line) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view whole = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t at = comment_in(whole);
    const bool has_content = !trimmed(whole.substr(0, std::min(at, whole.size()))).empty();
    if (at != std::string_view::npos) {
      for (Suppression& one : read_comment(whole.substr(at), line)) {
        if (has_content) one.covers = line;
        if (!has_content && !is_header) waiting.push_back(all.size());
        all.push_back(std::move(one));
      }
    }
    if (!has_content) continue;
    is_header = false;
    for (const std::size_t one : waiting) all[one].covers = line;
    waiting.clear();
  }
  return all;
}

std::optional<Suppression> suppression_of(const std::string& argument, std::string& wrong) {
  const auto equals = argument.find('=');
  Suppression one{.code = argument.substr(0, equals)};
  if (equals != std::string::npos) one.reason = trimmed(argument.substr(equals + 1));
  if (!can_be_told(one.code)) {
    wrong = "--ignore: there is no rule '" + one.code + "'; fastbusy lint --rules lists them";
  } else if (one.reason.empty()) {
    wrong = "--ignore " + one.code + " lacks its reason: " + one.code + "='why it does not matter'";
  }
  return wrong.empty() ? std::optional(one) : std::nullopt;
}

void suppress(Linted& linted, std::vector<Suppression> in_file, std::vector<Suppression>& argued) {
  for (LintFinding& finding : linted.findings) {
    for (Suppression& one : in_file) {
      if (one.reason.empty() || !covers(one, linted, finding)) continue;
      one.used = true;
      finding.reason = one.reason;
    }
    for (Suppression& one : argued) {
      if (!covers(one, linted, finding)) continue;
      one.used = true;
      if (finding.reason) continue;
      finding.reason = one.reason;
      finding.is_argued = true;
    }
  }
  for (const Suppression& one : in_file) {
    if (!can_be_told(one.code)) {
      linted.findings.push_back(
          about(linted, one, "FB002", "unknown-rule", LintLevel::error,
                "there is no rule '" + one.code + "' that could be passed over"));
    } else if (one.reason.empty()) {
      linted.findings.push_back(
          about(linted, one, "FB001", "no-reason", LintLevel::error,
                one.code + " is passed over without a reason: write `# lint: " + one.code +
                    " because ...`"));
    } else if (!one.used) {
      linted.findings.push_back(about(linted, one, "FB003", "passes-over-nothing",
                                      LintLevel::warning,
                                      "nothing that " + one.code + " tells is passed over here"));
    }
  }
}

}  // namespace app
