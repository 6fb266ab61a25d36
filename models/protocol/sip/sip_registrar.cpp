// A SIP phone's binding at a CUCM: one line per (state, event). [cisco-200410], [ccm-mib]
#include "models/protocol/sip/sip_registrar.hpp"

#include <algorithm>
#include <utility>

namespace models {

void RegistrarBinding::receive(const SipMessage& request, ConnectionId connection,
                               const RegistrarConfig& config, Time now, RegistrarActions& out) {
  if (config.trying) answer(request, 100, 0, connection, config.trying_delay, now, out);
  const auto ok = [&](std::uint16_t status, std::uint32_t expires) {
    answer(request, status, expires, connection, config.answer_delay, now, out);
  };
  if (request.method == SipMethod::refer) return ok(202, 0);  // the token is granted
  if (request.keepalive) return ok(200, 0);                   // bindings stay as they are
  if (request.expires == 0) {                                 // RFC 3261 10.2.2
    unbind(CucmReason::device_unregistered, out);
    return ok(200, 0);
  }
  if (connection != connection_) unbind(CucmReason::source_port_changed, out);
  expires_at_ = now + patience(config);
  if (!is_registered()) out.push_back(RegistrarBound{});
  connection_ = connection;
  ok(200, static_cast<std::uint32_t>(config.keepalive_interval / 1s));
}

void RegistrarBinding::connection_ended(ConnectionId connection, RegistrarActions& out) {
  for (std::size_t i = has_due() ? due_->size() : 0; i-- > 0;) {
    if ((*due_)[i].connection == connection) due_->erase(i);
  }
  if (has_due() && due_->empty()) due_.give_back();
  if (connection == connection_) unbind(CucmReason::connectivity_error, out);
}

void RegistrarBinding::wake(const RegistrarConfig& config, Time now, RegistrarActions& out) {
  while (has_due() && now >= due_->front().at) {
    auto& answer = std::get<RegistrarAnswer>(out.emplace_back(RegistrarAnswer{}));
    answer.message = due_->front().message;
    answer.connection = due_->front().connection;
    due_->pop_front();
    if (due_->empty()) due_.give_back();
  }
  if (now < expires_at_) return;
  const ConnectionId connection = connection_;
  unbind(CucmReason::keepalive_timeout, out);
  if (config.close_connection) out.push_back(RegistrarClose{connection});
}

void RegistrarBinding::stop(RegistrarActions& out) {
  due_.give_back();
  unbind(CucmReason::server_down, out);
}

Time RegistrarBinding::deadline() const {
  return has_due() ? std::min(expires_at_, due_->front().at) : expires_at_;
}

void RegistrarBinding::answer(const SipMessage& request, std::uint16_t status,
                              std::uint32_t expires, ConnectionId connection, Duration delay,
                              Time now, RegistrarActions& out) {
  const auto fill_in = [&](auto& answer) {
    answer.message = request;
    answer.message.status = status;
    answer.message.expires = expires;
    answer.connection = connection;
  };
  // At once, too, when two answers are already in the making: a phone asks one thing at a time.
  if (delay == Duration::zero() || (has_due() && due_->full())) {
    return fill_in(std::get<RegistrarAnswer>(out.emplace_back(RegistrarAnswer{})));
  }
  if (!has_due()) {
    due_.take();
    due_->clear();
  }
  RegistrarAnswers& due = *due_;
  RegistrarDue& made = due.emplace_back();
  fill_in(made);
  made.at = now + delay;
  for (std::size_t i = due.size() - 1; i > 0 && due[i].at < due[i - 1].at; --i) {
    std::swap(due[i], due[i - 1]);
  }
}

void RegistrarBinding::unbind(CucmReason reason, RegistrarActions& out) {
  if (is_registered()) out.push_back(RegistrarUnbound{reason});
  connection_ = nowhere;
  expires_at_ = never;
}

}  // namespace models
