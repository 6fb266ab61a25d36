// JUnit XML as CI servers read it (testsuites, testsuite, testcase, failure, error): a failure is
// an expectation that does not hold, an error one that could not be looked at.
#include <fmt/format.h>

#include "app/report/check_files.hpp"
#include "app/report/findings.hpp"

namespace app {

std::string xml_text(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '"': escaped += "&quot;"; break;
      case '\n': escaped += "&#10;"; break;  // an attribute would turn it into a space
      case '\t': escaped += "&#9;"; break;
      case '\r': escaped += "&#13;"; break;
      default:  // no XML 1.0 document may hold other control characters, not even escaped
        escaped += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
    }
  }
  return escaped;
}

std::string junit_suite(const Checked& checked) {
  const std::vector<Finding> findings = findings_of(checked);
  std::string cases;
  std::size_t failures = 0;
  std::size_t errors = 0;
  for (const Finding& f : findings) {
    const std::string opening = fmt::format("    <testcase classname=\"{}\" name=\"{}\"",
                                            xml_text(checked.path), xml_text(f.text));
    if (f.kind == Finding::Kind::holds) {
      cases += opening + "/>\n";
      continue;
    }
    const bool failed = f.kind == Finding::Kind::fails;
    ++(failed ? failures : errors);
    const std::string_view word = failed ? "failure" : "error";
    cases += fmt::format(
        "{}>\n      <{} type=\"{}\" message=\"{}\">{}:{}: {}: {}</{}>\n    </testcase>\n", opening,
        word, failed ? "expectation" : "inconclusive", xml_text(f.message), xml_text(checked.path),
        f.line, xml_text(f.text), xml_text(f.message), word);
  }
  return fmt::format(
      "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"{:.3f}\">\n{}"
      "  </testsuite>\n",
      xml_text(checked.path), findings.size(), failures, errors, checked.wall_s, cases);
}

std::string junit_file(const std::vector<std::string>& suites) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"fastbusy\">\n";
  for (const std::string& suite : suites) text += suite;
  return text + "</testsuites>\n";
}

}  // namespace app
