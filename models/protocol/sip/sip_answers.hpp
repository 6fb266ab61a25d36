// What a phone answers to its registrar's requests: the UAS of RFC 3261 8.2.
#pragma once

#include "models/wire/sip.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

using SipAnswers = sim::StaticVector<SipMessage, 2>;

// RFC 3261 11.2, 13.3.1.1, 9.2; a phone that gets what another's NAT mapping was meant for says 404
// (8.2.2.1), if it looks. A call rings until it is cancelled.
inline SipAnswers answers_to(SipMessage request, std::uint32_t user, bool checks_user) {
  SipAnswers answers;
  const auto say = [&](SipMethod method, std::uint16_t status) {
    SipMessage message = request;
    message.method = method;
    message.status = status;
    answers.push_back(message);
  };
  request.misdirected = request.user != user;
  const bool unknown = request.misdirected && checks_user;
  switch (request.method) {
    case SipMethod::options: say(SipMethod::options, unknown ? 404 : 200); break;
    case SipMethod::invite: say(SipMethod::invite, unknown ? 404 : 180); break;
    case SipMethod::cancel:
      say(SipMethod::cancel, unknown ? 481 : 200);
      if (!unknown) say(SipMethod::invite, 487);
      break;
    case SipMethod::ack:
    case SipMethod::bye:
    case SipMethod::update:
    case SipMethod::register_:
    case SipMethod::refer:
    case SipMethod::crlf: break;
  }
  return answers;
}

}  // namespace models
