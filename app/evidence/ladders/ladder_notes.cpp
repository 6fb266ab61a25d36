#include "app/evidence/ladders/ladder_notes.hpp"

#include <algorithm>

namespace app {

using std::chrono_literals::operator""s;

namespace {

bool named(const std::vector<std::size_t>& participants, std::size_t device) {
  return std::ranges::find(participants, device) != participants.end();
}

// Of phones that are named; if a server is, too, at that one.
bool concerns(const std::vector<std::size_t>& participants, const Scenario& scenario,
              const Stay& stay) {
  if (!named(participants, stay.phone)) return false;
  const bool any_server = std::ranges::any_of(participants, [&](std::size_t d) {
    return is_server(scenario.entries[scenario.devices[d].entry].kind);
  });
  return !any_server || named(participants, stay.server);
}

}  // namespace

std::vector<LadderNote> ladder_notes(const History& history, const Scenario& scenario,
                                     const std::vector<std::size_t>& participants, Time from,
                                     Time to) {
  std::vector<LadderNote> notes;
  const auto add = [&](Time at, std::string text, bool bad) {
    if (at >= from && at <= to) notes.push_back({at, std::move(text), bad});
  };
  for (const Stay& stay : history.stays) {
    if (!concerns(participants, scenario, stay)) continue;
    const std::string& phone = scenario.devices[stay.phone].name;
    const std::string& server = scenario.devices[stay.server].name;
    add(stay.from, phone + " is registered at " + server, false);
    if (!stay.ended) continue;
    std::string text = phone + (stay.lost           ? " lost " + server
                                : stay.switched_off ? std::string(" is switched off")
                                                    : " left " + server);
    if (stay.lost && !stay.reason.empty()) text += ": " + stay.reason;
    add(stay.to, std::move(text), stay.lost);
    if (stay.lost && !stay.server_text.empty()) {
      add(stay.to, server + " logs " + stay.server_text, true);
    }
  }
  std::ranges::stable_sort(notes, {}, &LadderNote::at);
  return notes;
}

std::vector<LadderView::Window> loss_windows(const History& history, const Scenario& scenario,
                                             const std::vector<std::size_t>& participants) {
  constexpr Duration before = 20s;  // the last exchange before the server began to wait
  constexpr Duration after = 20s;   // what both did about it
  std::vector<LadderView::Window> windows;
  for (const Stay& stay : history.stays) {
    if (!stay.lost || !concerns(participants, scenario, stay)) continue;
    Time from = stay.to - std::max<Duration>(stay.patience, 40s);
    if (stay.cause.drop) from = std::min(from, stay.cause.drop->at);
    windows.push_back({stay.from - 1s, from - before, stay.to + after});
  }
  std::ranges::stable_sort(windows, {}, &LadderView::Window::from);
  return windows;
}

}  // namespace app
