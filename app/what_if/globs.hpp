// Settings by a pattern: `sw*.port_security.aging_time=1min` is set of every device whose name fits
// and that has such a setting. Only the device's name, and a link's number, may be a pattern.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/scenario/scenario.hpp"
#include "sim/schema/shape.hpp"

namespace app {

// `*` any letters, `?` one.
bool fits(std::string_view pattern, std::string_view text);
// As --set takes them; a pattern becomes one setting for each that fits, an entry's name before its
// devices' own. Complains where nothing fits.
std::vector<sim::Assignment> read_patterns(const std::string& option,
                                           const std::vector<std::string>& texts,
                                           const Scenario& scenario, sim::Diagnostics& diagnostics);
// What may stand at the path. Complains, as --set would, where there is no such setting.
const sim::Shape* shape_of_path(const std::string& option, const std::string& path,
                                const Scenario& scenario, sim::Diagnostics& diagnostics);

}  // namespace app
