// The audit log of a Windows DHCP server, 2008 R2: one file for each day of the week, overwritten
// after seven days; [ms-dhcp-audit] shows the Conflict line. Left out: DNS updates (30-32) and
// clean-ups (24, 25), which nothing models; no client here tells its host name.
#include <fmt/format.h>

#include <map>

#include "app/report/logs/vendor.hpp"

namespace app::logs {
namespace {

using models::DhcpLogKind;

struct Event {
  int id;
  std::string_view description;
  std::string_view host;
  int quarantine;  // QResult: 0 NoQuarantine, 6 no quarantine information
};
Event event_of(DhcpLogKind kind) {
  switch (kind) {
    case DhcpLogKind::assigned: return {10, "Assign", "", 0};
    case DhcpLogKind::renewed: return {11, "Renew", "", 0};
    case DhcpLogKind::released: return {12, "Release", "", 6};
    case DhcpLogKind::conflict: return {13, "Conflict", "BAD_ADDRESS", 6};
    case DhcpLogKind::pool_exhausted: return {14, "Scope Full", "", 6};  // text unconfirmed
    case DhcpLogKind::nak: return {15, "NACK", "", 6};
    case DhcpLogKind::expired: return {17, "Expired", "", 6};
    case DhcpLogKind::declined: return {13, "Conflict", "BAD_ADDRESS", 6};
  }
  return {};
}

constexpr std::string_view header =
    "\t\tMicrosoft DHCP Service Activity Log\r\n\r\n\r\n"
    "Event ID  Meaning\r\n"
    "00\tThe log was started.\r\n"
    "01\tThe log was stopped.\r\n"
    "02\tThe log was temporarily paused due to low disk space.\r\n"
    "10\tA new IP address was leased to a client.\r\n"
    "11\tA lease was renewed by a client.\r\n"
    "12\tA lease was released by a client.\r\n"
    "13\tAn IP address was found to be in use on the network.\r\n"
    "14\tA lease request could not be satisfied because the scope's address pool was exhausted.\r\n"
    "15\tA lease was denied.\r\n"
    "16\tA lease was deleted.\r\n"
    "17\tA lease was expired and DNS records for an expired leases have not been deleted.\r\n"
    "18\tA lease was expired and DNS records were deleted.\r\n"
    "20\tA BOOTP address was leased to a client.\r\n"
    "21\tA dynamic BOOTP address was leased to a client.\r\n"
    "22\tA BOOTP request could not be satisfied because the scope's address pool for BOOTP was "
    "exhausted.\r\n"
    "23\tA BOOTP IP address was deleted after checking to see it was not in use.\r\n"
    "24\tIP address cleanup operation has began.\r\n"
    "25\tIP address cleanup statistics.\r\n"
    "30\tDNS update request to the named DNS server.\r\n"
    "31\tDNS update failed.\r\n"
    "32\tDNS update successful.\r\n"
    "33\tPacket dropped due to NAP policy.\r\n"
    "34\tDNS update request failed.as the DNS update request queue limit exceeded.\r\n"
    "35\tDNS update request failed.\r\n"
    "50+\tCodes above 50 are used for Rogue Server Detection information.\r\n\r\n"
    "QResult: 0: NoQuarantine, 1:Quarantine, 2:Drop Packet, 3:Probation,6:No Quarantine "
    "Information ProbationTime:Year-Month-Day Hour:Minute:Second:MilliSecond.\r\n\r\n"
    "ID,Date,Time,Description,IP Address,Host Name,MAC Address,User Name, TransactionID, QResult,"
    "Probationtime, CorrelationID,Dhcid.\r\n";

}  // namespace

std::vector<LogFile> windows_dhcp(const Witness& witness) {
  struct Day {
    std::string date;
    std::string text;
  };
  std::map<std::string, Day> week;
  const auto line = [&](Time at, int id, std::string_view description, const std::string& rest) {
    const Wall wall = witness.wall(at);
    const std::string date =
        fmt::format("{:02}/{:02}/{:02}", wall.month, wall.day, wall.year % 100);
    Day& day = week[std::string(wall.weekday_name())];
    if (day.date != date) day = {date, std::string(header)};
    day.text += fmt::format("{:02},{},{},{},{}\r\n", id, date, wall.clock(), description, rest);
  };
  auto frame = witness.frames.begin();
  std::map<std::uint64_t, std::uint32_t> transactions;  // by MAC: the last one that it began
  bool started = false;
  for (const models::DhcpFact& fact : witness.journal().dhcp) {
    if (fact.server != witness.node()) continue;
    for (; frame != witness.frames.end() && (*frame)->at <= fact.at; ++frame) {
      const auto* message = dhcp_of(**frame);
      transactions[message->chaddr().value] = message->xid;
    }
    if (!started) line(Time{}, 0, "Started", ",,,,0,6,,,");
    started = true;
    const Event event = event_of(fact.kind);
    const bool bad = !event.host.empty();  // Microsoft's example names no MAC
    const auto known = transactions.find(fact.mac.value);
    const std::uint32_t xid = bad || known == transactions.end() ? 0 : known->second;
    line(fact.at, event.id, event.description,
         fmt::format("{},{},{},,{},{},,,", fact.address == sim::Ipv4{} ? "" : to_text(fact.address),
                     event.host, bad ? "" : digits_of(fact.mac), xid, event.quarantine));
  }
  std::vector<LogFile> files;
  for (const auto& [name, day] : week) {
    files.push_back({witness.name() + ".DhcpSrvLog-" + name + ".log", day.text});
  }
  return files;
}

}  // namespace app::logs
