#include "app/run/course.hpp"

#include <algorithm>

namespace app {

void Course::run_until(Time until, std::uint64_t most) {
  models::Network& network = world_->network();
  const std::uint64_t before = network.events();
  const auto reaches = [&](Time at) {
    const std::uint64_t used = network.events() - before;  // one event may count as many
    if (network.now() < at) network.run_until(at, most - std::min(used, most));
    return network.now() >= at;
  };
  const auto& timeline = scenario_->timeline;
  for (; next_ < timeline.size() && timeline[next_].at <= until; ++next_) {
    const TimelineEntry& entry = timeline[next_];
    if (!reaches(entry.at)) return;
    if (entry.kind == TimelineEntry::Kind::set) {
      world_->reconfigure(entry.change);
      world_->move(entry.moves);
    } else {
      world_->apply(entry);
    }
  }
  reaches(until);
}

bool Course::run_until(Time until, const std::function<bool()>& stops) {
  while (now() < until && !network().exhausted()) {
    if (stops()) return false;
    run_until(until, a_moment);
  }
  return true;
}

}  // namespace app
