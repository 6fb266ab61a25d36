// A rule across devices: which settings it reads, what it suspects where they do not go together,
// and with which other value a run has to show that it is so.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/proof/difference.hpp"
#include "sim/base/text.hpp"

namespace app {

class Site;

// What happens besides in the runs that prove it: something that every network has to outlive. The
// file's own timeline is left out then.
struct Stress {
  std::vector<TimelineEntry> acts{};
  std::vector<sim::Assignment> sets{};
  std::string text{};  // after "with": rt1 off from 10min on
  Duration watched{};  // until when the phones are watched
};

// Two settings, or more, that may not go together.
struct Suspicion {
  std::string message{};             // with the values, and how far they are from the edge
  std::vector<std::string> paths{};  // of the settings; the first is where it is told
  std::vector<Difference>
      cures{};            // changes that would end it, in the order in which they are tried
  bool holds = false;     // it goes together, with less than 10 % to spare: nothing to run
  bool by_calls = false;  // what it does is seen only by who calls the phones
  Duration late{};        // it makes phones come later by so much; 0: that is no part of it
  std::optional<Stress> stress{};
};

struct LintRule {
  std::string_view code;      // FB101
  std::string_view name;      // port-security-ageing
  std::string_view sentence;  // what is wrong where it tells something
  std::string_view reads;     // settings, of both sides
  std::string_view because;   // the mechanism
  std::string_view run;       // what is run to prove it
  std::vector<Suspicion> (*look)(const Site&);
};

std::span<const LintRule> lint_rules();
// Null: no rule has that code, or name.
const LintRule* lint_rule(std::string_view code);

// A change of settings as a cure. Nothing is added where a path cannot be.
using SetTo = std::vector<std::pair<std::string, std::string>>;
void add_cure(Suspicion& suspicion, const SetTo& sets);

// The rules, by what they look at.
std::vector<Suspicion> port_security_ageing(const Site& site);
std::vector<Suspicion> port_security_maximum(const Site& site);
std::vector<Suspicion> portfast_missing(const Site& site);
std::vector<Suspicion> trunk_lacks_vlan(const Site& site);
std::vector<Suspicion> mab_too_late(const Site& site);
std::vector<Suspicion> power_budget(const Site& site);
std::vector<Suspicion> proxy_arp(const Site& site);
std::vector<Suspicion> return_route(const Site& site);
std::vector<Suspicion> floating_route(const Site& site);
std::vector<Suspicion> tunnel_mtu(const Site& site);
std::vector<Suspicion> first_hop_patience(const Site& site);
std::vector<Suspicion> tree_patience(const Site& site);
std::vector<Suspicion> tracking_patience(const Site& site);
std::vector<Suspicion> unknown_leases(const Site& site);
std::vector<Suspicion> pool_too_small(const Site& site);
std::vector<Suspicion> options_missing(const Site& site);
std::vector<Suspicion> pools_overlap(const Site& site);
std::vector<Suspicion> udp_timeout(const Site& site);
std::vector<Suspicion> refresh_direction(const Site& site);
std::vector<Suspicion> sip_alg(const Site& site);
std::vector<Suspicion> tcp_idle(const Site& site);
std::vector<Suspicion> grant_and_refresh(const Site& site);
std::vector<Suspicion> grace_and_retransmission(const Site& site);
std::vector<Suspicion> registrar_capacity(const Site& site);

}  // namespace app
