// The answer on one screen: verdict, timelines, losses with their cause, cycle, checks, remedies.
#pragma once

#include <string>

#include "app/judge/run.hpp"
#include "app/report/style.hpp"

namespace app {

std::string terminal_report(const RunResult& result, const Style& style, std::size_t width = 100);
// The same without the blocks of its bars, for a terminal that has no UTF-8.
std::string in_ascii(std::string text);
// "phone1: 16:03.08 on cucm1 ..." as bars of `width` characters, for each group of phones.
std::string timeline_bars(const RunResult& result, const Style& style, std::size_t width);

}  // namespace app
