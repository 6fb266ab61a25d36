// One rule on the tree of a file, and on its text if there is one.
#pragma once

#include <string>
#include <vector>

#include "app/migrate/step.hpp"
#include "app/migrate/text_edits.hpp"

namespace app {

struct Change {
  sim::Position at{};
  std::string what;  // "backups: is now fallbacks:"
};

struct Applied {
  std::vector<Change> changes;    // in the order of the text
  std::vector<Change> conflicts;  // what stands there forbids it: nothing was changed at this place
};

// Changes the tree in place; what was there keeps its position, what is new has its neighbour's.
// `edits`, if not null, is of the text that the tree was read from.
Applied apply(const Rule& rule, sim::Node& root, TextEdits* edits);
// The same for the version: its value, or the key before all others. `root` is a map, not empty.
Change apply_version(int version, sim::Node& root, TextEdits* edits);

}  // namespace app
