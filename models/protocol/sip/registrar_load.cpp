#include "models/protocol/sip/registrar_load.hpp"

#include <algorithm>

namespace models {

void RegistrarLoad::receive(const SipMessage& request, Endpoint from, Time now,
                            RegistrarLoadActions& out) {
  if (config_->per_second == 0 && waiting_.empty()) {
    out.push_back(LoadServed{request, from});
    return;
  }
  if (config_->absorbs_copies && is_waiting(request)) return;
  if (waiting_.size() <= static_cast<std::size_t>(config_->queue)) {
    if (waiting_.empty()) done_at_ = now + work();
    waiting_.push_back({request, from});
    return;
  }
  if (config_->overload == Overload::ignore) {
    out.push_back(LoadIgnored{});
    return;
  }
  SipMessage answer = request;
  answer.status = 503;
  answer.expires = 0;
  answer.refusal = SipRefusal::overloaded;
  if (config_->retry_after > 0s) {
    const Duration wait = config_->retry_after + random_.between(0s, config_->retry_after_spread);
    constexpr Duration most = 65'535s;
    answer.retry_after = static_cast<std::uint16_t>(std::min(wait, most) / 1s);
  }
  out.push_back(LoadRefused{answer, from});
}

void RegistrarLoad::wake(Time now, RegistrarLoadActions& out) {
  if (now < done_at_) return;
  out.push_back(waiting_.front());
  waiting_.pop_front();
  const Duration next = config_->per_second == 0 ? Duration{1ns} : work();  // lifted meanwhile
  done_at_ = waiting_.empty() ? never : done_at_ + next;
}

bool RegistrarLoad::is_waiting(const SipMessage& request) const {
  return std::ranges::any_of(waiting_, [&](const LoadServed& waiting) {
    return waiting.request.user == request.user && waiting.request.cseq == request.cseq;
  });
}

void RegistrarLoad::stop() {
  waiting_.clear();
  done_at_ = never;
}

}  // namespace models
