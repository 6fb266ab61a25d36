#include "app/cause/dhcp_log.hpp"

#include <algorithm>

#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/setting.hpp"
#include "sim/base/text.hpp"

namespace app {
namespace {

std::string_view text_of(models::DhcpLogKind kind) {  // Windows, [ms-dhcp-audit]
  switch (kind) {
    case models::DhcpLogKind::assigned: return "10 Assign";
    case models::DhcpLogKind::renewed: return "11 Renew";
    case models::DhcpLogKind::released: return "12 Release";
    case models::DhcpLogKind::conflict: return "13 Conflict (BAD_ADDRESS)";
    case models::DhcpLogKind::pool_exhausted: return "14 pool exhausted";
    case models::DhcpLogKind::nak: return "15 NACK";
    case models::DhcpLogKind::expired: return "17 Expired";
    case models::DhcpLogKind::declined: return "13 Conflict (declined: BAD_ADDRESS)";
  }
  return "";
}

using models::DhcpFact;
using enum models::DhcpLogKind;

const ServerSpec* server_spec(const Scenario& scenario, std::size_t device) {
  const Device& d = scenario.devices[device];
  return std::get_if<ServerSpec>(&scenario.entries[d.entry].specs[d.spec]);
}

std::string dhcp_path(const Scenario& scenario, std::size_t device, const std::string& below) {
  return path_of(scenario, device, "dhcp." + below);
}

std::string logged(const World& world, const Scenario& scenario, const DhcpFact& fact) {
  return scenario.devices[world.device(fact.server)].name + ": " + std::string(text_of(fact.kind)) +
         (fact.kind == pool_exhausted ? "" : " " + to_text(fact.address)) + " at " +
         sim::clock_text(fact.at);
}

bool grants(const DhcpFact& fact) { return fact.kind == assigned || fact.kind == renewed; }

// The setting by which the phone insists on its address; empty: it takes another one.
std::string clinging(const Scenario& scenario, std::size_t phone) {
  const Device& d = scenario.devices[phone];
  const Spec& spec = scenario.entries[d.entry].specs[d.spec];
  const StationSpec* station = station_of(spec);
  if (station == nullptr || station->dhcp.on_nak != models::DhcpOnNak::retry_same) return "";
  return path_of(scenario, phone, key_of(spec, &station->dhcp.on_nak));
}

bool lost_its_leases(const Scenario& scenario, std::size_t server, Time from, Time to) {
  return std::ranges::any_of(scenario.timeline, [&](const TimelineEntry& entry) {
    return entry.kind == TimelineEntry::Kind::power_off && from < entry.at && entry.at < to &&
           std::ranges::find(entry.targets, server) != entry.targets.end();
  });
}

// A switch that asks its hosts from 0.0.0.0: who checks an address takes that for another host's.
std::string prober(const World& world, const Scenario& scenario, std::size_t phone) {
  const auto& dhcp = world.config<models::Phone>(phone).station.dhcp;
  if (dhcp.conflict_detection != models::DhcpConflictDetection::rfc5227) return "";
  for (const LinkPlan& link : scenario.links) {
    if (link.a != phone && link.b != phone) continue;
    const std::size_t other = link.a == phone ? link.b : link.a;
    if (!models::is<models::Switch>(scenario.entries[scenario.devices[other].entry].kind)) continue;
    const auto& tracking = world.config<models::Switch>(other).watch.device_tracking;
    const std::uint16_t port = link.a == phone ? link.port_b : link.port_a;
    if (!tracking.enabled || tracking.source != sim::Ipv4{}) continue;
    if (models::has_port(tracking.ports, port)) return world.path(other, &tracking.enabled);
  }
  return "";
}

// Why a server refused, or a phone declined, an address: whom else it was dealt to, and by whom.
std::string behind_refusal(const World& world, const Scenario& scenario, std::size_t phone,
                           const DhcpFact& refusal) {
  const std::size_t server = world.device(refusal.server);
  const auto& service = world.config<models::Server>(server);
  const models::DhcpServerConfig& config = service.dhcp;
  bool has_other_client = refusal.kind == declined;
  const DhcpFact* granted = nullptr;  // to this phone, the last time
  for (const DhcpFact& fact : world.network().journal().dhcp) {
    if (fact.at > refusal.at || !grants(fact) || fact.address != refusal.address) continue;
    if (fact.mac == refusal.mac) {
      granted = &fact;
    } else {
      has_other_client = has_other_client || fact.server == refusal.server;
    }
  }
  if (refusal.kind == declined) {
    if (std::string setting = prober(world, scenario, phone); !setting.empty()) return setting;
  }
  if (has_other_client && config.ping_attempts == 0) {  // dealt without asking whose it is
    return world.path(server, &config.ping_attempts);
  }
  if (granted != nullptr && granted->server != refusal.server) {
    return world.path(server, &service.serves_dhcp);  // it knows nothing of the other's leases
  }
  if (granted != nullptr && !config.keeps_leases &&
      lost_its_leases(scenario, server, granted->at, refusal.at)) {
    return world.path(server, &config.keeps_leases);
  }
  if (refusal.kind == nak) {
    if (std::string setting = clinging(scenario, phone); !setting.empty()) return setting;
  }
  if (granted == nullptr && config.authoritative) return world.path(server, &config.authoritative);
  return "";
}

// It declined its address soon after ARP of its own had died: so it heard no answer.
bool blame_dead_arp(const World& world, std::size_t phone, const DhcpFact& refusal, Cause& cause) {
  constexpr std::chrono::seconds window{10};  // assumed: longer than a client checks an address
  for (const models::DropFact& drop : world.network().journal().drops) {
    const bool is_its = drop.is_arp && drop.origin == world.node(phone);
    if (!is_its || drop.at > refusal.at || drop.at + window < refusal.at) continue;
    cause.drop = drop;
    ++cause.drops;
  }
  if (!cause.drop) return false;
  cause.died_at = world.device(cause.drop->device);
  cause.setting = world.path(cause.drop->device, cause.drop->port, cause.drop->cause);
  return true;
}

// The pool that is too small; of several nobody can tell which.
std::string pool_path(const Scenario& scenario, std::size_t server) {
  const auto& scopes = server_spec(scenario, server)->dhcp.scopes;
  return dhcp_path(scenario, server, scopes.size() == 1 ? "scopes.1.pool.last" : "scopes");
}

}  // namespace

std::optional<HeldLease> lease_of(const World& world, const Scenario& scenario, std::size_t device,
                                  Time at) {
  std::optional<HeldLease> lease;
  for (const DhcpFact& fact : world.network().journal().dhcp) {
    if (fact.at > at || !grants(fact) || fact.mac != scenario.devices[device].mac) continue;
    const std::size_t server = world.device(fact.server);
    if (lease && lease->server == server && lease->address == fact.address) continue;  // renewed
    const auto& scopes = world.config<models::Server>(server).dhcp.scopes;
    const auto scope = std::ranges::find_if(
        scopes, [&](const models::DhcpScope& s) { return s.network.contains(fact.address); });
    if (scope == scopes.end()) continue;
    const auto number = std::to_string(scope - scopes.begin() + 1);
    lease = {.server = server,
             .address = fact.address,
             .router = scope->router,
             .setting = dhcp_path(scenario, server, "scopes." + number + ".router"),
             .log = logged(world, scenario, fact) + ", router " + to_text(scope->router)};
  }
  return lease;
}

bool has_rival(const Scenario& scenario, const HeldLease& lease) {
  for (std::size_t i = 0; i < scenario.devices.size(); ++i) {
    const ServerSpec* server = server_spec(scenario, i);
    if (i == lease.server || server == nullptr || !server->dhcp.enabled) continue;
    for (const models::DhcpScope& scope : server->dhcp.scopes) {
      if (scope.pool.size() > 0 && scope.network.contains(lease.address)) return true;
    }
  }
  return false;
}

void blame_dhcp(const World& world, const Scenario& scenario, std::size_t phone, Time until,
                Cause& cause) {
  const sim::Mac mac = scenario.devices[phone].mac;
  const DhcpFact* last = nullptr;
  const DhcpFact* given_up = nullptr;  // the last address that it declined
  for (const DhcpFact& fact : world.network().journal().dhcp) {
    if (fact.mac != mac || fact.at > until) continue;
    if (fact.kind == nak || fact.kind == declined || fact.kind == pool_exhausted) last = &fact;
    if (fact.kind == declined) given_up = &fact;
  }
  if (last == nullptr) return;
  if (last->kind == pool_exhausted && given_up != nullptr) last = given_up;  // so it was used up
  cause.log = logged(world, scenario, *last);
  if (last->kind == declined && blame_dead_arp(world, phone, *last, cause)) return;
  cause.setting = last->kind == pool_exhausted ? pool_path(scenario, world.device(last->server))
                                               : behind_refusal(world, scenario, phone, *last);
}

}  // namespace app
