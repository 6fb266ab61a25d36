#include "app/cause/refusal.hpp"

#include "app/cause/connected.hpp"
#include "models/wire/bytes/message_bytes.hpp"

namespace app {
namespace {

using models::PhoneFact;

std::uint16_t last_refusal(const World& world, std::uint32_t phone, Time from, Time to) {
  std::uint16_t last = 0;
  for (const PhoneFact& fact : world.network().journal().phones) {
    if (fact.phone != phone || fact.at < from || fact.at > to) continue;
    if (fact.kind != PhoneFact::Kind::lost && fact.kind != PhoneFact::Kind::all_failed) continue;
    const bool decides = fact.status == 503 || models::is_unauthorized(fact.status);
    if (decides || models::is_unauthorized(last)) last = fact.status;
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

}  // namespace

bool blame_refusal(const World& world, const Scenario& scenario, std::uint32_t phone, Time from,
                   Time to, Cause& cause) {
  const std::uint16_t status = last_refusal(world, phone, from, to);
  if (status == 0 || (status == 503 && cause.drop)) return false;
  const std::size_t server = world.server_of(phone, 0);
  const std::size_t its_own = world.phone(phone);
  cause = {.answered = std::to_string(status) + " " + std::string(models::sip_phrase(status))};
  cause.setting =
      status == 503 ? world.path(server, &world.config<models::CallServer>(server).load.per_second)
                    : world.path(its_own, &world.config<models::Phone>(its_own).sip.password);
  if (status != 503) find_change(scenario, its_own, to, cause);
  return true;
}

}  // namespace app
