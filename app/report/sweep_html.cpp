// A sweep of two settings as a heat map: one HTML file without scripts, to pass on.
#include <fmt/format.h>

#include <algorithm>

#include "app/report/sweep_text.hpp"

namespace app {
namespace {

std::string escaped(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    if (c == '&')
      safe += "&amp;";
    else if (c == '<')
      safe += "&lt;";
    else if (c == '>')
      safe += "&gt;";
    else if (c == '"')
      safe += "&quot;";
    else
      safe += c;
  }
  return safe;
}

// From white to red; the number stands in each cell, so that no colour need be told apart.
std::string cell_of(const PointSummary& sum, double least, double most) {
  if (sum.count == 0) return "<td>-</td>";
  const double share = most > least ? (sum.mean - least) / (most - least) : 0;
  const int light = 100 - static_cast<int>(45 * share);
  return fmt::format("<td style=\"background:hsl(10 80% {}%)\">{:.6g}</td>", light, sum.mean);
}

}  // namespace

std::string sweep_html(const Sweep& sweep, std::size_t show, const std::string& title) {
  const Axis& rows = sweep.axes[0];
  static const Axis none{.path = "", .sets = {}, .values = {""}};
  const Axis& columns = sweep.axes.size() > 1 ? sweep.axes[1] : none;
  const std::size_t others = sweep.points() / rows.values.size() / columns.values.size();
  const auto point = [&](std::size_t r, std::size_t c) {
    return (r * columns.values.size() + c) * others;
  };
  std::vector<PointSummary> all;
  double least = 0;
  double most = 0;
  for (std::size_t r = 0; r < rows.values.size(); ++r) {
    for (std::size_t c = 0; c < columns.values.size(); ++c) {
      all.push_back(summary_of(sweep, point(r, c), show));
      least = std::min(least, all.back().mean);
      most = std::max(most, all.back().mean);
    }
  }
  std::string html = fmt::format(
      "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>{0}</title>\n"
      "<style>body{{font:15px sans-serif;color:#111;background:#fff}}"
      "table{{border-collapse:collapse}}"
      "td,th{{padding:2px 8px;text-align:right;border:1px solid #ccc}}</style>\n"
      "<h1>{0}</h1>\n<table>\n<caption>{1}: rows {2}, columns {3}</caption>\n<tr><th></th>",
      escaped(title), escaped(sweep.metrics[show].name), escaped(rows.path), escaped(columns.path));
  for (const std::string& value : columns.values) html += "<th>" + escaped(value) + "</th>";
  html += "</tr>\n";
  for (std::size_t r = 0; r < rows.values.size(); ++r) {
    html += "<tr><th>" + escaped(rows.values[r]) + "</th>";
    for (std::size_t c = 0; c < columns.values.size(); ++c) {
      html += cell_of(all[r * columns.values.size() + c], least, most);
    }
    html += "</tr>\n";
  }
  return html + "</table>\n</html>\n";
}

}  // namespace app
