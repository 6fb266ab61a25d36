// Calls to phones: how each ended.
#include <fmt/format.h>

#include <algorithm>

#include "app/evidence/observe.hpp"
#include "app/scenario/short_text.hpp"
#include "models/protocol/sip/sip_call_fields.hpp"
#include "models/wire/bytes/message_bytes.hpp"

namespace app {
namespace {

using models::SipCallEnd;

std::string text_of(const models::CallFact& fact) {
  switch (fact.how) {
    case SipCallEnd::rings: return "it rings";
    case SipCallEnd::rings_elsewhere: return "another phone rings";
    case SipCallEnd::refused:  // by nobody but a phone that has the called one's port
      return fmt::format("another phone refuses it with {} {}", fact.status,
                         models::sip_phrase(fact.status));
    case SipCallEnd::no_answer: return "no answer within " + short_text(fact.at - fact.began);
    case SipCallEnd::unreachable: return "its server does not try: UNREACHABLE or LAGGED";
    case SipCallEnd::not_registered: return "its server has no registration of it";
    case SipCallEnd::answered:  // read_talks()
    case SipCallEnd::one_way:
    case SipCallEnd::no_audio:
    case SipCallEnd::dropped: break;
  }
  return "";
}

}  // namespace

void read_calls(const World& world, const Scenario& scenario, History& history) {
  std::vector<models::CallFact> facts = world.network().journal().calls;
  const auto& servers = world.network().all<models::CallServer>();
  for (std::uint32_t i = 0; i < servers.size(); ++i) {  // still calling when the run ends
    std::uint32_t told = 0;                             // the branches of a call lie side by side
    for (const auto& call : servers[i].calls()) {
      if (call.sip.is_answered() || call.is_decided) continue;
      if (call.fork != 0 && std::exchange(told, call.fork) == call.fork) continue;
      const auto kind = static_cast<std::uint8_t>(models::node_kind<models::CallServer>());
      facts.push_back({.at = history.end,
                       .began = call.began,
                       .phone = call.sip.user(),
                       .server = models::NodeId(kind, i),
                       .how = SipCallEnd::no_answer});
    }
  }
  for (const models::CallFact& fact : facts) {
    Call call{.phone = world.phone(fact.phone),
              .server = world.device(fact.server),
              .began = fact.began,
              .ended = fact.at,
              .how = fact.how,
              .end = std::string(to_text(fact.how)),
              .text = text_of(fact),
              .failed = fact.how != SipCallEnd::rings};
    history.calls.push_back(std::move(call));
  }
  read_talks(world, scenario, history);
  std::ranges::stable_sort(history.calls, {}, &Call::began);
}

}  // namespace app
