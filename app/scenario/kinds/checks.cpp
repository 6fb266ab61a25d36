// What a device's settings must have in common to make sense together. Every rule is tried, for
// every way in which a value may come: the file, a profile, --set, a remedy, the timeline.
// Longer than 300 lines because the rules of all kinds are easier to compare in one place.
#include "app/scenario/calendar.hpp"
#include "app/scenario/parts.hpp"
#include "sim/base/text.hpp"

namespace app {
namespace {

using models::DhcpClientConfig;

// Complains at the setting that somebody has given: of those that take part, the one of a --set,
// else the last one of the scenario's file (a timeline stands below the devices), else a profile's.
class Checker {
 public:
  using Paths = std::vector<std::string>;

  Checker(const Entry& entry, const std::string& name, const sim::Node& node,
          sim::Diagnostics& diagnostics)
      : entry_(entry),
        name_(name),
        number_(entry.number_of(name)),
        node_(node),
        diagnostics_(diagnostics) {}

  std::string name() const { return "'" + name_ + "'"; }
  std::size_t first() const { return number_.value_or(0); }  // of the entry's devices
  std::size_t count() const { return number_ ? 1 : entry_.count; }
  void error(sim::Position at, const std::string& message) { diagnostics_.error(at, message); }
  void error(const Paths& paths, const std::string& message) {
    diagnostics_.error(at(paths), message);
  }
  void warning(const Paths& paths, const std::string& message) {
    diagnostics_.warning(at(paths), message);
  }
  // A pair of settings below `section` of which the first may not be above the second.
  template <class T>
  void in_order(const std::string& section, std::string_view low_name, T low,
                std::string_view high_name, T high) {
    if (low <= high) return;
    const std::string low_path = section + std::string(low_name);
    const std::string high_path = section + std::string(high_name);
    const auto text = [](T value) {
      if constexpr (std::is_integral_v<T>) {
        return std::to_string(value);
      } else {
        return sim::to_text(value);
      }
    };
    error(Paths{low_path, high_path},
          low_path + " (" + text(low) + ") is above " + high_path + " (" + text(high) + ")");
  }

 private:
  sim::Position at(const Paths& paths) const {
    sim::Position best = entry_.at;
    int best_rank = -1;
    for (const std::string& path : paths) {
      const sim::Node* node = sim::find_path(node_, sim::split_path(path));
      if (node == nullptr) continue;
      const sim::SourcePtr source = diagnostics_.source_of(node->at);
      const bool is_own = node->at.file == entry_.at.file;
      const int rank = source != nullptr && source->argument ? 2 : is_own ? 1 : 0;
      if (rank < best_rank || (rank == best_rank && node->at < best)) continue;
      best = node->at;
      best_rank = rank;
    }
    return best;
  }

  const Entry& entry_;
  const std::string& name_;
  std::optional<std::size_t> number_;  // of a device alone
  const sim::Node& node_;
  sim::Diagnostics& diagnostics_;
};

void check(const models::TcpConfig& tcp, Checker& to) {
  to.in_order("tcp.", "rto_min", tcp.rto_min, "rto_max", tcp.rto_max);
  to.in_order("tcp.", "rto_initial", tcp.rto_initial, "rto_max", tcp.rto_max);
}

void check(const models::SipTimers& timers, Checker& to) {
  to.in_order("sip.timers.", "t1", timers.t1, "t2", timers.t2);
  to.in_order("sip.timers.", "t1", timers.t1, "timer_f", timers.timer_f);
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

// RFC 6890: addresses that no host has; empty: it may be a host's.
std::string special_use(sim::Ipv4 address) {
  const std::uint32_t first = address.value >> 24U;
  if (first == 0) return "of \"this network\"";
  if (first == 127) return "a loopback address";
  if (first >= 224 && first < 240) return "a multicast address";
  return first >= 240 ? "reserved" : "";
}

void check_addresses(const HostSpec& spec, Checker& to) {
  const sim::Ipv4Interface first = spec.address.value;
  const std::uint64_t from = std::uint64_t{first.address.value} + to.first();
  const std::uint64_t last = from + to.count() - 1;
  const std::string prefix = to_text(sim::Ipv4Interface{first.network(), first.prefix_length});
  if (const auto what = special_use(first.address); !what.empty()) {
    to.error(spec.address.at, to_text(first.address) + " is " + what + ", not a device's address");
  } else if (first.prefix_length < 31 &&
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
  } else if (first.prefix_length < 31 &&
             (gateway == first.network() || gateway == first.broadcast())) {
    to.error(spec.gateway->at, "gateway " + to_text(gateway) + " is the " +
                                   (gateway == first.network() ? "network" : "broadcast") +
                                   " address of " + prefix);
  } else if (gateway.value >= from && gateway.value <= last) {
    to.error(spec.gateway->at, "gateway " + to_text(gateway) + " is an address of " + to.name() +
                                   " itself; a gateway is another device");
  }
}

void check_mac(const std::optional<sim::Mac>& mac, Checker& to) {
  if (!mac) return;
  constexpr std::uint64_t group = std::uint64_t{1} << 40U;  // IEEE 802: bit 0 of the first octet
  if ((mac->value & group) != 0) {
    to.error({"mac"},
             to_text(*mac) + " is a group address; a device's own has an even first octet");
  } else if (mac->value == 0) {
    to.error({"mac"}, to_text(*mac) + " is nobody's MAC address");
  } else if (((mac->value + to.count() - 1) ^ mac->value) >> 40U != 0) {
    to.error({"mac"}, std::to_string(to.count()) + " MAC addresses from " + to_text(*mac) +
                          " on reach beyond its first octet");
  }
}

void check_address(const HostSpec& spec, bool has_dhcp, Checker& to) {
  if (spec.address.value.address != sim::Ipv4{}) return check_addresses(spec, to);
  if (has_dhcp) return;
  to.error(Checker::Paths{}, to.name() + " needs an address, or dhcp: {enabled: true}");
}

void check_date(const std::string& path, const std::string& date, Checker& to) {
  if (date.empty() || parse_wall_time(date)) return;
  to.error({path}, "'" + date + "' is no date; write it as 2026-01-31 08:00:00");
}

// What a phone that finds its call servers by name needs.
void check_names(const PhoneSpec& phone, Checker& to) {
  if (phone.is_lync() && phone.domain.empty()) {
    to.error({"discovery"}, "discovery of " + to.name() + " needs a domain, such as example.com");
  }
  if (phone.domain.empty()) return;
  if (phone.dns.empty() && !phone.dhcp.enabled) {
    to.error({"domain", "dhcp.enabled"},
             "the domain of " + to.name() + " needs a DNS server: dns: [ADDRESS], or dhcp");
  }
  if (!phone.is_lync() && !phone.is_standard()) {
    to.error({"domain", "user_agent", "protocol"},
             "a Cisco phone has a list of call servers, and no domain: " + to.name());
  }
}

// A trunk has what its call server has.
void check_trunk(const PhoneSpec& phone, Checker& to) {
  const std::string who = "trunk " + to.name() + " of '" + phone.runs_on.value + "'";
  if (!phone.is_standard()) {
    to.error({"runs_on", "user_agent", "protocol", "discovery"},
             who + " registers by SIP as RFC 3261 has it: user_agent: standard");
  }
  if (phone.address.value.address != sim::Ipv4{} || phone.dhcp.enabled) {
    to.error({"address", "dhcp.enabled"}, who + " has the address of its call server");
  }
  if (phone.provisioning.enabled || phone.time.enabled || phone.dot1x.enabled) {
    to.error({"provisioning.enabled", "time.enabled", "dot1x.enabled"},
             who + " has no boot of its own: no provisioning, time or dot1x");
  }
}

void check(const PhoneSpec& phone, Checker& to) {
  if (phone.is_trunk()) check_trunk(phone, to);
  const std::size_t servers = phone.call_servers.size() + phone.backups.size();
  if (phone.call_servers.empty()) {
    to.error({"call_servers"}, "phone " + to.name() + " needs one to three call_servers");
  } else if (servers > 3 && !phone.is_standard()) {
    to.error({"call_servers", "backups"},
             "phone " + to.name() + " has " + std::to_string(servers) +
                 " call servers; by SCCP, as Cisco's and Lync's phones, it has at most three");
  }
  if (phone.is_lync() && phone.transport != models::SipTransport::tls) {
    to.error({"discovery", "transport"}, "discovery: lync needs transport: tls");
  }
  const std::uint64_t last_port =
      static_cast<std::uint64_t>(phone.local_port) +
      static_cast<std::uint64_t>(phone.local_port_step) * (to.first() + to.count() - 1);
  if (last_port > 65535) {
    to.error({"local_port", "local_port_step"}, "the last phone's local_port would be " +
                                                    std::to_string(last_port) +
                                                    "; there is none above 65535");
  }
  check_names(phone, to);
  to.in_order("sip.", "recovery_base", phone.sip.recovery_base, "recovery_max",
              phone.sip.recovery_max);
  to.in_order("sip.", "restart_min", phone.sip.restart_min, "restart_max", phone.sip.restart_max);
  to.in_order("sccp.", "restart_min", phone.sccp.restart_min, "restart_max",
              phone.sccp.restart_max);
  to.in_order("sccp.", "reject_wait_min", phone.sccp.reject_wait_min, "reject_wait_max",
              phone.sccp.reject_wait_max);
  to.in_order("inform.retransmission.", "initial", phone.inform.retransmission.initial, "max",
              phone.inform.retransmission.max);
  check(phone.sip.timers, to);
  check(phone.resolver, to);
  check(phone.tcp, to);
  check_date("time.at_boot", phone.time.at_boot, to);
}

void check(const CallServerSpec& server, Checker& to) {
  check_date("tls.certificate.valid_from", server.tls.own.valid_from, to);
  check_date("tls.certificate.valid_until", server.tls.own.valid_until, to);
  if (server.tls.oldest > server.tls.newest) {
    to.error({"tls.oldest", "tls.newest"}, "tls.oldest is newer than tls.newest");
  }
  if (patience(server.sip) <= 0s) {
    to.error({"sip.register_delta", "sip.keepalive_interval", "sip.keepalive_grace"},
             "no registration could last: sip.keepalive_interval (" +
                 sim::to_text(server.sip.keepalive_interval) + ") - sip.register_delta (" +
                 sim::to_text(server.sip.register_delta) + ") + sip.keepalive_grace (" +
                 sim::to_text(server.sip.keepalive_grace) + ") must be more than 0s");
  }
  to.in_order("sip.", "min_expiry", server.sip.min_expiry, "max_expiry", server.sip.max_expiry);
  to.in_order("sip.", "t1", server.sip.t1, "t2", server.sip.t2);
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
    to.warning({"port_security.enabled"}, "port_security of " + to.name() +
                                              " is enabled, but has no ports: write ports: 1-" +
                                              std::to_string(sw.ports));
  }
  for (const PortSettingSpec& setting : sw.port_settings) check_ports(setting.ports);
  for (const PortAccessSpec& access : sw.port_access) check_ports(access.ports);
  for (const PortPowerSpec& power : sw.port_power) check_ports(power.ports);
  std::vector<bool> bundled(static_cast<std::size_t>(sw.ports) + 1);
  for (const ChannelSpec& channel : sw.channels) {
    check_ports(channel.ports);
    for (std::uint16_t port = 1; port <= sw.ports; ++port) {
      if (!channel.ports.value.contains(port)) continue;
      if (bundled[port]) {
        return to.error(channel.ports.at, "port " + std::to_string(port) + " of " + to.name() +
                                              " is in two channels");
      }
      bundled[port] = true;
    }
  }
  const bool has_address = sw.address.value.address != sim::Ipv4{};
  if (sw.gateway && has_address && !sw.address.value.contains(sw.gateway->value)) {
    to.error(sw.gateway->at, "gateway " + to_text(sw.gateway->value) + " lies outside " +
                                 to_text(sw.address.value));
  }
  if (!sw.radius.servers.empty() && !has_address) {
    to.error({"radius.servers"},
             "switch " + to.name() + " needs an address of its own to ask RADIUS servers");
  }
  if (!sw.port_access.empty() && sw.radius.servers.empty()) {
    to.warning({"port_access"},
               "port_access of " + to.name() + " lets nobody in: it has no radius.servers to ask");
  }
  for (const Ranges* ranges :
       {&sw.dhcp_snooping.trusted_ports, &sw.arp_inspection.trusted_ports,
        &sw.source_guard.guarded_ports, &sw.device_tracking.tracked_ports,
        &sw.storm_control.controlled_ports, &sw.loop_protect.protected_ports}) {
    if (*ranges) check_ports(**ranges);
  }
  const auto needs_ports = [&](bool enabled, const Ranges& ports, const std::string& section) {
    if (!enabled || ports) return;
    to.warning({section + ".enabled"}, section + " of " + to.name() +
                                           " is enabled, but has no ports: write ports: 1-" +
                                           std::to_string(sw.ports));
  };
  if (sw.storm_control.level > 0 && !sw.storm_control.controlled_ports) {
    to.warning({"storm_control.level"}, "storm_control of " + to.name() +
                                            " has a level, but no ports: write ports: 1-" +
                                            std::to_string(sw.ports));
  }
  needs_ports(sw.source_guard.enabled, sw.source_guard.guarded_ports, "source_guard");
  needs_ports(sw.device_tracking.enabled, sw.device_tracking.tracked_ports, "device_tracking");
  const bool binds = sw.dhcp_snooping.enabled || !sw.bindings.empty();
  if ((sw.arp_inspection.enabled || sw.source_guard.enabled) && !binds) {
    to.warning({"arp_inspection.enabled", "source_guard.enabled"},
               to.name() +
                   " lets only bound hosts pass, and binds none: dhcp_snooping is off, and "
                   "bindings is empty");
  }
}

// `path`: of the group.
void check(const models::FhrpConfig& group, const RouterSpec& router,
           const InterfaceSpec& interface, const std::string& path, Checker& to) {
  const std::string address = to_text(group.address);
  if (!interface.address.value.contains(group.address)) {
    to.error({path + ".address"}, address + " is not in the network of its interface, " +
                                      to_text(interface.address.value));
  }
  for (const int number : group.track) {
    if (static_cast<std::size_t>(number) <= router.interfaces.size()) continue;
    to.error({path + ".track"}, to.name() + " has no interface " + std::to_string(number));
  }
  for (const int number : group.track_routes) {
    const auto i = static_cast<std::size_t>(number - 1);
    if (i < router.routes.size() && router.routes[i].track) continue;
    to.error({path + ".track_routes"},
             to.name() + " has no route " + std::to_string(number) + " with a track");
  }
}

// A group has one virtual MAC, and here one address.
template <class Groups>
void check_numbers(const Groups& groups, const std::string& path, Checker& to) {
  for (std::size_t i = 1; i < groups.size(); ++i) {
    const auto is_same = [&](const models::FhrpConfig& one) {
      return one.group == groups[i].group;
    };
    const auto end = groups.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find_if(groups.begin(), end, is_same) == end) continue;
    to.error({path + std::to_string(i + 1) + ".group"},
             "group " + std::to_string(groups[i].group) + " stands twice at one interface");
  }
}

void check_groups(const RouterSpec& router, const InterfaceSpec& interface, const std::string& path,
                  Checker& to) {
  check_numbers(interface.hsrp, path + "hsrp.", to);
  check_numbers(interface.vrrp, path + "vrrp.", to);
  for (std::size_t i = 0; i < interface.hsrp.size(); ++i) {
    const models::HsrpConfig& group = interface.hsrp[i];
    const std::string name = path + "hsrp." + std::to_string(i + 1);
    check(group, router, interface, name, to);
    to.in_order(name + ".", "hello", group.hello, "hold", group.hold);
    if (group.address == interface.address.value.address) {
      to.error({name + ".address"}, "the address of a group of HSRP is no router's own");
    }
    if (group.version == 1 && group.group > 255) {
      to.error({name + ".group"}, "groups of HSRP version 1 are 0 to 255");
    }
  }
  for (std::size_t i = 0; i < interface.vrrp.size(); ++i) {
    const int number = interface.vrrp[i].group;
    const std::string name = path + "vrrp." + std::to_string(i + 1);
    check(interface.vrrp[i], router, interface, name, to);
    if (number < 1 || number > 255) {
      to.error({name + ".group"}, "groups of VRRP are 1 to 255");
    }
  }
}

void check(const RouterSpec& router, Checker& to) {
  if (router.interfaces.empty()) {
    to.error({"interfaces"}, "router " + to.name() + " needs interfaces");
  }
  for (std::size_t i = 0; i < router.interfaces.size(); ++i) {
    const InterfaceSpec& one = router.interfaces[i];
    if (const auto what = special_use(one.address.value.address); !what.empty()) {
      to.error(one.address.at,
               to_text(one.address.value.address) + " is " + what + ", not a router's address");
    }
    check_groups(router, one, "interfaces." + std::to_string(i + 1) + ".", to);
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

void check(const ServerSpec& server, Checker& to) {
  check(server.tcp, to);
  for (std::size_t i = 0; i < server.dhcp.scopes.size(); ++i) {
    const models::DhcpScope& scope = server.dhcp.scopes[i];
    if (scope.is_sound()) continue;
    const std::string path = "dhcp.scopes." + std::to_string(i + 1);
    to.error({path, path + ".network", path + ".pool.first", path + ".pool.last"},
             "the pool " + to_text(scope.pool.first) + " to " + to_text(scope.pool.last) +
                 " does not lie in " + to_text(scope.network) + ", or is larger than 65536");
  }
  for (std::size_t i = 0; i < server.dns.zone.size(); ++i) {
    const DnsRecordSpec& record = server.dns.zone[i];
    if (record.a.has_value() == record.srv.has_value()) {
      const std::string path = "dns.records." + std::to_string(i + 1);
      to.error({path, path + ".a", path + ".srv"},
               "DNS record '" + record.name + "' needs either a or srv");
    }
  }
}

void check(const ComputerSpec&, Checker&) {}

}  // namespace

void check_spec(const Entry& entry, const std::string& name, const Spec& spec,
                const sim::Node& node, sim::Diagnostics& diagnostics) {
  Checker to(entry, name, node, diagnostics);
  std::visit(
      [&]<class S>(const S& s) {
        if constexpr (IsStation<S>) {
          bool has_own_address = true;
          if constexpr (requires { s.is_trunk(); }) has_own_address = !s.is_trunk();
          if (has_own_address) check_address(s, s.dhcp.enabled, to);
          check(static_cast<const DhcpClientConfig&>(s.dhcp), to);
        } else if constexpr (IsHost<S>) {
          check_addresses(s, to);
        }
        if constexpr (requires { s.mac; }) check_mac(s.mac, to);
        check(s, to);
      },
      spec);
}

}  // namespace app
