// What a device's settings must have in common to make sense together. Every rule is tried, for
// every way in which a value may come: the file, a profile, --set, a remedy, the timeline.
// Longer than 200 lines because the rules of all kinds are easier to compare in one place.
#include "app/scenario/parts.hpp"
#include "sim/base/text.hpp"
#include "sim/schema/shape.hpp"

namespace app {
namespace {

using models::DhcpClientConfig;

// Complains at the setting that a path below the device names, where somebody has given it.
class Checker {
 public:
  Checker(const Entry& entry, const sim::Node& node, sim::Diagnostics& diagnostics)
      : entry_(entry), node_(node), diagnostics_(diagnostics) {}

  std::string name() const { return "'" + entry_.name + "'"; }
  std::size_t count() const { return entry_.count; }
  void error(sim::Position at, const std::string& message) { diagnostics_.error(at, message); }
  void error(const std::string& path, const std::string& message) {
    diagnostics_.error(at(path), message);
  }
  void warning(const std::string& path, const std::string& message) {
    diagnostics_.warning(at(path), message);
  }
  // A pair of settings below `section` of which the first may not be above the second.
  template <class T>
  void in_order(const std::string& section, std::string_view low_name, T low,
                std::string_view high_name, T high) {
    if (low <= high) return;
    const std::string low_path = section + std::string(low_name);
    const std::string high_path = section + std::string(high_name);
    using sim::to_text;
    error(find(high_path) != nullptr ? high_path : low_path,
          low_path + " (" + to_text(low) + ") is above " + high_path + " (" + to_text(high) + ")");
  }

 private:
  const sim::Node* find(const std::string& path) const {
    return sim::find_path(node_, sim::split_path(path));
  }
  sim::Position at(const std::string& path) const {
    const sim::Node* node = path.empty() ? nullptr : find(path);
    return node == nullptr ? entry_.at : node->at;
  }

  const Entry& entry_;
  const sim::Node& node_;
  sim::Diagnostics& diagnostics_;
};

void check(const models::TcpConfig& tcp, Checker& to) {
  to.in_order("tcp.", "rto_min", tcp.rto_min, "rto_max", tcp.rto_max);
}

void check(const models::SipTimers& timers, Checker& to) {
  to.in_order("sip.timers.", "t1", timers.t1, "t2", timers.t2);
}

void check(const DhcpClientConfig& dhcp, Checker& to) {
  to.in_order("dhcp.", "start_wait_min", dhcp.start_wait_min, "start_wait_max",
              dhcp.start_wait_max);
  to.in_order("dhcp.", "t1_permille", dhcp.t1_permille, "t2_permille", dhcp.t2_permille);
  to.in_order("dhcp.retransmission.", "initial", dhcp.retransmission.initial, "max",
              dhcp.retransmission.max);
  to.in_order("dhcp.acd.", "probe_min", dhcp.acd.probe_min, "probe_max", dhcp.acd.probe_max);
}

void check(const models::DnsResolverConfig& resolver, Checker& to) {
  to.in_order("resolver.", "min_ttl", resolver.min_ttl, "max_ttl", resolver.max_ttl);
}

void check_addresses(const HostSpec& spec, Checker& to) {
  const sim::Ipv4Interface first = spec.address.value;
  const std::uint64_t last = std::uint64_t{first.address.value} + to.count() - 1;
  const std::string prefix = to_text(sim::Ipv4Interface{first.network(), first.prefix_length});
  if (first.prefix_length < 31 &&
      (first.address == first.network() || first.address == first.broadcast())) {
    to.error(spec.address.at, to_text(first.address) + " is the " +
                                  (first.address == first.network() ? "network" : "broadcast") +
                                  " address of " + prefix + ", not a device's");
  } else if (last > first.broadcast().value ||
             (first.prefix_length < 31 && last == first.broadcast().value)) {
    to.error(spec.address.at, std::to_string(to.count()) + " addresses from " +
                                  to_text(first.address) + " on reach beyond " + prefix);
  }
  if (!spec.gateway) return;
  const sim::Ipv4 gateway = spec.gateway->value;
  if (!first.contains(gateway)) {
    to.error(spec.gateway->at, "gateway " + to_text(gateway) + " lies outside " + prefix);
  } else if (gateway.value >= first.address.value && gateway.value <= last) {
    to.error(spec.gateway->at, "gateway " + to_text(gateway) + " is an address of " + to.name() +
                                   " itself; a gateway is another device");
  }
}

void check_mac(const std::optional<sim::Mac>& mac, std::size_t count, Checker& to) {
  if (!mac) return;
  constexpr std::uint64_t group = std::uint64_t{1} << 40U;  // IEEE 802: bit 0 of the first octet
  if ((mac->value & group) != 0) {
    to.error("mac", to_text(*mac) + " is a group address; a device's own has an even first octet");
  } else if (mac->value == 0) {
    to.error("mac", to_text(*mac) + " is nobody's MAC address");
  } else if (((mac->value + count - 1) ^ mac->value) >> 40U != 0) {
    to.error("mac", std::to_string(count) + " MAC addresses from " + to_text(*mac) +
                        " on reach beyond its first octet");
  }
}

void check_address(const HostSpec& spec, bool has_dhcp, Checker& to) {
  if (spec.address.value.address != sim::Ipv4{}) return check_addresses(spec, to);
  if (has_dhcp) return;
  to.error("", to.name() + " needs an address, or dhcp: {enabled: true}");
}

void check(const PhoneSpec& phone, Checker& to) {
  if (phone.call_servers.empty()) {
    to.error("call_servers", "phone " + to.name() + " needs one to three call_servers");
  }
  to.in_order("sip.", "restart_min", phone.sip.restart_min, "restart_max", phone.sip.restart_max);
  to.in_order("sccp.", "restart_min", phone.sccp.restart_min, "restart_max",
              phone.sccp.restart_max);
  to.in_order("sccp.", "reject_wait_min", phone.sccp.reject_wait_min, "reject_wait_max",
              phone.sccp.reject_wait_max);
  check(phone.tcp, to);
}

void check(const CallServerSpec& server, Checker& to) {
  if (patience(server.sip) <= 0s) {
    to.error("sip.register_delta",
             "no registration could last: sip.keepalive_interval (" +
                 sim::to_text(server.sip.keepalive_interval) + ") - sip.register_delta (" +
                 sim::to_text(server.sip.register_delta) + ") + sip.keepalive_grace (" +
                 sim::to_text(server.sip.keepalive_grace) + ") must be more than 0s");
  }
  check(server.tcp, to);
}

void check(const SwitchSpec& sw, Checker& to) {
  const auto check_ports = [&](const sim::Located<sim::PortRanges>& ports) {
    for (const sim::PortRange range : ports.value.ranges) {
      if (range.last <= sw.ports) continue;
      to.error(ports.at, "switch " + to.name() + " has ports 1-" + std::to_string(sw.ports));
    }
  };
  if (sw.port_security.ports) check_ports(*sw.port_security.ports);
  if (sw.port_security.enabled && !sw.port_security.ports) {
    to.warning("", "port_security of " + to.name() +
                       " is enabled, but has no ports: write ports: 1-" + std::to_string(sw.ports));
  }
  for (const PortSettingSpec& setting : sw.port_settings) check_ports(setting.ports);
}

void check(const RouterSpec& router, Checker& to) {
  if (router.interfaces.empty()) {
    to.error("interfaces", "router " + to.name() + " needs interfaces");
  }
  int outside = 0;
  for (std::size_t i = 0; i < router.interfaces.size(); ++i) {
    const InterfaceSpec& one = router.interfaces[i];
    outside += one.outside ? 1 : 0;
    if (outside > 1 && one.outside) {
      to.error(one.address.at, "a second outside interface: NAT knows one");
    }
    for (std::size_t j = 0; j < i; ++j) {
      const InterfaceSpec& other = router.interfaces[j];
      if (one.port == other.port && one.vlan == other.vlan) {
        to.error(one.address.at,
                 "two interfaces on port " + std::to_string(one.port) + " with the same vlan");
      }
      const sim::Ipv4Interface a = one.address.value;
      const sim::Ipv4Interface b = other.address.value;
      if (a.contains(b.address) || b.contains(a.address)) {
        to.error(one.address.at, to_text(a) + " and " + to_text(b) + " overlap");
      }
    }
  }
  to.in_order("nat.", "first_port", router.nat.first_port, "last_port", router.nat.last_port);
}

void check(const SipPhoneSpec& phone, Checker& to) {
  if (phone.domain.empty() && !phone.backups.empty()) {
    to.error(phone.backups[0].at,
             "backups of " + to.name() + " need a domain, whose DNS records lead to them");
  }
  if (!phone.domain.empty() && phone.dns.empty() && !phone.dhcp.enabled) {
    to.error("", "the domain of " + to.name() + " needs a DNS server: dns: [ADDRESS], or dhcp");
  }
  to.in_order("sip.", "recovery_base", phone.sip.recovery_base, "recovery_max",
              phone.sip.recovery_max);
  check(phone.sip.timers, to);
  check(phone.resolver, to);
}

void check(const PbxSpec& pbx, Checker& to) {
  to.in_order("sip.", "min_expiry", pbx.sip.min_expiry, "max_expiry", pbx.sip.max_expiry);
  to.in_order("sip.", "t1", pbx.sip.t1, "t2", pbx.sip.t2);
}

void check(const LyncPhoneSpec& phone, Checker& to) {
  if (phone.registrars.empty()) {
    to.error("registrars", "lync_phone " + to.name() + " needs one to three registrars");
  }
  to.in_order("sip.", "recovery_base", phone.sip.recovery_base, "recovery_max",
              phone.sip.recovery_max);
  to.in_order("inform.retransmission.", "initial", phone.inform.retransmission.initial, "max",
              phone.inform.retransmission.max);
  check(phone.sip.timers, to);
  check(phone.resolver, to);
  check(phone.tcp, to);
}

void check(const ServerSpec& server, Checker& to) {
  for (const models::DhcpScope& scope : server.dhcp.scopes) {
    if (scope.is_sound()) continue;
    to.error("dhcp.scopes", "the pool " + to_text(scope.pool.first) + " to " +
                                to_text(scope.pool.last) + " does not lie in " +
                                to_text(scope.network) + ", or is larger than 65536");
  }
  for (const DnsRecordSpec& record : server.dns.zone) {
    if (record.a.has_value() == record.srv.has_value()) {
      to.error("dns.records", "DNS record '" + record.name + "' needs either a or srv");
    }
  }
}

void check(const ComputerSpec&, Checker&) {}

}  // namespace

void check_entry(const Entry& entry, const Spec& spec, const sim::Node& node,
                 sim::Diagnostics& diagnostics) {
  Checker to(entry, node, diagnostics);
  std::visit(
      [&]<class S>(const S& s) {
        if constexpr (IsStation<S>) {
          check_address(s, s.dhcp.enabled, to);
          check(static_cast<const DhcpClientConfig&>(s.dhcp), to);
        } else if constexpr (IsHost<S>) {
          check_addresses(s, to);
        }
        if constexpr (requires { s.mac; }) check_mac(s.mac, entry.count, to);
        check(s, to);
      },
      spec);
}

}  // namespace app
