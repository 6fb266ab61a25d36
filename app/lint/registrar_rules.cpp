// FB501 to FB503: what a registrar grants, for how long it waits, and how many phones it can take.
#include <algorithm>
#include <map>
#include <set>

#include "app/lint/rule.hpp"
#include "app/lint/site.hpp"

namespace app {
namespace {

using namespace std::chrono_literals;

// How long the registrar keeps a registration that is not renewed.
Beat kept_by(const Site& site, const PhoneGroup& phone, std::size_t server) {
  const auto& there = *site.as<CallServerSpec>(server);
  if (phone.spec->is_sccp()) {
    return {patience(there.sccp), site.path(server, "sccp.server_misses")};
  }
  if (there.is_cucm()) {
    return {patience(there.sip), site.path(server, "sip.keepalive_grace")};
  }
  const Duration asked = phone.spec->user_agent == models::SipUserAgent::cisco
                             ? phone.spec->sip.SipClientConfig::register_expires
                             : phone.spec->sip.SipUaConfig::register_expires;
  const Duration granted =
      asked == Duration{} ? there.sip.default_expiry
                          : std::clamp(asked, std::min(there.sip.min_expiry, there.sip.max_expiry),
                                       there.sip.max_expiry);
  return {granted + there.sip.expiry_slack, site.path(server, "sip.max_expiry")};
}

std::optional<PhoneGroup> first_with_tcp(const Site& site, std::size_t server) {
  for (const PhoneGroup& phone : site.phones()) {
    const auto servers = site.servers(phone);
    const bool is_its = !servers.empty() && servers[0] == server;
    if (is_its && !phone.spec->is_sccp() && !phone.spec->is_lync() && !speaks_udp(*phone.spec)) {
      return phone;
    }
  }
  return std::nullopt;
}

}  // namespace

// RFC 3261 10.2.4: the grant counts, not what was asked for.
std::vector<Suspicion> grant_and_refresh(const Site& site) {
  std::vector<Suspicion> all;
  std::set<std::string> told;
  for (const PhoneGroup& phone : site.phones()) {
    const auto servers = site.servers(phone);
    if (servers.empty() || site.as<CallServerSpec>(servers[0]) == nullptr) continue;
    const std::size_t server = servers[0];
    const auto beat = site.refresh(phone, server);
    if (!beat) continue;
    const Beat kept = kept_by(site, phone, server);
    const auto& sip = phone.spec->sip;
    const bool is_cisco =
        !phone.spec->is_sccp() && phone.spec->user_agent == models::SipUserAgent::cisco;
    const bool is_useless = is_cisco && beat->every < sip.min_refresh;
    if (kept.every > beat->every && !is_useless) continue;
    Suspicion found;
    if (is_useless) {
      found.message = site.group_name(phone.device) + " takes no grant that leaves it less than " +
                      sim::to_text(sip.min_refresh) + ", and " + site.name(server) + " leaves it " +
                      sim::to_text(beat->every);
      found.paths = {beat->path, site.path(phone.device, "sip.min_refresh")};
      add_cure(found, {{beat->path, at_least_text(sip.min_refresh * 2)}});
    } else {
      found.message = site.group_name(phone.device) + " comes again after " +
                      sim::to_text(beat->every) + ", and " + site.name(server) +
                      " keeps its registration for " + sim::to_text(kept.every) + ": " +
                      sim::to_text(beat->every - kept.every) + " too short";
      found.paths = {kept.path, beat->path};
      if (phone.spec->is_sccp()) {
        add_cure(found, {{site.path(phone.device, "sccp.min_keepalive"), "1s"}});
      } else if (is_cisco) {
        found.paths.push_back(site.path(phone.device, "sip.register_delta"));
        const Duration delta = site.as<CallServerSpec>(server)->sip.register_delta;
        add_cure(found, {{site.path(phone.device, "sip.register_delta"), sim::to_text(delta)}});
      } else if (phone.spec->is_standard()) {
        const std::string heeds = site.path(phone.device, "sip.heeds_grant");
        const std::string percent = site.path(phone.device, "sip.refresh_percent");
        found.paths.push_back(sip.heeds_grant ? percent : heeds);
        if (!sip.heeds_grant) add_cure(found, {{heeds, "true"}});
        add_cure(found, {{percent, "80"}});
        add_cure(found, {{heeds, "true"}, {percent, "80"}});
      }
    }
    if (!told.insert(found.paths[0] + found.paths[1]).second) continue;
    found.by_calls = true;
    all.push_back(std::move(found));
  }
  return all;
}

// [cisco-200410]: a lost keepalive is repeated after RTO, then after twice that.
std::vector<Suspicion> grace_and_retransmission(const Site& site) {
  std::vector<Suspicion> all;
  for (const std::size_t server : site.all<CallServerSpec>()) {
    const auto* spec = site.as<CallServerSpec>(server);
    const auto phone = first_with_tcp(site, server);
    if (!spec->is_cucm() || !phone || site.cables(phone->device).empty()) continue;
    const Duration rto = std::max(phone->spec->tcp.rto_min, phone->spec->tcp.rto_granularity);
    const Duration repaired = rto * 3;  // two losses in a row
    const Duration grace = spec->sip.keepalive_grace;
    if (grace > repaired + repaired / 10) continue;
    const std::string path = site.path(server, "sip.keepalive_grace");
    Suspicion found;
    found.message = site.name(server) + " waits " + sim::to_text(grace) +
                    " for a late keepalive, and one that is lost twice comes " +
                    sim::to_text(repaired) + " late from " + site.group_name(phone->device);
    found.holds = grace > repaired;
    found.paths = {path, site.path(phone->device, "tcp.rto_min")};
    const Time at = site.settled();
    const auto loss = difference_of(
        "links." + std::to_string(site.cables(phone->device)[0].entry + 1) + ".loss", "5%");
    if (!loss) continue;
    found.stress = Stress{.sets = loss->sets,
                          .text = "5 % of the frames at the phones' cables lost",
                          .watched = at.time_since_epoch() + 1h};
    add_cure(found, {{path, at_least_text(rto * 15)}});
    all.push_back(std::move(found));
  }
  return all;
}

// [rfc5390] 5, avalanche restart: what cannot be worked off in time is asked for again.
std::vector<Suspicion> registrar_capacity(const Site& site) {
  std::vector<Suspicion> all;
  for (const std::size_t server : site.all<CallServerSpec>()) {
    const auto* spec = site.as<CallServerSpec>(server);
    if (spec->is_cucm() || spec->load.per_second == 0) continue;
    std::size_t phones = 0;
    double rate = 0;  // of refreshes, in each second
    Duration patience = 32s;
    std::string refresh;
    std::string timer;
    std::vector<std::size_t> devices;
    for (const PhoneGroup& phone : site.phones()) {
      const auto servers = site.servers(phone);
      const auto beat = site.refresh(phone, server);
      if (servers.empty() || servers[0] != server || !beat) continue;
      phones += phone.count;
      rate += static_cast<double>(phone.count) / std::max(1.0, sim::seconds(beat->every));
      refresh = beat->path;
      timer = site.path(phone.device, "sip.timers.timer_f");
      patience = phone.spec->sip.timers.timer_f;
      const Device& own = site.scenario().devices[phone.device];
      const Entry& entry = site.scenario().entries[own.entry];
      for (std::size_t i = 0; i < entry.count; ++i) devices.push_back(entry.first + i);
    }
    const auto per_second = static_cast<double>(spec->load.per_second);
    const Duration all_at_once = 1s * static_cast<std::int64_t>(phones) / spec->load.per_second;
    const bool is_always = rate >= per_second;
    if (phones == 0 || (!is_always && all_at_once < patience)) continue;
    const std::string path = site.path(server, "load.per_second");
    Suspicion found;
    found.message = std::to_string(phones) + " phones register at " + site.name(server) +
                    ", which works off " + std::to_string(spec->load.per_second) + " a second: ";
    found.message += is_always ? "their refreshes alone are more"
                               : "after a power failure that takes " + sim::to_text(all_at_once) +
                                     ", and a phone waits " + sim::to_text(patience);
    found.paths = {path, is_always ? refresh : timer};
    if (!is_always) {
      const Time at = site.settled();
      std::ranges::sort(devices);
      devices.erase(std::ranges::unique(devices).begin(), devices.end());
      const auto act = [&](TimelineEntry::Kind kind, Time when) {
        return TimelineEntry{.at = when, .kind = kind, .targets = devices, .text = "power failure"};
      };
      found.stress = Stress{.acts = {act(TimelineEntry::Kind::power_off, at),
                                     act(TimelineEntry::Kind::power_on, at + 10s)},
                            .text = "a power failure of 10 s",
                            .watched = at.time_since_epoch() + 15min};
      found.late = 1min;
    }
    add_cure(found, {{path, std::to_string(std::max<std::size_t>(phones, 1000))}});
    all.push_back(std::move(found));
  }
  return all;
}

}  // namespace app
