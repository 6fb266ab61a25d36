// The causal chain for the terminal: newest first, the setting last, then the margins.
#pragma once

#include <string>
#include <vector>

#include "app/proof/explain.hpp"
#include "app/proof/turns.hpp"
#include "app/report/style.hpp"

namespace app {

std::string explanation_text(const Explanation& why, const Style& style);
// A line each: what it is set to, and where the symptom ends.
std::string margin_text(const std::vector<Margin>& margins, const Style& style);

// Chain, what decided, and margins, for machines.
std::string explanation_json(const Explanation& why, const std::vector<Margin>& margins,
                             const Turns& turns);

}  // namespace app
