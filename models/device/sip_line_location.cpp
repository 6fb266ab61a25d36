// A SIP phone whose registrar is one of several, or a name: which one is asked, and what DNS says.
#include <algorithm>

#include "models/device/phone.hpp"
#include "models/device/sip_line.hpp"

namespace models {

// Keepalives go where the registration is, also while a REGISTER tries another server.
Endpoint SipLine::target_of(const SipMessage& request, const Phone& phone) const {
  if (location_ == nullptr || request.method != SipMethod::register_) return registrar(phone);
  return location_->target;
}

void SipLine::registered(Phone& phone, Time now, Outbox& out) {
  if (location_ != nullptr) {
    location_->registrar = location_->target;
    location_->locator.target_answered();
  }
  phone.tell(
      {.server = phone.server_at(registrar(phone).address), .kind = PhoneFact::Kind::registered},
      now, out);
}

void SipLine::carry_out(const DnsActions& actions, Phone& phone, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* question = std::get_if<DnsSend>(&action)) {
      phone.send({.message = question->message,
                  .source_port = phone.dns_port(),
                  .destination_port = dns_port,
                  .length = length_of(question->message)},
                 question->to, now, out);
    } else if (const auto* resolved = std::get_if<DnsResolved>(&action)) {
      tell_locator([&](SrvActions& more) { location_->locator.resolved(*resolved, now, more); },
                   phone, now, out);
    } else {
      const auto& failed = std::get<DnsFailed>(action);
      tell_locator([&](SrvActions& more) { location_->locator.failed(failed, now, more); }, phone,
                   now, out);
    }
  }
}

void SipLine::carry_out(const SrvActions& actions, Phone& phone, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* ask = std::get_if<SrvAsk>(&action)) {
      DnsActions dns;
      location_->resolver.resolve(ask->name, ask->type, now, dns);
      carry_out(dns, phone, now, out);
      continue;
    }
    SipUaActions sip;
    if (const auto* target = std::get_if<SrvTarget>(&action)) {
      location_->target = {target->address, target->port};
      ua_.located(location_->target != location_->registrar, now, sip);
    } else {
      location_->unresolved = std::get<SrvExhausted>(action).why;
      ua_.unlocated(now, sip);
    }
    carry_out(sip, {}, phone, now, out);
  }
}

}  // namespace models
