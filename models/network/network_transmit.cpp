// How a frame leaves a device: onto its cable, with a word to the device at the other end.
#include "models/network/network.hpp"

namespace models {

void Network::transmit(FrameId frame, std::uint16_t port) {
  const std::uint32_t number = leaving_[place(outbox_.self, port)];
  const auto drop = [&](Fate fate, const Cause& cause) {
    outbox_.drop(frame, fate, port, cause, now());
  };
  if (number == no_direction) return drop(Fate::no_link, {});
  LinkDirection& d = direction(links_, number);
  if (d.sharing() == LinkDirection::Sharing::all) leave_run(number);
  const auto [outcome, at] = d.enter(outbox_.frames[frame], now(), dice_[number]);
  switch (outcome) {
    case LinkDirection::Outcome::arrives: {
      if (storms_ != nullptr && drowns(frame, number, port)) return;
      const auto seq =
          simulation_.schedule(at, d.to(), sim::EventKind::arrival, frame, d.to_port());
      expect(outbox_.frames[frame], d);
      if (outbox_.trace == nullptr) return;
      return outbox_.trace->add({.event = seq,
                                 .parent = outbox_.trace->event,
                                 .device = outbox_.self,
                                 .frame_id = frame,
                                 .port = port,
                                 .kind = TraceRecord::Kind::sent,
                                 .frame = outbox_.frames[frame]});
    }
    case LinkDirection::Outcome::lost:
      return drop(Fate::lost_on_link, {.setting = &d.config().loss});
    case LinkDirection::Outcome::collided:
      return drop(Fate::lost_on_link, {.setting = &d.config().duplex_mismatch});
    case LinkDirection::Outcome::crowded_out:
      return drop(Fate::link_queue_full, {.setting = &d.load()});
    case LinkDirection::Outcome::down: return drop(Fate::link_down, {.act = Act::cable});
    case LinkDirection::Outcome::queue_full:
      return drop(Fate::link_queue_full, {.setting = &d.config().queue});
    case LinkDirection::Outcome::too_big:
      return drop(Fate::too_big_for_link, {.setting = &d.config().mtu});
  }
}

// Tells those that have large tables what is on its way to them.
void Network::expect(const Frame& frame, const LinkDirection& way) const {
  visit(way.to(), [&](const auto& device) {
    if constexpr (requires { device.expect(way.to_port(), frame); }) {
      device.expect(way.to_port(), frame);
    } else if constexpr (requires { device.expect(frame); }) {
      device.expect(frame);
    }
  });
}

}  // namespace models
