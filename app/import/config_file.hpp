// A file of a site, line by line, and what became of each of its lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace app {

// What became of a line. `relevant`: telephony depends on it, and the scenario does not have it.
enum class LineFate : std::uint8_t { blank, used, irrelevant, relevant, unknown };
std::string_view to_text(LineFate fate);

struct LineNote {
  LineFate fate = LineFate::unknown;
  std::string why{};  // where it went, or why it went nowhere
};

// What a file is, by its content.
enum class FileKind : std::uint8_t {
  ios,
  asa,
  cucm_phone,
  isc_dhcpd,
  dnsmasq,
  kea,
  pjsip,
  chan_sip,
  sysctl,
  iptables,
  batfish_topology,
  refused,  // of a vendor that is not read
  no_configuration,
};
std::string_view to_text(FileKind kind);

struct ConfigFile {
  std::string path;  // as it is shown
  std::string text;
  std::vector<std::string_view> lines{};  // of text, without their ends: \n, \r\n or \r
  std::vector<LineNote> notes{};          // of each line
  FileKind kind = FileKind::no_configuration;
  std::string whose{};  // of what is refused: the vendor; else what it is taken for

  ConfigFile(std::string shown_path, std::string whole_text);
  ConfigFile(const ConfigFile&) = delete;  // lines look into text
  ConfigFile(ConfigFile&&) = delete;
  ConfigFile& operator=(const ConfigFile&) = delete;
  ConfigFile& operator=(ConfigFile&&) = delete;

  std::string_view stem() const;  // of the path: sw1 of configs/sw1.cfg
  std::string place(std::size_t line) const;
  void note(std::size_t line, LineFate fate, std::string why);  // from 1; 0 is nowhere
  // Where the line went, behind what it says already.
  void used(std::size_t line, const std::string& path_of_setting);
  std::size_t count(LineFate fate) const;
};

// A line of some file. file 0: nowhere, a default.
struct Place {
  ConfigFile* file = nullptr;
  std::size_t line = 0;
};

bool is_binary(std::string_view text);

}  // namespace app
