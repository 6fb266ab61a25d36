#include "app/scenario/data_dir.hpp"

#include <cstdlib>
#include <string_view>
#include <system_error>

namespace app {
namespace {

namespace fs = std::filesystem;

// `installed`: its name below FASTBUSY_DATA and share/fastbusy; `built`: where it is if neither is.
fs::path data_path(std::string_view installed, const fs::path& built) {
  const char* chosen = std::getenv("FASTBUSY_DATA");
  if (chosen != nullptr && *chosen != '\0') return fs::path(chosen) / installed;
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  fs::path shared = program.parent_path().parent_path() / "share/fastbusy" / installed;
  if (!failed && fs::exists(shared, failed)) return shared;
  return built;
}

}  // namespace

fs::path profiles_dir() {
  return data_path("profiles", fs::path(FASTBUSY_SOURCE_DIR) / "models/profiles");
}
fs::path scenarios_dir() {
  return data_path("scenarios", fs::path(FASTBUSY_SOURCE_DIR) / "scenarios");
}
fs::path page_file() { return data_path("page.html", fs::path(FASTBUSY_BINARY_DIR) / "page.html"); }

}  // namespace app
