// What a device may do while it handles one event: make and send frames, end them, ask to be woken;
// with the pools and the journal that it does so in. The network owns it, and carries out what it
// holds when the device has finished.
#pragma once

#include <vector>

#include "models/device/floods.hpp"
#include "models/device/journal.hpp"
#include "models/device/trace.hpp"
#include "models/protocol/tcp/tcp_connection.hpp"
#include "models/wire/ethernet.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/pool.hpp"

namespace models {

// The phone that a packet's message is about; no_phone: it carries none.
constexpr std::uint32_t user_of(const Ipv4Packet& packet) {
  if (const auto* segment = std::get_if<TcpSegment>(&packet.payload)) {
    if (segment->length == 0) return no_phone;
    return std::visit([](const auto& message) { return message.user; }, segment->message);
  }
  const auto* datagram = std::get_if<UdpDatagram>(&packet.payload);
  if (datagram == nullptr) return no_phone;
  if (const auto* sip = std::get_if<SipMessage>(&datagram->message)) return sip->user;
  if (const auto* rtp = std::get_if<RtpPacket>(&datagram->message)) return rtp->user;
  if (const auto* call = std::get_if<CallMessage>(&datagram->message)) return call->user;
  if (const auto* tftp = std::get_if<TftpMessage>(&datagram->message)) return tftp->user;
  const auto* ntp = std::get_if<NtpMessage>(&datagram->message);
  return ntp != nullptr ? ntp->user : no_phone;
}

constexpr bool carries_call(const Ipv4Packet& packet) {
  if (const auto* segment = std::get_if<TcpSegment>(&packet.payload)) {
    return segment->length > 0 && std::holds_alternative<CallMessage>(segment->message);
  }
  const auto* datagram = std::get_if<UdpDatagram>(&packet.payload);
  return datagram != nullptr && std::holds_alternative<CallMessage>(datagram->message);
}

struct Outbox {
  struct Transmission {
    FrameId frame;
    std::uint16_t port;
  };
  struct PortChange {
    std::uint16_t port;
    bool up;
  };
  struct PowerChange {  // at a port that gives power
    std::uint16_t port;
    PowerFact::Kind kind;
    Cause cause;
  };
  struct Flooded {  // in a network with a loop
    Mac source;
    std::uint16_t vlan;
    NodeId by;
  };
  struct WakeUp {
    Time at;
    std::uint32_t index;  // which part of the device
  };

  sim::Pool<Frame> frames;
  TcpBuffers tcp_buffers{tcp_buffers_limit};
  Journal journal{};
  Floods floods{};
  std::vector<Transmission> sent{};
  std::vector<WakeUp> wakes{};
  std::vector<Ipv4Packet> unreached{};  // ICMP errors about what ARP has given up: to its senders
  // Between a server and the trunks that run on it, which use its address: what they want to send
  // (without a source), and what came to the server and may be one's.
  std::vector<Ipv4Packet> lodged{};
  FrameId handed_up = sim::Pool<Frame>::none;
  bool has_lodgers = false;  // there may be something between them
  std::uint64_t made = 0;    // frames ever made; each meets one fate or is still under way
  NodeId self{};             // the device whose event this is
  bool out_of_frames = false;
  bool link_came_up = false;        // the device was switched on, and so were its ports
  bool topology_changed = false;    // spanning tree: a port forwards, that did not
  std::vector<PortChange> ports{};  // links that the device took down, or up again
  bool channels_changed = false;    // a bundle of cables carries frames, or none any more
  bool went_dark = false;           // the device has no power any more, and nobody did it now
  std::vector<Flooded> flooded{};
  std::vector<PowerChange> powers{};
  bool draws_power = false;        // the device is ready to be powered by its port
  bool power_changed = false;      // either
  sim::LeftBehind<Trace> trace{};  // of a replay: a copy is not recorded

  bool links_changed() const {
    return link_came_up || topology_changed || channels_changed || went_dark || !ports.empty();
  }

  // A new frame, to be sent or ended. At the pool's limit the run stops (out_of_frames).
  FrameId make(const Frame& frame) {
    const FrameId id = make();
    if (!out_of_frames) frames[id] = frame;
    return id;
  }
  // The same, of unspecified content: whoever fills it in in its place saves a copy.
  FrameId make() {
    const FrameId id = frames.acquire();
    if (id == sim::Pool<Frame>::none) {
      out_of_frames = true;
    } else {
      ++made;
    }
    return id;
  }
  void send(FrameId frame, std::uint16_t port) {
    if (frame == sim::Pool<Frame>::none) return;
    Transmission& one = sent.emplace_back();  // and written in its place
    one.frame = frame;
    one.port = port;
  }
  // To all ports of the run but that one.
  void send_to_run(FrameId frame, std::uint32_t run, std::uint16_t ingress) {
    floods.sent.push_back({run, ingress});
    send(frame, Floods::port);
  }
  void wake(std::uint32_t index, Time at) {
    WakeUp& one = wakes.emplace_back();
    one.at = at;
    one.index = index;
  }

  template <class Payload>
  void lodge(const Payload& payload, Ipv4 destination) {
    lodged.push_back({.payload = payload, .source = {}, .destination = destination});
    has_lodgers = true;
  }
  void hand_up(FrameId frame) {
    handed_up = frame;
    has_lodgers = true;
  }

  // The frame's one fate: counted, and the frame is gone.
  void end(FrameId frame, Fate fate) { finish(frame, fate, 0, {}); }
  // The same for a loss, with what decided it.
  void drop(FrameId id, Fate fate, std::uint16_t port, const Cause& cause, Time now) {
    const Frame& frame = frames[id];
    DropFact fact;
    fact.at = now;
    fact.device = self;
    fact.origin = frame.origin;
    fact.receiver = frame.destination;
    fact.cause = cause;
    fact.port = port;
    fact.fate = fate;
    if (const auto* arp = frame.arp()) {
      fact.destination = arp->tpa;
      fact.is_arp = true;
    } else if (const auto* packet = frame.ipv4()) {
      fact.destination = packet->destination;
      fact.user = user_of(*packet);
      const auto* datagram = std::get_if<UdpDatagram>(&packet->payload);
      const auto* dhcp =
          datagram != nullptr ? std::get_if<DhcpMessage>(&datagram->message) : nullptr;
      fact.is_dhcp = dhcp != nullptr;
      if (dhcp != nullptr) fact.receiver = dhcp->chaddr();
      fact.is_media = datagram != nullptr && std::holds_alternative<RtpPacket>(datagram->message);
      fact.is_call = carries_call(*packet);
    }
    journal.add(fact);
    finish(id, fate, port, cause);
  }

 private:
  void finish(FrameId id, Fate fate, std::uint16_t port, const Cause& cause) {
    ++journal.fates[static_cast<std::size_t>(fate)];
    if (trace != nullptr) {
      trace->add({.event = trace->event,
                  .device = self,
                  .frame_id = id,
                  .port = port,
                  .kind = TraceRecord::Kind::ended,
                  .fate = fate,
                  .cause = cause,
                  .frame = frames[id]});
    }
    frames.release(id);
  }
};

// A part of a device that wants to be woken: at most one useful wake-up is under way for it, and a
// deadline that moved later costs one early wake-up that finds nothing to do.
class Alarm {
 public:
  // True when the wake-up at `at` is the one awaited; a superseded one is stale.
  bool rings(Time at) {
    if (at != at_) return false;
    at_ = never;
    return true;
  }
  void set(Time deadline, std::uint32_t index, Outbox& out) {
    if (deadline >= at_) return;
    at_ = deadline;
    out.wake(index, deadline);
  }
  void clear() { at_ = never; }

 private:
  Time at_ = never;
};

}  // namespace models
