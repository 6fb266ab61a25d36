#include "app/cause/name_lookup.hpp"

#include <algorithm>

#include "app/cause/frame_cause.hpp"
#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/setting.hpp"

namespace app {
namespace {

using models::DnsFailure;
using models::PhoneFact;

// What failed last; nothing: it was no question to DNS.
std::optional<PhoneFact> last_failure(const World& world, std::size_t phone, Time from, Time to) {
  const std::uint32_t number = *world.network().phone_number(world.node(phone));
  std::optional<PhoneFact> last;
  for (const PhoneFact& fact : world.network().journal().phones) {
    const bool failed =
        fact.kind == PhoneFact::Kind::lost || fact.kind == PhoneFact::Kind::all_failed;
    if (fact.phone == number && failed && fact.at >= from && fact.at <= to) last = fact;
  }
  return last && last->dns ? last : std::nullopt;
}

// Those devices of the servers that it asks that are there.
std::vector<std::size_t> servers_asked(const World& world, std::size_t phone) {
  const auto& own = world.network().at<models::Phone>(world.node(phone));
  const models::DhcpClientLease* lease = own.station().lease();
  std::vector<std::size_t> servers;
  for (const sim::Ipv4 address : lease != nullptr ? lease->dns : own.config().dns) {
    if (const auto device = world.device_at(address)) servers.push_back(*device);
  }
  return servers;
}

std::string text_of(const models::DnsFailed& failed, const World& world) {
  const std::string question = std::string(failed.type == models::DnsType::srv ? "SRV " : "A ") +
                               std::string(world.names().text(failed.name));
  switch (failed.why) {
    case DnsFailure::name_error: return "NXDOMAIN, there is no " + question;
    case DnsFailure::no_data: return "no data, there is no " + question;
    case DnsFailure::server_failure: return "SERVFAIL or REFUSED to " + question;
    case DnsFailure::timed_out: return "nothing to " + question;
    case DnsFailure::no_server: return "nothing: no server is known that could be asked";
    case DnsFailure::too_many: return "nothing: too many questions at once";
  }
  return "";
}

// `is_new`: it has never been registered by that name.
std::string setting_of(const models::DnsFailed& failed, const World& world,
                       const Scenario& scenario, std::size_t phone, std::size_t server,
                       bool is_new) {
  const models::PhoneConfig& own = world.config<models::Phone>(phone);
  const Spec& spec = spec_of(scenario, phone);
  const auto own_key = [&](const void* member) {
    return path_of(scenario, phone, key_of(spec, member));
  };
  const bool is_own_name = failed.name == own.domain || failed.name == own.service;
  const std::string domain = is_new ? own_key(&std::get<PhoneSpec>(spec).domain) : "";
  const auto* zone = std::get_if<ServerSpec>(&spec_of(scenario, server));
  switch (failed.why) {
    case DnsFailure::name_error:
    case DnsFailure::no_data:
      if (is_own_name) return domain;
      if (zone == nullptr) return "";
      return path_of(scenario, server, key_of(spec_of(scenario, server), &zone->dns.zone));
    case DnsFailure::server_failure: {
      if (zone == nullptr) return "";
      const models::DnsServerConfig& dns = world.config<models::Server>(server).dns;
      if (dns.fails) return world.path(server, &dns.fails);
      return is_own_name ? domain : world.path(server, &dns.outside);
    }
    case DnsFailure::timed_out:
    case DnsFailure::no_server: return own_key(&std::get<PhoneSpec>(spec).dns);
    case DnsFailure::too_many: return world.path(phone, &own.resolver.questions);
  }
  return "";
}

}  // namespace

bool blame_dns(const World& world, const Scenario& scenario, Evidence& evidence, std::size_t phone,
               Time from, Time to, bool is_new, Cause& cause) {
  // A registration may end while its phone still asks: for SRV, and then for A.
  const models::DnsResolverConfig& resolver = world.config<models::Phone>(phone).resolver;
  const Duration rounds = resolver.timeout * 2 * resolver.attempts;
  const auto failed = last_failure(world, phone, from, sim::after(to, 2 * rounds));
  if (!failed) return false;
  cause.dns = text_of(*failed->dns, world);
  const auto servers = servers_asked(world, phone);
  // A question that died makes a phone believe the next server, or nobody.
  const Time asked = std::max(from, failed->at - rounds);
  for (const std::size_t server : servers) {
    if (!cause.drop) evidence.find_drops(phone, server, asked, asked, failed->at, cause);
  }
  if (cause.drop) {
    name_setting(world, scenario, cause);
  } else {
    cause.setting = setting_of(*failed->dns, world, scenario, phone,
                               servers.empty() ? phone : servers.front(), is_new);
  }
  return true;
}

std::string address_kept_by(const World& world, const Scenario& scenario, std::size_t phone) {
  const auto& own = world.config<models::Phone>(phone);
  if (!own.domain) return "";
  for (const std::size_t server : servers_asked(world, phone)) {
    const auto* spec = std::get_if<ServerSpec>(&spec_of(scenario, server));
    if (spec == nullptr) continue;
    for (std::size_t i = 0; i < spec->dns.zone.size(); ++i) {
      const DnsRecordSpec& record = spec->dns.zone[i];
      const auto leads_there = [&](const DnsRecordSpec& one) {
        return one.srv == record.name && world.names().find(one.name) == own.service;
      };
      const bool is_its = world.names().find(record.name) == own.domain ||
                          std::ranges::any_of(spec->dns.zone, leads_there);
      if (!record.a || !is_its) continue;
      if (own.resolver.min_ttl > record.ttl) return world.path(phone, &own.resolver.min_ttl);
      return path_of(scenario, server, "dns.records." + std::to_string(i + 1) + ".ttl");
    }
  }
  return "";
}

}  // namespace app
