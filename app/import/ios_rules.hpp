// Cisco IOS and IOS-XE: what its statements set, or why they set nothing.
#pragma once

#include "app/import/statements.hpp"

namespace app {

const std::vector<StatementRule>& ios_rules();

}  // namespace app
