// What a file is, told by what stands in it; its name decides nothing.
#pragma once

#include "app/import/config_file.hpp"

namespace app {

// Sets kind, and for what is not read, whose it is.
void tell_kind(ConfigFile& file);

}  // namespace app
