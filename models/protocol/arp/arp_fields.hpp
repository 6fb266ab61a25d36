// ArpConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/arp/arp_cache.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(ArpAccept*) {
  return std::array{
      sim::Name{ArpAccept::last, "last", "RFC 826: the last packet overwrites"},
      sim::Name{ArpAccept::first, "first", "the first reply stands until it has aged"},
      sim::Name{ArpAccept::locktime, "locktime",
                "Linux: a reply overwrites after locktime, a request to us or a gratuitous ARP "
                "always"}};
}
constexpr auto names(ArpGratuitous*) {
  return std::array{
      sim::Name{ArpGratuitous::update, "update", "changes an entry (RFC 826; Linux arp_accept=0)"},
      sim::Name{ArpGratuitous::create, "create", "makes an entry, too (Linux arp_accept=1)"},
      sim::Name{ArpGratuitous::ignore, "ignore", "does nothing"}};
}
constexpr auto names(ArpReclaim*) {
  return std::array{
      sim::Name{ArpReclaim::aged, "aged", "whose life is over, or who is stale, in use or not"},
      sim::Name{ArpReclaim::idle, "idle",
                "whom nothing was sent to for idle_time; the others stay (Linux 2.6)"}};
}
constexpr auto names(ArpDefend*) {
  return std::array{
      sim::Name{ArpDefend::none, "none", "nobody notices (RFC 826)"},
      sim::Name{ArpDefend::notice, "notice", "it is told, nothing else (IOS)"},
      sim::Name{ArpDefend::cede, "cede", "RFC 5227 2.4 (a): gives the address up"},
      sim::Name{ArpDefend::once, "once", "(b): announces it; gives up at the next conflict"},
      sim::Name{ArpDefend::always, "always", "(c): announces it each time"}};
}

inline sim::Fields<ArpConfig> fields(ArpConfig*) {
  using C = ArpConfig;
  using sim::field;
  return {
      field("lifetime", &C::lifetime, "of an entry since it was last confirmed", 1s, 8760h)
          .or_forever(),
      field("accept", &C::accept, "which of several replies wins"),
      field("locktime", &C::locktime, "for accept: locktime", 0s, 1h),
      field("retry", &C::retry, "between requests", 10ms, 1min),
      field("retries", &C::retries, "requests before the packets are given up", 1, 100),
      field("queue", &C::queue, "packets that wait for one reply; the oldest goes", 1, 8),
      field("capacity", &C::capacity, "entries; one more is not kept while all are fresh", 1,
            4000000),
      field("reclaim", &C::reclaim, "who makes room when all entries are taken"),
      field("idle_time", &C::idle_time, "nothing sent there for so long: idle", 1s, 24h),
      field("gc_threshold", &C::gc_threshold,
            "with revalidate: beyond so many entries, stale ones that are idle go (Linux "
            "gc_thresh1)",
            0, 4000000),
      field("gratuitous", &C::gratuitous, "what an ARP does whose sender asks about itself"),
      field("announces", &C::announces,
            "a gratuitous ARP when it is switched on, or has another address (RFC 5227 2.3)"),
      field("learns_unsolicited", &C::learns_unsolicited,
            "a reply that was not asked for makes an entry (Linux: false)"),
      field("revalidate", &C::revalidate,
            "Linux: an entry is fresh for reachable_time, then used on and asked for; no lifetime"),
      field("reachable_time", &C::reachable_time, "with revalidate: fresh since confirmed", 1s,
            8760h)
          .or_forever(),
      field("reachable_jitter", &C::reachable_jitter, "0.5 to 1.5 times reachable_time"),
      field("reachable_redraw", &C::reachable_redraw, "how often that is drawn anew; 0s = once", 0s,
            8760h),
      field("delay_first_probe", &C::delay_first_probe,
            "from the use of a stale entry to the first request", 0s, 1h),
      field("ucast_solicit", &C::ucast_solicit, "requests to the MAC that was known", 0, 100),
      field("mcast_resolicit", &C::mcast_resolicit, "broadcast requests after these", 0, 100),
      field("defend", &C::defend, "when another host uses our address"),
      field("defend_interval", &C::defend_interval, "RFC 5227 DEFEND_INTERVAL", 0s, 1h),
      field("answers_duplicate", &C::answers_duplicate,
            "a request in our own name is answered (RFC 826, BSD; Linux: false)")};
}

}  // namespace models
