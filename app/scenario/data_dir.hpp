// Where the vendor profiles, the scenarios and the page of --html lie. In this order: below the
// directory that the environment variable FASTBUSY_DATA names; ../share/fastbusy beside the program
// (installed); the trees that the program was configured from and built in.
#pragma once

#include <filesystem>

namespace app {

// A FASTBUSY_DATA that does not exist is answered as it stands: the reader's error then names it.
std::filesystem::path profiles_dir();
std::filesystem::path scenarios_dir();
std::filesystem::path page_file();

}  // namespace app
