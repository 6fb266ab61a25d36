// Who cites what: keys in brackets and RFCs by number, against the entries of models/SOURCES.md.
// A key is rfc and its number, or words of small letters and digits with hyphens between them.
#pragma once

#include <map>
#include <set>

#include "tests/source_files.hpp"

namespace sources {

using source::File;
using source::is_word_char;
using source::Report;

inline constexpr std::string_view register_path = "models/SOURCES.md";

struct Citation {
  std::string key;
  std::size_t line;  // from 0
};
using Citations = std::vector<Citation>;

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_small(char c) { return c >= 'a' && c <= 'z'; }

inline bool is_key(std::string_view text) {
  if (text.starts_with("rfc"))
    return text.size() > 3 && std::ranges::all_of(text.substr(3), is_digit);
  const auto fits = [](char c) { return is_small(c) || is_digit(c) || c == '-'; };
  return text.size() > 3 && is_small(text[0]) && is_small(text[1]) && text.back() != '-' &&
         text.find('-') != text.npos && std::ranges::all_of(text, fits);
}

// Not an index (`a[n-1]`), nor the text of a Markdown link.
inline std::vector<std::string> keys(std::string_view text) {
  std::vector<std::string> found;
  for (auto open = text.find('['); open != text.npos; open = text.find('[', open + 1)) {
    const auto close = text.find(']', open);
    if (close == text.npos) break;
    const bool joins_left = open > 0 && (is_word_char(text[open - 1]) || text[open - 1] == ')');
    const bool is_link = close + 1 < text.size() && text[close + 1] == '(';
    const std::string_view key = text.substr(open + 1, close - open - 1);
    if (!joins_left && !is_link && is_key(key)) found.emplace_back(key);
  }
  return found;
}

inline std::vector<std::string> rfcs(std::string_view text) {
  std::vector<std::string> found;
  for (auto at = text.find("RFC "); at != text.npos; at = text.find("RFC ", at + 1)) {
    const std::string_view rest = text.substr(at + 4);
    const auto end = std::ranges::find_if_not(rest, is_digit) - rest.begin();
    if (end > 0) found.push_back("rfc" + std::string(rest.substr(0, std::size_t(end))));
  }
  return found;
}

// What a line of YAML says to people: its comment, a profile's source, a scenario's `source:`.
class YamlReader {
 public:
  std::string_view prose_of(std::string_view line) {
    if (!line.starts_with(' ')) in_source_ = line.starts_with("source:");
    if (in_source_) return line;
    const auto at = std::min(line.find("# "), line.find("source: \""));
    return line.substr(std::min(at, line.size()));
  }

 private:
  bool in_source_ = false;
};

inline Citations citations(const File& f) {
  Citations all;
  source::CodeReader cpp;
  YamlReader yaml;
  const bool is_cpp = f.path.ends_with(".cpp") || f.path.ends_with(".hpp");
  if (!is_cpp && !f.path.ends_with(".md") && !f.path.ends_with(".yaml")) return all;
  for (std::size_t i = 0; i < f.lines.size(); ++i) {
    const std::string& line = f.lines[i];
    const std::string code = is_cpp ? cpp.code_of(line) : "";
    const std::string_view prose = f.path.ends_with(".yaml") ? yaml.prose_of(line) : line;
    for (const std::string& key : keys(prose)) {
      if (code.find('[' + key + ']') == code.npos) all.push_back({key, i});
    }
    for (const std::string& key : rfcs(line)) all.push_back({key, i});
  }
  return all;
}

// An entry is a row of a table: | [key] | ...
inline Citations entries(const File& f) {
  Citations all;
  for (std::size_t i = 0; i < f.lines.size(); ++i) {
    const std::string_view line = f.lines[i];
    if (!line.starts_with("| [")) continue;
    const auto found = keys(line.substr(0, line.find('|', 1)));
    if (!found.empty()) all.push_back({found.front(), i});
  }
  return all;
}

// Documents that nobody has who has the repository: "facts 6.5", notes.md.
inline void check_documents(const File& f, const std::set<std::string>& held, Report& report) {
  for (std::size_t i = 0; i < f.lines.size(); ++i) {
    const std::string& line = f.lines[i];
    for (auto at = line.find("acts "); at != line.npos; at = line.find("acts ", at + 1)) {
      const bool is_facts = at > 0 && (line[at - 1] == 'f' || line[at - 1] == 'F') &&
                            (at == 1 || !is_word_char(line[at - 2]));
      if (is_facts && at + 5 < line.size() && is_digit(line[at + 5])) {
        report.add(f, i + 1, "cites notes that are not here: name the source's key");
      }
    }
    for (auto at = line.find(".md"); at != line.npos; at = line.find(".md", at + 1)) {
      if (at + 3 < line.size() && is_word_char(line[at + 3])) continue;
      auto begin = at;
      while (begin > 0 && (is_word_char(line[begin - 1]) || line[begin - 1] == '-')) --begin;
      const std::string name = line.substr(begin, at + 3 - begin);
      if (begin < at && !held.contains(name)) report.add(f, i + 1, name + " is not here");
    }
  }
}

inline void check_profile(const File& f, Report& report) {
  if (!f.path.starts_with("models/profiles/") || !f.path.ends_with(".yaml")) return;
  for (std::size_t i = 0; i < f.lines.size(); ++i) {
    const std::string_view line = f.lines[i];
    const auto at = line.find("source: \"");
    if (at != line.npos && keys(line.substr(at)).empty()) {
      report.add(f, i + 1, "a value's source has a key in brackets");
    }
  }
}

inline std::string verdict(const std::vector<File>& files) {
  Report report;
  std::set<std::string> held, cited;
  std::map<std::string, std::size_t> known;
  const auto registered = std::ranges::find(files, register_path, &File::path);
  if (registered == files.end()) return std::string(register_path) + " is missing\n";
  for (const auto& [key, line] : entries(*registered)) {
    if (!known.emplace(key, line).second) report.add(*registered, line + 1, key + " stands twice");
  }
  for (const File& f : files) held.insert(f.path.substr(f.path.rfind('/') + 1));
  for (const File& f : files) {
    check_documents(f, held, report);
    check_profile(f, report);
    for (const auto& [key, line] : citations(f)) {
      if (!known.contains(key)) report.add(f, line + 1, key + " has no entry in SOURCES.md");
      if (f.path != register_path) cited.insert(key);
    }
  }
  for (const auto& [key, line] : known) {
    const bool background = registered->lines[line].find("*background*") != std::string::npos;
    if (!background && !cited.contains(key))
      report.add(*registered, line + 1, key + " is not cited");
  }
  return report.text();
}

}  // namespace sources
