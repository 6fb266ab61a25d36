// Losses and calls that are alike, told once, and phones that are away: what was seen, why,
// and which setting decided. Values; terminal and page say them in their own way.
#pragma once

#include <string>
#include <vector>

#include "app/judge/run.hpp"

namespace app {

// "because   8 frames died: ...". The strong part comes first.
struct StoryLine {
  std::string label;
  std::string strong;
  std::string text;
  bool aside = false;  // an explanation that an expert skips
};

// Losses of the same call server, reason and setting.
struct LossStory {
  const Stay* first = nullptr;  // of the history
  std::size_t losses = 0;
  std::size_t phones = 0;
  std::size_t last_phone = ~std::size_t{0};
};
std::vector<LossStory> loss_stories(const History& history);  // in order of time
std::vector<StoryLine> lines_of(const RunResult& result, const LossStory& story);

// One of each entry of devices and setting.
struct AbsenceStory {
  const Absence* first = nullptr;
  std::size_t phones = 0;
};
std::vector<AbsenceStory> absence_stories(const RunResult& result,
                                          const std::vector<Absence>& absences);
std::vector<StoryLine> lines_of(const RunResult& result, const AbsenceStory& story);

// Calls to one entry of devices at the same time that ended alike for the same setting.
struct CallStory {
  const Call* first = nullptr;
  std::size_t phones = 0;
};
std::vector<CallStory> call_stories(const RunResult& result);  // in order of time
std::vector<StoryLine> lines_of(const RunResult& result, const CallStory& story);

// What the setting is set to, as the file would write it; empty: unknown, or too long to say.
std::string value_of(const Scenario& scenario, const std::string& path);
// Frames that died, and how late TCP repaired each: "220ms 440ms ... 14.08s".
std::string delays_text(const std::vector<Duration>& delays);
std::string ends_with(const std::string& cure);  // "it ends with x=1", "it ends without timeline.2"

}  // namespace app
