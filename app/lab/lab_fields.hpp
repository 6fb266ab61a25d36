// `lab:` as a file has it: one struct, one table each.
#pragma once

#include <optional>

#include "sim/schema/field.hpp"
#include "sim/schema/node.hpp"
#include "sim/schema/value_types.hpp"

namespace app {

using models::Duration;
using sim::field;
using sim::required;
using sim::operator""ms;
using sim::operator""h;

struct LabSpec {
  sim::Node ticket;
  std::optional<sim::Node> faults;
  std::vector<std::string> may_look{"*"};
  std::vector<std::string> may_change{"*"};
  std::vector<std::string> may_act{"*"};
  std::vector<std::string> keep{};
  std::optional<sim::Node> hints;
  Duration budget{};
  sim::Node objectives;
  std::optional<sim::Node> variations;
  std::optional<sim::Node> repairs;
  std::optional<sim::Node> wrong;
};
inline sim::Fields<LabSpec> fields(LabSpec*) {
  using S = LabSpec;
  return {required("ticket", &S::ticket, "the user's words, by language: {en: ..., de: ...}"),
          field("faults", &S::faults, "hidden: {set: {path: value}, timeline: [...]}"),
          field("may_look", &S::may_look, "names of devices, * is any letters"),
          field("may_change", &S::may_change, "paths of settings, * is any letters"),
          field("may_act", &S::may_act, "devices that the student may unplug, reboot, clear"),
          field("keep", &S::keep, "paths of settings that a repair must leave as they are"),
          field("hints", &S::hints, "a list of {en: ..., de: ..., cost: 10}"),
          field("budget", &S::budget, "how far into the run the student may look; 0s: to its end",
                0ms, 876'000h),
          required("objectives", &S::objectives, "facts that a repair must bring about"),
          field("variations", &S::variations,
                "other runs in which they must hold, too: {seed: 7, shift_calls: 90s, set: {...}}"),
          field("repairs", &S::repairs, "that pass: {set: {...}, do: [...], en: why, de: why}"),
          field("wrong", &S::wrong, "that fail: the same")};
}

// Of repairs and wrong ones; of faults without texts.
struct LabChangeSpec {
  std::optional<sim::Node> set;
  std::optional<sim::Node> acts;
  std::string en;
  std::string de;
};
inline sim::Fields<LabChangeSpec> fields(LabChangeSpec*) {
  using S = LabChangeSpec;
  return {field("set", &S::set, "settings {path: value}"),
          field("do", &S::acts, "items as timeline: has them"),
          field("en", &S::en, "why, in English"), field("de", &S::de, "why, in German")};
}

struct LabFaultsSpec {
  std::optional<sim::Node> set;
  std::optional<sim::Node> timeline;
};
inline sim::Fields<LabFaultsSpec> fields(LabFaultsSpec*) {
  using S = LabFaultsSpec;
  return {field("set", &S::set, "settings {path: value}"),
          field("timeline", &S::timeline, "items as timeline: has them")};
}

struct LabVariationSpec {
  std::uint64_t seed = 1;
  Duration shift_calls{};
  std::optional<sim::Node> set;
};
inline sim::Fields<LabVariationSpec> fields(LabVariationSpec*) {
  using S = LabVariationSpec;
  return {
      field("seed", &S::seed, "of all randomness"),
      field("shift_calls", &S::shift_calls, "the timeline's calls come so much later", 0ms, 24h),
      field("set", &S::set, "other settings {path: value}")};
}

// The head of a sealed file.
struct SealedSpec {
  int sealed_lab = 1;
  sim::Node ticket;
  sim::Node sealed;  // longer than other texts may be
};
inline sim::Fields<SealedSpec> fields(SealedSpec*) {
  using S = SealedSpec;
  return {required("sealed_lab", &S::sealed_lab, "of the format of the seal", 1, 1),
          required("ticket", &S::ticket, "the user's words, by language"),
          required("sealed", &S::sealed, "all else")};
}

}  // namespace app
