#include "app/cause/next_hop.hpp"

#include <algorithm>

#include "app/cause/dhcp_log.hpp"
#include "app/cause/evidence.hpp"
#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/setting.hpp"

namespace app {
namespace {

// Which of the sender's settings led to the next hop? Empty: it is a neighbour.
std::string path_to_next_hop(const World& world, const Scenario& scenario, std::size_t sender,
                             const DropFact& drop, Cause& cause) {
  const Device& device = scenario.devices[sender];
  const Entry& entry = scenario.entries[device.entry];
  const HostSpec* host = host_of(entry.specs[device.spec]);
  if (host == nullptr || host->address.value.contains(drop.destination)) return "";
  std::size_t best = host->routes.size();
  for (std::size_t i = 0; i < host->routes.size(); ++i) {
    if (!host->routes[i].to.contains(drop.destination)) continue;
    const bool longer = best == host->routes.size() ||
                        host->routes[i].to.prefix_length > host->routes[best].to.prefix_length;
    if (longer) best = i;
  }
  if (best != host->routes.size()) {
    return path_of(scenario, sender, "routes." + std::to_string(best + 1) + ".via");
  }
  const auto lease = lease_of(world, scenario, sender, drop.at);
  if (!lease) return path_of(scenario, sender, key_of(entry.specs[device.spec], &host->gateway));
  cause.log = lease->log;
  // Where two servers deal addresses, the one that was faster decided.
  return has_rival(scenario, *lease)
             ? world.path(lease->server, &world.config<models::Server>(lease->server).serves_dhcp)
             : lease->setting;
}

// Did packets for the same place wait there for an ARP reply that never came?
bool waited_in_vain(const World& world, const DropFact& drop) {
  constexpr std::chrono::seconds window{10};  // assumed: longer than all retries of a request take
  const auto& drops = world.network().journal().drops;  // in order of time
  auto other = std::ranges::lower_bound(drops, drop.at - window, {}, &DropFact::at);
  for (; other != drops.end() && other->at <= drop.at + window; ++other) {
    if (other->device == drop.device && other->fate == models::Fate::arp_unanswered) return true;
  }
  return false;
}

// The sender's gateway, as its lease or the file has it.
bool is_gateway_of(const World& world, const Scenario& scenario, std::size_t device,
                   std::size_t sender, Time at) {
  const sim::Ipv4 address = scenario.devices[device].address.address;
  if (const auto lease = lease_of(world, scenario, sender, at)) return lease->router == address;
  const Device& d = scenario.devices[sender];
  const HostSpec* host = host_of(scenario.entries[d.entry].specs[d.spec]);
  return host != nullptr && host->gateway && host->gateway->value == address;
}

}  // namespace

void blame_next_hop(const World& world, const Scenario& scenario, Cause& cause) {
  const DropFact& drop = *cause.drop;
  using enum models::Fate;
  std::size_t sender = world.device(drop.device);
  if (drop.fate == wrong_host) {  // a host that is no router, for whom it was a gateway
    sender = world.device(drop.origin);
    sender = trunk_host(scenario, sender).value_or(sender);
    if (!is_gateway_of(world, scenario, world.device(drop.device), sender, drop.at)) return;
  } else if (drop.fate != no_route) {  // a host's: its lease may have named no router
    if (!waits_for_arp(drop.fate) || drop.is_arp || !waited_in_vain(world, drop)) return;
  }
  const std::string path = path_to_next_hop(world, scenario, sender, drop, cause);
  if (!path.empty()) cause.setting = path;
}

}  // namespace app
