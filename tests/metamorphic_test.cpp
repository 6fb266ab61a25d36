// Pairs of runs of which one follows from the other: half of the time gives the prefix; a device
// that nothing is plugged into, and a setting that is set to what it is, change nothing.
#include "tests/run_fixture.hpp"

namespace {

using namespace std::chrono_literals;

app::SourceText text_of(const std::string& path) {
  sim::Diagnostics diagnostics;
  auto source = app::read_source(std::string(FASTBUSY_SOURCE_DIR) + "/" + path, diagnostics);
  REQUIRE(source);
  return std::move(*source);
}

app::RunResult result_of(const app::SourceText& source, sim::Duration duration = 1h) {
  sim::Diagnostics diagnostics;
  app::RunOptions options;
  options.remedies = false;
  options.duration = duration;
  auto result = app::run(source, options, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  return std::move(*result);
}

// Who was registered where, until then.
std::string stays(const app::RunResult& result, sim::Time until = sim::Time{} + 1h) {
  std::string text;
  const auto& devices = result.scenario.devices;
  for (const app::Stay& stay : result.history.stays) {
    if (stay.from >= until) continue;
    const bool ended = stay.ended && stay.to < until;
    text += devices[stay.phone].name + " " + devices[stay.server].name + " " +
            sim::to_text(stay.from.time_since_epoch()) + " " +
            (ended ? sim::to_text(stay.to.time_since_epoch()) + " " + stay.reason : "") + "\n";
  }
  return text;
}

app::SourceText with(app::SourceText source, const std::string& before, const std::string& more) {
  const std::size_t at = source.text.find("\n" + before);
  REQUIRE(at != std::string::npos);
  source.text.insert(at + 1, more);
  return source;
}

const std::vector<std::string> some_scenarios{"scenarios/cisco/sip-sixteen-minute-cycle.yaml",
                                              "scenarios/starface/nat-keepalive.yaml",
                                              "scenarios/cisco/sccp-jitter.yaml"};

}  // namespace

TEST_CASE("metamorphic: half of the time gives the prefix") {
  for (const std::string& file : some_scenarios) {
    INFO(file);
    const auto source = text_of(file);
    const auto half = sim::Time{} + 30min;
    CHECK(stays(result_of(source, 30min), half) == stays(result_of(source), half));
  }
}

TEST_CASE("metamorphic: a switch that nothing is plugged into changes nothing") {
  for (const std::string& file : some_scenarios) {
    INFO(file);
    const auto source = text_of(file);
    CHECK(stays(result_of(with(source, "links:", "  lonely: {kind: switch}\n\n"))) ==
          stays(result_of(source)));
  }
}

TEST_CASE("metamorphic: to set what is so already changes nothing") {
  const auto source = text_of(some_scenarios[0]);
  const std::string noop = "timeline: [{at: 7min, set: {sw1.port_security.aging_time: 1min}}]\n\n";
  CHECK(stays(result_of(with(source, "links:", noop))) == stays(result_of(source)));
}
