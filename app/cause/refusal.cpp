#include "app/cause/refusal.hpp"

#include "app/cause/connected.hpp"
#include "models/wire/bytes/message_bytes.hpp"

namespace app {
namespace {

using models::PhoneFact;
using models::SipRefusal;

bool is_failure(const PhoneFact& fact) {
  return fact.kind == PhoneFact::Kind::lost || fact.kind == PhoneFact::Kind::all_failed;
}

// The last answer that decided; nothing: none did, or the phone heard of something else since.
std::optional<PhoneFact> last_refusal(const World& world, std::uint32_t phone, Time from, Time to) {
  std::optional<PhoneFact> last;
  for (const PhoneFact& fact : world.network().journal().phones) {
    if (fact.phone != phone || fact.at < from || fact.at > to || !is_failure(fact)) continue;
    const bool decides = fact.status == 503 || models::is_unauthorized(fact.status) ||
                         fact.refusal != SipRefusal::none;
    if (decides) {
      last = fact;
    } else if (last && last->status != 503) {
      last.reset();
    }
  }
  return last;
}

// The latest change of a password on the phone's side of the world.
void find_change(const Scenario& scenario, std::size_t phone, Time until, Cause& cause) {
  for (const TimelineEntry& entry : scenario.timeline) {
    for (const sim::Assignment& set : entry.sets) {
      if (entry.at > until || set.pieces.back() != "password") continue;
      if (!is_connected(scenario, phone, set)) continue;
      cause.setting = "timeline." + std::to_string(entry.number);
      cause.event = entry.text;
    }
  }
}

// The registrar's setting that it refused by; null: the phone's password.
models::Setting setting_of(SipRefusal why, const models::CallServerConfig& config) {
  const models::SipPeerConfig& sip = config.sip;
  switch (why) {
    case SipRefusal::none:
    case SipRefusal::wrong_password: return {};
    case SipRefusal::aged_nonce: return &sip.auth.nonce_lifetime;
    case SipRefusal::unsaid_stale: return &sip.auth.says_stale;
    case SipRefusal::used_nonce: return &sip.auth.one_time_nonce;
    case SipRefusal::locked: return &sip.auth.locks_after;
    case SipRefusal::too_brief: return &sip.min_expiry;
    case SipRefusal::too_many_contacts: return &sip.remove_existing;
    case SipRefusal::overloaded: return &config.load.per_second;
    case SipRefusal::no_licence: return &config.load.max_phones;
  }
  return {};
}

void blame(const World& world, const Scenario& scenario, const PhoneFact& fact, Time to,
           Cause& cause) {
  const std::size_t server = world.server_of(fact.phone, fact.server);
  const std::size_t its_own = world.phone(fact.phone);
  const auto& config = world.config<models::CallServer>(server);
  models::Setting setting = setting_of(fact.refusal, config);
  if (setting == models::Setting{} && fact.status == 503) setting = &config.load.per_second;
  cause = {.answered =
               std::to_string(fact.status) + " " + std::string(models::sip_phrase(fact.status))};
  if (!(setting == models::Setting{})) {
    cause.setting = world.path(server, setting);
    if (fact.refusal == SipRefusal::too_many_contacts) {
      cause.walked_too = world.path(server, &config.sip.max_contacts);
    }
    return;
  }
  cause.setting = world.path(its_own, &world.config<models::Phone>(its_own).sip.password);
  find_change(scenario, its_own, to, cause);
}

}  // namespace

bool blame_refusal(const World& world, const Scenario& scenario, std::uint32_t phone, Time from,
                   Time to, Cause& cause) {
  const auto last = last_refusal(world, phone, from, to);
  if (!last || (last->status == 503 && cause.drop)) return false;
  blame(world, scenario, *last, to, cause);
  return true;
}

bool blame_last_word(const World& world, const Scenario& scenario, std::uint32_t phone, Time to,
                     Cause& cause) {
  const PhoneFact* last = nullptr;
  for (const PhoneFact& fact : world.network().journal().phones) {
    if (fact.phone == phone && fact.at <= to && !fact.is_of_boot()) last = &fact;
  }
  if (last == nullptr || !is_failure(*last) || last->status == 0) return false;
  blame(world, scenario, *last, to, cause);
  return true;
}

bool blame_giving_up(const World& world, std::uint32_t phone, Time to, Cause& cause) {
  const PhoneFact* last = nullptr;
  for (const PhoneFact& fact : world.network().journal().phones) {
    if (fact.phone == phone && fact.at <= to && !fact.is_of_boot()) last = &fact;
  }
  if (last == nullptr || !last->gave_up) return false;
  const std::size_t device = world.phone(phone);
  const models::SipUaConfig& sip = world.config<models::Phone>(device).sip;
  const bool by_answer = sip.gives_up_on != models::GivesUpOn::nothing && last->status != 0;
  cause.setting =
      by_answer ? world.path(device, &sip.gives_up_on) : world.path(device, &sip.gives_up_after);
  return true;
}

void blame_ban(const World& world, Cause& cause) {
  if (!cause.drop || cause.drop->fate != models::Fate::source_banned) return;
  for (const PhoneFact& fact : world.network().journal().phones) {
    if (fact.at > cause.drop->at) return;
    if (fact.refusal != SipRefusal::wrong_password && fact.refusal != SipRefusal::locked) continue;
    const std::size_t device = world.phone(fact.phone);
    cause.culprit = device;
    cause.walked_too = world.path(device, &world.config<models::Phone>(device).sip.password);
  }
}

}  // namespace app
