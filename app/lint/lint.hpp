// A file, looked at by every rule, and what they suspect proven by runs.
#pragma once

#include "app/lint/prove.hpp"
#include "app/lint/suppress.hpp"

namespace app {

struct LintOptions {
  LintEffort effort{};
  bool proves = true;  // false: nothing is run, and nothing is an error
};

// `argued`: of --ignore; those that pass something over are marked.
Linted lint(const SourceText& source, const LintOptions& options, std::vector<Suppression>& argued,
            const Progress& progress);

}  // namespace app
