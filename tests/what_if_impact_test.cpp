// fastbusy impact: what fails once, and what a person who fails it by hand sees.
#include "app/report/impact_text.hpp"
#include "app/what_if/impact.hpp"
#include "app/what_if/moment.hpp"
#include "tests/service_fixture.hpp"
#include "tests/what_if_fixture.hpp"

namespace {

using namespace std::chrono_literals;
using app::Failure;
using app::Impact;

const std::string uplinks = "lan/two-uplinks.yaml";
const sim::Time at = sim::Time{} + 15min;

app::ImpactOptions short_outage(unsigned threads = 0) {
  return {.at = at, .outage = 5min, .end = 50min, .threads = threads};
}

app::Impacts impacts_of(const app::ImpactOptions& options) {
  auto scenario = tests::scenario_at(uplinks);
  scenario.timeline = {};
  return app::impacts_of(scenario, app::failures_of(scenario, options.at), options, {});
}

const Impact& of(const app::Impacts& all, Failure::Kind kind, const std::string& name) {
  for (const Impact& one : all.singles) {
    if (one.what[0].kind == kind && one.what[0].name == name) return one;
  }
  FAIL("no " << name);
  return all.singles.front();
}

// The same network, and somebody who writes the failure into its timeline.
sim::Duration lost_by_hand(const std::string& down, const std::string& up) {
  std::string text = tests::scenario_at(uplinks).text();
  text = text.substr(0, text.find("\ntimeline:"));
  text.replace(text.find("duration: 30min"), 15, "duration: 50min");
  const auto lost = [&](const std::string& timeline) {
    const app::Service service = tests::service_of(
        tests::loaded(text + timeline), {.resolution = 100ms, .most_events = 20'000'000});
    sim::Duration sum{};
    for (const auto& phone : service.phones) {
      for (const auto& outage : phone.outages) {
        if (outage.counts() && outage.to > at) sum += outage.to - std::max(at, outage.from);
      }
    }
    return sum;
  };
  return lost("\ntimeline:\n  - {at: 15min, " + down + "}\n  - {at: 20min, " + up + "}\n") -
         lost("\n");
}

}  // namespace

TEST_CASE("impact: as whoever fails each by hand sees it") {
  const app::Impacts all = impacts_of(short_outage());
  CHECK(of(all, Failure::Kind::device, "sw1").lost ==
        lost_by_hand("power_off: sw1", "power_on: sw1"));
  CHECK(of(all, Failure::Kind::device, "pbx").lost ==
        lost_by_hand("power_off: pbx", "power_on: pbx"));
  CHECK(of(all, Failure::Kind::service, "pbx").lost ==
        lost_by_hand("stop_service: pbx", "start_service: pbx"));
  CHECK(of(all, Failure::Kind::link, "phone2 - sw1:2").lost ==
        lost_by_hand("unplug: phone2", "plug: phone2"));
  CHECK(of(all, Failure::Kind::link, "sw1:23 - core1:1").lost ==
        lost_by_hand("unplug: \"sw1:23\"", "plug: \"sw1:23\""));
}

TEST_CASE("impact: single points come before what is redundant") {
  auto options = short_outage();
  options.pairs = true;
  const app::Impacts all = impacts_of(options);
  CHECK(all.phones == 3);
  CHECK(all.out_anyway == 0);
  CHECK(all.singles.front().lost >= all.singles.back().lost);
  CHECK(of(all, Failure::Kind::device, "sw1").cut_off == 3);
  CHECK(of(all, Failure::Kind::device, "sw1").away.size() == 3);
  CHECK(of(all, Failure::Kind::link, "phone2 - sw1:2").cut_off == 1);
  CHECK(of(all, Failure::Kind::link, "phone2 - sw1:2").away.size() == 1);
  for (const std::string redundant : {"sw1:23 - core1:1", "sw1:24 - core2:1"}) {
    CHECK(of(all, Failure::Kind::link, redundant).cut_off == 0);
    CHECK(of(all, Failure::Kind::link, redundant).away.empty());
  }
  // Together they are as bad as the switch between them.
  const auto both = std::ranges::find_if(all.pairs, [](const Impact& pair) {
    return pair.what[0].name.starts_with("sw1:2") && pair.what[1].name.starts_with("sw1:2");
  });
  REQUIRE(both != all.pairs.end());
  CHECK(both->cut_off == 3);
}

TEST_CASE("impact: the same bytes on any number of threads; not more pairs than wanted") {
  CHECK(app::impact_json(impacts_of(short_outage(1))) ==
        app::impact_json(impacts_of(short_outage(2))));
  auto options = short_outage();
  options.pairs = true;
  options.most_pairs = 2;
  const app::Impacts few = impacts_of(options);
  CHECK(few.pairs_tried == 2);
  CHECK(few.pairs_left > 0);
}

TEST_CASE("impact: what is out already does not fail") {
  const auto scenario = tests::scenario_at(uplinks);  // sw1:23 is out from 5 to 15 min
  const auto has = [&](sim::Duration then) {
    return std::ranges::any_of(app::failures_of(scenario, sim::Time{} + then),
                               [](const Failure& f) { return f.name == "sw1:23 - core1:1"; });
  };
  CHECK(has(4min));
  CHECK_FALSE(has(10min));
  CHECK(has(16min));
}

TEST_CASE("impact: Ctrl-C keeps what there is") {
  auto scenario = tests::scenario_at(uplinks);
  int asked = 0;
  const auto stop = [&](std::string_view what, double) {
    return what == "failures" && ++asked > 200;
  };
  auto options = short_outage(1);
  const app::Impacts some =
      app::impacts_of(scenario, app::failures_of(scenario, options.at), options, stop);
  CHECK(some.interrupted);
  CHECK(some.not_tried > 0);
}

TEST_CASE("impact: moments by the wall clock, where the file has one") {
  sim::Diagnostics diagnostics;
  const auto plain = tests::scenario_at(uplinks);
  CHECK(app::read_time("--at", "20min", plain, diagnostics) == sim::Duration{20min});
  CHECK(diagnostics.ok());
  CHECK_FALSE(app::read_time("--at", "20:00", plain, diagnostics));
  CHECK_FALSE(app::read_time("--at", "soon", plain, diagnostics));
  std::string text = plain.text();
  text.insert(text.find("duration:"), "begins: 2012-03-01 08:00:00\n");
  const auto clocked = tests::loaded(text);
  sim::Diagnostics good;
  CHECK(app::read_time("--at", "20:00", clocked, good) == sim::Duration{12h});
  CHECK(app::read_time("--at", "07:59:30", clocked, good) == sim::Duration{24h - 30s});
  CHECK_FALSE(app::read_time("--at", "24:00", clocked, good));
  CHECK(app::time_text(clocked, sim::Time{} + 12h) == "20:00:00");
  CHECK(app::time_text(clocked, sim::Time{} + 25h) == "Fri 09:00:00");
  CHECK(app::time_text(plain, sim::Time{} + 90s) == "1:30.00");
}
