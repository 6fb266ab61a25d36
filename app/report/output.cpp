#include "app/report/output.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace app {
namespace {

namespace fs = std::filesystem;

std::string failed(const std::string& name) { return name + ": " + std::strerror(errno); }

// Mode and owner; another's file stays his only if this process may give files away.
bool make_alike(int file, const struct stat& old) {
  const bool given = ::fchown(file, old.st_uid, old.st_gid) == 0;
  return ::fchmod(file, given ? old.st_mode & 07777U : old.st_mode & 0777U) == 0;
}

constexpr std::string_view part = ".part";

// What a run that was killed has left: the number is its process.
void remove_left_parts(const std::string& path) {
  std::error_code ignored;
  const fs::path whole(path);
  const fs::path folder = whole.has_parent_path() ? whole.parent_path() : fs::path(".");
  const std::string head = whole.filename().string() + std::string(part);
  for (const auto& file : fs::directory_iterator(folder, ignored)) {
    const std::string name = file.path().filename().string();
    if (!name.starts_with(head)) continue;
    int process = 0;
    const char* const end = name.data() + name.size();
    const auto [last, error] = std::from_chars(name.data() + head.size(), end, process);
    if (error != std::errc{} || last != end || process <= 0) continue;
    if (::kill(process, 0) != 0 && errno == ESRCH) fs::remove(file.path(), ignored);
  }
}

std::string write_renamed(const std::string& path, std::string_view text, const struct stat* old) {
  remove_left_parts(path);
  const std::string temporary = path + std::string(part) + std::to_string(::getpid());
  std::FILE* file = std::fopen(temporary.c_str(), "wb");
  if (file == nullptr) return failed(path);
  // Before its text is there, so that nobody reads what he may not.
  bool good = old == nullptr || make_alike(::fileno(file), *old);
  good = good && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (old != nullptr) {  // on the disk before the name is: nothing else holds this text
    good = good && std::fflush(file) == 0 && ::fsync(::fileno(file)) == 0;
  }
  const int error = errno;
  const bool closed = std::fclose(file) == 0;
  if (good && closed && std::rename(temporary.c_str(), path.c_str()) == 0) return "";
  if (!good) errno = error;
  std::string message = failed(path);
  std::remove(temporary.c_str());
  return message;
}

std::string write_through(const std::string& path, std::string_view text) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return failed(path);
  const bool good = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  const int error = errno;
  const bool closed = std::fclose(file) == 0;
  if (good && closed) return "";
  if (!good) errno = error;
  return failed(path);
}

// Where the links of a path lead, though nothing may be there yet.
std::string target_of(const std::string& path) {
  std::error_code error;
  fs::path target(path);
  for (int links = 0; links < 40 && fs::is_symlink(target, error); ++links) {
    const fs::path next = fs::read_symlink(target, error);
    target = next.is_absolute() ? next : target.parent_path() / next;
  }
  return target.string();
}

// The same file has the same name then.
std::string name_of(const std::string& path) {
  std::error_code error;
  const fs::path name = fs::weakly_canonical(fs::absolute(target_of(path), error), error);
  return error ? path : name.string();
}

// A device or a FIFO may be named by several options: nothing is destroyed there.
bool is_file(const std::string& path) {
  std::error_code error;
  const auto status = fs::status(path, error);
  return !fs::exists(status) || fs::is_regular_file(status);
}

}  // namespace

std::string write_whole(const std::string& path, std::string_view text) {
  if (path == "-") {
    const bool good =
        std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    // Of a reader that has left, main() says so by its exit code only.
    return good || errno == EPIPE ? "" : failed("standard output");
  }
  const std::string target = target_of(path);
  struct stat old {};
  if (::stat(target.c_str(), &old) != 0) return write_renamed(target, text, nullptr);
  if (!S_ISREG(old.st_mode) || old.st_nlink > 1) return write_through(target, text);
  if (::access(target.c_str(), W_OK) != 0) return failed(path);
  return write_renamed(target, text, &old);
}

std::string refuse_outputs(const std::vector<Output>& outputs, const std::string& input) {
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const auto& [option, path] = outputs[i];
    if (path.empty()) continue;
    const bool is_stdout = path == "-";
    if (path.starts_with("--")) {
      return option + " lacks its file: " + path + " is an option (./" + path + " would be a file)";
    }
    if (!is_stdout && !is_file(path)) continue;
    if (!is_stdout && !input.empty() && name_of(path) == name_of(input)) {
      return option + " would overwrite " + input + ", which is read";
    }
    for (std::size_t j = 0; j < i; ++j) {
      const bool same = is_stdout ? outputs[j].path == "-"
                                  : !outputs[j].path.empty() && outputs[j].path != "-" &&
                                        name_of(outputs[j].path) == name_of(path);
      if (same) return outputs[j].option + " and " + option + " name one file: " + path;
    }
  }
  return "";
}

}  // namespace app
