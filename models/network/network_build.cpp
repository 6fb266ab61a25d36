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
  for_each_kind([&]<class Device>() {
    static_assert(std::is_nothrow_move_constructible_v<Device>);  // else a rack that grows copies
    std::get<Rack<Device>>(devices_).reserve(size.devices[place_of(node_kind<Device>())]);
  });
  phone_nodes_.reserve(size.phones);
  leaving_.reserve(size.ports);
  links_.reserve(size.ports / 2);
  dice_.reserve(size.ports);
  outbox_.journal.bindings.reserve(std::size_t{2} * size.phones);
  outbox_.journal.phones.reserve(std::size_t{2} * size.phones);
}

NodeId Network::next_id(NodeKind kind, std::size_t index, std::uint16_t ports) {
  first_port_[place_of(kind)].push_back(static_cast<std::uint32_t>(leaving_.size()));
  leaving_.resize(leaving_.size() + ports, no_direction);
  return NodeId(static_cast<std::uint8_t>(kind), static_cast<std::uint32_t>(index));
}

std::optional<std::uint32_t> Network::phone_number(NodeId node) const {
  if (node == sim::no_node) return std::nullopt;
  std::optional<std::uint32_t> number;
  visit(node, [&]<class Device>(const Device& device) {
    if constexpr (is_phone<Device>) number = device.number();
  });
  return number;
}

std::uint32_t Network::connect(LinkEnd a, LinkEnd b, const LinkConfig& config,
                               const std::string& name) {
  const auto link = static_cast<std::uint32_t>(links_.size());
  links_.push_back({LinkDirection(config, b, LinkDirection::Way::forth),
                    LinkDirection(config, a, LinkDirection::Way::back)});
  const auto take = [&](LinkEnd end, std::uint32_t direction) {
    std::uint32_t& leaving = leaving_[place(end.node, end.port)];
    if (leaving == no_direction || !is_plugged(leaving / 2)) leaving = direction;
  };
  take(a, 2 * link);
  take(b, 2 * link + 1);
  dice_.emplace_back(seed_, name, "forth");
  dice_.emplace_back(seed_, name, "back");
  const auto plug = [&](LinkEnd end, LinkEnd other) {
    if (!is<Switch>(end.node)) return;
    const SpanningTreeConfig* tree =
        is<Switch>(other.node) ? &device<Switch>(other.node).spanning_tree() : nullptr;
    device<Switch>(end.node).plug(end.port, {tree},
                                  is<Switch>(other.node) || is<Router>(other.node));
  };
  plug(a, b);
  plug(b, a);
  return link;
}

}  // namespace models
