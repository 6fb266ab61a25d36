// A Lync phone that could not sign in: which server failed to tell it where to go.
#pragma once

#include "app/evidence/history.hpp"
#include "app/run/world.hpp"

namespace app {

// Sets the cause's setting by the step at which the phone's last attempt ended, if it was one.
void blame_sign_in(const World& world, const Scenario& scenario, std::uint32_t phone, Cause& cause);

}  // namespace app
