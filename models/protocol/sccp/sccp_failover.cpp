// An SCCP station's table, failover to the standby and fallback to a better one. [sccp-station]
#include "models/protocol/sccp/sccp_client.hpp"

namespace models {

using enum SccpClient::State;

void SccpClient::connected(ServerIndex s, Time now, SccpClientActions& out) {
  switch (servers_[s].state) {
    case connecting: return send_register(s, now, out);
    case standby_connecting:
    case fallback_connecting: return s < active_ ? monitor(s, now) : stand_by(s, now, out);
    case idle:
    case registering:
    case capabilities:
    case button_template:
    case softkey_template:
    case softkey_set:
    case registered:
    case refused:
    case standby:
    case fallback_waiting:
    case monitoring:
    case token_waiting:
    case token_backoff:
    case unregistering: return;
  }
}

void SccpClient::disconnected(ServerIndex s, OutOfService why, Time now, SccpClientActions& out) {
  switch (servers_[s].state) {
    case connecting:
    case registering:
    case capabilities:
    case button_template:
    case softkey_template:
    case softkey_set:
    case registered:  // the active one: fail over, and try it again after the fallback retry
      lost(s, why, out);
      retry_later(s, now);
      return fail_over(now, out);
    case standby_connecting:
    case standby: retry_later(s, now); return choose_standby(out);
    case fallback_connecting:
    case monitoring:
    case token_waiting:
    case token_backoff: return retry_later(s, now);  // the monitored time begins anew
    case unregistering: enter(s, idle, never); return choose_standby(out);
    case idle:
    case refused:  // it was we who closed
    case fallback_waiting: return;
  }
}

void SccpClient::retry_later(ServerIndex s, Time now) {
  enter(s, fallback_waiting, now + config_->fallback_retry);
}

void SccpClient::give_up(ServerIndex s, OutOfService why, Time now, SccpClientActions& out) {
  out.push_back(SipDisconnect{s});
  disconnected(s, why, now, out);
}

void SccpClient::lost(ServerIndex s, OutOfService why, SccpClientActions& out) {
  if (registered_) out.push_back(SipLost{s, why});
  registered_ = false;
}

// An open connection is used at once; else the next server in order is tried.
void SccpClient::fail_over(Time now, SccpClientActions& out) {
  if (use_open_connection(now, out) || use_new_connection(out)) return settle(now, out);
  out.push_back(SipAllFailed{});
  leave_all(out);
  stop();
  restart_at_ = now + random_.between(config_->restart_min, config_->restart_max);
}

bool SccpClient::use_open_connection(Time now, SccpClientActions& out) {
  for (const bool unregistered : {false, true}) {  // the one just left is as good, if nothing else
    for (ServerIndex s = 0; s < servers_.size(); ++s) {
      const State state = servers_[s].state;
      if (unregistered ? state != unregistering : !is_spare(state)) continue;
      send_register(s, now, out);
      return true;
    }
  }
  return false;
}

bool SccpClient::use_new_connection(SccpClientActions& out) {
  for (const bool failed_before : {false, true}) {  // an untried one first
    for (ServerIndex s = 0; s < servers_.size(); ++s) {
      const State state = servers_[s].state;
      const bool untried = state == idle || state == standby_connecting;
      if (failed_before ? state != fallback_connecting : !untried) continue;
      active_ = s;
      enter(s, connecting, never);
      if (state == idle) out.push_back(SipConnect{s});  // else it is under way
      return true;
    }
  }
  return false;
}

void SccpClient::leave_all(SccpClientActions& out) const {
  for (ServerIndex s = 0; s < servers_.size(); ++s) {
    const State state = servers_[s].state;
    const bool open = state != idle && state != refused && state != fallback_waiting;
    if (open) out.push_back(SipDisconnect{s});
  }
}

void SccpClient::choose_standby(SccpClientActions& out) {
  if (!config_->standby || !registered_) return;
  for (ServerIndex s = 0; s < servers_.size(); ++s) {
    const State state = servers_[s].state;
    if (state == standby || state == standby_connecting) return;
    if (state != idle) continue;
    enter(s, standby_connecting, never);
    out.push_back(SipConnect{s});
    return;
  }
}

void SccpClient::stand_by(ServerIndex s, Time now, SccpClientActions& out) {
  if (!config_->standby) {
    out.push_back(SipDisconnect{s});
    return enter(s, idle, never);
  }
  enter(s, standby, never);
  servers_[s].next_keepalive = now + standby_keepalive_;
  release_spare_standbys(out);
}

// One standby is enough: a lesser one that stood in for it is let go.
void SccpClient::release_spare_standbys(SccpClientActions& out) {
  bool taken = false;
  for (ServerIndex s = 0; s < servers_.size(); ++s) {
    if (servers_[s].state != standby && servers_[s].state != standby_connecting) continue;
    if (taken) {
      out.push_back(SipDisconnect{s});
      enter(s, idle, never);
    }
    taken = true;
  }
}

void SccpClient::monitor(ServerIndex s, Time now) {
  enter(s, monitoring, now + config_->connection_monitor);
  servers_[s].next_keepalive = now + standby_keepalive_;
}

// The token is granted: Unregister here, Register there.
void SccpClient::move_to(ServerIndex s, Time now, SccpClientActions& out) {
  const ServerIndex from = active_;
  if (registered_) {
    out.push_back(SipMoved{from});
    ask(from, SccpId::unregister, unregistering, now, out);
  } else {
    if (servers_[from].state != refused) out.push_back(SipDisconnect{from});
    enter(from, idle, never);
  }
  registered_ = false;
  send_register(s, now, out);
  settle(now, out);
}

// The active one has changed: what was better than the old one may be less than the new one.
void SccpClient::settle(Time now, SccpClientActions& out) {
  for (ServerIndex s = 0; s < servers_.size(); ++s) {
    const State state = servers_[s].state;
    if (s > active_ && is_spare(state) && state != standby) stand_by(s, now, out);
  }
}

}  // namespace models
