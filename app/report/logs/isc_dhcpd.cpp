// ISC dhcpd 4.4 by syslog: the words of server/dhcp.c and mdb.c ("DHCPDISCOVER from ... via",
// "Abandoning IP address"), [isc-dhcpd]. Assumed: the interface is eth0, the process 812.
#include <fmt/format.h>

#include "app/report/logs/dhcp_steps.hpp"

namespace app::logs {
namespace {

using models::DhcpLogKind;
using models::DhcpMessage;
using models::DhcpType;

std::string words(const DhcpMessage& m) {
  const std::string mac = to_text(m.chaddr());
  const std::string from = " from " + mac + " via " + via(&m);
  const std::string to = " to " + mac + " via " + via(&m);
  switch (m.type) {
    case DhcpType::discover: return "DHCPDISCOVER" + from;
    case DhcpType::offer: return "DHCPOFFER on " + to_text(m.yiaddr) + to;
    case DhcpType::request:
      return "DHCPREQUEST for " + to_text(wanted(m)) +
             (m.server_id == sim::Ipv4{} ? "" : " (" + to_text(m.server_id) + ")") + from;
    case DhcpType::ack:
      if (m.yiaddr == sim::Ipv4{}) {  // of an INFORM
        return "DHCPACK to " + to_text(m.ciaddr) + " (" + mac + ") via " + via(&m);
      }
      return "DHCPACK on " + to_text(m.yiaddr) + to;
    case DhcpType::decline: return "DHCPDECLINE of " + to_text(wanted(m)) + from + ": abandoned";
    case DhcpType::release: return "DHCPRELEASE of " + to_text(m.ciaddr) + from + " (found)";
    case DhcpType::inform: return "DHCPINFORM from " + to_text(m.ciaddr) + " via " + via(&m);
    case DhcpType::nak: break;  // told as a fact
  }
  return "";
}

std::string words(const DhcpStep& step) {
  const std::string address = to_text(step.fact->address);
  switch (step.fact->kind) {
    case DhcpLogKind::conflict: return "Abandoning IP address " + address + ": pinged before offer";
    case DhcpLogKind::declined: return "Abandoning IP address " + address + ": declined.";
    case DhcpLogKind::nak:
      return "DHCPNAK on " + address + " to " + to_text(step.fact->mac) + " via " + via(step.asked);
    case DhcpLogKind::pool_exhausted:  // stands behind the DISCOVER
    case DhcpLogKind::expired:         // passes in silence
    case DhcpLogKind::assigned:
    case DhcpLogKind::renewed:
    case DhcpLogKind::released: break;
  }
  return "";
}

}  // namespace

std::vector<LogFile> isc_dhcpd(const Witness& witness) {
  std::vector<Line> lines;
  for (const DhcpStep& step : dhcp_steps(witness)) {
    std::string text = step.fact != nullptr ? words(step) : words(*step.message);
    if (text.empty()) continue;
    if (step.exhausted) text += ": network " + first_network(witness) + ": no free leases";
    lines.push_back(
        {step.at, fmt::format("{} {} dhcpd[812]: {}", syslog_time(witness.wall(step.at)),
                              witness.name(), text)});
  }
  return one_file(witness, ".syslog", std::move(lines));
}

}  // namespace app::logs
