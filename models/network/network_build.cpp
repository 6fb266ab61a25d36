// Building the network: devices, their ports, cables.
#include <algorithm>

#include "models/network/network.hpp"

namespace models {

Network::Network(const NetworkSize& size, std::uint64_t seed)
    : size_(size),
      seed_(seed),
      outbox_{.frames = sim::Pool<Frame>(size.frames)},
      simulation_(1024 + std::size_t{4} * size.phones) {  // a healthy phone has three
  outbox_.frames.reserve(std::min(size.frames, 1024U));
  outbox_.tcp_buffers.reserve(256);
  outbox_.sent.reserve(64);
  outbox_.wakes.reserve(64);
  const auto of = [&](NodeKind kind) { return size.devices[static_cast<std::size_t>(kind)]; };
  phones_.reserve(of(NodeKind::phone));
  call_servers_.reserve(of(NodeKind::call_server));
  switches_.reserve(of(NodeKind::switch_));
  routers_.reserve(of(NodeKind::router));
  sip_phones_.reserve(of(NodeKind::sip_phone));
  pbxes_.reserve(of(NodeKind::pbx));
  servers_.reserve(of(NodeKind::server));
  computers_.reserve(of(NodeKind::computer));
  lync_phones_.reserve(of(NodeKind::lync_phone));
  phone_nodes_.reserve(size.phones);
  leaving_.reserve(size.ports);
  links_.reserve(size.ports / 2);
  dice_.reserve(size.ports);
  outbox_.journal.bindings.reserve(std::size_t{2} * size.phones);
  outbox_.journal.phones.reserve(std::size_t{2} * size.phones);
}

NodeId Network::next_id(NodeKind kind, std::size_t index, std::uint16_t ports) {
  first_port_[static_cast<std::size_t>(kind)].push_back(
      static_cast<std::uint32_t>(leaving_.size()));
  leaving_.resize(leaving_.size() + ports, no_direction);
  return NodeId(static_cast<std::uint8_t>(kind), static_cast<std::uint32_t>(index));
}

NodeId Network::add(const PhoneConfig& config, const Identity& who) {
  const NodeId id = next_id(NodeKind::phone, phones_.size(), 1);
  const auto number = static_cast<std::uint32_t>(phone_nodes_.size());
  phones_.emplace_back(config, number, id, who.mac, who.address, seed_, who.name);
  phone_nodes_.push_back(id);
  return id;
}

NodeId Network::add(const CallServerConfig& config, const Identity& who) {
  const NodeId id = next_id(NodeKind::call_server, call_servers_.size(), 1);
  const std::uint32_t connections = size_.devices[static_cast<std::size_t>(NodeKind::phone)];
  call_servers_.emplace_back(config, id, who.mac, who.address, size_.phones, connections, seed_,
                             who.name);
  return id;
}

NodeId Network::add(const SwitchConfig& config, const Identity&) {
  const NodeId id =
      next_id(NodeKind::switch_, switches_.size(), static_cast<std::uint16_t>(config.ports.size()));
  switches_.emplace_back(config);
  return id;
}

NodeId Network::add(const RouterConfig& config, const Identity& who) {
  const NodeId id = next_id(NodeKind::router, routers_.size(), port_count(config));
  routers_.emplace_back(config, id, who.mac, seed_, who.name);
  return id;
}

NodeId Network::add(const SipPhoneConfig& config, const Identity& who) {
  const NodeId id = next_id(NodeKind::sip_phone, sip_phones_.size(), 1);
  const auto number = static_cast<std::uint32_t>(phone_nodes_.size());
  sip_phones_.emplace_back(config, number, id, who.mac, who.address, seed_, who.name);
  phone_nodes_.push_back(id);
  return id;
}

NodeId Network::add(const PbxConfig& config, const Identity& who) {
  const NodeId id = next_id(NodeKind::pbx, pbxes_.size(), 1);
  pbxes_.emplace_back(config, id, who.mac, who.address, size_.phones, seed_, who.name);
  return id;
}

NodeId Network::add(const ServerConfig& config, const Identity& who) {
  const NodeId id = next_id(NodeKind::server, servers_.size(), 1);
  servers_.emplace_back(config, id, who.mac, who.address);
  return id;
}

NodeId Network::add(const ComputerConfig& config, const Identity& who) {
  const NodeId id = next_id(NodeKind::computer, computers_.size(), 1);
  computers_.emplace_back(config, id, who.mac, who.address, seed_, who.name);
  return id;
}

NodeId Network::add(const LyncPhoneConfig& config, const Identity& who) {
  const NodeId id = next_id(NodeKind::lync_phone, lync_phones_.size(), 1);
  const auto number = static_cast<std::uint32_t>(phone_nodes_.size());
  lync_phones_.emplace_back(config, number, id, who.mac, who.address, seed_, who.name);
  phone_nodes_.push_back(id);
  return id;
}

std::optional<std::uint32_t> Network::phone_number(NodeId node) const {
  if (node == sim::no_node) return std::nullopt;
  if (kind_of(node) == NodeKind::phone) return phones_[node.index()].number();
  if (kind_of(node) == NodeKind::sip_phone) return sip_phones_[node.index()].number();
  if (kind_of(node) == NodeKind::lync_phone) return lync_phones_[node.index()].number();
  return std::nullopt;
}

std::uint32_t Network::connect(LinkEnd a, LinkEnd b, const LinkConfig& config,
                               const std::string& name) {
  const auto link = static_cast<std::uint32_t>(links_.size());
  links_.push_back({LinkDirection(config, b), LinkDirection(config, a)});
  leaving_[place(a.node, a.port)] = 2 * link;
  leaving_[place(b.node, b.port)] = 2 * link + 1;
  dice_.emplace_back(seed_, name, "forth");
  dice_.emplace_back(seed_, name, "back");
  const auto plug = [&](LinkEnd end, LinkEnd other) {
    if (kind_of(end.node) != NodeKind::switch_) return;
    const bool bridge = kind_of(other.node) == NodeKind::switch_;
    switches_[end.node.index()].plug(
        end.port, {bridge ? &switches_[other.node.index()].spanning_tree() : nullptr});
  };
  plug(a, b);
  plug(b, a);
  return link;
}

}  // namespace models
