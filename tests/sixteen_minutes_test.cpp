// The sixteen-minute cycle against the closed form of its mechanism, [derived-cycle], which is
// computed here from the settings, and against what a real TCP stack did, [measured-cycle].
#include <cmath>

#include "tests/run_fixture.hpp"

namespace {

using app::Duration;
using tests::held_by;
using tests::losses;
using tests::run_scenario;

const std::string scenario = "scenarios/cisco/sip-sixteen-minute-cycle.yaml";

// The settings that decide, in seconds; the defaults are those of the scenario's profiles.
struct Settings {
  double rto_min = 0.2;
  double tick = 0.01;
  double interval = 115;  // granted 120 - delta 5
  double grace = 15;
};

double in_ticks(double seconds, double tick) { return std::ceil(seconds / tick - 1e-9) * tick; }

// RTO before the first keepalive, RFC 6298 with Linux' floor: two round trips have been measured,
// the handshake's (below one tick) and the REGISTER's (the ACK rides on 100 Trying, 12 ms later).
double first_rto(const Settings& s) {
  const double handshake = s.tick;
  const double answered = in_ticks(0.0125, s.tick);
  const double srtt = 7.0 / 8 * handshake + answered / 8;
  const double rttvar = 3.0 / 4 * (handshake / 2) + std::abs(handshake - answered) / 4;
  return in_ticks(srtt + std::max(4 * rttvar, s.rto_min), s.tick);
}

// From registration to its loss: every keepalive's first segment dies, its delay doubles each time,
// and the first delay beyond the grace is too long.
double time_to_loss(double rto, const Settings& s) {
  double at = 0;
  for (double delay = rto; delay <= s.grace; delay *= 2) at += s.interval + delay;
  return at + s.interval + s.grace;
}

void check_all_near(const std::vector<double>& observed, double expected, double relative) {
  REQUIRE_FALSE(observed.empty());
  for (const double value : observed) {
    INFO("observed " << value << " s, closed form " << expected << " s");
    CHECK(std::abs(value - expected) <= relative * expected);
  }
}

}  // namespace

TEST_CASE("[derived-cycle]: 0.22 s doubles to 14.08 s, the eighth keepalive is too late") {
  const double rto = first_rto({});
  CHECK(rto == Catch::Approx(0.22));
  CHECK(time_to_loss(rto, {}) == Catch::Approx(962.94));
  CHECK(time_to_loss(0.1, {}) == Catch::Approx(115 * 9 + 15 + 0.1 * 255));  // n_ok = 8
}

TEST_CASE(
    "sixteen-minute cycle: 960-966 s on the primary, 119-125 s on the secondary, every time") {
  const auto result = run_scenario(scenario, {});
  CHECK(losses(result) == 36);
  for (const double held : held_by(result, "cucm1")) CHECK((held >= 960 && held <= 966));
  for (const double held : held_by(result, "cucm2")) CHECK((held >= 119 && held <= 125));
  check_all_near(held_by(result, "cucm1"), time_to_loss(first_rto({}), {}), 0.001);
  REQUIRE(result.history.cycles.size() == 12);
  for (const app::Cycle& cycle : result.history.cycles) {
    CHECK(cycle.repeats == 3);
    CHECK(cycle.period_s == Catch::Approx(962.94 + 120).epsilon(0.001));
  }
  for (const app::Stay& stay : result.history.stays) {
    if (!stay.lost) continue;
    CHECK(stay.reason == "keepalive_timeout");
    CHECK(stay.reason_code == 13);
    CHECK(stay.phone_text == "TCPucmClosedConnection (14)");
    CHECK(stay.cause.setting == "sw1.port_security.aging_time");
    CHECK(stay.cause.drops == 8);
    REQUIRE(stay.cause.delays.size() == 7);
    for (std::size_t n = 0; n < 7; ++n) {
      CHECK(sim::seconds(stay.cause.delays[n]) == Catch::Approx(0.22 * std::pow(2.0, n)));
    }
  }
}

TEST_CASE("sixteen-minute cycle: it does not depend on the dice") {
  for (const std::uint64_t seed : {2U, 3U, 2026U}) {
    const auto result = run_scenario(scenario, {}, "", seed);
    CHECK(losses(result) == 36);
    check_all_near(held_by(result, "cucm1"), time_to_loss(first_rto({}), {}), 0.001);
  }
}

TEST_CASE("sixteen-minute cycle: each of these alone removes it") {
  const std::string set =
      GENERATE(as<std::string>{}, "phone.tcp.timestamps=true", "phone.tcp.linear_timeouts=true",
               "sw1.port_security.relearn=forward", "sw1.port_security.aging_time=5min",
               "sw1.port_security.enabled=false", "phone.arp.lifetime=60s");
  INFO(set);
  const auto result = run_scenario(scenario, {set});
  CHECK(losses(result) == 0);
  CHECK(result.history.registered_at_end.size() == 12);
  CHECK(result.history.cycles.empty());
}

TEST_CASE("sixteen-minute cycle: rto_min moves it as the closed form says") {
  const double rto_min = GENERATE(0.1, 0.2, 0.3, 1.0);
  const Settings settings{.rto_min = rto_min};
  const auto result = run_scenario(
      scenario, {"phone.tcp.rto_min=" + std::to_string(std::lround(rto_min * 1000)) + "ms"});
  check_all_near(held_by(result, "cucm1"), time_to_loss(first_rto(settings), settings), 0.01);
}

// RFC 8985 without timestamps, as measured on Linux: the probe repairs every first, third, ... loss
// and leaves the RTO as it is; after it no probe is allowed before the next ACK, so every second,
// fourth, ... loss is the RTO's, which doubles.
TEST_CASE("sixteen-minute cycle: a tail loss probe makes it twice as long") {
  const Settings s;
  const double rto = first_rto(s);
  double at = 0;
  for (double delay = rto; delay <= s.grace; delay *= 2) at += 2 * s.interval + delay + rto;
  const double expected = at + s.interval + rto + s.interval + s.grace;
  const auto result = run_scenario(scenario, {"phone.tcp.tail_loss_probe=true"}, "65min");
  check_all_near(held_by(result, "cucm1"), expected, 0.01);
  CHECK(expected == Catch::Approx(1885).epsilon(0.001));
}

TEST_CASE("sixteen-minute cycle: with timestamps a tail loss probe removes it") {
  const auto result =
      run_scenario(scenario, {"phone.tcp.tail_loss_probe=true", "phone.tcp.timestamps=true"});
  CHECK(losses(result) == 0);
}

// 30 s of grace let the eighth keepalive (28.16 s) pass. The standby's keepalive then runs just
// ahead of the primary's ninth and keeps the MAC alive: a clean exchange, the RTO is back at 0.22
// s. Without the standby the closed form holds, one step later.
TEST_CASE("sixteen-minute cycle: a grace of 30 s removes it, thanks to the standby's keepalives") {
  const Settings s{.grace = 30};
  CHECK(losses(run_scenario(scenario, {"cucm1.sip.keepalive_grace=30s"}, "3h")) == 0);
  const auto alone =
      run_scenario(scenario, {"cucm1.sip.keepalive_grace=30s", "phone.sip.standby=false"});
  check_all_near(held_by(alone, "cucm1"), time_to_loss(first_rto(s), s), 0.01);
}

// Counted from the send, keepalives leave every 115 s sharp; two arrivals lie 115 s plus the growth
// of the delay apart.
TEST_CASE("sixteen-minute cycle: counted from the send it comes one step later") {
  const Settings s;
  double delay = first_rto(s);
  double arrived = s.interval + delay;
  for (double next = 1; s.interval + delay <= s.interval + s.grace; ++next) {
    arrived = (next + 1) * s.interval + 2 * delay;
    delay *= 2;
  }
  const auto result = run_scenario(scenario, {"phone.sip.keepalive_from=send"});
  check_all_near(held_by(result, "cucm1"), arrived + s.interval + s.grace, 0.01);
}

// Linux 6.18, HZ=250: the tick is 4 ms, the answer comes at once, the RTO before the first
// keepalive is 0.204 s. Measured 962.0 s from the answer, 1077.2 s from the send.
TEST_CASE("sixteen-minute cycle: within 0.3 % of what a real TCP stack did") {
  const std::vector<std::string> linux{"phone.tcp.rto_granularity=4ms", "cucm1.sip.trying_delay=0s",
                                       "cucm1.sip.answer_delay=0s"};
  const auto from_answer = run_scenario(scenario, linux);
  REQUIRE(from_answer.history.stays.front().lost);
  const Duration first = from_answer.history.stays.front().cause.delays.front();
  CHECK(sim::seconds(first) == Catch::Approx(0.204));
  check_all_near(held_by(from_answer, "cucm1"), 962.0, 0.003);
  auto sets = linux;
  sets.emplace_back("phone.sip.keepalive_from=send");
  check_all_near(held_by(run_scenario(scenario, sets), "cucm1"), 1077.2, 0.003);
}
