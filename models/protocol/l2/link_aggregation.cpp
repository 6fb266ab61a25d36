#include "models/protocol/l2/link_aggregation.hpp"

#include <algorithm>

namespace models {
namespace {

constexpr Duration fast_periodic{1s};  // 5.4.4
constexpr Duration slow_periodic{30s};
constexpr Duration short_timeout{3s};
constexpr Duration long_timeout{90s};

// Of what the other end says of us: does it know us as we are? (5.4.9, update_NTT)
bool knows(const LacpParty& said, const LacpParty& own) {
  return said.system == own.system && said.key == own.key && said.port == own.port &&
         said.activity == own.activity && said.short_timeout == own.short_timeout &&
         said.aggregation == own.aggregation && said.synchronized == own.synchronized;
}

}  // namespace

std::uint32_t bucket_of(const Frame& frame, ChannelHash hash) {
  using enum ChannelHash;
  const auto low = [](std::uint64_t value) { return static_cast<std::uint32_t>(value & 7U); };
  if (const Ipv4Packet* packet = frame.ipv4()) {
    if (hash == source_ip) return low(packet->source.value);
    if (hash == destination_ip) return low(packet->destination.value);
    if (hash == both_ips) return low(packet->source.value ^ packet->destination.value);
  }
  if (hash == source_mac || hash == source_ip) return low(frame.source.value);
  if (hash == destination_mac || hash == destination_ip) return low(frame.destination.value);
  return low(frame.source.value ^ frame.destination.value);
}

LinkAggregation::LinkAggregation(const ChannelConfig& config, Mac system, std::uint16_t key,
                                 const std::vector<std::uint16_t>& ports)
    : config_(&config), members_(ports.size()) {
  for (std::size_t i = 0; i < ports.size(); ++i) {
    members_[i].actor = {.system = system,
                         .key = key,
                         .port = ports[i],
                         .activity = config.mode == ChannelMode::active,
                         .short_timeout = config.rate == LacpRate::fast,
                         .aggregation = true};
  }
}

void LinkAggregation::link_changed(std::uint16_t place, bool up, Time now, ChannelActions& out) {
  Member& m = members_[place];
  if (m.linked == up) return;
  m.linked = up;
  if (up && speaks()) {  // figure 5-10: EXPIRED, and a word at once
    m.partner = {};
    expire(m, now);
    m.need_to_transmit = true;
  } else if (!up) {  // PORT_DISABLED
    m.receive = Receive::port_disabled;
    m.partner.synchronized = false;
    m.current_until = m.send_at = m.fallback_at = never;
    m.fell_back = false;
  }
  update(now, out);
}

void LinkAggregation::receive(std::uint16_t place, const LacpPdu& pdu, Time now,
                              ChannelActions& out) {
  Member& m = members_[place];
  if (!speaks() || !m.linked || m.suspended) return;
  const bool matches = pdu.partner.system == m.actor.system && pdu.partner.key == m.actor.key &&
                       pdu.partner.port == m.actor.port && pdu.partner.aggregation;
  if (!knows(pdu.partner, m.actor)) m.need_to_transmit = true;
  m.partner = pdu.actor;  // 5.4.9, recordPDU
  m.partner.synchronized =
      pdu.actor.synchronized && matches && (pdu.actor.activity || pdu.partner.activity);
  m.actor.defaulted = m.actor.expired = false;
  m.receive = Receive::current;
  m.current_until = now + (m.actor.short_timeout ? short_timeout : long_timeout);
  m.fallback_at = never;
  m.fell_back = false;
  // 5.4.13: who wants to hear us every second, and did not before, does so from now on.
  if (m.partner.short_timeout || m.send_at == never) {
    m.send_at =
        std::min(m.send_at, now + (m.partner.short_timeout ? fast_periodic : slow_periodic));
  }
  update(now, out);
}

void LinkAggregation::wake(Time now, ChannelActions& out) {
  for (Member& m : members_) {
    if (now >= m.current_until) {
      m.receive == Receive::current ? expire(m, now) : default_partner(m, now);
    }
    if (now >= m.send_at) m.need_to_transmit = true;
  }
  update(now, out);
}

void LinkAggregation::stop() {
  for (Member& m : members_) {
    const LacpParty own = m.actor;
    const bool suspended = m.suspended;
    m = {};
    m.suspended = suspended;
    m.actor = {.system = own.system,
               .key = own.key,
               .port = own.port,
               .activity = own.activity,
               .short_timeout = own.short_timeout,
               .aggregation = true};
  }
  carrying_.clear();
}

void LinkAggregation::settle(bool on, Time now, ChannelActions& out) {
  settling_ = on;
  for (Member& m : members_) {
    if (on || m.receive != Receive::expired) continue;
    default_partner(m, now);
    m.fallback_at = now;
  }
  update(now, out);
}

void LinkAggregation::expire(Member& m, Time now) {
  m.receive = Receive::expired;
  m.partner.synchronized = false;
  m.partner.short_timeout = true;
  m.actor.expired = true;
  m.current_until = now + short_timeout;
  if (may_send(m)) m.send_at = std::min(m.send_at, now + fast_periodic);
}

void LinkAggregation::default_partner(Member& m, Time now) {
  m.receive = Receive::defaulted;
  m.partner = {};
  m.actor.defaulted = true;
  m.actor.expired = false;
  m.current_until = never;
  m.fallback_at = now + config_->fallback_delay;
}

// 5.4.14: who has the same partner as the first of them. A bundle that carries frames stays.
void LinkAggregation::select() {
  const Member* lead = nullptr;
  for (const Member& m : members_) {
    if (m.receive != Receive::current || m.suspended || !m.partner.aggregation) continue;
    if (lead == nullptr || (m.mux == Mux::distributing && lead->mux != Mux::distributing))
      lead = &m;
  }
  for (Member& m : members_) {
    if (m.receive == Receive::expired) continue;  // as before
    m.selected = lead != nullptr && m.receive == Receive::current && !m.suspended &&
                 m.partner.aggregation && m.partner.system == lead->partner.system &&
                 m.partner.key == lead->partner.key;
  }
}

// Figure 5-14, coupled control.
void LinkAggregation::run_mux(Member& m, Time now) {
  if (m.mux == Mux::detached && m.selected) {
    m.mux = Mux::waiting;
    m.wait_until = settling_ ? now : now + config_->aggregate_wait;
  }
  if (m.mux != Mux::detached && !m.selected) {
    m.mux = Mux::detached;
    m.wait_until = never;
  }
  if (m.mux == Mux::waiting && now >= m.wait_until) {
    m.mux = Mux::attached;
    m.wait_until = never;
  }
  if (m.mux == Mux::attached && m.partner.synchronized) m.mux = Mux::distributing;
  if (m.mux == Mux::distributing && !m.partner.synchronized) m.mux = Mux::attached;
  const bool in = m.mux >= Mux::attached;
  const bool open = m.mux == Mux::distributing;
  if (m.actor.synchronized != in || m.actor.distributing != open) m.need_to_transmit = true;
  m.actor.synchronized = in;
  m.actor.collecting = m.actor.distributing = open;
}

void LinkAggregation::update(Time now, ChannelActions& out) {
  if (speaks()) select();
  int ready = 0;
  bool has_partner = false;
  for (Member& m : members_) {
    if (speaks()) run_mux(m, now);
    has_partner = has_partner || m.selected;
    m.carries = m.linked && !m.suspended && (!speaks() || m.mux == Mux::distributing);
    ready += m.carries ? 1 : 0;
  }
  std::vector<std::uint16_t> carrying;
  bool changed = false;
  bool has_first = false;
  for (std::uint16_t i = 0; i < members_.size(); ++i) {
    Member& m = members_[i];
    m.carries = m.carries && ready >= config_->min_links;
    if (m.carries) carrying.push_back(i);
    if (now >= m.fallback_at) {
      m.fallback_at = never;
      m.fell_back = true;
    }
    const bool alone = !has_partner && m.fell_back && !m.suspended &&
                       config_->fallback != LacpFallback::none &&
                       !(config_->fallback == LacpFallback::first && has_first);
    has_first = has_first || alone;
    changed = changed || alone != m.individual;
    m.individual = alone;
  }
  changed = changed || carrying != carrying_;
  carrying_ = std::move(carrying);
  for (std::uint16_t i = 0; i < members_.size(); ++i) {
    Member& m = members_[i];
    if (!m.need_to_transmit) continue;
    m.need_to_transmit = false;
    if (!may_send(m)) {
      m.send_at = never;
      continue;
    }
    out.emplace_back(LacpSend{i, {m.actor, m.partner}});
    m.send_at = now + (m.partner.short_timeout ? fast_periodic : slow_periodic);
  }
  if (changed) out.emplace_back(ChannelChanged{});
}

Time LinkAggregation::deadline() const {
  Time first = never;
  for (const Member& m : members_) {
    first = std::min({first, m.current_until, m.wait_until, m.send_at, m.fallback_at});
  }
  return first;
}

ChannelBar LinkAggregation::bar(std::uint16_t place) const {
  const Member& m = members_[place];
  if (m.suspended) return ChannelBar::settings;
  if (m.carries || m.individual) return ChannelBar::none;
  if (!m.linked) return ChannelBar::link;
  if (!speaks() || m.mux == Mux::distributing) return ChannelBar::min_links;
  return m.mux == Mux::waiting ? ChannelBar::waiting : ChannelBar::partner;
}

}  // namespace models
