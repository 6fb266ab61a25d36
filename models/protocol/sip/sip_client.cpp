// The table of [cisco-sipcc]'s failover and fallback: one line per (state, event).
// Longer than 300 lines because the phone's states with active, standby and fallback are one table.
#include "models/protocol/sip/sip_client.hpp"

#include <algorithm>

namespace models {

using enum SipClient::State;

namespace {

bool is_standby(SipClient::State state) {
  return state == standby_connecting || state == standby_probing || state == standby;
}

}  // namespace

void SipClient::start(SipClientActions& out) {
  stop();
  active_ = 0;
  enter(0, connecting, never);
  out.push_back(SipConnect{0});
}

void SipClient::stop() {
  for (Server& server : servers_) server = Server{};
  registered_ = false;
  restart_at_ = never;
}

Time SipClient::deadline() const {
  Time earliest = restart_at_;
  for (const Server& server : servers_) earliest = std::min(earliest, server.deadline);
  return earliest;
}

void SipClient::connected(ServerIndex s, Time now, SipClientActions& out) {
  servers_[s].is_connected = true;
  switch (servers_[s].state) {
    case connecting: return send_register(s, now, out);
    case standby_connecting: return send_keepalive(s, standby_probing, now, out);
    case fallback_connecting: return send_keepalive(s, fallback_probing, now, out);
    case idle:
    case registering:
    case registered:
    case refused:
    case standby_probing:
    case standby:
    case fallback_waiting:
    case fallback_probing:
    case token_waiting:
    case token_backoff:
    case unregistering: return;
  }
}

void SipClient::disconnected(ServerIndex s, OutOfService why, Time now, SipClientActions& out) {
  servers_[s].is_connected = false;
  switch (servers_[s].state) {
    case connecting:
    case registering:
    case registered:
    case refused:  // the active one: fail over, and try it again after the fallback retry
      lost(s, why, out);
      retry_later(s, now);
      return fail_over(now, out);
    case standby_connecting:
    case standby_probing:
    case standby: retry_later(s, now); return choose_standby(out);
    case fallback_waiting: return unproven(s);  // the next attempt connects anew
    case fallback_connecting:
    case fallback_probing:
    case token_waiting:
    case token_backoff: return retry_later(s, now);
    case unregistering: enter(s, idle, never); return choose_standby(out);
    case idle: return;
  }
}

void SipClient::receive(ServerIndex s, const SipMessage& answer, Time now, SipClientActions& out) {
  if (!answer.is_final()) return;               // 100 Trying: over TCP nothing waits for it
  if (answer.cseq != servers_[s].cseq) return;  // of an earlier request (RFC 3261 17.1.3)
  const bool ok = answer.status < 300;
  switch (servers_[s].state) {
    case registering: return ok ? granted(s, answer, now, out) : rejected(s, answer, now, out);
    case standby_probing:  // an error answer too shows that the server lives
      return stand_by(s, now, out);
    case fallback_probing:
      if (ok) return fallback_answered(s, now, out);
      return retry_later(s, now);
    case token_waiting:
      if (ok) return move_to(s, now, out);
      if (answer.status == 486 || answer.status == 503) {
        const Duration wait = answer.retry_after * Duration{1s};
        return enter(s, token_backoff, now + (wait > 0s ? wait : config_->fallback_retry));
      }
      return retry_later(s, now);
    case unregistering:
      out.push_back(SipDisconnect{s});
      servers_[s].is_connected = false;
      enter(s, idle, never);
      return choose_standby(out);
    case idle:
    case connecting:
    case registered:
    case refused:
    case standby_connecting:
    case standby:
    case fallback_waiting:
    case fallback_connecting:
    case token_backoff: return;  // an answer that nobody waits for any more
  }
}

void SipClient::wake(Time now, SipClientActions& out) {
  if (now >= restart_at_) return start(out);
  for (ServerIndex s = 0; s < servers_.size(); ++s) {
    if (now >= servers_[s].deadline) expired(s, now, out);
  }
}

void SipClient::expired(ServerIndex s, Time now, SipClientActions& out) {
  servers_[s].deadline = never;
  switch (servers_[s].state) {
    case registered:
    case refused: return send_register(s, now, out);
    case registering:
    case standby_probing: return give_up(s, OutOfService::registration_timed_out, now, out);
    case standby: return send_keepalive(s, standby_probing, now, out);
    case fallback_waiting:
      if (servers_[s].is_connected) return send_keepalive(s, fallback_probing, now, out);
      enter(s, fallback_connecting, never);  // TCP says when it fails
      out.push_back(SipConnect{s});
      return;
    case fallback_probing: unproven(s); return send_keepalive(s, fallback_probing, now, out);
    case token_waiting: return retry_later(s, now);
    case token_backoff: return send_token(s, now, out);
    case unregistering: return give_up(s, OutOfService::registration_timed_out, now, out);
    case idle:
    case connecting:
    case standby_connecting:
    case fallback_connecting: return;
  }
}

void SipClient::enter(ServerIndex s, State state, Time deadline) {
  servers_[s].state = state;
  servers_[s].deadline = deadline;
}

// After a failure the stability checks begin anew.
void SipClient::unproven(ServerIndex s) {
  servers_[s].probes_left = static_cast<std::uint8_t>(config_->stability_probes);
}

void SipClient::retry_later(ServerIndex s, Time now) {
  unproven(s);
  enter(s, fallback_waiting, now + config_->fallback_retry);
}

void SipClient::send(ServerIndex s, SipMessage message, State next, Time now,
                     SipClientActions& out) {
  message.user = user_;
  message.cseq = servers_[s].cseq = ++cseq_;
  servers_[s].sent_at = now;
  enter(s, next, now + config_->answer_timeout);
  out.push_back(SipSend{message, s});
}

void SipClient::send_register(ServerIndex s, Time now, SipClientActions& out) {
  const auto expires = static_cast<std::uint32_t>(config_->register_expires / 1s);
  send(s, {.expires = expires}, registering, now, out);
}

void SipClient::send_keepalive(ServerIndex s, State next, Time now, SipClientActions& out) {
  send(s, {.expires = 0, .keepalive = true}, next, now, out);
  if (next == fallback_probing) servers_[s].deadline = now + config_->fallback_retry;
}

void SipClient::send_token(ServerIndex s, Time now, SipClientActions& out) {
  send(s, {.method = SipMethod::refer, .token = true}, token_waiting, now, out);
}

void SipClient::granted(ServerIndex s, const SipMessage& answer, Time now, SipClientActions& out) {
  const Duration refresh = answer.expires * Duration{1s} - config_->register_delta;
  if (refresh < config_->min_refresh) {  // SIPCC: such a 200 OK is unusable
    registered_ = false;
    out.push_back(SipLost{s, OutOfService::registration_rejected});
    send(s, {.expires = 0}, refused, now, out);  // and unregisters ([cisco-sipcc])
    servers_[s].deadline = now + config_->register_expires;
    return;
  }
  const bool from_answer = config_->keepalive_from == KeepaliveFrom::answer;
  const Time due = (from_answer ? now : servers_[s].sent_at) + refresh;
  enter(s, registered, std::max(due, now));
  if (registered_) return;
  registered_ = true;
  for (ServerIndex i = 0; i < servers_.size(); ++i) unproven(i);  // while nothing was registered
  out.push_back(SipRegistered{s});
  choose_standby(out);
}

// A fallback server lives again: the better one takes the phone back, a lesser one stands by.
void SipClient::fallback_answered(ServerIndex s, Time now, SipClientActions& out) {
  if (s < active_) {
    if (servers_[s].probes_left == 0) return send_token(s, now, out);
    --servers_[s].probes_left;
    return enter(s, fallback_waiting, now + config_->fallback_retry);
  }
  stand_by(s, now, out);
}

// One standby is enough: a lesser one that stood in for it is let go.
void SipClient::stand_by(ServerIndex s, Time now, SipClientActions& out) {
  enter(s, standby, now + config_->standby_keepalive);
  bool taken = false;
  for (ServerIndex other = 0; other < servers_.size(); ++other) {
    if (!is_standby(servers_[other].state)) continue;
    if (taken) {
      out.push_back(SipDisconnect{other});
      servers_[other].is_connected = false;
      enter(other, idle, never);
    }
    taken = true;
  }
}

void SipClient::move_to(ServerIndex s, Time now, SipClientActions& out) {
  const ServerIndex from = active_;
  if (registered_) {
    out.push_back(SipMoved{from});
    send(from, {.expires = 0}, unregistering, now, out);
  } else {
    out.push_back(SipDisconnect{from});
    servers_[from].is_connected = false;
    enter(from, idle, never);
  }
  registered_ = false;
  active_ = s;
  send_register(s, now, out);
}

void SipClient::rejected(ServerIndex s, const SipMessage& answer, Time now, SipClientActions& out) {
  lost(s, OutOfService::registration_rejected, out);
  if (answer.retry_after > 0) return enter(s, refused, now + answer.retry_after * Duration{1s});
  give_up(s, OutOfService::registration_rejected, now, out);
}

void SipClient::give_up(ServerIndex s, OutOfService why, Time now, SipClientActions& out) {
  out.push_back(SipDisconnect{s});
  disconnected(s, why, now, out);
}

void SipClient::lost(ServerIndex s, OutOfService why, SipClientActions& out) {
  if (registered_) out.push_back(SipLost{s, why});
  registered_ = false;
}

// The standby takes over at once on the connection it has; else the next server in order is tried.
void SipClient::fail_over(Time now, SipClientActions& out) {
  for (const bool unregistered : {false, true}) {  // the one just left is as good, if it answers
    for (ServerIndex s = 0; s < servers_.size(); ++s) {
      const State state = servers_[s].state;
      const bool usable = unregistered ? state == unregistering && servers_[s].is_connected
                                       : state == standby || state == standby_probing;
      if (!usable) continue;
      active_ = s;
      return send_register(s, now, out);
    }
  }
  for (ServerIndex s = 0; s < servers_.size(); ++s) {
    if (servers_[s].state == standby_connecting) {
      active_ = s;
      return enter(s, connecting, never);
    }
    if (servers_[s].state != idle) continue;
    active_ = s;
    enter(s, connecting, never);
    out.push_back(SipConnect{s});
    return;
  }
  out.push_back(SipAllFailed{});
  for (ServerIndex s = 0; s < servers_.size(); ++s) {
    if (servers_[s].is_connected || servers_[s].state == fallback_connecting) {
      out.push_back(SipDisconnect{s});
    }
  }
  stop();
  restart_at_ = now + random_.between(config_->restart_min, config_->restart_max);
}

void SipClient::choose_standby(SipClientActions& out) {
  if (!config_->standby || !registered_) return;
  for (const Server& server : servers_) {
    if (server.state == unregistering) return;  // it will be the next to stand by
  }
  for (ServerIndex s = 0; s < servers_.size(); ++s) {
    if (is_standby(servers_[s].state)) return;
    if (servers_[s].state != idle) continue;
    enter(s, standby_connecting, never);
    out.push_back(SipConnect{s});
    return;
  }
}

}  // namespace models
