// One run under way: its world, and how much of the timeline has been carried out. A copy goes on
// as the original would, timeline included, and neither disturbs the other.
#pragma once

#include <functional>
#include <memory>

#include "app/run/world.hpp"

namespace app {

class Course {
 public:
  static constexpr std::uint64_t unlimited = ~std::uint64_t{0};
  static constexpr std::uint64_t a_moment = 20'000;  // events: Ctrl-C is heard within 0.2 s

  Course(const Scenario& scenario, std::uint64_t seed)
      : scenario_(&scenario), world_(std::make_unique<World>(scenario, seed)) {}
  Course(const Course& other)
      : scenario_(other.scenario_),
        world_(std::make_unique<World>(*other.world_)),
        next_(other.next_) {}
  Course(Course&&) noexcept = default;
  Course& operator=(const Course&) = delete;
  Course& operator=(Course&&) noexcept = default;
  ~Course() = default;

  // All events and all acts up to then, or `most` events: now() is earlier then.
  void run_until(Time until, std::uint64_t most = unlimited);
  // The same, but `stops` is asked every now and then; false: it said so, and now() is earlier.
  bool run_until(Time until, const std::function<bool()>& stops);

  Time now() const { return world_->network().now(); }
  const Scenario& scenario() const { return *scenario_; }
  World& world() { return *world_; }
  const World& world() const { return *world_; }
  models::Network& network() { return world_->network(); }
  const models::Network& network() const { return world_->network(); }
  std::unique_ptr<World> give_world() { return std::move(world_); }  // it has ended

 private:
  const Scenario* scenario_;
  std::unique_ptr<World> world_;
  std::size_t next_ = 0;  // of the timeline
};

}  // namespace app
