#include "app/cause/dhcp_question.hpp"

#include <algorithm>

namespace app {
namespace {

using models::DropFact;

// The interface that relayed it to where nobody is; empty: it died of something else.
std::string helper_address(const World& world, const DropFact& drop) {
  using enum models::Fate;
  if (drop.fate != arp_unanswered && drop.fate != no_route) return "";
  if (!models::is<models::Router>(drop.device)) return "";
  const std::size_t router = world.device(drop.device);
  for (const auto& interface : world.config<models::Router>(router).interfaces) {
    const auto& servers = interface.dhcp_relay.servers;
    if (std::ranges::find(servers, drop.destination) == servers.end()) continue;
    return world.path(router, &servers);
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
  cause.setting = helper_address(world, *cause.drop);
  if (!cause.setting.empty()) return;
  cause.setting = world.path(cause.drop->device, cause.drop->port, cause.drop->cause);
}

}  // namespace app
