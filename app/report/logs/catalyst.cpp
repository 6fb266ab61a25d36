// A Catalyst's port security: PSECURE_VIOLATION, and what err-disable says: [catalyst-messages].
// Assumed: ports are FastEthernet0/n; `restrict` logs each violation; a line falls 1 s after the
// port.
#include <fmt/format.h>

#include "app/report/logs/vendor.hpp"

namespace app::logs {

std::vector<LogFile> catalyst(const Witness& witness) {
  using std::chrono::seconds;
  const PortSecuritySpec& security = witness.spec<SwitchSpec>().port_security;
  if (security.violation == models::Violation::protect) return {};  // drops without a word
  std::vector<Line> lines;
  const auto say = [&](Time at, const std::string& text) {
    const Wall w = witness.wall(at);
    lines.push_back({at, fmt::format("{}.{:03}: {}", syslog_time(w), w.millisecond, text)});
  };
  for (const models::TraceRecord* record : witness.frames) {
    const int port = record->port + 1;
    const bool shuts = security.violation == models::Violation::shutdown;
    if (shuts) {
      say(record->at, fmt::format("%PM-4-ERR_DISABLE: psecure-violation error detected on Fa0/{0}, "
                                  "putting Fa0/{0} in err-disable state",
                                  port));
    }
    say(record->at, fmt::format("%PORT_SECURITY-2-PSECURE_VIOLATION: Security violation occurred, "
                                "caused by MAC address {} on port FastEthernet0/{}.",
                                cisco_mac(record->frame.source), port));
    if (!shuts) continue;
    say(record->at + seconds{1},
        fmt::format("%LINEPROTO-5-UPDOWN: Line protocol on Interface FastEthernet0/{}, changed "
                    "state to down",
                    port));
    const Time recovery = record->at + security.errdisable_interval;
    if (!security.errdisable_recovery || recovery > witness.world.network().now()) continue;
    say(recovery, fmt::format("%PM-4-ERR_RECOVER: Attempting to recover from psecure-violation "
                              "err-disable state on Fa0/{}",
                              port));
  }
  return one_file(witness, ".syslog", std::move(lines));
}

}  // namespace app::logs
