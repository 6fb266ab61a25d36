// Switches that watch their hosts: DHCP snooping, ARP inspection, source guard; trunks that carry
// too few VLANs, and routers that share a gateway.
#include "bench/causes/fault.hpp"

namespace bench {

using std::to_string;

void watch_faults(const Network& network, sim::Random& random, Faults& out) {
  constexpr std::string_view family = "watch";
  bool by_dhcp = false;
  for (const auto& [name, phone] : network.all<app::PhoneSpec>()) {
    by_dhcp = by_dhcp || phone.dhcp.enabled;
  }
  for (const auto& [name, sw] : network.all<app::SwitchSpec>()) {
    const auto change = [&](const std::string& kind, const std::string& key,
                            const std::string& value) -> Fault& {
      return out.emplace_back(changed(family, kind, network, name + "." + key, value));
    };
    if (!sw.dhcp_snooping.enabled) {
      if (by_dhcp)
        change("snooping on", "dhcp_snooping.enabled", "true")
            .or_at(name + ".dhcp_snooping.trusted");
      continue;
    }
    change("another port trusted", "dhcp_snooping.trusted", "13");
    out.push_back(missing(family, "no port trusted", name + ".dhcp_snooping.trusted"));
    change("few DHCP messages", "dhcp_snooping.rate", to_string(1 + random.below(2)));
    if (sw.arp_inspection.enabled) {
      change("ARP of another port", "arp_inspection.trusted", "13");
      out.push_back(missing(family, "ARP of no port", name + ".arp_inspection.trusted"));
    }
    if (!sw.bindings.empty()) {
      out.push_back(missing(family, "not bound", name + ".bindings"));
      change("bound to another", "bindings.1.mac", "02:00:00:00:99:99");
    }
  }
}

void trunk_faults(const Network& network, sim::Random& random, Faults& out) {
  constexpr std::string_view family = "trunk";
  const std::vector<std::string> lists{"1", "1,99", "90-99", "2-5"};
  for (const auto& [name, one] : network.all<app::SwitchSpec>()) {
    for (std::size_t i = 0; i < one.port_settings.size(); ++i) {
      const std::string path = name + ".port_settings." + to_string(i + 1) + ".allowed";
      if (!one.port_settings[i].trunk || !network.has(name + ".port_settings")) continue;
      out.push_back(changed(family, "lacks a VLAN", network, path, pick(lists, random)));
    }
  }
}

// The first router fails, and the second does not take its place; or both do.
void first_hop_faults(const Network& network, sim::Random& random, Faults& out) {
  constexpr std::string_view family = "first hop";
  struct Member {
    std::string router;
    std::string path;
    const models::FhrpConfig* group;
  };
  std::vector<Member> members;
  for (const auto& [name, router] : network.all<app::RouterSpec>()) {
    for (std::size_t i = 0; i < router.interfaces.size(); ++i) {
      const std::string path = name + ".interfaces." + to_string(i + 1);
      const auto& one = router.interfaces[i];
      for (std::size_t n = 0; n < one.hsrp.size(); ++n) {
        members.push_back({name, path + ".hsrp." + to_string(n + 1), &one.hsrp[n]});
      }
      for (std::size_t n = 0; n < one.vrrp.size(); ++n) {
        members.push_back({name, path + ".vrrp." + to_string(n + 1), &one.vrrp[n]});
      }
    }
  }
  for (const Member& spare : members) {
    for (const Member& first : members) {
      if (first.group->address != spare.group->address || first.router == spare.router) continue;
      if (first.group->priority <= spare.group->priority) continue;
      const auto fails = [&](Fault fault) {
        fault.edits.push_back(
            append("timeline", map_of({{"at", "20min"}, {"power_off", first.router}})));
        out.push_back(std::move(fault));
      };
      const sim::Ipv4 other = network.free_address({spare.group->address, 24}, random);
      fails(changed(family, "another address", network, spare.path + ".address", to_text(other)));
      Fault both = changed(family, "moved", network, spare.path + ".address", to_text(other));
      both.edits.push_back(set("devices." + first.path + ".address", to_text(other)));
      both.or_at(first.path + ".address").or_at(holders(first.path + ".address"));
      for (const auto& [name, host] : network.hosts()) {
        if (host.gateway && host.gateway->value == spare.group->address) {
          both.or_at(name + ".gateway");
        }
      }
      for (const std::string& scope : network.scopes_with_router(spare.group->address)) {
        both.or_at(scope);
      }
      out.push_back(std::move(both));
    }
  }
}

}  // namespace bench
