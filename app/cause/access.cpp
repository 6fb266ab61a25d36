#include "app/cause/access.hpp"

#include <algorithm>

#include "app/cause/frame_cause.hpp"
#include "app/scenario/setting.hpp"

namespace app {
namespace {

using models::DropFact;
using models::Fate;

const models::AccessConfig* demands_at(const World& world, const DropFact& drop) {
  if (!models::is<models::Switch>(drop.device)) return nullptr;
  const auto& config = world.config<models::Switch>(world.device(drop.device));
  if (drop.port >= config.access_of.size() || config.access_of[drop.port] == 0) return nullptr;
  return &config.access[config.access_of[drop.port] - 1U];
}

const ServerSpec* radius_at(const Scenario& scenario, std::size_t device) {
  const auto* server = std::get_if<ServerSpec>(&spec_of(scenario, device));
  return server != nullptr && server->radius.enabled ? server : nullptr;
}

// The servers that the switch asks, in its order.
std::vector<std::size_t> asked_by(const World& world, const Scenario& scenario,
                                  std::size_t asking) {
  std::vector<std::size_t> servers;
  for (const sim::Ipv4 address : world.config<models::Switch>(asking).radius.servers) {
    const auto device = world.device_at(address);
    if (device && radius_at(scenario, *device) != nullptr) servers.push_back(*device);
  }
  return servers;
}

// The switch's question that died last: what it died of, instead of its consequence at the port.
void find_question(const World& world, const Scenario& scenario, const DropFact& at_port,
                   Cause& cause) {
  constexpr std::chrono::minutes window{10};  // assumed: longer than it is held between two
  const DropFact* last = nullptr;
  const auto& drops = world.network().journal().drops;  // in order of time
  for (auto drop = std::ranges::lower_bound(drops, at_port.at - window, {}, &DropFact::at);
       drop != drops.end() && drop->at <= at_port.at; ++drop) {
    const auto to = world.device_at(drop->destination);
    if (drop->origin != at_port.device || !to || radius_at(scenario, *to) == nullptr) continue;
    last = &*drop;
  }
  if (last == nullptr) return;
  Cause deeper;
  deeper.drop = *last;
  name_setting(world, scenario, deeper);
  if (deeper.setting.empty()) return;
  if (last->cause.act != models::Act::none) cause.walked_too = cause.setting;
  cause.setting = deeper.setting;
  cause.event = deeper.event;
  cause.culprit = deeper.died_at;
}

// A device whose MAC is on no list of theirs.
bool is_stranger(const Scenario& scenario, const std::vector<std::size_t>& servers, sim::Mac mac) {
  const auto knows = [&](std::size_t server) {
    return std::ranges::any_of(radius_at(scenario, server)->radius.stations,
                               [&](const models::RadiusStation& one) { return one.covers(mac); });
  };
  return !servers.empty() && std::ranges::none_of(servers, knows);
}

// What the first of them says of the phone's MAC: not that it is a phone, or nothing at all.
void find_grant(const Scenario& scenario, const std::vector<std::size_t>& servers, sim::Mac mac,
                bool is_known, Cause& cause) {
  if (servers.empty()) return;
  const std::size_t device = servers.front();
  cause.walked_too = cause.setting;
  cause.culprit = device;
  const auto& stations = radius_at(scenario, device)->radius.stations;
  const auto found = std::ranges::find_if(
      stations, [&](const models::RadiusStation& one) { return one.covers(mac); });
  const bool is_listed = found != stations.end() && is_known;
  const auto number = std::to_string(found - stations.begin() + 1);
  cause.setting = path_of(scenario, device,
                          is_listed ? "radius.stations." + number + ".voice" : "radius.stations");
}

}  // namespace

void blame_access(const World& world, const Scenario& scenario, std::size_t phone, Cause& cause) {
  if (!cause.drop) return;
  const DropFact drop = *cause.drop;
  const models::AccessConfig* demands = demands_at(world, drop);
  if (demands == nullptr) return;
  const auto named = [&](const auto* member) {
    return drop.cause.setting == models::Setting(member);
  };
  const auto* spec = std::get_if<PhoneSpec>(&spec_of(scenario, phone));
  const bool has_supplicant = spec != nullptr && spec->dot1x.enabled;
  const bool waits = named(&demands->tx_period) || named(&demands->order);
  const sim::Mac mac = scenario.devices[phone].mac;
  const auto servers = asked_by(world, scenario, world.device(drop.device));
  if (waits && demands->has_mab() && !has_supplicant && is_stranger(scenario, servers, mac)) {
    find_grant(scenario, servers, mac, false, cause);
  } else if (named(&demands->critical) || named(&demands->critical_voice)) {
    find_question(world, scenario, drop, cause);
  } else if (named(&demands->failure_vlan) && has_supplicant) {
    cause.walked_too = cause.setting;
    cause.setting = path_of(scenario, phone, "dot1x.password");
  } else if (named(&demands->failure_vlan) || named(&demands->host_mode)) {
    find_grant(scenario, servers, mac, named(&demands->host_mode), cause);
  }
}

}  // namespace app
