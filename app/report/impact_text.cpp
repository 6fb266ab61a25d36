#include "app/report/impact_text.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/report/phrases.hpp"
#include "app/scenario/short_text.hpp"
#include "app/what_if/moment.hpp"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

// Failures of the same entry that hurt as many phones: one row.
struct Row {
  const Impact* worst = nullptr;
  Duration least{};
  std::size_t count = 0;
};

bool are_alike(const Impact& a, const Impact& b) {
  return a.what.size() == 1 && b.what.size() == 1 && a.what[0].kind == b.what[0].kind &&
         a.what[0].entry == b.what[0].entry && a.away.size() == b.away.size() &&
         a.cut_off == b.cut_off && a.not_back == b.not_back &&
         a.by_registration == b.by_registration && a.is_exhausted == b.is_exhausted;
}

std::vector<Row> rows_of(const std::vector<Impact>& impacts) {
  std::vector<Row> rows;
  for (const Impact& one : impacts) {
    const auto alike =
        std::ranges::find_if(rows, [&](const Row& row) { return are_alike(*row.worst, one); });
    if (alike == rows.end()) {
      rows.push_back({&one, one.lost, 1});
    } else {
      alike->least = std::min(alike->least, one.lost);
      ++alike->count;
    }
  }
  return rows;
}

std::string minutes(Duration d) { return fmt::format("{:.1f}", sim::seconds(d) / 60); }

std::string name_of(const Impact& impact) {
  std::string name;
  for (const Failure& failure : impact.what) {
    name +=
        fmt::format("{}{} {}", name.empty() ? "" : " and ", to_text(failure.kind), failure.name);
  }
  return name;
}

std::string back_text(const Impacts& all, const Impact& impact) {
  if (impact.away.empty()) return "-";
  if (impact.not_back > 0) return fmt::format("{} not back", impact.not_back);
  return impact.last_back ? time_text(all.scenario, *impact.last_back) : "-";
}

// Since it failed.
std::string after_text(const Impacts& all, const Impact& impact) {
  const bool is_known = !impact.away.empty() && impact.not_back == 0 && impact.last_back;
  return is_known ? short_text(*impact.last_back - all.options.at) : "-";
}

std::string remarks(const Impact& impact) {
  std::string text;
  const auto add = [&](const std::string& more) { text += (text.empty() ? "" : "; ") + more; };
  if (impact.cut_off > 0) {
    add(fmt::format("{} {}", impact.what.size() == 1 ? "single point: cuts off" : "cut off",
                    counted(impact.cut_off, "phone")));
  } else if (!impact.away.empty()) {
    add("another way is there, and yet");
  }
  if (impact.by_registration) add("by registrations only: too many phones to call");
  if (impact.is_exhausted) add("a storm: what follows is not known");
  return text;
}

std::string impact_header(const Impacts& all) {
  const Time at = all.options.at;
  return fmt::format(
      "Each fails at {} for {}, and is watched until {}; of {}. Beyond what they lack anyway:\n",
      time_text(all.scenario, at), sim::to_text(all.options.outage),
      time_text(all.scenario, Time{} + all.options.end), counted(all.phones, "phone"));
}

std::string table(const Impacts& all, const std::vector<Impact>& impacts, std::size_t most,
                  const Style& style) {
  const std::vector<Row> rows = rows_of(impacts);
  std::string text = style.bold(fmt::format("{:>7}  {:>13}  {:>12}  {:>14}  {}", "phones",
                                            "phone-minutes", "last back", "after", "what fails")) +
                     "\n";
  std::size_t told = 0;
  for (const Row& row : rows) {
    if (told++ == most) {
      text += fmt::format("  ... and {} (--json has all)\n", counted(rows.size() - most, "row"));
      break;
    }
    const Impact& worst = *row.worst;
    std::string what = name_of(worst);
    if (row.count > 1) {
      what += fmt::format(" and {} alike", row.count - 1);
      if (row.least != worst.lost) what += fmt::format(" (from {})", minutes(row.least));
    }
    const std::string more = remarks(worst);
    text += fmt::format("{:>7}  {:>13}  {:>12}  {:>14}  {}{}\n", worst.away.size(),
                        minutes(worst.lost), back_text(all, worst), after_text(all, worst), what,
                        more.empty() ? "" : "   " + style.dim(more));
  }
  return text;
}

std::string notes(const Impacts& all) {
  std::string text;
  if (all.out_anyway > 0) {
    text += fmt::format("{} had no service at {} though nothing had failed: see fastbusy run\n",
                        counted(all.out_anyway, "phone"), time_text(all.scenario, all.options.at));
  }
  if (!all.scenario.timeline.empty()) {
    text += "what the file's own timeline does goes on beside it (--no-timeline leaves it out)\n";
  }
  if (all.grid > Duration{}) {
    text += fmt::format(
        "called at least every {}: shorter outages of registered phones may be "
        "missed\n",
        short_text(all.grid));
  }
  if (all.pairs_left > 0) {
    text += fmt::format("{} were not tried (--most-pairs)\n", counted(all.pairs_left, "more pair"));
  }
  if (all.not_tried > 0) {
    text += fmt::format("interrupted: {} not tried\n", counted(all.not_tried, "failure"));
  }
  return text;
}

Json json_of(const Impacts& all, const Impact& impact) {
  Json what = Json::array();
  for (const Failure& failure : impact.what) {
    what.push_back({{"kind", to_text(failure.kind)}, {"name", failure.name}});
  }
  Json phones = Json::array();
  for (const Away& away : impact.away) {
    phones.push_back(
        {{"phone", all.scenario.devices[away.phone].name},
         {"without_service_s", sim::seconds(away.lost)},
         {"from_s", away.from ? Json(sim::seconds(away.from->time_since_epoch())) : Json()},
         {"back_s", away.back ? Json(sim::seconds(away.back->time_since_epoch())) : Json()}});
  }
  return {{"fails", what},
          {"phones", impact.away.size()},
          {"phone_minutes", sim::seconds(impact.lost) / 60},
          {"last_back_s",
           impact.last_back ? Json(sim::seconds(impact.last_back->time_since_epoch())) : Json()},
          {"not_back", impact.not_back},
          {"cut_off", impact.cut_off},
          {"by_registration", impact.by_registration},
          {"storm", impact.is_exhausted},
          {"away", phones}};
}

}  // namespace

std::string impact_text(const Impacts& impacts, std::size_t most_rows, const Style& style) {
  std::string text = impact_header(impacts) + table(impacts, impacts.singles, most_rows, style);
  if (impacts.options.pairs) {
    text += fmt::format("\nTwo at a time, that hurt more than both alone ({} of {} tried):\n",
                        impacts.pairs.size(), impacts.pairs_tried);
    text += impacts.pairs.empty() ? "  none\n" : table(impacts, impacts.pairs, most_rows, style);
  }
  return text + notes(impacts);
}

std::string planned_text(const Impacts& impacts, const Style& style) {
  if (impacts.singles.empty()) return notes(impacts);
  const Impact& one = impacts.singles.front();
  const Time at = impacts.options.at;
  std::string text = style.bold(fmt::format(
                         "{} is off from {} to {}", name_of(one), time_text(impacts.scenario, at),
                         time_text(impacts.scenario, at + impacts.options.outage))) +
                     "\n";
  if (one.away.empty()) text += "nobody is without service for more than a second\n";
  // Phones of one entry that are away about as long are told together.
  for (std::size_t i = 0; i < one.away.size();) {
    const Away& first = one.away[i];
    const std::size_t entry = impacts.scenario.devices[first.phone].entry;
    std::size_t j = i;
    Away sum = first;
    for (; j < one.away.size(); ++j) {
      const Away& next = one.away[j];
      if (impacts.scenario.devices[next.phone].entry != entry || next.is_back != first.is_back) {
        break;
      }
      sum.lost = std::max(sum.lost, next.lost);
      sum.from = std::min(sum.from, next.from);
      sum.back = std::max(sum.back, next.back);
    }
    const std::string who = j - i == 1 ? impacts.scenario.devices[first.phone].name
                                       : fmt::format("{} of {}", counted(j - i, "phone"),
                                                     impacts.scenario.entries[entry].name);
    text += fmt::format(
        "  {}   from {} {}   away for {}{}\n", who, time_text(impacts.scenario, *sum.from),
        sum.is_back
            ? "to " + time_text(impacts.scenario, *sum.back)
            : "on, not back by " + time_text(impacts.scenario, Time{} + impacts.options.end),
        j - i == 1 ? "" : "up to ", short_text(sum.lost));
    i = j;
  }
  return text + notes(impacts);
}

std::string impact_json(const Impacts& impacts) {
  const auto list = [&](const std::vector<Impact>& all) {
    Json items = Json::array();
    for (const Impact& one : all) items.push_back(json_of(impacts, one));
    return items;
  };
  const Json all = {{"scenario", impacts.scenario.path},
                    {"at_s", sim::seconds(impacts.options.at.time_since_epoch())},
                    {"outage_s", sim::seconds(impacts.options.outage)},
                    {"until_s", sim::seconds(impacts.options.end)},
                    {"phones", impacts.phones},
                    {"out_anyway", impacts.out_anyway},
                    {"grid_s", sim::seconds(impacts.grid)},
                    {"failures", list(impacts.singles)},
                    {"pairs", list(impacts.pairs)},
                    {"pairs_tried", impacts.pairs_tried},
                    {"pairs_not_tried", impacts.pairs_left},
                    {"not_tried", impacts.not_tried}};
  return all.dump(2) + "\n";
}

}  // namespace app
