// DhcpClientConfig, with what it holds, and DhcpInformConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/dhcp/dhcp_inform.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(DhcpConflictDetection*) {
  using enum DhcpConflictDetection;
  return std::array{
      sim::Name{none, "none", "the address is used as soon as it is granted"},
      sim::Name{arp_once, "arp_once", "one ARP probe, one announcement (RFC 2131 4.4.1)"},
      sim::Name{rfc5227, "rfc5227", "several, and the address in use is defended"},
      sim::Name{asks_router, "asks_router",
                "it asks its router by ARP, and declines an address with which it hears nothing"}};
}
constexpr auto names(DhcpOnNak*) {
  return std::array{
      sim::Name{DhcpOnNak::discover, "discover", "give the address up, begin anew (RFC 2131)"},
      sim::Name{DhcpOnNak::retry_same, "retry_same",
                "ask for it again; while it is in use, do not heed the NAK"}};
}
constexpr auto names(DhcpOnSilence*) {
  return std::array{sim::Name{DhcpOnSilence::discover, "discover", "begin anew"},
                    sim::Name{DhcpOnSilence::keep_until_expiry, "keep_until_expiry",
                              "use the address for the rest of its lease (RFC 2131 3.2 (4), MAY)"},
                    sim::Name{DhcpOnSilence::keep_if_router_answers, "keep_if_router_answers",
                              "the same, if the lease's router is there (dhclient)"}};
}
constexpr auto names(DhcpOnExpiry*) {
  return std::array{
      sim::Name{DhcpOnExpiry::release, "release", "give the address up (RFC 2131 4.4.5)"},
      sim::Name{DhcpOnExpiry::keep, "keep",
                "use it on, until a server or another host objects (Avaya DHCPSTD 0)"}};
}
constexpr auto names(DhcpLoss*) {
  return std::array{
      sim::Name{DhcpLoss::expired, "expired", "the lease was not extended in time"},
      sim::Name{DhcpLoss::nak, "nak", "the server refused to extend it"},
      sim::Name{DhcpLoss::conflict, "conflict", "another host uses the address, too"}};
}

inline sim::Fields<DhcpRetransmission> fields(DhcpRetransmission*) {
  using R = DhcpRetransmission;
  using sim::field;
  return {
      field("initial", &R::initial, "to the first retransmission, then doubled", 100ms, 1h),
      field("max", &R::max, "longest interval between retransmissions", 100ms, 1h),
      field("jitter", &R::jitter, "uniform, either way; at most half of the interval", 0s, 1min)};
}

inline sim::Fields<DhcpAcd> fields(DhcpAcd*) {
  using A = DhcpAcd;
  using sim::field;
  return {field("arp_wait", &A::arp_wait,
                "arp_once: from the probe to the use; asks_router: for an answer", 1ms, 1min),
          field("probe_wait", &A::probe_wait, "before the first probe, from 0 to this", 0s, 1min),
          field("probe_num", &A::probe_num, "probes", 1, 16),
          field("probe_min", &A::probe_min, "between probes, at least", 1ms, 1min),
          field("probe_max", &A::probe_max, "between probes, at most", 1ms, 1min),
          field("announce_wait", &A::announce_wait, "from the last probe to the use", 1ms, 1min),
          field("announce_num", &A::announce_num, "announcements", 0, 16),
          field("announce_interval", &A::announce_interval, "between announcements", 1ms, 1min),
          field("max_conflicts", &A::max_conflicts, "after so many, no more often than once in", 1,
                255),
          field("rate_limit_interval", &A::rate_limit_interval, "this", 0s, 1h),
          field("defend_interval", &A::defend_interval,
                "a second conflict so soon after the first: the address is given up", 0s, 1h)};
}

inline sim::Fields<DhcpClientConfig> fields(DhcpClientConfig*) {
  using C = DhcpClientConfig;
  using sim::field;
  return {
      field("start_wait_min", &C::start_wait_min, "before the first DISCOVER, at least", 0s, 1h),
      field("start_wait_max", &C::start_wait_max, "and at most, random", 0s, 1h),
      field("retransmission", &C::retransmission, "of DISCOVER and REQUEST, RFC 2131 4.1"),
      field("request_tries", &C::request_tries, "unanswered so often, a REQUEST has failed", 1, 16),
      field("t1_permille", &C::t1_permille, "part of the lease after which its server is asked", 1,
            1000),
      field("t2_permille", &C::t2_permille, "part of the lease after which every server is asked",
            1, 1000),
      field("renew_retry_min", &C::renew_retry_min,
            "half of the time left, but at least this, between attempts to extend a lease", 1s, 1h),
      field("decline_wait", &C::decline_wait, "from a DECLINE to the next attempt", 1s, 1h),
      field("nak_wait", &C::nak_wait, "from a NAK to the next DISCOVER", 0s, 1h),
      field("broadcast_flag", &C::broadcast_flag, "ask for answers by broadcast"),
      field("suggests_address", &C::suggests_address, "DISCOVER names the last address"),
      field("init_reboot", &C::init_reboot,
            "boot with a REQUEST for the address of an unexpired lease"),
      field("remembers", &C::remembers, "the lease outlives a power cycle"),
      field("on_silence", &C::on_silence, "when the REQUEST at boot is not answered"),
      field("router_wait", &C::router_wait, "keep_if_router_answers: so long", 1ms, 1min),
      field("on_expiry", &C::on_expiry, "when no server has extended the lease"),
      field("expired_retry", &C::expired_retry, "keep: between REQUESTs then", 1s, 24h),
      field("expired_arp", &C::expired_arp, "keep: between ARPs for its own address then; 0s: none",
            0s, 1h),
      field("reuse_after", &C::reuse_after,
            "no address so long after the boot: use the last one, as with on_expiry: keep", 1s, 24h)
          .or_forever(),
      field("conflict_detection", &C::conflict_detection, "is a granted address free?"),
      field("acd", &C::acd, "numbers of conflict detection, RFC 5227 1.1"),
      field("sticky_address", &C::sticky_address,
            "ask for the last bound address first, always: after its lease, a NAK or a conflict"),
      field("stale_options", &C::stale_options,
            "router, DNS and servers stay as they were first given"),
      field("on_nak", &C::on_nak, "when the remembered address is refused"),
      field("same_again", &C::same_again, "retry_same: from the NAK to the next REQUEST", 100ms,
            1h),
      field("same_again_tries", &C::same_again_tries,
            "retry_same: so often in one boot, then DISCOVER; 0: without end", 0, 1000),
      field("same_again_boots", &C::same_again_boots,
            "retry_same: after so many refused boots one begins with DISCOVER; 0: never", 0, 1000),
      field("give_up_after", &C::give_up_after, "no address for so long: the phone restarts", 1s,
            24h)
          .or_forever()};
}

inline sim::Fields<DhcpInformConfig> fields(DhcpInformConfig*) {
  using C = DhcpInformConfig;
  using sim::field;
  return {field("retransmission", &C::retransmission, "of INFORM, RFC 2131 4.1"),
          field("tries", &C::tries, "unanswered so often, it has failed", 1, 16)};
}

}  // namespace models
