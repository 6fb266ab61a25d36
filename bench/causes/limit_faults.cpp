// Tables and queues that are too small.
#include "bench/causes/fault.hpp"

namespace bench {
namespace {

constexpr std::string_view family = "limit";

void of_routers(const Network& network, Faults& out) {
  const std::vector<std::string> few{"1", "2", "3"};
  for (const auto& [name, router] : network.all<app::RouterSpec>()) {
    out.push_back(changed(family, "ARP", network, name + ".arp.capacity", "1"));
    out.push_back(changed(family, "ARP", network, name + ".arp.capacity", "2"));
    if (std::ranges::any_of(router.interfaces, &app::InterfaceSpec::outside)) {
      for (const std::string& value : few) {
        out.push_back(changed(family, "NAT", network, name + ".nat.capacity", value));
      }
      Fault ports = changed(family, "NAT ports", network, name + ".nat.first_port", "65535");
      out.push_back(ports.or_at(name + ".nat.last_port").or_at(name + ".nat.port_allocation"));
    }
    if (!router.firewall.enabled) continue;
    for (const std::string& value : few) {
      out.push_back(changed(family, "firewall", network, name + ".firewall.capacity", value));
    }
  }
}

void of_switches(const Network& network, Faults& out) {
  for (const auto& [name, one] : network.all<app::SwitchSpec>()) {
    const std::string path = name + ".port_security.";
    if (one.port_security.enabled) {
      out.push_back(changed(family, "port security", network, path + "maximum", "1")
                        .or_at(path + "violation"));
    }
    Fault all = changed(family, "port security on all ports", network, path + "enabled", "true");
    all.edits.push_back(set("devices." + path + "ports", "1-" + std::to_string(one.ports)));
    all.edits.push_back(set("devices." + path + "maximum", "1"));
    out.push_back(all.or_at(path + "ports").or_at(path + "maximum").or_at(path + "violation"));
    out.push_back(changed(family, "MAC addresses", network, name + ".mac_capacity", "1"));
  }
}

void of_servers(const Network& network, Faults& out) {
  for (const auto& [name, server] : network.all<app::CallServerSpec>()) {
    for (const char* value : {"1", "2"}) {
      out.push_back(changed(family, "connections", network, name + ".max_connections", value));
    }
    out.push_back(changed(family, "ARP", network, name + ".arp.capacity", "1"));
    Fault load = changed(family, "load", network, name + ".load.per_second", "1");
    load.edits.push_back(set("devices." + name + ".load.queue", "0"));
    load.edits.push_back(set("devices." + name + ".load.overload", "refuse"));
    out.push_back(load.or_at(name + ".load.queue")
                      .or_at(name + ".load.overload")
                      .or_at(name + ".load.retry_after"));
  }
}

}  // namespace

void limit_faults(const Network& network, sim::Random&, Faults& out) {
  of_routers(network, out);
  of_switches(network, out);
  of_servers(network, out);
}

}  // namespace bench
