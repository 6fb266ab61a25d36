#include "app/evidence/dhcp_log.hpp"

#include "sim/base/text.hpp"

namespace app {
namespace {

std::string_view text_of(models::DhcpLogKind kind) {  // facts 8.3: Windows' audit log
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

}  // namespace

void blame_dhcp(const World& world, const Scenario& scenario, std::size_t phone, Time until,
                Cause& cause) {
  const auto& facts = world.network().journal().dhcp;
  const sim::Mac mac = scenario.devices[phone].mac;
  for (const models::DhcpFact& fact : facts) {
    if (fact.mac != mac || fact.at > until) continue;
    using enum models::DhcpLogKind;
    if (fact.kind != nak && fact.kind != declined && fact.kind != pool_exhausted) continue;
    const bool has_address = fact.kind != pool_exhausted;
    cause.log = std::string(text_of(fact.kind)) + (has_address ? " " + to_text(fact.address) : "") +
                " at " + sim::clock_text(fact.at);
    const auto& server = world.server_config(world.device(fact.server));
    if (fact.kind == pool_exhausted) {
      cause.setting = world.path(fact.server, 0, models::Setting::dhcp_scopes);
    } else if (server.dhcp.ping_attempts ==
               0) {  // it dealt addresses without asking whose they are
      cause.setting = world.path(fact.server, 0, models::Setting::dhcp_ping_attempts);
    }
  }
}

}  // namespace app
