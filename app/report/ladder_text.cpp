// The ladder on a terminal: box drawing, one arrow for each message, the time at the left.
#include <fmt/format.h>

#include <algorithm>

#include "app/report/ladder.hpp"
#include "sim/base/text.hpp"

namespace app {
namespace {

constexpr std::size_t first_column = 13;  // of the first lifeline; the times stand before it

// One line of the terminal, a cell for each column.
class Row {
 public:
  void put(std::size_t column, std::string_view text, std::size_t width) {
    for (std::size_t i = 0; i < text.size() && column < width; ++column) {
      std::size_t end = i + 1;
      while (end < text.size() && (text[end] & 0xc0) == 0x80) ++end;
      const bool cut = column + 1 == width && end < text.size();
      cell(column) = cut ? "…" : text.substr(i, end - i);
      i = end;
    }
  }
  void fill(std::size_t from, std::size_t to, std::string_view with) {
    for (std::size_t i = from; i < to; ++i) cell(i) = with;
  }
  std::string& cell(std::size_t column) {
    if (column >= cells_.size()) cells_.resize(column + 1, " ");
    return cells_[column];
  }
  std::string text() const {
    std::string text;
    for (const std::string& c : cells_) text += c;
    return text;
  }

 private:
  std::vector<std::string> cells_;
};

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

class Drawing {
 public:
  Drawing(const Ladder& ladder, const Style& style, std::size_t width)
      : ladder_(ladder), style_(style), width_(std::max<std::size_t>(width, 40)) {
    const std::size_t spaces = std::max<std::size_t>(ladder.participants.size(), 2) - 1;
    // The last name needs room on its right side; beyond 56 an arrow is hard to follow.
    space_ = std::clamp<std::size_t>((width_ - first_column - 6) / spaces, 8, 56);
  }

  void names() {
    Row row;
    for (std::size_t i = 0; i < ladder_.participants.size(); ++i) {
      const std::string& name = ladder_.participants[i];
      const std::size_t half = std::min(columns(name) / 2, space_ / 2 - 1);
      row.put(column(i) - half, name, std::min(column(i) - half + space_ - 1, width_));
    }
    text_ += style_.bold(row.text()) + "\n";
  }

  void draw(const LadderMessage& m) {
    const std::string label = label_text(m);
    const std::size_t left = column(std::min(m.from, m.to));
    const std::size_t right = column(std::max(m.from, m.to));
    const bool to_right = m.to > m.from;
    const bool beside = columns(label) + 6 > right - left;  // no room on the arrow itself
    Row row = lifelines();
    if (beside) {
      row.put(left + 2, label, width_);
      finish(m.sent, row, m);
      row = lifelines();
    }
    row.fill(left + 1, right, "─");
    for (std::size_t i = std::min(m.from, m.to) + 1; i < std::max(m.from, m.to); ++i) {
      row.cell(column(i)) = "┼";
    }
    row.cell(to_right ? left : right) = to_right ? "├" : "┤";
    row.cell(to_right ? right - 1 : left + 1) = to_right ? "▶" : "◀";
    if (!beside) row.put(left + (to_right ? 2 : 3), " " + label + " ", right);
    if (m.death) {
      const std::size_t from = to_right ? right - 2 : left + 2;
      row.cell(from) = "✗";
      row.cell(to_right ? right - 1 : left + 1) = " ";
    }
    finish(m.sent, row, m, beside);
    if (!m.death) return;
    row = lifelines();
    const std::string why = "✗ " + death_text(*m.death);
    const std::size_t room = width_ - std::min(width_, columns(why) + first_column + 2);
    row.put(std::min(left + 2, first_column + 2 + room), why, width_);
    text_ += std::string(first_column, ' ') + style_.bad(row.text().substr(first_column)) + "\n";
  }

  void draw(const LadderRun& run) {
    Row row = lifelines();
    row.put(column(run.from) + 2, "↕ " + run_text(run), width_);
    text_ += time(run.first) + style_.good(row.text().substr(first_column)) + "\n";
  }

  void draw(const LadderGap& gap) {
    Row row;
    for (std::size_t i = 0; i < ladder_.participants.size(); ++i) row.put(column(i), "┆", width_);
    row.put(column(0) + 2, "… " + gap_text(gap), width_);
    text_ += time(gap.first) + style_.dim(row.text().substr(first_column)) + "\n";
  }

  void draw(const LadderNote& note) {
    Row row = lifelines();
    row.put(column(0) + 2, "● " + note.text, width_);
    const std::string body = row.text().substr(first_column);
    text_ += time(note.at) + (note.bad ? style_.bad(body) : style_.bold(body)) + "\n";
  }

  std::string take() { return std::move(text_); }

 private:
  std::size_t column(std::size_t participant) const { return first_column + participant * space_; }
  Row lifelines() const {
    Row row;
    for (std::size_t i = 0; i < ladder_.participants.size(); ++i) row.put(column(i), "│", width_);
    return row;
  }
  std::string time(Time at) const {
    return style_.dim(fmt::format("  {:<{}}", sim::clock_text(at), first_column - 2));
  }
  void finish(Time at, const Row& row, const LadderMessage& m, bool second = false) {
    std::string body = row.text().substr(first_column);
    if (m.death) {
      body = style_.bad(body);
    } else if (m.repeated) {
      body = style_.second(body);
    }
    text_ += (second ? std::string(first_column, ' ') : time(at)) + body + "\n";
  }

  const Ladder& ladder_;
  const Style& style_;
  std::size_t width_;
  std::size_t space_ = 0;
  std::string text_;
};

}  // namespace

std::string ladder_text(const Ladder& ladder, const Style& style, std::size_t width) {
  Drawing drawing(ladder, style, width);
  drawing.names();
  for (const LadderLine& line : ladder.lines) {
    std::visit([&](const auto& one) { drawing.draw(one); }, line);
  }
  std::string text = style.bold("LADDER") + "\n" + drawing.take();
  if (ladder.lines.empty()) text += "  nothing was said between them\n";
  if (const std::string hidden = hidden_text(ladder); !hidden.empty()) {
    text += style.dim("  " + hidden) + "\n";
  }
  return text;
}

}  // namespace app
