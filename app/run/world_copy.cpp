// A copy of a world has configs of its own, and its network points into those.
#include "app/run/world.hpp"

namespace app {

World::World(const World& other, sim::CopyUnderWay&& copy)
    : scenario_(other.scenario_),
      names_(other.names_),
      configs_(other.configs_),
      first_config_(other.first_config_),
      link_configs_(other.link_configs_),
      plugged_(other.plugged_),
      nodes_(other.nodes_),
      devices_(other.devices_),
      addresses_(other.addresses_),
      moved_(other.moved_) {
  copy.add_each(other.link_configs_, link_configs_);
  std::apply(
      [&]<class... Configs>(const std::deque<Configs>&... from) {
        (copy.add_each(from, std::get<std::deque<Configs>>(configs_)), ...);
      },
      other.configs_);
  network_ = std::make_unique<models::Network>(*other.network_);
}

}  // namespace app
