// 802.1X sessions and DHCP snooping of a Catalyst: [ntc-templates]. Assumed: the session's
// identifier, of the switch's address and the port.
#include "app/show/sight.hpp"

namespace app::showing {
namespace {

using models::AccessGrant;
using models::AccessSession;

std::string method_of(const AccessSession& session) {
  if (session.grant == AccessGrant::none && session.state == AccessSession::State::listening) {
    return "N/A";
  }
  const bool is_in = session.grant != AccessGrant::none;
  return (is_in ? session.let_in_by_mab : session.by_mab) ? "mab" : "dot1x";
}

std::string domain_of(const AccessSession& session) {
  if (session.grant == AccessGrant::none) return "UNKNOWN";
  return session.grant == AccessGrant::voice ? "VOICE" : "DATA";
}

}  // namespace

Shown authentication_sessions(const Sight& sight) {
  const auto& device = sight.of<models::Switch>();
  const models::SwitchAccess* access = device.access();
  Shown shown;
  shown.text =
      "Interface    MAC Address    Method  Domain  Status Fg Session ID\n"
      "------------------------------------------------------------------------------\n";
  for (std::size_t port = 0; access != nullptr && port < access->ports.size(); ++port) {
    if (!access->ports[port].access) continue;
    for (const AccessSession& session : access->ports[port].access->sessions()) {
      const bool known = session.mac != sim::Mac{};
      const std::string mac = known ? dotted(session.mac) : "(unknown)";
      const std::string status = session.grant == AccessGrant::none ? "Unauth" : "Auth";
      const std::string id = fmt::format("{:08X}{:08X}{:08X}", access->host.address().value,
                                         shown.rows.size() + 1, port + 1);
      shown.text += fmt::format("{:<12} {:<14} {:<7} {:<7} {:<9} {}\n", port_name(port), mac,
                                method_of(session), domain_of(session), status, id);
      shown.rows.push_back({{"interface", port_name(port)},
                            {"mac_address", mac},
                            {"method", method_of(session)},
                            {"domain", domain_of(session)},
                            {"status", status},
                            {"session_id", id}});
    }
  }
  if (shown.rows.empty()) return {.text = "No sessions currently exist\n"};
  shown.text += fmt::format("\nSession count = {}\n", shown.rows.size());
  return shown;
}

Shown snooping_bindings(const Sight& sight) {
  const auto& device = sight.of<models::Switch>();
  Shown shown;
  shown.text =
      "MacAddress          IpAddress        Lease(sec)  Type           VLAN  Interface\n"
      "------------------  ---------------  ----------  -------------  ----  "
      "--------------------\n";
  const auto add = [&](sim::Mac mac, sim::Ipv4 address, const std::string& lease,
                       std::string_view type, int vlan, std::size_t port) {
    shown.text += fmt::format("{:<18}  {:<15}  {:<10}  {:<13}  {:<4}  {}\n", octets(mac),
                              to_text(address), lease, type, vlan, long_port_name(port));
    shown.rows.push_back({{"mac_address", octets(mac)},
                          {"ip_address", to_text(address)},
                          {"lease", lease},
                          {"type", std::string(type)},
                          {"vlan", std::to_string(vlan)},
                          {"interface", long_port_name(port)}});
  };
  if (const models::HostWatch* watch = device.host_watch()) {
    watch->bindings.for_each(
        sight.now(), [&](models::MacKey host, sim::Ipv4 address, std::uint16_t port, Time until) {
          const std::string lease =
              until == models::never ? "infinite" : std::to_string(whole(until - sight.now(), 1s));
          add({host.value & 0xffff'ffff'ffffU}, address, lease, "dhcp-snooping", host.vlan(), port);
        });
  }
  for (const models::StaticBinding& one : device.config().watch.bindings) {
    if (one.port > 0) {
      add(one.mac, one.address, "infinite", "static", one.vlan,
          static_cast<std::size_t>(one.port - 1));
    }
  }
  shown.text += fmt::format("Total number of bindings: {}\n", shown.rows.size());
  return shown;
}

}  // namespace app::showing
