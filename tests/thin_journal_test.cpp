// A journal that keeps the last of the drops that tell the same: every cause is found as in the
// whole one, on every scenario.
#include <algorithm>
#include <filesystem>

#include "app/cause/read_history.hpp"
#include "app/run/simulate.hpp"
#include "tests/catch.hpp"
#include "tests/driven_world.hpp"
#include "tests/network_fixture.hpp"

namespace {

// Not how many there were: a timer's length before a loss is no fact of its phone, and what died
// before it began may be counted with it.
std::string text_of(const app::Cause& cause) {
  std::string text = cause.setting + " | " + cause.event;
  if (cause.drop) {
    text += " | " + std::string(models::fates[static_cast<std::size_t>(cause.drop->fate)].name) +
            " at " + sim::to_text(cause.drop->at.time_since_epoch());
  }
  return text;
}

std::string causes_of(const app::Scenario& scenario, bool thins) {
  const models::Duration most = std::chrono::hours(6);
  const auto run = app::simulate({.scenario = scenario,
                                  .seed = scenario.seed,
                                  .stop = std::min(scenario.duration, most),
                                  .thins_always = thins},
                                 {});
  const app::History history = app::read_history(*run.world, scenario);
  std::string text;
  for (const app::Stay& stay : history.stays) {
    if (stay.lost) text += sim::to_text(stay.to.time_since_epoch()) + text_of(stay.cause) + "\n";
  }
  for (const auto* list :
       {&history.never_registered, &history.never_back, &history.never_at_first}) {
    for (const app::Absence& away : *list) text += text_of(away.cause) + "\n";
  }
  for (const app::Call& call : history.calls) text += text_of(call.cause) + "\n";
  return text;
}

}  // namespace

TEST_CASE("journal: thinned at every moment, it tells every cause of every scenario") {
  const std::string folder = std::string(FASTBUSY_SOURCE_DIR) + "/scenarios";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".yaml") continue;
    INFO(entry.path().string());
    const auto scenario = tests::load_file(entry.path().string());
    CHECK(causes_of(*scenario, true) == causes_of(*scenario, false));
  }
}

TEST_CASE("journal: what is like an earlier drop between two facts of its phone replaces it") {
  fixture::Site site(fixture::case_study());
  site.start_and_run(std::chrono::hours(3));
  const auto& drops = site.network.journal().drops;
  const std::size_t before = drops.size();
  site.network.thin_journal_at(1);
  site.run(std::chrono::seconds(0));
  CHECK(drops.size() < before);
  std::size_t told = 0;
  for (const models::DropFact& drop : drops) told += drop.times;
  CHECK(told == before);
  CHECK(std::ranges::is_sorted(drops, {}, &models::DropFact::at));
}
