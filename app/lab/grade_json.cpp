// Grades for programs: JSON, and JUnit XML with a testcase for each reason.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/lab/grade.hpp"
#include "app/report/check_files.hpp"

namespace app {

std::string grade_json(const std::vector<Grade>& grades) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const Grade& grade : grades) {
    nlohmann::ordered_json reasons = nlohmann::ordered_json::array();
    for (const GradeReason& reason : grade.reasons) {
      reasons.push_back(
          {{"holds", reason.holds}, {"text", reason.text}, {"observed", reason.observed}});
    }
    all.push_back({{"submission", grade.submission},
                   {"passed", grade.passed},
                   {"score", grade.score},
                   {"repair", grade.repair},
                   {"refused", grade.refused},
                   {"reasons", std::move(reasons)},
                   {"costs", grade.costs},
                   {"elapsed_s", sim::seconds(grade.elapsed)},
                   {"looks", grade.looks},
                   {"hints", grade.hints}});
  }
  return all.dump(2) + "\n";
}

std::string grade_junit(const std::vector<Grade>& grades, const std::string& lab) {
  std::vector<std::string> suites;
  for (const Grade& grade : grades) {
    std::string cases;
    std::size_t failures = 0;
    const auto add = [&](bool holds, const std::string& name, const std::string& message) {
      const std::string opening =
          fmt::format("    <testcase classname=\"{}\" name=\"{}\"", xml_text(lab), xml_text(name));
      failures += holds ? 0 : 1;
      cases += holds ? opening + "/>\n"
                     : fmt::format(
                           "{}>\n      <failure type=\"objective\" message=\"{}\"/>\n"
                           "    </testcase>\n",
                           opening, xml_text(message));
    };
    for (const GradeReason& reason : grade.reasons) {
      add(reason.holds, reason.text, reason.observed);
    }
    if (!grade.refused.empty()) add(false, "can be applied", grade.refused);
    const std::size_t tests = grade.reasons.size() + (grade.refused.empty() ? 0 : 1);
    suites.push_back(fmt::format(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n{}  </testsuite>\n",
        xml_text(grade.submission), tests, failures, cases));
  }
  return junit_file(suites);
}

}  // namespace app
