// Pages that no scenario gives yet, for the browser test: page_samples FOLDER writes each as .html,
// beside its .json. One has evidence made by hand, one has 3000 phones with a made-up history.
#include <cstdio>
#include <string>

#include "app/report/html.hpp"
#include "app/report/json.hpp"
#include "app/report/output.hpp"
#include "sim/base/random.hpp"
#include "tests/page_evidence.hpp"

namespace {

using std::chrono::milliseconds;

void write(const std::string& name, const app::RunResult& result, const std::string& text,
           const app::PageEvidence& evidence = {}) {
  for (const std::string& failure :
       {app::write_whole(name + ".html", tests::page_of(result, text, evidence)),
        app::write_whole(name + ".json", app::json_report(result, 0))}) {
    if (failure.empty()) continue;
    std::fprintf(stderr, "%s\n", failure.c_str());
    std::exit(1);
  }
}

const std::string three_thousand = R"(title: Three thousand phones, each with its own bad day
source: made up
duration: 8h
devices:
  cucm1: {kind: call_server, address: 10.0.0.1/16}
  cucm2: {kind: call_server, address: 10.0.0.2/16}
  core: {kind: switch, ports: 96}
  access: {kind: switch, count: 75, ports: 48}
  phone: {kind: phone, count: 3000, address: 10.0.4.1/16, call_servers: [cucm1, cucm2]}
links:
  - phone{1-3000} - access{1-75}:{1-40}
  - access{1-75}:48 - core:{1-75}
  - cucm1 - core:95
  - cucm2 - core:96
timeline:
  - {at: 2h, unplug: "core:12"}
  - {at: 5h, power_off: access7}
)";

// Phones of every third switch lose their call server now and then; 40 never come.
app::History made_up(const app::Scenario& scenario) {
  app::History history;
  history.end = sim::Time{} + scenario.duration;
  const std::size_t first = scenario.entry("phone")->first;
  const std::size_t primary = *scenario.device("cucm1");
  const std::size_t secondary = *scenario.device("cucm2");
  for (std::size_t i = 0; i < 3000; ++i) {
    sim::Random random(1, "page_samples", std::to_string(i));
    if (i / 40 == 11) {
      history.never_registered.push_back({.phone = first + i, .phone_text = "", .cause = {}});
      continue;
    }
    sim::Time at = sim::Time{} + milliseconds{random.below(300'000)};
    const bool falls = i / 40 % 3 == 0;
    for (std::size_t n = 0; at < history.end; ++n) {
      app::Stay stay;
      stay.phone = first + i;
      stay.server = n % 2 == 0 ? primary : secondary;
      stay.from = at;
      const auto held =
          n % 2 == 0 ? milliseconds{1'800'000 + random.below(7'200'000)} : milliseconds{120'000};
      stay.ended = falls && at + held < history.end;
      stay.to = stay.ended ? at + held : history.end;
      stay.lost = stay.ended && n % 2 == 0;
      if (stay.lost) {
        stay.reason = "keepalive_timeout";
        stay.cause.setting = "cucm1.sip.keepalive_grace";
        stay.cause.died_at = scenario.entry("access")->first + i / 40;
        stay.cause.drop.emplace();
        stay.cause.drop->at = stay.to;
        stay.cause.drop->fate = models::Fate::device_down;
        stay.cause.drops = 1;
      }
      at = stay.to + milliseconds{20'000};
      if (!stay.ended) history.registered_at_end.push_back(first + i);
      history.stays.push_back(std::move(stay));
    }
  }
  return history;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::string folder = std::string(argv[1]) + "/";
  sim::Diagnostics diagnostics;
  const auto source = app::read_source(
      FASTBUSY_SOURCE_DIR "/scenarios/cisco/sip-sixteen-minute-cycle.yaml", diagnostics);
  const auto cycle = source ? app::run(*source, {}, {}, diagnostics) : std::nullopt;
  auto scenario = app::load({"three-thousand.yaml", three_thousand}, {}, diagnostics);
  if (!cycle || !scenario) {
    std::fprintf(stderr, "%s", diagnostics.text().c_str());
    return 1;
  }
  write(folder + "sample-evidence", *cycle, source->text, tests::evidence_by_hand(*cycle));
  app::RunResult many;
  many.scenario = *scenario;
  many.duration = scenario->duration;
  many.history = made_up(*scenario);
  write(folder + "sample-three-thousand", many, three_thousand);
  return 0;
}
