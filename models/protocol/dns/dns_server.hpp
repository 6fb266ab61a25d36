// The zones of a DNS server: answers to one question, RFC 1035 3.7 and 4.1, with the negative
// answers of RFC 2308. Left out: CNAME, delegation, recursion (zones hold what it would find),
// the additional section, truncation (an answer has its RRset's first four records), round robin.
#pragma once

#include <vector>

#include "models/wire/dns.hpp"
#include "sim/base/copy.hpp"

namespace models {

struct DnsRrset {  // RFC 2181 5: all records of a name and type, with one TTL
  Name name{};
  DnsType type = DnsType::a;
  Duration ttl = 3600s;  // [ms-dns]: 1 h
  std::vector<DnsRecord> records{};
};

// What is said of a name outside the server's zones.
enum class DnsOutside : std::uint8_t { refused, name_error };

struct DnsServerConfig {
  std::vector<DnsRrset> records{};
  std::vector<Name> empty_names{};  // in its zones, without any record: name error
  Duration negative_ttl = 3600s;    // RFC 2308 3: SOA minimum, or its TTL; Windows DNS: 1 h
  DnsOutside outside = DnsOutside::refused;  // a server without recursion
  bool fails = false;                        // zone expired, forwarder gone: server failure to all
  Duration answer_delay = 0s;                // the device answers so much later
};

class DnsServer {
 public:
  explicit DnsServer(const DnsServerConfig& config) : config_(&config) {}

  DnsMessage answer(const DnsMessage& question) const;

 private:
  sim::Beside<const DnsServerConfig> config_;
};

}  // namespace models
