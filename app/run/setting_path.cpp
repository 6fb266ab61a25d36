// From a setting that a device, or a link, names to the path that --set takes.
#include "app/run/config_fields.hpp"
#include "app/run/world.hpp"
#include "app/scenario/link_fields.hpp"
#include "app/scenario/setting.hpp"

namespace app {

std::string World::path(std::size_t device, models::Setting setting) const {
  const models::NodeKind kind = models::kind_of(nodes_[device]);
  std::string key;
  models::for_each_kind([&]<class D>() {
    if (models::is<D>(kind)) key = sim::key_of(config<D>(device), setting.address());
  });
  return key.empty() ? "" : path_of(scenario_, device, key);
}

std::string World::path(models::NodeId node, std::uint16_t port, const models::Cause& cause) const {
  if (network_->link_at(node, port) != nullptr) {
    const std::size_t entry = scenario_.links[network_->link_number(node, port)].entry;
    const LinkSpec& spec = scenario_.link_specs[entry];
    const std::string key = cause.act == models::Act::cable
                                ? sim::key_of(spec, &spec.up)
                                : sim::key_of(link_configs_[entry], cause.setting.address());
    if (!key.empty()) return "links." + std::to_string(entry + 1) + "." + key;
  }
  return path(device(node), cause.setting);
}

}  // namespace app
