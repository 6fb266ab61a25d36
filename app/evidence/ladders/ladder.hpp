// Who said what to whom and when, of a few devices: the value that the renderers draw.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/evidence/history.hpp"
#include "models/device/fate.hpp"

namespace app {

// Where a message died, and what decided.
struct LadderDeath {
  std::string device{};
  models::Fate fate{};
  std::string setting{};  // its path; empty: none
};

// One way from a named device to the next one; what lies between them is passed in silence.
struct LadderMessage {
  enum class Role : std::uint8_t { other, refresh, answer, acknowledgement };
  std::size_t from = 0;  // of Ladder::participants
  std::size_t to = 0;    // of a dead one: whom it would have reached next
  Time sent{};
  Time ended{};  // its arrival, or its death
  std::string label{};
  std::optional<LadderDeath> death{};
  std::uint64_t conversation = 0;  // the same for both directions between two hosts
  Role role{};
  std::optional<Duration> repeated{};  // a retransmission: so long after the data sent before
  bool begins = true;                  // the first way of its frame: it was made there
};

// Exchanges that were answered, each like the others.
struct LadderRun {
  std::size_t from = 0;
  std::size_t to = 0;
  std::size_t count = 0;
  std::string label{};  // of what is answered
  bool answered = true;
  Time first{};
  Time last{};  // when the last one began
  Duration every() const { return (last - first) / static_cast<std::int64_t>(count - 1); }
};

// What is not shown.
struct LadderGap {
  Time first{};
  Time last{};
  std::size_t lines = 0;
};

// What else happened, such as the loss itself.
struct LadderNote {
  Time at{};
  std::string text{};
  bool bad = false;
};

using LadderLine = std::variant<LadderMessage, LadderRun, LadderGap, LadderNote>;
Time time_of(const LadderLine& line);  // where it stands

struct Ladder {
  std::string title{};
  std::vector<std::string> participants{};
  std::vector<LadderLine> lines{};   // in order of time
  std::size_t acknowledgements = 0;  // that arrived, carried nothing else, and are not shown
  std::uint64_t not_kept = 0;        // messages beyond the limit
};

// What of all messages becomes a ladder.
struct LadderView {
  bool all = false;             // nothing is folded or hidden
  std::size_t most_lines = 70;  // beyond it only windows around losses are shown
  struct Window {
    Time whole{};  // the registration that was lost begins here: shown if there is room
    Time from{};
    Time to{};
  };
  std::vector<Window> windows{};  // around losses, in order of time
};
// Messages and notes in order of time.
std::vector<LadderLine> folded(std::vector<LadderMessage> messages, std::vector<LadderNote> notes,
                               const LadderView& view, std::size_t& acknowledgements);
std::vector<LadderLine> narrowed(std::vector<LadderLine> lines, const LadderView& view);

}  // namespace app
