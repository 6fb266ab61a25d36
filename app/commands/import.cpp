// fastbusy import: a site's configurations as a scenario, and what became of each of their lines.
#include <fmt/format.h>

#include "app/commands/commands.hpp"
#include "app/import/site.hpp"
#include "app/report/output.hpp"

namespace app {
namespace {

// The form of the account; empty: that is none.
std::string account(const ImportedSite& site, const std::string& form) {
  if (form == "json") return coverage_json(site);
  if (form == "html") return coverage_html(site);
  return coverage_text(site);
}

bool written(const std::string& path, const std::string& text) {
  const std::string failure = write_whole(path, text);
  if (!failure.empty()) fmt::print(stderr, "fastbusy: {}\n", failure);
  return failure.empty();
}

}  // namespace

int import_command(const ImportArguments& arguments) {
  sim::Diagnostics diagnostics;
  for (const std::string& input : arguments.paths) {
    const std::string clash = refuse_outputs(
        {{"-o", arguments.out},
         {"--coverage-out", arguments.coverage.empty() ? "" : arguments.coverage_out}},
        input);
    if (!clash.empty()) diagnostics.error_in_file(input, clash);
  }
  if (!arguments.coverage.empty() && arguments.coverage != "text" && arguments.coverage != "json" &&
      arguments.coverage != "html") {
    const auto file = diagnostics.add_argument("--coverage", arguments.coverage);
    diagnostics.error({file, 1, 1}, "text, json or html");
  }
  ImportedSite site;
  if (diagnostics.ok()) read_site(arguments.paths, arguments.with, site, diagnostics);
  if (diagnostics.ok()) import_site(site, arguments.with, diagnostics);
  fmt::print(stderr, "{}", diagnostics.text());
  if (!diagnostics.ok()) return exit_usage;
  for (const ConfigFile& file : site.files) {
    if (file.kind == FileKind::refused) {
      fmt::print(stderr, "fastbusy: {}: {} is not read\n", file.path, file.whose);
    }
  }
  if (site.draft.devices.empty()) {
    fmt::print(stderr, "fastbusy: no configuration that can be read\n");
    return exit_usage;
  }
  for (const std::string& note : site.notes) fmt::print(stderr, "{}\n", note);
  const bool shown =
      arguments.out.empty() && (arguments.coverage.empty() || arguments.coverage_out != "-");
  const std::string out = shown ? "-" : arguments.out;
  if (!out.empty() && !written(out, site.text)) return exit_usage;
  if (!arguments.coverage.empty() &&
      !written(arguments.coverage_out, account(site, arguments.coverage))) {
    return exit_usage;
  }
  fmt::print(stderr, "{} files, {} devices; {} lines lost that are relevant or unknown{}\n",
             site.files.size(), site.draft.devices.size(), site.lost(),
             arguments.coverage.empty() && site.lost() > 0 ? ": --coverage text lists them" : "");
  const bool lost = site.lost() > 0 || site.refused() > 0;
  return arguments.strict && lost ? exit_lost : exit_ok;
}

}  // namespace app
