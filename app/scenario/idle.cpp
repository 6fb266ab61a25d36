// Which settings cannot act. Longer than 300 lines because every kind of device has its own.
#include "app/scenario/idle.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/parts.hpp"
#include "app/scenario/source_tree.hpp"
#include "models/protocol/sip/sip_fields.hpp"
#include "models/protocol/sip/sip_peer_fields.hpp"
#include "models/protocol/sip/sip_ua_fields.hpp"

namespace app {
namespace {

using Key = std::span<const std::string>;

template <class Table>
bool has_key(const std::string& key) {
  static const sim::Shape shape = sim::shape_of<Table>();
  return shape.find(key) != nullptr;
}

// What a trunk does not have: its call server has it.
constexpr std::array<std::string_view, 8> of_the_server{"mac", "gateway", "routes",     "vlan",
                                                        "arp", "dhcp",    "voice_vlan", "dot1x"};

std::string idle_host(const HostSpec& host, const std::string& section) {
  const bool asks = host.path_mtu_discovery == models::PathMtuDiscovery::all;
  return section == "mtu_expires" && !asks ? "path_mtu_discovery is not all" : "";
}

// Of calls that are answered.
std::string idle_talks(const Scenario& scenario, const models::SipDialogConfig& calls,
                       const models::RtpConfig&, Key key) {
  if (!has_talks(scenario)) return "no call of the timeline is answered";
  if (key[0] != "calls" || key.size() < 2) return "";
  const bool refuses = calls.session_timers == models::SessionTimers::refuse;
  const bool of_timers = key[1] == "session_expires" || key[1] == "min_se" ||
                         key[1] == "refreshed_by" || key[1] == "refresh_method" ||
                         key[1] == "refreshes";
  return refuses && of_timers ? "calls.session_timers is refuse" : "";
}

std::string idle(const models::PoweredDeviceConfig& power, Key key) {
  if (key[0] != "power" || key.size() < 2 || key[1] == "source") return "";
  if (key[1] == "ups") return "only a switch has a UPS";
  if (power.source == models::PowerSupply::external) return "power.source is external";
  const bool asks = power.asks_by != models::PowerRequest::none;
  return key[1] == "request" && !asks ? "power.asks_by is none" : "";
}

std::string idle(const Scenario& scenario, const PhoneSpec& phone, Key key) {
  if (auto why = idle(phone.power, key); !why.empty()) return why;
  const std::string& section = key[0];
  if (phone.is_trunk() && std::ranges::find(of_the_server, section) != of_the_server.end()) {
    return "a trunk has its call server's cable and address";
  }
  const bool is_tls = phone.transport == models::SipTransport::tls;
  const bool is_udp =
      !phone.is_sccp() && phone.transport == models::SipTransport::udp && !phone.goes_by_tcp();
  if (section == "register_bytes" && phone.is_sccp()) return "it registers by SCCP";
  if (section == "tcp_above" &&
      (phone.transport != models::SipTransport::udp || !phone.is_standard())) {
    return "only a standard user agent over UDP heeds it";
  }
  if (const std::string why = idle_host(phone, section); !why.empty()) return why;
  if (section == "sccp" && !phone.is_sccp()) return "it registers by SIP";
  if (section == "sip" && phone.is_sccp()) return "it registers by SCCP";
  if (section == "transport" && phone.is_sccp()) return "SCCP runs over TCP";
  const bool by_http =
      phone.provisioning.enabled && phone.provisioning.protocol == models::FileProtocol::http;
  if (section == "tcp" && is_udp && !by_http) return "it registers over UDP";
  if (section == "tls" && phone.is_lync()) return "of discovery: lync no handshake is modelled";
  if (section == "tls" && (is_udp || phone.is_sccp() || !is_tls)) return "transport is not tls";
  if ((section == "lync" || section == "inform" || section == "vendor_class") && !phone.is_lync()) {
    return "discovery is not lync";
  }
  const bool finds_files =
      phone.provisioning.enabled && phone.provisioning.options != models::BootOptions::none;
  if ((section == "resolver" || section == "dns") && phone.domain.empty() && !finds_files) {
    return "it has no domain, so that it asks no DNS server";
  }
  if (section == "calls" || section == "rtp") {
    if (!phone.is_standard()) return "only a standard user agent has calls that are answered";
    return idle_talks(scenario, phone.calls, phone.rtp, key);
  }
  if (section == "sip" && key.size() > 1) {
    const bool of_standard = has_key<models::SipUaConfig>(key[1]);
    const bool of_cisco = has_key<models::SipClientConfig>(key[1]);
    const bool is_cisco = phone.user_agent == models::SipUserAgent::cisco;
    if (is_cisco && !of_cisco) return "user_agent: cisco has no such timer";
    if (!is_cisco && !of_standard) return "only user_agent: cisco heeds it";
  }
  return "";
}

bool any_phone_speaks(const Scenario& scenario, models::Signalling protocol) {
  return std::ranges::any_of(scenario.entries, [&](const Entry& entry) {
    return std::ranges::any_of(entry.specs, [&](const Spec& spec) {
      const auto* phone = std::get_if<PhoneSpec>(&spec);
      return phone != nullptr && phone->protocol == protocol;
    });
  });
}

bool any_phone_has_tls(const Scenario& scenario) {
  return std::ranges::any_of(scenario.entries, [&](const Entry& entry) {
    return std::ranges::any_of(entry.specs, [&](const Spec& spec) {
      const auto* phone = std::get_if<PhoneSpec>(&spec);
      return phone != nullptr && phone->has_tls();
    });
  });
}

std::string idle(const Scenario&, const ServerSpec& server, Key key) {
  const bool by_http = server.files.enabled && server.files.http;
  const bool is_of_http = key[0] == "tcp" || key[0] == "max_connections";
  if (const std::string why = idle_host(server, key[0]); !why.empty()) return why;
  return is_of_http && !by_http ? "it serves no HTTP" : "";
}

std::string idle(const Scenario& scenario, const CallServerSpec& server, Key key) {
  const std::string& section = key[0];
  if (section == "sccp" && !server.is_cucm()) return "registrar: standard speaks no SCCP";
  if (section == "sccp" && !any_phone_speaks(scenario, models::Signalling::sccp)) {
    return "no phone registers by SCCP";
  }
  if (section == "sip" && !any_phone_speaks(scenario, models::Signalling::sip)) {
    return "no phone registers by SIP";
  }
  if (const std::string why = idle_host(server, section); !why.empty()) return why;
  const bool of_sip = section == "invite_bytes" || section == "register_answer_bytes";
  if (of_sip && !any_phone_speaks(scenario, models::Signalling::sip)) {
    return "no phone registers by SIP";
  }
  if (section == "tls" && !any_phone_has_tls(scenario)) return "no phone registers over TLS";
  if (section == "load" && server.is_cucm()) return "registrar: cucm registers all at once";
  if (section == "calls" || section == "rtp") {
    if (server.is_cucm()) return "only registrar: standard has calls that are answered";
    return idle_talks(scenario, server.calls, server.rtp, key);
  }
  if (section == "web_status" && !server.serves_web) return "serves_web is off";
  if (section == "sip" && key.size() > 1) {
    const bool of_standard = has_key<models::SipPeerConfig>(key[1]);
    const bool of_cucm = has_key<models::RegistrarConfig>(key[1]);
    if (server.is_cucm() && !of_cucm) return "registrar: cucm has no such setting";
    if (!server.is_cucm() && !of_standard) return "only registrar: cucm heeds it";
  }
  return "";
}

std::string idle(const Scenario&, const ComputerSpec& computer, Key key) {
  return idle(computer.power, key);
}

std::string idle_channel(const SwitchSpec& sw, Key key) {
  constexpr std::array<std::string_view, 4> of_lacp{"rate", "fallback", "fallback_delay",
                                                    "aggregate_wait"};
  const auto number = static_cast<std::size_t>(std::atoi(key[1].c_str()));
  if (number == 0 || number > sw.channels.size()) return "";
  const ChannelSpec& channel = sw.channels[number - 1];
  const bool is_static = channel.mode == models::ChannelMode::on;
  if (is_static && std::ranges::find(of_lacp, key[2]) != of_lacp.end()) return "mode is on";
  if (!is_static && key[2].starts_with("guard")) return "mode is not on: LACP sees who answers";
  return "";
}

std::string idle(const Scenario&, const SwitchSpec& sw, Key key) {
  const bool is_own = key[0] == "power" && key.size() > 1 && (key[1] == "ups" || key[1] == "boot");
  if (is_own && key[1] == "ups" && sw.power.source == models::PowerSupply::poe) {
    return "another switch's port gives its power";
  }
  if (is_own) return "";
  if (key[0] == "stp" && key.size() > 1 && key[1] == "passes_bpdus" && sw.stp.enabled) {
    return "stp is enabled: it heeds them";
  }
  if (auto why = idle(sw.power, key); !why.empty()) return why;
  if (key[0] == "storm_control" && sw.storm_control.level == 0) return "storm_control.level is 0";
  if (key[0] == "loop_protect" && !sw.loop_protect.protected_ports) {
    return "loop_protect has no ports";
  }
  if (key[0] == "channels" && key.size() > 2) return idle_channel(sw, key);
  if (key[0] == "port_power" && !sw.poe.enabled) return "poe is switched off";
  const bool by_use = sw.poe.allocation == models::PowerAllocation::by_use;
  if (key[0] == "poe" && key.size() > 1 && key[1] == "guard_band" && !by_use) {
    return "poe.allocation is class";
  }
  if (key.size() < 2 || !sw.dhcp_snooping.enabled) return "";
  const bool of_database = key[0] == "dhcp_snooping" && key[1] == "write_delay";
  if (of_database && !sw.dhcp_snooping.database) return "dhcp_snooping.database is off";
  const auto recovers = [&](const models::RateLimitConfig& limit) {
    return key[1] != "errdisable_interval" || limit.errdisable_recovery;
  };
  if ((key[0] == "dhcp_snooping" && !recovers(sw.dhcp_snooping)) ||
      (key[0] == "arp_inspection" && !recovers(sw.arp_inspection))) {
    return key[0] + ".errdisable_recovery is off";
  }
  return "";
}

template <class S>
std::string idle(const Scenario&, const S&, Key) {
  return "";
}

// The section above it that has `enabled: false`.
std::string switched_off(const Spec& spec, Key key) {
  for (std::size_t length = 1; length < key.size(); ++length) {
    std::vector<std::string> enabled(key.begin(),
                                     key.begin() + static_cast<std::ptrdiff_t>(length));
    enabled.emplace_back("enabled");
    if (key[length] != "enabled" && value_text(spec, enabled) == "false") {
      enabled.pop_back();
      std::string name;
      for (const std::string& piece : enabled) name += (name.empty() ? "" : ".") + piece;
      return name + " is switched off";
    }
  }
  return "";
}

class Idle {
 public:
  Idle(const Scenario& scenario, sim::Diagnostics& diagnostics)
      : scenario_(scenario), diagnostics_(diagnostics) {}

  void check() {
    for (const Entry& entry : scenario_.entries) {
      const sim::Node* node = scenario_.tree->file.devices.find(entry.name);
      if (node == nullptr || entry.count == 0 || !node->is_map()) continue;
      for (const auto& [key, at, value] : node->entries) written(entry, {key}, at, value);
    }
    secured_ports();
    power();
  }

 private:
  // `enabled: false` beside it is meant, and --set or a remedy may switch it on; a section whose
  // `enabled` nobody mentions is warned of as implausible.
  void written(const Entry& entry, std::vector<std::string> key, sim::Position at,
               const sim::Node& value) {
    const std::string why =
        std::visit([&](const auto& spec) { return idle(scenario_, spec, key); }, entry.specs[0]);
    if (!why.empty()) {
      if (entry.specs.size() > 1 || is_changed(entry.name, key)) return;
      std::string name;
      for (const std::string& piece : key) name += "." + piece;
      diagnostics_.warning(at, entry.name + name + " has no effect: " + why);
      return;
    }
    if (key.size() > 1 || !value.is_map()) return;
    for (const auto& [below, below_at, below_value] : value.entries) {
      written(entry, {key[0], below}, below_at, below_value);
    }
  }
  // By a remedy: what it sets is there for it.
  bool is_changed(const std::string& entry, const std::vector<std::string>& key) const {
    return std::ranges::any_of(scenario_.remedies, [&](const Remedy& remedy) {
      return std::ranges::any_of(remedy.sets, [&](const sim::Assignment& set) {
        return set.pieces[0] == entry && (set.pieces[1] == key[0] || set.pieces.size() == 2);
      });
    });
  }

  // Port security where no phone's frames come in: neither at the port, nor behind a switch there.
  void secured_ports() {
    for (std::size_t i = 0; i < scenario_.devices.size(); ++i) {
      const Entry& entry = scenario_.entries[scenario_.devices[i].entry];
      const auto* sw = std::get_if<SwitchSpec>(&entry.specs[scenario_.devices[i].spec]);
      if (sw == nullptr || !sw->port_security.enabled || !sw->port_security.ports) continue;
      const auto& ports = *sw->port_security.ports;
      const auto guards = [&](const LinkPlan& link) {
        const bool is_a = link.a == i;
        if (!is_a && link.b != i) return false;
        const std::size_t other = is_a ? link.b : link.a;
        const std::uint16_t port = is_a ? link.port_a : link.port_b;
        if (!ports.value.contains(static_cast<std::uint16_t>(port + 1))) return false;
        const models::NodeKind kind = scenario_.entries[scenario_.devices[other].entry].kind;
        return is_phone(kind) || models::is<models::Switch>(kind);
      };
      if (std::ranges::any_of(scenario_.links, guards)) continue;
      if (!told_.insert(scenario_.devices[i].entry).second) continue;
      diagnostics_.warning(ports.at, "port_security of '" + scenario_.devices[i].name +
                                         "' guards no port that leads to a phone");
    }
  }

  bool starts_by(std::size_t device, Time at) const {
    const Device& own = scenario_.devices[device];
    return std::visit(
        [&]<class S>(const S& spec) {
          if constexpr (requires { spec.start_spread; }) {
            return Time{} + spec.start + spec.start_spread < at;
          } else {
            return true;
          }
        },
        scenario_.entries[own.entry].specs[own.spec]);
  }
  // What runs already, and was never off, is not switched on.
  void power() {
    std::set<std::size_t> off;
    for (const TimelineEntry& item : scenario_.timeline) {
      if (item.kind == TimelineEntry::Kind::power_off) {
        off.insert(item.targets.begin(), item.targets.end());
      }
      if (item.kind != TimelineEntry::Kind::power_on) continue;
      const bool all_run = std::ranges::all_of(item.targets, [&](std::size_t device) {
        return !off.contains(device) && starts_by(device, item.at);
      });
      if (!all_run || item.targets.empty()) continue;
      diagnostics_.warning(scenario_.tree->file.timeline->items[item.number - 1].at,
                           "'" + scenario_.devices[item.targets[0]].name +
                               "' is on already, and power_on changes nothing");
    }
  }

  const Scenario& scenario_;
  sim::Diagnostics& diagnostics_;
  std::set<std::size_t> told_;
};

}  // namespace

std::string idle_because(const Scenario& scenario, const Spec& spec, Key key) {
  const bool is_of_others = key.size() > 1 && key[0] == "stp" && key[1] == "passes_bpdus";
  if (auto off = switched_off(spec, key); !off.empty() && !is_of_others) return off;
  return std::visit([&](const auto& s) { return idle(scenario, s, key); }, spec);
}

void warn_of_idle(const Scenario& scenario, sim::Diagnostics& diagnostics) {
  Idle(scenario, diagnostics).check();
  warn_of_idle_first_hops(scenario, diagnostics);
  warn_of_idle_power(scenario, diagnostics);
}

}  // namespace app
