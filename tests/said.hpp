// Everything that a run says about its phones, as text: to be compared with what another says.
#pragma once

#include <optional>
#include <string>

#include "app/judge/run.hpp"
#include "sim/schema/node.hpp"

namespace tests {

// When the first phone was lost, away, or could not be called; none: nothing is wrong.
std::optional<app::Time> first_symptom(const app::History& history);

// Registrations, losses, absences and calls of all phones but those whose names begin with
// `without`, with causes. Items of the timeline and links are told by what they say in the file's
// tree, not by their numbers.
std::string said(const app::RunResult& result, const sim::Node& tree, const std::string& without);

}  // namespace tests
