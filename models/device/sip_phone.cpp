#include "models/device/sip_phone.hpp"

#include <algorithm>

namespace models {

SipPhone::SipPhone(const Config& config, const Installation& self)
    : config_(&config),
      number_(self.number),
      ua_(config.sip, self.number, sim::Random(self.seed, self.name, "sip")),
      station_(config.station, self, sim::Random(self.seed, self.name, "dhcp")),
      start_at_(Time{} + config.start +
                sim::Random(self.seed, self.name, "phone").between(0s, config.start_spread)) {
  if (!config.domain) return;
  location_ = std::make_unique<Location>(
      Location{.resolver = DnsResolver(config.resolver),
               .locator = SipLocator(config.fail_over, config.service, config.domain,
                                     static_cast<std::uint16_t>(config.registrar_port))});
  if (config.fail_over.heeds_icmp) station_.hear_icmp();
}

Endpoint SipPhone::registrar() const {
  if (location_ != nullptr) return location_->registrar;
  return {config_->registrar, static_cast<std::uint16_t>(config_->registrar_port)};
}

void SipPhone::start(Time now, Outbox& out) {
  if (on_) return;
  on_ = true;
  station_.start(now, out);
  follow_station(now, out);
  arm(out);
}

void SipPhone::stop(Time now, Outbox& out) {
  start_at_ = never;  // whoever switches it off before its time means it
  if (!on_) return;
  on_ = false;
  lost(PhoneFact::Kind::powered_off, now, out);
  station_.stop(now, out);
  if (location_ != nullptr) {
    location_->resolver.stop();
    location_->locator.stop();
  }
  alarm_.clear();
}

void SipPhone::lost(PhoneFact::Kind why, Time now, Outbox& out) {
  if (ua_.is_registered()) out.journal.add(PhoneFact{.at = now, .phone = number_, .kind = why});
  ua_.stop();
}

void SipPhone::follow_station(Time now, Outbox& out) {
  const Station::Change change = station_.take_change();
  if (change == Station::Change::none) return;
  lost(PhoneFact::Kind::address_lost, now, out);
  if (change == Station::Change::down) return;
  if (location_ != nullptr) {
    const DhcpClientLease* lease = station_.lease();
    location_->resolver.servers(lease != nullptr ? lease->dns : config_->dns);
  }
  SipUaActions actions;
  ua_.start(now, actions);
  carry_out(actions, registrar(), now, out);
}

void SipPhone::receive(FrameId frame, Time now, Outbox& out) {
  if (!on_) return station_.receive_while_off(frame, now, out);
  if (const Ipv4Packet* found = station_.receive(frame, now, out)) {
    const Ipv4Packet packet = *found;
    const auto* datagram = std::get_if<UdpDatagram>(&packet.payload);
    const auto* icmp = std::get_if<IcmpMessage>(&packet.payload);
    if (icmp == nullptr && (datagram == nullptr || !listens_for(*datagram))) {
      station_.refuse(packet, frame, now, out);
    } else {
      out.end(frame, Fate::delivered);
      if (icmp != nullptr) receive_icmp(*icmp, now, out);
      if (datagram != nullptr) receive_datagram(*datagram, packet.source, now, out);
    }
  }
  follow_station(now, out);
  arm(out);
}

bool SipPhone::listens_for(const UdpDatagram& datagram) const {
  if (std::holds_alternative<DnsMessage>(datagram.message)) {
    return location_ != nullptr && datagram.destination_port == dns_client_port;
  }
  return std::holds_alternative<SipMessage>(datagram.message) &&
         datagram.destination_port == config_->local_port;
}

void SipPhone::receive_datagram(const UdpDatagram& datagram, Ipv4 from, Time now, Outbox& out) {
  if (const auto* dns = std::get_if<DnsMessage>(&datagram.message)) {
    DnsActions actions;
    location_->resolver.receive(*dns, from, now, actions);
    return carry_out(actions, now, out);
  }
  const auto& message = std::get<SipMessage>(datagram.message);
  if (message.is_final() && message.user == number_) ++out.journal.transactions;
  SipUaActions actions;
  ua_.receive(message, now, actions);
  carry_out(actions, {from, datagram.source_port}, now, out);
}

void SipPhone::wake(std::uint32_t index, Time at, Outbox& out) {
  if (index == power_on) return at == start_at_ ? start(at, out) : void();
  if (!alarm_.rings(at) || !on_) return;
  station_.fetch_gateway();
  station_.wake(at, out);
  follow_station(at, out);
  if (location_ != nullptr && at >= location_->resolver.deadline()) {
    DnsActions actions;
    location_->resolver.wake(at, actions);
    carry_out(actions, at, out);
  }
  if (at >= ua_.deadline()) {
    SipUaActions actions;
    ua_.wake(at, actions);
    carry_out(actions, registrar(), at, out);
  }
  arm(out);
}

void SipPhone::arm(Outbox& out) {
  Time deadline = std::min(station_.deadline(), ua_.deadline());
  if (location_ != nullptr) deadline = std::min(deadline, location_->resolver.deadline());
  alarm_.set(deadline, 0, out);
}

void SipPhone::carry_out(const SipUaActions& actions, Endpoint asked_by, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* message = std::get_if<UaSend>(&action)) {
      const SipMessage& sip = message->message;
      const Endpoint to = sip.is_request() ? target_of(sip) : asked_by;
      send({.message = sip,
            .source_port = static_cast<std::uint16_t>(config_->local_port),
            .destination_port = to.port,
            .length = length_of(sip)},
           to.address, now, out);
    } else if (std::holds_alternative<UaRegistered>(action)) {
      registered(now, out);
    } else if (const auto* failed = std::get_if<UaRegistrationFailed>(&action)) {
      tell(*failed, now, out);
    } else if (std::holds_alternative<UaLocate>(action)) {
      tell_locator([&](SrvActions& more) { location_->locator.locate(now, more); }, now, out);
    } else if (const auto* target = std::get_if<UaTargetFailed>(&action)) {
      tell_locator(
          [&](SrvActions& more) {
            location_->locator.target_failed(target->retry_after, now, more);
          },
          now, out);
    }
  }
}

void SipPhone::send(const UdpDatagram& datagram, Ipv4 to, Time now, Outbox& out) {
  station_.send(datagram, to, now, out);
}

void SipPhone::tell(const UaRegistrationFailed& failed, Time now, Outbox& out) {
  const bool rejected = failed.why == RegistrationFailure::rejected;
  out.journal.add(PhoneFact{
      .at = now,
      .phone = number_,
      .why = rejected ? OutOfService::registration_rejected : OutOfService::registration_timed_out,
      .status = failed.status,
      .server = server(),
      .kind = failed.was_registered ? PhoneFact::Kind::lost : PhoneFact::Kind::all_failed});
}

}  // namespace models
