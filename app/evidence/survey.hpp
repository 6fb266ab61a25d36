// A run, slice by slice, and after each: what every phone would have heard of a call since the
// last. When it was registered stands in the journal, to the nanosecond; within that, copies are
// asked at each slice's end and beside each change, and where two answers differ in between.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "app/evidence/standings.hpp"
#include "app/evidence/trial_calls.hpp"
#include "app/run/course.hpp"

namespace app {

class Survey {
 public:
  // From then on; none: it would ring.
  struct Step {
    Time at;
    std::optional<Deaf> deaf;
  };

  Survey(const RunOf& run, const ServiceOptions& options, const Progress& progress);

  void advance(Time to, std::size_t slices_left);  // from where the last slice ended

  const std::vector<std::vector<Step>>& steps() const { return steps_; }  // by phone
  const Course& course() const { return course_; }
  std::uint64_t events() const { return events_; }
  bool interrupted() const { return interrupted_; }
  bool is_spent() const { return events_ >= options_.most_events; }
  bool is_coarse() const { return coarse_; }  // not every end was found to the resolution

 private:
  struct Segment {  // of one phone, with one standing
    std::uint32_t phone;
    Time from;
    Time to;
    Standing standing;
    bool is_last;  // of this slice: its end belongs to it
    bool has(Time at) const { return from <= at && (at < to || (is_last && at == to)); }
  };
  struct Sample {
    Time at;
    std::optional<Deaf> deaf;
  };
  struct Doubt {  // somewhere between two samples the answer has changed
    TrialCall call;
    std::optional<Deaf> before;
    std::optional<Deaf> after;
  };
  using Moments = std::map<Time, std::vector<TrialCall>>;

  std::vector<Segment> segments(Time from, Time to);
  Moments moments_of(const std::vector<Segment>& segments, Time from, Time to) const;
  void ask(const Moments& moments, const Course& before, Time end);
  void bisect(const std::vector<Segment>& segments, const Course& before);
  void bisect(const Course& at, Time low, Time high, const std::vector<Doubt>& doubts);
  void write(const std::vector<Segment>& segments, Time from);
  void step(std::uint32_t phone, Time at, std::optional<Deaf> deaf);
  bool tell();  // false: interrupted
  std::function<bool()> stops() {
    return [this] { return !tell(); };
  }

  const ServiceOptions& options_;
  const Progress& progress_;
  Duration whole_;
  Course course_;
  Standings standings_;
  std::vector<std::vector<Step>> steps_;
  std::vector<std::vector<Sample>> samples_;  // by phone, of this slice
  std::vector<std::vector<Sample>> turns_;    // the same: where the answer changes
  std::uint64_t events_ = 0;
  std::uint64_t last_cost_ = 0;  // of asking everybody
  std::uint64_t reserve_ = 0;    // for the slices to come
  bool interrupted_ = false;
  bool coarse_ = false;
};

}  // namespace app
