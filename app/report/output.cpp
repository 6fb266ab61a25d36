#include "app/report/output.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace app {
namespace {

std::string failed(const std::string& name) { return name + ": " + std::strerror(errno); }

// Mode and owner; another's file stays his only if this process may give files away.
bool make_alike(int file, const struct stat& old) {
  const bool given = ::fchown(file, old.st_uid, old.st_gid) == 0;
  return ::fchmod(file, given ? old.st_mode & 07777U : old.st_mode & 0777U) == 0;
}

std::string write_renamed(const std::string& path, std::string_view text, const struct stat* old) {
  const std::string temporary = path + ".part" + std::to_string(::getpid());
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

}  // namespace

std::string write_whole(const std::string& path, std::string_view text) {
  if (path != "-") return write_renamed(path, text, nullptr);
  const bool good =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  return good ? "" : failed("standard output");
}

std::string replace_whole(const std::string& path, std::string_view text) {
  std::error_code error;
  const std::string target = std::filesystem::canonical(path, error).string();
  if (error) return path + ": " + error.message();
  struct stat old {};
  if (::access(target.c_str(), W_OK) != 0 || ::stat(target.c_str(), &old) != 0) return failed(path);
  return write_renamed(target, text, &old);
}

}  // namespace app
