// RFC 6298: tables of samples and the RTO that follows, and the recursion of (2.3) against its
// solution in closed form, written independently.
#include "models/protocol/tcp/rto.hpp"

#include <cmath>
#include <vector>

#include "sim/base/random.hpp"
#include "tests/catch.hpp"

namespace {

using models::Rto;
using models::RtoFloor;
using models::TcpConfig;
using sim::Duration;
using namespace std::chrono_literals;

// No floor, no cap, nanosecond ticks: the bare formula.
TcpConfig bare() { return {.rto_min = 0s, .rto_max = 24h, .rto_granularity = 1ns}; }

TcpConfig linux_at(Duration tick) {
  return {
      .rto_min = 200ms, .rto_max = 120s, .rto_granularity = tick, .rto_floor = RtoFloor::variance};
}

Rto after(const std::vector<Duration>& samples, const TcpConfig& c) {
  Rto rto(c);
  for (const Duration sample : samples) rto.measured(sample, c);
  return rto;
}

// (2.2), (2.3) solved: weighted sums over all samples, in floating point.
double closed_form(const std::vector<Duration>& samples) {
  const auto srtt_after = [&](std::size_t n) {
    double srtt = std::pow(7.0 / 8, static_cast<double>(n - 1)) * sim::seconds(samples[0]);
    for (std::size_t i = 1; i < n; ++i) {
      srtt += std::pow(7.0 / 8, static_cast<double>(n - 1 - i)) / 8 * sim::seconds(samples[i]);
    }
    return srtt;
  };
  const std::size_t n = samples.size();
  double rttvar = std::pow(3.0 / 4, static_cast<double>(n - 1)) * sim::seconds(samples[0]) / 2;
  for (std::size_t i = 1; i < n; ++i) {
    const double deviation = std::abs(srtt_after(i) - sim::seconds(samples[i]));
    rttvar += std::pow(3.0 / 4, static_cast<double>(n - 1 - i)) / 4 * deviation;
  }
  return srtt_after(n) + 4 * rttvar;
}

}  // namespace

TEST_CASE("RFC 6298 (2.1): before any sample the RTO is the initial one") {
  CHECK(Rto({}).value() == 1s);
  CHECK(Rto({.rto_initial = 3s}).value() == 3s);
  CHECK_FALSE(Rto({}).has_sample());
}

TEST_CASE("RFC 6298 (2.2) (2.3): samples and the RTO that follows") {
  struct Row {
    std::vector<Duration> samples;
    Duration rto;
  };
  const std::vector<Row> rows{
      {{100ms}, 300ms},                   // R + 4 R/2
      {{100ms, 100ms}, 250ms},            // RTTVAR 37.5
      {{100ms, 100ms, 100ms}, 212500us},  // 28.125
      {{100ms, 200ms}, 362500us},         // SRTT 112.5, RTTVAR 62.5 by the old SRTT
      {{200ms, 100ms}, 587500us},         // 187.5 + 4 * 100: the deviation is absolute
      {{80ms, 160ms, 80ms}, 248750us},    // SRTT 80 90 88.75, RTTVAR 40 50 40
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CAPTURE(i);
    CHECK(after(rows[i].samples, bare()).value() == rows[i].rto);
  }
}

TEST_CASE("RFC 6298 (2.3): a thousand random series agree with the closed form") {
  sim::Random random(1, "rto", "test");
  for (int series = 0; series < 1000; ++series) {
    std::vector<Duration> samples;
    for (std::uint64_t n = 1 + random.below(30); n > 0; --n) {
      samples.push_back(random.between(1ms, series % 2 == 0 ? 2s : 20ms));
      const double got = sim::seconds(after(samples, bare()).value());
      CAPTURE(series, samples.size());
      REQUIRE(std::abs(got - closed_form(samples)) < 200e-9);  // integers round 1 ns per step
    }
  }
}

TEST_CASE("RFC 6298 (2.3): a steady round trip leaves SRTT + G") {
  TcpConfig c = bare();
  c.rto_granularity = 10ms;
  CHECK(after(std::vector<Duration>(40, 50ms), c).value() == 60ms);
  CHECK(after(std::vector<Duration>(40, 50ms), c).srtt() == 50ms);
}

TEST_CASE("RFC 6298 (2.4): a floor for the whole, or as in Linux for the variance") {
  TcpConfig c = bare();
  c.rto_min = 200ms;
  const std::vector<Duration> steady(40, 20ms);
  CHECK(after(steady, c).value() == 200ms);
  CHECK(after({100ms}, c).value() == 300ms);  // above the floor it does nothing
  c.rto_floor = RtoFloor::variance;
  CHECK(after(steady, c).value() == 220ms);   // [linux-tcp]: SRTT + 200 ms
  CHECK(after({40ms}, c).value() == 240ms);   // 4 RTTVAR = 80 ms
  CHECK(after({120ms}, c).value() == 360ms);  // 4 RTTVAR = 240 ms: above the floor
}

TEST_CASE("[derived-cycle]: Linux at 100 ticks a second waits 0.22 s after a round trip of 12 ms") {
  CHECK(after({12ms}, linux_at(10ms)).value() == 220ms);
  CHECK(after({10ms}, linux_at(10ms)).value() == 210ms);
  CHECK(after({10001us}, linux_at(10ms)).value() == 220ms);  // whole ticks, rounded up
  CHECK(after({1us}, linux_at(10ms)).value() == 210ms);      // at least one
  CHECK(after({300us}, linux_at(4ms)).value() == 204ms);     // [measured-cycle]: HZ=250
  CHECK(after({4ms}, linux_at(1ms)).value() == 204ms);
}

TEST_CASE("RFC 6298 (2.5): the maximum holds for samples and for back-off") {
  TcpConfig c = bare();
  c.rto_max = 60s;
  CHECK(after({25s}, c).value() == 60s);
  Rto rto(c);
  for (const Duration expected : {2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
    rto.expired(c);
    CHECK(rto.value() == expected);
  }
}

TEST_CASE("RFC 6298 (5.5): back-off doubles what is in force, a sample ends it") {
  const TcpConfig c = linux_at(10ms);
  Rto rto = after({20ms}, c);
  for (const Duration expected : {440ms, 880ms, 1760ms, 3520ms, 7040ms, 14080ms, 28160ms}) {
    rto.expired(c);
    CHECK(rto.value() == expected);  // [derived-cycle]
  }
  rto.measured(20ms, c);
  CHECK(rto.value() == 220ms);
  CHECK(rto.srtt() == 20ms);
}

TEST_CASE("RFC 6298 (5.7): after a lost SYN at least 3 s, until a sample") {
  Rto rto({});
  rto.expired({});
  rto.syn_was_lost();
  CHECK(rto.value() == 3s);
  rto.expired({});
  CHECK(rto.value() == 6s);
  rto.measured(400ms, {});
  CHECK(rto.value() == 1200ms);
}

TEST_CASE("Linux thin streams: a linear timeout is as measured") {
  const TcpConfig c = linux_at(10ms);
  Rto rto = after({20ms}, c);
  rto.expired(c);
  rto.expired_linear(c);
  CHECK(rto.value() == 220ms);
  Rto fresh(c);
  fresh.expired_linear(c);
  CHECK(fresh.value() == 1s);  // nothing measured yet
}
