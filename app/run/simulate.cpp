#include "app/run/simulate.hpp"

#include <algorithm>
#include <map>

#include "app/run/course.hpp"

namespace app {
namespace {

using namespace std::chrono_literals;

// Assumed: no second of a real network has more events: so many for each of its devices, which
// may all boot at once, and hear each other's broadcasts.
constexpr std::uint64_t most_in_a_second = 200'000;
constexpr std::uint64_t most_of_a_device = 2'000;
constexpr std::uint64_t most_of_a_pair = 20;

std::uint64_t most_events_of(std::uint64_t devices) {
  return std::max(
      {most_in_a_second, most_of_a_device * devices, most_of_a_pair * devices * devices});
}

// Does simulated time go on?
class Rest {
 public:
  explicit Rest(const Scenario& scenario) : most_(most_events_of(scenario.devices.size())) {}

  bool is_missing(const models::Network& network) {
    if (network.now() - since_ < 1s) return network.events() - events_ > most_;
    since_ = network.now();
    events_ = network.events();
    return false;
  }

 private:
  std::uint64_t most_;
  Time since_{};
  std::uint64_t events_ = 0;
};

// Who has most of the next events, of those that are not there to pass on what others send.
std::size_t busiest(Course& course, Time end) {
  constexpr int sample = 10'000;
  std::map<std::size_t, int> served;
  for (int i = 0; i < sample && course.now() < end; ++i) {
    course.run_until(end, 1);
    const models::NodeId node = course.network().last_served();
    const bool passes_on = models::is<models::Switch>(node) || models::is<models::Router>(node);
    served[course.world().device(node)] += passes_on ? 0 : 1;
  }
  return std::ranges::max_element(served, {}, [](const auto& one) { return one.second; })->first;
}

}  // namespace

Simulation simulate(const RunOf& run, const Progress& progress, const Recording* recording) {
  Simulation result;
  Course course(run.scenario, run.seed);
  const models::Network& network = course.network();
  if (recording != nullptr) course.network().record(&recording->trace);
  if (run.the_long_way) course.network().flood_each_port();
  if (run.thins_always) course.network().thin_journal_at(1);
  const Duration whole = run.stop.value_or(run.scenario.duration);
  const Time end = Time{} + whole;
  const Duration slice = std::max(Duration{1}, whole / 200);
  Rest rest(run.scenario);
  do {
    course.run_until(std::min(end, network.now() + slice),
                     std::min(Course::a_moment, run.most_events));
    if (recording != nullptr) recording->onlooker(course.world());
    result.given_up = network.events() >= run.most_events;
    if (network.now() < end && rest.is_missing(network)) {
      result.given_up = true;
      course.network().flood_each_port();  // each is counted by itself
      result.busy = busiest(course, end);
    }
    const Duration done = network.now().time_since_epoch();
    result.interrupted = progress && progress(run.what, sim::seconds(done) / sim::seconds(whole));
  } while (network.now() < end && !network.exhausted() && !result.interrupted && !result.given_up);
  result.world = course.give_world();
  return result;
}

}  // namespace app
