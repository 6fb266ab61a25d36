// What a sweep found: a table for people, rows for spreadsheets, points with their confidence for
// machines, a heat map for browsers.
#pragma once

#include <string>

#include "app/report/style.hpp"
#include "app/what_if/sweep.hpp"

namespace app {

// `show`: the metric of a table of two settings.
std::string sweep_text(const Sweep& sweep, std::size_t show, std::size_t width, const Style& style);
std::string sweep_csv(const Sweep& sweep);  // a line for each run; RFC 4180
std::string sweep_json(const Sweep& sweep);
// Of the first setting by the second, at the first value of others.
std::string sweep_html(const Sweep& sweep, std::size_t show, const std::string& title);

// Of one metric at one point, over its seeds.
struct PointSummary {
  std::size_t count = 0;  // runs that have it
  double mean = 0;
  double low = 0;  // of the mean, 95 %; of a check of the share
  double high = 0;
};
PointSummary summary_of(const Sweep& sweep, std::size_t point, std::size_t metric);

}  // namespace app
