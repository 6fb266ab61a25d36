#include "app/report/findings.hpp"

namespace app {
namespace {

using Kind = Finding::Kind;

Finding finding(const Verdict& v) {
  return {.kind = v.passed    ? Kind::holds
                  : v.reached ? Kind::fails
                              : Kind::unknown,
          .text = v.text,
          .message = "observed " + v.observed,
          .line = v.line};
}

Finding finding(const RemedyResult& remedy, const Remedy& of) {
  Finding f{.kind = remedy.passed      ? Kind::holds
                    : remedy.reached() ? Kind::fails
                                       : Kind::unknown,
            .text = "remedy " + remedy.text,
            .message = remedy.refused.empty() ? "" : "proves nothing: " + remedy.refused,
            .line = of.expectations.empty() ? 1 : of.expectations.front().line};
  for (const Verdict& v : remedy.expectations) {
    if (v.passed) continue;
    if (f.message.empty()) f.line = v.line;
    f.message += (f.message.empty() ? "" : "; ") + v.text + ": observed " + v.observed;
  }
  if (f.message.empty() && !remedy.passed) f.message = "the run did not reach its end";
  return f;
}

}  // namespace

std::vector<Finding> findings_of(const Checked& checked) {
  if (checked.result == nullptr) {
    return {{.kind = Kind::unknown,
             .text = "the scenario can be read",
             .message = checked.complaints,
             .line = checked.line}};
  }
  const RunResult& result = *checked.result;
  std::vector<Finding> findings;
  if (result.interrupted || result.exhausted) {
    findings.push_back({.kind = Kind::unknown,
                        .text = "the run reaches its end",
                        .message = result.interrupted ? "interrupted" : result.stopped_by()});
  }
  for (const Verdict& v : result.expectations) findings.push_back(finding(v));
  for (std::size_t i = 0; i < result.remedies.size(); ++i) {
    if (result.remedies[i].interrupted) continue;
    findings.push_back(finding(result.remedies[i], result.scenario.remedies[i]));
  }
  if (findings.empty()) {
    findings.push_back({.kind = Kind::unknown,
                        .text = "something is expected",
                        .message = "nothing is expected: a run without checks proves nothing"});
  }
  return findings;
}

}  // namespace app
