#include "models/device/call_server.hpp"

#include <algorithm>

#include "sim/base/fetch.hpp"
#include "sim/base/table_growth.hpp"

namespace models {

CallServer::CallServer(const Config& config, const Installation& self)
    : config_(&config),
      host_(config.host, self.id, self.mac, self.address),
      flows_(std::min(sim::first_room, static_cast<std::size_t>(config.max_connections))),
      answers_(std::make_unique<RegistrarPool>(self.phones)),
      random_(self.seed, self.name, "call_server") {
  bindings_.reserve(self.phones);
  for (std::uint32_t i = 0; i < self.phones; ++i)
    bindings_.emplace_back(RegistrarBinding(*answers_));
  connections_.reserve(self.clients);
  free_.reserve(self.clients);
}

// Makes the run faster, never different.
void CallServer::expect(const Frame& frame) const {
  const Ipv4Packet* packet = frame.ipv4();
  if (packet == nullptr) return;
  if (const auto* segment = std::get_if<TcpSegment>(&packet->payload)) {
    flows_.fetch(Flow{packet->source, segment->source_port});
  }
}

void CallServer::receive(FrameId frame, Time now, Outbox& out) {
  if (!on_) return host_.receive_while_off(frame, now, out);
  if (const Ipv4Packet* packet = host_.receive(frame, now, out)) {
    const auto* segment = std::get_if<TcpSegment>(&packet->payload);
    const std::uint32_t user = user_of(*packet);
    if (user < bindings_.size()) sim::fetch(bindings_[user]);
    const std::uint32_t* index = segment == nullptr || !is_open(segment->destination_port)
                                     ? nullptr
                                     : flows_.find(Flow{packet->source, segment->source_port});
    if (index != nullptr) {
      const std::uint32_t i = *index;
      sim::fetch(connections_[i]);
      TcpActions actions;
      connections_[i].tcp.receive(*segment, now, actions);
      out.end(frame, Fate::delivered);
      carry_out(actions, i, now, out);
      arm_connection(i, out);
    } else if (segment != nullptr && segment->syn && !segment->has_ack &&
               is_open(segment->destination_port)) {
      accept(*segment, packet->source, frame, now, out);
    } else {
      host_.refuse(*packet, frame, now, out);
    }
  }
  alarm_.set(host_.deadline(), 0, out);
}

void CallServer::accept(const TcpSegment& syn, Ipv4 remote, FrameId frame, Time now, Outbox& out) {
  std::uint32_t index = static_cast<std::uint32_t>(connections_.size());
  if (!free_.empty()) index = free_.back();
  make_room(flows_, static_cast<std::size_t>(config_->max_connections));
  if (flows_.insert(Flow{remote, syn.source_port}, index) == nullptr) {
    return out.drop(frame, Fate::tcp_table_full, 0, {.setting = Setting::max_connections}, now);
  }
  const int generation = free_.empty() ? 0 : connections_[index].generation + 1;
  Connection fresh{
      .remote = remote,
      .alarm = {},
      .tcp = TcpConnection(config_->tcp, out.tcp_buffers, syn.destination_port, syn.source_port,
                           static_cast<std::uint32_t>(random_.next())),
      .generation = static_cast<std::uint8_t>(generation),
      .in_use = true};
  if (free_.empty()) {
    connections_.push_back(std::move(fresh));
  } else {
    free_.pop_back();
    connections_[index] = std::move(fresh);
  }
  TcpActions actions;
  connections_[index].tcp.accept(syn, now, actions);
  out.end(frame, Fate::delivered);
  carry_out(actions, index, now, out);
  arm_connection(index, out);
}

void CallServer::wake(std::uint32_t index, Time at, Outbox& out) {
  if (!on_) return;
  const std::uint32_t i = (index - 1) / 3;
  if (index == 0) {
    if (alarm_.rings(at)) host_.wake(at, out);
  } else if (index == index_of(Part::connection, i)) {
    if (!connections_[i].in_use || !connections_[i].alarm.rings(at)) return;
    if (at < connections_[i].tcp.deadline()) return arm_connection(i, out);  // it has moved
    TcpActions actions;
    connections_[i].tcp.wake(at, actions);
    carry_out(actions, i, at, out);
    arm_connection(i, out);
  } else {
    wake_binding(index == index_of(Part::sip, i) ? Part::sip : Part::sccp, i, at, out);
  }
  alarm_.set(host_.deadline(), 0, out);
}

// A connection's name outside: its index, and how often that entry had been used before.
ConnectionId CallServer::name_of(std::uint32_t index) const {
  return index | std::uint32_t{connections_[index].generation} << 24U;
}

void CallServer::arm_connection(std::uint32_t index, Outbox& out) {
  Connection& c = connections_[index];
  if (c.in_use) c.alarm.set(c.tcp.deadline(), index_of(Part::connection, index), out);
}

}  // namespace models
