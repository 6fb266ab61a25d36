#include "models/device/server_talks.hpp"

#include <algorithm>

#include "models/device/call_server.hpp"
#include "models/wire/call_tag.hpp"

namespace models {
namespace {

CallRules rules_of(const CallServer& server, const CallLeg& leg) {
  const CallServerConfig& config = server.config();
  return {.dialog = &config.calls,
          .rtp = &config.rtp,
          .timers = {.t1 = config.sip.t1, .t2 = config.sip.t2, .reliable = leg.is_on_stream()},
          .target = config.sip.contact,
          .target_setting = &config.sip.contact,
          .force_rport = config.sip.force_rport};
}

}  // namespace

ServerTalks::Leg* ServerTalks::find(std::uint32_t user, std::uint16_t call) {
  const auto leg =
      std::ranges::find_if(legs_, [&](const Leg& one) { return one.leg.is(user, call); });
  return leg == legs_.end() ? nullptr : &*leg;
}

ServerTalks::Leg& ServerTalks::add(CallServer& server, std::uint32_t user, std::uint16_t call,
                                   Time now) {
  const CallServerConfig& config = server.config();
  const Ipv4 own = server.host().address();
  made_ = static_cast<std::uint16_t>(made_ + 1);
  const auto port = static_cast<std::uint16_t>(config.rtp.first_port + 2 * (made_ % 2048));
  const SipDialog::Party self{.contact = {config.calls.contact_address.value_or(own),
                                          static_cast<std::uint16_t>(config.port)},
                              .media = {config.rtp.address.value_or(own), port}};
  legs_.push_back({.leg = CallLeg(user, call, self, now)});
  return legs_.back();
}

void ServerTalks::call(CallServer& server, std::uint32_t phone, const SipContact& where,
                       Duration lasts, Time now, Outbox& out) {
  const auto call = static_cast<std::uint16_t>(2 * made_ + 1);  // odd ones are a server's
  CallLeg& leg = add(server, phone, call, now).leg;
  LegActions actions;
  leg.invite(phone, where.endpoint(), lasts, rules_of(server, leg), now, actions);
  carry_out(actions, phone, call, server, now, out);
  forget_what_is_over();
}

void ServerTalks::receive(const CallMessage& message, Endpoint from, const SipContact* whom,
                          CallServer& server, Time now, Outbox& out) {
  Leg* leg = find(message.user, message.call);
  if (leg == nullptr) {
    if (!message.is_request() || message.method == SipMethod::ack) return;
    if (!begins_a_call(message)) {  // RFC 3261 12.2.2
      CallMessage answer = message;
      answer.status = 481;
      answer.media_port = 0;
      answer.by_phone = false;
      return server.send(answer, answers_go_to(message, from, server.config().sip.force_rport), now,
                         out);
    }
    leg = &add(server, message.user, message.call, now);
  }
  const bool is_new = leg->leg.dialog().state() == SipDialog::State::idle;
  LegActions actions;
  leg->leg.receive(message, from, rules_of(server, leg->leg), now, actions);
  carry_out(actions, message.user, message.call, server, now, out);
  leg = find(message.user, message.call);
  const bool rings = leg->leg.dialog().state() == SipDialog::State::offered;
  if (is_new && rings && message.called() != outside_the_house) {
    connect(*leg, whom, server, now, out);
  }
  forget_what_is_over();
}

// A second call, to the phone that was called; the first one is answered when that is.
void ServerTalks::connect(Leg& caller, const SipContact* whom, CallServer& server, Time now,
                          Outbox& out) {
  const std::uint32_t user = caller.leg.dialog().user();
  const std::uint16_t first = caller.leg.dialog().call();
  const std::uint32_t called = caller.leg.dialog().called();
  caller.leg.bridge();
  if (whom == nullptr) {
    LegActions actions;
    caller.leg.refuse(480, rules_of(server, caller.leg), now, actions);
    return carry_out(actions, user, first, server, now, out);
  }
  const auto second = static_cast<std::uint16_t>(2 * made_ + 1);
  caller.other = second;
  caller.other_phone = called;
  Leg& leg = add(server, called, second, now);
  leg.other = first;
  leg.other_phone = user;
  leg.leg.bridge();
  LegActions actions;
  leg.leg.invite(called, whom->endpoint(), CallLeg::for_ever, rules_of(server, leg.leg), now,
                 actions);
  carry_out(actions, called, second, server, now, out);
}

bool ServerTalks::receive(const RtpPacket& packet, Endpoint from, CallServer& server, Time now,
                          Outbox& out) {
  Leg* leg = find(packet.user, packet.call);
  if (leg == nullptr) return false;
  leg->leg.receive(packet, from, rules_of(server, leg->leg), now);
  follow(*leg);
  Leg* other = leg->other != 0 ? find(leg->other_phone, leg->other) : nullptr;
  if (other == nullptr) return true;
  LegActions actions;
  other->leg.pass_on(packet, actions);
  carry_out(actions, leg->other_phone, leg->other, server, now, out);
  return true;
}

void ServerTalks::wake(CallServer& server, Time now, Outbox& out) {
  if (now < soonest_) return;
  for (std::size_t i = 0; i < legs_.size(); ++i) {  // more may be added meanwhile
    while (now >= legs_[i].leg.deadline()) {
      LegActions actions;
      legs_[i].leg.wake(rules_of(server, legs_[i].leg), now, actions);
      carry_out(actions, legs_[i].leg.dialog().user(), legs_[i].leg.dialog().call(), server, now,
                out);
    }
  }
  forget_what_is_over();
  soonest_ = never;
  for (const Leg& leg : legs_) follow(leg);
}

void ServerTalks::vanish(CallServer& server, Time now, Outbox& out) {
  for (Leg& leg : legs_) {
    leg.other = 0;
    LegActions actions;
    leg.leg.vanish(rules_of(server, leg.leg), now, actions);
    carry_out(actions, leg.leg.dialog().user(), leg.leg.dialog().call(), server, now, out);
  }
  legs_.clear();
  soonest_ = never;
}

std::vector<TalkFact> ServerTalks::under_way(const CallServer& server, Time now) const {
  std::vector<TalkFact> facts;
  for (const Leg& one : legs_) {
    if (one.leg.dialog().state() == SipDialog::State::over) continue;
    facts.push_back(one.leg.fact(rules_of(server, one.leg), {DialogEnd::hung_up, 0}, now));
  }
  return facts;
}

void ServerTalks::follow(const Leg& leg) { soonest_ = std::min(soonest_, leg.leg.deadline()); }

void ServerTalks::forget_what_is_over() {
  std::erase_if(legs_, [](const Leg& leg) { return leg.leg.is_over(); });
}

// Of the other side of a call that goes through: it is answered, or it is over.
void ServerTalks::tell_other(const Leg& leg, bool answered, CallServer& server, Time now,
                             Outbox& out) {
  Leg* other = leg.other != 0 ? find(leg.other_phone, leg.other) : nullptr;
  if (other == nullptr) return;
  const std::uint32_t user = leg.other_phone;
  const std::uint16_t call = leg.other;
  LegActions actions;
  if (answered) {
    other->leg.accept(rules_of(server, other->leg), now, actions);
  } else {
    other->other = 0;
    other->leg.hang_up(rules_of(server, other->leg), now, actions);
  }
  carry_out(actions, user, call, server, now, out);
}

void ServerTalks::carry_out(const LegActions& actions, std::uint32_t user, std::uint16_t call,
                            CallServer& server, Time now, Outbox& out) {
  bool leads_nowhere = false;
  for (const auto& action : actions) {
    Leg* leg = find(user, call);
    if (leg == nullptr) return;
    if (const auto* send = std::get_if<LegSend>(&action)) {
      leads_nowhere = leads_nowhere || (send->message.is_request() && !server.leads_to(send->to));
      server.send(send->message, send->to, now, out);
    } else if (const auto* speak = std::get_if<LegSpeak>(&action)) {
      server.send(speak->packet, leg->leg.port(), speak->to, now, out);
    } else if (std::holds_alternative<LegAnswered>(action)) {
      if (leg->leg.calls()) tell_other(*leg, true, server, now, out);
    } else if (const auto* ended = std::get_if<LegEnded>(&action)) {
      TalkFact fact = leg->leg.fact(rules_of(server, leg->leg), *ended, now);
      fact.side = out.self;
      out.journal.add(fact);
      tell_other(*leg, false, server, now, out);
    }
  }
  Leg* leg = find(user, call);
  if (leg == nullptr) return;
  if (leads_nowhere) {
    LegActions more;
    leg->leg.unreachable(rules_of(server, leg->leg), now, more);
    for (const auto& action : more) {
      const auto* ended = std::get_if<LegEnded>(&action);
      if (ended == nullptr) continue;
      TalkFact fact = leg->leg.fact(rules_of(server, leg->leg), *ended, now);
      fact.side = out.self;
      out.journal.add(fact);
      tell_other(*leg, false, server, now, out);
    }
  }
  if ((leg = find(user, call)) != nullptr) follow(*leg);
}

}  // namespace models
