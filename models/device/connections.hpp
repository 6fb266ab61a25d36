// The TCP connections of a device: which of them a segment belongs to, and what TCP says, told to
// the device that stands above. A phone has two or three and looks at each; a server hashes them.
#pragma once

#include <vector>

#include "models/device/outbox.hpp"
#include "models/protocol/tcp/tcp_connection.hpp"
#include "models/wire/endpoint.hpp"
#include "sim/base/flat_table.hpp"
#include "sim/base/table_growth.hpp"

namespace models {

inline constexpr ConnectionId not_connected = ~ConnectionId{0};

// How a phone finds one of its few connections.
class FewFlows {
 public:
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  static constexpr std::size_t alignment = 8;

  template <class Entries>
  std::uint32_t find(const Entries& entries, const TcpSegment& segment, Ipv4 from) const {
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
      const auto& c = entries[i];
      if (c.in_use && c.remote == from && c.tcp.local_port() == segment.destination_port &&
          c.tcp.remote_port() == segment.source_port) {
        return i;
      }
    }
    return none;
  }
  template <class Entries>
  std::uint32_t free_entry(const Entries& entries) const {  // the number after the last: none
    std::uint32_t i = 0;
    while (i < entries.size() && entries[i].in_use) ++i;
    return i;
  }
  bool insert(Ipv4, std::uint16_t, std::uint32_t) { return true; }
  void erase(Ipv4, std::uint16_t, std::uint32_t) {}
};

// How a server finds one of its thousands; at most `limit` of them.
class HashedFlows {
 public:
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  static constexpr std::size_t alignment = 64;  // of a cache line

  explicit HashedFlows(std::size_t limit)
      : flows_(std::min(sim::first_room, limit)), limit_(limit) {}

  void reserve(std::size_t count) { free_.reserve(count); }
  void fetch(Ipv4 from, std::uint16_t port) const { flows_.fetch(Flow{from, port}); }
  template <class Entries>
  std::uint32_t find(const Entries&, const TcpSegment& segment, Ipv4 from) const {
    const std::uint32_t* index = flows_.find(Flow{from, segment.source_port});
    return index == nullptr ? none : *index;
  }
  template <class Entries>
  std::uint32_t free_entry(const Entries& entries) const {
    return free_.empty() ? static_cast<std::uint32_t>(entries.size()) : free_.back();
  }
  bool insert(Ipv4 remote, std::uint16_t port, std::uint32_t index) {
    make_room(flows_, limit_);
    if (flows_.insert(Flow{remote, port}, index) == nullptr) return false;
    if (!free_.empty()) free_.pop_back();
    return true;
  }
  void erase(Ipv4 remote, std::uint16_t port, std::uint32_t index) {
    flows_.erase(Flow{remote, port});
    free_.push_back(index);
  }

 private:
  struct Flow {
    Ipv4 remote;
    std::uint16_t port;
    auto operator<=>(const Flow&) const = default;
    std::uint64_t hash() const { return sim::mix64(std::uint64_t{remote.value} << 16U | port); }
  };

  sim::FlatTable<Flow, std::uint32_t> flows_;
  std::vector<std::uint32_t> free_;
  std::size_t limit_;
};

// Tag: what the device keeps beside a connection.
template <class Tag, class Flows>
class Connections {
 public:
  struct alignas(Flows::alignment) Connection {
    Ipv4 remote;
    Tag tag{};
    TcpConnection tcp;
    std::uint8_t generation = 0;  // tells a reused entry from its predecessor
    bool in_use = false;
  };

  explicit Connections(Flows flows = Flows{}) : flows_(std::move(flows)) {}

  void reserve(std::size_t count) { entries_.reserve(count); }
  Flows& flows() { return flows_; }
  const Flows& flows() const { return flows_; }

  // The connection of a segment that came from there, or not_connected.
  ConnectionId find(const TcpSegment& segment, Ipv4 from) const {
    const std::uint32_t index = flows_.find(entries_, segment, from);
    return index == Flows::none ? not_connected : name_of(index);
  }

  bool has(ConnectionId name) const {
    const std::uint32_t i = index_of(name);
    return i < entries_.size() && entries_[i].in_use && name_of(i) == name;
  }
  Connection& operator[](ConnectionId name) { return entries_[index_of(name)]; }
  const Connection& operator[](ConnectionId name) const { return entries_[index_of(name)]; }

  // not_connected: there are as many as there may be.
  ConnectionId add(Ipv4 remote, const Tag& tag, TcpConnection&& tcp) {
    const std::uint32_t index = flows_.free_entry(entries_);
    if (!flows_.insert(remote, tcp.remote_port(), index)) return not_connected;
    if (index == entries_.size()) {
      entries_.push_back({remote, tag, std::move(tcp), 0, true});
    } else {
      const int generation = entries_[index].generation + 1;
      entries_[index] = {remote, tag, std::move(tcp), static_cast<std::uint8_t>(generation & 0x7f),
                         true};
    }
    return name_of(index);
  }

  // Calls above.transmit(segment, remote), .connected(name), .delivered(name, message),
  // .closed_by_peer(name), .ended(name, how): in order, as long as the connection is there.
  template <class Above>
  void carry_out(const TcpActions& actions, ConnectionId name, Above& above, Time now,
                 Outbox& out) {
    for (const auto& action : actions) {
      if (!has(name)) return;
      const Ipv4 remote = (*this)[name].remote;
      if (const auto* segment = std::get_if<TcpSegment>(&action)) {
        above.transmit(*segment, remote, now, out);
      } else if (const auto* delivered = std::get_if<TcpDelivered>(&action)) {
        above.delivered(name, delivered->message, now, out);
      } else if (const auto* again = std::get_if<TcpRetransmitted>(&action)) {
        out.journal.add(RetransmissionFact{.at = now,
                                           .device = out.self,
                                           .remote = remote,
                                           .waited = again->waited,
                                           .rto = again->rto,
                                           .probe = again->probe});
      } else if (std::holds_alternative<TcpEstablished>(action)) {
        above.connected(name, now, out);
      } else if (std::holds_alternative<TcpPeerClosed>(action)) {
        above.closed_by_peer(name, now, out);
      } else {
        return above.ended(name, std::get<TcpEnded>(action).how, now, out);
      }
    }
  }

  // ICMP: a segment of one of them was larger than the MTU of its way.
  template <class Above>
  void too_big(const IcmpMessage& error, Above& above, Time now, Outbox& out) {
    TcpSegment answer;  // its connection is that of an answer to it
    answer.source_port = error.about_destination_port;
    answer.destination_port = error.about_source_port;
    const ConnectionId name = find(answer, error.about_to);
    if (error.about_protocol != IpProtocol::tcp || name == not_connected) return;
    TcpActions actions;
    (*this)[name].tcp.path_mtu(error.sequence, now, actions);
    carry_out(actions, name, above, now, out);
  }

  // Its entry is free from now on.
  void erase(ConnectionId name) {
    Connection& c = (*this)[name];
    flows_.erase(c.remote, c.tcp.remote_port(), index_of(name));
    c.in_use = false;
  }
  void clear() {
    for_each([&](ConnectionId name, const Connection&) { erase(name); });
  }

  // Visits those that are in use: with their name, which stays valid until erase().
  template <class Visitor>
  void for_each(Visitor visit) {
    for (std::uint32_t i = 0; i < entries_.size(); ++i) {
      if (entries_[i].in_use) visit(name_of(i), entries_[i]);
    }
  }
  const std::vector<Connection>& entries() const { return entries_; }
  Connection& entry(std::uint32_t index) { return entries_[index]; }
  static constexpr std::uint32_t index_of(ConnectionId name) { return name & 0xff'ffffU; }
  ConnectionId name_of(std::uint32_t index) const {
    return index | std::uint32_t{entries_[index].generation} << 24U;
  }

 private:
  std::vector<Connection> entries_;
  [[no_unique_address]] Flows flows_;
};

}  // namespace models
