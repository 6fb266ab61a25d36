// The resolver's cache against a slow twin that keeps everything in std::maps.
#include <map>
#include <optional>

#include "models/protocol/dns/dns_resolver.hpp"
#include "sim/base/random.hpp"
#include "tests/catch.hpp"

using namespace std::chrono_literals;

namespace {

using models::DnsActions;
using models::DnsFailure;
using models::DnsMessage;
using models::DnsResolverConfig;
using models::DnsType;
using models::Name;

// Keeps every answer for ever and asks it for its age.
struct Twin {
  struct Kept {
    std::uint32_t address = 0;  // 0: none
    DnsFailure why = DnsFailure::no_data;
    sim::Time until{};
  };
  std::map<std::pair<Name, DnsType>, Kept> records;
  std::map<Name, sim::Time> name_errors;

  std::optional<Kept> find(Name name, DnsType type, sim::Time now) const {
    if (const auto it = records.find({name, type}); it != records.end() && now < it->second.until) {
      return it->second;
    }
    const auto it = name_errors.find(name);
    if (it == name_errors.end() || now >= it->second) return std::nullopt;
    return Kept{0, DnsFailure::name_error, it->second};
  }
  void learn(const DnsMessage& m, const DnsResolverConfig& c, sim::Time now) {
    const sim::Duration ttl = m.ttl * sim::Duration{1s};
    if (m.rcode == models::DnsRcode::name_error) {
      records.erase({m.name, DnsType::a});
      records.erase({m.name, DnsType::srv});
      name_errors[m.name] = now + std::min(ttl, c.negative_cache_max);
    } else if (m.rcode == models::DnsRcode::no_error) {
      name_errors.erase(m.name);
      const auto life = m.count == 0 ? std::min(ttl, c.negative_cache_max)
                                     : std::min(std::max(ttl, c.min_ttl), c.max_ttl);
      records[{m.name, m.type}] = {m.answers[0].address.value, DnsFailure::no_data, now + life};
    }
  }
};

}  // namespace

TEST_CASE("random: the resolver's cache and its twin give the same answers") {
  sim::Random dice{1, "dns", "cache"};
  const DnsResolverConfig config{
      .attempts = 1, .min_ttl = 3s, .max_ttl = 40s, .negative_cache_max = 20s, .capacity = 30};
  models::DnsResolver resolver(config);
  resolver.servers({sim::Ipv4{0x0a000035}, {}});
  Twin twin;
  sim::Time now{};
  int hits = 0;
  for (int i = 0; i < 100'000; ++i) {
    now += dice.between(0s, 4s);
    const Name name{static_cast<std::uint16_t>(1 + dice.below(10))};
    const DnsType type = dice.below(2) == 0 ? DnsType::a : DnsType::srv;
    DnsActions out;
    resolver.resolve(name, type, now, out);
    REQUIRE(out.size() == 1);
    const auto kept = twin.find(name, type, now);
    const auto* send = std::get_if<models::DnsSend>(&out[0]);
    REQUIRE((send == nullptr) == kept.has_value());
    if (kept) {
      ++hits;
      const auto* resolved = std::get_if<models::DnsResolved>(&out[0]);
      REQUIRE((resolved != nullptr) == (kept->address != 0));
      if (resolved != nullptr) REQUIRE(resolved->answers[0].address.value == kept->address);
      if (resolved == nullptr) REQUIRE(std::get<models::DnsFailed>(out[0]).why == kept->why);
      continue;
    }
    DnsMessage answer = send->message;
    answer.is_response = true;
    answer.ttl = static_cast<std::uint32_t>(dice.below(60));
    const auto kind = dice.below(8);
    if (kind == 0) answer.rcode = models::DnsRcode::name_error;
    if (kind == 1) answer.rcode = models::DnsRcode::server_failure;
    if (kind > 2) answer.count = 1;
    if (kind > 2) answer.answers[0].address = {static_cast<std::uint32_t>(1 + i)};
    twin.learn(answer, config, now);
    out.clear();
    resolver.receive(answer, send->to, now, out);
    REQUIRE(out.size() == 1);
    REQUIRE(resolver.deadline() == sim::never);
  }
  CHECK(hits > 10'000);
}
