// The answer on one screen: verdict, timelines, losses with their cause, cycle, checks, remedies.
#pragma once

#include <string>

#include "app/report/style.hpp"
#include "app/scenario/run.hpp"

namespace app {

std::string terminal_report(const RunResult& result, const Style& style);
// "phone1: 16:03.08 on cucm1 ..." as bars of `width` characters, for each group of phones.
std::string timeline_bars(const RunResult& result, const Style& style, std::size_t width);
// Losses that are alike, told once, with what decided.
std::string loss_stories(const RunResult& result, const Style& style);
// Phones that no call server ever took in, with what decided.
std::string never_stories(const RunResult& result, const Style& style);

}  // namespace app
