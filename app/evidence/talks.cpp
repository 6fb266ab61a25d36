// Calls that are answered: what their two sides saw, put together.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/evidence/observe.hpp"
#include "app/scenario/short_text.hpp"
#include "models/protocol/sip/sip_call_fields.hpp"
#include "models/wire/bytes/message_bytes.hpp"

namespace app {
namespace {

using models::DialogEnd;
using models::SipCallEnd;
using models::TalkFact;

// Assumed: whoever hears nothing for so long, asks whether the other one is still there. It is
// longer than a few lost packets take, of which each stands for many.
constexpr Duration noticed = std::chrono::seconds{10};

// Nobody had meant to end it so.
bool is_drop(DialogEnd how) {
  switch (how) {
    case DialogEnd::no_ack:
    case DialogEnd::unanswered:
    case DialogEnd::expired:
    case DialogEnd::no_media:
    case DialogEnd::gone: return true;
    case DialogEnd::hung_up:
    case DialogEnd::hung_up_there:
    case DialogEnd::refused:
    case DialogEnd::no_answer:
    case DialogEnd::not_registered: return false;
  }
  return false;
}

std::string_view reason_text(DialogEnd how) {
  switch (how) {
    case DialogEnd::no_ack: return "no ACK came for its 200 OK";
    case DialogEnd::unanswered: return "what it asked within the call was not answered";
    case DialogEnd::expired: return "nobody had refreshed the session";
    case DialogEnd::no_media: return "it heard nothing for too long";
    case DialogEnd::gone: return "for it was gone";
    case DialogEnd::hung_up:
    case DialogEnd::hung_up_there:
    case DialogEnd::refused:
    case DialogEnd::no_answer:
    case DialogEnd::not_registered: break;
  }
  return "";
}

// What of its longest silence lay in the call; none: nobody would have noticed.
Duration silence_of(const std::optional<TalkFact>& side, Time answered, Time ended) {
  if (!side || side->silent_since == models::never || side->silent_since >= ended) return {};
  const Duration lasted = std::min(side->silent_since + side->silence, ended) - side->silent_since;
  const bool is_all = lasted > std::chrono::seconds{1} && lasted + lasted / 9 > ended - answered;
  return lasted >= noticed || is_all ? lasted : Duration{};
}

SipCallEnd unanswered(const Talk& talk) {
  switch (talk.ender().how) {
    case DialogEnd::refused: return SipCallEnd::refused;
    case DialogEnd::not_registered: return SipCallEnd::not_registered;
    case DialogEnd::hung_up:
    case DialogEnd::hung_up_there:
      return talk.other() != nullptr ? SipCallEnd::rings : SipCallEnd::no_answer;
    case DialogEnd::no_answer:
    case DialogEnd::no_ack:
    case DialogEnd::unanswered:
    case DialogEnd::expired:
    case DialogEnd::no_media:
    case DialogEnd::gone: break;
  }
  return SipCallEnd::no_answer;
}

std::string text_of(const Call& call, const std::string& phone, const std::string& server) {
  const Talk& talk = *call.talk;
  const bool phone_calls = talk.phone ? talk.phone->calls : !talk.server->calls;
  const std::string by = phone_calls ? "its own call: " : "";
  const Duration lasted = talk.answered == models::never ? Duration{} : call.ended - talk.answered;
  std::string text;
  switch (call.how) {
    case SipCallEnd::rings: return by + "it rings, and nobody picks up";
    case SipCallEnd::refused:
      return by + fmt::format("refused with {} {}", talk.ender().status,
                              models::sip_phrase(talk.ender().status));
    case SipCallEnd::no_answer:
      return by + "no answer within " + short_text(call.ended - call.began);
    case SipCallEnd::not_registered: return by + "it is not registered";
    case SipCallEnd::answered:
    case SipCallEnd::one_way:
    case SipCallEnd::no_audio: text = by + "answered, for " + short_text(lasted); break;
    case SipCallEnd::dropped:
      text = by + fmt::format("dropped after {}: {} ended it, {}", short_text(lasted),
                              talk.phone_ended_it ? phone : server, reason_text(talk.ender().how));
      break;
    case SipCallEnd::rings_elsewhere:
    case SipCallEnd::unreachable: return "";
  }
  if (!talk.phone_is_deaf && !talk.server_is_deaf) return text;
  const std::string who = !talk.server_is_deaf  ? phone + " hears nothing"
                          : !talk.phone_is_deaf ? "who is at the other end hears nothing"
                                                : "neither hears anything";
  return text + fmt::format("; {} from {} on, for {}", who, sim::clock_text(talk.silent_since),
                            short_text(talk.silence));
}

class Talks {
 public:
  Talks(const World& world, const Scenario& scenario, History& history)
      : world_(world), scenario_(scenario), history_(history) {
    const models::Network& network = world.network();
    for (const TalkFact& fact : network.journal().talks) add(fact);
    add_under_way<models::Phone>(network);
    add_under_way<models::CallServer>(network);
  }

  void tell() {
    for (auto& [key, talk] : talks_) tell(key.first, std::move(talk));
  }

 private:
  template <class Device>
  void add_under_way(const models::Network& network) {
    const auto& devices = network.all<Device>();
    const auto kind = static_cast<std::uint8_t>(models::node_kind<Device>());
    for (std::uint32_t i = 0; i < devices.size(); ++i) {
      for (TalkFact fact : devices[i].talks(history_.end)) {
        fact.side = models::NodeId(kind, i);
        add(fact);
      }
    }
  }
  void add(const TalkFact& fact) {
    Talk& talk = talks_[{fact.phone, fact.call}];
    (fact.by_phone ? talk.phone : talk.server) = fact;
  }
  void tell(std::uint32_t number, Talk talk) {
    talk.phone_ended_it = talk.phone && (!talk.server || talk.phone->at < talk.server->at);
    Call call{.phone = world_.phone(number),
              .server = talk.server ? world_.device(talk.server->side)
                                    : world_.server_of(number, talk.phone->server),
              .began = talk.ender().began,
              .ended = talk.ender().at,
              .end = {},
              .text = {}};
    for (const auto* side : {&talk.phone, &talk.server}) {
      if (!*side) continue;
      call.began = std::min(call.began, (*side)->began);
      talk.answered = std::min(talk.answered, (*side)->answered);
    }
    if (talk.ender().answered != models::never) talk.answered = talk.ender().answered;
    if (talk.answered == models::never) {
      call.how = unanswered(talk);
    } else {
      judge_audio(talk, call.ended);
      call.how = is_drop(talk.ender().how)                   ? SipCallEnd::dropped
                 : talk.phone_is_deaf && talk.server_is_deaf ? SipCallEnd::no_audio
                 : talk.phone_is_deaf || talk.server_is_deaf ? SipCallEnd::one_way
                                                             : SipCallEnd::answered;
    }
    call.end = std::string(to_text(call.how));
    call.failed = call.how != SipCallEnd::rings && call.how != SipCallEnd::answered;
    call.talk = std::move(talk);
    call.text =
        text_of(call, scenario_.devices[call.phone].name, scenario_.devices[call.server].name);
    history_.calls.push_back(std::move(call));
  }
  static void judge_audio(Talk& talk, Time ended) {
    const Duration phone = silence_of(talk.phone, talk.answered, ended);
    const Duration server = silence_of(talk.server, talk.answered, ended);
    talk.phone_is_deaf = phone > Duration{};
    talk.server_is_deaf = server > Duration{};
    talk.silence = std::max(phone, server);
    if (talk.silence == Duration{}) return;
    talk.silent_since = (phone >= server ? talk.phone : talk.server)->silent_since;
  }

  const World& world_;
  const Scenario& scenario_;
  History& history_;
  std::map<std::pair<std::uint32_t, std::uint16_t>, Talk> talks_;
};

}  // namespace

void read_talks(const World& world, const Scenario& scenario, History& history) {
  Talks(world, scenario, history).tell();
}

}  // namespace app
