// fastbusy compare-captures: what was sent at one point and never reached the other.
#include <fmt/format.h>
#include <unistd.h>

#include "app/commands/commands.hpp"
#include "app/evidence/captures/comparison.hpp"
#include "app/report/comparison.hpp"
#include "app/report/output.hpp"

namespace app {

// What was read before a file's fault is compared all the same.
int compare_captures_command(const CompareCapturesArguments& arguments) {
  const Capture a = read_capture(arguments.a);
  const Capture b = read_capture(arguments.b);
  bool good = true;
  bool some = true;
  for (const Capture* capture : {&a, &b}) {
    if (capture->error.empty()) continue;
    fmt::print(stderr, "{}: {}\n", capture->path, capture->error);
    good = false;
    some = some && capture->packets > 0;
  }
  if (!some) return exit_usage;
  const Comparison comparison = compare(a, b);
  if (arguments.json != "-") {
    fmt::print("{}", comparison_text(a, b, comparison, style_for(STDOUT_FILENO)));
  }
  if (!arguments.json.empty()) {
    const std::string error = write_whole(arguments.json, comparison_json(a, b, comparison));
    if (!error.empty()) {
      fmt::print(stderr, "{}\n", error);
      return exit_usage;
    }
  }
  if (!good) return exit_usage;
  if (comparison.is_empty()) return exit_inconclusive;  // nothing was compared
  return comparison.nothing_lost() ? exit_ok : exit_failed;
}

}  // namespace app
