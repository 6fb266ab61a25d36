// SIP over a connection (RFC 3261 18, RFC 5626): a REGISTER opens it, what follows uses it, and
// when it ends the phone registers anew.
#include "models/device/phone.hpp"
#include "models/device/sip_line.hpp"

namespace models {

// Only a REGISTER is worth a new connection; another request, or an answer, is lost with the old.
void SipLine::send_on_stream(const SipMessage& message, Endpoint to, Phone& phone, Time now,
                             Outbox& out) {
  if (!message.is_request()) to = stream()->to;
  if (stream()->is_open && stream()->to == to) {
    return phone.send(stream_use, message, length_of(message), now, out);
  }
  if (!message.is_request() || message.method != SipMethod::register_) return;
  stream()->request = message;
  stream()->waits = true;
  if (stream()->to == to) return;  // it is being opened
  close_stream(phone, now, out);
  stream()->request = message;
  stream()->waits = true;
  stream()->to = to;
  phone.connect(stream_use, to, now, out);
}

void SipLine::close_stream(Phone& phone, Time now, Outbox& out) {
  if (stream() == nullptr) return;
  *stream() = {};
  phone.abort(stream_use, now, out);
}

void SipLine::connected(Phone& phone, std::uint8_t, Time now, Outbox& out) {
  stream()->is_open = true;
  if (!std::exchange(stream()->waits, false)) return;
  const SipMessage request = stream()->request;
  phone.send(stream_use, request, length_of(request), now, out);
}

void SipLine::receive(Phone& phone, std::uint8_t, const TcpMessage& message, Time now,
                      Outbox& out) {
  if (const auto* call = std::get_if<CallMessage>(&message)) {
    return receive(phone, *call, stream()->to, now, out);
  }
  const auto* sip = std::get_if<SipMessage>(&message);
  if (sip == nullptr) return;
  if (sip->is_final() && sip->user == number_) ++out.journal.transactions;
  SipUaActions actions;
  ua_.receive(*sip, now, actions);
  carry_out(actions, stream()->to, phone, now, out);
}

// RFC 5626 4.4, 4.5: the flow has failed, and with it the registration.
void SipLine::disconnected(Phone& phone, std::uint8_t, TcpEnd how, Time now, Outbox& out) {
  const bool was_registered = ua_.is_registered() && ua_.state() == SipUa::State::registered;
  *stream() = {};
  SipUaActions actions;
  if (!was_registered) {
    ua_.transport_failed(now, actions);
  } else {
    phone.tell({.why = seen_as(how),
                .server = phone.server_at(registrar(phone).address),
                .kind = PhoneFact::Kind::lost},
               now, out);
    ua_.flow_failed(now, actions);
  }
  carry_out(actions, {}, phone, now, out);
}

}  // namespace models
