#include "models/protocol/sip/sip_locator.hpp"

#include <algorithm>

namespace models {

void SipLocator::locate(Time now, SrvActions& out) {
  deferred_.clear();
  current_ = {};
  next_ = 0;
  if (!list_.empty()) return give_listed(now, out);
  SrvActions actions;
  targets_.locate(service_, host_, port_, config_->fallback, actions);
  follow(actions, now, out);
}

void SipLocator::resolved(const DnsResolved& result, Time now, SrvActions& out) {
  SrvActions actions;
  targets_.resolved(result, actions);
  follow(actions, now, out);
}

void SipLocator::failed(const DnsFailed& result, Time now, SrvActions& out) {
  SrvActions actions;
  targets_.failed(result, actions);
  follow(actions, now, out);
}

// RFC 3263 4.3: the next one. RFC 3261 21.5.4: nothing more to this one during its Retry-After.
void SipLocator::target_failed(Duration retry_after, Time now, SrvActions& out) {
  forget(current_);
  const Duration avoid = std::max(config_->failed_for, retry_after);
  if (failed_.full()) failed_.pop_front();
  failed_.push_back({current_.host, current_.port, current_.address, after(now, avoid)});
  if (!list_.empty()) return give_listed(now, out);
  if (targets_.state() != SrvTargets::State::given) return give_deferred(out);
  SrvActions actions;
  targets_.next(actions);
  follow(actions, now, out);
}

void SipLocator::target_answered() { forget(current_); }

void SipLocator::stop() {
  targets_.stop();
  deferred_.clear();
  failed_.clear();
}

void SipLocator::follow(const SrvActions& actions, Time now, SrvActions& out) {
  for (const auto& action : actions) {
    if (const auto* ask = std::get_if<SrvAsk>(&action)) {
      out.push_back(*ask);
    } else if (const auto* target = std::get_if<SrvTarget>(&action)) {
      if (is_passed_over(*target, now)) {
        if (!deferred_.full()) deferred_.push_back(*target);
        SrvActions more;
        targets_.next(more);
        return follow(more, now, out);
      }
      current_ = *target;
      out.push_back(*target);
    } else {
      give_deferred(out, std::get<SrvExhausted>(action));
    }
  }
}

void SipLocator::use_list(std::span<const Ipv4> servers) {
  for (const Ipv4 server : servers) list_.push_back(server);
}

void SipLocator::give_listed(Time now, SrvActions& out) {
  while (next_ < list_.size()) {
    const SrvTarget target{.host = {}, .address = list_[next_++], .port = port_};
    if (!is_passed_over(target, now)) {
      current_ = target;
      out.push_back(target);
      return;
    }
    if (!deferred_.full()) deferred_.push_back(target);
  }
  give_deferred(out);
}

void SipLocator::give_deferred(SrvActions& out, SrvExhausted end) {
  if (deferred_.empty()) {
    out.push_back(end);
    return;
  }
  current_ = deferred_.front();
  deferred_.pop_front();
  out.push_back(current_);
}

void SipLocator::forget(const SrvTarget& target) {
  for (std::size_t i = failed_.size(); i-- > 0;) {
    if (failed_[i].is(target)) failed_.erase(i);
  }
}

bool SipLocator::is_passed_over(const SrvTarget& target, Time now) const {
  return std::ranges::any_of(failed_,
                             [&](const Failed& f) { return f.is(target) && now < f.until; });
}

}  // namespace models
