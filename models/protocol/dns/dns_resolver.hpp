// The stub resolver of a phone, RFC 1035 7: which server is asked, how often, how long an answer is
// kept; negative answers by RFC 2308, expired ones by RFC 8767. Servers in turn as resolv.conf(5)
// has it. Left out: TCP, search lists, CNAME, random IDs and ports (nobody forges answers here).
#pragma once

#include <array>
#include <optional>
#include <variant>
#include <vector>

#include "models/wire/dns.hpp"
#include "sim/base/ageing_table.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

struct DnsResolverConfig {
  Duration timeout = 5s;             // of one question to one server: resolv.conf(5)
  int attempts = 2;                  // rounds through all servers: resolv.conf(5)
  bool accepts_late = true;          // an answer of a server that was given up: RFC 1035 7.3
  Duration min_ttl = 0s;             // RFC 1035 3.2.1: 0 s is for this question alone
  Duration max_ttl = 168h;           // RFC 8767 4: seven days
  Duration negative_cache_max = 3h;  // RFC 2308 5: one to three hours work well
  Duration failure_ttl = 0s;         // a server failure is kept: RFC 2308 7, at most 5 min; 0s: not
  bool serve_stale = false;          // RFC 8767: an expired answer when no server has one
  Duration stale_max = 24h;          // RFC 8767 5: so long after expiry, 1 to 3 days
  Duration stale_ttl = 30s;          // RFC 8767 4: before the servers are tried again
  int questions = 4;                 // under way at once, assumed; one more fails
  int capacity = 16;                 // answers kept, assumed; one more is not, while all are fresh
};

enum class DnsFailure : std::uint8_t {
  timed_out,
  name_error,
  no_data,
  server_failure,  // the servers that answered said so, or refused
  no_server,
  too_many,  // questions under way
};

struct DnsSend {
  DnsMessage message;
  Ipv4 to;
};
struct DnsResolved {
  Name name;
  DnsType type;
  std::array<DnsRecord, 4> answers;
  std::uint8_t count;
  bool is_stale;
};
struct DnsFailed {
  Name name;
  DnsType type;
  DnsFailure why;
};
using DnsActions = sim::StaticVector<std::variant<DnsSend, DnsResolved, DnsFailed>, 8>;

class DnsResolver {
 public:
  static constexpr int most_questions = 8;  // what DnsActions has room for

  explicit DnsResolver(const DnsResolverConfig& config);

  // In their order; zeros are left out. Questions under way go on with these.
  void servers(std::array<Ipv4, 2> addresses);
  // From the cache at once; else later. A question that is under way already is not asked twice,
  // and has one result for all.
  void resolve(Name name, DnsType type, Time now, DnsActions& out);
  void receive(const DnsMessage& message, Ipv4 from, Time now, DnsActions& out);
  void wake(Time now, DnsActions& out);
  void stop();  // power off: forgets everything

  Time deadline() const;

 private:
  struct Key {
    Name name;
    std::uint8_t what = 0;  // a DnsType, or whole_name
    constexpr auto operator<=>(const Key&) const = default;
    constexpr std::uint64_t hash() const {
      return sim::mix64(std::uint64_t{name.value} << 8U | what);
    }
  };
  struct Entry {
    std::array<DnsRecord, 4> answers{};
    Time expiry{};                      // of the TTL; a stale answer is kept longer
    std::optional<DnsFailure> failure;  // a negative answer
    std::uint8_t count = 0;
  };
  struct Question {
    Name name;
    Ipv4 server;
    Time retry_at{};
    std::uint16_t id = 0;
    std::uint16_t tries = 0;
    DnsType type = DnsType::a;
    bool refused = false;  // a server answered, but not the question
  };
  static constexpr std::uint8_t whole_name = 255;  // RFC 2308 5: a name error is of all types

  bool from_cache(Name name, DnsType type, Time now, DnsActions& out);
  bool from_stale(const Question& question, Time now, DnsActions& out);
  bool ask_next_server(Question& question, Time now, DnsActions& out);
  void keep(Key key, const Entry& entry, Duration ttl, Time now);
  void answered(const Question& question, const DnsMessage& answer, Time now, DnsActions& out);
  void fail(const Question& question, DnsFailure why, Time now, DnsActions& out);

  sim::Beside<const DnsResolverConfig> config_;
  sim::AgeingTable<Key, Entry> cache_;
  std::vector<Question> questions_;
  sim::StaticVector<Ipv4, 2> servers_;
  std::uint16_t last_id_ = 0;
};

}  // namespace models
