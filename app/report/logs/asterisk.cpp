// Asterisk's `full` log with chan_sip (STARFACE calls it PBX): NOTICE and, with verbose 3, who
// registers; [chan-sip]. The line number of sip_poke_noanswer is 11.0.1's, from a field dump; the
// other numbers, and the thread ids, are assumed ([assumed-logs]).
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/report/logs/vendor.hpp"

namespace app::logs {
namespace {

using models::BindingFact;
using models::SipMessage;
using models::SipMethod;

class Asterisk {
 public:
  explicit Asterisk(const Witness& witness)
      : witness_(witness),
        max_ms_(witness.spec<CallServerSpec>().sip.qualify / std::chrono::milliseconds{1}) {}

  std::vector<LogFile> write() {
    auto frame = witness_.frames.begin();
    const auto seen_until = [&](Time at) {
      for (; frame != witness_.frames.end() && (*frame)->at <= at; ++frame) seen(**frame);
    };
    for (const BindingFact& fact : witness_.journal().bindings) {
      if (fact.server != witness_.node()) continue;
      seen_until(fact.at - Duration{1});
      contacts(frame, fact.at);
      told(fact);
    }
    seen_until(models::never);
    return one_file(witness_, ".full", std::move(lines_));
  }

 private:
  struct Peer {
    Time poked{};  // the first OPTIONS of this exchange
    std::uint32_t cseq = 0;
    std::string contact;
    bool registered = false;
    bool reachable = false;
  };
  using Frames = std::vector<const models::TraceRecord*>::const_iterator;

  // The REGISTER that makes this binding came at the same moment: from where?
  void contacts(Frames frame, Time at) {
    for (; frame != witness_.frames.end() && (*frame)->at <= at; ++frame) registers(**frame);
  }
  void registers(const models::TraceRecord& record) {
    const auto* sip = sip_of(record);
    if (sip == nullptr || is_sent(record) || !sip->is_request()) return;
    if (sip->method != SipMethod::register_) return;
    peers_[sip->user].contact =
        fmt::format("{}:{}", to_text(record.frame.ipv4()->source), ports_of(record).source);
  }
  void seen(const models::TraceRecord& record) {
    const auto* sip = sip_of(record);
    if (sip == nullptr) return;
    registers(record);
    if (sip->status == 403) wrong_password(record, *sip);
    if (sip->method != SipMethod::options) return;
    Peer& peer = peers_[sip->user];
    if (is_sent(record) && sip->is_request() && sip->cseq != peer.cseq) {
      peer.cseq = sip->cseq;
      peer.poked = record.at;
    } else if (!is_sent(record) && sip->is_final() && !peer.reachable && peer.registered) {
      peer.reachable = true;
      const auto ms = std::max<std::int64_t>(  // as ast_tvdiff_ms: cut off, but at least 1
          1, (record.at - peer.poked) / std::chrono::milliseconds{1});
      line(record.at, "NOTICE[1871]: chan_sip.c:23005 handle_response_peerpoke",
           fmt::format("Peer '{}' is now {}. ({}ms / {}ms)", name(sip->user),
                       ms > max_ms_ ? "Lagged" : "Reachable", ms, max_ms_));
    }
  }
  void wrong_password(const models::TraceRecord& record, const SipMessage& sip) {
    line(record.at, "NOTICE[1871]: chan_sip.c:28532 handle_request_register",
         fmt::format("Registration from '<sip:{}@{}>' failed for '{}:{}' - Wrong password",
                     name(sip.user), to_text(record.frame.ipv4()->source),
                     to_text(record.frame.ipv4()->destination), ports_of(record).destination));
  }
  void told(const BindingFact& fact) {
    Peer& peer = peers_[fact.phone];
    if (fact.bound) {
      if (!peer.registered) {
        line(fact.at, "VERBOSE[1871]: chan_sip.c:16209 parse_register_contact",
             fmt::format("    -- Registered SIP '{}' at {}", name(fact.phone), peer.contact));
      }
      peer.registered = true;
    } else if (fact.why == models::Unbound::unreachable) {  // it stays registered
      peer.reachable = false;
      line(fact.at, "NOTICE[1871]: chan_sip.c:28837 sip_poke_noanswer",
           fmt::format("Peer '{}' is now UNREACHABLE!  Last qualify: {}", name(fact.phone),
                       fact.last_qualify));
    } else {
      peer.registered = peer.reachable = false;
      if (fact.why == models::Unbound::server_down) return;  // without power it says nothing
      line(fact.at, "VERBOSE[1871]: chan_sip.c:15560 expire_register",
           fmt::format("    -- Unregistered SIP '{}'", name(fact.phone)));
    }
  }
  const std::string& name(std::uint32_t phone) const { return witness_.phone(phone).name; }
  void line(Time at, std::string_view who, const std::string& text) {
    lines_.push_back({at, fmt::format("[{}] {}: {}", syslog_time(witness_.wall(at)), who, text)});
  }

  const Witness& witness_;
  std::int64_t max_ms_;
  std::map<std::uint32_t, Peer> peers_;
  std::vector<Line> lines_;
};

}  // namespace

std::vector<LogFile> asterisk(const Witness& witness) { return Asterisk(witness).write(); }

}  // namespace app::logs
