#include "app/cause/dhcp_question.hpp"

#include <algorithm>

namespace app {
namespace {

using models::DropFact;

// The interface that relayed it to where nobody is; empty: it died of something else.
std::string helper_address(const World& world, const Scenario& scenario, const DropFact& drop) {
  using enum models::Fate;
  if (drop.fate != arp_unanswered && drop.fate != no_route) return "";
  const Device& device = scenario.devices[world.device(drop.device)];
  const auto* router = std::get_if<RouterSpec>(&scenario.entries[device.entry].specs[device.spec]);
  if (router == nullptr) return "";
  for (std::size_t i = 0; i < router->interfaces.size(); ++i) {
    const auto& servers = router->interfaces[i].dhcp_relay;
    if (std::ranges::find(servers, drop.destination) == servers.end()) continue;
    return world.path(drop.device, drop.port, models::Setting::dhcp_relay,
                      static_cast<std::uint16_t>(i + 1));
  }
  return "";
}

}  // namespace

void blame_relay(const World& world, const Scenario& scenario, std::size_t phone, Cause& cause) {
  const models::Journal& journal = world.network().journal();
  const sim::Mac mac = scenario.devices[phone].mac;
  if (std::ranges::find(journal.dhcp, mac, &models::DhcpFact::mac) != journal.dhcp.end()) return;
  for (const DropFact& drop : journal.drops) {
    if (!drop.is_dhcp || drop.origin != world.node(phone)) continue;
    const bool relayed = drop.destination != models::limited_broadcast;
    if (!relayed && drop.fate != models::Fate::dhcp_not_relayed) continue;  // a flooded copy
    cause.drop = drop;
    ++cause.drops;
  }
  if (!cause.drop) return;
  cause.died_at = world.device(cause.drop->device);
  cause.setting = helper_address(world, scenario, *cause.drop);
  if (!cause.setting.empty()) return;
  cause.setting = world.path(cause.drop->device, cause.drop->port, cause.drop->cause.setting,
                             cause.drop->cause.item);
}

}  // namespace app
