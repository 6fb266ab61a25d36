// ProxyArpConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/arp/proxy_arp.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(ProxyArpFor*) {
  return std::array{
      sim::Name{ProxyArpFor::routed, "routed",
                "what is routed out of another interface (Linux, RFC 1027)"},
      sim::Name{ProxyArpFor::identity_nat_any, "identity_nat_any",
                "every address of the interface's own network (ASA 8.4(2) with identity NAT)"},
      sim::Name{ProxyArpFor::listed, "listed", "nothing but `addresses`"}};
}

inline sim::Fields<ProxyArpConfig> fields(ProxyArpConfig*) {
  using C = ProxyArpConfig;
  using sim::field;
  return {field("enabled", &C::enabled, "answers ARP requests for others (no sysopt noproxyarp)"),
          field("answers_for", &C::answers_for, "for whom"),
          field("addresses", &C::addresses, "and for these in any case, such as 10.0.0.64/26"),
          field("reply_delay", &C::reply_delay, "until the reply", 0s, 10s),
          field("reply_delay_random", &C::reply_delay_random,
                "uniform from 0 to this in addition, for a broadcast (Linux proxy_delay)", 0s, 10s),
          field("answers_probes", &C::answers_probes,
                "also the RFC 5227 probes of a DHCP client, which then declines its address"),
          field("queue", &C::queue, "replies that wait; one more is not given", 1, 65536)};
}

}  // namespace models
