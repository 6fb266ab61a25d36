// Where messages end: at the next named device, or where the last copy that mattered died.
#include <algorithm>

#include "app/evidence/ladders/ladder_reader.hpp"

namespace app {

using models::Fate;

namespace {

bool is_harmless(Fate fate) { return fate == Fate::not_for_me || fate == Fate::same_port; }

bool happens_on_cable(Fate fate) {
  return fate == Fate::link_down || fate == Fate::lost_on_link || fate == Fate::link_queue_full ||
         fate == Fate::too_big_for_link;
}

}  // namespace

void LadderReader::ended(const World& world, const Record& record) {
  const bool lost = models::describe(record.fate).is_loss;
  std::size_t number = none;
  if (const auto known = frames_.find(record.frame_id); known != frames_.end()) {
    number = known->second;
    frames_.erase(known);
    --legs_.at(number).live;
  } else if (is_copy(record)) {
    number = go_on(world, record, current_leg_);
  } else if (record.frame.origin == record.device) {
    number = begin(world, record);
  }
  if (number == none) return;
  Leg& leg = legs_.at(number);
  const auto here = std::ranges::find_if(leg.arrivals, [&](const Leg::Arrival& a) {
    return a.frame == record.frame_id && a.device == record.device && !a.over;
  });
  if (here != leg.arrivals.end()) {
    here->over = true;
    if (lost) here->death = death(world, record);
    if (is_harmless(record.fate)) leg.arrivals.erase(here);
  } else if (lost) {
    leg.deaths.push_back(record);
  } else if (!is_harmless(record.fate)) {
    leg.survived = true;
  }
}

LadderDeath LadderReader::death(const World& world, const Record& record) const {
  return {.device = scenario_.devices[world.device(record.device)].name,
          .fate = record.fate,
          .setting = world.path(record.device, record.port, record.cause)};
}

std::vector<std::size_t> LadderReader::way(std::size_t from, std::size_t to) {
  const std::size_t nodes = scenario_.devices.size();
  auto& next = towards_[to];
  if (next.empty()) next = models::towards(to, nodes, edges_);
  std::vector<std::size_t> way{from};
  while (way.back() != to && next[way.back()] != nodes) way.push_back(next[way.back()]);
  return way;
}

void LadderReader::tell(const World& world, Leg& leg) {
  const auto add = [&](std::size_t to, Time at, std::optional<LadderDeath> death) {
    if (messages_.size() >= limit) {
      ++not_kept_;
      return;
    }
    messages_.push_back(leg.message);
    messages_.back().to = to;
    messages_.back().ended = at;
    messages_.back().death = std::move(death);
  };
  if (leg.message.from == none) return;
  for (Leg::Arrival& arrival : leg.arrivals) {
    add(participant(world.device(arrival.device)), arrival.at, std::move(arrival.death));
  }
  if (!leg.arrivals.empty() || leg.deaths.empty()) return;
  const std::size_t beside = leg.message.from == 0 ? 1 : leg.message.from - 1;
  if (leg.target == none) {  // meant for everybody: it failed if nobody got it
    if (leg.survived) return;
    return add(beside, leg.deaths.back().at, death(world, leg.deaths.back()));
  }
  // A copy that was flooded elsewhere concerns nobody.
  const auto route = way(leg.at, leg.target);
  const auto on_way = [&](models::NodeId node) {
    return std::ranges::find(route, world.device(node)) != route.end();
  };
  const auto matters = [&](const Record& record) {
    if (!on_way(record.device)) return false;
    const auto* link = happens_on_cable(record.fate)
                           ? world.network().link_at(record.device, record.port)
                           : nullptr;
    return link == nullptr || on_way(link->to());
  };
  auto last = std::find_if(leg.deaths.rbegin(), leg.deaths.rend(), matters);
  if (last == leg.deaths.rend() && leg.survived) return;
  if (last == leg.deaths.rend()) last = leg.deaths.rbegin();  // where no route should have sent it
  const auto next = std::find_if(route.begin() + 1, route.end(),
                                 [&](std::size_t device) { return participant(device) != none; });
  add(next == route.end() ? beside : participant(*next), last->at, death(world, *last));
}

void LadderReader::finish(const World& world) {
  for (auto it = legs_.begin(); it != legs_.end();) {
    Leg& leg = it->second;
    if (leg.live > 0) {
      ++it;
      continue;
    }
    for (const std::size_t next : leg.next) --legs_.at(next).live;  // its number is higher
    tell(world, leg);
    it = legs_.erase(it);
  }
}

std::vector<LadderMessage> LadderReader::take() {
  std::ranges::stable_sort(messages_, {}, &LadderMessage::sent);
  return std::move(messages_);
}

}  // namespace app
