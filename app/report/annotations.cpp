// GitHub's workflow commands; their escaping is that of actions/toolkit, core/src/command.ts.
#include <fmt/format.h>

#include <filesystem>

#include "app/report/check_files.hpp"
#include "app/report/findings.hpp"

namespace app {
namespace {

std::string escaped(std::string_view text, std::string_view characters) {
  std::string result;
  for (const char c : text) {
    if (characters.find(c) == std::string_view::npos) {
      result += c;
    } else {
      result += fmt::format("%{:02X}", static_cast<unsigned>(c));
    }
  }
  return result;
}

// As the forge knows the file: below the current directory, which is the repository.
std::string below_here(const std::string& path) {
  std::error_code ignored;
  const std::string relative = std::filesystem::relative(path, ignored).string();
  return relative.empty() || relative.starts_with("..") ? path : relative;
}

}  // namespace

std::string annotation_property(std::string_view text) { return escaped(text, "%\r\n:,"); }
std::string annotation_message(std::string_view text) { return escaped(text, "%\r\n"); }

std::string annotations(const Checked& checked) {
  std::string lines;
  for (const Finding& f : findings_of(checked)) {
    if (f.kind == Finding::Kind::holds) continue;
    lines += fmt::format("::error file={},line={},title={}::{}\n",
                         annotation_property(below_here(checked.path)), f.line,
                         annotation_property(f.text), annotation_message(f.message));
  }
  return lines;
}

}  // namespace app
