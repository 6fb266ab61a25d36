// Spanning tree's wait: the states of a port (IEEE 802.1D-1998 8.4, 802.1D-2004 17), what a switch
// does with frames in each, and how long a phone waits for its address.
#include "models/protocol/l2/spanning_tree.hpp"

#include "app/evidence/history.hpp"
#include "models/device/switch.hpp"
#include "tests/run_fixture.hpp"

namespace {

using models::Fate;
using models::SpanningTreeConfig;
using models::SpanningTreeMode;
using models::SpanningTreeState;
using sim::Duration;
using namespace std::chrono_literals;

constexpr SpanningTreeConfig stp{.enabled = true};
constexpr SpanningTreeConfig rstp{.enabled = true, .mode = SpanningTreeMode::rstp};

// Until when a port with that neighbour discards, and from when it forwards.
struct Wait {
  Duration learns{};
  Duration forwards{};
  bool operator==(const Wait&) const = default;
};
Wait wait_of(const SpanningTreeConfig& own, const SpanningTreeConfig* neighbour = nullptr,
             bool trunk = false) {
  Wait wait{-1s, -1s};
  for (Duration up = 0s; up < 70s; up += 500ms) {
    const SpanningTreeState state = state_of(own, {neighbour}, trunk, up);
    if (wait.learns < 0s && state != SpanningTreeState::discarding) wait.learns = up;
    if (wait.forwards < 0s && state == SpanningTreeState::forwarding) wait.forwards = up;
  }
  return wait;
}
constexpr Wait none{};

const std::string boot = "scenarios/everyday/stp-without-portfast.yaml";

}  // namespace

TEST_CASE("IEEE 802.1D-1998 8.4: a port listens and learns for a forward delay each") {
  CHECK(wait_of({.enabled = false}) == none);
  CHECK(wait_of(stp) == Wait{15s, 30s});
  CHECK(wait_of({.enabled = true, .forward_delay = 4s}) == Wait{4s, 8s});
  CHECK(wait_of({.enabled = true, .forward_delay = 30s}) == Wait{30s, 60s});
}

TEST_CASE("Catalyst PortFast: at once, but not on trunks and not where BPDUs come in") {
  const SpanningTreeConfig fast{.enabled = true, .portfast = true};
  CHECK(wait_of(fast) == none);
  CHECK(wait_of(fast, nullptr, true) == Wait{15s, 30s});
  CHECK(wait_of(fast, &stp) == Wait{15s, 30s});
  const SpanningTreeConfig off;
  CHECK(wait_of(fast, &off) == none);  // a switch that sends none: the one inside a phone
}

TEST_CASE("802.1D-2004 17: between two RSTP switches at once, at a silent port as slowly as STP") {
  CHECK(wait_of(rstp) == Wait{15s, 30s});
  CHECK(wait_of(rstp, &rstp) == none);
  CHECK(wait_of(rstp, &stp) == Wait{15s, 30s});
  CHECK(wait_of(stp, &rstp) == Wait{15s, 30s});
  SpanningTreeConfig automatic = rstp;
  automatic.auto_edge = true;  // 17.13.3
  CHECK(wait_of(automatic) == Wait{3s, 3s});
  CHECK(wait_of(automatic, &stp) == Wait{15s, 30s});
  automatic.mode = SpanningTreeMode::stp;  // it knows no such thing
  CHECK(wait_of(automatic) == Wait{15s, 30s});
}

// RFC 2131 4.1 without its jitter: DISCOVERs 0, 4, 12, 28, 60, 124 s after the boot. The first one
// not before two forward delays gets through; those before it die, and nothing else does.
TEST_CASE("a phone gets its address by the first DISCOVER after two forward delays") {
  const std::vector<double> discovers{0, 4, 12, 28, 60, 124};
  for (const double forward_delay : {4.0, 5.9, 6.0, 6.1, 13.9, 14.0, 15.0, 30.0}) {
    CAPTURE(forward_delay);
    const auto through = std::ranges::lower_bound(discovers, 2 * forward_delay);
    REQUIRE(through != discovers.end());
    const auto result = tests::run_scenario(
        boot,
        {"sw1.stp.forward_delay=" + std::to_string(static_cast<int>(1000 * forward_delay)) + "ms",
         "patient.dhcp.retransmission.jitter=0s", "patient.dhcp.start_wait_max=0s",
         "patient.start_spread=0s", "phone.start=59min", "dhcp.dhcp.ping_attempts=0",
         "patient.dhcp.conflict_detection=none"},
        "10min");
    CHECK(result.history.fates[static_cast<std::size_t>(Fate::stp_not_forwarding)] ==
          6 * static_cast<std::uint64_t>(through - discovers.begin()));
    REQUIRE(result.history.stays.size() == 6);
    for (const app::Stay& stay : result.history.stays) {
      const double at = sim::seconds(stay.from.time_since_epoch());
      CHECK(at == Catch::Approx(300 + *through).margin(0.1));
    }
  }
}

TEST_CASE("a phone that restarts takes its link down: patience below the wait is never enough") {
  const auto never = [](const std::vector<std::string>& sets) {
    return tests::run_scenario(boot, sets).history.never_registered.size();
  };
  CHECK(never({}) == 6);
  CHECK(never({"phone.dhcp.give_up_after=25s"}) == 6);
  CHECK(never({"phone.dhcp.give_up_after=75s"}) == 0);
  CHECK(never({"sw1.stp.mode=rstp"}) == 6);
  CHECK(never({"sw1.stp.mode=rstp", "sw1.stp.auto_edge=true"}) == 0);
  CHECK(never({"sw1.stp.enabled=false"}) == 0);
}

TEST_CASE("a link that was unplugged, a switch and a server that restart: the ports wait again") {
  const std::string text = R"(version: 2
title: restarts
source: made up for this test
duration: 30min
devices:
  pbx: {kind: call_server, address: 10.0.0.1/24, sip: {qualify: 10s}}
  sw1: {kind: switch, stp: {enabled: true}}
  phone: {kind: phone, address: 10.0.0.51/24, call_servers: [pbx], sip: {register_expires: 1min}}
links:
  - pbx - sw1:1
  - phone - sw1:2
timeline:
)";
  const auto losses = [&](const std::string& timeline, const std::string& portfast = "false") {
    sim::Diagnostics diagnostics;
    app::RunOptions options;
    auto set = sim::parse_assignment("--set", "sw1.stp.portfast=" + portfast, diagnostics);
    options.sets.push_back(std::move(*set));
    const auto result = app::run({"restarts.yaml", text + timeline}, options, {}, diagnostics);
    INFO(diagnostics.text());
    REQUIRE(result);
    return result->history.fates[static_cast<std::size_t>(Fate::stp_not_forwarding)];
  };
  const std::string unplugged = "  - {at: 10min, unplug: phone}\n  - {at: 10min 1s, plug: phone}\n";
  const auto at_boot = losses("  - {at: 10min, set: {phone.sip.keepalive: 1min}}\n");
  CHECK(losses(unplugged) > at_boot);
  CHECK(losses(unplugged, "true") == 0);
  CHECK(losses("  - {at: 10min, power_off: sw1}\n  - {at: 10min 1s, power_on: sw1}\n") > at_boot);
  CHECK(losses("  - {at: 10min, power_off: pbx}\n  - {at: 10min 1s, power_on: pbx}\n") > at_boot);
  CHECK(losses("  - {at: 10min, power_on: pbx}\n") == at_boot);  // it is on already
  CHECK(losses("  - {at: 10min, plug: phone}\n") == at_boot);    // and so is this
}
