#include "models/device/phone.hpp"

#include <algorithm>

#include "sim/base/ensure.hpp"
#include "sim/base/fetch.hpp"

namespace models {

Phone::Phone(const Config& config, const Installation& self)
    : config_(&config),
      number_(self.number),
      place_(self.place & 0x3fffU),
      station_(config.station, self, sim::Random(self.seed, self.name, "dhcp"), &config.voice_vlan),
      line_(make_line(config, self)),
      random_(self.seed, self.name, "phone"),
      boot_(make_boot(config, self)) {
  if (config.station.lodges) {  // several with one address: their connections differ
    next_port_ = static_cast<std::uint16_t>(next_port_ + 1024 * (number_ % 16));
  }
  deadline_ = Time{} + config.start + random_.between(0s, config.start_spread);
  if (config.protocol == Signalling::sccp || config.transport != SipTransport::udp) {
    connections_.reserve(2);  // few phones ever need the third
  }
  station_.hear_icmp();
}

sim::Box<PhoneBoot> Phone::make_boot(const Config& config, const Installation& self) {
  if (!PhoneBoot::is_needed(config)) return {};
  return std::make_unique<PhoneBoot>(config, self);
}

Phone::Line Phone::make_line(const Config& config, const Installation& self) {
  if (config.discovery == Discovery::lync) return std::make_unique<LyncLine>(config, self);
  if (config.protocol == Signalling::sccp) return std::make_unique<CiscoSccpLine>(config, self);
  if (config.user_agent == SipUserAgent::standard) return SipLine(config, self);
  if (config.transport == SipTransport::udp) return std::make_unique<CiscoUdpLine>(config, self);
  return CiscoSipLine(config, self);
}

bool Phone::is_registered() const {
  return visit_line(*this, [](const auto& line) { return line.is_registered(); });
}

const SipClient* Phone::sip() const {
  const auto* cisco = std::get_if<CiscoSipLine>(&line_);
  return cisco != nullptr ? &cisco->client() : nullptr;
}

void Phone::start(Time now, Outbox& out) {
  if (on_) return;
  on_ = true;
  hangs_ = false;
  station_.start(now, out);
  follow_station(now, out);
  arm(out);
}

void Phone::stop(Time now, Outbox& out) {
  station_.set_power(false);
  go_dark(PhoneFact::Kind::powered_off, now, out);
}

void Phone::power_came(Time now, Outbox& out) {
  station_.set_power(true);
  const Duration boot = power().boot;
  if (boot == 0s) return start(now, out);
  deadline_ = now + boot;
  out.wake(power_on, deadline_);
}

void Phone::power_lost(Time now, Outbox& out) {
  station_.set_power(false);
  go_dark(PhoneFact::Kind::power_lost, now, out);
}

void Phone::go_dark(PhoneFact::Kind why, Time now, Outbox& out) {
  deadline_ = never;  // whoever switches it off before its time means it
  if (!on_) return;
  on_ = false;
  lost(why, now, out);
  visit_line(*this, [](auto& line) { line.power_off(); });
  if (boot_ != nullptr) boot_->power_off();
  station_.stop(now, out);
  alarm_.clear();
}

void Phone::link_changed(std::uint16_t, bool up, Time now, Outbox& out) {
  station_.link_changed(up, on_, now, out);
  if (!on_) return;
  follow_station(now, out);
  arm(out);
}

// Connections and registration are gone, and nobody is told.
void Phone::lost(PhoneFact::Kind why, Time now, Outbox& out) {
  if (is_registered()) tell({.kind = why}, now, out);
  if (auto* line = std::get_if<SipLine>(&line_)) line->end_calls(*this, now, out);
  connections_.clear();
  if (boot_ != nullptr) boot_->stop();
  visit_line(*this, [](auto& line) { line.stop(); });
}

void Phone::follow_station(Time now, Outbox& out) {
  const Station::Change change = station_.take_change();
  if (change == Station::Change::none) return;
  lost(PhoneFact::Kind::address_lost, now, out);  // also if it moved to another address
  if (change == Station::Change::down) return;
  if (boot_ != nullptr) return boot_->start(*this, now, out);
  begin_line(now, out);
}

void Phone::begin_line(Time now, Outbox& out) {
  visit_line(*this, [&](auto& line) { line.start(*this, now, out); });
}

// As if it were switched off and on, but for what an operator would have done.
void Phone::restart(Duration after, Time now, Outbox& out) {
  lost(PhoneFact::Kind::powered_off, now, out);
  visit_line(*this, [](auto& line) { line.power_off(); });
  boot_->power_off();
  station_.restart(after, now, out);
}

void Phone::receive(FrameId frame, Time now, Outbox& out) {
  if (!on_) return station_.receive_while_off(frame, now, out);
  if (const Ipv4Packet* packet = station_.receive(frame, now, out)) {
    if (!receive(*packet, frame, now, out)) station_.refuse(*packet, frame, now, out);
  }
  follow_station(now, out);
  arm(out);
}

// Of a trunk: whether what came to its server is for it.
bool Phone::awaits(const Ipv4Packet& packet) const {
  if (!on_) return false;
  if (const auto* segment = std::get_if<TcpSegment>(&packet.payload)) {
    return connections_.find(*segment, packet.source) != not_connected;
  }
  const auto* udp = std::get_if<UdpDatagram>(&packet.payload);
  if (udp == nullptr) return true;  // ICMP: each looks whether it is meant
  if (const std::uint32_t user = user_of(packet); user != no_phone && user != number_) return false;
  return visit_line(*this, [&](const auto& line) { return line.listens_for(*this, *udp); });
}

void Phone::take(FrameId frame, Time now, Outbox& out) {
  const bool is_taken = receive(*out.frames[frame].ipv4(), frame, now, out);
  ENSURE(is_taken);
  follow_station(now, out);
  arm(out);
}

// What is due meanwhile is done when it goes on.
void Phone::hang(bool hangs, Time now, Outbox& out) {
  hangs_ = hangs;
  if (!on_ || hangs) return;
  alarm_.clear();
  if (deadline_ != never) alarm_.set(std::max(deadline_, now), 0, out);
}

// False: nothing here listens for it, and the frame is still the caller's.
bool Phone::receive(const Ipv4Packet& packet, FrameId frame, Time now, Outbox& out) {
  if (const auto* segment = std::get_if<TcpSegment>(&packet.payload)) {
    const ConnectionId connection = connections_.find(*segment, packet.source);
    if (connection == not_connected) return false;
    TcpActions actions;
    connections_[connection].tcp.receive(*segment, now, actions);
    out.end(frame, Fate::delivered);
    connections_.carry_out(actions, connection, *this, now, out);
    return true;
  }
  if (const auto* icmp = std::get_if<IcmpMessage>(&packet.payload)) {
    const IcmpMessage message = *icmp;
    out.end(frame, Fate::delivered);
    hear(message, now, out);
    return true;
  }
  const Ipv4 from = packet.source;
  const auto& udp = std::get<UdpDatagram>(packet.payload);
  if (boot_ != nullptr && boot_->listens_for(udp)) {
    const UdpDatagram datagram = udp;
    out.end(frame, Fate::delivered);
    boot_->receive(*this, datagram, from, now, out);
    return true;
  }
  return visit_line(*this, [&](auto& line) {
    if (!line.listens_for(*this, udp)) return false;
    const UdpDatagram datagram = udp;
    out.end(frame, Fate::delivered);
    line.receive(*this, datagram, from, now, out);
    return true;
  });
}

// RFC 1122 3.2.2.1, 4.1.3.3, 4.2.3.9: the transport layer hears of it, whoever found out.
void Phone::hear(const IcmpMessage& message, Time now, Outbox& out) {
  if (message.type != IcmpType::unreachable) return;
  if (message.is_too_big()) return connections_.too_big(message, *this, now, out);
  if (message.about_protocol == IpProtocol::udp) {
    return visit_line(*this, [&](auto& line) { line.receive(*this, message, now, out); });
  }
  if (message.about_protocol != IpProtocol::tcp) return;
  TcpSegment answer;  // its connection is that of an answer to it
  answer.source_port = message.about_destination_port;
  answer.destination_port = message.about_source_port;
  const ConnectionId connection = connections_.find(answer, message.about_to);
  if (connection == not_connected) return;
  TcpActions actions;
  connections_[connection].tcp.unreachable(message.is_hard(), actions);
  connections_.carry_out(actions, connection, *this, now, out);
}

void Phone::wake(std::uint32_t index, Time at, Outbox& out) {
  if (index == power_on) {
    return at == deadline_ && station_.has_power(out) ? start(at, out) : void();
  }
  if (!alarm_.rings(at) || !on_ || hangs_) return;
  if (at < deadline_) return alarm_.set(deadline_, 0, out);  // it has moved, as most timers do
  station_.fetch_gateway();
  for (const auto& connection : connections_.entries()) sim::fetch(connection);
  station_.wake(at, out);
  for (std::size_t i = 0; i < out.unreached.size(); ++i) {
    hear(std::get<IcmpMessage>(Ipv4Packet(out.unreached[i]).payload), at, out);
  }
  follow_station(at, out);
  connections_.for_each([&](ConnectionId name, auto& connection) {
    if (at < connection.tcp.deadline()) return;
    TcpActions actions;
    connection.tcp.wake(at, actions);
    connections_.carry_out(actions, name, *this, at, out);
  });
  if (boot_ != nullptr && at >= boot_->deadline()) boot_->wake(*this, at, out);
  visit_line(*this, [&](auto& line) {
    if (at >= line.deadline()) line.wake(*this, at, out);
  });
  arm(out);
}

void Phone::arm(Outbox& out) {
  deadline_ = std::min(station_.deadline(),
                       visit_line(*this, [](const auto& line) { return line.deadline(); }));
  if (boot_ != nullptr) deadline_ = std::min(deadline_, boot_->deadline());
  for (const auto& connection : connections_.entries()) {
    if (connection.in_use) deadline_ = std::min(deadline_, connection.tcp.deadline());
  }
  alarm_.set(deadline_, 0, out);
}

}  // namespace models
