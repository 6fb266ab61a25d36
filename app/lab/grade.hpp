// Grading by what the network does: the changes are applied to the true one, and every objective
// must hold to the end of the run, in it and in its hidden variations; what must stay, stays.
#pragma once

#include <string>
#include <vector>

#include "app/lab/submission.hpp"

namespace app {

struct GradeReason {
  bool holds = false;
  std::string text{};
  std::string observed{};
};

struct Grade {
  std::string submission{};
  bool passed = false;
  int score = 0;  // of 100; 0 unless it passed
  std::vector<GradeReason> reasons{};
  std::string repair{};   // which kind it was
  std::string refused{};  // why nothing was run
  std::vector<std::string> costs{};
  int hints = 0;  // as it says itself, and the rest
  int looks = 0;
  Duration elapsed{};
};

Grade grade(const Lab& lab, const Submission& submission, const std::string& language);

std::string grade_text(const std::vector<Grade>& grades);
std::string grade_json(const std::vector<Grade>& grades);
std::string grade_junit(const std::vector<Grade>& grades, const std::string& lab);

}  // namespace app
