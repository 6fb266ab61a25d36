// A standard phone's answers, as its user agent gives them.
#include "models/protocol/sip/sip_answers.hpp"
#include "models/protocol/sip/sip_ua.hpp"

namespace models {

void SipUa::answer(SipMessage request, SipUaActions& out) const {
  for (const SipMessage& message : answers_to(request, user_, config_->checks_user)) {
    out.push_back(UaSend{message});
  }
}

}  // namespace models
