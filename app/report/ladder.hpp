// A ladder as text for a terminal, as Mermaid, and as a picture.
#pragma once

#include <string>

#include "app/evidence/ladders/ladder.hpp"
#include "app/report/style.hpp"

namespace app {

// `width`: of the terminal, in columns; text that needs more is cut off.
std::string ladder_text(const Ladder& ladder, const Style& style, std::size_t width);
std::string ladder_mermaid(const Ladder& ladder);   // a sequenceDiagram
enum class SvgPlace : std::uint8_t { file, page };  // a page brings its own colours and styles
std::string ladder_svg(const Ladder& ladder, SvgPlace place = SvgPlace::page);

// What the renderers have in common.
std::string death_text(const LadderDeath& death);
std::string run_text(const LadderRun& run);
std::string gap_text(const LadderGap& gap);
std::string hidden_text(const Ladder& ladder);  // what is not shown at all; empty: nothing
std::string label_text(const LadderMessage& message);

}  // namespace app
