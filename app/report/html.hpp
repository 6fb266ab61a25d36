// The answer as one HTML file that needs nothing else: no network, no other file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/judge/run.hpp"

namespace app {

// Message sequences around a loss, drawn by whoever has the frames. The SVG is shown as it is;
// it takes its colours from currentColor, and has no style attributes (the page forbids them).
struct LadderPicture {
  std::string title;
  Time at{};  // the loss
  std::string svg;
  std::string what = "lost";  // or "away"
};

// How old one entry of a device's table was while frames passed it, and which frames died of it.
struct AgeingSeries {
  enum class Direction : std::uint8_t { from_phone, to_phone };
  struct Passage {
    Time at{};
    Direction direction{};
    bool refreshes = false;  // the entry's age is zero from here on
  };
  struct Death {
    Time at{};
    models::Fate fate{};
    Duration age{};           // the entry's, above its limit if it had aged out
    bool begins_anew = true;  // the dead frame made a new entry (port security learns from it)
    bool is_segment = false;  // of TCP, which sends it again until it is acknowledged,
    std::optional<Time> repaired{};  // and then it came through; none: never
  };
  std::string title;
  std::string device;
  std::string setting;  // its path
  double limit_s = 0;
  std::size_t phone = 0;  // device number: whose losses are drawn with it
  std::vector<Passage> passages;
  std::vector<Death> deaths;
};

// What a replay with a trace of frames adds; the page leaves out what it does not get.
struct PageEvidence {
  std::vector<LadderPicture> ladders;
  std::vector<AgeingSeries> ageing;
};

// `page_template`: what read_page_template() gives. `scenario_text`: the file as it was read.
// The same run gives the same bytes.
std::string html_report(std::string_view page_template, const RunResult& result,
                        std::string_view scenario_text, const PageEvidence& evidence = {});

}  // namespace app
