#include "models/device/call_server.hpp"

#include <algorithm>

#include "models/protocol/table_growth.hpp"

namespace models {

CallServer::CallServer(const CallServerConfig& config, NodeId id, Mac mac, Ipv4Interface address,
                       std::uint32_t phones, std::uint32_t connections, std::uint64_t seed,
                       std::string_view name)
    : config_(&config),
      host_(config.host, id, mac, address),
      flows_(std::min(first_room, static_cast<std::size_t>(config.max_connections))),
      bindings_(phones),
      random_(seed, name, "call_server") {
  connections_.reserve(connections);
  free_.reserve(connections);
}

void CallServer::receive(FrameId frame, Time now, Outbox& out) {
  if (!on_) return host_.receive_while_off(frame, now, out);
  if (const Ipv4Packet* packet = host_.receive(frame, now, out)) {
    const auto* segment = std::get_if<TcpSegment>(&packet->payload);
    const std::uint32_t* index = segment == nullptr || segment->destination_port != sip_port
                                     ? nullptr
                                     : flows_.find(Flow{packet->source, segment->source_port});
    if (index != nullptr) {
      const std::uint32_t i = *index;
      TcpActions actions;
      connections_[i].tcp.receive(*segment, now, actions);
      out.end(frame, Fate::delivered);
      carry_out(actions, i, now, out);
      arm_connection(i, out);
    } else if (segment != nullptr && segment->syn && !segment->has_ack &&
               segment->destination_port == sip_port) {
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
  const TcpConnection tcp(config_->tcp, sip_port, syn.source_port,
                          static_cast<std::uint32_t>(random_.next()));
  const Connection fresh{.remote = remote,
                         .generation = static_cast<std::uint8_t>(generation),
                         .in_use = true,
                         .alarm = {},
                         .tcp = tcp};
  if (free_.empty()) {
    connections_.push_back(fresh);
  } else {
    free_.pop_back();
    connections_[index] = fresh;
  }
  TcpActions actions;
  connections_[index].tcp.accept(syn, now, actions);
  out.end(frame, Fate::delivered);
  carry_out(actions, index, now, out);
  arm_connection(index, out);
}

void CallServer::wake(std::uint32_t index, Time at, Outbox& out) {
  if (!on_) return;
  const std::uint32_t i = (index - 1) / 2;
  if (index == 0) {
    if (alarm_.rings(at)) host_.wake(at, out);
  } else if (index == of_connection(i)) {
    if (!connections_[i].in_use || !connections_[i].alarm.rings(at)) return;
    TcpActions actions;
    connections_[i].tcp.wake(at, actions);
    carry_out(actions, i, at, out);
    arm_connection(i, out);
  } else if (bindings_[i].alarm.rings(at)) {
    RegistrarActions actions;
    bindings_[i].sip.wake(config_->sip, at, actions);
    carry_out(actions, i, at, out);
    arm_binding(i, out);
  }
  alarm_.set(host_.deadline(), 0, out);
}

void CallServer::stop(Time now, Outbox& out) {
  if (!on_) return;
  on_ = false;
  for (std::uint32_t phone = 0; phone < bindings_.size(); ++phone) {
    RegistrarActions actions;
    bindings_[phone].sip.stop(actions);
    bindings_[phone].alarm.clear();
    carry_out(actions, phone, now, out);
  }
  for (std::uint32_t i = 0; i < connections_.size(); ++i) {
    if (!connections_[i].in_use) continue;
    connections_[i].in_use = false;
    free_.push_back(i);
  }
  flows_.clear();
  host_.stop(now, out);
  alarm_.clear();
}

// A connection's name outside: its index, and how often that entry had been used before.
ConnectionId CallServer::name_of(std::uint32_t index) const {
  return index | std::uint32_t{connections_[index].generation} << 24U;
}

void CallServer::arm_connection(std::uint32_t index, Outbox& out) {
  Connection& c = connections_[index];
  if (c.in_use) c.alarm.set(c.tcp.deadline(), of_connection(index), out);
}

void CallServer::arm_binding(std::uint32_t phone, Outbox& out) {
  bindings_[phone].alarm.set(bindings_[phone].sip.deadline(), of_binding(phone), out);
}

}  // namespace models
