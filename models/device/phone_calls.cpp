#include "models/device/phone_calls.hpp"

#include <algorithm>

#include "models/device/phone.hpp"
#include "models/wire/call_tag.hpp"

namespace models {
namespace {

// Within a call to where its server's Contact says, or always to its server (an outbound proxy).
CallRules rules_of(const Phone& phone) {
  const PhoneConfig& config = phone.config();
  return {.dialog = &config.calls,
          .rtp = &config.rtp,
          .timers = config.sip.timers,
          .target = config.calls.follows_contact ? ContactUse::as_written : ContactUse::received,
          .target_setting = &config.calls.follows_contact};
}

TalkFact told(TalkFact fact, const Phone& phone, NodeId self) {
  fact.side = self;
  fact.by_phone = true;
  fact.server = phone.server_at(phone.registrar_address());
  return fact;
}

}  // namespace

// The call of another phone that came here by mistake is one of that user.
SipDialog::Party PhoneCalls::party(const Phone& phone, std::uint16_t call) const {
  const PhoneConfig& config = phone.config();
  const Ipv4 own = phone.station().host().address();
  const auto port =
      static_cast<std::uint16_t>(config.rtp.first_port + 2 * ((call + legs_.size()) % 64));
  return {.contact = {config.calls.contact_address.value_or(own), phone.listens_on()},
          .media = {config.rtp.address.value_or(own), port},
          .is_phone = true};
}

CallLeg* PhoneCalls::find(std::uint32_t user, std::uint16_t call) {
  const auto leg =
      std::ranges::find_if(legs_, [&](const CallLeg& one) { return one.is(user, call); });
  return leg == legs_.end() ? nullptr : &*leg;
}

bool PhoneCalls::hears(const RtpPacket& packet) const {
  return std::ranges::any_of(legs_,
                             [&](const CallLeg& leg) { return leg.is(packet.user, packet.call); });
}

void PhoneCalls::call(std::uint32_t called, Endpoint to, bool is_registered, Duration lasts,
                      Phone& phone, SipLine& line, Time now, Outbox& out) {
  made_ = static_cast<std::uint16_t>(made_ + 2);  // even ones are a phone's
  CallLeg leg(phone.number(), made_, party(phone, made_), now);
  LegActions actions;
  if (!is_registered) {
    TalkFact fact = leg.fact(rules_of(phone), {DialogEnd::not_registered, 0}, now);
    fact.calls = true;
    return out.journal.add(told(fact, phone, out.self));
  }
  leg.invite(called, to, lasts, rules_of(phone), now, actions);
  legs_.push_back(leg);
  carry_out(actions, legs_.back(), phone, line, now, out);
  forget_what_is_over();
}

void PhoneCalls::hold(bool holds, Phone& phone, SipLine& line, Time now, Outbox& out) {
  for (CallLeg& leg : legs_) {
    LegActions actions;
    leg.hold(holds, rules_of(phone), now, actions);
    carry_out(actions, leg, phone, line, now, out);
  }
  forget_what_is_over();
}

// RFC 3261 12.2.2: within a call that is not there, 481.
void PhoneCalls::receive(const CallMessage& message, Endpoint from, Phone& phone, SipLine& line,
                         Time now, Outbox& out) {
  CallLeg* leg = find(message.user, message.call);
  if (leg == nullptr) {
    if (!message.is_request() || message.method == SipMethod::ack) return;
    const bool is_other = message.user != phone.number() && phone.config().sip.checks_user;
    if (!begins_a_call(message) || is_other) {
      CallMessage answer = message;
      answer.status = is_other ? 404 : 481;
      answer.media_port = 0;
      answer.by_phone = true;
      line.send(answer, from, phone, now, out);
      return;
    }
    legs_.emplace_back(message.user, message.call, party(phone, message.call), now);
    leg = &legs_.back();
  }
  LegActions actions;
  leg->receive(message, from, rules_of(phone), now, actions);
  carry_out(actions, *leg, phone, line, now, out);
  forget_what_is_over();
}

void PhoneCalls::receive(const RtpPacket& packet, Endpoint from, Phone& phone, Time now) {
  if (CallLeg* leg = find(packet.user, packet.call)) {
    leg->receive(packet, from, rules_of(phone), now);
  }
}

void PhoneCalls::wake(Phone& phone, SipLine& line, Time now, Outbox& out) {
  for (CallLeg& leg : legs_) {
    while (now >= leg.deadline()) {
      LegActions actions;
      leg.wake(rules_of(phone), now, actions);
      carry_out(actions, leg, phone, line, now, out);
    }
  }
  forget_what_is_over();
}

void PhoneCalls::vanish(Phone& phone, SipLine& line, Time now, Outbox& out) {
  for (CallLeg& leg : legs_) {
    LegActions actions;
    leg.vanish(rules_of(phone), now, actions);
    carry_out(actions, leg, phone, line, now, out);
  }
  legs_.clear();
}

Time PhoneCalls::deadline() const {
  Time soonest = never;
  for (const CallLeg& leg : legs_) soonest = std::min(soonest, leg.deadline());
  return soonest;
}

std::vector<TalkFact> PhoneCalls::under_way(const Phone& phone, Time now) const {
  std::vector<TalkFact> facts;
  for (const CallLeg& leg : legs_) {
    if (leg.dialog().state() == SipDialog::State::over) continue;
    facts.push_back(told(leg.fact(rules_of(phone), {DialogEnd::hung_up, 0}, now), phone, {}));
  }
  return facts;
}

void PhoneCalls::forget_what_is_over() {
  std::erase_if(legs_, [](const CallLeg& leg) { return leg.is_over(); });
}

void PhoneCalls::carry_out(const LegActions& actions, CallLeg& leg, Phone& phone, SipLine& line,
                           Time now, Outbox& out) {
  bool leads_nowhere = false;
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<LegSend>(&action)) {
      const bool sent = line.send(send->message, send->to, phone, now, out);
      leads_nowhere = leads_nowhere || (!sent && send->message.is_request());
    } else if (const auto* speak = std::get_if<LegSpeak>(&action)) {
      phone.send({.message = speak->packet,
                  .source_port = leg.port(),
                  .destination_port = speak->to.port,
                  .length = length_of(speak->packet)},
                 speak->to.address, now, out);
    } else if (const auto* ended = std::get_if<LegEnded>(&action)) {
      out.journal.add(told(leg.fact(rules_of(phone), *ended, now), phone, out.self));
    }
  }
  if (!leads_nowhere) return;
  LegActions more;
  leg.unreachable(rules_of(phone), now, more);
  for (const auto& action : more) {
    if (const auto* ended = std::get_if<LegEnded>(&action)) {
      out.journal.add(told(leg.fact(rules_of(phone), *ended, now), phone, out.self));
    }
  }
}

}  // namespace models
