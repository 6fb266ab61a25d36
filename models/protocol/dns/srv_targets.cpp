#include "models/protocol/dns/srv_targets.hpp"

#include <algorithm>

namespace models {

using enum SrvTargets::State;

void SrvTargets::locate(Name service, Name host, std::uint16_t port, SrvFallback fallback,
                        SrvActions& out) {
  stop();
  if (!service) return use(std::array{record_of(host, port)}, out);
  service_ = service;
  host_ = host;
  port_ = port;
  fallback_ = fallback;
  state_ = locating;
  out.push_back(SrvAsk{service, DnsType::srv});
}

void SrvTargets::use(std::span<const DnsRecord> records, SrvActions& out) {
  stop();
  take(records);
  resolve(out);
}

void SrvTargets::use(Name host, Ipv4 address, std::uint16_t port, SrvActions& out) {
  stop();
  targets_.push_back(record_of(host, port));
  addresses_.push_back(address);
  give(out);
}

void SrvTargets::resolved(const DnsResolved& result, SrvActions& out) {
  if (!is_asked(result.name, result.type)) return;
  const std::span records(result.answers.data(), result.count);
  if (state_ == locating) {
    take(records);
    return resolve(out);
  }
  for (const DnsRecord& record : records) addresses_.push_back(record.address);
  give(out);
}

void SrvTargets::failed(const DnsFailed& result, SrvActions& out) {
  if (!is_asked(result.name, result.type)) return;
  failed_ = result;
  if (state_ == resolving) return next(out);  // the target has no address: RFC 2782, the next one
  const bool no_records = result.why == DnsFailure::name_error || result.why == DnsFailure::no_data;
  const bool falls_back =
      fallback_ == SrvFallback::always || (fallback_ == SrvFallback::no_records && no_records);
  if (falls_back) targets_.push_back(record_of(host_, port_));
  resolve(out);
}

void SrvTargets::next(SrvActions& out) {
  if (targets_.empty()) return;
  if (!addresses_.empty()) addresses_.pop_front();
  if (!addresses_.empty()) return give(out);  // RFC 3263 4.3: all addresses of a target
  targets_.pop_front();
  resolve(out);
}

// RFC 3263 4.1, 4.2: only the answer to what was asked last.
bool SrvTargets::is_asked(Name name, DnsType type) const {
  if (state_ == locating) return name == service_ && type == DnsType::srv;
  return state_ == resolving && name == targets_.front().target && type == DnsType::a;
}

// RFC 2782: lower priority numbers first; a target of "." is no host: the service is not offered.
void SrvTargets::take(std::span<const DnsRecord> records) {
  for (const DnsRecord& record : records) {
    if (record.target) targets_.push_back(record);
  }
  const auto lower = [](const DnsRecord& a, const DnsRecord& b) { return a.priority < b.priority; };
  for (auto end = targets_.begin(); end != targets_.end(); ++end) {  // stable, and without a heap
    std::rotate(std::upper_bound(targets_.begin(), end, *end, lower), end, end + 1);
  }
}

void SrvTargets::resolve(SrvActions& out) {
  if (targets_.empty()) {
    state_ = exhausted;
    out.push_back(SrvExhausted{failed_});
    return;
  }
  state_ = resolving;
  out.push_back(SrvAsk{targets_.front().target, DnsType::a});
}

void SrvTargets::give(SrvActions& out) {
  state_ = given;
  failed_.reset();
  out.push_back(SrvTarget{targets_.front().target, addresses_.front(), targets_.front().port});
}

}  // namespace models
