// libFuzzer target: a damaged scenario is refused with complaints, or it runs, is explained, and is
// told as text, JSON, CSV and page. Its mutator (scenario_mutator.cpp) changes what YAML lets pass.
// Without libFuzzer (g++), fuzz_main.cpp drives it.
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/judge/run.hpp"
#include "app/proof/explain.hpp"
#include "app/report/csv.hpp"
#include "app/report/explanation.hpp"
#include "app/report/html.hpp"
#include "app/report/json.hpp"
#include "app/report/limits_text.hpp"
#include "app/report/terminal.hpp"
#include "sim/base/ensure.hpp"

namespace {

// What one input may cost; more is left to who waits for it.
constexpr std::size_t most_devices = 100;
constexpr std::uint64_t most_events = 20'000;
constexpr auto stop = std::chrono::minutes(20);

bool costs_too_much(const app::Scenario& scenario) {
  if (scenario.devices.size() > most_devices) return true;
  const app::Simulation one = app::simulate(
      {.scenario = scenario, .seed = scenario.seed, .stop = stop, .most_events = most_events}, {});
  return one.given_up;
}

bool controls_nothing(const std::string& text) {  // a terminal obeys these
  return text.find('\x1b') == std::string::npos && text.find('\a') == std::string::npos;
}

// Every stay and every time within the run, and in order.
void check(const app::RunResult& result) {
  const app::History& history = result.history;
  for (const app::Stay& stay : history.stays) {
    ENSURE(stay.from <= stay.to && stay.to <= history.end);
    ENSURE(stay.phone < result.scenario.devices.size());
  }
  ENSURE(result.frames_made >= result.frames_under_way);
}

void tell(const app::RunResult& result) {
  ENSURE(controls_nothing(app::terminal_report(result, app::Style{})));
  ENSURE(nlohmann::json::accept(app::json_report(result, 0)));
  ENSURE(!app::csv_losses(result).empty() || result.losses() == 0);
  app::limits_text(result.scenario, app::Style{});
  const std::string page =
      app::html_report("{{title}}<script>{{data}}</script>", result, result.scenario.text());
  ENSURE(page.find("</script>") == page.rfind("</script>"));  // no text of the file ends it
}

void explain_some(app::RunResult& result) {
  constexpr std::size_t some = 3;
  std::size_t explained = 0;
  for (std::size_t device = 0; device < result.scenario.devices.size(); ++device) {
    const app::Device& one = result.scenario.devices[device];
    if (!app::is_phone(result.scenario.entries[one.entry].kind)) continue;
    const auto why = app::explain(result, device, {}, {});
    if (!why) continue;
    ENSURE(controls_nothing(app::explanation_text(*why, app::Style{})));
    ENSURE(nlohmann::json::accept(app::explanation_json(*why, {}, {})));
    if (++explained == some) return;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const app::SourceText source{"fuzz.yaml", {reinterpret_cast<const char*>(data), size}};
  sim::Diagnostics diagnostics;
  auto scenario = app::load(source, {}, diagnostics);
  ENSURE(scenario.has_value() || !diagnostics.ok());
  ENSURE(controls_nothing(diagnostics.text()));
  if (!scenario || !diagnostics.ok() || costs_too_much(*scenario)) return 0;
  app::RunOptions options;
  options.duration = std::min<app::Duration>(scenario->duration, stop);
  options.proof = app::Effort{.events = 10 * most_events};
  options.remedies = false;
  options.threads = 1;
  app::RunResult result = app::run(*std::move(scenario), options, {});
  check(result);
  tell(result);
  explain_some(result);
  return 0;
}
