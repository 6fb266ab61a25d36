// SpanningTreeConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/l2/spanning_tree.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(SpanningTreeMode*) {
  return std::array{sim::Name{SpanningTreeMode::stp, "stp", "IEEE 802.1D-1998: two forward delays"},
                    sim::Name{SpanningTreeMode::rstp, "rstp",
                              "802.1D-2004: at once between two such switches; else as stp"}};
}

inline sim::Fields<SpanningTreeConfig> fields(SpanningTreeConfig*) {
  using C = SpanningTreeConfig;
  using sim::field;
  return {
      field("enabled", &C::enabled, "a port waits after its link came up"),
      field("mode", &C::mode, "how long"),
      field("portfast", &C::portfast,
            "ports forward at once, but for trunks and where a switch with spanning tree is"),
      field("auto_edge", &C::auto_edge, "with rstp: the same after migrate_time without a BPDU"),
      field("migrate_time", &C::migrate_time, "802.1D-2004 17.13.9", 1ms, 1min),
      field("forward_delay", &C::forward_delay, "twice this until a port forwards", 4s, 30s),
      field("max_age", &C::max_age,
            "with stp: what was said of the root is believed so long, unless the own link is down",
            6s, 40s),
      field("hello", &C::hello, "with rstp: three of these without a word are the end", 1s, 10s),
      field("priority", &C::priority, "of the bridge; the lowest is the root, then the lowest MAC",
            0, 61440),
      field("bpdu_guard", &C::bpdu_guard, "a portfast port that hears a bridge is err-disabled"),
      field("guard_recovery", &C::guard_recovery, "until it comes up again; 0s = never", 0s,
            86400s),
      field("passes_bpdus", &C::passes_bpdus,
            "not enabled: others' BPDUs go through it, as through most unmanaged switches")};
}

}  // namespace models
