#include "app/report/logs/vendor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/scenario/profile_stack.hpp"

namespace app::logs {
namespace {

struct Known {
  std::string_view profile;
  Vendor vendor;
};
constexpr std::array known{
    Known{"3cx", Vendor::none},
    Known{"arubaos-cx", Vendor::none},
    Known{"avaya-ip-office", Vendor::none},
    Known{"chan-pjsip", Vendor::pjsip},
    Known{"chan-sip", Vendor::asterisk},
    Known{"cisco-asa", Vendor::asa},
    Known{"cisco-catalyst", Vendor::catalyst},
    Known{"cisco-cucm", Vendor::cucm},
    Known{"dnsmasq", Vendor::dnsmasq},
    Known{"freeswitch", Vendor::none},
    Known{"home-router-nat", Vendor::none},
    Known{"ios-dhcp", Vendor::ios},
    Known{"isc-dhcpd", Vendor::isc_dhcpd},
    Known{"kamailio", Vendor::none},
    Known{"kea-dhcp", Vendor::kea},
    Known{"linux-nat", Vendor::none},
    Known{"netgear-smart", Vendor::none},
    Known{"opensips", Vendor::none},
    Known{"starface-cloud", Vendor::asterisk},
    Known{"ubiquiti-edgeswitch", Vendor::none},
    Known{"windows-dhcp-2008r2", Vendor::windows_dhcp},
};

}  // namespace

Vendor vendor_of(const Scenario& scenario, std::size_t device) {
  const Device& d = scenario.devices[device];
  const Spec& spec = scenario.entries[d.entry].specs[d.spec];
  const std::vector<std::string>& profiles = profiles_of(spec);
  for (auto profile = profiles.rbegin(); profile != profiles.rend(); ++profile) {
    const auto found = std::ranges::find(known, *profile, &Known::profile);
    if (found != known.end()) return found->vendor;
  }
  if (const auto* server = std::get_if<CallServerSpec>(&spec)) {  // Lync's front ends serve the web
    if (!server->is_cucm()) return Vendor::asterisk;
    return server->serves_web ? Vendor::none : Vendor::cucm;
  }
  if (std::holds_alternative<ServerSpec>(spec)) return Vendor::isc_dhcpd;  // assumed
  if (std::holds_alternative<SwitchSpec>(spec)) return Vendor::catalyst;   // its port security
  const auto* router = std::get_if<RouterSpec>(&spec);
  return router != nullptr && router->firewall.enabled ? Vendor::asa : Vendor::none;
}

std::vector<LogFile> one_file(const Witness& witness, std::string_view ending,
                              std::vector<Line> lines) {
  if (lines.empty()) return {};
  std::ranges::stable_sort(lines, {}, &Line::at);
  LogFile file{witness.name() + std::string(ending), ""};
  for (const Line& line : lines) file.text += line.text + "\n";
  return {std::move(file)};
}

std::string syslog_time(const Wall& wall) {
  return fmt::format("{} {:2} {}", wall.month_name(), wall.day, wall.clock());
}

std::string digits_of(sim::Mac mac) { return fmt::format("{:012X}", mac.value); }

std::string cisco_mac(sim::Mac mac) {
  const std::string digits = fmt::format("{:012x}", mac.value);
  return digits.substr(0, 4) + "." + digits.substr(4, 4) + "." + digits.substr(8);
}

const models::SipMessage* sip_of(const models::TraceRecord& record) {
  const auto& payload = record.frame.ipv4()->payload;
  if (const auto* udp = std::get_if<models::UdpDatagram>(&payload)) {
    return std::get_if<models::SipMessage>(&udp->message);
  }
  const auto* tcp = std::get_if<models::TcpSegment>(&payload);
  return tcp != nullptr && tcp->length > 0 ? std::get_if<models::SipMessage>(&tcp->message)
                                           : nullptr;
}

Ports ports_of(const models::TraceRecord& record) {
  const auto& payload = record.frame.ipv4()->payload;
  if (const auto* udp = std::get_if<models::UdpDatagram>(&payload)) {
    return {udp->source_port, udp->destination_port};
  }
  const auto& tcp = std::get<models::TcpSegment>(payload);
  return {tcp.source_port, tcp.destination_port};
}

const models::DhcpMessage* dhcp_of(const models::TraceRecord& record) {
  const models::Ipv4Packet* packet = record.frame.ipv4();
  const auto* udp =
      packet == nullptr ? nullptr : std::get_if<models::UdpDatagram>(&packet->payload);
  return udp == nullptr ? nullptr : std::get_if<models::DhcpMessage>(&udp->message);
}

sim::Ipv4 wanted(const models::DhcpMessage& message) {
  return message.requested == sim::Ipv4{} ? message.ciaddr : message.requested;
}

}  // namespace app::logs
