// Prefixes, gateways and addresses that are wrong, missing, or another's.
#include "bench/causes/fault.hpp"

namespace bench {
namespace {

std::string with_prefix(sim::Ipv4Interface address, int length) {
  return to_text(address.address) + '/' + std::to_string(length);
}

// A prefix that is not right: longer or shorter, but still one.
int other_prefix(int length, sim::Random& random) {
  std::vector<int> others;
  for (const int one : {8, 12, 16, 22, 23, 25, 26, 28, 29, 30}) {
    if (one != length) others.push_back(one);
  }
  return pick(others, random);
}

}  // namespace

void mask_faults(const Network& network, sim::Random& random, Faults& out) {
  for (const auto& [name, host] : network.hosts()) {
    const sim::Ipv4Interface address = host.address.value;
    if (!network.has(name + ".address")) continue;
    for (int i = 0; i < 3; ++i) {
      out.push_back(changed("mask", "of a host", network, name + ".address",
                            with_prefix(address, other_prefix(address.prefix_length, random))));
    }
  }
  for (const auto& [name, router] : network.all<app::RouterSpec>()) {
    for (std::size_t i = 0; i < router.interfaces.size(); ++i) {
      const sim::Ipv4Interface address = router.interfaces[i].address.value;
      const std::string path = name + ".interfaces." + std::to_string(i + 1) + ".address";
      for (int n = 0; n < 3; ++n) {
        out.push_back(changed("mask", "of a router", network, path,
                              with_prefix(address, other_prefix(address.prefix_length, random))));
      }
    }
  }
}

void gateway_faults(const Network& network, sim::Random& random, Faults& out) {
  for (const auto& [name, host] : network.hosts()) {
    if (!host.gateway || !network.has(name + ".gateway")) continue;
    const std::string path = name + ".gateway";
    const std::string router = network.interface_with(host.gateway->value);
    const std::string wrong = to_text(network.free_address(host.address.value, random));
    out.push_back(
        changed("gateway", "wrong", network, path, wrong).or_at(router).or_at(name + ".routes"));
    out.push_back(missing("gateway", "missing", path).or_at(name + ".routes"));
    for (const auto& [other, unlike] : network.hosts()) {  // a neighbour that is no router
      if (other == name || !host.address.value.contains(unlike.address.value.address)) continue;
      out.push_back(
          changed("gateway", "no router", network, path, to_text(unlike.address.value.address))
              .or_at(router)
              .or_at(name + ".routes"));
      break;
    }
  }
  for (const auto& [name, server] : network.all<app::ServerSpec>()) {
    for (std::size_t i = 0; i < server.dhcp.scopes.size(); ++i) {
      const std::string path = name + ".dhcp.scopes." + std::to_string(i + 1) + ".router";
      if (!network.has(path)) continue;
      const auto& scope = server.dhcp.scopes[i];
      const std::string router = network.interface_with(scope.router);
      out.push_back(changed("gateway", "wrong from DHCP", network, path,
                            to_text(network.free_address(scope.network, random)))
                        .or_at(router));
      out.push_back(missing("gateway", "missing from DHCP", path));
    }
  }
  for (const auto& [name, router] : network.all<app::RouterSpec>()) {  // the other end of all
    for (std::size_t i = 0; i < router.interfaces.size(); ++i) {
      const sim::Ipv4Interface address = router.interfaces[i].address.value;
      Fault fault =
          changed("gateway", "router's address", network,
                  name + ".interfaces." + std::to_string(i + 1) + ".address",
                  with_prefix({network.free_address(address, random)}, address.prefix_length));
      for (const auto& [host_name, host] : network.hosts()) {
        if (host.gateway && host.gateway->value == address.address) {
          fault.or_at(host_name + ".gateway");
        }
      }
      for (const std::string& route : network.routes_via(address.address)) {
        fault.or_at(route).or_at(holders(route));
      }
      for (const std::string& scope : network.scopes_with_router(address.address)) {
        fault.or_at(scope);
      }
      out.push_back(std::move(fault));
    }
  }
}

void duplicate_faults(const Network& network, sim::Random& random, Faults& out) {
  for (const auto& [name, host] : network.hosts()) {
    if (!network.has(name + ".address")) continue;
    const sim::Ipv4Interface own = host.address.value;
    for (const auto& [other, twin] : network.hosts()) {
      const sim::Ipv4 address = twin.address.value.address;
      if (other == name || !own.contains(address)) continue;
      out.push_back(changed("duplicate", "of a host", network, name + ".address",
                            with_prefix({address}, own.prefix_length))
                        .or_at(other + ".address"));
    }
    for (const auto& [other, router] : network.all<app::RouterSpec>()) {
      for (const app::InterfaceSpec& interface : router.interfaces) {
        const sim::Ipv4 address = interface.address.value.address;
        if (!own.contains(address)) continue;
        out.push_back(changed("duplicate", "of a router", network, name + ".address",
                              with_prefix({address}, own.prefix_length))
                          .or_at(network.interface_with(address)));
      }
    }
  }
  const auto& devices = network.scenario().devices;
  for (const auto& [name, host] : network.hosts()) {
    const std::size_t other = random.below(devices.size());
    const app::Entry& twin = network.scenario().entries[devices[other].entry];
    if (twin.name == name || app::host_of(twin.specs[0]) == nullptr) continue;
    out.push_back(
        changed("duplicate", "of a MAC", network, name + ".mac", to_text(devices[other].mac))
            .or_at(twin.name + ".mac"));
  }
}

}  // namespace bench
