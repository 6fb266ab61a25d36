// The repository's own source text, for the tests that read it (layering_test, tidy_test).
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace source {

struct File {
  std::string path;  // from the repository root: sim/base/time.hpp
  std::vector<std::string> lines;
};

inline File file(std::string path, const std::string& text) {
  File f{std::move(path), {}};
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) f.lines.push_back(line);
  return f;
}

// Not ours: what npm installed.
inline bool is_foreign(const std::filesystem::path& path) {
  return path.generic_string().find("/node_modules") != std::string::npos;
}

using Words = std::initializer_list<std::string_view>;

// All files of these kinds below the folders, by path.
inline std::vector<File> files(Words folders, Words extensions = {".hpp", ".cpp", ".js", ".mjs"}) {
  const std::filesystem::path root = FASTBUSY_SOURCE_DIR;
  std::vector<File> all;
  for (const std::string_view folder : folders) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      const auto& path = entry.path();
      if (std::ranges::find(extensions, path.extension()) == extensions.end()) continue;
      if (is_foreign(path)) continue;
      std::ostringstream text;
      text << std::ifstream(path).rdbuf();
      all.push_back(file(std::filesystem::relative(path, root).generic_string(), text.str()));
    }
  }
  std::ranges::sort(all, {}, &File::path);
  return all;
}

inline bool starts_with_any(std::string_view path, const std::vector<std::string_view>& prefixes) {
  return std::ranges::any_of(prefixes, [&](auto prefix) { return path.starts_with(prefix); });
}

inline bool is_word_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// Line after line, what is left without // comments and without what literals say.
class CodeReader {
 public:
  std::string code_of(std::string_view line) {
    std::string code;
    for (std::size_t i = 0; i < line.size();) {
      const bool inside_word = i > 0 && is_word_char(line[i - 1]);  // the ' of 1'000 is no quote
      if (!closing_.empty()) {                                      // inside R"( ... )"
        const auto at = line.find(closing_, i);
        if (at == std::string_view::npos) break;
        i = at + closing_.size();
        closing_.clear();
      } else if (line.substr(i).starts_with("//")) {
        break;
      } else if (line.substr(i).starts_with("R\"") && !inside_word) {
        const auto open = std::min(line.find('(', i), line.size());
        closing_ = ')' + std::string(line.substr(i + 2, open - i - 2)) + '"';
        i = open + 1;
      } else if (line[i] == '"' || (line[i] == '\'' && !inside_word)) {
        const char quote = line[i++];
        while (i < line.size() && line[i] != quote) i += line[i] == '\\' ? 2 : 1;
        ++i;
      } else {
        code += line[i++];
      }
    }
    return code;
  }

 private:
  std::string closing_;  // what ends the raw string that we are in
};

// Violations as people and editors read them, one per line: "path:line: message".
class Report {
 public:
  void add(const File& f, std::size_t line, std::string_view message) {
    text_ += f.path + ':' + std::to_string(line) + ": " + std::string(message) + '\n';
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace source
