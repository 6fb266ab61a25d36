// ChannelConfig in a file: keys, meaning, bounds. Its ports are the switch's.
#pragma once

#include "models/protocol/l2/link_aggregation.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(ChannelMode*) {
  return std::array{sim::Name{ChannelMode::on, "on", "static: a link that is up is a member"},
                    sim::Name{ChannelMode::active, "active", "LACP"},
                    sim::Name{ChannelMode::passive, "passive", "LACP, if the other end begins"}};
}
constexpr auto names(LacpRate*) {
  return std::array{
      sim::Name{LacpRate::slow, "slow", "every 30 s; 90 s without a word are the end"},
      sim::Name{LacpRate::fast, "fast", "every second; 3 s"}};
}
constexpr auto names(ChannelHash*) {
  using enum ChannelHash;
  return std::array{
      sim::Name{source_mac, "source_mac"},         sim::Name{destination_mac, "destination_mac"},
      sim::Name{both_macs, "both_macs"},           sim::Name{source_ip, "source_ip"},
      sim::Name{destination_ip, "destination_ip"}, sim::Name{both_ips, "both_ips"}};
}
constexpr auto names(LacpFallback*) {
  return std::array{sim::Name{LacpFallback::none, "none", "they are suspended"},
                    sim::Name{LacpFallback::individual, "individual", "each is a port by itself"},
                    sim::Name{LacpFallback::first, "first", "the lowest port is one by itself"}};
}

inline sim::Fields<ChannelConfig> fields(ChannelConfig*) {
  using C = ChannelConfig;
  using sim::field;
  return {
      field("mode", &C::mode, "how the bundle comes about"),
      field("rate", &C::rate, "of LACP: how often the other end shall speak"),
      field("min_links", &C::min_links, "with fewer members nothing is carried", 1, 8),
      field("hash", &C::hash, "which addresses say by which member a frame leaves"),
      field("fallback", &C::fallback, "of LACP: what members are while nobody answers"),
      field("fallback_delay", &C::fallback_delay, "from then on so long until they are", 0s, 100s),
      field("aggregate_wait", &C::aggregate_wait, "of LACP: so long a new member waits for others",
            0s, 10s),
      field("guard", &C::guard,
            "where several ports of a bridge answer, one cable each, all members are err-disabled"),
      field("guard_delay", &C::guard_delay, "after so long", 0s, 10min),
      field("guard_recovery", &C::guard_recovery, "until they come up again; 0s = never", 0s,
            86400s)};
}

}  // namespace models
