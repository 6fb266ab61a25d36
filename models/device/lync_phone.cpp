#include "models/device/lync_phone.hpp"

#include <algorithm>

namespace models {

LyncPhone::LyncPhone(const Config& config, const Installation& self)
    : config_(&config),
      number_(self.number),
      station_(config.station, self, sim::Random(self.seed, self.name, "dhcp")),
      inform_(config.inform, self.mac, sim::Random(self.seed, self.name, "inform")),
      resolver_(config.resolver),
      discovery_(config.lync),
      ua_(config.sip, self.number, sim::Random(self.seed, self.name, "sip")),
      random_(self.seed, self.name, "phone"),
      start_at_(Time{} + config.start + random_.between(0s, config.start_spread)) {}

void LyncPhone::start(Time now, Outbox& out) {
  if (on_) return;
  on_ = true;
  station_.start(now, out);
  follow_station(now, out);
  arm(out);
}

void LyncPhone::stop(Time now, Outbox& out) {
  start_at_ = never;  // whoever switches it off before its time means it
  if (!on_) return;
  on_ = false;
  lost(PhoneFact::Kind::powered_off, now, out);
  station_.stop(now, out);
  alarm_.clear();
}

// Connection and registration are gone, and nobody is told. What it has learned is kept.
void LyncPhone::lost(PhoneFact::Kind why, Time now, Outbox& out) {
  if (is_registered()) out.journal.add(PhoneFact{.at = now, .phone = number_, .kind = why});
  connection_.reset();
  ua_.stop();
  discovery_.stop();
  inform_.stop();
  resolver_.stop();
}

void LyncPhone::follow_station(Time now, Outbox& out) {
  const Station::Change change = station_.take_change();
  if (change == Station::Change::none) return;
  lost(PhoneFact::Kind::address_lost, now, out);
  if (change == Station::Change::down) return;
  const DhcpClientLease* lease = station_.lease();
  resolver_.servers(lease != nullptr ? lease->dns : config_->dns);
  tell_discovery([&](LyncActions& actions) { discovery_.start(now, actions); }, now, out);
}

void LyncPhone::receive(FrameId frame, Time now, Outbox& out) {
  if (!on_) return station_.receive_while_off(frame, now, out);
  if (const Ipv4Packet* found = station_.receive(frame, now, out)) {
    const Ipv4Packet packet = *found;
    const auto* datagram = std::get_if<UdpDatagram>(&packet.payload);
    const auto* segment = std::get_if<TcpSegment>(&packet.payload);
    const bool ours = segment != nullptr && connection_ && connection_->remote == packet.source &&
                      connection_->tcp.local_port() == segment->destination_port &&
                      connection_->tcp.remote_port() == segment->source_port;
    const bool listens = datagram != nullptr && (datagram->destination_port == dns_client_port ||
                                                 datagram->destination_port == dhcp_client_port);
    if (!ours && !listens) {
      station_.refuse(packet, frame, now, out);
    } else {
      out.end(frame, Fate::delivered);
      if (listens) receive_datagram(*datagram, packet.source, now, out);
      if (ours) {
        TcpActions actions;
        connection_->tcp.receive(*segment, now, actions);
        carry_out(actions, now, out);
      }
    }
  }
  follow_station(now, out);
  arm(out);
}

void LyncPhone::receive_datagram(const UdpDatagram& datagram, Ipv4 from, Time now, Outbox& out) {
  if (const auto* dns = std::get_if<DnsMessage>(&datagram.message)) {
    DnsActions actions;
    resolver_.receive(*dns, from, now, actions);
    carry_out(actions, now, out);
  } else if (const auto* dhcp = std::get_if<DhcpMessage>(&datagram.message)) {
    DhcpInformActions actions;
    inform_.receive(*dhcp, actions);
    carry_out(actions, now, out);
  }
}

void LyncPhone::wake(std::uint32_t index, Time at, Outbox& out) {
  if (index == power_on) return at == start_at_ ? start(at, out) : void();
  if (!alarm_.rings(at) || !on_) return;
  station_.wake(at, out);
  follow_station(at, out);
  if (at >= inform_.deadline()) {
    DhcpInformActions actions;
    inform_.wake(at, actions);
    carry_out(actions, at, out);
  }
  if (at >= resolver_.deadline()) {
    DnsActions actions;
    resolver_.wake(at, actions);
    carry_out(actions, at, out);
  }
  if (at >= discovery_.deadline()) {
    tell_discovery([&](LyncActions& actions) { discovery_.wake(at, actions); }, at, out);
  }
  if (connection_ && at >= connection_->tcp.deadline()) {
    TcpActions actions;
    connection_->tcp.wake(at, actions);
    carry_out(actions, at, out);
  }
  if (at >= ua_.deadline()) {
    SipUaActions actions;
    ua_.wake(at, actions);
    carry_out(actions, at, out);
  }
  arm(out);
}

void LyncPhone::arm(Outbox& out) {
  Time deadline = std::min({station_.deadline(), inform_.deadline(), resolver_.deadline(),
                            discovery_.deadline(), ua_.deadline()});
  if (connection_) deadline = std::min(deadline, connection_->tcp.deadline());
  alarm_.set(deadline, 0, out);
}

ServerIndex LyncPhone::server() const {
  if (!connection_) return 0;
  const auto found = std::ranges::find(config_->registrars, connection_->remote);
  if (found == config_->registrars.end()) return 0;
  return static_cast<ServerIndex>(found - config_->registrars.begin());
}

}  // namespace models
