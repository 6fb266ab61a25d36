// What others send on a line, against the closed form of M/M/1/K.
#include "models/network/other_traffic.hpp"

#include <cmath>

#include "models/network/link.hpp"
#include "tests/catch.hpp"

using namespace std::chrono_literals;
using models::LinkConfig;
using models::LinkDirection;
using models::OtherTraffic;

namespace {

constexpr int draws = 100'000;
constexpr std::uint64_t line = 2'000'000;  // a packet takes 6 ms

struct Seen {
  double full = 0;  // share of frames that found no room
  double mean = 0;  // packets before those that did
};

Seen seen(double rho, sim::Duration queue) {
  sim::Random random(1, "line", "test");
  const OtherTraffic traffic{static_cast<std::uint64_t>(rho * line), line};
  double full = 0, waited = 0;
  for (int i = 0; i < draws; ++i) {
    if (const auto wait = wait_behind(traffic, queue, random)) {
      waited += static_cast<double>(*wait / time_of_other_packet(traffic));
    } else {
      ++full;
    }
  }
  return {full / draws, waited / (draws - full)};
}

// The sums as the book has them: P(n) is proportional to rho^n, n = 0 to K.
Seen closed_form(double rho, int most) {
  double all = 0, below = 0, packets = 0;
  for (int n = 0; n <= most; ++n) {
    const double p = std::pow(rho, n);
    all += p;
    if (n == most) return {p / all, packets / below};
    below += p;
    packets += n * p;
  }
  return {};
}

LinkDirection::Outcome fate(const LinkConfig& config, LinkDirection::Way way, int* waits) {
  LinkDirection direction(config, {}, way);
  sim::Random random(1, "line", "test");
  models::Frame frame{};
  const auto [outcome, at] = direction.enter(frame, models::Time{} + 1s, random);
  if (waits != nullptr) *waits = static_cast<int>((at - models::Time{} - 1s) / 1ms);
  return outcome;
}

}  // namespace

TEST_CASE("[kleinrock-queues] 3.6: how long a frame waits, and how often there is no room") {
  for (const double rho : {0.2, 0.5, 0.9, 1.0, 1.1, 2.0, 10.0}) {
    const Seen found = seen(rho, 121ms), wanted = closed_form(rho, 20);
    INFO("rho " << rho);
    CHECK(found.full == Approx(wanted.full).margin(0.006));
    CHECK(found.mean == Approx(wanted.mean).epsilon(0.02).margin(0.02));
  }
}

TEST_CASE("other traffic: a line that is used up loses what is too much") {
  CHECK(seen(3, 1s).full == Approx(2.0 / 3).margin(0.01));
  CHECK(seen(0.5, 1s).full == 0);
}

TEST_CASE(
    "other traffic: before all others a frame waits for one packet at most, and is not lost") {
  sim::Random random(1, "line", "test");
  const OtherTraffic traffic{10 * line, line};
  sim::Duration longest{}, sum{};
  for (int i = 0; i < draws; ++i) {
    const sim::Duration wait = wait_for_one(traffic, random);
    longest = std::max(longest, wait);
    sum += wait;
  }
  CHECK(longest <= time_of_other_packet(traffic));
  CHECK(sum / draws / 1us == Approx(3000).margin(30));
  CHECK(models::wait_for_one(OtherTraffic{0, line}, random) == 0s);
}

TEST_CASE("other traffic: each direction has its own, and its own rate") {
  const LinkConfig one_way{.rate = line, .load = 100 * line};
  CHECK(fate(one_way, LinkDirection::Way::forth, nullptr) == LinkDirection::Outcome::crowded_out);
  CHECK(fate(one_way, LinkDirection::Way::back, nullptr) == LinkDirection::Outcome::arrives);
  int waits = 0;
  const LinkConfig slow_back{.rate = 100'000'000, .rate_back = 8'000};
  CHECK(fate(slow_back, LinkDirection::Way::forth, &waits) == LinkDirection::Outcome::arrives);
  CHECK(waits == 0);
  CHECK(fate(slow_back, LinkDirection::Way::back, &waits) == LinkDirection::Outcome::arrives);
  CHECK(waits > 50);  // 64 octets and more at 8 kbit/s
}

TEST_CASE("[nojitter-duplex]: half duplex against full loses what meets the other direction") {
  LinkConfig config{.rate = line, .load_back = line, .duplex_mismatch = true};
  CHECK(fate(config, LinkDirection::Way::forth, nullptr) == LinkDirection::Outcome::collided);
  config.duplex_mismatch = false;
  CHECK(fate(config, LinkDirection::Way::forth, nullptr) == LinkDirection::Outcome::arrives);
  config = {.rate = line, .duplex_mismatch = true};  // nobody sends: nothing meets
  CHECK(fate(config, LinkDirection::Way::forth, nullptr) == LinkDirection::Outcome::arrives);
}
