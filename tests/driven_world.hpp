// A scenario's world that a test drives through its timeline by itself, and may copy on the way.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/scenario/world.hpp"
#include "tests/catch.hpp"

namespace tests {

// What all copies of one run share, and what outlives them.
struct LoadedFile {
  app::SourceText source;
  app::Scenario scenario;

  // The file with these settings; none: it has no such settings.
  std::optional<app::Scenario> with(const std::vector<std::string>& sets) const {
    sim::Diagnostics diagnostics;
    std::vector<sim::Assignment> assignments;
    for (const std::string& text : sets) {
      assignments.push_back(*sim::parse_assignment("--set", text, diagnostics));
    }
    return app::load(source, assignments, diagnostics);
  }
};

inline std::unique_ptr<LoadedFile> load_file(const std::string& path) {
  sim::Diagnostics diagnostics;
  auto source = app::read_source(path, diagnostics);
  REQUIRE(source);
  auto scenario = app::load(*source, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(scenario);
  return std::make_unique<LoadedFile>(LoadedFile{std::move(*source), std::move(*scenario)});
}

class DrivenWorld {
 public:
  explicit DrivenWorld(const LoadedFile& file)
      : file_(&file), world_(std::make_unique<app::World>(file.scenario, file.scenario.seed)) {}
  DrivenWorld(const DrivenWorld& other)
      : file_(other.file_),
        world_(std::make_unique<app::World>(*other.world_)),
        in_force_(other.in_force_),
        next_(other.next_) {}
  DrivenWorld& operator=(const DrivenWorld&) = delete;
  ~DrivenWorld() = default;

  // All events and all acts up to then.
  void run_until(sim::Time until) {
    const auto& timeline = file_->scenario.timeline;
    for (; next_ < timeline.size() && timeline[next_].at <= until; ++next_) {
      network().run_until(timeline[next_].at);
      act(timeline[next_]);
    }
    network().run_until(until);
  }
  void reconfigure(const app::Scenario& changed) { world_->reconfigure(changed); }
  models::Network& network() { return world_->network(); }
  const models::Network& network() const { return world_->network(); }

 private:
  void act(const app::TimelineEntry& entry) {
    if (entry.kind != app::TimelineEntry::Kind::set) return world_->apply(entry);
    in_force_ = app::joined(in_force_, entry.sets);
    sim::Diagnostics checked_before;
    world_->reconfigure(*app::load(file_->source, in_force_, checked_before));
  }

  const LoadedFile* file_;
  std::unique_ptr<app::World> world_;
  std::vector<sim::Assignment> in_force_;
  std::size_t next_ = 0;  // of the timeline
};

}  // namespace tests
