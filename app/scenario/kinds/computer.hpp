// kind: computer - a PC, a laptop, a printer: anything else that has an address.
#pragma once

#include "app/scenario/kinds/station.hpp"
#include "models/device/computer.hpp"

namespace app {

struct ComputerSpec : StationSpec {
  Duration start{};
  Duration start_spread{};
};
constexpr auto fields(ComputerSpec*) {
  using S = ComputerSpec;
  return std::tuple_cat(fields(static_cast<StationSpec*>(nullptr)),
                        std::tuple{field("start", &S::start, "power-on"),
                                   field("start_spread", &S::start_spread,
                                         "plus a random time up to this, for each of them")});
}

}  // namespace app
