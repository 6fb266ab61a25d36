// The scenario in the making: devices, their settings, and the lines that each of these comes from.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "app/import/config_file.hpp"
#include "app/import/secrets.hpp"
#include "sim/schema/node.hpp"

namespace app {

using Places = std::vector<Place>;

struct DraftSetting {
  std::string path;   // port_security.aging_time
  std::string value;  // as YAML has it, in one line
  Places from{};
  std::string note{};    // a comment, for what stands in no file
  bool item = false;     // one more of a list
  std::size_t line = 0;  // of the scenario, once it is written
};

// A call server that a phone's file names.
struct ServerName {
  std::string name;  // a host's, or an address
  Place from;
};

struct DraftDevice {
  std::string name;
  std::string kind;
  ConfigFile* file = nullptr;
  std::vector<DraftSetting> settings{};
  std::vector<ServerName> servers{};
  std::vector<std::string> port_names{};  // of a switch or router: port 1 first
  std::vector<std::string> ports_down{};  // shut down, as numbers
  std::vector<std::string> lacks{};       // what no file says, and the device needs

  void set(std::string path, std::string value, Places from, std::string note = "");
  void add(std::string path, std::string value, Places from, std::string note = "");
  const DraftSetting* find(std::string_view path) const;
};

// What the absence of a line means.
struct ImpliedDefault {
  std::string device;
  std::string path;
  std::string value;
  std::string because;  // the vendor, with the key of its source
};

struct Draft {
  std::deque<DraftDevice> devices{};
  std::vector<ImpliedDefault> defaults{};
  std::vector<std::string> links{};  // that are inside of one box
  std::vector<std::string> open{};   // what only site.yaml can say
  Secrets secrets{};

  DraftDevice& device(std::string_view wanted_name, std::string_view kind, ConfigFile* file);
  DraftDevice* find(std::string_view name);
  // A value that no line gives, for the list and the scenario.
  void imply(DraftDevice& device, std::string path, std::string value, std::string because);
};

std::string name_of(std::string_view text);  // as a device may be called
std::string yaml_scalar(std::string_view text);
std::string yaml_flow(const sim::Node& node);  // in one line, to be read back
std::string seconds(std::string_view number);  // 300 -> 300s
// Writes a device below `devices:`, and remembers the settings' lines; `line` is the next one.
std::string device_text(DraftDevice& device, std::size_t& line);

}  // namespace app
