#include "app/cause/boot.hpp"

#include <algorithm>

#include "app/cause/connected.hpp"
#include "app/cause/dhcp_log.hpp"
#include "app/cause/frame_cause.hpp"
#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/setting.hpp"

namespace app {
namespace {

using models::PhoneFact;
using Happened = models::PhoneFact::Kind;

struct Seen {
  const PhoneFact* last = nullptr;   // unprovisioned, or tls_failed
  const PhoneFact* clock = nullptr;  // that nobody set
  bool trust_refused = false;
};

Seen seen_by(const World& world, std::uint32_t phone, Time from, Time to) {
  Seen seen;
  for (const PhoneFact& fact : world.network().journal().phones) {
    if (fact.phone != phone || fact.at < from || fact.at > to) continue;
    if (fact.kind == Happened::registered) seen = {};
    if (fact.kind == Happened::clock_unset) seen.clock = &fact;
    if (fact.kind == Happened::trust_refused) seen.trust_refused = true;
    if (fact.kind == Happened::tls_failed ||
        (fact.kind == Happened::unprovisioned && !fact.goes_on)) {
      seen.last = &fact;
    }
  }
  return seen;
}

std::string member_path(const Scenario& scenario, std::size_t device, const void* member) {
  return path_of(scenario, device, key_of(spec_of(scenario, device), member));
}

enum class Asked : std::uint8_t { files, time };

// Where the phone was told whom to ask: by the scope of its lease then, or by its own list.
std::string told_by(const World& world, const Scenario& scenario, std::size_t phone, Time at,
                    Asked what) {
  const bool files = what == Asked::files;
  const auto& spec = std::get<PhoneSpec>(spec_of(scenario, phone));
  const std::string own = path_of(scenario, phone, files ? "provisioning.servers" : "time.servers");
  const bool has_own = !(files ? spec.provisioning.servers : spec.time.servers).empty();
  const bool heeds =
      files ? spec.provisioning.options != models::BootOptions::none : spec.time.uses_option;
  const auto lease = lease_of(world, scenario, phone, at);
  if (!lease || !heeds) return own;
  const std::string scope_path = lease->setting.substr(0, lease->setting.rfind('.'));
  const auto& dhcp = std::get<ServerSpec>(spec_of(scenario, lease->server)).dhcp;
  const auto scope = std::ranges::find_if(
      dhcp.scopes, [&](const auto& one) { return one.network.contains(lease->address); });
  if (scope == dhcp.scopes.end()) return own;
  if (!files) {
    return scope->ntp_servers.empty() && has_own ? own : scope_path + ".ntp_servers";
  }
  const bool by_150 = spec.provisioning.options == models::BootOptions::option_150;
  if (by_150 && !scope->tftp_servers.empty()) return scope_path + ".tftp_servers";
  if (!dhcp.boot_server.empty()) return member_path(scenario, lease->server, &dhcp.boot_server);
  if (!dhcp.tftp_server_name.empty() || (!by_150 && !has_own)) {
    return member_path(scenario, lease->server, &dhcp.tftp_server_name);
  }
  return has_own ? own : scope_path + ".tftp_servers";
}

// The last of its frames to that server that died: not what became of another conversation.
bool find_drop_to(const World& world, std::uint32_t phone, sim::Ipv4 server, Time from, Time to,
                  Cause& cause) {
  cause.drop.reset();
  cause.drops = 0;
  cause.setting.clear();
  cause.event.clear();
  for (const models::DropFact& drop : world.network().journal().drops) {
    if (drop.at < from || drop.at > to || drop.destination != server) continue;
    const auto origin = world.network().phone_number(drop.origin);
    if (drop.user != phone && (!origin || *origin != phone)) continue;
    cause.drop = drop;
    cause.drops += drop.times;
  }
  return cause.drop.has_value();
}

void blame_files(const World& world, const Scenario& scenario, std::size_t phone,
                 const PhoneFact& fact, Time from, Cause& cause) {
  using enum models::ProvisioningFailure;
  const auto server = world.device_at(fact.about);
  const auto* spec = server ? std::get_if<ServerSpec>(&spec_of(scenario, *server)) : nullptr;
  switch (static_cast<models::ProvisioningFailure>(fact.status)) {
    case missing:
      if (spec != nullptr) {
        cause.setting = member_path(scenario, *server, &spec->files.has_configurations);
      }
      return;
    case unresolved:
      for (const Entry& entry : scenario.entries) {
        const auto* dns = std::get_if<ServerSpec>(&entry.specs[0]);
        if (dns == nullptr || !dns->dns.enabled || cause.drop) continue;
        if (!are_connected(scenario, phone, entry.first)) continue;
        cause.setting = entry.name + "." + key_of(entry.specs[0], &dns->dns.zone);
        return;
      }
      return;
    case no_answer:
    case refused:
      if (spec == nullptr) break;
      if (find_drop_to(world, fact.phone, fact.about, from, fact.at, cause)) {
        name_setting(world, scenario, cause);
      }
      return;
    case no_server: break;
  }
  cause.setting = told_by(world, scenario, phone, fact.at, Asked::files);
  cause.drop.reset();
}

void blame_clock(const World& world, const Scenario& scenario, std::size_t phone,
                 const PhoneFact* unset, Time from, Cause& cause) {
  if (unset == nullptr) return;
  const auto server = world.device_at(unset->about);
  const auto* spec = server ? std::get_if<ServerSpec>(&spec_of(scenario, *server)) : nullptr;
  if (spec == nullptr) {
    cause.setting = told_by(world, scenario, phone, unset->at, Asked::time);
    cause.drop.reset();
  } else if (find_drop_to(world, unset->phone, unset->about, from, unset->at, cause)) {
    name_setting(world, scenario, cause);
  } else if (!spec->ntp.synchronized) {
    cause.setting = member_path(scenario, *server, &spec->ntp.synchronized);
  }
}

void blame_tls(const World& world, const Scenario& scenario, std::size_t phone, const Seen& seen,
               Time from, Cause& cause) {
  const auto server = world.device_at(seen.last->about);
  const auto* spec = server ? std::get_if<CallServerSpec>(&spec_of(scenario, *server)) : nullptr;
  if (spec == nullptr) return;
  cause.drop.reset();  // of a connection from before
  cause.drops = 0;
  cause.event.clear();
  const auto own = [&](const void* member) { return member_path(scenario, *server, member); };
  switch (static_cast<models::TlsAlert>(seen.last->status)) {
    case models::TlsAlert::certificate_expired: {
      if (seen.last->by_wrong_clock)
        return blame_clock(world, scenario, phone, seen.clock, from, cause);
      const auto& config = world.config<models::CallServer>(*server);
      const auto now = std::chrono::floor<std::chrono::seconds>(seen.last->at.time_since_epoch());
      const bool early = now.count() < config.tls.certificate.valid_from;
      cause.setting = own(early ? &spec->tls.own.valid_from : &spec->tls.own.valid_until);
      return;
    }
    case models::TlsAlert::unknown_ca: {
      const auto& trusts = std::get<PhoneSpec>(spec_of(scenario, phone)).tls.issuers;
      cause.setting = own(&spec->tls.own.issuer);
      cause.walked_too = member_path(scenario, phone, &trusts);
      if (!seen.trust_refused) return;
      for (const Entry& entry : scenario.entries) {
        const auto* files = std::get_if<ServerSpec>(&entry.specs[0]);
        if (files == nullptr || !files->files.enabled) continue;
        if (!are_connected(scenario, phone, entry.first)) continue;
        cause.walked_too = entry.name + "." + key_of(entry.specs[0], &files->files.signed_by);
      }
      return;
    }
    case models::TlsAlert::protocol_version: cause.setting = own(&spec->tls.oldest); return;
    case models::TlsAlert::handshake_failure:
    case models::TlsAlert::close_notify: return;
  }
}

}  // namespace

void blame_boot(const World& world, const Scenario& scenario, std::uint32_t phone, Time from,
                Time to, Cause& cause) {
  const Seen seen = seen_by(world, phone, from, to);
  if (seen.last == nullptr) return;
  const std::size_t device = world.phone(phone);
  if (seen.last->kind == Happened::unprovisioned) {
    blame_files(world, scenario, device, *seen.last, from, cause);
  } else {
    blame_tls(world, scenario, device, seen, from, cause);
  }
}

}  // namespace app
