// DnsServerConfig and DnsResolverConfig in a file: keys, meaning, bounds; and the names of what
// they answer. A server's records and names are filled in by whoever knows the network's names.
#pragma once

#include "models/protocol/dns/dns_server.hpp"
#include "models/protocol/dns/srv_targets.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(DnsType*) {
  return std::array{sim::Name{DnsType::a, "a", "addresses of a host"},
                    sim::Name{DnsType::srv, "srv", "hosts of a service (RFC 2782)"}};
}
constexpr auto names(DnsOutside*) {
  return std::array{
      sim::Name{DnsOutside::refused, "refused", "not my zone, and I do not ask others"},
      sim::Name{DnsOutside::name_error, "name_error", "there is no such name (NXDOMAIN)"}};
}
constexpr auto names(DnsFailure*) {
  using enum DnsFailure;
  return std::array{
      sim::Name{timed_out, "timed_out", "no server answered in time"},
      sim::Name{name_error, "name_error", "there is no such name (NXDOMAIN)"},
      sim::Name{no_data, "no_data", "the name has no record of this type"},
      sim::Name{server_failure, "server_failure", "the servers that answered failed or refused"},
      sim::Name{no_server, "no_server", "no DNS server is known"},
      sim::Name{too_many, "too_many", "too many questions were under way"}};
}
constexpr auto names(SrvFallback*) {
  return std::array{
      sim::Name{SrvFallback::none, "none", "SRV or nothing"},
      sim::Name{SrvFallback::no_records, "no_records", "there is no SRV record (RFC 3263 4.2)"},
      sim::Name{SrvFallback::always, "always", "and when DNS does not answer"}};
}

inline sim::Fields<DnsServerConfig> fields(DnsServerConfig*) {
  using C = DnsServerConfig;
  using sim::field;
  return {field("negative_ttl", &C::negative_ttl, "how long the absence of a name may be kept", 0s,
                8760h),
          field("outside", &C::outside, "what is said of names outside the server's zones"),
          field("fails", &C::fails, "every question gets a server failure (SERVFAIL)"),
          field("answer_delay", &C::answer_delay, "from a question to its answer", 0s, 1min)};
}

inline sim::Fields<DnsResolverConfig> fields(DnsResolverConfig*) {
  using C = DnsResolverConfig;
  using sim::field;
  return {
      field("timeout", &C::timeout, "of one question to one server (resolv.conf: timeout)", 100ms,
            1min),
      field("attempts", &C::attempts, "rounds through all servers (resolv.conf: attempts)", 1, 10),
      field("accepts_late", &C::accepts_late,
            "a server that was given up may still answer (RFC 1035 7.3)"),
      field("min_ttl", &C::min_ttl, "an answer is kept so long at least", 0s, 168h),
      field("max_ttl", &C::max_ttl, "and at most; 0s: nothing is kept", 0s, 8760h),
      field("negative_cache_max", &C::negative_cache_max,
            "the absence of a name is kept so long at most (RFC 2308 5); 0s: not at all", 0s, 168h),
      field("failure_ttl", &C::failure_ttl, "a server failure is kept (RFC 2308 7)", 0s, 5min),
      field("serve_stale", &C::serve_stale,
            "an expired answer is used while no server has a fresh one (RFC 8767)"),
      field("stale_max", &C::stale_max, "so long after its expiry", 0s, 8760h),
      field("stale_ttl", &C::stale_ttl, "from a stale answer to the next question", 0s, 1h),
      field("questions", &C::questions, "under way at once; one more fails", 1,
            DnsResolver::most_questions),
      field("capacity", &C::capacity, "answers; one more is not kept while all are fresh", 1,
            4096)};
}

}  // namespace models
