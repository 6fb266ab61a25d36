// What `expect:` can ask about service, and what the answer says of it.
#include "app/judge/run.hpp"
#include "app/report/terminal.hpp"
#include "tests/service_fixture.hpp"

namespace {

app::RunResult judged(const std::string& rest, app::Calls calls = app::Calls::if_expected,
                      const std::vector<std::string>& sets = {}) {
  app::RunOptions options;
  options.calls = calls;
  return app::run(tests::loaded(tests::office + rest, sets), options, {});
}

}  // namespace

TEST_CASE("service: each fact that needs calls can fail, and hold") {
  // phone1: deaf at 180 s to 508.5 s, 720 s to 1048.5 s, 1260 s to 1588.5 s; the other until its
  // REGISTER, for it comes back from another port.
  struct Row {
    std::string fact, holds, fails, observed;
  };
  const std::vector<Row> rows{
      {"phone.callable", "is: 2, at: 2min", "is: 1, at: 2min", "2"},
      {"phone.callable", "is: 0, at: 5min", "at_least: 1, at: 5min", "0"},
      {"phone1.outage", "between: [328s, 329s]", "at_most: 328s", "3 times, 5min 28.49s"},
      {"phone1.outage", "at_least: 328s, by: 10min", "at_least: 1s, by: 2min", "none"},
      {"phone.outage(longest)", "between: [359s, 361s]", "at_most: 359s", "1 times, 6min"},
      {"phone.outage(longest)", "is: 0s, by: 2min", "at_least: 1s, by: 2min", "1 times, 0s"},
      {"phone.back", "is: 2", "is: 0", "2"},
      {"phone.back", "is: 1, by: 1600s", "is: 2, by: 1600s", "1"},
      {"phone.back", "is: 0, by: 10min", "at_least: 1, by: 10min", "0"}};
  std::string expect = "expect:\n";
  for (const Row& row : rows) {
    expect += "  - {that: " + row.fact + ", " + row.holds + "}\n";
    expect += "  - {that: " + row.fact + ", " + row.fails + "}\n";
  }
  const app::RunResult result = judged(expect);
  REQUIRE(result.expectations.size() == 2 * rows.size());
  for (std::size_t i = 0; i < result.expectations.size(); ++i) {
    const app::Verdict& v = result.expectations[i];
    CAPTURE(v.text, v.observed);
    CHECK(v.reached);
    CHECK(v.passed == (i % 2 == 0));
    if (i % 2 == 1) CHECK(v.observed == rows[i / 2].observed);
  }
  const app::RunResult silent = judged(expect, app::Calls::never);
  for (const app::Verdict& v : silent.expectations) CHECK(!v.reached);
  CHECK(!silent.failed());
  CHECK(silent.inconclusive());
}

TEST_CASE("service: time away from a server is told from registrations alone") {
  const std::string rest = R"(timeline:
  - {at: 5min, power_off: pbx}
  - {at: 6min, power_on: pbx}
expect:
  - {that: phone.away(pbx), between: [239s, 241s]}
  - {that: phone.away(pbx), at_most: 239s}
)";
  const app::RunResult result = judged(rest, app::Calls::never, {"nat.nat.udp_timeout=20min"});
  CHECK(!result.service);
  CHECK(result.expectations[0].passed);
  CHECK(!result.expectations[1].passed);
  CHECK(result.expectations[1].observed == "2 times, 4min");
}

TEST_CASE("service: a remedy that promises calls is judged by calls") {
  const std::string rest = R"(remedies:
  - set: {nat.nat.udp_timeout: 10min}
    expect: [{that: phone.outage(longest), is: 0s}]
  - set: {nat.nat.udp_timeout: 4min}
    expect: [{that: phone.outage(longest), is: 0s}]
)";
  const app::RunResult result = judged(rest);
  REQUIRE(result.remedies.size() == 2);
  CHECK(result.remedies[0].passed);
  CHECK(!result.remedies[1].passed);
  CHECK(result.failed());
  const app::RunResult silent = judged(rest, app::Calls::never);
  CHECK(!silent.failed());
  CHECK(silent.inconclusive());
}

TEST_CASE("service: the answer says who was deaf, and little if nobody was") {
  const auto told = [](const std::vector<std::string>& sets) {
    return app::terminal_report(judged("", app::Calls::always, sets), app::Style());
  };
  const std::string deaf = told({});
  CHECK(deaf.find("; 2 of 2 phones cannot be called at times, for up to 6min; 2 of 2 phones are "
                  "registered, but deaf at times\n") != std::string::npos);
  CHECK(deaf.find("CALLABLE\n  phone  42.6 % of the time; longest outage 6min (phone2 from ") !=
        std::string::npos);
  CHECK(deaf.find("× registered, but deaf") != std::string::npos);
  const std::string healthy = told({"nat.nat.udp_timeout=20min"});
  CHECK(healthy.find("; every phone can be called\n") != std::string::npos);
  CHECK(healthy.find("CALLABLE") == std::string::npos);
}
