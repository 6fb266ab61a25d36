#include "app/report/output.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace app {

std::string write_whole(const std::string& path, std::string_view text) {
  const auto failed = [&](const std::string& name) { return name + ": " + std::strerror(errno); };
  if (path == "-") {
    const bool good =
        std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    return good ? "" : failed("standard output");
  }
  const std::string temporary = path + ".part" + std::to_string(::getpid());
  std::FILE* file = std::fopen(temporary.c_str(), "wb");
  if (file == nullptr) return failed(path);
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  const bool closed = std::fclose(file) == 0;
  if (written && closed && std::rename(temporary.c_str(), path.c_str()) == 0) return "";
  std::string message = failed(path);
  std::remove(temporary.c_str());
  return message;
}

}  // namespace app
