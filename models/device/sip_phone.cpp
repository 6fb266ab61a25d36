#include "models/device/sip_phone.hpp"

#include <algorithm>

namespace models {

SipPhone::SipPhone(const SipPhoneConfig& config, std::uint32_t number, NodeId id, Mac mac,
                   Ipv4Interface address, std::uint64_t seed, std::string_view name)
    : config_(&config),
      number_(number),
      ua_(config.sip, number, sim::Random(seed, name, "sip")),
      station_(config.station, id, mac, address, sim::Random(seed, name, "dhcp")),
      start_at_(Time{} + config.start +
                sim::Random(seed, name, "phone").between(0s, config.start_spread)) {}

Endpoint SipPhone::registrar() const {
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
  SipUaActions actions;
  ua_.start(now, actions);
  carry_out(actions, registrar(), now, out);
}

void SipPhone::receive(FrameId frame, Time now, Outbox& out) {
  if (!on_) return station_.receive_while_off(frame, now, out);
  if (const Ipv4Packet* packet = station_.receive(frame, now, out)) {
    const auto* datagram = std::get_if<UdpDatagram>(&packet->payload);
    const auto* message = datagram != nullptr && datagram->destination_port == config_->local_port
                              ? std::get_if<SipMessage>(&datagram->message)
                              : nullptr;
    if (message == nullptr) {
      station_.refuse(*packet, frame, now, out);
    } else {
      if (message->is_final() && message->user == number_) ++out.journal.transactions;
      SipUaActions actions;
      ua_.receive(*message, now, actions);
      const Endpoint from{packet->source, datagram->source_port};
      out.end(frame, Fate::delivered);
      carry_out(actions, from, now, out);
    }
  }
  follow_station(now, out);
  arm(out);
}

void SipPhone::wake(std::uint32_t index, Time at, Outbox& out) {
  if (index == power_on) return at == start_at_ ? start(at, out) : void();
  if (!alarm_.rings(at) || !on_) return;
  station_.wake(at, out);
  follow_station(at, out);
  if (at >= ua_.deadline()) {
    SipUaActions actions;
    ua_.wake(at, actions);
    carry_out(actions, registrar(), at, out);
  }
  arm(out);
}

void SipPhone::arm(Outbox& out) {
  alarm_.set(std::min(station_.deadline(), ua_.deadline()), 0, out);
}

void SipPhone::carry_out(const SipUaActions& actions, Endpoint asked_by, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<UaSend>(&action)) {
      const Endpoint to = send->message.is_request() ? registrar() : asked_by;
      station_.send(
          {.payload = UdpDatagram{.message = send->message,
                                  .source_port = static_cast<std::uint16_t>(config_->local_port),
                                  .destination_port = to.port,
                                  .length = length_of(send->message)},
           .source = {},
           .destination = to.address},
          now, out);
    } else if (std::holds_alternative<UaRegistered>(action)) {
      out.journal.add(PhoneFact{.at = now, .phone = number_, .kind = PhoneFact::Kind::registered});
    } else if (const auto* failed = std::get_if<UaRegistrationFailed>(&action)) {
      const bool silent = failed->why == RegistrationFailure::timed_out;
      out.journal.add(PhoneFact{
          .at = now,
          .phone = number_,
          .why =
              silent ? OutOfService::registration_timed_out : OutOfService::registration_rejected,
          .status = failed->status,
          .kind = failed->was_registered ? PhoneFact::Kind::lost : PhoneFact::Kind::all_failed});
    }
  }
}

}  // namespace models
