// Output files are written whole or not at all: under a temporary name, then renamed.
#pragma once

#include <string>
#include <string_view>

namespace app {

// Empty if all went well; else what went wrong, with the path. "-" is standard output.
std::string write_whole(const std::string& path, std::string_view text);
// The same for a file that is there and belongs to somebody: where a symbolic link leads, with the
// mode and the owner that it has, if this process may write it.
std::string replace_whole(const std::string& path, std::string_view text);

}  // namespace app
