#include "models/protocol/access/port_access.hpp"

#include <algorithm>

namespace models {

void PortAccess::clear() {
  sessions_.clear();
  asked_.clear();
}

// Nobody has said anything: the whole port is asked, or MAB waits for a frame.
void PortAccess::link_up(Time now, AccessActions& out) {
  clear();
  if (config_->enabled) begin(sessions_.emplace_back(), config_->begins_with_mab(), now, out);
}

void PortAccess::reset(Time now, AccessActions& out) {
  for (AccessSession& session : sessions_) withdraw(session, out);
  link_up(now, out);
}

AccessSession* PortAccess::find(Mac mac) {
  const auto found = std::ranges::find(sessions_, mac, &AccessSession::mac);
  return found == sessions_.end() ? nullptr : &*found;
}

// Another device that may do so.
const AccessSession* PortAccess::granted(AccessGrant grant, Mac beside) const {
  const auto found = std::ranges::find_if(sessions_, [&](const AccessSession& s) {
    return s.grant == grant && s.mac != beside && s.mac != Mac{};
  });
  return found == sessions_.end() ? nullptr : &*found;
}

bool PortAccess::is_open() const {
  return !config_->enabled || config_->open || config_->voice_bypass ||
         std::ranges::any_of(sessions_, [](const auto& s) { return s.grant != AccessGrant::none; });
}

VlanId PortAccess::vlan() const {
  VlanId vlan = 0;
  for (const AccessSession& s : sessions_) {
    if (s.grant != AccessGrant::none && s.vlan != 0) vlan = s.vlan;
  }
  return vlan;
}

AccessBar PortAccess::admit(Mac source, bool tagged, Time now, AccessActions& out) {
  const AccessConfig& c = *config_;
  if (!c.enabled || (tagged && c.voice_bypass)) return AccessBar::none;
  AccessSession* session = find(source);
  AccessBar bar{};
  if (session != nullptr) {
    session->heard = now;
    bar = passes(*session, tagged);
  } else if (c.host_mode == HostMode::multi_host && is_open()) {
    return AccessBar::none;
  } else {
    bar = greet(source, now, out);
    // The whole port is in a VLAN for guests: for their data, whichever method came first.
    AccessSession* whole = bar == AccessBar::none ? unknown() : nullptr;
    if (whole != nullptr) bar = passes(*whole, tagged);
  }
  return c.open ? AccessBar::none : bar;
}

// [catalyst-mda]: a phone may use both VLANs until it has used the one for voice.
AccessBar PortAccess::passes(AccessSession& s, bool tagged) const {
  switch (s.grant) {
    case AccessGrant::none: return s.bar;
    case AccessGrant::data:
    case AccessGrant::guest:
    case AccessGrant::failure:
      return tagged && config_->host_mode != HostMode::multi_host ? AccessBar::domain
                                                                  : AccessBar::none;
    case AccessGrant::critical: {
      const bool may = tagged ? config_->critical_voice : config_->critical;
      return may ? AccessBar::none : AccessBar::server;
    }
    case AccessGrant::voice:
      if (tagged) {
        s.tagged = true;
        return AccessBar::none;
      }
      return s.tagged ? AccessBar::domain : AccessBar::none;
  }
  return AccessBar::none;
}

bool PortAccess::is_asked(Mac source) const {
  return std::ranges::find(asked_, source) != asked_.end();
}

// A frame of somebody new. While the port is asked as a whole nothing is learned from it; MAB
// learns, and discards it ([cisco-mab]).
AccessBar PortAccess::greet(Mac source, Time now, AccessActions& out) {
  if (AccessSession* whole = unknown()) {
    if (whole->state == State::asking) {
      const auto room = static_cast<std::size_t>(config_->max_devices);
      if (!is_asked(source) && asked_.size() < room) asked_.push_back(source);
      return AccessBar::asking;
    }
    if (whole->state == State::listening) {
      whole->mac = source;
      whole->heard = now;
      begin(*whole, true, now, out);
      return AccessBar::listening;
    }
    return whole->bar;
  }
  if (const AccessBar bar = crowd(source, now, out); bar != AccessBar::none) return bar;
  const bool by_mab = config_->begins_with_mab() || (config_->has_mab() && is_asked(source));
  AccessSession& fresh = sessions_.emplace_back();
  fresh.mac = source;
  fresh.heard = now;
  begin(fresh, by_mab, now, out);
  return fresh.bar;
}

// Is there room for one device more?
AccessBar PortAccess::crowd(Mac source, Time now, AccessActions& out) {
  if (sessions_.size() >= static_cast<std::size_t>(config_->max_devices)) {
    return AccessBar::crowded;
  }
  const bool single = config_->host_mode == HostMode::single_host && !sessions_.empty();
  const bool both = config_->host_mode == HostMode::multi_domain &&
                    granted(AccessGrant::data, {}) != nullptr &&
                    granted(AccessGrant::voice, {}) != nullptr;
  if (!single && !both) return AccessBar::none;
  const bool is_in = std::ranges::any_of(
      sessions_, [](const AccessSession& s) { return s.grant != AccessGrant::none; });
  if (is_in && config_->violation == AccessViolation::replace && single) {
    for (AccessSession& session : sessions_) withdraw(session, out);
    sessions_.clear();
    return AccessBar::none;
  }
  if (is_in) violated(source, now, out);
  return AccessBar::host_mode;
}

// One device more than the port's mode admits.
void PortAccess::violated(Mac by, Time now, AccessActions& out) {
  ++violations_;
  if (config_->violation != AccessViolation::shutdown) {
    if (AccessSession* session = find(by)) hold(*session, AccessBar::host_mode, now, out);
    return;
  }
  for (AccessSession& session : sessions_) withdraw(session, out);
  out.push_back(AccessDisable{});
}

void PortAccess::receive(Mac source, const EapolFrame& frame, Time now, AccessActions& out) {
  if (!config_->enabled || !config_->has_dot1x()) return;
  AccessSession* session = find(source);
  if (session == nullptr) session = unknown();
  const bool answers = frame.type == EapolType::eap && frame.eap.code == EapCode::response;
  if (session == nullptr) {
    const bool is_identity = answers && frame.eap.type == EapType::identity;
    if (frame.type != EapolType::start && !is_identity) return;
    if (crowd(source, now, out) != AccessBar::none) return;
    session = &sessions_.emplace_back();
    session->request.identifier = frame.eap.identifier;  // that the port asked somebody else
  }
  if (frame.type == EapolType::logoff) {
    if (session->mac == source && !session->let_in_by_mab) end_session(*session, now, out);
    return;
  }
  session->mac = source;
  session->heard = now;
  if (answers) return respond(*session, frame.eap, now, out);
  if (frame.type != EapolType::start) return;
  if (session->state == State::held && session->bar == AccessBar::rejected) return;  // 8.2.4.1.8
  if (session->grant == AccessGrant::critical) return;
  const bool is_mab = session->state == State::settled ? session->let_in_by_mab : session->by_mab;
  if (is_mab && session->grant == AccessGrant::data && !config_->prefers_dot1x()) return;
  if (is_mab && session->grant == AccessGrant::voice && !config_->prefers_dot1x()) return;
  if (session->state == State::waiting && !session->by_mab) return;  // it is under way
  begin(*session, false, now, out);
}

void PortAccess::answered(const RadiusMessage& answer, Time now, AccessActions& out) {
  AccessSession* session = find(answer.station);
  if (session == nullptr || session->state != State::waiting) return;
  if (answer.has_eap == session->by_mab) return;  // to a question of before
  switch (answer.code) {
    case RadiusCode::request: return;
    case RadiusCode::challenge:
      session->state = State::exchanging;
      session->deadline = now + config_->supp_timeout;
      session->sent = 0;
      return send(*session, answer.eap, out);
    case RadiusCode::accept: return accepted(*session, answer, now, out);
    case RadiusCode::reject: return rejected(*session, now, out);
  }
}

void PortAccess::unanswered(Mac station, Time now, AccessActions& out) {
  AccessSession* session = find(station);
  if (session != nullptr && session->state == State::waiting) no_server(*session, now, out);
}

// [cisco-iab]: server alive action reinitialize.
void PortAccess::server_back(Time now, AccessActions& out) {
  if (!config_->reinitialize) return;
  for (AccessSession& s : sessions_) {
    if (s.grant != AccessGrant::critical) continue;
    withdraw(s, out);
    begin(s, config_->begins_with_mab(), now, out);
  }
}

Time PortAccess::deadline() const {
  Time first = never;
  for (const AccessSession& s : sessions_) {
    first = std::min(first, s.deadline);
    if (s.grant != AccessGrant::none && config_->inactivity > 0s) {
      first = std::min(first, after(s.heard, config_->inactivity));
    }
  }
  return first;
}

// Who says nothing for too long is out, and its place is free ([cisco-mab]).
void PortAccess::end_silent(Time now, AccessActions& out) {
  std::erase_if(sessions_, [&](AccessSession& s) {
    const bool ends = s.grant != AccessGrant::none && now >= after(s.heard, config_->inactivity);
    if (ends) withdraw(s, out);
    return ends;
  });
  if (sessions_.empty()) {
    begin(sessions_.emplace_back(), config_->begins_with_mab(), now, out);
  }
}

void PortAccess::wake(Time now, AccessActions& out) {
  if (config_->inactivity > 0s) end_silent(now, out);
  for (std::size_t i = 0; i < sessions_.size(); ++i) {
    if (now >= sessions_[i].deadline) wake(sessions_[i], now, out);
  }
}

}  // namespace models
