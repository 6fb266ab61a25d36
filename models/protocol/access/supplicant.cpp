#include "models/protocol/access/supplicant.hpp"

namespace models {

void Supplicant::link_up(Time now, SupplicantActions& out) {
  starts_ = 0;
  connect(now, out);
}

void Supplicant::link_down() {
  state_ = State::disconnected;
  deadline_ = never;
}

void Supplicant::connect(Time now, SupplicantActions& out) {
  state_ = State::connecting;
  ++starts_;
  deadline_ = now + config_->start_period;
  out.push_back(SupplicantSend{{.type = EapolType::start}});
}

void Supplicant::answer(EapMessage response, Time now, SupplicantActions& out) {
  state_ = State::authenticating;
  deadline_ = now + config_->auth_period;
  response.code = EapCode::response;
  out.push_back(SupplicantSend{{.type = EapolType::eap, .eap = response}});
}

void Supplicant::receive(const EapolFrame& frame, Time now, SupplicantActions& out) {
  if (state_ == State::disconnected || frame.type != EapolType::eap) return;
  const EapMessage& eap = frame.eap;
  switch (eap.code) {
    case EapCode::response: return;
    case EapCode::request: break;
    case EapCode::success:
      if (state_ != State::authenticating) return;
      state_ = State::authenticated;
      deadline_ = never;
      out.push_back(SupplicantReady{});
      return;
    case EapCode::failure:
      if (state_ != State::authenticating) return;
      state_ = State::held;
      deadline_ = now + config_->held_period;
      return;
  }
  EapMessage response = eap;
  response.identity = config_->identity;
  if (eap.type == EapType::identity) return answer(response, now, out);
  if (eap.type != config_->method) {  // [rfc3748] 5.3.1
    response.type = EapType::nak;
    response.desired = config_->method;
  } else {
    response.secret = config_->password;
  }
  answer(response, now, out);
}

void Supplicant::wake(Time now, SupplicantActions& out) {
  if (now < deadline_) return;
  switch (state_) {
    case State::connecting:
      if (starts_ < config_->max_start) return connect(now, out);
      state_ = State::unneeded;
      deadline_ = never;
      out.push_back(SupplicantReady{});
      return;
    case State::authenticating:
    case State::held: starts_ = 0; return connect(now, out);
    case State::disconnected:
    case State::authenticated:
    case State::unneeded: deadline_ = never; return;
  }
}

}  // namespace models
