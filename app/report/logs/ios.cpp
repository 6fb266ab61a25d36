// Cisco IOS as a DHCP server: what it logs without a debug, the two conflicts (the first as field
// dumps show it, the second after the guide, [ios-messages]). Left out: an exhausted pool is
// silent.
#include <fmt/format.h>

#include "app/report/logs/vendor.hpp"

namespace app::logs {

std::vector<LogFile> ios(const Witness& witness) {
  std::vector<Line> lines;
  for (const models::DhcpFact& fact : witness.journal().dhcp) {
    if (fact.server != witness.node()) continue;
    std::string text;
    if (fact.kind == models::DhcpLogKind::conflict) {
      text = fmt::format("%DHCPD-4-PING_CONFLICT: DHCP address conflict:  server pinged {}.",
                         to_text(fact.address));
    } else if (fact.kind == models::DhcpLogKind::declined) {
      text =
          fmt::format("%DHCPD-4-DECLINE_CONFLICT: DHCP address conflict:  client {} declined {}.",
                      cisco_mac(fact.mac), to_text(fact.address));
    } else {
      continue;
    }
    const Wall w = witness.wall(fact.at);
    lines.push_back({fact.at, fmt::format("{}.{:03}: {}", syslog_time(w), w.millisecond, text)});
  }
  return one_file(witness, ".syslog", std::move(lines));
}

}  // namespace app::logs
