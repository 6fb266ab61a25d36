// ArpConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/arp_cache.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(ArpAccept*) {
  return std::array{
      sim::Name{ArpAccept::last, "last", "RFC 826: the last packet overwrites"},
      sim::Name{ArpAccept::first, "first", "the first reply stands until it has aged"},
      sim::Name{ArpAccept::locktime, "locktime",
                "Linux: a reply overwrites after locktime, a request always"}};
}

constexpr auto fields(ArpConfig*) {
  using C = ArpConfig;
  using sim::field;
  return std::tuple{
      field("lifetime", &C::lifetime, "of an entry since it was last confirmed", 1s, 8760h)
          .or_forever(),
      field("accept", &C::accept, "which of several replies wins"),
      field("locktime", &C::locktime, "for accept: locktime", 0s, 1h),
      field("retry", &C::retry, "between requests", 10ms, 1min),
      field("retries", &C::retries, "requests before the packets are given up", 1, 100),
      field("queue", &C::queue, "packets that wait for one reply; the oldest goes", 1, 8),
      field("capacity", &C::capacity, "entries; one more is not kept while all are fresh", 1,
            4000000)};
}

}  // namespace models
