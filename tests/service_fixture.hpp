// Two phones behind a NAT, and who could call them when.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "app/evidence/service.hpp"
#include "tests/catch.hpp"

namespace tests {

inline std::string text_of(sim::Duration d) { return fmt::format("{:.3f}", sim::seconds(d)); }

// What is sent through this NAT arrives within a millisecond.
inline const std::string office = R"(
version: 2
title: a PBX outside, two phones behind a NAT
source: made up
duration: 30min
seed: 1
devices:
  pbx:
    kind: call_server
    address: 198.51.100.10/24
    gateway: 198.51.100.1
    sip: {max_expiry: 10min, qualify: 0s}
  isp:
    kind: router
    interfaces: [{port: 1, address: 198.51.100.1/24}, {port: 2, address: 203.0.113.1/30}]
  nat:
    kind: router
    interfaces:
      - {port: 1, address: 192.168.1.1/24}
      - {port: 2, address: 203.0.113.2/30, outside: true}
    routes: [{to: 0.0.0.0/0, via: 203.0.113.1}]
    nat: {udp_timeout: 3min}
  sw1: {kind: switch}
  phone:
    kind: phone
    count: 2
    address: 192.168.1.51/24
    gateway: 192.168.1.1
    call_servers: [pbx]
links:
  - phone{1-2} - sw1:{1-2}
  - sw1:24 - nat:1
  - nat:2 - isp:2
  - pbx - isp:1
)";

inline app::Scenario loaded(const std::string& text, const std::vector<std::string>& sets = {}) {
  sim::Diagnostics diagnostics;
  std::vector<sim::Assignment> assignments;
  for (const std::string& set : sets) {
    assignments.push_back(*sim::parse_assignment("--set", set, diagnostics));
  }
  auto scenario = app::load({"office.yaml", text}, assignments, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(scenario);
  return std::move(*scenario);
}

inline app::Service service_of(const app::Scenario& scenario,
                               const app::ServiceOptions& options = {}) {
  auto service = app::ask_service({.scenario = scenario, .seed = scenario.seed}, options, {});
  REQUIRE(service);
  return std::move(*service);
}

inline std::string outages_of(const app::PhoneService& phone) {
  std::string all;
  for (const app::Outage& o : phone.outages) {
    all += fmt::format("{}{} {}-{}", all.empty() ? "" : "; ", to_text(o.why),
                       text_of(o.from.time_since_epoch()), text_of(o.to.time_since_epoch()));
    if (!o.ended) all += "...";
  }
  return all;
}

}  // namespace tests
