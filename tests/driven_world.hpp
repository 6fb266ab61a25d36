// A scenario's world that a test drives through its timeline by itself, and may copy on the way.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/run/world.hpp"
#include "tests/catch.hpp"

namespace tests {

inline std::unique_ptr<const app::Scenario> load_file(const std::string& path) {
  sim::Diagnostics diagnostics;
  const auto source = app::read_source(path, diagnostics);
  REQUIRE(source);
  auto scenario = app::load(*source, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(scenario);
  return std::make_unique<const app::Scenario>(std::move(*scenario));
}

// All copies of one run share the scenario, which outlives them.
class DrivenWorld {
 public:
  explicit DrivenWorld(const app::Scenario& scenario)
      : scenario_(&scenario), world_(std::make_unique<app::World>(scenario, scenario.seed)) {}
  DrivenWorld(const DrivenWorld& other)
      : scenario_(other.scenario_),
        world_(std::make_unique<app::World>(*other.world_)),
        next_(other.next_) {}
  DrivenWorld& operator=(const DrivenWorld&) = delete;
  ~DrivenWorld() = default;

  // All events and all acts up to then.
  void run_until(sim::Time until) {
    const auto& timeline = scenario_->timeline;
    for (; next_ < timeline.size() && timeline[next_].at <= until; ++next_) {
      network().run_until(timeline[next_].at);
      act(timeline[next_]);
    }
    network().run_until(until);
  }
  void reconfigure(const app::Reconfiguration& change) { world_->reconfigure(change); }
  models::Network& network() { return world_->network(); }
  const models::Network& network() const { return world_->network(); }

 private:
  void act(const app::TimelineEntry& entry) {
    if (entry.kind != app::TimelineEntry::Kind::set) return world_->apply(entry);
    world_->reconfigure(entry.change);
  }

  const app::Scenario* scenario_;
  std::unique_ptr<app::World> world_;
  std::size_t next_ = 0;  // of the timeline
};

}  // namespace tests
