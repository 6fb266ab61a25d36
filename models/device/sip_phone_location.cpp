// A SIP phone whose registrar is a name: what it does with DNS, and with ICMP errors.
#include <algorithm>

#include "models/device/sip_phone.hpp"

namespace models {

// Keepalives go where the registration is, also while a REGISTER tries another server.
Endpoint SipPhone::target_of(const SipMessage& request) const {
  if (location_ == nullptr || request.method != SipMethod::register_) return registrar();
  return location_->target;
}

ServerIndex SipPhone::server() const {
  const auto found = std::ranges::find(config_->registrars, registrar().address);
  if (found == config_->registrars.end()) return 0;
  return static_cast<ServerIndex>(found - config_->registrars.begin());
}

void SipPhone::registered(Time now, Outbox& out) {
  if (location_ != nullptr) {
    location_->registrar = location_->target;
    location_->locator.target_answered();
  }
  out.journal.add(PhoneFact{
      .at = now, .phone = number_, .server = server(), .kind = PhoneFact::Kind::registered});
}

void SipPhone::carry_out(const DnsActions& actions, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* question = std::get_if<DnsSend>(&action)) {
      send({.message = question->message,
            .source_port = dns_client_port,
            .destination_port = dns_port,
            .length = length_of(question->message)},
           question->to, now, out);
    } else if (const auto* resolved = std::get_if<DnsResolved>(&action)) {
      tell_locator([&](SrvActions& more) { location_->locator.resolved(*resolved, now, more); },
                   now, out);
    } else {
      const auto& failed = std::get<DnsFailed>(action);
      tell_locator([&](SrvActions& more) { location_->locator.failed(failed, now, more); }, now,
                   out);
    }
  }
}

void SipPhone::carry_out(const SrvActions& actions, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* ask = std::get_if<SrvAsk>(&action)) {
      DnsActions dns;
      location_->resolver.resolve(ask->name, ask->type, now, dns);
      carry_out(dns, now, out);
      continue;
    }
    SipUaActions sip;
    if (const auto* target = std::get_if<SrvTarget>(&action)) {
      location_->target = {target->address, target->port};
      ua_.located(location_->target != location_->registrar, now, sip);
    } else {
      ua_.unlocated(now, sip);
    }
    carry_out(sip, {}, now, out);
  }
}

// RFC 3261 18.4: only if it is about the REGISTER under way.
void SipPhone::receive_icmp(const IcmpMessage& message, Time now, Outbox& out) {
  if (message.type != IcmpType::unreachable || location_ == nullptr) return;
  const Endpoint about{message.about_to, message.about_destination_port};
  if (about != location_->target || message.about_source_port != config_->local_port) return;
  SipUaActions actions;
  ua_.transport_failed(now, actions);
  carry_out(actions, {}, now, out);
}

}  // namespace models
