// Files for other programs: the report's schema is strict, JUnit XML is valid, CSV and annotations
// escape what they must.
#include "app/commands/commands.hpp"
#include "app/report/check_files.hpp"
#include "app/report/csv.hpp"
#include "app/report/json.hpp"
#include "tests/files_fixture.hpp"
#include "tests/run_fixture.hpp"

namespace {

constexpr const char* cycle = "scenarios/cisco/sip-sixteen-minute-cycle.yaml";

// Fails: one expectation, one remedy that proves nothing.
std::string failing() {
  const std::string base = tests::contents(cycle);
  return base.substr(0, base.find("expect:")) +
         "expect:\n"
         "  - {that: phone.losses, at_most: 35}   # <&>\n"
         "  - {that: phone.registered, is: 12}\n"
         "  - {that: phone.registered, is: 12, at: 59min}\n"
         "remedies:\n"
         "  - {set: {sw1.port_security.aging_time: 60s}, expect: [{that: phone.losses, is: 0}]}\n";
}

std::size_t count(const std::string& text, const std::string& word) {
  std::size_t n = 0;
  for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) ++n;
  return n;
}

bool contains(const std::string& text, const std::string& word) { return count(text, word) > 0; }

int validate(const std::string& file) {
  return tests::shell("/usr/bin/python3 tests/validate.py scenarios/report.schema.json " + file +
                      " 2>/dev/null");
}

}  // namespace

TEST_CASE("report schema: refuses an unknown key, fate or reason, and a key that is missing") {
  const tests::Folder folder("schema");
  const std::string good = app::json_report(tests::run_scenario(cycle, {}, "20min"), 1.5);
  REQUIRE(validate(folder.write("good.json", good)) == 0);
  const auto broken = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    REQUIRE(text.find(from) != text.npos);
    text.replace(text.find(from), from.size(), to);
    return validate(folder.write("broken.json", text));
  };
  CHECK(broken("\"seed\": 1", "\"sead\": 1") == 1);
  CHECK(broken("\"seed\": 1", "\"seed\": 1, \"more\": 2") == 1);
  CHECK(broken("\"fate\": \"port_security_relearn\"", "\"fate\": \"bad_luck\"") == 1);
  CHECK(broken("\"fate\": \"port_security_relearn\"", "\"fate\": \"delivered\"") == 1);
  CHECK(broken("\"reason\": \"keepalive_timeout\"", "\"reason\": \"boredom\"") == 1);
  CHECK(broken("\"frames_died\": 8", "\"frames_died\": -8") == 1);
  CHECK(broken("\"exit_code\": ", "\"exit_code\": 7") == 1);
  CHECK(broken("urn:fastbusy:report:1", "urn:fastbusy:report:0") == 1);
}

TEST_CASE("check --junit: a failure, an error and a refused remedy, valid for CI servers") {
  const tests::Folder folder("junit");
  const std::string file = folder.write("a<b>&'c\".yaml", failing());
  const std::string junit = folder.file("junit.xml");
  const std::string bad = "tests/bad/channels.yaml";
  CHECK(app::check_command({.paths = {file}, .junit = junit, .quiet = true}) == app::exit_failed);
  CHECK(app::check_command({.paths = {file, bad}, .junit = junit, .quiet = true}) ==
        app::exit_usage);
  CHECK(tests::shell("xmllint --noout --schema tests/junit.xsd " + junit + " 2>/dev/null") == 0);
  const std::string text = tests::contents(junit);
  CHECK(contains(text, "a&lt;b&gt;&amp;'c&quot;.yaml\" tests=\"4\" failures=\"2\" errors=\"0\""));
  CHECK(contains(text, "<failure type=\"expectation\" message=\"observed 36\">"));
  CHECK(contains(text,
                 "name=\"remedy sw1.port_security.aging_time=60s\">\n"
                 "      <failure type=\"expectation\" "
                 "message=\"proves nothing: it sets what is already set\">"));
  CHECK(contains(text, ".yaml:34: {that: phone.losses, at_most: 35}: observed 36</failure>"));
  CHECK(contains(text,
                 "<testsuite name=\"tests/bad/channels.yaml\" tests=\"1\" failures=\"0\" "
                 "errors=\"1\""));
  CHECK(contains(text, "name=\"the scenario can be read\""));
  CHECK(app::xml_text("a\x01\n") == "a?&#10;");
  CHECK(tests::shell("xmllint --noout --schema tests/junit.xsd " +
                     folder.write("wrong.xml", "<testsuites><testcase/></testsuites>") +
                     " 2>/dev/null") != 0);
}

TEST_CASE("check --annotations: one workflow command a failure, escaped as the forge reads it") {
  sim::Diagnostics diagnostics;
  app::RunOptions options;
  options.duration = std::chrono::minutes(58);  // before 59min
  const auto result = app::run({"a:b,c%.yaml", failing()}, options, {}, diagnostics);
  REQUIRE(result);
  const std::string text = app::annotations({.path = "a:b,c%.yaml", .result = &*result});
  CHECK(count(text, "::error file=a%3Ab%2Cc%25.yaml,line=") == 3);
  CHECK(count(text, "\n") == 3);
  CHECK(contains(text, ",line=34,title={that%3A phone.losses%2C at_most%3A 35}::observed 36\n"));
  CHECK(contains(text, "::observed nothing: the run ended at 58:00.00\n"));
  CHECK(contains(app::junit_suite({.path = "x", .result = &*result}),
                 "tests=\"4\" failures=\"2\" errors=\"1\""));
  CHECK(app::annotation_property("100%: a,\r\nb") == "100%25%3A a%2C%0D%0Ab");
  CHECK(app::annotation_message("100%: a,\r\nb") == "100%25: a,%0D%0Ab");
  const std::string unread =
      app::annotations({.path = "x.yaml", .complaints = "x.yaml:7:1: error\n", .line = 7});
  CHECK(unread ==
        "::error file=x.yaml,line=7,title=the scenario can be read::"
        "x.yaml:7:1: error%0A\n");
}

TEST_CASE("CSV of losses: RFC 4180, a line for each loss, the header names the units") {
  const tests::Folder folder("csv");
  const std::string file = folder.file("losses.csv");
  CHECK(app::run_command({.file = cycle, .csv = file, .quiet = true}) == app::exit_ok);
  const std::string text = tests::contents(file);
  CHECK(count(text, "\r\n") == 37);
  CHECK(count(text, "\n") == 37);
  const std::string first = text.substr(text.find('\n') + 1, text.find('\n', 300));
  CHECK(count(app::csv_header(), ",") == 15);
  CHECK(first.substr(0, first.find('\r')) ==
        std::string(cycle) +
            ",1,phone1,cucm1,8.533102,971.615015,963.081913,keepalive_timeout,13,"
            "sw1.port_security.aging_time,,port_security_relearn,sw1,956.635210,"
            "EndPointUnregistered Reason=13 KeepAliveTimeout,TCPucmClosedConnection (14)");
  CHECK(app::check_command({.paths = {cycle, cycle}, .csv = file, .quiet = true}) == app::exit_ok);
  CHECK(count(tests::contents(file), "\r\n") == 73);
  CHECK(app::csv_field("plain") == "plain");
  CHECK(app::csv_field("a,b") == "\"a,b\"");
  CHECK(app::csv_field("say \"so\"\n") == "\"say \"\"so\"\"\n\"");
  CHECK(app::check_command({.paths = {cycle}, .csv = folder.file("no/where.csv"), .quiet = true}) ==
        app::exit_usage);
}
