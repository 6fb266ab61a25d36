#include "app/data_dir.hpp"

#include <cstdlib>
#include <string_view>
#include <system_error>

namespace app {
namespace {

namespace fs = std::filesystem;

// `installed`: its name below FASTBUSY_DATA and share/fastbusy; `source`: below the source tree.
fs::path data_dir(std::string_view installed, std::string_view source) {
  const char* chosen = std::getenv("FASTBUSY_DATA");
  if (chosen != nullptr && *chosen != '\0') return fs::path(chosen) / installed;
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  fs::path shared = program.parent_path().parent_path() / "share/fastbusy" / installed;
  if (!failed && fs::is_directory(shared, failed)) return shared;
  return fs::path(FASTBUSY_SOURCE_DIR) / source;
}

}  // namespace

fs::path profiles_dir() { return data_dir("profiles", "models/profiles"); }
fs::path scenarios_dir() { return data_dir("scenarios", "scenarios"); }

}  // namespace app
