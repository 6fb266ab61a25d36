// fastbusy sweep: every combination, and a journal that loses and repeats nothing.
#include <fstream>

#include "app/report/sweep_text.hpp"
#include "app/what_if/sweep.hpp"
#include "tests/files_fixture.hpp"
#include "tests/what_if_fixture.hpp"

namespace {

const std::string cycle = "cisco/sip-sixteen-minute-cycle.yaml";

app::SweepOptions options_of(const std::vector<std::string>& vary, std::size_t seeds = 1) {
  const auto scenario = tests::scenario_at(cycle);
  app::SweepOptions options{.seeds = seeds};
  sim::Diagnostics diagnostics;
  for (const std::string& text : vary) {
    auto axis = app::read_axis(text, scenario, 1000, diagnostics);
    INFO(diagnostics.text());
    REQUIRE(axis);
    options.axes.push_back(std::move(*axis));
  }
  return options;
}

app::Sweep swept(const app::SweepOptions& options) {
  auto scenario = tests::scenario_at(cycle);
  scenario.duration = std::chrono::minutes{20};
  return app::sweep(scenario, options, {});
}

std::string values(const std::string& text) {
  sim::Diagnostics diagnostics;
  const auto axis = app::read_axis(text, tests::scenario_at(cycle), 100, diagnostics);
  if (!axis) return diagnostics.text();
  std::string all;
  for (const std::string& value : axis->values) all += value + " ";
  return all;
}

void write(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

}  // namespace

TEST_CASE("sweep: ranges and lists") {
  CHECK(values("phone.tcp.rto_min=100ms..300ms:100ms") == "100ms 200ms 300ms ");
  CHECK(values("phone.tcp.rto_min=100ms..350ms:100ms") == "100ms 200ms 300ms ");
  CHECK(values("sw1.port_security.aging_time=1min,5min") == "1min 5min ");
  CHECK(values("sw1.port_security.maximum=1..4:1") == "1 2 3 4 ");
  const auto complains = [](const std::string& text, const std::string& part) {
    INFO(values(text));
    return values(text).find(part) != std::string::npos;
  };
  CHECK(complains("sw1.mac_aging", "expected PATH=a..b:step"));
  CHECK(complains("sw1.mac_aging=1s..2s", "needs its step"));
  CHECK(complains("sw1.mac_aging=2s..1s:1s", "goes up"));
  CHECK(complains("sw1.mac_aging=1s..2s:0s", "more than nothing"));
  CHECK(complains("sw1.mac_aging=1s..2h:1s", "more than 100 values"));
  CHECK(complains("sw1.mac_aging=1s,,2s", "a value is missing"));
  CHECK(complains("sw1.mac_aging=1s,1s", "twice"));
  CHECK(complains("sw1.mac_aging=1..5:1", "not a duration"));
  CHECK(complains("sw1.mac_agin=1s..2s:1s", "did you mean 'mac_aging'"));
  CHECK(complains("sw9.mac_aging=1s,2s", "unknown device 'sw9'"));
  CHECK(complains("phone.count=12,3", "no phone12"));  // a link names it
}

TEST_CASE("sweep: each combination is what a run of it comes to") {
  const app::Sweep all = swept(
      options_of({"sw1.port_security.aging_time=1min,2min", "phone.tcp.timestamps=false,true"}));
  REQUIRE(all.outcomes.size() == 4);
  CHECK(all.missing() == 0);
  for (std::size_t point = 0; point < 4; ++point) {
    const auto run = tests::run_scenario(
        "scenarios/" + cycle,
        {"sw1.port_security.aging_time=" + all.axes[0].values[all.value_of(point, 0)],
         "phone.tcp.timestamps=" + all.axes[1].values[all.value_of(point, 1)]},
        "20min");
    CHECK(all.outcomes[point].values[0] == static_cast<std::int64_t>(tests::losses(run)));
  }
  CHECK(all.outcomes[0].values[0] == 12);
  CHECK(all.outcomes[1].values[0] == 0);
}

TEST_CASE("sweep: seeds, with the same bytes on any number of threads") {
  auto options = options_of({"sw1.port_security.aging_time=1min,2min"}, 5);
  options.checks = {"phone.losses is 0"};
  options.threads = 1;
  const app::Sweep one = swept(options);
  options.threads = 2;
  const app::Sweep two = swept(options);
  CHECK(app::sweep_csv(one) == app::sweep_csv(two));
  CHECK(app::sweep_json(one) == app::sweep_json(two));
  const auto first_loss = app::summary_of(one, 0, 5);
  CHECK(first_loss.count == 5);
  CHECK(first_loss.low < first_loss.mean);
  CHECK(app::summary_of(one, 1, 5).count == 0);  // nothing is lost there
  CHECK(app::summary_of(one, 1, 6).mean == 1);   // the check holds
  CHECK(app::sweep_text(one, 0, 100, app::Style(false)).find("5 of 5") != std::string::npos);
}

TEST_CASE("sweep: interrupted anywhere and resumed, it loses and repeats nothing") {
  const tests::Folder folder("sweep");
  auto options = options_of({"sw1.port_security.aging_time=1min,2min"}, 3);
  const app::Sweep whole = swept(options);
  options.journal = folder.file("journal");
  CHECK(app::sweep_csv(swept(options)) == app::sweep_csv(whole));
  const std::string journal = tests::contents(options.journal);
  CHECK(std::ranges::count(journal, '\n') == 7);
  for (const std::size_t kept : {std::size_t{0}, std::size_t{5}, journal.find('\n') + 1,
                                 journal.size() / 2, journal.size() - 1}) {
    INFO(kept);
    write(options.journal, journal.substr(0, kept));
    const auto lines = std::ranges::count(journal.substr(0, kept), '\n');
    const app::Sweep again = swept(options);
    CHECK(again.failure.empty());
    CHECK(again.from_journal == static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, lines - 1)));
    CHECK(app::sweep_csv(again) == app::sweep_csv(whole));
    CHECK(std::ranges::count(tests::contents(options.journal), '\n') == 7);
  }
  CHECK(swept(options).from_journal == 6);
}

TEST_CASE("sweep: a journal of something else is refused, and left alone") {
  const tests::Folder folder("sweep");
  auto options = options_of({"sw1.port_security.aging_time=1min,2min"});
  options.journal = folder.file("journal");
  swept(options);
  const std::string journal = tests::contents(options.journal);
  options.seeds = 2;
  CHECK(swept(options).failure.find("another sweep") != std::string::npos);
  CHECK(tests::contents(options.journal) == journal);
  write(options.journal, "my notes\n");
  CHECK(swept(options).failure.find("no journal") != std::string::npos);
  CHECK(tests::contents(options.journal) == "my notes\n");
}

TEST_CASE("sweep: Ctrl-C leaves what is missing as missing") {
  auto options = options_of({"sw1.port_security.aging_time=1min,2min"}, 4);
  options.threads = 1;
  int asked = 0;
  auto scenario = tests::scenario_at(cycle);
  const app::Sweep some =
      app::sweep(scenario, options, [&](std::string_view, double) { return ++asked > 300; });
  CHECK(some.missing() > 0);
  CHECK(some.missing() < 8);
  CHECK(app::sweep_text(some, 0, 100, app::Style(false)).find("missing") != std::string::npos);
}
