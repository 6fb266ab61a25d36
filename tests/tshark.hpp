// The independent oracle of what a capture says: Wireshark's dissectors, asked once for each file.
#pragma once

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/catch.hpp"

namespace tests {

// A file for one test, gone after it.
class TemporaryFile {
 public:
  TemporaryFile(std::string_view name, std::string_view bytes)
      : path_((std::filesystem::temp_directory_path() /
               ("fastbusy" + std::to_string(::getpid()) + std::string(name)))
                  .string()) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~TemporaryFile() { std::remove(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts{""};
  for (const char c : text) {
    if (c == at) parts.emplace_back();
    if (c != at) parts.back() += c;
  }
  return parts;
}

// For each packet of a capture the values of these fields, as `tshark -T fields` writes them;
// several values of one field are joined with ';'. All checksums are verified.
inline std::vector<std::vector<std::string>> tshark(const std::string& capture,
                                                    const std::vector<std::string>& fields) {
  const TemporaryFile errors("tshark.txt", "");
  std::string command = "tshark -r " + capture + " -n -T fields -E 'aggregator=;'";
  for (const char* protocol : {"ip", "tcp", "udp"}) {
    command += std::string(" -o ") + protocol + ".check_checksum:TRUE";
  }
  for (const std::string& field : fields) command += " -e " + field;
  std::FILE* out = ::popen((command + " 2>" + errors.path()).c_str(), "r");
  REQUIRE(out != nullptr);
  std::string text;
  char buffer[4096];
  while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, out)) text.append(buffer, n);
  const int status = ::pclose(out);
  std::ifstream complaints(errors.path());
  INFO(command);
  INFO(std::string(std::istreambuf_iterator<char>(complaints), {}));
  REQUIRE(status == 0);  // is tshark installed? ./dev test does that
  std::vector<std::vector<std::string>> packets;
  for (const std::string& line : split(text, '\n')) {
    if (!line.empty()) packets.push_back(split(line, '\t'));
  }
  return packets;
}

}  // namespace tests
