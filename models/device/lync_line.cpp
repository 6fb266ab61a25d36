#include "models/device/lync_line.hpp"

#include <algorithm>

#include "models/device/phone.hpp"

namespace models {

LyncLine::LyncLine(const PhoneConfig& config, const Installation& self)
    : inform_(config.inform, self.mac, sim::Random(self.seed, self.name, "inform")),
      resolver_(config.resolver),
      discovery_(config.lync),
      ua_(config.sip, self.number, sim::Random(self.seed, self.name, "sip")),
      number_(self.number) {}

void LyncLine::start(Phone& phone, Time now, Outbox& out) {
  const DhcpClientLease* lease = phone.station().lease();
  resolver_.servers(lease != nullptr ? lease->dns : phone.config().dns);
  tell_discovery([&](LyncActions& actions) { discovery_.start(now, actions); }, phone, now, out);
}

void LyncLine::stop() {
  remote_ = {};
  ua_.stop();
  discovery_.stop();
  inform_.stop();
  resolver_.stop();
}

Time LyncLine::deadline() const {
  return std::min(
      {inform_.deadline(), resolver_.deadline(), discovery_.deadline(), ua_.deadline()});
}

void LyncLine::wake(Phone& phone, Time now, Outbox& out) {
  if (now >= inform_.deadline()) {
    DhcpInformActions actions;
    inform_.wake(now, actions);
    carry_out(actions, phone, now, out);
  }
  if (now >= resolver_.deadline()) {
    DnsActions actions;
    resolver_.wake(now, actions);
    carry_out(actions, phone, now, out);
  }
  if (now >= discovery_.deadline()) {
    tell_discovery([&](LyncActions& actions) { discovery_.wake(now, actions); }, phone, now, out);
  }
  if (now >= ua_.deadline()) {
    SipUaActions actions;
    ua_.wake(now, actions);
    carry_out(actions, phone, now, out);
  }
}

bool LyncLine::listens_for(const Phone&, const UdpDatagram& datagram) const {
  return datagram.destination_port == dns_client_port ||
         datagram.destination_port == dhcp_client_port;
}

void LyncLine::receive(Phone& phone, const UdpDatagram& datagram, Ipv4 from, Time now,
                       Outbox& out) {
  if (const auto* dns = std::get_if<DnsMessage>(&datagram.message)) {
    DnsActions actions;
    resolver_.receive(*dns, from, now, actions);
    carry_out(actions, phone, now, out);
  } else if (const auto* dhcp = std::get_if<DhcpMessage>(&datagram.message)) {
    DhcpInformActions actions;
    inform_.receive(*dhcp, actions);
    carry_out(actions, phone, now, out);
  }
}

void LyncLine::connect(Use use, Endpoint to, Phone& phone, Time now, Outbox& out) {
  disconnect(phone, now, out);
  remote_ = to.address;
  phone.connect(static_cast<std::uint8_t>(use), to, now, out);
}

// With a RST: the next connection does not wait for this one's end.
void LyncLine::disconnect(Phone& phone, Time now, Outbox& out) {
  phone.abort(static_cast<std::uint8_t>(Use::web), now, out);
  phone.abort(static_cast<std::uint8_t>(Use::registrar), now, out);
  remote_ = {};
}

void LyncLine::connected(Phone& phone, std::uint8_t use, Time now, Outbox& out) {
  if (static_cast<Use>(use) == Use::web) {
    const WebMessage request{.user = number_};
    return phone.send(use, request, length_of(request), now, out);
  }
  SipUaActions actions;
  ua_.start(now, actions);
  carry_out(actions, phone, now, out);
}

void LyncLine::receive(Phone& phone, std::uint8_t, const TcpMessage& message, Time now,
                       Outbox& out) {
  if (const auto* web = std::get_if<WebMessage>(&message)) {
    const bool ok = web->status < 300;
    disconnect(phone, now, out);
    return tell_discovery([&](LyncActions& actions) { discovery_.web_answered(ok, now, actions); },
                          phone, now, out);
  }
  const auto* sip = std::get_if<SipMessage>(&message);
  if (sip == nullptr) return;
  if (sip->is_final()) ++out.journal.transactions;
  SipUaActions actions;
  ua_.receive(*sip, now, actions);
  carry_out(actions, phone, now, out);
}

void LyncLine::disconnected(Phone& phone, std::uint8_t use, TcpEnd, Time now, Outbox& out) {
  if (is_registered()) {
    tell(PhoneFact::Kind::lost, OutOfService::ucm_closed_connection, 0, phone, now, out);
  }
  remote_ = {};
  ua_.stop();
  tell_discovery(
      [&](LyncActions& actions) {
        static_cast<Use>(use) == Use::web ? discovery_.web_failed(now, actions)
                                          : discovery_.register_failed(now, actions);
      },
      phone, now, out);
}

void LyncLine::tell(PhoneFact::Kind kind, OutOfService why, std::uint16_t status,
                    const Phone& phone, Time now, Outbox& out) const {
  phone.tell({.why = why, .status = status, .server = phone.server_at(remote_), .kind = kind}, now,
             out);
}

}  // namespace models
