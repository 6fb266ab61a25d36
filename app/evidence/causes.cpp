// Why a registration was lost: back from the symptom to the frame that died, and to the setting.
#include <algorithm>
#include <span>

#include "app/evidence/read_history.hpp"

namespace app {
namespace {

// The journal's deviations that concern one phone, found by the phone's number.
struct Deviations {
  std::vector<const models::DropFact*> drops;
  std::vector<const models::RetransmissionFact*> retransmissions;
};

bool is_phone(models::NodeId node) {
  return node != sim::no_node && models::kind_of(node) == models::NodeKind::phone;
}

std::vector<Deviations> by_phone(const World& world, const Scenario& scenario) {
  const models::Journal& journal = world.network().journal();
  std::vector<Deviations> deviations(world.network().phones().size());
  const auto phone_at = [&](sim::Ipv4 address) -> std::optional<std::uint32_t> {
    const auto device = world.device_at(address);
    if (!device ||
        scenario.entries[scenario.devices[*device].entry].kind != models::NodeKind::phone) {
      return std::nullopt;
    }
    return world.node(*device).index();
  };
  for (const models::DropFact& drop : journal.drops) {
    if (is_phone(drop.origin)) {
      deviations[drop.origin.index()].drops.push_back(&drop);
    } else if (const auto phone = phone_at(drop.destination)) {
      deviations[*phone].drops.push_back(&drop);
    }
  }
  for (const models::RetransmissionFact& again : journal.retransmissions) {
    if (is_phone(again.device)) deviations[again.device.index()].retransmissions.push_back(&again);
  }
  return deviations;
}

// Does the drop lie between this phone and that server?
bool concerns(const models::DropFact& drop, sim::Ipv4 phone, sim::Ipv4 server,
              models::NodeId from) {
  return is_phone(from) ? drop.destination == server : drop.destination == phone;
}

// Those within the stay; facts are in order of time.
template <class Fact>
std::span<const Fact* const> during(const std::vector<const Fact*>& facts, const Stay& stay) {
  const auto at = [](const Fact* fact) { return fact->at; };
  const auto first = std::ranges::lower_bound(facts, stay.from, {}, at);
  const auto last = std::ranges::upper_bound(facts, stay.to, {}, at);
  return {first, last};
}

void find_cause(const World& world, const Scenario& scenario, const Deviations& all, Stay& stay) {
  const sim::Ipv4 phone = scenario.devices[stay.phone].address.address;
  const sim::Ipv4 server = scenario.devices[stay.server].address.address;
  for (const models::DropFact* drop : during(all.drops, stay)) {
    if (!concerns(*drop, phone, server, drop->origin)) continue;
    stay.cause.drop = *drop;
    ++stay.cause.drops;
  }
  for (const models::RetransmissionFact* again : during(all.retransmissions, stay)) {
    if (again->remote == server) stay.cause.delays.push_back(again->waited);
  }
  if (stay.cause.drop) {
    const models::DropFact& drop = *stay.cause.drop;
    stay.cause.setting = world.path(drop.device, drop.port, drop.cause.setting);
  } else if (stay.reason == "keepalive_timeout") {  // nothing died: the server was impatient
    stay.cause.setting = world.path(world.node(stay.server), 0, models::Setting::keepalive_grace);
  }
}

}  // namespace

void find_causes(const World& world, const Scenario& scenario, std::vector<Stay>& stays) {
  if (std::ranges::none_of(stays, &Stay::lost)) return;
  const auto deviations = by_phone(world, scenario);
  for (Stay& stay : stays) {
    if (stay.lost) find_cause(world, scenario, deviations[world.node(stay.phone).index()], stay);
  }
}

History read_history(const World& world, const Scenario& scenario) {
  const models::Journal& journal = world.network().journal();
  History history;
  history.end = world.network().now();
  history.stays = read_stays(world);
  find_causes(world, scenario, history.stays);
  history.cycles = find_cycles(history.stays);
  for (const Stay& stay : history.stays) {
    const auto& at_end = history.registered_at_end;
    if (!stay.ended && (at_end.empty() || at_end.back() != stay.phone)) {
      history.registered_at_end.push_back(stay.phone);
    }
  }
  history.fates = journal.fates;
  history.not_kept = journal.not_kept;
  return history;
}

}  // namespace app
