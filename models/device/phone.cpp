#include "models/device/phone.hpp"

#include <algorithm>

#include "sim/base/fetch.hpp"

namespace models {

Phone::Phone(const Config& config, const Installation& self)
    : config_(&config),
      number_(self.number),
      station_(config.station, self, sim::Random(self.seed, self.name, "dhcp")),
      client_(make_client(config, self.number, sim::Random(self.seed, self.name, "sip"))),
      random_(self.seed, self.name, "phone") {
  deadline_ = Time{} + config.start + random_.between(0s, config.start_spread);
  slots_.reserve(2);
}

Phone::Client Phone::make_client(const PhoneConfig& config, std::uint32_t number,
                                 sim::Random random) {
  const auto servers = static_cast<std::uint8_t>(config.call_servers.size());
  if (config.protocol == Signalling::sip) return SipClient(config.sip, number, servers, random);
  return std::make_unique<SccpClient>(config.sccp, number, servers, random);
}

bool Phone::is_registered() const {
  return visit_client([](const auto& client) { return client.is_registered(); });
}

void Phone::stop(Time now, Outbox& out) {
  deadline_ = never;  // whoever switches it off before its time means it
  if (!on_) return;
  on_ = false;
  lost(PhoneFact::Kind::powered_off, now, out);
  station_.stop(now, out);
  alarm_.clear();
}

// Connections and registration are gone, and nobody is told.
void Phone::lost(PhoneFact::Kind why, Time now, Outbox& out) {
  if (is_registered()) out.journal.add(PhoneFact{.at = now, .phone = number_, .kind = why});
  slots_.clear();
  visit_client([](auto& client) { client.stop(); });
}

void Phone::receive(FrameId frame, Time now, Outbox& out) {
  if (!on_) return station_.receive_while_off(frame, now, out);
  if (const Ipv4Packet* packet = station_.receive(frame, now, out)) {
    const auto* segment = std::get_if<TcpSegment>(&packet->payload);
    const std::size_t slot = segment != nullptr ? slot_for(*packet) : no_slot;
    if (slot == no_slot) {
      station_.refuse(*packet, frame, now, out);
    } else {
      TcpActions actions;
      slots_[slot].tcp.receive(*segment, now, actions);
      out.end(frame, Fate::delivered);
      carry_out(actions, slot, now, out);
    }
  }
  follow_station(now, out);
  arm(out);
}

void Phone::wake(std::uint32_t index, Time at, Outbox& out) {
  if (index == power_on) return at == deadline_ ? start(at, out) : void();
  if (!alarm_.rings(at) || !on_) return;
  if (at < deadline_) return alarm_.set(deadline_, 0, out);  // it has moved, as most timers do
  station_.fetch_gateway();
  for (const Slot& slot : slots_) sim::fetch(slot);
  station_.wake(at, out);
  follow_station(at, out);
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (slots_[i].server == unused || at < slots_[i].tcp.deadline()) continue;
    TcpActions actions;
    slots_[i].tcp.wake(at, actions);
    carry_out(actions, i, at, out);
  }
  wake_client(at, out);
  arm(out);
}

Time Phone::deadline() const {
  Time deadline = std::min(station_.deadline(), client_deadline());
  for (const Slot& slot : slots_) {
    if (slot.server != unused) deadline = std::min(deadline, slot.tcp.deadline());
  }
  return deadline;
}

void Phone::arm(Outbox& out) {
  deadline_ = deadline();
  alarm_.set(deadline_, 0, out);
}

std::size_t Phone::slot_of(ServerIndex server) const {
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (slots_[i].server == server) return i;
  }
  return no_slot;
}

std::size_t Phone::slot_for(const Ipv4Packet& packet) const {
  const auto& segment = std::get<TcpSegment>(packet.payload);
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    const Slot& slot = slots_[i];
    if (slot.server != unused && slot.remote == packet.source &&
        slot.tcp.local_port() == segment.destination_port &&
        slot.tcp.remote_port() == segment.source_port) {
      return i;
    }
  }
  return no_slot;
}

// A fourth connection is not kept: the one that is only finishing makes room, with a RST.
void Phone::connect(ServerIndex server, Time now, Outbox& out) {
  std::size_t free = slot_of(unused);
  if (free == no_slot && slots_.size() == max_slots) {
    free = slot_of(detached);
    ENSURE(free != no_slot);
    TcpActions actions;
    slots_[free].tcp.abort(now, actions);
    carry_out(actions, free, now, out);
  }
  const std::uint16_t port = next_port_++;
  if (next_port_ == 0) next_port_ = 49152;
  const std::uint16_t remote_port = config_->protocol == Signalling::sip ? sip_port : sccp_port;
  Slot fresh{.server = server,
             .remote = config_->call_servers[server],
             .tcp = TcpConnection(config_->tcp, out.tcp_buffers, port, remote_port,
                                  static_cast<std::uint32_t>(random_.next()))};
  if (free == no_slot) {
    free = slots_.size();
    slots_.push_back(std::move(fresh));
  } else {
    slots_[free] = std::move(fresh);
  }
  TcpActions actions;
  slots_[free].tcp.open(now, actions);
  carry_out(actions, free, now, out);
}

void Phone::disconnect(ServerIndex server, Time now, Outbox& out) {
  const std::size_t i = slot_of(server);
  if (i == no_slot) return;
  slots_[i].server = detached;
  TcpActions actions;
  slots_[i].tcp.close(now, actions);
  carry_out(actions, i, now, out);
}

Duration Phone::rto(ServerIndex server) const {
  const std::size_t slot = slot_of(server);
  return slot == no_slot ? Duration{} : slots_[slot].tcp.rto();
}

}  // namespace models
