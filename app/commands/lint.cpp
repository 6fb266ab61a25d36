// fastbusy lint: settings that do not go together, across devices; each proven by a run.
#include "app/lint/lint.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <mutex>

#include "app/commands/lint.hpp"
#include "app/report/lint/lint_report.hpp"
#include "app/report/output.hpp"
#include "app/run/all_cores.hpp"

namespace app {
namespace {

Linted lint_file(const std::string& path, const LintOptions& options,
                 std::vector<Suppression>& argued, const Progress& progress) {
  sim::Diagnostics diagnostics;
  const auto source = read_source(path, diagnostics);
  if (source) return lint(*source, options, argued, progress);
  Linted unread;
  unread.path = path;
  unread.complaints = diagnostics.text();
  return unread;
}

int exit_code_of(const std::vector<Linted>& files, const std::string& fail_on) {
  std::size_t bad = 0;
  bool is_whole = true;
  bool all_read = true;
  for (const Linted& one : files) {
    bad += fail_on == "never" ? 0 : one.count(LintLevel::error);
    bad += fail_on == "warning" ? one.count(LintLevel::warning) : 0;
    is_whole = is_whole && !one.interrupted;
    all_read = all_read && one.is_read;
  }
  if (!all_read) return exit_usage;
  if (bad > 0) return exit_failed;
  return is_whole && !files.empty() ? exit_ok : exit_inconclusive;
}

bool write_lint_file(const std::string& path, const std::string& text) {
  const std::string failure = path.empty() ? "" : write_whole(path, text);
  if (!failure.empty()) fmt::print(stderr, "fastbusy: {}\n", failure);
  return failure.empty();
}

}  // namespace

int lint_command(const LintArguments& arguments) {
  if (arguments.rules) {
    fmt::print("{}", arguments.markdown ? lint_rules_markdown() : lint_rules_text());
    return exit_ok;
  }
  std::string wrong;
  std::vector<Suppression> argued;
  for (const std::string& text : arguments.ignore) {
    if (auto one = suppression_of(text, wrong)) argued.push_back(std::move(*one));
  }
  std::vector<std::string> paths;
  for (const std::string& path : arguments.paths) {
    const auto more = scenario_files(find_scenario(path));
    paths.insert(paths.end(), more.begin(), more.end());
  }
  if (wrong.empty()) {
    wrong = refuse_outputs(
        {{"--json", arguments.json}, {"--sarif", arguments.sarif}, {"--junit", arguments.junit}},
        paths.size() == 1 ? paths[0] : "");
  }
  if (wrong.empty() && arguments.paths.empty()) wrong = "lint: name a file or a folder";
  if (!wrong.empty()) {
    fmt::print(stderr, "fastbusy: {}\n", wrong);
    return exit_usage;
  }
  std::vector<Linted> files(paths.size());
  {
    ProgressLine line(arguments.quiet);
    const Progress progress = line.callback();
    SharedProgress shared(progress, "lint", paths.size());
    std::mutex mutex;
    on_all_cores(paths.size(), arguments.jobs, [&](std::size_t i) {
      std::vector<Suppression> own = argued;
      files[i] = lint_file(paths[i], {.proves = arguments.proves}, own, shared.within(i));
      shared.ended(i);
      const std::lock_guard lock(mutex);
      for (std::size_t k = 0; k < own.size(); ++k) argued[k].used = argued[k].used || own[k].used;
    });
  }
  const bool to_stdout = arguments.json == "-" || arguments.sarif == "-" || arguments.junit == "-";
  std::FILE* people = to_stdout ? stderr : stdout;
  const Style style = style_for(to_stdout ? STDERR_FILENO : STDOUT_FILENO);
  for (const Linted& one : files) fmt::print(people, "{}", lint_text(one, style));
  fmt::print(people, "{}", lint_summary(files));
  for (const Suppression& one : argued) {
    if (!one.used) fmt::print(people, "--ignore {}: passes over nothing\n", one.code);
  }
  const bool json = write_lint_file(arguments.json, arguments.json.empty() ? "" : lint_json(files));
  const bool sarif =
      write_lint_file(arguments.sarif, arguments.sarif.empty() ? "" : lint_sarif(files));
  const bool junit =
      write_lint_file(arguments.junit, arguments.junit.empty() ? "" : lint_junit(files));
  if (!json || !sarif || !junit) return exit_usage;
  return exit_code_of(files, arguments.fail_on);
}

}  // namespace app
