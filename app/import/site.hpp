// A folder of a site's files becomes a scenario, with an account of every line.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "app/import/draft.hpp"
#include "sim/schema/diagnostic.hpp"
#include "sim/schema/node.hpp"

namespace app {

struct ImportedSite {
  std::deque<ConfigFile> files{};   // in order of their paths
  std::deque<ConfigFile> beside{};  // what --with names: one, or none
  Draft draft{};
  std::string text{};                // the scenario
  bool complete = false;             // it can be run as it is
  std::vector<std::string> notes{};  // what keeps it from that, or was left out
  std::size_t lost() const;          // lines that are relevant and not in it, or unknown
  std::size_t refused() const;       // files of vendors that are not read
};

// Files and folders, but not `with`, which stands beside them; false after a complaint. Symbolic
// links of a folder are not followed.
bool read_site(const std::vector<std::string>& paths, const std::string& with, ImportedSite& site,
               sim::Diagnostics& diagnostics);
// Tells what each file is, and has it read into the draft.
void read_kinds(ImportedSite& site);
// `with`: a file that says what configurations do not: cables, addresses, how many, for how long.
void import_site(ImportedSite& site, const std::string& with, sim::Diagnostics& diagnostics);

// Of it, the parts: what --with says of devices, cables and the rest.
struct Beside {
  sim::Node root{};
  ConfigFile* file = nullptr;
};
void merge_devices(const Beside& beside, Draft& draft, sim::Diagnostics& diagnostics);
std::vector<std::string> cables(const Beside& beside, Draft& draft);  // as lines of `links:`
std::string other_sections(const Beside& beside);  // profiles, timeline, expect, remedies
// Which call servers phones mean; whose address they give.
void resolve_servers_of_phones(Draft& draft);

// The account of all lines.
std::string coverage_text(const ImportedSite& site);
std::string coverage_json(const ImportedSite& site);
std::string coverage_html(const ImportedSite& site);

}  // namespace app
