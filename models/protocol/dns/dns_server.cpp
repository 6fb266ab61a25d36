#include "models/protocol/dns/dns_server.hpp"

#include <algorithm>

namespace models {
namespace {

std::uint32_t in_seconds(Duration ttl) { return static_cast<std::uint32_t>(ttl / 1s); }

void fill(DnsMessage& answer, const DnsRrset& rrset) {
  answer.ttl = in_seconds(rrset.ttl);
  for (const DnsRecord& record : rrset.records) {
    if (answer.count == answer.answers.size()) break;
    answer.answers[answer.count++] = record;
  }
}

}  // namespace

DnsMessage DnsServer::answer(const DnsMessage& question) const {
  DnsMessage answer{
      .id = question.id, .name = question.name, .type = question.type, .is_response = true};
  if (config_->fails) {
    answer.rcode = DnsRcode::server_failure;
    return answer;
  }
  bool name_exists = false;
  for (const DnsRrset& rrset : config_->records) {
    if (rrset.name != question.name) continue;
    name_exists = true;
    if (rrset.type == question.type) fill(answer, rrset);
  }
  if (answer.count > 0) return answer;
  if (name_exists) {  // RFC 2308 2.2: no data
    answer.ttl = in_seconds(config_->negative_ttl);
    return answer;
  }
  const bool is_ours =
      std::ranges::find(config_->empty_names, question.name) != config_->empty_names.end();
  if (is_ours || config_->outside == DnsOutside::name_error) {  // RFC 2308 2.1
    answer.rcode = DnsRcode::name_error;
    answer.ttl = in_seconds(config_->negative_ttl);
  } else {
    answer.rcode = DnsRcode::refused;
  }
  return answer;
}

}  // namespace models
