// An SCCP station's table, registration: one line per (state, message). [sccp-station]
#include "models/protocol/sccp/sccp_client.hpp"

#include <algorithm>

namespace models {

using enum SccpClient::State;

namespace {

constexpr unsigned on(SccpClient::State state, SccpId id) {
  return static_cast<unsigned>(state) << 16U | static_cast<unsigned>(id);
}

// After RegisterAck: the server expects keepalives and answers them.
bool is_granted(SccpClient::State state) { return state >= capabilities && state <= registered; }

}  // namespace

bool SccpClient::is_spare(State state) {
  return state == standby || state == monitoring || state == token_waiting ||
         state == token_backoff;
}

void SccpClient::start(SccpClientActions& out) {
  stop();
  active_ = 0;
  keepalive_ = standby_keepalive_ = config_->min_keepalive;  // until RegisterAck says more
  enter(0, connecting, never);
  out.push_back(SipConnect{0});
}

void SccpClient::stop() {
  for (Server& server : servers_) server = Server{};
  registered_ = false;
  restart_at_ = never;
}

Time SccpClient::deadline() const {
  Time earliest = restart_at_;
  for (ServerIndex s = 0; s < servers_.size(); ++s) {
    earliest = std::min({earliest, servers_[s].deadline, servers_[s].next_keepalive, failed_at(s)});
  }
  return earliest;
}

void SccpClient::receive(ServerIndex s, const SccpMessage& message, Time now,
                         SccpClientActions& out) {
  if (message.id == SccpId::keepalive_ack) return acknowledged(s, now);
  if (message.id == SccpId::reset) return reset(message.reset_type, now, out);  // in any state
  switch (on(servers_[s].state, message.id)) {
    case on(registering, SccpId::register_ack): return granted(s, message, now);
    case on(registering, SccpId::register_reject): return rejected(s, now, out);
    case on(capabilities, SccpId::capabilities_req):
      send(s, SccpId::capabilities_res, out);
      return ask(s, SccpId::button_template_req, button_template, now, out);
    case on(button_template, SccpId::button_template):
      return ask(s, SccpId::softkey_template_req, softkey_template, now, out);
    case on(softkey_template, SccpId::softkey_template_res):
      return ask(s, SccpId::softkey_set_req, softkey_set, now, out);
    case on(softkey_set, SccpId::softkey_set_res): return completed(s, out);
    case on(token_waiting, SccpId::register_token_ack): return move_to(s, now, out);
    case on(token_waiting, SccpId::register_token_reject): {
      const Duration wait = message.keepalive * Duration{1s};
      return enter(s, token_backoff, now + (wait > 0s ? wait : config_->fallback_retry));
    }
    case on(unregistering, SccpId::unregister_ack):
      out.push_back(SipDisconnect{s});
      enter(s, idle, never);
      return choose_standby(out);
    default: return;  // the table has no such edge
  }
}

void SccpClient::wake(Time now, SccpClientActions& out) {
  if (now >= restart_at_) return start(out);
  for (ServerIndex s = 0; s < servers_.size(); ++s) {
    if (now >= failed_at(s)) give_up(s, OutOfService::sccp_keepalive_failure, now, out);
    if (now >= servers_[s].deadline) expired(s, now, out);
    if (now >= servers_[s].next_keepalive) send_keepalive(s, now, out);
  }
}

void SccpClient::expired(ServerIndex s, Time now, SccpClientActions& out) {
  servers_[s].deadline = never;
  switch (servers_[s].state) {
    case registering:
    case capabilities:
    case button_template:
    case softkey_template:
    case softkey_set:
    case token_waiting:
    case unregistering: return give_up(s, OutOfService::registration_timed_out, now, out);
    case refused: retry_later(s, now); return fail_over(now, out);
    case fallback_waiting:
      enter(s, fallback_connecting, never);  // TCP says when it fails
      out.push_back(SipConnect{s});
      return;
    case monitoring:
    case token_backoff: return ask(s, SccpId::register_token_req, token_waiting, now, out);
    case idle:
    case connecting:
    case registered:
    case standby_connecting:
    case standby:
    case fallback_connecting: return;
  }
}

// Keepalives go on only from one state with an open connection to the next.
void SccpClient::enter(ServerIndex s, State state, Time deadline) {
  servers_[s].state = state;
  servers_[s].deadline = deadline;
  if (is_granted(state) || is_spare(state)) return;
  servers_[s].next_keepalive = never;
  servers_[s].detection.forget_unanswered();
}

void SccpClient::send(ServerIndex s, SccpId id, SccpClientActions& out) const {
  out.push_back(SccpSend{{.user = user_, .id = id}, s});
}

void SccpClient::ask(ServerIndex s, SccpId id, State next, Time now, SccpClientActions& out) {
  send(s, id, out);
  enter(s, next, now + config_->answer_timeout);
}

void SccpClient::send_register(ServerIndex s, Time now, SccpClientActions& out) {
  active_ = s;
  if (config_->alarm) send(s, SccpId::alarm, out);
  ask(s, SccpId::register_, registering, now, out);
}

void SccpClient::send_keepalive(ServerIndex s, Time now, SccpClientActions& out) {
  servers_[s].next_keepalive = now + interval(s);
  servers_[s].detection.sent(now);
  send(s, SccpId::keepalive, out);
}

void SccpClient::acknowledged(ServerIndex s, Time now) {
  SccpDetection& detection = servers_[s].detection;
  if (!is_granted(servers_[s].state)) return detection.forget_unanswered();
  detection.acknowledged(config_->detection, interval(s), now);
}

Duration SccpClient::interval(ServerIndex s) const {
  return is_granted(servers_[s].state) ? keepalive_ : standby_keepalive_;
}

Time SccpClient::failed_at(ServerIndex s) const {
  const Server& server = servers_[s];
  if (is_granted(server.state)) return server.detection.failed_at(config_->detection, keepalive_);
  if (!config_->standby_must_answer) return never;
  return server.detection.delayed_at(config_->detection, standby_keepalive_);
}

void SccpClient::granted(ServerIndex s, const SccpMessage& ack, Time now) {
  keepalive_ = std::max(ack.keepalive * Duration{1s}, config_->min_keepalive);
  standby_keepalive_ = std::max(ack.secondary_keepalive * Duration{1s}, config_->min_keepalive);
  enter(s, capabilities, now + config_->answer_timeout);
  servers_[s].next_keepalive = now + keepalive_;
}

void SccpClient::completed(ServerIndex s, SccpClientActions& out) {
  enter(s, registered, never);
  registered_ = true;
  out.push_back(SipRegistered{s});
  choose_standby(out);
}

void SccpClient::rejected(ServerIndex s, Time now, SccpClientActions& out) {
  out.push_back(SipDisconnect{s});
  enter(s, refused, now + random_.between(config_->reject_wait_min, config_->reject_wait_max));
}

void SccpClient::reset(SccpResetType type, Time now, SccpClientActions& out) {
  const bool reboots = type == SccpResetType::reset;
  lost(active_, reboots ? OutOfService::ucm_initiated_reset : OutOfService::ucm_initiated_restart,
       out);
  leave_all(out);
  if (!reboots) return start(out);
  stop();
  out.push_back(SccpReboot{});
  restart_at_ = now + config_->reboot;
}

}  // namespace models
