// What two scenarios configure otherwise, setting by setting, and where that stands.
#pragma once

#include <string>
#include <vector>

#include "app/scenario/scenario.hpp"

namespace app {

struct SettingChange {
  enum class Kind : std::uint8_t { setting, device, link, act, file };
  // Whether it made any difference.
  enum class Use : std::uint8_t {
    exercised,
    not_exercised,  // with and without it every event is the same
    cannot_act,     // see `why`
    not_tried,      // no single value that could be taken back, or too many of them
  };
  Kind kind{};
  std::vector<std::string> paths;  // several: the same setting of other devices, changed alike
  std::string before{};            // empty: not there
  std::string after{};
  std::string place_before{};  // file:line, of the first path; or "default", "--set"
  std::string place_after{};
  Use use = Use::not_tried;
  std::string why{};
};

// In the order of the file. Title, source, expectations and remedies are not compared.
std::vector<SettingChange> setting_changes(const Scenario& before, const Scenario& after);

}  // namespace app
