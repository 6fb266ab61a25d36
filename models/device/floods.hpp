// What a flood through a large switch costs less by: cables to end devices that are alike carry it
// as one, and only those devices are asked that it can matter to. What happens is the same.
#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "models/wire/ethernet.hpp"
#include "sim/base/hash.hpp"

namespace models {

// Who stands at a switch and listens to what is said of an address or a MAC: the station that has
// it, and whoever has ever asked for it or learned it. Some may not care any more; nobody is
// missing.
class Listeners {
 public:
  struct Own {  // an address that it has, or would like to have
    Ipv4 address;
  };
  struct Known {  // that it has asked for, or has heard of: only what its owner says can matter
    Ipv4 address;
  };

  // The node stands at that switch: what it listens to is noted from now on.
  void settle(NodeId node, NodeId at);
  template <class Key>
  void add(Key of, NodeId node) {
    const NodeId at = home_of(node);
    if (at != sim::no_node && key_of(of) != key_of(Key{})) add(hash_of(key_of(of), at), node);
  }
  template <class Key, class Visit>
  void for_each(Key of, NodeId at, Visit visit) const {
    if (heads_.empty()) return;
    const std::uint32_t hash = hash_of(key_of(of), at);
    for (std::uint32_t i = heads_[hash % heads_.size()]; i != none; i = entries_[i].next) {
      if (entries_[i].hash == hash) visit(entries_[i].node);
    }
  }

 private:
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  static constexpr std::uint64_t key_of(Own what) { return what.address.value; }
  static constexpr std::uint64_t key_of(Known what) {
    return std::uint64_t{1} << 62U | what.address.value;
  }
  static constexpr std::uint64_t key_of(Mac mac) { return std::uint64_t{1} << 63U | mac.value; }
  struct Entry {
    std::uint32_t hash;
    NodeId node;
    std::uint32_t next;
  };
  static constexpr std::uint32_t hash_of(std::uint64_t key, NodeId at) {
    return static_cast<std::uint32_t>(sim::mix64(sim::mix64(key) + at.value));
  }
  NodeId home_of(NodeId node) const {
    if (node.kind() >= homes_.size()) return sim::no_node;
    const auto& homes = homes_[node.kind()];
    return node.index() < homes.size() ? homes[node.index()] : sim::no_node;
  }
  void add(std::uint32_t hash, NodeId node);
  void grow();

  std::array<std::vector<NodeId>, 8> homes_;  // by kind and index: its switch
  std::vector<std::uint32_t> heads_;          // by hash: the first of its entries
  std::vector<Entry> entries_;
};

// Ports of one switch, and of one VLAN, whose cables to end devices are alike. Once floods have
// gone there, they are carried out together: `busy_until` and `last_arrival` are those of each
// cable that has carried nothing else since.
struct FloodRun {
  struct Member {
    NodeId node;
    std::uint16_t port = 0;
  };
  enum class Stage : std::uint8_t { fresh, heard, joined, ended };

  NodeId at;                         // the switch
  std::vector<std::uint16_t> ports;  // in order
  std::vector<Member> members{};     // by node, once it has been joined
  std::vector<std::uint16_t> own{};  // ports that had something of their own to carry since
  Time busy_until{};
  Time last_arrival{};
  std::uint32_t under_way = 0;    // floods
  Stage stage{};                  // fresh: the first flood goes to each of them by itself
  bool closed = false;            // no flood will go there any more
  bool learns_strangers = false;  // one of them does, from gratuitous ARP
  bool knows_macs = false;        // listeners have those of its members
};

class Floods {
 public:
  struct Sent {
    std::uint32_t run;
    std::uint16_t ingress;  // it does not go back there
  };
  static constexpr std::uint16_t port = 0xffff;  // of a frame that goes to a run of ports

  std::uint32_t open(NodeId at, std::vector<std::uint16_t> ports);
  void close(std::uint32_t run);
  // Closed ones, whose cables are on their own again.
  void forget(std::uint32_t run) { free_.push_back(run); }
  FloodRun& operator[](std::uint32_t run) { return runs_[run]; }

  Listeners listeners{};
  std::vector<Sent> sent{};             // in the order of the outbox's frames to Floods::port
  std::vector<std::uint32_t> closed{};  // runs whose cables do not know it yet
  bool to_each_port = false;            // the long way: what all this must be equal to

 private:
  std::vector<FloodRun> runs_{1};  // 0: none
  std::vector<std::uint32_t> free_;
};

// Can it matter only to stations that listen to what it names, or to none?
bool concerns_few(const Frame& frame);

}  // namespace models
