// Output files are written whole or not at all: under a temporary name, then renamed. What is no
// file of its own (a device, a FIFO, one of several hard links) is written through.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace app {

// Empty if all went well; else what went wrong, with the path. "-" is standard output. A symbolic
// link stays, and its target is written; a file that is there keeps mode and owner.
std::string write_whole(const std::string& path, std::string_view text);

// What options name as outputs: "--json" and a path or -; an empty path is none.
struct Output {
  std::string option;
  std::string path;
};
// Why they cannot all be written: two are one, or one is the input. Empty: they can.
std::string refuse_outputs(const std::vector<Output>& outputs, const std::string& input);

}  // namespace app
