// Two captures of the same traffic at two points: what was sent at one and never reached the other,
// as field engineers compare sequence numbers by hand (Cisco 200410). Left out: firewalls that
// choose other sequence numbers, segments that a network card has joined.
#pragma once

#include <optional>
#include <vector>

#include "app/evidence/captures/capture_reader.hpp"
#include "sim/base/time.hpp"

namespace app {

// A segment that one capture has and the other has not.
struct Missing {
  std::size_t segment = 0;  // in Capture::segments
  std::uint32_t copy = 1;   // 2 and more: a retransmission
  std::uint32_t copies = 1;
  std::uint32_t arrived = 0;  // of them
  enum class Outside : std::uint8_t { no, before, after } outside = Outside::no;
  // of the other capture's first and last packet: it may have begun later, or ended sooner
};

struct Comparison {
  std::vector<Missing> only_a{};  // in order of time
  std::vector<Missing> only_b{};
  std::uint64_t both = 0;         // segments that both have
  std::uint64_t translated = 0;   // of them with other addresses or ports: NAT
  std::uint64_t elsewhere_a = 0;  // between hosts whose traffic does not pass the other point
  std::uint64_t elsewhere_b = 0;
  std::optional<sim::Duration> clock;    // by how much B's clock is ahead of A's
  std::optional<sim::Duration> one_way;  // how long it takes, if both directions take as long

  bool is_empty() const { return both == 0 && nothing_lost(); }  // there was nothing to compare
  bool nothing_lost() const { return only_a.empty() && only_b.empty(); }
};

Comparison compare(const Capture& a, const Capture& b);

}  // namespace app
