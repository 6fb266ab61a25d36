// The keys of computer.hpp: meaning, bounds, defaults.
#pragma once

#include "app/scenario/kinds/computer.hpp"
#include "app/scenario/kinds/station_fields.hpp"

namespace app {

constexpr auto fields(ComputerSpec*) {
  using S = ComputerSpec;
  return std::tuple_cat(fields(static_cast<StationSpec*>(nullptr)),
                        std::tuple{field("start", &S::start, "power-on"),
                                   field("start_spread", &S::start_spread,
                                         "plus a random time up to this, for each of them")});
}

}  // namespace app
