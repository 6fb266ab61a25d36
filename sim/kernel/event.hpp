// An event: a frame arrives at a port of a node, or a node wakes; or one frame arrives at many
// nodes at once. 32 bytes, one total order.
#pragma once

#include <cstdint>
#include <type_traits>

#include "sim/base/id.hpp"
#include "sim/base/time.hpp"

namespace sim {

enum class EventKind : std::uint8_t { arrival, wake, flood };

struct Event {
  Time at{};
  std::uint64_t seq{};  // order of scheduling: breaks ties of time, and names the event
  NodeId node{};
  std::uint32_t index{};  // arrival: the frame; wake: which of the node's parts (0 = the node);
                          // flood: the world's number for it
  std::uint16_t port{};   // arrival: the node's port
  EventKind kind{};

  friend constexpr bool operator<(const Event& a, const Event& b) {
    return a.at != b.at ? a.at < b.at : a.seq < b.seq;
  }
};
static_assert(sizeof(Event) == 32 && std::is_trivially_copyable_v<Event>);

// to = from, where one of them was written, field by field, just before: what the compiler would
// move in pieces of 16 bytes waits until all stores into them have left the processor's pipeline.
inline void copy_fields(const Event& from, Event& to) {
  const auto& [at, seq, node, index, port, kind] = from;  // all of them, or it does not compile
  to.at = at;
  to.seq = seq;
  to.node = node;
  to.index = index;
  to.port = port;
  to.kind = kind;
}

}  // namespace sim
