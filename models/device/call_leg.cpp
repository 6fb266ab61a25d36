#include "models/device/call_leg.hpp"

#include <algorithm>

namespace models {

void CallLeg::invite(std::uint32_t called, Endpoint to, Duration lasts, const CallRules& rules,
                     Time now, LegActions& out) {
  calls_ = true;
  first_hop_ = heard_from_ = to;
  lasts_ = lasts;
  hangs_up_at_ = now + rings_at_most;
  SipDialogActions actions;
  dialog_.invite(called, *rules.dialog, rules.timers, now, actions);
  carry_out(actions, rules, now, out);
}

void CallLeg::receive(const CallMessage& message, Endpoint from, const CallRules& rules, Time now,
                      LegActions& out) {
  heard_from_ = from;
  if (message.is_request()) answers_to_ = answers_go_to(message, from, rules.force_rport);
  SipDialogActions actions;
  dialog_.receive(message, *rules.dialog, rules.timers, now, actions);
  carry_out(actions, rules, now, out);
}

void CallLeg::receive(const RtpPacket&, Endpoint from, const CallRules& rules, Time now) {
  rtp_.receive(from, *rules.rtp, now);
}

void CallLeg::pass_on(const RtpPacket& packet, LegActions& out) {
  if (!rtp_.talks() || packet.is_keepalive) return;
  out.push_back(LegSpeak{{.user = dialog_.user(), .call = dialog_.call(), .sequence = ++sequence_},
                         rtp_.to()});
}

void CallLeg::accept(const CallRules& rules, Time now, LegActions& out) {
  SipDialogActions actions;
  dialog_.accept(*rules.dialog, rules.timers, now, actions);
  carry_out(actions, rules, now, out);
}

void CallLeg::refuse(std::uint16_t status, const CallRules& rules, Time now, LegActions& out) {
  SipDialogActions actions;
  dialog_.refuse(status, now, actions);
  carry_out(actions, rules, now, out);
}

void CallLeg::hang_up(const CallRules& rules, Time now, LegActions& out) {
  SipDialogActions actions;
  dialog_.hang_up(rules.timers, now, actions);
  carry_out(actions, rules, now, out);
}

void CallLeg::hold(bool holds, const CallRules& rules, Time now, LegActions& out) {
  SipDialogActions actions;
  dialog_.hold(holds, rules.timers, now, actions);
  carry_out(actions, rules, now, out);
}

void CallLeg::unreachable(const CallRules& rules, Time now, LegActions& out) {
  SipDialogActions actions;
  dialog_.transport_failed(rules.timers, now, actions);
  carry_out(actions, rules, now, out);
}

void CallLeg::vanish(const CallRules& rules, Time now, LegActions& out) {
  SipDialogActions actions;
  dialog_.vanish(actions);
  carry_out(actions, rules, now, out);
}

Time CallLeg::deadline() const {
  return std::min({dialog_.deadline(), rtp_.deadline(), hangs_up_at_});
}

void CallLeg::wake(const CallRules& rules, Time now, LegActions& out) {
  SipDialogActions actions;
  if (now >= hangs_up_at_) {
    hangs_up_at_ = never;
    dialog_.hang_up(rules.timers, now, actions);
  } else if (now >= dialog_.deadline()) {
    dialog_.wake(*rules.dialog, rules.timers, now, actions);
  } else if (now >= rtp_.deadline()) {
    RtpActions media;
    rtp_.wake(*rules.rtp, now, media);
    for (const auto& action : media) {
      if (const auto* packet = std::get_if<RtpSend>(&action)) {
        out.push_back(LegSpeak{{.user = dialog_.user(),
                                .call = dialog_.call(),
                                .sequence = ++sequence_,
                                .is_keepalive = packet->is_keepalive},
                               rtp_.to()});
      } else {
        on_hold_ = !rtp_.talks();
        dialog_.hang_up(rules.timers, now, actions, DialogEnd::no_media);
      }
    }
  }
  carry_out(actions, rules, now, out);
}

// RFC 3261 12.2.1.1; a connection is used again (RFC 5923), as no other leads behind a NAT.
Endpoint CallLeg::target(const CallRules& rules) const {
  const Endpoint written = dialog_.contact();
  if (heard_from_.stream || written.port == 0) return heard_from_;
  switch (rules.target) {
    case ContactUse::received: break;
    case ContactUse::if_behind_nat:
      return written.address != heard_from_.address ? heard_from_ : written;
    case ContactUse::as_written: return written;
  }
  return heard_from_;
}

void CallLeg::follow(const CallRules& rules, Time now) {
  rtp_.follow(dialog_.talks(), dialog_.media(), *rules.rtp, now);
}

void CallLeg::carry_out(const SipDialogActions& actions, const CallRules& rules, Time now,
                        LegActions& out) {
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<DialogSend>(&action)) {
      const Endpoint to = send->way == DialogWay::first_hop ? first_hop_
                          : send->way == DialogWay::back    ? answers_to_
                                                            : target(rules);
      out.push_back(LegSend{send->message, to});
    } else if (std::holds_alternative<DialogRings>(action)) {
      out.push_back(LegRings{});
    } else if (std::holds_alternative<DialogAnswered>(action)) {
      answered_ = now;
      hangs_up_at_ = calls_ ? now + lasts_ : never;
      follow(rules, now);
      out.push_back(LegAnswered{});
    } else if (std::holds_alternative<DialogMedia>(action)) {
      follow(rules, now);
    } else {
      const auto& ended = std::get<DialogEnded>(action);
      hangs_up_at_ = never;
      rtp_.stop(now);
      out.push_back(LegEnded{ended.how, ended.status});
    }
  }
}

TalkFact CallLeg::fact(const CallRules& rules, LegEnded ended, Time now) const {
  RtpStream media = rtp_;
  media.stop(now);
  TalkFact fact{.at = now,
                .began = began_,
                .answered = answered_,
                .silent_since = media.silent_since(),
                .silence = media.longest_silence(),
                .phone = dialog_.user(),
                .side = {},
                .cause = {.setting = rules.target_setting},
                .media = {.setting = &rules.rtp->sends_to},
                .call = dialog_.call(),
                .status = ended.status,
                .how = ended.how,
                .calls = calls_};
  if (rules.rtp->address) fact.media.setting = &rules.rtp->address;
  if (rules.dialog->contact_address) fact.cause.setting = &rules.dialog->contact_address;
  if (dialog_.is_refreshed_here() && !rules.dialog->refreshes) {
    fact.cause.setting = &rules.dialog->refreshes;
  }
  if (ended.how == DialogEnd::expired) fact.cause.setting = &rules.dialog->session_expires;
  if (ended.how == DialogEnd::no_media) {
    fact.cause.setting = on_hold_ ? &rules.rtp->hold_silence_ends : &rules.rtp->silence_ends;
  }
  return fact;
}

}  // namespace models
