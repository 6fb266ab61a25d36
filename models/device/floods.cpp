#include "models/device/floods.hpp"

#include <utility>

#include "models/wire/dhcp.hpp"

namespace models {

void Listeners::settle(NodeId node, NodeId at) {
  auto& homes = homes_.at(node.kind());
  if (homes.size() <= node.index()) homes.resize(node.index() + std::size_t{1});
  homes[node.index()] = at;
}

void Listeners::add(std::uint32_t hash, NodeId node) {
  if (entries_.size() >= heads_.size()) grow();
  std::uint32_t& head = heads_[hash % heads_.size()];
  for (std::uint32_t i = head; i != none; i = entries_[i].next) {
    if (entries_[i].hash == hash && entries_[i].node == node) return;
  }
  entries_.push_back(
      {hash, node, std::exchange(head, static_cast<std::uint32_t>(entries_.size()))});
}

void Listeners::grow() {
  heads_.assign(std::max(std::size_t{16}, 2 * heads_.size()), none);
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    entries_[i].next = std::exchange(heads_[entries_[i].hash % heads_.size()], i);
  }
}

std::uint32_t Floods::open(NodeId at, std::vector<std::uint16_t> ports) {
  auto number = static_cast<std::uint32_t>(runs_.size());
  if (free_.empty()) {
    runs_.emplace_back();
  } else {
    number = free_.back();
    free_.pop_back();
  }
  runs_[number] = {.at = at, .ports = std::move(ports)};
  return number;
}

void Floods::close(std::uint32_t run) {
  runs_[run].closed = true;
  closed.push_back(run);
}

// Gratuitous ARP is one that whoever knows its sender listens to. Of IP broadcasts only those to
// DHCP servers: phones and computers are none.
bool concerns_few(const Frame& frame) {
  if (const ArpPacket* arp = frame.arp()) return arp->tpa != Ipv4{};
  const Ipv4Packet* packet = frame.ipv4();
  if (packet == nullptr) return false;
  if (!frame.destination.is_group()) return true;
  const auto* datagram = std::get_if<UdpDatagram>(&packet->payload);
  return frame.destination == sim::broadcast_mac && packet->destination == limited_broadcast &&
         datagram != nullptr && datagram->destination_port == dhcp_server_port;
}

}  // namespace models
