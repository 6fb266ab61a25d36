#include "models/protocol/lync/lync_discovery.hpp"

#include <algorithm>

namespace models {

using enum LyncDiscovery::State;

void LyncDiscovery::start(Time now, LyncActions& out) { begin(now, out); }

void LyncDiscovery::stop() {
  state_ = off;
  deadline_ = never;
  targets_.stop();
}

void LyncDiscovery::reset() { *this = LyncDiscovery{*config_}; }

// [lync-report]: the first answer with a name is used, the others are ignored; and it is kept.
void LyncDiscovery::informed(Name web_service, Name registrar, Time now, LyncActions& out) {
  if (state_ != discovering || !awaits_dhcp_ || (!web_service && !registrar)) return;
  if (web_service) told_.web = web_service;
  if (registrar) told_.registrar = registrar;
  awaits_dhcp_ = false;
  settle(now, out);
}

void LyncDiscovery::inform_failed(Time now, LyncActions& out) {
  if (state_ != discovering || !awaits_dhcp_) return;
  awaits_dhcp_ = false;
  settle(now, out);
}

void LyncDiscovery::resolved(const DnsResolved& result, Time now, LyncActions& out) {
  if (asks(result.name, result.type)) {
    find(result);
    lookup_ = found_.empty() ? lookup_ + 1 : config_->lookups.size();
    return ask_name(now, out);
  }
  SrvActions actions;
  targets_.resolved(result, actions);
  follow(actions, now, out);
}

void LyncDiscovery::unresolved(const DnsFailed& result, Time now, LyncActions& out) {
  if (asks(result.name, result.type)) {
    ++lookup_;
    return ask_name(now, out);
  }
  SrvActions actions;
  targets_.failed(result, actions);
  follow(actions, now, out);
}

void LyncDiscovery::wake(Time now, LyncActions& out) {
  if (now < deadline_) return;
  if (state_ == discovering) return inform_failed(now, out);
  begin(now, out);
}

// [lync-report]: only what is not in the cache is asked for.
void LyncDiscovery::begin(Time now, LyncActions& out) {
  found_.clear();
  foreign_ = false;
  from_store_ = stored_.registrar && !distrusts_;
  if (from_store_ || is_told(now)) return sign_in(now, out);
  state_ = discovering;
  awaits_dhcp_ = true;
  deadline_ = after(now, config_->dhcp_wait);
  lookup_ = 0;
  out.push_back(LyncInform{});
  ask_name(now, out);
}

void LyncDiscovery::ask_name(Time now, LyncActions& out) {
  if (lookup_ >= config_->lookups.size()) return settle(now, out);
  out.push_back(LyncAsk{config_->lookups[lookup_].name, config_->lookups[lookup_].type});
}

// The address of a host is as good as an SRV record that names it.
void LyncDiscovery::find(const DnsResolved& result) {
  if (result.type == DnsType::a) {
    found_.push_back(record_of(result.name, static_cast<std::uint16_t>(config_->registrar_port)));
    return;
  }
  for (std::size_t i = 0; i < result.count; ++i) {
    const auto& ours = config_->domain_names;
    const Name target = result.answers[i].target;
    const bool is_ours = std::ranges::find(ours, target) != ours.end();
    if (is_ours || !config_->strict_domain) found_.push_back(result.answers[i]);
  }
  foreign_ = found_.empty();
}

// [lync-report]: DHCP's answer is waited for; DNS only for what it did not tell.
void LyncDiscovery::settle(Time now, LyncActions& out) {
  if (awaits_dhcp_) return;
  deadline_ = never;
  if (lookup_ < config_->lookups.size() && !is_told(now)) return;
  sign_in(now, out);
}

bool LyncDiscovery::is_told(Time now) const {
  return config_->order == LyncOrder::dhcp_else_dns && told_.registrar &&
         (told_.web || has_certificate(now));
}

bool LyncDiscovery::asks(Name name, DnsType type) const {
  if (state_ != discovering || lookup_ >= config_->lookups.size()) return false;
  const LyncLookup& asked = config_->lookups[lookup_];
  return asked.name == name && asked.type == type;
}

}  // namespace models
