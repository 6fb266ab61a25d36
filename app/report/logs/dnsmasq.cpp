// dnsmasq 2.90 by syslog with its default verbosity: the words of rfc2131.c, log_packet(). Assumed:
// the interface is eth0, the process 645, and why it refuses: "wrong network" outside the scope,
// else "address in use".
#include <fmt/format.h>

#include "app/report/logs/dhcp_steps.hpp"

namespace app::logs {
namespace {

using models::DhcpMessage;
using models::DhcpType;

// TYPE(interface) [address ]mac[ why]
std::string packet(std::string_view type, sim::Ipv4 address, sim::Mac mac, std::string_view why) {
  return fmt::format("{}(eth0) {}{}{}{}", type,
                     address == sim::Ipv4{} ? "" : to_text(address) + " ", to_text(mac),
                     why.empty() ? "" : " ", why);
}

std::string words(const DhcpMessage& m, bool exhausted) {
  switch (m.type) {
    case DhcpType::discover:
      return packet("DHCPDISCOVER", m.requested, m.chaddr(),
                    exhausted ? "no address available" : "");
    case DhcpType::offer: return packet("DHCPOFFER", m.yiaddr, m.chaddr(), "");
    case DhcpType::request: return packet("DHCPREQUEST", wanted(m), m.chaddr(), "");
    case DhcpType::ack:
      return packet("DHCPACK", m.yiaddr == sim::Ipv4{} ? m.ciaddr : m.yiaddr, m.chaddr(), "");
    case DhcpType::decline: return packet("DHCPDECLINE", wanted(m), m.chaddr(), "");
    case DhcpType::release: return packet("DHCPRELEASE", m.ciaddr, m.chaddr(), "");
    case DhcpType::inform: return packet("DHCPINFORM", m.ciaddr, m.chaddr(), "");
    case DhcpType::nak: break;
  }
  return "";
}

std::string words(const Witness& witness, const models::DhcpFact& fact) {
  if (fact.kind != models::DhcpLogKind::nak) return "";  // it tells neither pings nor expiries
  bool ours = false;
  for (const models::DhcpScope& scope : witness.spec<ServerSpec>().dhcp.scopes) {
    ours = ours || scope.network.contains(fact.address);
  }
  return packet("DHCPNAK", fact.address, fact.mac, ours ? "address in use" : "wrong network");
}

}  // namespace

std::vector<LogFile> dnsmasq(const Witness& witness) {
  std::vector<Line> lines;
  for (const DhcpStep& step : dhcp_steps(witness)) {
    const std::string text =
        step.fact != nullptr ? words(witness, *step.fact) : words(*step.message, step.exhausted);
    if (text.empty()) continue;
    lines.push_back(
        {step.at, fmt::format("{} {} dnsmasq-dhcp[645]: {}", syslog_time(witness.wall(step.at)),
                              witness.name(), text)});
  }
  return one_file(witness, ".syslog", std::move(lines));
}

}  // namespace app::logs
