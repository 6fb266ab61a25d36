// Why a call that was to be answered was not, ended by itself, or was not heard.
#pragma once

#include "app/cause/evidence.hpp"

namespace app {

void blame_talk(const World& world, const Scenario& scenario, Evidence& evidence, Call& call);

}  // namespace app
