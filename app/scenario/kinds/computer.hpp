// kind: computer - a PC, a laptop, a printer: anything else that has an address.
#pragma once

#include "app/scenario/kinds/station.hpp"
#include "models/device/computer.hpp"

namespace app {

struct ComputerSpec : StationSpec {
  Duration start{};
  Duration start_spread{};
};

template <>
struct SpecOf<models::Computer> {
  using type = ComputerSpec;
};

}  // namespace app
