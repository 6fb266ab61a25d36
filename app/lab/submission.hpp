// What a student hands in: the changes, and what it took to find them. The latter is as honest as
// its file.
#pragma once

#include <string>

#include "app/lab/lab.hpp"

namespace app {

struct Submission {
  std::string name{};  // of its file
  LabChanges changes{};
  int hints = 0;
  int looks = 0;
  Duration elapsed{};
};

std::optional<Submission> read_submission(const SourceText& source, sim::Diagnostics& diagnostics);
std::string submission_file(const Submission& submission);

}  // namespace app
