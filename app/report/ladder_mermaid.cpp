// The ladder as a Mermaid sequenceDiagram, for wikis and tickets.
#include <fmt/format.h>

#include "app/report/ladder.hpp"
#include "sim/base/text.hpp"

namespace app {
namespace {

// Mermaid ends a statement at ';' and reads '#' as the beginning of an entity.
std::string mermaid_escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == ';' || c == '#' || c == '%' || c == '<' || c == '>' || c == '"') {
      safe += fmt::format("#{};", static_cast<int>(c));
    } else {
      safe += c == '\n' || c == '\r' ? ' ' : c;
    }
  }
  return safe;
}

class Diagram {
 public:
  explicit Diagram(const Ladder& ladder) : last_(ladder.participants.size() - 1) {
    text_ = "sequenceDiagram\n";
    if (!ladder.title.empty()) text_ += "  %% " + mermaid_escaped(ladder.title) + "\n";
    for (std::size_t i = 0; i <= last_; ++i) {
      text_ += fmt::format("  participant p{} as {}\n", i, mermaid_escaped(ladder.participants[i]));
    }
  }
  void draw(const LadderMessage& m) {
    text_ += fmt::format("  p{}{}p{}: {} {}\n", m.from, m.death ? "-x" : "->>", m.to,
                         sim::clock_text(m.sent), mermaid_escaped(label_text(m)));
    if (m.death) note(m.from, m.to, death_text(*m.death));
  }
  void draw(const LadderRun& run) {
    note(run.from, run.to, "from " + sim::clock_text(run.first) + ": " + run_text(run));
  }
  void draw(const LadderGap& gap) {
    note(0, last_, "from " + sim::clock_text(gap.first) + ": " + gap_text(gap));
  }
  void draw(const LadderNote& n) { note(0, last_, sim::clock_text(n.at) + " " + n.text); }
  void note(std::size_t from, std::size_t to, std::string_view text) {
    text_ += fmt::format("  Note over p{},p{}: {}\n", from, to, mermaid_escaped(text));
  }
  std::string take() { return std::move(text_); }

 private:
  std::size_t last_;
  std::string text_;
};

}  // namespace

std::string ladder_mermaid(const Ladder& ladder) {
  Diagram diagram(ladder);
  for (const LadderLine& line : ladder.lines) {
    std::visit([&](const auto& one) { diagram.draw(one); }, line);
  }
  if (const std::string hidden = hidden_text(ladder); !hidden.empty()) {
    diagram.note(0, ladder.participants.size() - 1, hidden);
  }
  return diagram.take();
}

}  // namespace app
