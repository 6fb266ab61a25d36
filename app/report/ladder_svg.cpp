// The ladder as a picture: lines and text of its own, no script, no ids. All of it is in
// currentColor, so that it fits a light and a dark page; a file of its own brings both.
#include <fmt/format.h>

#include <algorithm>

#include "app/report/ladder.hpp"
#include "sim/base/text.hpp"

namespace app {
namespace {

constexpr int left_edge = 110;  // of the first lifeline; the times stand before it
constexpr int row_height = 34;
constexpr int top = 56;    // of the first row
constexpr int letter = 7;  // about the width of one at 12 px
constexpr std::string_view red = "#d03030";
constexpr std::string_view amber = "#b06c00";
constexpr std::string_view green = "#2f8f4e";

std::string xml_escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      default: safe += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
  }
  return safe;
}

int width_of(std::string_view text) { return static_cast<int>(text.size()) * letter; }

class Picture {
 public:
  explicit Picture(const Ladder& ladder) : ladder_(ladder) {
    int needed = 200;
    for (const LadderLine& line : ladder.lines) {
      if (const auto* m = std::get_if<LadderMessage>(&line)) {
        const int spaces =
            std::max(1, std::abs(static_cast<int>(m->to) - static_cast<int>(m->from)));
        needed = std::max(needed, (width_of(label_text(*m)) + 30) / spaces);
      }
    }
    space_ = std::min(needed, 420);
    right_ = column(ladder.participants.size() - 1);
    width_ = right_ + 90;
  }

  void draw(const LadderMessage& m) {
    const std::string label = label_text(m);
    const int from = column(m.from);
    const int to = column(m.to);
    const int step = to > from ? 1 : -1;
    const int end = m.death ? from + (to - from) * 3 / 4 : to;
    const std::string_view colour = m.death ? red : m.repeated ? amber : "currentColor";
    time(m.sent);
    line(from, y_, end, y_, colour, m.repeated ? " stroke-dasharray=\"6 3\"" : "");
    if (m.death) {
      for (const int slope : {-1, 1}) {
        line(end - 6, y_ - 6 * slope, end + 6, y_ + 6 * slope, red, " stroke-width=\"2.5\"");
      }
      words(std::min(from, to) + 10, y_ - 5, label, colour);
      y_ += row_height / 2;
      words(std::min(from, to) + 10, y_ - 2, death_text(*m.death), red);
    } else {
      words(std::min(from, to) + 10, y_ - 5, label, colour);
      body_ +=
          fmt::format("<path d=\"M{} {}l{} -4v8z\" fill=\"{}\"/>\n", to, y_, -9 * step, colour);
    }
    y_ += row_height;
  }
  void draw(const LadderRun& run) { band(run.first, column(run.from), run_text(run), green); }
  void draw(const LadderGap& gap) { band(gap.first, column(0), gap_text(gap), "currentColor"); }
  void draw(const LadderNote& note) {
    time(note.at);
    line(left_edge, y_ - 14, right_, y_ - 14, note.bad ? red : "currentColor", " opacity=\"0.5\"");
    words(left_edge + 10, y_, note.text, note.bad ? red : "currentColor", " font-weight=\"bold\"");
    y_ += row_height;
  }
  void end() {
    if (const std::string hidden = hidden_text(ladder_); !hidden.empty()) {
      words(left_edge, y_ + 8, hidden, "currentColor", " opacity=\"0.7\"");
    }
  }

  std::string take(SvgPlace place) {
    const int height = y_ + 30;
    std::string text = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
        "height=\"{1}\" font-family=\"system-ui, sans-serif\" font-size=\"12\" "
        "role=\"img\">\n<title>{2}</title>\n",
        width_, height, xml_escaped(ladder_.title));
    if (place == SvgPlace::file) {
      text +=
          "<style>svg{color:#1c1c1e;background:#fff;--bg:#fff}text{paint-order:stroke;"
          "stroke:var(--bg);stroke-width:4px}@media(prefers-color-scheme:dark)"
          "{svg{color:#e8e8ea;background:#18181b;--bg:#18181b}}</style>\n";
    }
    for (std::size_t i = 0; i < ladder_.participants.size(); ++i) {
      const std::string name = xml_escaped(ladder_.participants[i]);
      text += fmt::format(
          "<text x=\"{}\" y=\"24\" text-anchor=\"middle\" font-size=\"14\" font-weight=\"bold\" "
          "fill=\"currentColor\">{}</text>\n<line x1=\"{}\" y1=\"32\" x2=\"{}\" y2=\"{}\" "
          "stroke=\"currentColor\" opacity=\"0.35\"/>\n",
          column(i), name, column(i), column(i), y_ - 10);
    }
    return text + body_ + "</svg>\n";
  }

 private:
  int column(std::size_t participant) const {
    return left_edge + static_cast<int>(participant) * space_;
  }
  void line(int x1, int y1, int x2, int y2, std::string_view colour, std::string_view more = "") {
    body_ += fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{}\"{}/>\n", x1,
                         y1, x2, y2, colour, more);
  }
  void words(int x, int y, std::string_view text, std::string_view colour,
             std::string_view more = "") {
    width_ = std::max(width_, x + width_of(text) + 10);
    body_ += fmt::format("<text x=\"{}\" y=\"{}\" fill=\"{}\"{}>{}</text>\n", x, y, colour, more,
                         xml_escaped(text));
  }
  void time(Time at) {
    body_ += fmt::format(
        "<text x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"currentColor\" opacity=\"0.7\">{}"
        "</text>\n",
        left_edge - 14, y_ + 4, sim::clock_text(at));
  }
  void band(Time at, int x, std::string_view text, std::string_view colour) {
    time(at);
    body_ += fmt::format(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"22\" rx=\"4\" fill=\"{}\" "
        "opacity=\"0.15\"/>\n",
        x - 4, y_ - 14, std::max(right_ - x, width_of(text)) + 18, colour);
    words(x + 6, y_ + 1, text, colour);
    y_ += row_height;
  }

  const Ladder& ladder_;
  int space_ = 0;
  int right_ = 0;
  int width_ = 0;
  int y_ = top;
  std::string body_;
};

}  // namespace

std::string ladder_svg(const Ladder& ladder, SvgPlace place) {
  Picture picture(ladder);
  for (const LadderLine& line : ladder.lines) {
    std::visit([&](const auto& one) { picture.draw(one); }, line);
  }
  picture.end();
  return picture.take(place);
}

}  // namespace app
