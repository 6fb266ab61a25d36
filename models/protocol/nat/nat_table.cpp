#include "models/protocol/nat/nat_table.hpp"

#include <algorithm>
#include <utility>

#include "sim/base/table_growth.hpp"

namespace models {
namespace {

struct PortRange {
  int first, last;
  int size() const { return std::max(0, last - first + 1); }
};

// RFC 4787 REQ-3a, and the classes of Linux (nf_nat_core.c) below 1024.
PortRange range_for(const NatConfig& c, const NatPacket& packet) {
  if (packet.protocol == NatProtocol::icmp) return {0, 65535};
  if (packet.local.port < 512) return {1, 511};
  if (packet.local.port < 1024) return {600, 1023};
  return {c.first_port, c.last_port};
}

bool may_preserve(const NatConfig& c, std::uint16_t port) {
  return port < 1024 || (c.first_port <= port && port <= c.last_port);
}

}  // namespace

NatTable::NatTable(const NatConfig& config, Ipv4 outside, sim::Random random)
    : config_(&config),
      outside_(outside),
      random_(random),
      mapping_(config.mapping),
      filtering_(config.filtering),
      mappings_(std::min(sim::first_room, static_cast<std::size_t>(config.capacity))),
      flows_(mappings_.capacity()),
      ports_(mappings_.capacity(), sim::WhenFull::evict_oldest) {}

// Of a flow whose outside port is its inside port; for another this is useless and harmless.
void NatTable::fetch(const NatPacket& packet) const {
  mappings_.fetch(NatKey(packet, mapping_));
  flows_.fetch({leaving(packet, {outside_, packet.local.port}), filtering_});
}

NatOutbound NatTable::outbound(const NatPacket& packet, Ipv4 address, Time now) {
  const auto limit = static_cast<std::size_t>(config_->capacity);
  make_room(mappings_, limit);
  make_room(flows_, limit);
  const NatKey mapping(packet, mapping_);
  auto known = mappings_.find(mapping, now);
  const bool goes_another_way = known.value != nullptr && known.value->outside.address != address;
  if (goes_another_way && config_->resets_on_address_change) {  // [linux-masquerade]
    flows_.erase({leaving(packet, known.value->outside), filtering_});
    mappings_.erase(mapping);
    known = {};
  }
  const bool is_new = known.value == nullptr;
  NatOutbound result{.is_new = is_new};
  if (known.miss == sim::Miss::aged) {
    result.aged_since = known.since;
    result.timer = known.entry->value.timer;
  }
  if (!is_new) {
    const NatPacket outside = leaving(packet, known.value->outside);
    const auto found = flows_.find({outside, filtering_}, now);
    if (found.value != nullptr && found.value->is_of(mapping)) {
      found.value->passed_out(*config_, packet.tcp, now);
      flows_.refresh(*found.entry, end_of(*found.value, now));
      keep(*found.value, outside, now);
      return {.outside = outside.local, .timer = found.value->timer};
    }
    if (found.miss == sim::Miss::aged && found.entry->value.is_of(mapping)) {
      result.aged_since = found.since;
      result.timer = found.entry->value.timer;
    }
  }
  const auto refused = [&](NatRefusal why) {
    result.why = why;
    result.is_new = false;
    return result;
  };
  if (!NatFlow::may_begin(*config_, packet)) return refused(NatRefusal::not_open);
  const std::optional<Endpoint> chosen =
      is_new ? choose(packet, address, now) : known.value->outside;
  if (!chosen) return refused(NatRefusal::no_port_free);
  const NatPacket outside = leaving(packet, *chosen);
  NatFlow flow(packet, mapping, now);
  flow.passed_out(*config_, packet.tcp, now);
  if (!begin(flow, outside, is_new, now)) return refused(NatRefusal::table_full);
  result.outside = outside.local;
  if (result.aged_since == never) result.timer = flow.timer;
  return result;
}

NatInbound NatTable::inbound(const NatPacket& packet, Time now) {
  const auto found = flows_.find({packet, filtering_}, now);
  if (found.value != nullptr && found.value->own) {
    const NatFlow flow = *found.value;
    flows_.refresh(*found.entry, end_of(flow, now));
    keep_port(packet, end_of(flow, now), now);
    return {
        .why = NatMiss::own, .since = flow.had_owner ? flow.began : never, .timer = flow.former};
  }
  if (found.value != nullptr) {
    NatFlow& flow = *found.value;
    const bool refreshes =
        packet.protocol != NatProtocol::udp || config_->refresh == NatRefresh::both;  // REQ-6
    const NatTimer running = flow.timer;
    flow.passed_in(*config_, packet.tcp, now);
    if (refreshes) {
      flows_.refresh(*found.entry, end_of(flow, now));
      keep(flow, packet, now);
    } else {
      flow.timer = running;
    }
    return {.inside = flow.inside(), .timer = flow.timer};
  }
  if (found.miss == sim::Miss::aged && !found.entry->value.own) {
    const NatFlow& was = found.entry->value;
    return {was.inside(), NatMiss::aged, found.since, was.timer};
  }
  const bool in_use = ports_.find(port_key(packet), now).value != nullptr;
  return {.why = in_use ? NatMiss::filtered : NatMiss::never_seen};
}

// [linux-conntrack]: a TCP flow ends with the RST that answers it, and takes no port.
void NatTable::take_in(const NatPacket& packet, const NatInbound& missed, Time now) {
  if (packet.protocol != NatProtocol::udp) return;
  NatFlow flow(packet, {}, now);
  flow.own = true;
  flow.had_owner = missed.why == NatMiss::aged;
  flow.former = missed.timer;
  if (flow.had_owner) flow.began = missed.since;
  const Time until = end_of(flow, now);
  make_room(flows_, static_cast<std::size_t>(config_->capacity));
  if (flows_.insert({packet, filtering_}, flow, until, now) == nullptr) return;
  if (Port* port = ports_.find(port_key(packet), now).value) port->several = true;
  keep_port(packet, until, now);
}

std::optional<Endpoint> NatTable::inside_of(const NatPacket& packet, Time now) {
  const auto found = flows_.find({packet, filtering_}, now);
  if (found.value == nullptr || found.value->own) return std::nullopt;
  return found.value->inside();
}

std::optional<Endpoint> NatTable::outside_of(const NatPacket& packet, Time now) {
  const auto found = mappings_.find(NatKey(packet, mapping_), now);
  return found.value != nullptr ? std::optional(found.value->outside) : std::nullopt;
}

void NatTable::clear() {
  mapping_ = config_->mapping;
  filtering_ = config_->filtering;
  sequential_ = 0;
  had_another_address_ = false;
  mappings_.clear();
  flows_.clear();
  ports_.clear();
}

void NatTable::address_gone(Ipv4 from) {
  had_another_address_ = true;
  if (!config_->resets_on_address_change) return;
  flows_.erase_if([&](const NatKey& key, const NatFlow&) { return key.local_address == from; });
  mappings_.erase_if(
      [&](const NatKey&, const Mapping& mapping) { return mapping.outside.address == from; });
  ports_.erase_if([&](std::uint64_t key, const Port&) { return key >> 32U == from.value; });
}

void NatTable::address_changed(Ipv4 outside) { address_gone(std::exchange(outside_, outside)); }

std::optional<Endpoint> NatTable::choose(const NatPacket& packet, Ipv4 outside, Time now) {
  const auto free = [&](std::uint16_t port) {
    return is_free(leaving(packet, {outside, port}), now);
  };
  const Endpoint own{outside, packet.local.port};
  const bool is_ping = packet.protocol == NatProtocol::icmp;
  switch (config_->port_allocation) {
    case NatPorts::preserve:
      if (free(own.port) && (is_ping || may_preserve(*config_, own.port))) return own;
      break;
    case NatPorts::fixed:
      if (free(own.port)) return own;
      if (!is_ping) return std::nullopt;
      break;
    case NatPorts::overload:
      if (!is_ping || free(own.port)) return own;
      break;
    case NatPorts::sequential:
    case NatPorts::random: break;
  }
  const PortRange range = range_for(*config_, packet);
  const auto size = static_cast<std::uint32_t>(range.size());
  if (size == 0) return std::nullopt;
  const bool in_turn = config_->port_allocation == NatPorts::sequential;
  const auto start = in_turn ? sequential_ : static_cast<std::uint32_t>(random_.below(size));
  for (std::uint32_t i = 0; i < size; ++i) {
    const std::uint32_t offset = (start + i) % size;
    const auto port = static_cast<std::uint16_t>(static_cast<std::uint32_t>(range.first) + offset);
    if (!free(port)) continue;
    if (in_turn) sequential_ = offset + 1;
    return Endpoint{outside, port};
  }
  return std::nullopt;
}

bool NatTable::is_free(const NatPacket& outside, Time now) {
  if (has_many_flows()) return ports_.find(port_key(outside), now).value == nullptr;
  return flows_.find({outside, filtering_}, now).value == nullptr;
}

// False if the table is full; then nothing has begun.
bool NatTable::begin(const NatFlow& flow, const NatPacket& outside, bool new_mapping, Time now) {
  const Time until = end_of(flow, now);
  if (new_mapping &&
      mappings_.insert(flow.mapping, {.outside = outside.local}, until, now) == nullptr) {
    return false;
  }
  if (flows_.insert({outside, filtering_}, flow, until, now) == nullptr) {
    if (new_mapping) mappings_.erase(flow.mapping);
    return false;
  }
  if (Port* port = ports_.find(port_key(outside), now).value) port->several = true;
  keep(flow, outside, now);
  return true;
}

// The flow lives on: so do its port and its mapping.
void NatTable::keep(const NatFlow& flow, const NatPacket& outside, Time now) {
  const Time until = end_of(flow, now);
  const Time longest = keep_port(outside, until, now);
  const auto mapping = mappings_.find(flow.mapping, now);
  ENSURE(mapping.entry != nullptr);
  mappings_.refresh(*mapping.entry, has_many_flows() ? longest : until);
  if (mapping.entry->fresh_until == until) mapping.entry->value.timer = flow.timer;
}

// Until when it is in use; of several flows the longest counts.
Time NatTable::keep_port(const NatPacket& outside, Time until, Time now) {
  make_room(ports_, static_cast<std::size_t>(config_->capacity), sim::WhenFull::evict_oldest);
  const auto port = ports_.find(port_key(outside), now);
  if (port.value == nullptr) {
    ports_.insert(port_key(outside), {}, until, now);
    return until;
  }
  const Time longest = port.value->several ? std::max(until, port.entry->fresh_until) : until;
  ports_.refresh(*port.entry, longest);
  return longest;
}

Time NatTable::end_of(const NatFlow& flow, Time now) const {
  return after(now, value_of(*config_, flow.timer));
}

}  // namespace models
