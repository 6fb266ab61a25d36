// A keepalive over a lossy line as an absorbing Markov chain: mean, variance and quantiles of the
// time until the phone is given up, solved, beside as many simulated runs.
#include <Eigen/Dense>

#include "app/what_if/sweep.hpp"
#include "sim/stats/interval.hpp"
#include "tests/catch.hpp"

namespace {

// chan_sip's qualify=2s [chan-sip]: OPTIONS at 0, 0.5, 1.5 and 3.5 s, UNREACHABLE after 4 s. An
// answer within 2 s: again after 60 s; a later one (Lagged): after 10 s.
constexpr std::array<double, 4> sent_after{0, 0.5, 1.5, 3.5};
constexpr double given_up_after = 4;
constexpr double again_after_answer = 60;
constexpr double again_after_lag = 10;
constexpr double loss = 0.4;  // of each frame, there and back alike
constexpr double answered = (1 - loss) * (1 - loss);

double again_after(std::size_t sent) {
  return sent_after.at(sent) < 2 ? again_after_answer : again_after_lag;
}

struct Moments {
  double mean = 0;
  double variance = 0;
};

// State k: k OPTIONS in vain, the next is sent now. By the first step: m = E(t + m'), and
// s = E(t^2 + 2 t m' + s') with the time t that a step takes and the state after it.
Moments time_to_loss() {
  constexpr Eigen::Index states = sent_after.size();
  Eigen::MatrixXd stays = Eigen::MatrixXd::Zero(states, states);
  Eigen::VectorXd step = Eigen::VectorXd::Zero(states);
  Eigen::MatrixXd takes = Eigen::MatrixXd::Zero(states, states);
  Eigen::VectorXd squared = Eigen::VectorXd::Zero(states);
  for (Eigen::Index k = 0; k < states; ++k) {
    const auto sent = static_cast<std::size_t>(k);
    const bool last = k + 1 == states;
    const double next = last ? given_up_after : sent_after.at(sent + 1);
    const double wait = next - sent_after.at(sent);
    const double again = again_after(sent);
    stays(k, 0) += answered;
    takes(k, 0) = answered * again;
    if (!last) {
      stays(k, k + 1) += 1 - answered;
      takes(k, k + 1) = (1 - answered) * wait;
    }
    step(k) = answered * again + (1 - answered) * wait;
    squared(k) = answered * again * again + (1 - answered) * wait * wait;
  }
  const Eigen::MatrixXd system = Eigen::MatrixXd::Identity(states, states) - stays;
  const Eigen::VectorXd mean = system.partialPivLu().solve(step);
  const Eigen::VectorXd second = system.partialPivLu().solve(squared + 2 * takes * mean);
  return {mean(0), second(0) - mean(0) * mean(0)};
}

// The time until which a share of all runs has lost the phone: every time is whole half seconds.
double quantile_of_loss(double share) {
  constexpr std::size_t ticks = 4 * 3600;
  constexpr std::size_t room = 200;
  std::vector<double> asked(ticks + room);
  std::vector<double> lost(ticks + room);
  asked[0] = 1;
  double sum = 0;
  for (std::size_t tick = 0; tick < ticks; ++tick) {
    double left = asked[tick];
    for (std::size_t sent = 0; sent < sent_after.size(); ++sent) {
      const double at = sent_after.at(sent) + again_after(sent);
      asked[tick + static_cast<std::size_t>(2 * at)] += left * answered;
      left *= 1 - answered;
    }
    lost[tick + static_cast<std::size_t>(2 * given_up_after)] += left;
    sum += lost[tick];
    if (sum >= share) return static_cast<double>(tick) / 2;
  }
  return ticks / 2.0;
}

// The first OPTIONS go out with the registration; the line is lossy from the second ones on.
std::vector<double> simulated(std::size_t runs) {
  const std::string text = R"(
version: 2
title: Qualify over a lossy line
source: made up
duration: 2h
devices:
  pbx:
    {kind: call_server, profile: starface-cloud, address: 192.168.1.10/24, sip: {max_expiry: 24h}}
  phone:
    kind: phone
    profile: starface-phone
    address: 192.168.1.51/24
    call_servers: [pbx]
    start_spread: 0s
    sip: {register_expires: 12h}
links:
  - phone - pbx
timeline:
  - {at: 30s, set: {links.1.loss: 40%}}
)";
  sim::Diagnostics diagnostics;
  const auto scenario = app::load({"lossy.yaml", text}, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(scenario);
  const app::Sweep all = app::sweep(*scenario, {.seeds = runs}, {});
  std::vector<double> times;
  for (const app::SweepOutcome& one : all.outcomes) {
    constexpr std::size_t first_loss = 5;
    REQUIRE(one.values.at(first_loss) > 0);
    times.push_back(static_cast<double>(one.values[first_loss]) / 1e9 - again_after_answer);
  }
  return times;
}

}  // namespace

TEST_CASE("a keepalive over a lossy line: the simulation agrees with the Markov chain") {
  constexpr std::size_t runs = 1000;
  const std::vector<double> times = simulated(runs);
  const Moments exact = time_to_loss();
  CAPTURE(exact.mean, exact.variance);

  const sim::Interval mean = sim::mean_interval(times);
  CHECK(mean.low < exact.mean);
  CHECK(exact.mean < mean.high);
  CHECK(mean.high - mean.low < exact.mean / 3);  // it would notice

  constexpr std::size_t batch = 25;
  std::vector<double> variances;
  for (std::size_t from = 0; from < runs; from += batch) {
    const auto some = std::span(times).subspan(from, batch);
    double sum = 0;
    for (const double time : some) sum += time / batch;
    double squares = 0;
    for (const double time : some) squares += (time - sum) * (time - sum) / (batch - 1);
    variances.push_back(squares);
  }
  const sim::Interval variance = sim::mean_interval(variances);
  CHECK(variance.low < exact.variance);
  CHECK(exact.variance < variance.high);

  for (const double share : {0.1, 0.25, 0.5, 0.75, 0.9}) {
    const double until = quantile_of_loss(share);
    CAPTURE(share, until);
    const auto by_then = [&](double slack) {  // an answer's way takes some microseconds
      return static_cast<std::size_t>(
          std::ranges::count_if(times, [&](double time) { return time <= until + slack; }));
    };
    CHECK(sim::share_interval(by_then(0.1), runs).high > share);
    CHECK(sim::share_interval(by_then(-0.1), runs).low < share);
  }
}
