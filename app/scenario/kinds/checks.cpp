// What a device's settings must have in common to make sense together.
#include "app/scenario/parts.hpp"

namespace app {
namespace {

void check_addresses(const HostSpec& spec, std::size_t count, sim::Diagnostics& diagnostics) {
  const sim::Ipv4Interface first = spec.address.value;
  const std::uint64_t last = std::uint64_t{first.address.value} + count - 1;
  const std::string prefix = to_text(sim::Ipv4Interface{first.network(), first.prefix_length});
  if (first.prefix_length < 31 &&
      (first.address == first.network() || first.address == first.broadcast())) {
    diagnostics.error(spec.address.at,
                      to_text(first.address) + " is the " +
                          (first.address == first.network() ? "network" : "broadcast") +
                          " address of " + prefix + ", not a device's");
  } else if (last > first.broadcast().value ||
             (first.prefix_length < 31 && last == first.broadcast().value)) {
    diagnostics.error(spec.address.at, std::to_string(count) + " addresses from " +
                                           to_text(first.address) + " on reach beyond " + prefix);
  }
  if (spec.gateway && !first.contains(spec.gateway->value)) {
    diagnostics.error(spec.gateway->at,
                      "gateway " + to_text(spec.gateway->value) + " lies outside " + prefix);
  }
}

void check_dhcp(const Entry& entry, const StationSpec& spec, sim::Diagnostics& diagnostics) {
  if (spec.dhcp.enabled) return;
  diagnostics.error(entry.at, "'" + entry.name + "' needs an address, or dhcp: {enabled: true}");
}

void check(const Entry& entry, const PhoneSpec& phone, sim::Diagnostics& diagnostics) {
  if (phone.call_servers.empty()) {
    diagnostics.error(entry.at, "phone '" + entry.name + "' needs one to three call_servers");
  }
  if (phone.sip.restart_max < phone.sip.restart_min) {
    diagnostics.error(entry.at, "sip.restart_max is below sip.restart_min");
  }
}

void check(const Entry& entry, const SwitchSpec& sw, sim::Diagnostics& diagnostics) {
  const auto check_ports = [&](const sim::Located<sim::PortRanges>& ports) {
    for (const sim::PortRange range : ports.value.ranges) {
      if (range.last <= sw.ports) continue;
      diagnostics.error(ports.at,
                        "switch '" + entry.name + "' has ports 1-" + std::to_string(sw.ports));
    }
  };
  if (sw.port_security.ports) check_ports(*sw.port_security.ports);
  if (sw.port_security.enabled && !sw.port_security.ports) {
    diagnostics.warning(entry.at, "port_security of '" + entry.name +
                                      "' is enabled, but has no ports: write ports: 1-" +
                                      std::to_string(sw.ports));
  }
  for (const PortSettingSpec& setting : sw.port_settings) check_ports(setting.ports);
}

void check(const Entry& entry, const RouterSpec& router, sim::Diagnostics& diagnostics) {
  if (router.interfaces.empty()) {
    diagnostics.error(entry.at, "router '" + entry.name + "' needs interfaces");
  }
  int outside = 0;
  for (std::size_t i = 0; i < router.interfaces.size(); ++i) {
    const InterfaceSpec& one = router.interfaces[i];
    outside += one.outside ? 1 : 0;
    if (outside > 1 && one.outside) {
      diagnostics.error(one.address.at, "a second outside interface: NAT knows one");
    }
    for (std::size_t j = 0; j < i; ++j) {
      const InterfaceSpec& other = router.interfaces[j];
      if (one.port == other.port && one.vlan == other.vlan) {
        diagnostics.error(one.address.at, "two interfaces on port " + std::to_string(one.port) +
                                              " with the same vlan");
      }
      const sim::Ipv4Interface a = one.address.value;
      const sim::Ipv4Interface b = other.address.value;
      if (a.contains(b.address) || b.contains(a.address)) {
        diagnostics.error(one.address.at, to_text(a) + " and " + to_text(b) + " overlap");
      }
    }
  }
  if (router.nat.last_port < router.nat.first_port) {
    diagnostics.error(entry.at, "nat.last_port is below nat.first_port");
  }
}

void check(const Entry& entry, const SipPhoneSpec& phone, sim::Diagnostics& diagnostics) {
  if (phone.domain.empty() && !phone.backups.empty()) {
    diagnostics.error(phone.backups[0].at, "backups of '" + entry.name +
                                               "' need a domain, whose DNS records lead to them");
  }
  if (!phone.domain.empty() && phone.dns.empty() && !phone.dhcp.enabled) {
    diagnostics.error(
        entry.at, "the domain of '" + entry.name + "' needs a DNS server: dns: [ADDRESS], or dhcp");
  }
}

void check(const Entry& entry, const LyncPhoneSpec& phone, sim::Diagnostics& diagnostics) {
  if (phone.registrars.empty()) {
    diagnostics.error(entry.at, "lync_phone '" + entry.name + "' needs one to three registrars");
  }
}

void check(const Entry& entry, const ServerSpec& server, sim::Diagnostics& diagnostics) {
  for (const models::DhcpScope& scope : server.dhcp.scopes) {
    if (scope.is_sound()) continue;
    diagnostics.error(entry.at, "the pool " + to_text(scope.pool.first) + " to " +
                                    to_text(scope.pool.last) + " does not lie in " +
                                    to_text(scope.network) + ", or is larger than 65536");
  }
  for (const DnsRecordSpec& record : server.dns.zone) {
    if (record.a.has_value() == record.srv.has_value()) {
      diagnostics.error(entry.at, "DNS record '" + record.name + "' needs either a or srv");
    }
  }
}

template <class Other>
void check(const Entry&, const Other&, sim::Diagnostics&) {}

}  // namespace

void check_entry(const Entry& entry, const Spec& spec, sim::Diagnostics& diagnostics) {
  std::visit(
      [&]<class S>(const S& s) {
        if constexpr (IsStation<S>) {
          if (s.address.value.address == sim::Ipv4{}) return check_dhcp(entry, s, diagnostics);
        }
        if constexpr (IsHost<S>) check_addresses(s, entry.count, diagnostics);
        check(entry, s, diagnostics);
      },
      spec);
}

}  // namespace app
