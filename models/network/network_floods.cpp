// A flood to many cables that are alike is one frame and one event: a broadcast in a network of
// thousands matters to a few, and the others only note that it was not for them. Whose cable has
// something of its own to carry just then, and what somebody records, goes the long way.
#include <algorithm>

#include "models/network/network.hpp"

namespace models {
namespace {

// What a station hears depends on what its machines wait for: see Listeners.
template <class Device>
constexpr bool listens = std::is_same_v<Device, Phone> || std::is_same_v<Device, Computer>;

bool may_share(const LinkConfig& c) {
  const bool is_alone = c.load == 0 && c.load_back == 0 && c.rate_back == 0;
  return is_alone && c.loss == 0 && c.jitter == 0s && !c.reorder && c.mtu == 0;
}

}  // namespace

// Which cables of a switch are alike; anew after every change of a config.
void Network::prepare_floods() {
  std::vector<const LinkConfig*> kinds;
  const auto& switches = all<Switch>();
  for (std::uint32_t i = 0; i < switches.size(); ++i) {
    const NodeId at(static_cast<std::uint8_t>(node_kind<Switch>()), i);
    kinds.clear();
    for (std::uint16_t port = 0; port < switches[i].port_count(); ++port) {
      const std::uint32_t number = leaving_[place(at, port)];
      std::uint16_t kind = 0;
      if (number != no_direction && !is_moved(number / 2)) {
        const LinkDirection& way = direction(links_, number);
        if (way.is_up() && settle(way.to(), at) && may_share(way.config())) {
          const auto known = std::ranges::find(kinds, &way.config());
          kind = static_cast<std::uint16_t>(known - kinds.begin() + 1);
          if (known == kinds.end()) kinds.push_back(&way.config());
        }
      }
      device<Switch>(at).alike(port, kind);
    }
  }
}

// True: it is a station that has only the cable to that switch.
bool Network::settle(NodeId node, NodeId at) {
  bool is_station = false;
  visit(node, [&]<class Device>(const Device& device) {
    if constexpr (listens<Device>) {
      outbox_.floods.listeners.settle(node, at);
      outbox_.floods.listeners.add(Listeners::Own{device.station().host().address()}, node);
      is_station = true;
    }
  });
  return is_station;
}

bool Network::is_moved(std::uint32_t link) const {
  return std::ranges::binary_search(moved_, link);
}

// A cable that an operator has touched is on its own from then on, with those beside it.
void Network::move_cable(std::uint32_t link) {
  const auto leave = [&](std::uint32_t one) {
    if (is_moved(one)) return;
    moved_.insert(std::ranges::lower_bound(moved_, one), one);
    for (const std::uint32_t way : {2 * one, 2 * one + 1}) stop_sharing(way);
  };
  leave(link);
  for (const LinkDirection* way : {&links_[link].forth, &links_[link].back}) {
    const std::uint32_t beside = leaving_[place(way->to(), way->to_port())];
    if (beside != no_direction) leave(beside / 2);
    if (is<Switch>(way->to())) device<Switch>(way->to()).alike(way->to_port(), 0);
  }
}

// It is on its own again, as it would be without any run.
void Network::stop_sharing(std::uint32_t number) {
  LinkDirection& way = direction(links_, number);
  if (way.sharing() == LinkDirection::Sharing::all) {
    const FloodRun& run = outbox_.floods[run_of_[number]];
    way.catch_up(run.busy_until, run.last_arrival);
  }
  way.share(LinkDirection::Sharing::none);
  if (number < run_of_.size()) run_of_[number] = 0;
}

void Network::end_runs() {
  for (const std::uint32_t number : outbox_.floods.closed) {
    FloodRun& run = outbox_.floods[number];
    for (const std::uint16_t port : run.ports) {
      const std::uint32_t way = leaving_[place(run.at, port)];
      if (way < run_of_.size() && run_of_[way] == number) stop_sharing(way);
    }
    run.stage = FloodRun::Stage::ended;
    if (run.under_way == 0) outbox_.floods.forget(number);
  }
  outbox_.floods.closed.clear();
}

void Network::join(std::uint32_t number) {
  FloodRun& run = outbox_.floods[number];
  run_of_.resize(2 * links_.size());
  run.own.reserve(run.ports.size());  // a warm network allocates nothing
  alone_.reserve(run.ports.size());
  heard_.reserve(run.ports.size());
  run.members.reserve(run.ports.size());
  for (const std::uint16_t port : run.ports) {
    const std::uint32_t way = leaving_[place(run.at, port)];
    LinkDirection& d = direction(links_, way);
    run_of_[way] = number;
    d.share(LinkDirection::Sharing::own);
    run.own.push_back(port);
    run.members.push_back({d.to(), port});
    visit(d.to(), [&]<class Device>(const Device& device) {
      if constexpr (listens<Device>) {
        run.learns_strangers |= device.station().host().learns_strangers();
      }
    });
  }
  std::ranges::sort(run.members, {}, &FloodRun::Member::node);
  run.stage = FloodRun::Stage::joined;
}

// The cable of a run carries something of its own, or not what the others do.
void Network::leave_run(std::uint32_t number) {
  LinkDirection& way = direction(links_, number);
  FloodRun& run = outbox_.floods[run_of_[number]];
  way.catch_up(run.busy_until, run.last_arrival);
  way.share(LinkDirection::Sharing::own);
  const Link& link = links_[number / 2];  // its port is where the other direction leads
  run.own.push_back(number % 2 == 0 ? link.back.to_port() : link.forth.to_port());
}

void Network::transmit_each(FrameId frame, const std::vector<std::uint16_t>& ports,
                            std::uint16_t ingress) {
  std::uint16_t last = ingress;
  for (const std::uint16_t port : ports) {
    if (port == ingress) continue;
    if (last != ingress) {
      const FrameId copy = outbox_.make(outbox_.frames[frame]);
      if (outbox_.out_of_frames) break;
      transmit(copy, last);
    }
    last = port;
  }
  transmit(frame, last);
}

void Network::transmit_flood(FrameId frame, const Floods::Sent& sent) {
  constexpr std::uint32_t most = 1'000'000;  // frames under way together: beyond it is a storm
  constexpr std::size_t some = 16;           // to make room for at a time
  if (!outbox_.floods.closed.empty()) end_runs();
  FloodRun& run = outbox_.floods[sent.run];
  if (run.stage == FloodRun::Stage::fresh) {
    run.stage = FloodRun::Stage::heard;
    return transmit_each(frame, run.ports, sent.ingress);
  }
  if (run.stage == FloodRun::Stage::heard) join(sent.run);
  const auto way_of = [&](std::uint16_t port) { return leaving_[place(run.at, port)]; };
  const Frame& f = outbox_.frames[frame];
  const bool is_strange = f.arp() != nullptr && f.arp()->spa == f.arp()->tpa;
  const LinkDirection& cable = direction(links_, way_of(run.ports.front()));
  const LinkConfig& c = cable.config();
  const Time start = std::max(now(), run.busy_until);
  const bool storms = storms_ != nullptr && !storms_->into.empty();
  const bool is_usual = !storms && may_share(c) && start - now() <= c.queue && together_ <= most;
  if (!is_usual || (is_strange && run.learns_strangers)) {
    return transmit_each(frame, run.ports, sent.ingress);
  }
  if (std::ranges::binary_search(run.ports, sent.ingress) &&
      direction(links_, way_of(sent.ingress)).sharing() == LinkDirection::Sharing::all) {
    leave_run(way_of(sent.ingress));
  }
  const Time free = start + cable.serialisation(medium_bytes(f));
  const Time arrival = std::max(free + c.delay, run.last_arrival);
  alone_.clear();
  std::erase_if(run.own, [&](std::uint16_t port) {
    LinkDirection& d = direction(links_, way_of(port));
    const bool goes_alone =  // it is free earlier, where it has missed some, or later
        std::max(now(), d.busy_until()) != start || d.last_arrival() > arrival;
    if (goes_alone || port == sent.ingress) alone_.push_back(port);
    if (alone_.empty() || alone_.back() != port) d.share(LinkDirection::Sharing::all);
    return d.sharing() == LinkDirection::Sharing::all;
  });
  std::ranges::sort(alone_);
  run.busy_until = free;
  run.last_arrival = arrival;
  const auto count = static_cast<std::uint32_t>(run.ports.size() - alone_.size());
  for (const std::uint16_t port : alone_) {
    if (port == sent.ingress) continue;
    const FrameId copy = outbox_.make(outbox_.frames[frame]);
    if (outbox_.out_of_frames) return;
    transmit(copy, port);
  }
  outbox_.made += std::uint64_t{count} - 1;
  if (count == 0) return outbox_.frames.release(frame);
  together_ += count - 1;
  ++run.under_way;
  for (std::size_t more = landed_.empty() ? some : 0; more > 0; --more) {
    landed_.push_back(static_cast<std::uint32_t>(under_way_.size()));
    under_way_.emplace_back().missed.reserve(some);
  }
  const std::uint32_t number = landed_.back();
  landed_.pop_back();
  under_way_[number].frame = frame;
  under_way_[number].run = sent.run;
  under_way_[number].count = count;
  under_way_[number].missed = alone_;
  simulation_.schedule(arrival, run.at, sim::EventKind::flood, number);
}

// To those of the run that it can matter to, in the order of their ports; the others are counted.
void Network::arrive(std::uint32_t number) {
  const auto& [id, place, count, missed] = under_way_[number];
  FloodRun& run = outbox_.floods[place];
  const Frame frame = outbox_.frames[id];
  heard_.clear();
  const auto hear = [&](auto what) {
    outbox_.floods.listeners.for_each(what, run.at, [&](NodeId node) {
      const auto one = std::ranges::lower_bound(run.members, node, {}, &FloodRun::Member::node);
      if (one == run.members.end() || one->node != node) return;
      if (!std::ranges::binary_search(missed, one->port)) heard_.push_back(*one);
    });
  };
  if (const ArpPacket* arp = frame.arp()) {
    hear(Listeners::Own{arp->spa});
    hear(Listeners::Own{arp->tpa});
    hear(Listeners::Known{arp->spa});
  }
  if (!frame.destination.is_group()) {
    if (!run.knows_macs) note_macs(run);
    hear(frame.destination);
  }
  std::ranges::sort(heard_, {}, &FloodRun::Member::port);
  const auto [first, last] = std::ranges::unique(heard_, {}, &FloodRun::Member::port);
  heard_.erase(first, last);
  outbox_.frames.release(id);
  outbox_.journal.fates[static_cast<std::size_t>(Fate::not_for_me)] += count - heard_.size();
  simulation_.count(count - 1);
  together_ -= count - 1;
  landed_.push_back(number);
  if (--run.under_way == 0 && run.stage == FloodRun::Stage::ended) outbox_.floods.forget(place);
  for (const FloodRun::Member& one : heard_) {
    const FrameId copy = outbox_.make(frame);
    if (outbox_.out_of_frames) return simulation_.stop();
    --outbox_.made;  // it has been counted when it was sent
    outbox_.self = one.node;
    visit(one.node, [&]<class Device>(Device& device) {
      if constexpr (listens<Device>) device.receive(copy, now(), outbox_);
    });
    carry_out();
  }
}

void Network::note_macs(FloodRun& run) {
  run.knows_macs = true;
  for (const FloodRun::Member& one : run.members) {
    visit(one.node, [&]<class Device>(const Device& device) {
      if constexpr (listens<Device>) {
        outbox_.floods.listeners.add(device.station().host().mac(), one.node);
      }
    });
  }
}

}  // namespace models
