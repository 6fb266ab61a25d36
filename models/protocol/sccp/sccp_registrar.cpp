#include "models/protocol/sccp/sccp_registrar.hpp"

#include <algorithm>

namespace models {

using enum SccpBinding::State;

void SccpBinding::receive(const SccpMessage& message, ConnectionId connection,
                          const SccpRegistrarConfig& config, Time now, SccpRegistrarActions& out) {
  const bool holds = state_ != none && connection == connection_;
  const auto reply = [&](SccpId id, std::uint32_t wait = 0) {
    answer({.user = message.user, .keepalive = wait, .id = id}, connection, config, now, out);
  };
  switch (message.id) {
    case SccpId::register_:
      if (config.rejects) return reply(SccpId::register_reject);
      return accept(message, connection, config, now, out);
    case SccpId::capabilities_res:
      if (!holds || state_ == registered) return;
      state_ = registered;
      out.push_back(RegistrarBound{});
      return;
    case SccpId::button_template_req: return reply(SccpId::button_template);
    case SccpId::softkey_template_req: return reply(SccpId::softkey_template_res);
    case SccpId::softkey_set_req: return reply(SccpId::softkey_set_res);
    case SccpId::keepalive:
      if (holds) heard(config, now);
      if (holds || config.answers_standby) reply(SccpId::keepalive_ack);
      return;
    case SccpId::unregister:
      if (holds) unbind(CucmReason::device_unregistered, out);
      return reply(SccpId::unregister_ack);
    case SccpId::register_token_req:
      if (config.grants_token) return reply(SccpId::register_token_ack);
      return reply(SccpId::register_token_reject,
                   static_cast<std::uint32_t>(config.token_wait / 1s));
    case SccpId::ip_port:  // noted, not answered
    case SccpId::alarm:
    case SccpId::register_ack:  // what a call manager says, not a phone
    case SccpId::button_template:
    case SccpId::capabilities_req:
    case SccpId::call_state:
    case SccpId::set_ringer:
    case SccpId::register_reject:
    case SccpId::reset:
    case SccpId::keepalive_ack:
    case SccpId::softkey_template_res:
    case SccpId::softkey_set_res:
    case SccpId::unregister_ack:
    case SccpId::register_token_ack:
    case SccpId::register_token_reject: return;
  }
}

// Registered it is when it has said what it can ([ccm-mib]: capabilityResponseTimeout).
void SccpBinding::accept(const SccpMessage& message, ConnectionId connection,
                         const SccpRegistrarConfig& config, Time now, SccpRegistrarActions& out) {
  unbind(CucmReason::device_unregistered, out);  // [ccm-mib]: code 10 for another port, too
  state_ = registering;
  connection_ = connection;
  heard(config, now);
  SccpMessage ack{.user = message.user, .id = SccpId::register_ack};
  ack.keepalive = static_cast<std::uint32_t>(config.keepalive_interval / 1s);
  ack.secondary_keepalive = static_cast<std::uint32_t>(config.secondary_keepalive / 1s);
  answer(ack, connection, config, now, out);
  answer({.user = message.user, .id = SccpId::capabilities_req}, connection, config, now, out);
}

void SccpBinding::connection_ended(ConnectionId connection, SccpRegistrarActions& out) {
  for (std::size_t i = due_.size(); i-- > 0;) {
    if (due_[i].connection == connection) due_.erase(i);
  }
  if (connection == connection_) unbind(CucmReason::connectivity_error, out);
}

void SccpBinding::wake(const SccpRegistrarConfig& config, Time now, SccpRegistrarActions& out) {
  while (!due_.empty() && now >= due_.front().at) {
    out.push_back(SccpAnswer{due_.front().message, due_.front().connection});
    due_.pop_front();
  }
  if (now < expires_at_) return;
  unbind(CucmReason::keepalive_timeout, out);
  if (config.close_connection) out.push_back(RegistrarClose{connection_});
}

void SccpBinding::stop(SccpRegistrarActions& out) {
  due_.clear();
  unbind(CucmReason::server_down, out);
}

Time SccpBinding::deadline() const {
  return due_.empty() ? expires_at_ : std::min(expires_at_, due_.front().at);
}

void SccpBinding::answer(SccpMessage message, ConnectionId connection,
                         const SccpRegistrarConfig& config, Time now, SccpRegistrarActions& out) {
  if (due_.full()) {  // the first comes early, so that TCP's order is kept
    out.push_back(SccpAnswer{due_.front().message, due_.front().connection});
    due_.pop_front();
  }
  if (due_.empty() && config.answer_delay == Duration::zero()) {
    out.push_back(SccpAnswer{message, connection});
    return;
  }
  const Time at = now + config.answer_delay;  // never before one that was asked for earlier
  due_.push_back({message, connection, due_.empty() ? at : std::max(at, due_.back().at)});
}

void SccpBinding::heard(const SccpRegistrarConfig& config, Time now) {
  expires_at_ = now + patience(config);
}

void SccpBinding::unbind(CucmReason reason, SccpRegistrarActions& out) {
  if (is_registered()) out.push_back(RegistrarUnbound{reason});
  state_ = none;
  expires_at_ = never;
}

}  // namespace models
