// Routers that have one virtual address, but will not hear each other, or one group with two
// addresses; and settings of a group that cannot act.
#include <map>

#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/parts.hpp"
#include "models/network/topology.hpp"

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

// What switches join. A router's ports are apart: what it forwards has another sender.
class Segments {
 public:
  explicit Segments(const Scenario& scenario) : scenario_(scenario) {
    std::vector<models::Edge> edges;
    for (const LinkPlan& link : scenario.links) {
      edges.push_back({end(link.a, link.port_a), end(link.b, link.port_b)});
    }
    parts_ = models::components(scenario.devices.size() + ports_.size(), edges);
  }
  // `port` counts from 1, as in a file. Without a cable it is a part of its own.
  std::size_t of(std::size_t device, int port) const {
    const auto found = ports_.find({device, static_cast<std::uint16_t>(port - 1)});
    return found == ports_.end() ? parts_.size() + device : parts_[found->second];
  }

 private:
  std::size_t end(std::size_t device, std::uint16_t port) {
    if (router_at(scenario_, device) == nullptr) return device;
    return ports_.try_emplace({device, port}, scenario_.devices.size() + ports_.size())
        .first->second;
  }

  const Scenario& scenario_;
  std::map<std::pair<std::size_t, std::uint16_t>, std::size_t> ports_;
  std::vector<std::size_t> parts_;
};

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
  const Segments segments(scenario);
  std::map<std::pair<std::size_t, sim::Ipv4>, First> firsts;
  struct Joined {
    std::size_t device;
    sim::Ipv4 address;
  };
  std::map<std::tuple<std::size_t, sim::Ipv4, std::string>, Joined> groups;
  for (std::size_t i = 0; i < scenario.devices.size(); ++i) {
    const RouterSpec* const router = router_at(scenario, i);
    if (router == nullptr) continue;
    const auto warn = [&](const InterfaceSpec& interface, std::size_t other,
                          const std::string& message) {
      diagnostics.warning(interface.address.at, "'" + scenario.devices[i].name + "' and '" +
                                                    scenario.devices[other].name + message);
    };
    for_each_group(*router, [&](std::size_t, const InterfaceSpec& interface, const auto& group) {
      const std::size_t segment = segments.of(i, interface.port);
      const auto [first, is_first] =
          firsts.try_emplace({segment, group.address}, First{i, terms_of(group)});
      const bool is_other = !is_first && first->second.device != i;
      if (is_other && first->second.terms != terms_of(group)) {
        warn(interface, first->second.device,
             "' both have " + to_text(group.address) +
                 ", but will not hear each other: " + terms_of(group) + "; " + first->second.terms);
      }
      const auto network = interface.address.value.network();
      const auto [same, is_new] =
          groups.try_emplace({segment, network, terms_of(group)}, Joined{i, group.address});
      if (is_new || same->second.device == i || same->second.address == group.address) return;
      warn(interface, same->second.device,
           "' are one group with two addresses, " + to_text(group.address) + " and " +
               to_text(same->second.address) + ": " + terms_of(group));
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
