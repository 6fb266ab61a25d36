#include "app/report/comparison.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/base/text.hpp"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t stamps_per_second = 1'000'000'000;

std::string text_of(const models::Endpoint& e) {
  return fmt::format("{}:{}", to_text(e.address), e.port);
}
std::string date_text(std::int64_t at) {  // UTC, microseconds
  return fmt::format("{:%Y-%m-%d %H:%M:%S}.{:06}",
                     fmt::gmtime(static_cast<std::time_t>(at / stamps_per_second)),
                     at % stamps_per_second / 1000);
}

// "copy 1 of 3, 2 arrived"; nothing for what was sent only once.
std::string fate_of(const Missing& m) {
  std::string text;
  if (m.copies > 1) {
    text = fmt::format("copy {} of {}, {} arrived", m.copy, m.copies,
                       m.arrived == 0 ? "none" : std::to_string(m.arrived));
  }
  const std::string_view outside = m.outside == Missing::Outside::before  ? "before it begins"
                                   : m.outside == Missing::Outside::after ? "after it ends"
                                                                          : "";
  if (!outside.empty()) text += (text.empty() ? "" : "; ") + std::string(outside);
  return text;
}

std::string file_line(char name, const Capture& c) {
  return fmt::format(
      "{}  {}   {} packets, {} segments{}{}\n", name, c.path, c.packets, c.segments.size(),
      c.packets == 0
          ? ""
          : ", " + date_text(c.first) + " UTC for " + sim::to_text(sim::Duration{c.last - c.first}),
      c.error.empty() ? "" : ", read in part");
}

std::string rows(const Capture& capture, const std::vector<Missing>& missing, const Style& style) {
  if (missing.empty()) return "  none\n";
  std::string text = style.dim(fmt::format("  {:<26} {:<21} -> {:<21} {:>10} {:>6}  {}\n", "time",
                                           "from", "to", "seq", "length", "carries"));
  for (const Missing& m : missing) {
    const Captured& c = capture.segments[m.segment];
    const std::string fate = fate_of(m);
    text += fmt::format("  {:<26} {:<21} -> {:<21} {:>10} {:>6}  {}{}\n", date_text(c.at),
                        text_of(c.from), text_of(c.to), c.tcp ? std::to_string(c.seq) : "udp",
                        c.length, c.what, fate.empty() ? "" : "   " + style.dim("(" + fate + ")"));
  }
  return text;
}

std::string clock_line(const Comparison& comparison) {
  if (!comparison.clock) return "clocks: nothing is in both captures; taken as equal\n";
  const sim::Duration ahead = *comparison.clock;
  const std::string way = comparison.one_way
                              ? "one way takes " + sim::to_text(*comparison.one_way)
                              : "with the way's own time, as only one direction is in both";
  if (ahead == sim::Duration{}) return "clocks: equal; " + way + "\n";
  return fmt::format("clocks: B is {} {} A; {}\n",
                     sim::to_text(ahead < sim::Duration{} ? -ahead : ahead),
                     ahead < sim::Duration{} ? "behind" : "ahead of", way);
}

std::size_t repaired(const std::vector<Missing>& missing) {
  return static_cast<std::size_t>(
      std::ranges::count_if(missing, [](const Missing& m) { return m.arrived > 0; }));
}

std::string summary_line(char from, char to, const std::vector<Missing>& missing,
                         std::uint64_t elsewhere) {
  std::string text = fmt::format("  {} sent at {} never reached {}", missing.size(), from, to);
  if (const std::size_t again = repaired(missing); again > 0) {
    text += fmt::format(", {} of them arrived when sent again", again);
  }
  if (elsewhere > 0) text += fmt::format("; {} are for hosts elsewhere: not compared", elsewhere);
  return text + "\n";
}

Json missing_json(const Capture& capture, const std::vector<Missing>& missing) {
  Json list = Json::array();
  for (const Missing& m : missing) {
    const Captured& c = capture.segments[m.segment];
    Json entry{{"packet", c.number},
               {"time", date_text(c.at)},
               {"protocol", c.tcp ? "tcp" : "udp"},
               {"from", text_of(c.from)},
               {"to", text_of(c.to)}};
    if (c.tcp) entry["seq"] = c.seq;
    entry.update({{"length", c.length},
                  {"carries", c.what},
                  {"copy", m.copy},
                  {"copies", m.copies},
                  {"arrived", m.arrived},
                  {"outside", m.outside == Missing::Outside::before  ? "before"
                              : m.outside == Missing::Outside::after ? "after"
                                                                     : "no"}});
    list.push_back(entry);
  }
  return list;
}

Json capture_json(const Capture& c, std::uint64_t elsewhere) {
  return {{"file", c.path},         {"packets", c.packets},   {"segments", c.segments.size()},
          {"cut_datagrams", c.cut}, {"elsewhere", elsewhere}, {"error", c.error}};
}

}  // namespace

std::string comparison_text(const Capture& a, const Capture& b, const Comparison& comparison,
                            const Style& style) {
  std::string text = file_line('A', a) + file_line('B', b) + clock_line(comparison);
  text += "\n" + style.bold("SENT AT A, NEVER REACHED B") + "\n";
  text += rows(a, comparison.only_a, style);
  text += style.bold("SENT AT B, NEVER REACHED A") + "\n";
  text += rows(b, comparison.only_b, style);
  text += style.bold("SUMMARY") + "\n";
  text += fmt::format("  {} segments are in both", comparison.both);
  if (comparison.translated > 0) {
    text += fmt::format(", {} of them with other addresses or ports (NAT)", comparison.translated);
  }
  text += "\n" + summary_line('A', 'B', comparison.only_a, comparison.elsewhere_a);
  text += summary_line('B', 'A', comparison.only_b, comparison.elsewhere_b);
  if (a.cut + b.cut > 0) {
    text += fmt::format("  {} datagrams are cut short: not compared; capture whole packets\n",
                        a.cut + b.cut);
  }
  return text;
}

std::string comparison_json(const Capture& a, const Capture& b, const Comparison& comparison) {
  Json json{{"a", capture_json(a, comparison.elsewhere_a)},
            {"b", capture_json(b, comparison.elsewhere_b)}};
  json["in_both"] = comparison.both;
  json["translated"] = comparison.translated;
  json["clock_ahead_s"] = comparison.clock ? Json(sim::seconds(*comparison.clock)) : Json();
  json["one_way_s"] = comparison.one_way ? Json(sim::seconds(*comparison.one_way)) : Json();
  json["never_reached_b"] = missing_json(a, comparison.only_a);
  json["never_reached_a"] = missing_json(b, comparison.only_b);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace app
