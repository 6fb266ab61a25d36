// A scenario of the tree, run and recorded: its messages between some devices, by name.
#pragma once

#include "app/evidence/ladders/ladder_reader.hpp"
#include "tests/run_fixture.hpp"

namespace tests {

struct Recorded {
  app::RunResult result;
  std::vector<app::LadderMessage> messages;
};

inline app::SourceText source_of(const std::string& path) {
  sim::Diagnostics diagnostics;
  auto source = app::read_source(std::string(FASTBUSY_SOURCE_DIR) + "/" + path, diagnostics);
  REQUIRE(source);
  return std::move(*source);
}

// Calls `onlooker` with the records of each slice.
template <class Onlooker>
void record(const app::RunResult& result, Onlooker onlooker) {
  models::Trace trace;
  const app::Recording recording{trace, [&](const app::World& world) {
                                   onlooker(world, trace.records);
                                   trace.records.clear();
                                 }};
  REQUIRE(app::replay(result, recording, {}));
  REQUIRE(trace.not_kept == 0);
}

inline Recorded recorded(const std::string& path, const std::vector<std::string>& devices,
                         const std::string& duration = "",
                         const std::vector<std::string>& sets = {}) {
  Recorded it{run_scenario(path, sets, duration), {}};
  std::vector<std::size_t> participants;
  for (const std::string& name : devices) {
    participants.push_back(it.result.scenario.device(name).value());
  }
  app::LadderReader reader(it.result.scenario, participants);
  record(it.result,
         [&](const app::World& world, const auto& records) { reader.read(world, records); });
  it.messages = reader.take();
  return it;
}

}  // namespace tests
