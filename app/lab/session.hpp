// A lab under way: the network at one moment, forward and back, and what the student did to it.
// Back is a copy that was kept, run on: the same bytes as at the first time. What is done in the
// past takes back what was done later.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/lab/lab.hpp"
#include "app/run/course.hpp"

namespace app {

class Session {
 public:
  explicit Session(const Lab& lab);

  struct Act {
    Time at{};
    std::string text{};               // an item of `timeline:`
    std::optional<LabSetting> set{};  // if it is one
  };

  // False: beyond the budget, or the network does not come to rest before then.
  bool go_to(Time moment);
  // Empty: done. Else why not, in the words of the reader of such files.
  std::string act(const std::string& what, const std::string& target);
  std::string set(const LabSetting& setting);
  bool undo();  // the last one; false: there is none

  Time now() const { return course_->now(); }
  Time furthest() const { return furthest_; }
  const World& world() const { return course_->world(); }
  const Course& course() const { return *course_; }
  const Scenario& scenario() const { return *scenario_; }
  const std::vector<Act>& acts() const { return acts_; }
  LabChanges changes() const;  // as they are graded: settings from the start, acts at their times

 private:
  std::string try_act(Act act);
  std::string build(const std::vector<Act>& acts);
  void keep();
  bool run_until(Time moment);

  const Lab& lab_;
  std::unique_ptr<const Scenario> scenario_;
  std::unique_ptr<Course> course_;
  std::vector<std::unique_ptr<Course>> kept_;  // in order of time; the first one at the start
  std::vector<Act> acts_;                      // in order of time
  Time furthest_{};
};

}  // namespace app
