// The words of a ladder, the same in every form.
#include <fmt/format.h>

#include "app/report/ladder.hpp"
#include "app/scenario/short_text.hpp"

namespace app {

std::string death_text(const LadderDeath& death) {
  std::string text = fmt::format("died at {}: {}", death.device, models::describe(death.fate).name);
  if (!death.setting.empty()) text += ", decided by " + death.setting;
  return text;
}

std::string run_text(const LadderRun& run) {
  return fmt::format("{} x {}{}, {} apart, until {}", run.count, run.label,
                     run.answered ? ", answered" : "", short_text(run.every()),
                     sim::clock_text(run.last));
}

std::string gap_text(const LadderGap& gap) {
  return fmt::format("{} {} not shown, until {}", gap.lines, gap.lines == 1 ? "line" : "lines",
                     sim::clock_text(gap.last));
}

std::string hidden_text(const Ladder& ladder) {
  std::string text;
  if (ladder.acknowledgements > 0) {
    text =
        fmt::format("{} TCP acknowledgements that arrived are not shown", ladder.acknowledgements);
  }
  if (ladder.not_kept > 0) {
    text += fmt::format("{}{} more messages were only counted", text.empty() ? "" : "; ",
                        ladder.not_kept);
  }
  return text;
}

std::string label_text(const LadderMessage& message) {
  if (!message.repeated) return message.label;
  return message.label + " [again, " + short_text(*message.repeated) + " later]";
}

}  // namespace app
