// Where the vendor profiles and the scenarios lie. In this order: below the directory that the
// environment variable FASTBUSY_DATA names; ../share/fastbusy beside the program (installed);
// the source tree that the program was configured from (built, not installed).
#pragma once

#include <filesystem>

namespace app {

// A FASTBUSY_DATA that does not exist is answered as it stands: the reader's error then names it.
std::filesystem::path profiles_dir();
std::filesystem::path scenarios_dir();

}  // namespace app
