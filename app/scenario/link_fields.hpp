// The keys of link_spec.hpp: meaning, bounds, defaults.
#pragma once

#include "app/scenario/kinds/host_fields.hpp"
#include "app/scenario/link_spec.hpp"

namespace app {

inline sim::Fields<LinkSpec> fields(LinkSpec*) {
  using S = LinkSpec;
  return {
      required("between", &S::between, "the two ends, such as phone{1-12} - sw1:{1-12}"),
      field("delay", &S::delay, "propagation, one way", 0s, 10s),
      field("rate", &S::rate, "serialisation", sim::BitRate{1}, sim::Range<sim::BitRate>::high),
      field("rate_back", &S::rate_back,
            "from the second end of `between` to the first, as on a DSL line; 0bit/s = as rate"),
      field("load", &S::load,
            "what others send from the first end to the second: frames wait behind it, or find "
            "the queue full (M/M/1/K)"),
      field("load_back", &S::load_back, "the same from the second end to the first"),
      field("voice_first", &S::voice_first,
            "frames wait for no other traffic but the packet that is on the line"),
      field("duplex_mismatch", &S::duplex_mismatch,
            "one end runs at half duplex, the other at full: a frame that meets the other "
            "direction's load is lost"),
      field("loss", &S::loss, "chance that a frame is lost"),
      field("jitter", &S::jitter, "added to the delay, uniform from 0 to this", 0s, 10s),
      field("reorder", &S::reorder, "frames may overtake each other by jitter"),
      field("queue", &S::queue, "a frame that would wait longer is dropped", 0s, 1min),
      field("mtu", &S::mtu,
            "larger IP packets are lost on it, and nobody is told; 0 = none is too large", 0, 9216),
      field("up", &S::up, "the cable is plugged in"),
      field("stays_lit", &S::stays_lit,
            "a media converter or a PoE midspan keeps the link up while a device at one end is "
            "off")};
}

}  // namespace app
