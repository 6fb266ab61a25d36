#include "models/protocol/dns/dns_resolver.hpp"

#include <algorithm>

#include "sim/base/table_growth.hpp"

namespace models {
namespace {

Duration ttl_of(const DnsMessage& answer) { return answer.ttl * Duration{1s}; }

}  // namespace

DnsResolver::DnsResolver(const DnsResolverConfig& config)
    : config_(&config),
      cache_(std::min(sim::first_room, static_cast<std::size_t>(config.capacity))) {
  questions_.reserve(2);
}

void DnsResolver::servers(std::array<Ipv4, 2> addresses) {
  servers_.clear();
  for (const Ipv4 address : addresses) {
    if (address != Ipv4{}) servers_.push_back(address);
  }
}

void DnsResolver::stop() {
  cache_.clear();
  questions_.clear();
  servers_.clear();
}

Time DnsResolver::deadline() const {
  Time earliest = never;
  for (const Question& question : questions_) earliest = std::min(earliest, question.retry_at);
  return earliest;
}

void DnsResolver::resolve(Name name, DnsType type, Time now, DnsActions& out) {
  if (from_cache(name, type, now, out)) return;
  const auto same = [&](const Question& q) { return q.name == name && q.type == type; };
  if (std::ranges::any_of(questions_, same)) return;
  Question question{.name = name, .server = {}, .id = ++last_id_, .type = type};
  if (questions_.size() >= static_cast<std::size_t>(config_->questions)) {
    return fail(question, DnsFailure::too_many, now, out);
  }
  if (ask_next_server(question, now, out)) questions_.push_back(question);
}

void DnsResolver::receive(const DnsMessage& message, Ipv4 from, Time now, DnsActions& out) {
  const auto asked = std::ranges::find_if(questions_, [&](const Question& q) {
    return q.id == message.id && q.name == message.name && q.type == message.type;
  });
  if (!message.is_response || asked == questions_.end()) return;
  const bool is_current = from == asked->server;
  const bool is_ours = std::ranges::find(servers_, from) != servers_.end();
  if (!is_current && !(is_ours && config_->accepts_late)) return;
  switch (message.rcode) {
    case DnsRcode::no_error:
    case DnsRcode::name_error: answered(*asked, message, now, out); break;  // final, RFC 1035 4.1.1
    case DnsRcode::server_failure:
    case DnsRcode::refused:
      asked->refused = true;
      if (!is_current || ask_next_server(*asked, now, out)) return;  // RFC 1035 7.2: the next one
      break;
  }
  questions_.erase(asked);
}

void DnsResolver::wake(Time now, DnsActions& out) {
  for (auto question = questions_.begin(); question != questions_.end();) {
    const bool is_due = now >= question->retry_at;
    const bool has_failed = is_due && !ask_next_server(*question, now, out);
    question = has_failed ? questions_.erase(question) : question + 1;
  }
}

// False if there is none left, and the question has failed. A server that failed is asked again in
// the next round.
bool DnsResolver::ask_next_server(Question& question, Time now, DnsActions& out) {
  const std::size_t most = servers_.size() * static_cast<std::size_t>(config_->attempts);
  if (question.tries >= most) {
    using enum DnsFailure;
    fail(question, most == 0 ? no_server : question.refused ? server_failure : timed_out, now, out);
    return false;
  }
  question.server = servers_[question.tries % servers_.size()];
  question.retry_at = now + config_->timeout;
  ++question.tries;
  out.push_back(
      DnsSend{{.id = question.id, .name = question.name, .type = question.type}, question.server});
  return true;
}

void DnsResolver::answered(const Question& question, const DnsMessage& answer, Time now,
                           DnsActions& out) {
  const Key key{question.name, static_cast<std::uint8_t>(question.type)};
  const Duration negative = std::min(ttl_of(answer), config_->negative_cache_max);
  if (answer.rcode == DnsRcode::name_error) {
    cache_.erase_if([&](const Key& known, const Entry&) { return known.name == question.name; });
    keep({question.name, whole_name}, {.failure = DnsFailure::name_error}, negative, now);
    out.push_back(DnsFailed{question.name, question.type, DnsFailure::name_error});
    return;
  }
  cache_.erase({question.name, whole_name});
  if (answer.count == 0) {  // RFC 2308 2.2
    keep(key, {.failure = DnsFailure::no_data}, negative, now);
    out.push_back(DnsFailed{question.name, question.type, DnsFailure::no_data});
    return;
  }
  const Duration ttl = std::min(std::max(ttl_of(answer), config_->min_ttl), config_->max_ttl);
  keep(key, {.answers = answer.answers, .failure = {}, .count = answer.count}, ttl, now);
  out.push_back(DnsResolved{question.name, question.type, answer.answers, answer.count, false});
}

void DnsResolver::fail(const Question& question, DnsFailure why, Time now, DnsActions& out) {
  if (from_stale(question, now, out)) return;
  if (why == DnsFailure::server_failure && config_->failure_ttl > 0s) {  // RFC 2308 7.1
    keep({question.name, static_cast<std::uint8_t>(question.type)}, {.failure = why},
         config_->failure_ttl, now);
  }
  out.push_back(DnsFailed{question.name, question.type, why});
}

void DnsResolver::keep(Key key, const Entry& entry, Duration ttl, Time now) {
  make_room(cache_, static_cast<std::size_t>(config_->capacity));
  Entry kept = entry;
  kept.expiry = now + ttl;
  cache_.insert(key, kept, kept.expiry, now);
}

bool DnsResolver::from_cache(Name name, DnsType type, Time now, DnsActions& out) {
  auto found = cache_.find({name, static_cast<std::uint8_t>(type)}, now);
  if (found.value == nullptr) found = cache_.find({name, whole_name}, now);
  if (found.value == nullptr) return false;
  const Entry& entry = *found.value;
  if (entry.failure) {
    out.push_back(DnsFailed{name, type, *entry.failure});
  } else {
    out.push_back(DnsResolved{name, type, entry.answers, entry.count, now >= entry.expiry});
  }
  return true;
}

// RFC 8767 5: better an old answer than none; and the servers have peace for stale_ttl.
bool DnsResolver::from_stale(const Question& question, Time now, DnsActions& out) {
  if (!config_->serve_stale) return false;
  const auto found = cache_.find({question.name, static_cast<std::uint8_t>(question.type)}, now);
  if (found.miss != sim::Miss::aged || found.entry->value.failure) return false;
  const Time until = found.entry->value.expiry + config_->stale_max;
  if (now >= until) return false;
  const Entry& entry = found.entry->value;
  out.push_back(DnsResolved{question.name, question.type, entry.answers, entry.count, true});
  cache_.refresh(*found.entry, std::min(now + config_->stale_ttl, until));
  return true;
}

}  // namespace models
