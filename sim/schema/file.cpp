// read_file and read_yaml_file: the part of document.hpp that meets the file system.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "sim/schema/document.hpp"

namespace sim {

std::optional<std::string> read_file(const std::string& path, Diagnostics& diagnostics) {
  const auto fail = [&](const std::string& why) {
    diagnostics.error_in_file(path, why);
    return std::nullopt;
  };
  struct Close {
    void operator()(std::FILE* file) const {
      if (file != stdin) std::fclose(file);
    }
  };
  std::error_code ignored;  // fopen opens a directory, and says so only when it is read
  if (std::filesystem::is_directory(path, ignored)) {
    return fail("this is a directory, not a file");
  }
  const std::unique_ptr<std::FILE, Close> file(path == "-" ? stdin
                                                           : std::fopen(path.c_str(), "rb"));
  if (!file) return fail(std::strerror(errno));
  std::string text;
  for (std::string part(std::size_t{1} << 16U, '\0'); text.size() <= largest_file;) {
    const std::size_t got = std::fread(part.data(), 1, part.size(), file.get());
    text.append(part, 0, got);
    if (std::ferror(file.get()) != 0) return fail(std::strerror(errno));
    if (got < part.size()) break;
  }
  return text;
}

std::optional<Node> read_yaml_file(const std::string& path, Diagnostics& diagnostics) {
  const auto text = read_file(path, diagnostics);
  if (!text) return std::nullopt;
  return parse_yaml(*text, path, diagnostics);
}

}  // namespace sim
