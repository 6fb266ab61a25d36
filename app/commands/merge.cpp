// fastbusy merge: the journals of a sweep's shards as one, which --resume goes on from.
#include <fmt/format.h>

#include "app/commands/what_if.hpp"
#include "app/report/output.hpp"
#include "app/what_if/sweep_journal.hpp"

namespace app {

int merge_command(const MergeArguments& arguments) {
  MergedJournals merged = merge_journals(arguments.from);
  for (const std::string& path : arguments.from) {
    if (!merged.failure.empty()) break;
    merged.failure = refuse_outputs({{"TO", arguments.to}}, path);
  }
  if (merged.failure.empty()) merged.failure = write_whole(arguments.to, merged.text);
  if (!merged.failure.empty()) {
    fmt::print(stderr, "fastbusy: {}\n", merged.failure);
    return exit_usage;
  }
  if (!arguments.quiet) {
    fmt::print(stderr, "{}: {} runs of {} journals\n", arguments.to, merged.runs,
               arguments.from.size());
  }
  return exit_ok;
}

}  // namespace app
