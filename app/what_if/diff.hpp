// Two scenarios side by side: what is configured otherwise, which of that made a difference, and
// what it does to the phones.
#pragma once

#include <string>
#include <vector>

#include "app/what_if/behaviour.hpp"
#include "app/what_if/changes.hpp"

namespace app {

struct DiffOptions {
  Duration tolerance = std::chrono::seconds{1};  // times that move by no more are counted only
  std::vector<std::string> allow{};  // patterns of what is meant to change: subjects, paths
  std::optional<std::uint64_t> seed{};
  std::optional<Duration> duration{};
  bool calls = true;
  std::size_t most_tried = 40;  // changes of settings that are taken back one by one
  unsigned threads = 0;
};

struct Diff {
  RunResult before;
  RunResult after;
  std::vector<SettingChange> settings;
  Behaviour behaviour;
  std::vector<std::string> allow;
  bool interrupted = false;
  bool exhausted = false;  // a storm in one of them: its end is not seen

  bool is_allowed(const BehaviourChange& change) const;
  bool is_allowed(const SettingChange& change) const;
  // Behaves otherwise than --allow says; with --allow, is configured otherwise, too.
  bool unexpected() const;
};

Diff diff(Scenario before, Scenario after, const DiffOptions& options, const Progress& progress);

}  // namespace app
