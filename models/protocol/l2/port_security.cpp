#include "models/protocol/l2/port_security.hpp"

#include <algorithm>

namespace models {
namespace {

// When a secure address that was installed and last used then is gone.
Time fresh_until(const PortSecurityConfig& c, Time installed, Time used) {
  if (c.sticky || c.aging_time == Duration::zero()) return never;
  const Time end = (c.aging_type == AgingType::inactivity ? used : installed) + c.aging_time;
  if (c.aging_tick == Duration::zero()) return end;
  const Duration ticks = end.time_since_epoch() + c.aging_tick - Duration{1};
  return Time{ticks / c.aging_tick * c.aging_tick};
}

}  // namespace

PortSecurityVerdict SecurePort::check(const PortSecurityConfig& c, MacTable& table, MacKey key,
                                      std::uint16_t port, VlanId voice, Time now) {
  const auto found = table.find(key, now);
  if (found.value != nullptr && found.value->secure) {
    if (found.value->port != port) return {.verdict = Verdict::violation};
    const Time installed = found.value->installed;
    table.refresh(*found.entry, fresh_until(c, installed, now));
    const bool programmed = c.relearn == Relearn::forward || now >= installed + c.program_delay;
    return {.verdict = programmed ? Verdict::forward : Verdict::relearn};
  }
  if (const int* limit = limit_reached(c, table, key, port, voice, now)) {
    return {.verdict = Verdict::violation, .limit = limit};
  }
  addresses_.push_back(key);
  table.insert(key, {.installed = now, .port = port, .secure = true}, fresh_until(c, now, now),
               now);
  if (c.relearn == Relearn::forward) return {};
  return {.verdict = Verdict::relearn,
          .aged_since = found.miss == sim::Miss::aged ? found.since : never};
}

// An address counts once in each VLAN ([catalyst-3560]).
const int* SecurePort::limit_reached(const PortSecurityConfig& c, MacTable& table, MacKey key,
                                     std::uint16_t port, VlanId voice, Time now) {
  if (count(table, port, now) >= static_cast<std::size_t>(c.maximum)) return &c.maximum;
  const bool is_voice = voice != 0 && key.vlan() == voice;
  const int& of_vlan = is_voice ? c.maximum_voice : c.maximum_access;
  if (of_vlan == 0) return nullptr;
  const auto alike = std::ranges::count_if(
      addresses_, [&](MacKey other) { return (voice != 0 && other.vlan() == voice) == is_voice; });
  return alike >= of_vlan ? &of_vlan : nullptr;
}

void SecurePort::flush(const PortSecurityConfig& c, MacTable& table, std::uint16_t port) {
  if (c.sticky) return;
  for (const MacKey key : addresses_) {
    const auto* entry = table.find(key, Time{}).entry;  // one that aged may live elsewhere by now
    if (entry != nullptr && entry->value.secure && entry->value.port == port) table.erase(key);
  }
  addresses_.clear();
}

std::size_t SecurePort::count(MacTable& table, std::uint16_t port, Time now) {
  std::erase_if(addresses_, [&](MacKey key) {
    const auto found = table.find(key, now);
    return found.value == nullptr || !found.value->secure || found.value->port != port;
  });
  return addresses_.size();
}

}  // namespace models
