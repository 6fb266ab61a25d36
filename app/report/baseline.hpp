// What `check` saw, kept as text that a review can read, and compared with what it sees later.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/judge/run.hpp"

namespace app {

// By scenario, by fact ("phone.losses", "phone3.first_loss", "cause.sw1.mac_aging"): its value.
class Baseline {
 public:
  using Facts = std::map<std::string, std::string>;

  void add(const RunResult& result);
  std::string text() const;
  // Complains: the first line that is not understood. Empty: all were.
  std::string read(const std::string& text);

  // What is otherwise in `now`, a line each, of the scenarios that both have; durations and times
  // may move by the tolerance.
  std::vector<std::string> moved(const Baseline& now, Duration tolerance) const;
  std::size_t known_in(const Baseline& now) const;  // scenarios that both have
  std::size_t size() const { return scenarios_.size(); }

 private:
  std::map<std::string, Facts> scenarios_;  // by path
};

}  // namespace app
