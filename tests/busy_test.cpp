// A device that never rests is stopped, and named; a busy network is not.
#include "tests/run_fixture.hpp"

namespace {

app::RunResult run_of(const std::string& keepalive) {
  const std::string text = R"(title: t
source: made up for this test
version: 2
duration: 10min
devices:
  pbx: {kind: call_server, address: 10.0.0.1/24}
  phone: {kind: phone, address: 10.0.0.9/24, call_servers: [pbx], sip: {keepalive: )" +
                           keepalive + R"(}}
links: [phone - pbx]
expect: [{that: phone.losses, is: 0}]
remedies: [{set: {phone.sip.keepalive: 1min}, expect: [{that: phone.losses, is: 0}]}]
)";
  sim::Diagnostics diagnostics;
  auto result = app::run({"x.yaml", text}, {}, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  return std::move(*result);
}

}  // namespace

TEST_CASE("a phone that sends a keepalive each us is stopped, named, and proves nothing") {
  const app::RunResult result = run_of("1us");
  CHECK(result.exhausted);
  REQUIRE(result.busy);
  CHECK(result.scenario.devices[*result.busy].name == "phone");
  CHECK(result.stopped_by().find("phone never rests") == 0);
  CHECK(result.history.end < sim::Time{} + std::chrono::minutes(2));
  CHECK(result.inconclusive());
  CHECK(result.remedies.empty());
}

TEST_CASE("a keepalive each 10 ms is much, and goes on to the end") {
  const app::RunResult result = run_of("10ms");
  CHECK_FALSE(result.exhausted);
  CHECK_FALSE(result.busy);
  CHECK(result.frames_made > result.frames_under_way);
}
