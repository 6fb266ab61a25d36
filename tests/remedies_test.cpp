// Remedies as runs of their own: how many threads try them changes nothing, and what Ctrl-C cut
// short is not judged. And the threads themselves.
#include <algorithm>
#include <atomic>

#include "app/report/json.hpp"
#include "app/run/all_cores.hpp"
#include "app/scenario/profile.hpp"
#include "tests/recording_fixture.hpp"

namespace {

const std::string cycle = "scenarios/cisco/sip-sixteen-minute-cycle.yaml";
using tests::source_of;

}  // namespace

TEST_CASE("remedies: one thread and several give the same bytes") {
  const app::SourceText source = source_of(cycle);
  std::vector<std::string> reports;
  for (const unsigned threads : {1U, 2U, 7U}) {
    sim::Diagnostics diagnostics;
    app::RunOptions options;
    options.duration = std::chrono::minutes(20);
    options.threads = threads;
    const auto result = app::run(source, options, {}, diagnostics);
    REQUIRE(result);
    reports.push_back(app::json_report(*result, 0));
  }
  CHECK(reports[0] == reports[1]);
  CHECK(reports[0] == reports[2]);
}

TEST_CASE("remedies: one that Ctrl-C cut short is not judged, and the answer is inconclusive") {
  sim::Diagnostics diagnostics;
  bool in_the_remedies = false;
  const auto stop_there = [&](std::string_view what, double done) {
    in_the_remedies |= what == "remedies" && done > 0.3;
    return in_the_remedies;
  };
  const auto result = app::run(source_of(cycle), {}, stop_there, diagnostics);
  REQUIRE(result);
  CHECK(in_the_remedies);
  CHECK(result->interrupted);
  CHECK_FALSE(result->failed());
  CHECK(result->inconclusive());
  CHECK(std::ranges::any_of(result->remedies, &app::RemedyResult::interrupted));
  for (const app::RemedyResult& remedy : result->remedies) {
    CHECK_FALSE((remedy.passed && remedy.interrupted));
  }
}

TEST_CASE("all cores: each piece of work is done once, and what one throws is thrown again") {
  for (const unsigned threads : {0U, 1U, 3U}) {
    std::vector<std::atomic<int>> done(100);
    app::on_all_cores(done.size(), threads, [&](std::size_t i) { ++done[i]; });
    CHECK(std::ranges::all_of(done, [](const auto& times) { return times == 1; }));
    CHECK_THROWS_AS(app::on_all_cores(done.size(), threads,
                                      [](std::size_t i) {
                                        if (i == 50) throw std::runtime_error("50");
                                      }),
                    std::runtime_error);
  }
  app::on_all_cores(0, 2, [](std::size_t) { FAIL("there is no work"); });
}

TEST_CASE("profiles: each is read once, whoever asks") {
  sim::Diagnostics one;
  sim::Diagnostics two;
  const app::Profile* first = app::read_profile("cisco-cucm", one);
  REQUIRE(first != nullptr);
  CHECK(first == app::read_profile("cisco-cucm", two));
  CHECK(two.where(first->values.at).find("cisco-cucm.yaml:") != std::string::npos);
}
