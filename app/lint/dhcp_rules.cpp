// FB301, FB302, FB304: leases that a server does not know, pools that are too small, and those that
// two servers deal out.
#include <algorithm>

#include "app/lint/pools.hpp"
#include "app/lint/rule.hpp"
#include "app/lint/site.hpp"

namespace app {
namespace {

bool deals_out(const models::DhcpScope& scope, sim::Ipv4 address) {
  const auto is_in = [&](const models::DhcpRange& range) { return range.contains(address); };
  return scope.pool.contains(address) && std::ranges::none_of(scope.excluded, is_in);
}

const StationSpec* client_at(const Site& site, std::size_t device) {
  const StationSpec* station = station_of(spec_of(site.scenario(), device));
  return station != nullptr && station->dhcp.enabled ? station : nullptr;
}

// Of the pool's addresses: what hosts with fixed ones have, and a client who probes declines.
std::size_t fixed_inside(const Site& site, const models::DhcpScope& scope, std::string& first) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < site.scenario().devices.size(); ++i) {
    const sim::Ipv4 own = site.scenario().devices[i].address.address;
    if (client_at(site, i) != nullptr || !deals_out(scope, own)) continue;
    if (count++ == 0) first = site.path(i, "address");
  }
  return count;
}

std::size_t clients_of(const Site& site, const Pool& pool, bool is_only, std::string& first) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < site.scenario().devices.size(); ++i) {
    if (client_at(site, i) == nullptr) continue;
    if (!is_only) {
      const auto* phone = site.as<PhoneSpec>(i);
      // Phones that are told their VLAN by a lease have one in the network for data first.
      const bool sends_on = pool.scope->voice_vlan != 0;
      const bool passes_by = sends_on && (phone == nullptr || phone->voice_vlan.dhcp);
      const auto there = phone == nullptr ? std::nullopt : site.address(i);
      const bool is_its = there && pool.scope->network.contains(there->address);
      if (!passes_by && !is_its) continue;
    }
    if (count++ == 0) first = site.path(i, "dhcp.enabled");
  }
  return count;
}

// A switch that asks hosts without an address of its own: who probes takes it for another host.
std::string tracker_of(const Site& site) {
  const auto probes = [&](std::size_t device) {
    const StationSpec* client = client_at(site, device);
    return client != nullptr &&
           client->dhcp.conflict_detection == models::DhcpConflictDetection::rfc5227;
  };
  bool is_one_there = false;
  for (std::size_t i = 0; i < site.scenario().devices.size(); ++i) {
    is_one_there = is_one_there || probes(i);
  }
  for (const std::size_t sw : site.all<SwitchSpec>()) {
    const auto& tracking = site.as<SwitchSpec>(sw)->device_tracking;
    if (is_one_there && tracking.enabled && tracking.source == sim::Ipv4{}) {
      return site.path(sw, "device_tracking.enabled");
    }
  }
  return "";
}

}  // namespace

// [netphone-report]: a server that knows none of the leases of its forerunner, and asks nobody.
std::vector<Suspicion> unknown_leases(const Site& site) {
  constexpr std::size_t most = 64;
  std::vector<Suspicion> all;
  for (const Pool& pool : pools_of(site)) {
    const auto& dhcp = site.as<ServerSpec>(pool.server)->dhcp;
    if (dhcp.ping_attempts > 0) continue;
    std::vector<std::size_t> unknown;
    for (std::size_t i = 0; i < site.scenario().devices.size(); ++i) {
      const StationSpec* client = client_at(site, i);
      const Device& device = site.scenario().devices[i];
      if (client == nullptr || client->dhcp.lease_left == Duration{}) continue;
      const auto is_it = [&](const models::DhcpImport& one) {
        return one.mac == device.mac && one.address == device.address.address;
      };
      const bool is_known = std::ranges::any_of(dhcp.imported, is_it);
      if (deals_out(*pool.scope, device.address.address) && !is_known) unknown.push_back(i);
    }
    if (unknown.empty()) continue;
    Suspicion found;
    found.by_calls = true;  // who has another one's address may be registered, and hear nothing
    found.message = std::to_string(unknown.size()) + " clients hold leases that " +
                    site.name(pool.server) + " does not know, " + site.name(unknown[0]) +
                    " first, and it deals out their addresses without a ping";
    found.paths = {site.path(pool.server, "dhcp.ping_attempts"),
                   site.path(unknown[0], "dhcp.lease_left"),
                   site.path(pool.server, "dhcp.imported")};
    SetTo import;
    std::size_t number = dhcp.imported.size();
    for (const std::size_t i : unknown) {
      const std::string item = site.path(pool.server, "dhcp.imported." + std::to_string(++number));
      import.emplace_back(item + ".mac", to_text(site.scenario().devices[i].mac));
      import.emplace_back(item + ".address", to_text(site.scenario().devices[i].address.address));
    }
    if (unknown.size() <= most) add_cure(found, import);
    add_cure(found, {{site.path(pool.server, "dhcp.ping_attempts"), "2"}});
    all.push_back(std::move(found));
  }
  return all;
}

// A declined address is kept out for decline_time; what probes find in use, too.
std::vector<Suspicion> pool_too_small(const Site& site) {
  std::vector<Suspicion> all;
  const std::vector<Pool> pools = pools_of(site);
  for (const Pool& pool : pools) {
    std::size_t size = 0;
    for (std::uint32_t i = 0; i < pool.scope->pool.size(); ++i) {
      size += deals_out(*pool.scope, {pool.scope->pool.first.value + i}) ? 1 : 0;
    }
    std::string first_client;
    std::string first_fixed;
    const std::size_t clients = clients_of(site, pool, pools.size() == 1, first_client);
    const std::size_t fixed = fixed_inside(site, *pool.scope, first_fixed);
    const std::string tracker = tracker_of(site);
    const std::string last = site.path(pool.server, pool.key() + "pool.last");
    if (clients == 0) continue;
    if (clients + fixed > size) {
      Suspicion found;
      found.message = "a pool of " + std::to_string(size) + " addresses for " +
                      std::to_string(clients) + " clients";
      if (fixed > 0) {
        found.message += " and " + std::to_string(fixed) + " hosts with fixed addresses in it";
      }
      found.message += ": " + std::to_string(clients + fixed - size) + " too few";
      found.paths = {last, first_client};
      if (fixed > 0) found.paths.push_back(first_fixed);
      found.paths.push_back(site.path(pool.server, "dhcp.decline_time"));
      const auto more = static_cast<std::uint32_t>(clients + fixed - size);
      const sim::Ipv4 end{pool.scope->pool.last.value + more};
      if (pool.scope->network.contains(end) && end != pool.scope->network.broadcast()) {
        add_cure(found, {{last, to_text(end)}});
      }
      add_cure(found, {{site.path(pool.server, "dhcp.lease"), "30min"}});
      all.push_back(std::move(found));
    } else if (!tracker.empty()) {
      Suspicion found;
      const Duration kept = site.as<ServerSpec>(pool.server)->dhcp.decline_time;
      found.message =
          "a switch asks hosts who they are while they probe their address; each "
          "address that is declined for that is out of the pool of " +
          std::to_string(size) + " for " + sim::to_text(kept);
      found.paths = {tracker, site.path(pool.server, "dhcp.decline_time"), last, first_client};
      add_cure(found, {{tracker, "false"}});
      all.push_back(std::move(found));
    }
  }
  return all;
}

std::vector<Suspicion> pools_overlap(const Site& site) {
  std::vector<Suspicion> all;
  const std::vector<Pool> pools = pools_of(site);
  for (std::size_t i = 0; i < pools.size(); ++i) {
    for (std::size_t k = i + 1; k < pools.size(); ++k) {
      const Pool& one = pools[i];
      const Pool& other = pools[k];
      if (one.server == other.server) continue;
      std::size_t both = 0;
      for (std::uint32_t a = 0; a < one.scope->pool.size(); ++a) {
        const sim::Ipv4 address{one.scope->pool.first.value + a};
        both += deals_out(*one.scope, address) && deals_out(*other.scope, address) ? 1 : 0;
      }
      if (both == 0) continue;
      Suspicion found;
      found.by_calls = true;
      found.message = site.name(one.server) + " and " + site.name(other.server) + " deal out " +
                      std::to_string(both) + " addresses both";
      const std::string first = site.path(other.server, other.key() + "pool.first");
      found.paths = {site.path(one.server, one.key() + "pool.last"), first};
      const sim::Ipv4 after{one.scope->pool.last.value + 1};
      if (other.scope->pool.contains(after)) add_cure(found, {{first, to_text(after)}});
      add_cure(found, {{site.path(other.server, "dhcp.enabled"), "false"}});
      all.push_back(std::move(found));
    }
  }
  return all;
}

}  // namespace app
