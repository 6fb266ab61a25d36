// Why a call that was answered ended by itself, or was not heard: the message, or the media, that
// died, and what had decided where it was sent.
#include "app/cause/talks.hpp"

#include "app/cause/frame_cause.hpp"

namespace app {
namespace {

using models::DialogEnd;
using models::TalkFact;

std::string path_of(const World& world, const TalkFact& side, const models::Cause& cause) {
  return world.path(world.device(side.side), cause.setting);
}

// Where it sends is what the other side says of itself, if that is not its own address.
std::string aim_of(const World& world, const TalkFact& from, const TalkFact* to, bool media) {
  if (to != nullptr) {
    const std::string said = path_of(world, *to, media ? to->media : to->cause);
    if (said.ends_with(media ? ".rtp.address" : ".contact_address")) return said;
  }
  return path_of(world, from, media ? from.media : from.cause);
}

// `from`: the side whose message or media did not arrive.
void walk(const World& world, const Scenario& scenario, Evidence& evidence, bool media,
          const TalkFact* from, Time since, Time until, Call& call) {
  const bool by_phone = from != nullptr && from->by_phone;
  const auto side = from == nullptr ? std::nullopt : std::optional(by_phone);
  evidence.find_talk_drops(call.phone, call.server, media, side, since, until, call.cause);
  name_setting(world, scenario, call.cause);
  if (from == nullptr) return;
  const auto& other = by_phone ? call.talk->server : call.talk->phone;
  const std::string why = aim_of(world, *from, other ? &*other : nullptr, media);
  (call.cause.setting.empty() ? call.cause.setting : call.cause.walked_too) = why;
}

void blame_drop(const World& world, const Scenario& scenario, Evidence& evidence, Call& call) {
  using Kind = TimelineEntry::Kind;
  const Talk& talk = *call.talk;
  const TalkFact& ender = talk.ender();
  const Time answered = talk.answered;
  switch (ender.how) {
    case DialogEnd::gone: {
      const std::size_t gone = world.device(ender.side);
      find_event(scenario, std::array{Kind::power_off, Kind::stop_service, Kind::hang}, gone,
                 call.ended, call.cause);
      return;
    }
    case DialogEnd::no_ack:
      return walk(world, scenario, evidence, false, talk.other(), answered, call.ended, call);
    case DialogEnd::unanswered:  // its own request, or the answer to it
      walk(world, scenario, evidence, false, &ender, answered, call.ended, call);
      if (call.cause.drop || talk.other() == nullptr) return;
      return walk(world, scenario, evidence, false, talk.other(), answered, call.ended, call);
    case DialogEnd::expired: {
      const TalkFact* other = talk.other();
      walk(world, scenario, evidence, false, other, answered, call.ended, call);
      if (!call.cause.drop) {
        call.cause.setting = path_of(world, ender, ender.cause);
        if (other != nullptr) call.cause.walked_too = path_of(world, *other, other->cause);
      }
      return;
    }
    case DialogEnd::no_media: {
      walk(world, scenario, evidence, true, talk.other(), ender.silent_since, call.ended, call);
      if (!call.cause.drop) call.cause.setting = path_of(world, ender, ender.cause);
      return;
    }
    case DialogEnd::hung_up:
    case DialogEnd::hung_up_there:
    case DialogEnd::refused:
    case DialogEnd::no_answer:
    case DialogEnd::not_registered: return;
  }
}

}  // namespace

void blame_talk(const World& world, const Scenario& scenario, Evidence& evidence, Call& call) {
  using enum models::SipCallEnd;
  const Talk& talk = *call.talk;
  if (call.how == dropped) return blame_drop(world, scenario, evidence, call);
  if (call.how == one_way || call.how == no_audio) {
    const auto& from = talk.phone_is_deaf ? talk.server : talk.phone;
    const Time until = talk.silent_since + talk.silence;
    return walk(world, scenario, evidence, true, from ? &*from : nullptr, talk.silent_since, until,
                call);
  }
  walk(world, scenario, evidence, false, &talk.ender(), call.began, call.ended, call);
  if (!call.cause.drop) {
    call.cause.setting.clear();
    walk(world, scenario, evidence, false, nullptr, call.began, call.ended, call);
  }
}

}  // namespace app
