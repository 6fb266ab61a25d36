// fastbusy sweep: every combination, and a journal that loses and repeats nothing.
#include <fstream>

#include "app/report/sweep_text.hpp"
#include "app/what_if/sweep.hpp"
#include "app/what_if/sweep_journal.hpp"
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

TEST_CASE("sweep: shards leave each other's runs, and merged tell what one machine tells") {
  const tests::Folder folder("sweep");
  auto options = options_of({"sw1.port_security.aging_time=1min,2min,3min"}, 20);
  const app::Sweep whole = swept(options);
  std::vector<std::string> journals;
  for (std::size_t number = 1; number <= 4; ++number) {
    options.shard = {.number = number, .of = 4};
    options.journal = folder.file("journal" + std::to_string(number));
    journals.push_back(options.journal);
    const app::Sweep part = swept(options);
    CHECK(part.missing() == 0);
    CHECK(part.outcomes.size() == whole.outcomes.size());
    const auto elsewhere = std::ranges::count(part.outcomes, app::SweepOutcome::State::elsewhere,
                                              &app::SweepOutcome::state);
    CHECK(elsewhere > 0);
    CHECK(elsewhere < 60);
    CHECK(app::sweep_text(part, 0, 100, app::Style(false)).find("of other shards") !=
          std::string::npos);
  }
  const app::MergedJournals merged = app::merge_journals(journals);
  CHECK(merged.failure.empty());
  CHECK(merged.runs == 60);
  options.shard = {};
  options.journal = folder.file("all");
  write(options.journal, merged.text);
  const app::Sweep all = swept(options);
  CHECK(all.from_journal == 60);
  CHECK(app::sweep_csv(all) == app::sweep_csv(whole));
}

TEST_CASE("sweep: journals that do not belong together are not merged") {
  const tests::Folder folder("sweep");
  auto options = options_of({"sw1.port_security.aging_time=1min,2min"});
  options.journal = folder.file("one");
  swept(options);
  const std::string journal = tests::contents(options.journal);
  const auto failure = [&](const std::string& other) {
    write(folder.file("other"), other);
    return app::merge_journals({options.journal, folder.file("other")}).failure;
  };
  CHECK(failure(journal).empty());
  CHECK(failure(journal + "1 1 2").empty());  // killed there
  CHECK(failure("my notes\n").find(":1: no journal of a sweep") != std::string::npos);
  CHECK(failure("fastbusy-sweep 1 0123456789abcdef\n").find("another sweep") != std::string::npos);
  const std::string header = journal.substr(0, journal.find('\n') + 1);
  CHECK(failure(header + "0 1 7 7 0 0 0 5 .\n").find(":2: run 0 came to something else") !=
        std::string::npos);
  CHECK_FALSE(app::merge_journals({folder.file("missing")}).failure.empty());
}

TEST_CASE("sweep: each seed draws once, from what was asked for") {
  const auto scenario = tests::scenario_at("starface/nat-healthy.yaml");
  const auto said = [&](const std::string& text) {
    sim::Diagnostics diagnostics;
    return app::read_draw(text, scenario, diagnostics) ? "" : diagnostics.text();
  };
  const auto draw = [&](const std::string& text) {
    sim::Diagnostics diagnostics;
    auto read = app::read_draw("nat.nat.udp_timeout=" + text, scenario, diagnostics);
    INFO(diagnostics.text());
    REQUIRE(read);
    return *std::move(read);
  };
  const auto sorted = [](const app::Draw& law) {
    std::vector<double> seconds;
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
      CHECK(law.value(seed) == law.value(seed));
      seconds.push_back(sim::seconds(sim::parse_duration(law.value(seed)).value()));
    }
    std::ranges::sort(seconds);
    return seconds;
  };
  const auto uniform = sorted(draw("uniform(30s, 90s)"));
  CHECK(uniform.front() >= 30);
  CHECK(uniform.back() <= 90);
  CHECK(uniform[1000] == Catch::Approx(60).margin(3));
  CHECK(sorted(draw("normal(60s, 5s)"))[1682] == Catch::Approx(65).margin(0.7));
  CHECK(sorted(draw("exponential(60s)"))[1264] == Catch::Approx(60).margin(5));
  CHECK(sorted(draw("lognormal(90s, 0.5)"))[1000] == Catch::Approx(90).margin(4));
  const auto choice = sorted(draw("choice(30s: 3, 3min: 1)"));
  CHECK(static_cast<double>(std::ranges::count(choice, 30.0)) == Catch::Approx(1500).margin(80));
  const auto homes = sorted(draw("home-gateways-one-way"));
  CHECK(homes.front() >= 30);
  CHECK(homes.back() <= 691);
  CHECK(homes[1000] == Catch::Approx(90).margin(8));

  const auto complains = [&](const std::string& text, const std::string& part) {
    INFO(said(text));
    return said(text).find(part) != std::string::npos;
  };
  CHECK(complains("nat.nat.udp_timeout", "expected PATH="));
  CHECK(complains("nat.nat.udp_timeout=gauss(1s, 2s)", "expected PATH="));
  CHECK(complains("nat.nat.udp_timeout=home-gateway-one-way", "did you mean"));
  CHECK(complains("nat.nat.udp_timeout=uniform(90s, 30s)", "goes up"));
  CHECK(complains("nat.nat.udp_timeout=normal(60, 5s)", "not a duration"));
  CHECK(complains("nat.nat.udp_timeout=lognormal(60s, 5s)", "plain number"));
  CHECK(complains("nat.nat.udp_timeout=choice(30s: 0)", "all weights are 0"));
  CHECK(complains("nat.nat.udp_timeou=uniform(1s, 2s)", "did you mean 'udp_timeout'"));
}

TEST_CASE("sweep: what is drawn decides, and is told beside what it came to") {
  auto scenario = tests::scenario_at("starface/nat-healthy.yaml");
  scenario.duration = std::chrono::minutes{20};
  sim::Diagnostics diagnostics;
  app::SweepOptions options{.seeds = 12};
  options.draws.push_back(
      app::read_draw("nat.nat.udp_timeout=choice(30s, 3min)", scenario, diagnostics).value());
  const app::Sweep all = app::sweep(scenario, options, {});
  for (std::size_t s = 0; s < 12; ++s) {
    const bool short_one = options.draws[0].value(all.seed + s) == "30s";
    CHECK((all.outcomes[s].values[0] > 0) == short_one);
  }
  const std::string text = app::sweep_text(all, 0, 100, app::Style(false));
  INFO(text);
  CHECK(text.find("something is lost: 30s (") != std::string::npos);
  CHECK(text.find("nothing is lost:   3min (") != std::string::npos);
  CHECK(app::sweep_csv(all).starts_with("nat.nat.udp_timeout,seed,state"));
}
