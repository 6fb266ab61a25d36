#include "app/cause/power.hpp"

#include <algorithm>

#include "app/cause/frame_cause.hpp"
#include "sim/base/text.hpp"

namespace app {
namespace {

using models::PowerFact;

// Why it was without power then, or until shortly before: it may be about to lose it again. Null:
// it had some.
const PowerFact* last_of(const World& world, models::NodeId node, Time at) {
  constexpr std::chrono::minutes shortly{5};  // assumed: longer than a boot takes
  const PowerFact* dark = nullptr;
  for (const PowerFact& fact : world.network().journal().powers) {
    if (fact.at > at) break;
    if (fact.device != node) continue;
    if (fact.kind != PowerFact::Kind::granted) {
      dark = &fact;
    } else if (at - fact.at > shortly) {
      dark = nullptr;
    }
  }
  return dark;
}

std::string text_of(const Scenario& scenario, std::size_t source, const PowerFact& fact) {
  const std::string& name = scenario.devices[source].name;
  if (fact.source == fact.device) return name + " gets no power: no cable leads to a switch";
  const std::string port = name + ":" + std::to_string(fact.port + 1);
  const bool denied = fact.kind == PowerFact::Kind::denied;
  return port + (denied ? " denied it power at " : " cut its power at ") + sim::clock_text(fact.at);
}

}  // namespace

bool blame_power(const World& world, const Scenario& scenario, std::size_t device, Time at,
                 Cause& cause) {
  const PowerFact* fact = last_of(world, world.node(device), at);
  if (fact == nullptr) return false;
  const std::size_t source = world.device(fact->source);
  cause = {};
  cause.power = text_of(scenario, source, *fact);
  cause.died_at = source;
  using Kind = TimelineEntry::Kind;
  if (fact->cause.act == models::Act::power) {  // the switch itself has none
    find_event(scenario, Kind::power_off, source, fact->at, cause);
    Cause deeper;
    if (blame_power(world, scenario, source, fact->at, deeper)) cause = deeper;
  } else if (fact->cause.act == models::Act::cable) {
    const models::NodeId node = world.node(device);
    const std::uint32_t link = fact->source == node
                                   ? world.network().link_number(node, 0)
                                   : world.network().link_number(fact->source, fact->port);
    find_event(scenario, Kind::unplug, link, fact->at, cause);
    if (cause.setting.empty()) {
      cause.setting = "links." + std::to_string(scenario.links[link].entry + 1) + ".up";
    }
  } else {
    cause.setting = world.path(source, fact->cause.setting);
    if (cause.setting.empty()) cause.setting = world.path(device, fact->cause.setting);
  }
  return true;
}

}  // namespace app
