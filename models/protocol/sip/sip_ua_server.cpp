// What a phone answers to its registrar's requests: the UAS of RFC 3261 8.2.
#include "models/protocol/sip/sip_ua.hpp"

namespace models {

// RFC 3261 11.2, 13.3.1.1, 9.2; a phone that gets what another's NAT mapping was meant for says 404
// (8.2.2.1). A call rings until it is cancelled.
void SipUa::answer(SipMessage request, SipUaActions& out) const {
  const auto say = [&](SipMethod method, std::uint16_t status) {
    SipMessage message = request;
    message.method = method;
    message.status = status;
    out.push_back(UaSend{message});
  };
  request.misdirected = request.user != user_;
  const bool unknown = request.misdirected && config_->checks_user;
  switch (request.method) {
    case SipMethod::options: return say(SipMethod::options, unknown ? 404 : 200);
    case SipMethod::invite: return say(SipMethod::invite, unknown ? 404 : 180);
    case SipMethod::cancel:
      if (unknown) return say(SipMethod::cancel, 481);
      say(SipMethod::cancel, 200);
      return say(SipMethod::invite, 487);
    case SipMethod::ack:
    case SipMethod::register_:
    case SipMethod::refer:
    case SipMethod::crlf: return;
  }
}

}  // namespace models
