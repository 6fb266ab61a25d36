// Why a registration was lost: back from the symptom to the frame that died, and to the setting.
#include <algorithm>
#include <map>
#include <span>

#include "app/evidence/read_history.hpp"
#include "models/network/topology.hpp"

namespace app {
namespace {

using models::DropFact;
using models::RetransmissionFact;

// The journal's deviations that concern one phone; and the devices on its way to a call server.
class Evidence {
 public:
  Evidence(const World& world, const Scenario& scenario) : world_(world), scenario_(scenario) {
    for (const LinkPlan& link : scenario.links) edges_.push_back({link.a, link.b});
    const models::Journal& journal = world.network().journal();
    drops_.resize(world.network().phones().size());
    retransmissions_.resize(drops_.size());
    for (const DropFact& drop : journal.drops) {
      if (const auto phone = phone_of(drop)) drops_[*phone].push_back(&drop);
    }
    for (const RetransmissionFact& again : journal.retransmissions) {
      if (is_phone(again.device)) retransmissions_[again.device.index()].push_back(&again);
    }
  }

  // The last frame between the two that died on their way during [from, to], and how many did.
  void find_drops(std::size_t phone, std::size_t server, Time from, Time decisive, Time to,
                  Cause& cause) {
    const auto way = way_between(phone, server);
    for (const DropFact* drop : during(drops_[world_.node(phone).index()], from, to)) {
      if (!lies_on(*drop, way) || !between(*drop, phone, server)) continue;
      ++cause.drops;
      if (drop->at >= decisive && !(cause.drop && rank(*drop) < rank(*cause.drop))) {
        cause.drop = *drop;
      }
    }
    const sim::Ipv4 address = scenario_.devices[server].address.address;
    for (const auto* again : during(retransmissions_[world_.node(phone).index()], from, to)) {
      if (again->remote == address) cause.delays.push_back(again->waited);
    }
  }

 private:
  // Which of two drops tells more: what the phone sent is what the server waited for; a packet
  // given up for want of an ARP reply tells less than the request that died.
  static int rank(const DropFact& drop) {
    const bool consequence =
        drop.fate == models::Fate::arp_unanswered || drop.fate == models::Fate::arp_queue_full;
    return consequence ? 0 : is_phone(drop.origin) ? 2 : 1;
  }
  static bool is_phone(models::NodeId node) {
    return node != sim::no_node && models::kind_of(node) == models::NodeKind::phone;
  }
  std::optional<std::uint32_t> phone_of(const DropFact& drop) const {
    if (is_phone(drop.origin)) return drop.origin.index();
    const auto device = world_.device_at(drop.destination);
    if (!device || !is_phone(world_.node(*device))) return std::nullopt;
    return world_.node(*device).index();
  }
  template <class Fact>
  static std::span<const Fact* const> during(const std::vector<const Fact*>& facts, Time from,
                                             Time to) {
    const auto at = [](const Fact* fact) { return fact->at; };
    return {std::ranges::lower_bound(facts, from, {}, at),
            std::ranges::upper_bound(facts, to, {}, at)};
  }
  bool between(const DropFact& drop, std::size_t phone, std::size_t server) const {
    const std::size_t other = is_phone(drop.origin) ? server : phone;
    return drop.destination == scenario_.devices[other].address.address;
  }
  std::vector<std::size_t> way_between(std::size_t phone, std::size_t server) {
    const std::size_t nodes = scenario_.devices.size();
    auto& next = towards_[server];
    if (next.empty()) next = models::towards(server, nodes, edges_);
    std::vector<std::size_t> way{phone};
    while (way.back() != server && next[way.back()] != nodes) way.push_back(next[way.back()]);
    return way;
  }
  // A copy that was flooded elsewhere concerns nobody: the other end of its cable is off the way.
  bool lies_on(const DropFact& drop, const std::vector<std::size_t>& way) const {
    const auto on_way = [&](models::NodeId node) {
      return std::ranges::find(way, world_.device(node)) != way.end();
    };
    if (!on_way(drop.device)) return false;
    const bool on_cable = drop.fate == models::Fate::link_down ||
                          drop.fate == models::Fate::lost_on_link ||
                          drop.fate == models::Fate::link_queue_full;
    const auto* link = on_cable ? world_.network().link_at(drop.device, drop.port) : nullptr;
    return link == nullptr || on_way(link->to());
  }

  const World& world_;
  const Scenario& scenario_;
  std::vector<models::Edge> edges_;
  std::map<std::size_t, std::vector<std::size_t>> towards_;  // by call server
  std::vector<std::vector<const DropFact*>> drops_;          // by phone, in order of time
  std::vector<std::vector<const RetransmissionFact*>> retransmissions_;
};

// The latest thing that the operator did to one of these targets, as timeline.N and its text.
void find_event(const Scenario& scenario, TimelineEntry::Kind kind, std::size_t target, Time until,
                Cause& cause) {
  for (std::size_t i = 0; i < scenario.timeline.size(); ++i) {
    const TimelineEntry& entry = scenario.timeline[i];
    if (entry.at > until || entry.kind != kind) continue;
    if (std::ranges::find(entry.targets, target) == entry.targets.end()) continue;
    cause.setting = "timeline." + std::to_string(entry.number);
    cause.event = entry.text;
  }
}

void name_setting(const World& world, const Scenario& scenario, Cause& cause) {
  if (!cause.drop) return;
  const DropFact& drop = *cause.drop;
  cause.setting = world.path(drop.device, drop.port, drop.cause.setting);
  using Kind = TimelineEntry::Kind;
  if (drop.cause.setting == models::Setting::link_up) {
    const auto* link = world.network().link_at(drop.device, drop.port);
    if (link != nullptr) find_event(scenario, Kind::unplug, link->link(), drop.at, cause);
  } else if (drop.cause.setting == models::Setting::device_power) {
    find_event(scenario, Kind::power_off, world.device(drop.device), drop.at, cause);
  }
}

// How long the server waits for a REGISTER.
Duration patience(const Scenario& scenario, std::size_t server) {
  const Device& device = scenario.devices[server];
  const auto& spec = std::get<CallServerSpec>(scenario.entries[device.entry].specs[device.spec]);
  return spec.sip.keepalive_interval - spec.sip.register_delta + spec.sip.keepalive_grace;
}

void find_cause(const World& world, const Scenario& scenario, Evidence& evidence, Stay& stay) {
  using Kind = TimelineEntry::Kind;
  if (stay.reason == "powered_off") {
    return find_event(scenario, Kind::power_off, stay.phone, stay.to, stay.cause);
  }
  if (stay.reason == "server_down") {
    return find_event(scenario, Kind::power_off, stay.server, stay.to, stay.cause);
  }
  if (stay.reason == "registration_rejected") {
    stay.cause.setting = world.path(world.node(stay.phone), 0, models::Setting::min_refresh);
    return;
  }
  const bool impatient = stay.reason == "keepalive_timeout";
  const Time decisive = impatient ? stay.to - patience(scenario, stay.server) : stay.from;
  evidence.find_drops(stay.phone, stay.server, stay.from, decisive, stay.to, stay.cause);
  name_setting(world, scenario, stay.cause);
  if (impatient && !stay.cause.drop) {  // nothing died: the server was impatient
    stay.cause.setting = world.path(world.node(stay.server), 0, models::Setting::keepalive_grace);
  }
}

}  // namespace

void find_causes(const World& world, const Scenario& scenario, History& history) {
  std::vector<std::size_t> known;
  for (const Stay& stay : history.stays) {
    if (known.empty() || known.back() != stay.phone) known.push_back(stay.phone);
  }
  const bool all_known = known.size() == world.network().phones().size();
  if (all_known && std::ranges::none_of(history.stays, &Stay::lost)) return;
  Evidence evidence(world, scenario);
  for (Stay& stay : history.stays) {
    if (stay.lost) find_cause(world, scenario, evidence, stay);
  }
  for (std::uint32_t i = 0; i < world.network().phones().size(); ++i) {
    const std::size_t phone = world.phone(i);
    if (std::ranges::binary_search(known, phone)) continue;
    NeverRegistered never{.phone = phone, .cause = {}};
    evidence.find_drops(phone, world.server_of(i, 0), Time{}, Time{}, history.end, never.cause);
    name_setting(world, scenario, never.cause);
    history.never_registered.push_back(std::move(never));
  }
}

History read_history(const World& world, const Scenario& scenario) {
  const models::Journal& journal = world.network().journal();
  History history;
  history.end = world.network().now();
  history.stays = read_stays(world);
  find_causes(world, scenario, history);
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
