// The keys of computer.hpp: meaning, bounds, defaults.
#pragma once

#include "app/scenario/kinds/computer.hpp"
#include "app/scenario/kinds/station_fields.hpp"

namespace app {

inline sim::Fields<ComputerSpec> fields(ComputerSpec*) {
  using S = ComputerSpec;
  return {
      sim::fields_of<StationSpec>(),
      {field("start", &S::start, "power-on"),
       field("start_spread", &S::start_spread, "plus a random time up to this, for each of them")}};
}

}  // namespace app
