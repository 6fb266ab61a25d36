// A SIP phone's calls beside its registration.
#include "models/device/phone.hpp"
#include "models/device/sip_line.hpp"

namespace models {

PhoneCalls& SipLine::first_calls() {
  if (besides_ == nullptr) besides_ = std::make_unique<Besides>();
  if (!besides_->calls) besides_->calls.emplace();
  return *besides_->calls;
}

void SipLine::dial(std::uint32_t called, Duration lasts, Phone& phone, Time now, Outbox& out) {
  Endpoint to = registrar(phone);
  to.stream = stream() != nullptr;
  first_calls().call(called, to, phone.is_on() && ua_.is_registered(), lasts, phone, *this, now,
                     out);
}

void SipLine::hold(bool holds, Phone& phone, Time now, Outbox& out) {
  if (calls() != nullptr) calls()->hold(holds, phone, *this, now, out);
}

void SipLine::end_calls(Phone& phone, Time now, Outbox& out) {
  if (calls() != nullptr) calls()->vanish(phone, *this, now, out);
}

std::vector<TalkFact> SipLine::talks(const Phone& phone, Time now) const {
  return calls() != nullptr ? calls()->under_way(phone, now) : std::vector<TalkFact>{};
}

void SipLine::receive(Phone& phone, const CallMessage& message, Endpoint from, Time now,
                      Outbox& out) {
  from.stream = stream() != nullptr;
  first_calls().receive(message, from, phone, *this, now, out);
}

bool SipLine::send(const CallMessage& message, Endpoint to, Phone& phone, Time now, Outbox& out) {
  if (stream() == nullptr) {
    phone.send({.message = message,
                .source_port = phone.local_port(),
                .destination_port = to.port,
                .length = length_of(message)},
               to.address, now, out);
    return true;
  }
  if (!stream()->is_open) return false;
  phone.send(stream_use, message, length_of(message), now, out);
  return true;
}

}  // namespace models
