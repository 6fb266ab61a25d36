// A phone without an address, or with a wrong gateway: what the DHCP servers logged about it.
#pragma once

#include "app/evidence/history.hpp"
#include "app/run/world.hpp"

namespace app {

// The lease that a device held at that time, from the log of the server that granted it.
struct HeldLease {
  std::size_t server = 0;  // the device
  sim::Ipv4 address;
  sim::Ipv4 router;     // none: 0.0.0.0
  std::string setting;  // server.dhcp.scopes.N.router
  std::string log;
};
std::optional<HeldLease> lease_of(const World& world, const Scenario& scenario, std::size_t device,
                                  Time at);
// Another server that deals addresses of the same network.
bool has_rival(const Scenario& scenario, const HeldLease& lease);

// The last refusal until `until`, and the setting behind it.
void blame_dhcp(const World& world, const Scenario& scenario, std::size_t phone, Time until,
                Cause& cause);

}  // namespace app
