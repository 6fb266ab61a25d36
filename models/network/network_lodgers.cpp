// Trunks: phones without a cable, which run on a call server and send and hear with its address.
// What passes between the two has no event of its own; the frame's origin is the trunk.
#include "models/network/network.hpp"

namespace models {

void Network::lodge(NodeId phone, NodeId server) {
  lodgings_.push_back({phone, server});
  device<CallServer>(server).lodge(device<Phone>(phone).number());
}

NodeId Network::host_of(NodeId lodger) const {
  for (const auto& [phone, server] : lodgings_) {
    if (phone == lodger) return server;
  }
  return sim::no_node;
}

// After an event of one of both.
void Network::carry_between(NodeId self, const std::vector<Ipv4Packet>& unreached) {
  const std::vector<Ipv4Packet> lodged = std::exchange(outbox_.lodged, {});
  const FrameId handed_up = std::exchange(outbox_.handed_up, sim::Pool<Frame>::none);
  if (const NodeId server = host_of(self); server != sim::no_node) {
    for (const Ipv4Packet& packet : lodged) {
      outbox_.self = server;
      device<CallServer>(server).send_for(self, packet, now(), outbox_);
      carry_out();
    }
    return;
  }
  for (const Ipv4Packet& packet : unreached) {
    for_lodgers_of(self, [&](Phone& trunk) {
      trunk.hear(std::get<IcmpMessage>(packet.payload), now(), outbox_);
    });
  }
  if (handed_up != sim::Pool<Frame>::none) offer(handed_up, self);
}

// To the trunk that awaits it, or else the server refuses it; ICMP errors to all.
void Network::offer(FrameId frame, NodeId server) {
  const Ipv4Packet packet = *outbox_.frames[frame].ipv4();
  bool is_taken = false;
  for_lodgers_of(server, [&](Phone& trunk) {
    if (is_taken || !trunk.awaits(packet)) return;
    if (const auto* error = std::get_if<IcmpMessage>(&packet.payload)) {
      return trunk.hear(*error, now(), outbox_);
    }
    is_taken = true;
    trunk.take(frame, now(), outbox_);
  });
  if (is_taken) return;
  outbox_.self = server;
  device<CallServer>(server).refuse(frame, now(), outbox_);
  carry_out();
}

void Network::follow_process(NodeId server, ProcessAct act) {
  if (act == ProcessAct::start && !device<CallServer>(server).runs()) return;
  for_lodgers_of(server, [&](Phone& trunk) {
    switch (act) {
      case ProcessAct::start: return trunk.start(now(), outbox_);
      case ProcessAct::stop: return trunk.stop(now(), outbox_);
      case ProcessAct::hang: return trunk.hang(true, now(), outbox_);
      case ProcessAct::resume: return trunk.hang(false, now(), outbox_);
    }
  });
}

}  // namespace models
