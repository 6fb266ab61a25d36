// A setting by its path: what it is set to, what it may be, and where that stands.
#pragma once

#include <string>

#include "app/scenario/scenario.hpp"
#include "sim/schema/shape.hpp"

namespace app {

// Of a device's setting: phone.sip.timers; phone3.sip.timers, if it has settings of its own.
std::string path_of(const Scenario& scenario, std::size_t device, const std::string& below);
// As the file would write it; empty: the path names no value (a timeline's item, an option not
// set).
std::string value_at(const Scenario& scenario, const std::string& path);
// The same at a moment of the run, and who had set it so: timeline.N, or nobody but the file.
struct ValueThen {
  std::string value;
  std::string by{};
};
ValueThen value_then(const Scenario& scenario, const std::string& path, Time at);
// Null: no setting has that path.
const sim::Shape* shape_at(const Scenario& scenario, const std::string& path);
// "scenarios/x.yaml:19"; the profile's line or the words "default" and "--set" where it stands
// there.
std::string place_of(const Scenario& scenario, const std::string& path);

}  // namespace app
