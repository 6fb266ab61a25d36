// What a change does, for people and for machines: one paragraph first, then the lists.
#pragma once

#include <string>

#include "app/report/style.hpp"
#include "app/what_if/diff.hpp"

namespace app {

// Who suffers less or more, what decided it, and whether anybody is worse off; one line, unwrapped.
std::string diff_paragraph(const Diff& diff);
std::string diff_text(const Diff& diff, std::size_t width, const Style& style);
std::string diff_json(const Diff& diff);

// At spaces, so that no line is longer than that.
std::string wrapped(const std::string& text, std::size_t width);

}  // namespace app
