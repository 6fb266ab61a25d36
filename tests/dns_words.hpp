// The words of DNS on a ladder, and their numbers: names, questions, and results such as those that
// dns_ladder.hpp describes.
#pragma once

#include <variant>
#include <vector>

#include "models/protocol/dns/srv_targets.hpp"
#include "tests/ladder.hpp"

class DnsWords {
 public:
  models::Name name(std::string_view text) { return names_.add_domain(text); }
  std::string text(models::Name name) const { return std::string(names_.text(name)); }
  std::string question(models::Name name, models::DnsType type) const;
  std::vector<models::DnsRecord> hosts(std::string_view word);  // a:5060:10,b:5060:20

  models::DnsMessage answer(ladder::Words& words);
  std::variant<models::DnsResolved, models::DnsFailed> result(ladder::Words& words);
  std::string answers(const models::DnsResolved& result) const;

 private:
  models::DnsMessage read(ladder::Words& words, bool& is_silence);

  models::NameTable names_;
};

std::string dns_failure(models::DnsFailure why);
sim::Ipv4 dns_address(std::string_view text);
