#include "models/device/sip_line.hpp"

#include <algorithm>

#include "models/device/phone.hpp"

namespace models {

SipLine::SipLine(const PhoneConfig& config, const Installation& self)
    : ua_(config.sip, self.number, sim::Random(self.seed, self.name, "sip")), number_(self.number) {
  if (config.transport != SipTransport::udp) {
    besides_ = std::make_unique<Besides>(Besides{.stream = Stream{}});
  }
  if (!config.sip.locates) return;
  location_ = std::make_unique<Location>(
      Location{.resolver = DnsResolver(config.resolver),
               .locator = SipLocator(config.fail_over, config.service, config.domain,
                                     static_cast<std::uint16_t>(config.registrar_port))});
  if (!config.domain) location_->locator.use_list(config.call_servers);
}

Endpoint SipLine::registrar(const Phone& phone) const {
  if (location_ != nullptr) return location_->registrar;
  const PhoneConfig& config = phone.config();
  return {config.call_servers.front(), static_cast<std::uint16_t>(config.registrar_port)};
}

void SipLine::start(Phone& phone, Time now, Outbox& out) {
  if (location_ != nullptr) {
    const DhcpClientLease* lease = phone.station().lease();
    location_->resolver.servers(lease != nullptr ? lease->dns : phone.config().dns);
  }
  SipUaActions actions;
  ua_.start(now, actions);
  carry_out(actions, {}, phone, now, out);
}

void SipLine::stop() {
  ua_.stop();
  if (stream() != nullptr) *stream() = {};
}

void SipLine::power_off() {
  if (location_ == nullptr) return;
  location_->resolver.stop();
  location_->locator.stop();
}

Time SipLine::deadline() const {
  Time soonest = ua_.deadline();
  if (location_ != nullptr) soonest = std::min(soonest, location_->resolver.deadline());
  if (calls() != nullptr) soonest = std::min(soonest, calls()->deadline());
  return soonest;
}

void SipLine::wake(Phone& phone, Time now, Outbox& out) {
  if (location_ != nullptr && now >= location_->resolver.deadline()) {
    DnsActions actions;
    location_->resolver.wake(now, actions);
    carry_out(actions, phone, now, out);
  }
  if (calls() != nullptr) calls()->wake(phone, *this, now, out);
  if (now < ua_.deadline()) return;
  SipUaActions actions;
  ua_.wake(now, actions);
  carry_out(actions, {}, phone, now, out);
}

bool SipLine::listens_for(const Phone& phone, const UdpDatagram& datagram) const {
  if (std::holds_alternative<DnsMessage>(datagram.message)) {
    return location_ != nullptr && datagram.destination_port == phone.dns_port();
  }
  if (const auto* rtp = std::get_if<RtpPacket>(&datagram.message)) {
    return calls() != nullptr && calls()->hears(*rtp);
  }
  const bool is_sip = std::holds_alternative<SipMessage>(datagram.message) ||
                      std::holds_alternative<CallMessage>(datagram.message);
  return stream() == nullptr && is_sip && datagram.destination_port == phone.listens_on();
}

void SipLine::receive(Phone& phone, const UdpDatagram& datagram, Ipv4 from, Time now, Outbox& out) {
  if (const auto* dns = std::get_if<DnsMessage>(&datagram.message)) {
    DnsActions actions;
    location_->resolver.receive(*dns, from, now, actions);
    return carry_out(actions, phone, now, out);
  }
  const Endpoint source{from, datagram.source_port};
  if (const auto* call = std::get_if<CallMessage>(&datagram.message)) {
    return receive(phone, *call, source, now, out);
  }
  if (const auto* rtp = std::get_if<RtpPacket>(&datagram.message)) {
    return calls()->receive(*rtp, source, phone, now);
  }
  const auto& message = std::get<SipMessage>(datagram.message);
  if (message.is_final() && message.user == number_) ++out.journal.transactions;
  SipUaActions actions;
  ua_.receive(message, now, actions);
  carry_out(actions, {from, datagram.source_port}, phone, now, out);
}

// RFC 3261 18.4, 8.1.3.1: only if it is about the REGISTER under way, and only port or protocol
// unreachable: of the others a connected UDP socket says nothing, either ([linux-udp-errors]).
void SipLine::receive(Phone& phone, const IcmpMessage& message, Time now, Outbox& out) {
  const PhoneConfig& config = phone.config();
  const bool heeds = config.sip.heeds_icmp || (config.domain && config.fail_over.heeds_icmp);
  if (!heeds || !message.is_hard() || message.about_source_port != phone.local_port()) return;
  const Endpoint about{message.about_to, message.about_destination_port};
  if (about != (location_ != nullptr ? location_->target : registrar(phone))) return;
  SipUaActions actions;
  ua_.transport_failed(now, actions);
  carry_out(actions, {}, phone, now, out);
}

void SipLine::carry_out(const SipUaActions& actions, Endpoint asked_by, Phone& phone, Time now,
                        Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* message = std::get_if<UaSend>(&action)) {
      const SipMessage& sip = message->message;
      send(sip, sip.is_request() ? target_of(sip, phone) : asked_by, phone, now, out);
    } else if (std::holds_alternative<UaRegistered>(action)) {
      registered(phone, now, out);
    } else if (const auto* why = std::get_if<UaRegistrationFailed>(&action)) {
      failed(*why, phone, now, out);
    } else if (std::holds_alternative<UaLocate>(action)) {
      tell_locator([&](SrvActions& more) { location_->locator.locate(now, more); }, phone, now,
                   out);
    } else if (std::holds_alternative<UaFlowDead>(action)) {
      close_stream(phone, now, out);
      disconnected(phone, stream_use, TcpEnd::timed_out, now, out);
    } else if (const auto* target = std::get_if<UaTargetFailed>(&action)) {
      close_stream(phone, now, out);
      tell_locator(
          [&](SrvActions& more) {
            location_->locator.target_failed(target->retry_after, now, more);
          },
          phone, now, out);
    }
  }
}

void SipLine::send(const SipMessage& message, Endpoint to, Phone& phone, Time now, Outbox& out) {
  if (stream() != nullptr) return send_on_stream(message, to, phone, now, out);
  phone.send({.message = message,
              .source_port = phone.local_port(),
              .destination_port = to.port,
              .length = length_of(message)},
             to.address, now, out);
}

void SipLine::failed(const UaRegistrationFailed& failed, Phone& phone, Time now, Outbox& out) {
  const bool rejected = failed.why == RegistrationFailure::rejected;
  if (!rejected) close_stream(phone, now, out);
  const bool unresolved = failed.why == RegistrationFailure::unresolved && location_ != nullptr;
  phone.tell(
      {.why = rejected ? OutOfService::registration_rejected : OutOfService::registration_timed_out,
       .status = failed.status,
       .refusal = failed.refusal,
       .gave_up = failed.gave_up,
       .dns = unresolved ? location_->unresolved : std::nullopt,
       .server = phone.server_at(registrar(phone).address),
       .kind = failed.was_registered ? PhoneFact::Kind::lost : PhoneFact::Kind::all_failed},
      now, out);
}

}  // namespace models
