#include "app/lab/submission.hpp"

#include <fmt/format.h>

#include "app/lab/lab_fields.hpp"
#include "sim/base/text.hpp"
#include "sim/schema/document.hpp"
#include "sim/schema/reader.hpp"

namespace app {

constexpr std::size_t largest_submission = 100'000;  // bytes
constexpr std::size_t most_changes = 1000;

struct SubmissionSpec {
  int submission = 1;
  std::optional<sim::Node> set;
  std::optional<sim::Node> acts;
  int hints = 0;
  int looks = 0;
  Duration elapsed{};
};
inline sim::Fields<SubmissionSpec> fields(SubmissionSpec*) {
  using S = SubmissionSpec;
  return {required("submission", &S::submission, "of its format", 1, 1),
          field("set", &S::set, "settings {path: value}, graded from the start"),
          field("do", &S::acts, "acts, each the text of an item of timeline:"),
          field("hints", &S::hints, "that were asked for", 0, 1000),
          field("looks", &S::looks, "how often something was shown", 0, 1'000'000),
          field("elapsed", &S::elapsed, "how far into the run was looked", 0ms, 876'000h)};
}

std::optional<Submission> read_submission(const SourceText& source, sim::Diagnostics& diagnostics) {
  if (source.text.size() > largest_submission) {
    diagnostics.error_in_file(source.path, "too long for a submission");
    return std::nullopt;
  }
  const auto root = sim::parse_yaml(source.text, source.path, diagnostics);
  SubmissionSpec spec;
  if (!root || !sim::read(*root, spec, diagnostics)) return std::nullopt;
  Submission submission{
      .name = source.path, .hints = spec.hints, .looks = spec.looks, .elapsed = spec.elapsed};
  if (spec.set && !spec.set->is_map()) diagnostics.error(spec.set->at, "set: a map");
  if (spec.set) {
    for (const auto& entry : spec.set->entries) {
      submission.changes.sets.push_back({entry.key, sim::flow_text(entry.value)});
    }
  }
  if (spec.acts && !spec.acts->is_list()) diagnostics.error(spec.acts->at, "do: a list");
  if (spec.acts) {
    for (const sim::Node& item : spec.acts->items) {
      if (!item.is_scalar()) {
        diagnostics.error(item.at, "an act is one text: \"{at: 20min, reboot: phone3}\"");
        continue;
      }
      submission.changes.acts.push_back(item.text);
    }
  }
  if (submission.changes.sets.size() + submission.changes.acts.size() > most_changes) {
    diagnostics.error_in_file(source.path, "too many changes");
  }
  return diagnostics.ok() ? std::optional(std::move(submission)) : std::nullopt;
}

std::string submission_file(const Submission& submission) {
  std::string text =
      fmt::format("submission: 1\nelapsed: {}\nlooks: {}\nhints: {}\n",
                  sim::to_text(submission.elapsed), submission.looks, submission.hints);
  if (!submission.changes.sets.empty()) text += "set:\n";
  for (const LabSetting& set : submission.changes.sets) {
    text += fmt::format("  {}: {}\n", yaml_quoted(set.path), yaml_quoted(set.value));
  }
  if (!submission.changes.acts.empty()) text += "do:\n";
  for (const std::string& act : submission.changes.acts) {
    text += fmt::format("  - {}\n", yaml_quoted(act));
  }
  return text;
}

}  // namespace app
