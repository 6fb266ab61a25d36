// Routers that translate or refuse what they should not: NAT, firewall, proxy ARP.
#include "bench/causes/fault.hpp"

namespace bench {
namespace {

using std::to_string;

std::string interface_path(const std::string& name, std::size_t i) {
  return name + ".interfaces." + to_string(i + 1);
}

}  // namespace

void nat_faults(const Network& network, sim::Random& random, Faults& out) {
  for (const auto& [name, router] : network.all<app::RouterSpec>()) {
    const auto pairs = network.pairs_across(name);
    const std::size_t count = router.interfaces.size();
    std::size_t outside = count;
    for (std::size_t i = 0; i < count; ++i) {
      if (router.interfaces[i].outside) outside = i;
    }
    if (outside == count) {  // none hides anybody here
      for (std::size_t i = 0; i < count && count > 1; ++i) {
        out.push_back(changed("nat", "where none belongs", network,
                              interface_path(name, i) + ".outside", "true"));
      }
      continue;
    }
    const std::string path = interface_path(name, outside) + ".outside";
    out.push_back(missing("nat", "outside missing", path));
    for (std::size_t i = 0; i < count; ++i) {
      if (i == outside) continue;
      Fault swapped =
          changed("nat", "outside swapped", network, interface_path(name, i) + ".outside", "true");
      swapped.edits.push_back(set("devices." + path, "false"));
      out.push_back(swapped.or_at(path).or_at(holders(path)));
    }
    out.push_back(changed("nat", "ALG", network, name + ".nat.sip_alg", "true")
                      .or_at(network.intervals(pairs))
                      .or_at(network.timers(pairs)));
    const std::vector<std::string> ways{"address_dependent", "address_and_port_dependent"};
    out.push_back(changed("nat", "filters", network, name + ".nat.filtering", pick(ways, random)));
    out.push_back(changed("nat", "maps", network, name + ".nat.mapping", pick(ways, random)));
    out.push_back(changed("nat", "refresh", network, name + ".nat.refresh", "outbound")
                      .or_at(network.intervals(pairs))
                      .or_at(network.timers(pairs)));
  }
}

void firewall_faults(const Network& network, sim::Random& random, Faults& out) {
  for (const auto& [name, router] : network.all<app::RouterSpec>()) {
    const std::string path = name + ".firewall.";
    std::vector<std::string> levels{path + "permit", path + "same_security_permit_inter_interface",
                                    path + "same_security_permit_intra_interface"};
    for (std::size_t i = 0; i < router.interfaces.size(); ++i) {
      levels.push_back(interface_path(name, i) + ".security_level");
    }
    if (!router.firewall.enabled) {
      out.push_back(changed("firewall", "on", network, path + "enabled", "true").or_at(levels));
      const std::size_t i = random.below(router.interfaces.size());
      Fault level = changed("firewall", "on, with levels", network,
                            interface_path(name, i) + ".security_level", "100");
      level.edits.push_back(set("devices." + path + "enabled", "true"));
      out.push_back(level.or_at(path + "enabled").or_at(levels));
    } else {
      for (std::size_t i = 0; i < router.interfaces.size(); ++i) {
        for (const char* value : {"0", "50", "100"}) {
          if (value == to_string(router.interfaces[i].security_level)) continue;
          out.push_back(changed("firewall", "level", network,
                                interface_path(name, i) + ".security_level", value)
                            .or_at(levels));
        }
      }
      for (std::size_t i = 1; i <= network.items(path + "permit"); ++i) {
        const std::string item = path + "permit." + to_string(i);
        out.push_back(missing("firewall", "permit missing", item));
        out.push_back(changed("firewall", "permit", network, item + ".port", "5070"));
        out.push_back(changed("firewall", "permit", network, item + ".protocol", "icmp"));
        out.push_back(changed("firewall", "permit", network, item + ".source", "10.250.0.0/16"));
        out.push_back(
            changed("firewall", "permit", network, item + ".destination", "10.250.0.0/16"));
      }
    }
    Fault proxy = changed("firewall", "proxy ARP", network, name + ".proxy_arp.enabled", "true");
    proxy.or_at(name + ".proxy_arp.answers_for").or_at(name + ".proxy_arp.reply_delay");
    for (std::size_t i = 0; i < router.interfaces.size(); ++i) {
      proxy.edits.push_back(set("devices." + interface_path(name, i) + ".proxy_arp", "true"));
      proxy.or_at(interface_path(name, i) + ".proxy_arp");
    }
    out.push_back(std::move(proxy));
  }
}

}  // namespace bench
