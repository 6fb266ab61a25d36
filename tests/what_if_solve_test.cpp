// fastbusy solve: boundaries of settings, found by running.
#include "app/report/solve_text.hpp"
#include "app/what_if/question.hpp"
#include "app/what_if/solve.hpp"
#include "tests/what_if_fixture.hpp"

namespace {

const std::string cycle = "cisco/sip-sixteen-minute-cycle.yaml";
constexpr std::int64_t s = 1'000'000'000;

app::Solution solved(const std::string& path, const app::SolveOptions& options) {
  sim::Diagnostics diagnostics;
  const auto found = app::solve(tests::scenario_at(path), options, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(found);
  return *found;
}

std::string complaint(const std::string& path, const std::string& until) {
  sim::Diagnostics diagnostics;
  CHECK_FALSE(
      app::solve(tests::scenario_at(cycle), {.path = path, .until = until}, {}, diagnostics));
  return diagnostics.text();
}

}  // namespace

TEST_CASE("solve: the port-security boundary of the sixteen minutes, to the resolution asked for") {
  app::SolveOptions options{.path = "sw1.port_security.aging_time",
                            .until = "phone.losses is 0",
                            .from = 30 * s,
                            .to = 180 * s,
                            .resolution = s / 10};
  const app::Solution found = solved(cycle, options);
  REQUIRE(found.boundaries.size() == 1);
  const app::Boundary& boundary = found.boundaries[0];
  CHECK(boundary.holds.value == "1min 36.8s");  // what `explain` finds as its margin
  CHECK(boundary.fails.value == "1min 36.7s");
  CHECK(boundary.holds_above);
  CHECK(boundary.decided == "sw1.port_security.aging_time");
  CHECK(boundary.symptom.find("lost cucm1") != std::string::npos);
  CHECK(found.now.verdict == app::Answer::Says::fails);
  REQUIRE(found.recommended);
  CHECK(found.recommended->answer.verdict == app::Answer::Says::holds);
  CHECK(found.recommended->distance >= 0.2);
  CHECK(found.is_monotone());
  options.threads = 1;
  CHECK(app::solve_json(solved(cycle, options)) == app::solve_json(found));
}

TEST_CASE("solve: the NAT boundary of the STARFACE report") {
  const app::Solution found = solved("starface/nat-keepalive.yaml", {.path = "nat.nat.udp_timeout",
                                                                     .until = "phone.losses is 0",
                                                                     .from = 30 * s,
                                                                     .to = 120 * s,
                                                                     .resolution = s});
  REQUIRE(found.boundaries.size() == 1);
  CHECK(found.boundaries[0].holds.value == "1min 1s");  // "kürzer als 60 Sekunden" is too short
  CHECK(found.boundaries[0].fails.value == "1min");
  CHECK(found.boundaries[0].decided == "nat.nat.udp_timeout");
}

TEST_CASE("solve: a response that turns twice is told as such") {
  const app::Solution found =
      solved(cycle, {.path = "sw1.port_security.aging_time", .until = "phone.losses is 0"});
  CHECK_FALSE(found.is_monotone());
  REQUIRE(found.off);
  CHECK(found.off->verdict == app::Answer::Says::holds);  // 0: it does not age
  CHECK(app::solve_text(found, app::Style(false)).find("not monotone") != std::string::npos);
}

TEST_CASE("solve: who never registers loses nothing, and is no remedy") {
  const app::Solution found = solved(cycle, {.path = "sw1.port_security.aging_time",
                                             .until = "phone.losses is 0",
                                             .from = s / 10,
                                             .to = 30 * s});
  REQUIRE(found.hollow);
  CHECK(found.hollow->never_registered == 12);
  CHECK_FALSE(found.recommended);
  const std::string text = app::solve_text(found, app::Style(false));
  CHECK(text.find("12 phones never register") != std::string::npos);
  CHECK(text.find("recommended: --set") == std::string::npos);
}

TEST_CASE("solve: of switches and words every one is tried") {
  const app::Solution found =
      solved(cycle, {.path = "sw1.port_security.relearn", .until = "phone.losses is 0"});
  CHECK(found.boundaries.empty());
  CHECK(found.holds_somewhere());
  for (const app::Answer& one : found.scan) {
    CHECK((one.verdict == app::Answer::Says::holds) == (one.value == "forward"));
  }
}

TEST_CASE("solve: nothing in the range holds") {
  const app::Solution found = solved(cycle, {.path = "sw1.port_security.aging_time",
                                             .until = "phone.losses is 0",
                                             .from = 30 * s,
                                             .to = 60 * s});
  CHECK_FALSE(found.holds_somewhere());
  CHECK_FALSE(found.recommended);
  CHECK(found.is_known());
}

TEST_CASE("solve: what is no setting, and what is no question") {
  const std::string good = "sw1.port_security.aging_time";
  const auto has = [](const std::string& text, const std::string& part) {
    INFO(text);
    return text.find(part) != std::string::npos;
  };
  CHECK(has(complaint("sw1.mac_agin", "phone.losses is 0"), "did you mean 'mac_aging'"));
  CHECK(has(complaint("phone.address", "phone.losses is 0"), "can be solved for"));
  CHECK(has(complaint(good, "phone.loses is 0"), "did you mean 'losses'"));
  CHECK(has(complaint(good, "phone.losses"), "one comparison"));
  CHECK(has(complaint(good, "phone.losses < 1"), "should be is, >=, <="));
  CHECK(has(complaint(good, "phone.losses is"), "a value is missing"));
  CHECK(has(complaint(good, ""), "a fact is missing"));
}

TEST_CASE("solve: a question is a fact as a file has it") {
  const auto scenario = tests::scenario_at(cycle);
  sim::Diagnostics diagnostics;
  const auto words = app::read_question("--until", "phone.outage(longest) <= 1min 30s by 20min",
                                        scenario, diagnostics);
  const auto yaml =
      app::read_question("--until", "{that: phone.outage(longest), at_most: 1min 30s, by: 20min}",
                         scenario, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(words);
  REQUIRE(yaml);
  CHECK(words->fact == yaml->fact);
  CHECK(words->high == 90 * s);
  CHECK(words->high == yaml->high);
  CHECK(words->to == yaml->to);
  CHECK(words->needs_calls());
}
