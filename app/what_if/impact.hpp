// Which single failure hurts most: each is tried in a run of its own, and compared with the run in
// which nothing fails.
#pragma once

#include <optional>
#include <vector>

#include "app/evidence/service.hpp"
#include "app/what_if/failures.hpp"

namespace app {

struct ImpactOptions {
  Time at{};
  Duration outage = std::chrono::minutes{10};
  Duration end{};      // of the run
  std::string only{};  // a pattern of names; empty: all
  bool pairs = false;  // two at a time, too
  std::size_t most_pairs = 500;
  std::optional<std::uint64_t> seed{};
  unsigned threads = 0;
};

// What one phone has less of than without the failure.
struct Away {
  std::size_t phone = 0;       // device
  Duration lost{};             // without service, beyond that of the run without a failure
  std::optional<Time> from{};  // its first outage after the failure
  std::optional<Time> back{};  // and the last one's end
  bool is_back = true;         // else not before the run's end
};

struct Impact {
  std::vector<Failure> what{};  // one, or two
  std::vector<Away> away{};     // phones that lose more than a second
  Duration lost{};              // all of them together
  std::optional<Time> last_back{};
  std::size_t not_back = 0;
  std::size_t cut_off = 0;       // phones without a way to any of their call servers meanwhile
  bool by_registration = false;  // too many phones for calls: who is registered was taken
  bool is_exhausted = false;     // a storm: what came after it is not known
};

struct Impacts {
  Scenario scenario{};  // with the duration that was looked at
  ImpactOptions options{};
  std::vector<Impact> singles{};  // the worst first
  std::vector<Impact> pairs{};    // that hurt more than both alone, the worst first
  std::size_t pairs_tried = 0;
  std::size_t pairs_left = 0;  // beyond options.most_pairs
  std::size_t out_anyway = 0;  // phones without service at that moment, though nothing failed
  std::size_t phones = 0;
  Duration grid{};            // outages of registered phones that are shorter may be missed
  std::size_t not_tried = 0;  // interrupted
  bool interrupted = false;
};

// `failures`: of failures_of(), or what somebody plans.
Impacts impacts_of(const Scenario& scenario, const std::vector<Failure>& failures,
                   const ImpactOptions& options, const Progress& progress);

}  // namespace app
