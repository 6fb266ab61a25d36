// DHCP: pools, scopes, options, relays, and servers that do not serve.
#include "bench/causes/fault.hpp"

namespace bench {
namespace {

using std::to_string;

sim::Ipv4 moved(sim::Ipv4 address) { return {address.value + (100U << 8U)}; }

void for_each_scope(const Network& network, const auto& visit) {
  for (const auto& [name, server] : network.all<app::ServerSpec>()) {
    for (std::size_t i = 0; i < server.dhcp.scopes.size(); ++i) {
      const std::string path = name + ".dhcp.scopes." + to_string(i + 1);
      if (server.dhcp.enabled && network.has(path)) visit(path, server.dhcp.scopes[i]);
    }
  }
}

// Who gets an address there, so that the class it names can be compared.
std::vector<std::string> classes(const Network& network) {
  std::vector<std::string> found;
  for (const auto& [name, phone] : network.all<app::PhoneSpec>()) {
    if (phone.is_lync()) found.push_back(name + ".vendor_class");
  }
  return found;
}

// Whom routers relay to has another address now.
void moved_servers(const Network& network, sim::Random& random, Faults& out) {
  for (const auto& [name, server] : network.all<app::ServerSpec>()) {
    if (!server.dhcp.enabled) continue;
    const sim::Ipv4Interface own = server.address.value;
    const sim::Ipv4Interface now{network.free_address(own, random), own.prefix_length};
    Fault fault = changed("relay", "server moved", network, name + ".address", to_text(now));
    bool asked = false;
    for (const auto& [other, router] : network.all<app::RouterSpec>()) {
      for (std::size_t i = 0; i < router.interfaces.size(); ++i) {
        const auto& to = router.interfaces[i].dhcp_relay;
        if (std::ranges::find(to, own.address) == to.end()) continue;
        const std::string path = other + ".interfaces." + to_string(i + 1) + ".dhcp_relay";
        fault.or_at(path).or_at(path + ".1");
        asked = true;
      }
    }
    if (asked) out.push_back(std::move(fault));
  }
}

}  // namespace

void pool_faults(const Network& network, sim::Random& random, Faults& out) {
  for_each_scope(network, [&](const std::string& path, const models::DhcpScope& scope) {
    const std::string pool = path + ".pool";
    for (const std::uint32_t more : {0U, 1U, 2U}) {
      out.push_back(changed("pool", "too small", network, pool + ".last",
                            to_text(sim::Ipv4{scope.pool.first.value + more}))
                        .or_at(pool + ".first")
                        .or_at(pool));
    }
    Fault away{"pool", "another network", path + " moved by 100 networks", {}, {}};
    for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{
             {"network", to_text(sim::Ipv4Interface{moved(scope.network.address),
                                                    scope.network.prefix_length})},
             {"pool.first", to_text(moved(scope.pool.first))},
             {"pool.last", to_text(moved(scope.pool.last))},
             {"router", to_text(moved(scope.router))}}) {
      away.edits.push_back(set("devices." + path + '.' + key, value));
      away.or_at(path + '.' + key).or_at(holders(path + '.' + key));
    }
    out.push_back(std::move(away));
    out.push_back(missing("pool", "no scope", path));
    for (const int length : {8, 16}) {
      out.push_back(changed(
          "pool", "wrong mask", network, path + ".network",
          to_text(sim::Ipv4Interface{scope.network.network()}.address) + '/' + to_string(length)));
    }
    for (const auto& [name, host] : network.hosts()) {  // it deals what somebody has
      const sim::Ipv4 address = host.address.value.address;
      if (!scope.network.contains(address) || address >= scope.pool.first) continue;
      out.push_back(
          changed("pool", "holds another's address", network, pool + ".first", to_text(address))
              .or_at(pool + ".last")
              .or_at(pool)
              .or_at(name + ".address"));
    }
    const sim::Ipv4 first = network.free_address(scope.network, random);
    if (first > scope.pool.last) {
      Fault late{"pool", "one address", pool + " = " + to_text(first), {}, {}};
      for (const char* key : {".first", ".last"}) {
        late.edits.push_back(set("devices." + pool + key, to_text(first)));
        late.or_at(pool + key).or_at(holders(pool + key)).or_at(pool);
      }
      out.push_back(std::move(late));
    }
  });
}

void option_faults(const Network& network, sim::Random& random, Faults& out) {
  const auto lync = classes(network);
  std::vector<std::string> zones;
  for (const auto& [name, server] : network.all<app::ServerSpec>()) {
    if (server.dns.enabled) zones.push_back(name + ".dns.records");
  }
  for (const auto& [name, server] : network.all<app::ServerSpec>()) {
    for (const std::string key : {"web_service", "registrar"}) {
      const std::string path = name + ".dhcp." + key;
      if (!network.has(path)) continue;
      out.push_back(missing("option", "missing", path));
      out.push_back(changed("option", "wrong", network, path, "old.contoso.com").or_at(zones));
      if (!network.has(path + "_class")) continue;
      for (const char* value : {"ms-uc-client", "CPE-OCPHONE"}) {
        out.push_back(
            changed("option", "for another class", network, path + "_class", value).or_at(lync));
      }
    }
  }
  if (!lync.empty()) {
    for (const std::string& path : lync) {
      Fault fault = changed("option", "for another class", network, path, "ms-uc-client");
      for (const auto& [name, server] : network.all<app::ServerSpec>()) {
        if (!server.dhcp.enabled) continue;
        fault.or_at(name + ".dhcp.web_service_class").or_at(name + ".dhcp.registrar_class");
      }
      out.push_back(std::move(fault));
    }
  }
  for_each_scope(network, [&](const std::string& path, const models::DhcpScope& scope) {
    if (scope.dns.empty() || !network.has(path + ".dns")) return;
    out.push_back(missing("option", "missing", path + ".dns"));
    for (int i = 0; i < 2; ++i) {
      out.push_back(changed("option", "wrong", network, path + ".dns.1",
                            to_text(network.free_address(scope.network, random)))
                        .or_at(network.owner_of(scope.dns[0])));
    }
  });
}

void relay_faults(const Network& network, sim::Random& random, Faults& out) {
  moved_servers(network, random, out);
  for (const auto& [name, router] : network.all<app::RouterSpec>()) {
    bool relays = false;
    for (std::size_t i = 0; i < router.interfaces.size(); ++i) {
      const auto& servers = router.interfaces[i].dhcp_relay;
      if (servers.empty()) continue;
      relays = true;
      const std::string path = name + ".interfaces." + to_string(i + 1) + ".dhcp_relay";
      const std::string server = network.owner_of(servers[0]);
      out.push_back(missing("relay", "missing", path));
      for (int n = 0; n < 2; ++n) {
        const sim::Ipv4 wrong = network.free_address({servers[0], 24}, random);
        out.push_back(
            changed("relay", "wrong", network, path + ".1", to_text(wrong)).or_at(server));
      }
      for (const auto& [other, host] : network.hosts()) {
        if (host.address.value.address == servers[0] || !host.gateway) continue;
        out.push_back(changed("relay", "to no DHCP server", network, path + ".1",
                              to_text(host.address.value.address)));
        break;
      }
    }
    if (!relays) continue;
    out.push_back(changed("relay", "no hops", network, name + ".dhcp_relay.max_hops", "0"));
    out.push_back(changed("relay", "too patient", network, name + ".dhcp_relay.min_secs", "1h"));
  }
}

void dhcp_faults(const Network& network, sim::Random& random, Faults& out) {
  for (const auto& [name, server] : network.all<app::ServerSpec>()) {
    if (!server.dhcp.enabled) continue;
    const std::string path = name + ".dhcp.";
    out.push_back(changed("dhcp", "off", network, path + "enabled", "false"));
    out.push_back(changed("dhcp", "answers INFORM only", network, path + "answers_only_inform_of",
                          "MS-UC-Client"));
    out.push_back(changed("dhcp", "slow ping", network, path + "ping_wait", "1min")
                      .or_at(path + "ping_attempts"));
    std::vector<std::string> retries;
    for (const auto& [phone, spec] : network.all<app::PhoneSpec>()) {
      if (spec.dhcp.enabled) retries.push_back(phone + ".dhcp.renew_retry_min");
    }
    const std::vector<std::string> leases{"5s", "10s", "20s"};
    out.push_back(changed("dhcp", "short lease", network, path + "lease", pick(leases, random))
                      .or_at(retries));
  }
  for (const auto& [name, phone] : network.all<app::PhoneSpec>()) {
    if (!phone.dhcp.enabled) continue;
    out.push_back(changed("dhcp", "not asked", network, name + ".dhcp.enabled", "false")
                      .or_at(name + ".address"));
    out.push_back(changed("dhcp", "restarts", network, name + ".dhcp.give_up_after", "1s"));
    out.push_back(changed("dhcp", "waits", network, name + ".dhcp.start_wait_min", "1h")
                      .or_at(name + ".dhcp.start_wait_max"));
    out.back().edits.push_back(set("devices." + name + ".dhcp.start_wait_max", "1h"));
  }
}

}  // namespace bench
