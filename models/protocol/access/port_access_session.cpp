// One device's session: its methods in order, what RADIUS said, and what then holds.
#include <algorithm>

#include "models/protocol/access/port_access.hpp"

namespace models {

void PortAccess::begin(AccessSession& s, bool by_mab, Time now, AccessActions& out) {
  s.by_mab = by_mab;
  s.sent = 0;
  if (!by_mab) {
    s.state = State::asking;
    s.bar = AccessBar::asking;
    s.deadline = now + config_->tx_period;
    send(s, {.code = EapCode::request, .type = EapType::identity, .identifier = ++identifier_},
         out);
  } else if (s.mac == Mac{}) {
    s.state = State::listening;
    s.bar = AccessBar::listening;
    s.deadline = never;
  } else {
    s.state = State::waiting;
    s.bar = AccessBar::server;
    s.deadline = never;  // the RADIUS client's
    out.push_back(AccessAsk{{.station = s.mac, .code = RadiusCode::request}});
  }
}

void PortAccess::send(AccessSession& s, EapMessage request, AccessActions& out) {
  s.request = request;
  ++s.sent;
  out.push_back(AccessSend{{.type = EapolType::eap, .eap = request}});
}

void PortAccess::respond(AccessSession& s, const EapMessage& response, Time now,
                         AccessActions& out) {
  const bool expected = s.state == State::asking || s.state == State::exchanging;
  if (expected && response.identifier == s.request.identifier) return ask(s, response, now, out);
  const bool is_late = s.state == State::listening || (s.by_mab && s.state == State::waiting);
  if (is_late) begin(s, false, now, out);  // somebody speaks EAP after all
}

void PortAccess::ask(AccessSession& s, const EapMessage& response, Time now, AccessActions& out) {
  s.state = State::waiting;
  s.bar = AccessBar::server;
  s.deadline = now + config_->server_timeout;
  out.push_back(
      AccessAsk{{.station = s.mac, .eap = response, .code = RadiusCode::request, .has_eap = true}});
}

void PortAccess::wake(AccessSession& s, Time now, AccessActions& out) {
  const AccessConfig& c = *config_;
  switch (s.state) {
    case State::asking:
      if (s.sent > c.max_reauth_req) return silent(s, now, out);
      s.deadline = now + c.tx_period;
      return send(s, s.request, out);
    case State::exchanging:
      if (s.sent > c.max_req) return silent(s, now, out);
      s.deadline = now + c.supp_timeout;
      return send(s, s.request, out);
    case State::waiting: return no_server(s, now, out);
    case State::held: return begin(s, c.begins_with_mab(), now, out);
    case State::listening: s.deadline = never; return;
    case State::settled:
      if (s.terminates) return end_session(s, now, out);
      return begin(s, s.let_in_by_mab, now, out);  // [dell-mab]: it stays in meanwhile
  }
}

// Nobody answers EAP: [cisco-mab], or the guest VLAN.
void PortAccess::silent(AccessSession& s, Time now, AccessActions& out) {
  if (config_->order == AccessOrder::dot1x_mab) return begin(s, true, now, out);
  if (config_->guest_vlan == 0) return hold(s, AccessBar::no_method, now, out);
  settle(s, AccessGrant::guest, static_cast<VlanId>(config_->guest_vlan), now);
}

void PortAccess::rejected(AccessSession& s, Time now, AccessActions& out) {
  const AccessConfig& c = *config_;
  if (!s.by_mab) {
    out.push_back(
        AccessSend{{.type = EapolType::eap,
                    .eap = {.code = EapCode::failure, .identifier = s.request.identifier}}});
  }
  if (s.by_mab && c.order == AccessOrder::mab_dot1x) return begin(s, false, now, out);
  const bool to_mab = !s.by_mab && c.order == AccessOrder::dot1x_mab && c.failure_next_method;
  if (to_mab) return begin(s, true, now, out);
  const int vlan = s.by_mab && c.guest_vlan != 0 ? c.guest_vlan : c.failure_vlan;
  if (vlan == 0) return hold(s, AccessBar::rejected, now, out);
  settle(s, s.by_mab && c.guest_vlan != 0 ? AccessGrant::guest : AccessGrant::failure,
         static_cast<VlanId>(vlan), now);
}

void PortAccess::accepted(AccessSession& s, const RadiusMessage& answer, Time now,
                          AccessActions& out) {
  const AccessConfig& c = *config_;
  const AccessGrant grant = answer.is_voice ? AccessGrant::voice : AccessGrant::data;
  const Mac own = s.mac;
  if (!s.by_mab) {
    out.push_back(
        AccessSend{{.type = EapolType::eap,
                    .eap = {.code = EapCode::success, .identifier = s.request.identifier}}});
  }
  const bool one_of_each = c.host_mode == HostMode::multi_domain ||
                           (c.host_mode == HostMode::multi_auth && answer.is_voice);
  if (one_of_each && granted(grant, own) != nullptr) {
    if (c.violation != AccessViolation::replace) return violated(own, now, out);
    std::erase_if(sessions_, [&](AccessSession& other) {
      if (other.grant != grant || other.mac == own) return false;
      withdraw(other, out);
      return true;
    });
  }
  AccessSession& kept = *find(own);  // they may have moved
  const bool by_server = c.reauth_by_server && answer.session_timeout != 0;
  kept.period = by_server ? std::chrono::seconds(answer.session_timeout) : c.reauth_period;
  kept.terminates = by_server && !answer.reauthenticates;
  kept.cached_until = {};
  kept.let_in_by_mab = kept.by_mab;
  settle(kept, grant, answer.is_voice ? VlanId{0} : answer.vlan, now);
}

void PortAccess::settle(AccessSession& s, AccessGrant grant, VlanId vlan, Time now) {
  if (s.grant != grant) s.tagged = false;
  s.state = State::settled;
  s.grant = grant;
  s.vlan = vlan;
  s.bar = AccessBar::none;
  s.heard = std::max(s.heard, now);
  const bool lasts = grant == AccessGrant::critical || s.period == 0s;
  s.deadline = lasts ? never : now + s.period;
}

// [cisco-iab]: who is in stays where it is; [hpe-cached-reauth]: the first reauthentication that no
// server answers begins the time during which further ones succeed.
void PortAccess::no_server(AccessSession& s, Time now, AccessActions& out) {
  const AccessConfig& c = *config_;
  const bool is_in = s.grant == AccessGrant::data || s.grant == AccessGrant::voice;
  const bool critical = s.grant == AccessGrant::data    ? c.critical
                        : s.grant == AccessGrant::voice ? c.critical_voice
                                                        : c.critical || c.critical_voice;
  if (critical) {
    if (!s.by_mab && c.critical_eapol) {
      out.push_back(
          AccessSend{{.type = EapolType::eap,
                      .eap = {.code = EapCode::success, .identifier = s.request.identifier}}});
    }
    const VlanId vlan = is_in        ? s.vlan
                        : c.critical ? static_cast<VlanId>(c.critical_vlan)
                                     : VlanId{0};
    return settle(s, AccessGrant::critical, vlan, now);
  }
  if (!is_in || c.cached_reauth == 0s) return hold(s, AccessBar::server, now, out);
  if (s.cached_until == Time{}) s.cached_until = after(now, c.cached_reauth);
  if (now > s.cached_until) return hold(s, AccessBar::server, now, out);
  s.state = State::settled;
  s.bar = AccessBar::none;
  s.deadline = s.period == 0s ? never : now + s.period;
}

void PortAccess::hold(AccessSession& s, AccessBar why, Time now, AccessActions& out) {
  withdraw(s, out);
  s.state = State::held;
  s.bar = why;
  s.deadline = now + config_->quiet_period;
}

// Of a device that was in.
void PortAccess::withdraw(AccessSession& s, AccessActions& out) {
  if (s.grant == AccessGrant::none) return;
  out.push_back(AccessForget{s.mac});
  s.grant = AccessGrant::none;
  s.vlan = 0;
  s.tagged = false;
}

// It is over, and the device begins anew as if it had just been heard.
void PortAccess::end_session(AccessSession& s, Time now, AccessActions& out) {
  withdraw(s, out);
  s.period = {};
  s.terminates = false;
  begin(s, config_->begins_with_mab(), now, out);
}

}  // namespace models
