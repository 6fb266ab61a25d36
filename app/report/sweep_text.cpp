#include "app/report/sweep_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "app/proof/quantity.hpp"
#include "app/report/csv.hpp"
#include "app/report/phrases.hpp"
#include "sim/stats/interval.hpp"

namespace app {
namespace {

using Json = nlohmann::ordered_json;
using State = SweepOutcome::State;

// As the metric's unit has it: seconds, counts.
double number(const Metric& metric, std::int64_t value) {
  return metric.kind == Metric::Kind::time ? static_cast<double>(value) / 1e9
                                           : static_cast<double>(value);
}

std::string plain(double value) {
  std::string text = fmt::format("{:.2f}", value);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text;
}

// "36", "35.2 +-1.3", "-": nothing; "?": not run; "x": refused; "!": a storm.
std::string cell(const Sweep& sweep, std::size_t point, std::size_t metric) {
  const PointSummary sum = summary_of(sweep, point, metric);
  if (sum.count > 0) {
    const std::string mean = plain(sum.mean);
    const bool is_sure = sum.count < 2 || sum.high - sum.low < 0.005;
    if (sweep.metrics[metric].kind == Metric::Kind::check) {
      if (sweep.seeds == 1) return sum.mean > 0 ? "holds" : "fails";
      return fmt::format("{:.0f} of {}", sum.mean * static_cast<double>(sum.count), sum.count);
    }
    return is_sure ? mean : fmt::format("{} +-{}", mean, plain((sum.high - sum.low) / 2));
  }
  const SweepOutcome& first = sweep.outcomes[point * sweep.seeds];
  switch (first.state) {
    case State::missing: return "?";
    case State::refused: return "x";
    case State::stopped: return "!";
    case State::ran: return "-";
    case State::elsewhere: return ".";
  }
  return "";
}

std::string right(const std::string& text, std::size_t width) {
  return fmt::format("{:>{}}", text, width);
}

// Rows of the first setting, columns of the second.
std::string matrix(const Sweep& sweep, std::size_t show, std::size_t width, const Style& style) {
  const Axis& rows = sweep.axes[0];
  const Axis& columns = sweep.axes[1];
  std::size_t head = 0;
  for (const std::string& value : rows.values) head = std::max(head, value.size());
  std::vector<std::vector<std::string>> cells(rows.values.size());
  std::vector<std::size_t> widths;
  for (const std::string& value : columns.values) widths.push_back(value.size());
  for (std::size_t r = 0; r < cells.size(); ++r) {
    for (std::size_t c = 0; c < widths.size(); ++c) {
      cells[r].push_back(cell(sweep, r * widths.size() + c, show));
      widths[c] = std::max(widths[c], cells[r].back().size());
    }
  }
  std::size_t fitting = 0;
  std::size_t used = head + 2;
  while (fitting < widths.size() && used + widths[fitting] + 2 <= width) {
    used += widths[fitting++] + 2;
  }
  std::string text = fmt::format("{}: rows {}, columns {}\n", style.bold(sweep.metrics[show].name),
                                 rows.path, columns.path);
  std::string line = std::string(head + 2, ' ');
  for (std::size_t c = 0; c < fitting; ++c) line += "  " + right(columns.values[c], widths[c]);
  text += style.dim(line) + "\n";
  for (std::size_t r = 0; r < cells.size(); ++r) {
    text += "  " + right(rows.values[r], head);
    for (std::size_t c = 0; c < fitting; ++c) text += "  " + right(cells[r][c], widths[c]);
    text += "\n";
  }
  if (fitting < widths.size()) {
    text += fmt::format("  and {} that have no room here (--csv has all)\n",
                        counted(widths.size() - fitting, "column"));
  }
  return text;
}

// A row for each point, a column for each metric.
std::string rows(const Sweep& sweep, const Style& style) {
  constexpr std::size_t most = 60;
  std::vector<std::vector<std::string>> lines{{}};
  for (const Axis& axis : sweep.axes) lines[0].push_back(axis.path);
  for (const Metric& metric : sweep.metrics) lines[0].push_back(metric.name);
  const std::size_t points = std::min(most, sweep.points());
  for (std::size_t point = 0; point < points; ++point) {
    auto& line = lines.emplace_back();
    for (std::size_t i = 0; i < sweep.axes.size(); ++i) {
      line.push_back(sweep.axes[i].values[sweep.value_of(point, i)]);
    }
    for (std::size_t m = 0; m < sweep.metrics.size(); ++m) line.push_back(cell(sweep, point, m));
  }
  std::vector<std::size_t> widths(lines[0].size());
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
  }
  std::string text;
  for (const auto& line : lines) {
    std::string row;
    for (std::size_t i = 0; i < line.size(); ++i) row += "  " + right(line[i], widths[i]);
    text += (&line == &lines[0] ? style.dim(row) : row) + "\n";
  }
  if (points < sweep.points()) {
    text += fmt::format("  and {} (--csv has all)\n", counted(sweep.points() - points, "more row"));
  }
  return text;
}

// Where there is chance: in how many of the seeds anything is lost.
std::string chances(const Sweep& sweep) {
  if (sweep.seeds < 2 || sweep.points() != 1) return "";
  std::size_t ran = 0;
  std::size_t hit = 0;
  for (const SweepOutcome& one : sweep.outcomes) {
    if (one.state != State::ran) continue;
    ++ran;
    hit += one.values[0] > 0 || one.values[2] > 0 ? 1 : 0;
  }
  const sim::Interval share = sim::share_interval(hit, ran);
  return fmt::format(
      "in {} of {} seeds a registration is lost, or never made: {:.1f} to {:.1f} % of all (95 %)\n",
      hit, ran, 100 * share.low, 100 * share.high);
}

// What was drawn where something is lost, and where nothing is: "53s to 1min 58s".
std::string drawn_range(const Draw& draw, const std::vector<std::uint64_t>& seeds) {
  if (seeds.empty()) return "none";
  if (draw.law == Draw::Law::choice) {
    std::map<std::string, std::size_t> counts;
    for (const std::uint64_t seed : seeds) ++counts[draw.value(seed)];
    std::string text;
    for (const auto& [value, count] : counts) {
      text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", value, count);
    }
    return text;
  }
  std::vector<std::string> values;
  for (const std::uint64_t seed : seeds) values.push_back(draw.value(seed));
  const auto number = [&](const std::string& value) {
    return quantity(draw.kind, value).value_or(0);
  };
  const auto [least, most] = std::ranges::minmax(values, {}, number);
  return least == most ? least : least + " to " + most;
}

std::string drawn_text(const Sweep& sweep) {
  if (sweep.draws.empty() || sweep.points() != 1) return "";
  std::vector<std::uint64_t> hit;
  std::vector<std::uint64_t> well;
  for (std::size_t s = 0; s < sweep.seeds; ++s) {
    const SweepOutcome& one = sweep.outcomes[s];
    if (one.state != State::ran) continue;
    (one.values[0] > 0 || one.values[2] > 0 ? hit : well).push_back(sweep.seed + s);
  }
  std::string text;
  for (const Draw& draw : sweep.draws) {
    text += fmt::format("{} = {}\n  something is lost: {}\n  nothing is lost:   {}\n", draw.path,
                        draw.text, drawn_range(draw, hit), drawn_range(draw, well));
  }
  return text;
}

std::size_t count_of(const Sweep& sweep, State state) {
  return static_cast<std::size_t>(std::ranges::count(sweep.outcomes, state, &SweepOutcome::state));
}

}  // namespace

PointSummary summary_of(const Sweep& sweep, std::size_t point, std::size_t metric) {
  std::vector<double> values;
  for (std::size_t s = 0; s < sweep.seeds; ++s) {
    const SweepOutcome& one = sweep.outcomes[point * sweep.seeds + s];
    if (one.state != State::ran || one.values[metric] == SweepOutcome::nothing) continue;
    values.push_back(number(sweep.metrics[metric], one.values[metric]));
  }
  PointSummary sum{.count = values.size()};
  if (values.empty()) return sum;
  sim::Interval interval = sim::mean_interval(values);
  sum.mean = (interval.low + interval.high) / 2;
  if (sweep.metrics[metric].kind == Metric::Kind::check) {
    const auto hits = static_cast<std::size_t>(std::ranges::count(values, 1.0));
    sum.mean = static_cast<double>(hits) / static_cast<double>(values.size());
    interval = sim::share_interval(hits, values.size());
  }
  sum.low = interval.low;
  sum.high = interval.high;
  return sum;
}

std::string sweep_text(const Sweep& sweep, std::size_t show, std::size_t width,
                       const Style& style) {
  std::string text =
      sweep.axes.size() == 2 ? matrix(sweep, show, width, style) : rows(sweep, style);
  text += chances(sweep) + drawn_text(sweep);
  if (sweep.seeds > 1) {
    text += fmt::format("means of {} (seeds {} to {}), +- 95 %\n", counted(sweep.seeds, "run"),
                        sweep.seed, sweep.seed + sweep.seeds - 1);
  }
  const auto tell = [&](State state, std::string_view what) {
    if (const std::size_t count = count_of(sweep, state); count > 0) {
      text += fmt::format("{} {}\n", counted(count, "run"), what);
    }
  };
  tell(State::refused, "(x) refused: these values do not go together");
  tell(State::stopped, "(!) stopped by a storm: not counted");
  tell(State::missing, "(?) missing: interrupted");
  tell(State::elsewhere, "(.) of other shards: fastbusy merge joins their journals");
  return text;
}

std::string sweep_csv(const Sweep& sweep) {
  std::string text;
  for (const Axis& axis : sweep.axes) text += csv_field(axis.path) + ",";
  for (const Draw& draw : sweep.draws) text += csv_field(draw.path) + ",";
  text += "seed,state";
  for (const Metric& metric : sweep.metrics) text += "," + csv_field(metric.name);
  text += "\r\n";
  constexpr std::array<std::string_view, 5> states{"missing", "ran", "refused", "stopped",
                                                   "elsewhere"};
  for (std::size_t run = 0; run < sweep.outcomes.size(); ++run) {
    const SweepOutcome& one = sweep.outcomes[run];
    for (std::size_t i = 0; i < sweep.axes.size(); ++i) {
      text += csv_field(sweep.axes[i].values[sweep.value_of(run / sweep.seeds, i)]) + ",";
    }
    const std::uint64_t seed = sweep.seed + run % sweep.seeds;
    for (const Draw& draw : sweep.draws) text += csv_field(draw.value(seed)) + ",";
    text += fmt::format("{},{}", seed, states.at(static_cast<std::size_t>(one.state)));
    for (std::size_t m = 0; m < sweep.metrics.size(); ++m) {
      text += ",";
      if (one.values.empty() || one.values[m] == SweepOutcome::nothing) continue;
      text += sweep.metrics[m].kind == Metric::Kind::time
                  ? fmt::format("{:.9f}", number(sweep.metrics[m], one.values[m]))
                  : std::to_string(one.values[m]);
    }
    text += "\r\n";
  }
  return text;
}

std::string sweep_json(const Sweep& sweep) {
  Json points = Json::array();
  for (std::size_t point = 0; point < sweep.points(); ++point) {
    Json values;
    for (std::size_t i = 0; i < sweep.axes.size(); ++i) {
      values[sweep.axes[i].path] = sweep.axes[i].values[sweep.value_of(point, i)];
    }
    Json metrics;
    for (std::size_t m = 0; m < sweep.metrics.size(); ++m) {
      const PointSummary sum = summary_of(sweep, point, m);
      metrics[sweep.metrics[m].name] = sum.count == 0 ? Json()
                                                      : Json({{"runs", sum.count},
                                                              {"mean", sum.mean},
                                                              {"low", sum.low},
                                                              {"high", sum.high}});
    }
    points.push_back({{"values", values}, {"metrics", metrics}});
  }
  Json draws;
  for (const Draw& draw : sweep.draws) draws[draw.path] = draw.text;
  const Json all = {{"seed", sweep.seed},
                    {"seeds", sweep.seeds},
                    {"draws", draws},
                    {"confidence", 0.95},
                    {"refused", count_of(sweep, State::refused)},
                    {"stopped", count_of(sweep, State::stopped)},
                    {"missing", count_of(sweep, State::missing)},
                    {"elsewhere", count_of(sweep, State::elsewhere)},
                    {"points", points}};
  return all.dump(2) + "\n";
}

}  // namespace app
