// Routers that have one virtual address, but will not hear each other; and settings of a group that
// cannot act.
#include <map>

#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/parts.hpp"

namespace app {
namespace {

using models::FhrpConfig;
using models::HsrpConfig;
using models::VrrpConfig;

// What two of a group must have in common, in words.
std::string terms_of(const HsrpConfig& c) {
  return "HSRP version " + std::to_string(c.version) + ", group " + std::to_string(c.group) +
         ", password '" + c.password + "'";
}
std::string terms_of(const VrrpConfig& c) {
  std::string terms =
      "VRRP version " + std::to_string(c.version) + ", group " + std::to_string(c.group);
  if (c.version == 3) return terms;
  terms += ", password '" + c.password + "'";
  return c.learns_interval ? terms : terms + ", interval " + sim::to_text(c.interval);
}

template <class Do>
void for_each_group(const RouterSpec& router, Do do_it) {
  for (std::size_t i = 0; i < router.interfaces.size(); ++i) {
    const InterfaceSpec& interface = router.interfaces[i];
    for (const HsrpConfig& group : interface.hsrp) do_it(i, interface, group);
    for (const VrrpConfig& group : interface.vrrp) do_it(i, interface, group);
  }
}

const RouterSpec* router_at(const Scenario& scenario, std::size_t device) {
  const Device& d = scenario.devices[device];
  return std::get_if<RouterSpec>(&scenario.entries[d.entry].specs[d.spec]);
}

template <class Config>
std::string idle(const Config& c) {
  const bool waits = c.preempt_delay > 0s || c.preempt_delay_reload > 0s;
  if (waits && !c.preempt) return "preempt_delay: it does not preempt";
  if (c.decrement != FhrpConfig{}.decrement && c.track.empty() && c.track_routes.empty()) {
    return "decrement: it tracks nothing";
  }
  if (c.announce_interval != FhrpConfig{}.announce_interval && c.announces < 2) {
    return "announce_interval: it announces itself at most once";
  }
  if (c.use_bia && !c.virtual_source) return "virtual_source: there is no virtual MAC";
  if constexpr (std::is_same_v<Config, VrrpConfig>) {
    if (c.version == 3 && !c.password.empty()) return "password: version 3 has none";
    if (c.version == 3 && c.learns_interval) return "learns_interval: version 3 always does";
  }
  return "";
}

}  // namespace

void check_first_hops(const Scenario& scenario, sim::Diagnostics& diagnostics) {
  struct First {
    std::size_t device;
    std::string terms;
  };
  std::map<sim::Ipv4, First> firsts;
  for (std::size_t i = 0; i < scenario.devices.size(); ++i) {
    const RouterSpec* const router = router_at(scenario, i);
    if (router == nullptr) continue;
    for_each_group(*router, [&](std::size_t, const InterfaceSpec& interface, const auto& group) {
      const auto [first, is_first] = firsts.try_emplace(group.address, First{i, terms_of(group)});
      if (is_first || first->second.device == i || first->second.terms == terms_of(group)) return;
      diagnostics.warning(
          interface.address.at,
          "'" + scenario.devices[i].name + "' and '" + scenario.devices[first->second.device].name +
              "' both have " + to_text(group.address) +
              ", but will not hear each other: " + terms_of(group) + "; " + first->second.terms);
    });
  }
}

void warn_of_idle_first_hops(const Scenario& scenario, sim::Diagnostics& diagnostics) {
  for (const Entry& entry : scenario.entries) {
    const auto* router = std::get_if<RouterSpec>(&entry.specs[0]);
    if (router == nullptr) continue;
    for_each_group(*router, [&](std::size_t i, const InterfaceSpec& interface, const auto& group) {
      const std::string why = idle(group);
      if (why.empty()) return;
      diagnostics.warning(interface.address.at,
                          entry.name + ".interfaces." + std::to_string(i + 1) + ", group " +
                              std::to_string(group.group) + ": without effect is " + why);
    });
  }
}

}  // namespace app
