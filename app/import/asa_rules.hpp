// The statements of Cisco ASA.
#pragma once

#include "app/import/statements.hpp"

namespace app {

const std::vector<StatementRule>& asa_rules();

}  // namespace app
