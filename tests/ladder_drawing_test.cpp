// The forms of one ladder made by hand: terminal, Mermaid, SVG.
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "app/commands/commands.hpp"
#include "app/report/ladder.hpp"
#include "tests/catch.hpp"

namespace {

using sim::operator""s;
using sim::operator""ms;

app::Ladder sample() {
  const sim::Time zero{};
  app::Ladder ladder;
  ladder.title = "a <b> & \"c\"; #1";
  ladder.participants = {"phone1", "sw1", "cucm1"};
  ladder.lines.emplace_back(app::LadderMessage{
      .from = 0, .to = 2, .sent = zero + 1s, .ended = zero + 1s, .label = "TCP [SYN]"});
  ladder.lines.emplace_back(app::LadderMessage{
      .from = 2, .to = 0, .sent = zero + 2s, .ended = zero + 2s, .label = "odd; #label <&>"});
  ladder.lines.emplace_back(app::LadderRun{.from = 0,
                                           .to = 2,
                                           .count = 3,
                                           .label = "SIP REGISTER Expires: 120",
                                           .first = zero + 115s,
                                           .last = zero + 345s});
  ladder.lines.emplace_back(
      app::LadderMessage{.from = 0,
                         .to = 1,
                         .sent = zero + 460s,
                         .ended = zero + 460s,
                         .label = "SIP REGISTER Expires: 120",
                         .death = app::LadderDeath{"sw1", models::Fate::port_security_relearn,
                                                   "sw1.port_security.aging_time"}});
  ladder.lines.emplace_back(app::LadderMessage{.from = 0,
                                               .to = 2,
                                               .sent = zero + 461s,
                                               .ended = zero + 461s,
                                               .label = "SIP REGISTER Expires: 120",
                                               .repeated = 220ms});
  ladder.lines.emplace_back(app::LadderNote{zero + 475s, "phone1 lost cucm1", true});
  ladder.lines.emplace_back(app::LadderGap{zero + 480s, zero + 900s, 7});
  ladder.acknowledgements = 2;
  return ladder;
}

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t n = 0;
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++n;
  return n;
}

// Every element is closed in the order in which it was opened, quotes and entities are whole.
void check_xml(std::string_view text) {
  std::vector<std::string> open;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '&') {
      const auto end = text.find(';', at);
      REQUIRE(end != text.npos);
      REQUIRE(end - at < 7);
      at = end + 1;
      continue;
    }
    if (text[at] != '<') {
      ++at;
      continue;
    }
    const auto end = text.find('>', at);
    REQUIRE(end != text.npos);
    const std::string_view tag = text.substr(at + 1, end - at - 1);
    REQUIRE(tag.find('<') == tag.npos);
    CHECK(count(tag, "\"") % 2 == 0);
    const std::string name(tag.substr(0, tag.find_first_of(" /\n", 1)));
    if (tag.front() == '/') {
      REQUIRE(!open.empty());
      CHECK("/" + open.back() == name);
      open.pop_back();
    } else if (tag.back() != '/') {
      open.push_back(name);
    }
    at = end + 1;
  }
  CHECK(open.empty());
}

}  // namespace

TEST_CASE("ladder as text: every line fits the terminal, and says what died where and why") {
  for (const std::size_t width : {60U, 100U, 160U}) {
    const std::string text = app::ladder_text(sample(), app::Style(false), width);
    std::size_t columns = 0;
    for (const char c : text) {
      columns = c == '\n' ? 0 : columns + ((c & 0xc0) != 0x80 ? 1U : 0U);
      REQUIRE(columns <= width);
    }
  }
  const std::string text = app::ladder_text(sample(), app::Style(false), 100);
  CHECK(count(text,
              "✗ died at sw1: port_security_relearn, decided by "
              "sw1.port_security.aging_time") == 1);
  CHECK(count(text, "3 x SIP REGISTER Expires: 120, answered, 1min 55s apart, until 5:45.00") == 1);
  CHECK(count(text, "[again, 220ms later]") == 1);
  CHECK(count(text, "● phone1 lost cucm1") == 1);
  CHECK(count(text, "7 lines not shown, until 15:00.00") == 1);
  CHECK(count(text, "2 TCP acknowledgements that arrived are not shown") == 1);
  CHECK(count(text, "├─ TCP [SYN] ") == 1);
  CHECK(count(text, "\x1b[") == 0);
  CHECK(count(app::ladder_text(sample(), app::Style(true), 100), "\x1b[31m") >= 3);
}

TEST_CASE("ladder as text: nothing between the devices is said, not left empty") {
  app::Ladder ladder;
  ladder.participants = {"a", "b"};
  CHECK(count(app::ladder_text(ladder, app::Style(false), 100), "nothing was said") == 1);
}

TEST_CASE(
    "ladder as Mermaid: one statement a line, participants declared, the dead end in a cross") {
  const std::string text = app::ladder_mermaid(sample());
  REQUIRE(text.starts_with("sequenceDiagram\n"));
  CHECK(count(text, "  participant p2 as cucm1\n") == 1);
  CHECK(count(text, "p0->>p2: 0:01.00 TCP [SYN]\n") == 1);
  CHECK(count(text, "p0-xp1: 7:40.00 SIP REGISTER Expires: 120\n") == 1);
  CHECK(count(text, "odd#59; #35;label #60;&#62;") == 1);
  std::size_t begin = 0;
  for (auto end = text.find('\n'); end != text.npos; end = text.find('\n', begin)) {
    const std::string_view line = std::string_view(text).substr(begin, end - begin);
    begin = end + 1;
    const bool known = line == "sequenceDiagram" || line.starts_with("  participant p") ||
                       line.starts_with("  Note over p") || line.starts_with("  %% ") ||
                       line.starts_with("  p0") || line.starts_with("  p1") ||
                       line.starts_with("  p2");
    CHECK(known);
  }
}

TEST_CASE("ladder as SVG: well-formed, a cross where a message died, no style on a page") {
  const std::string page = app::ladder_svg(sample());
  const std::string file = app::ladder_svg(sample(), app::SvgPlace::file);
  check_xml(page);
  check_xml(file);
  CHECK(count(page, "style") == 0);
  CHECK(count(file, "prefers-color-scheme:dark") == 1);
  CHECK(count(page, "<script") + count(page, " id=") == 0);
  CHECK(count(page, "stroke-width=\"2.5\"") == 2);  // the two strokes of one cross
  CHECK(count(page, "died at sw1: port_security_relearn") == 1);
  CHECK(count(page, "odd; #label &lt;&amp;&gt;") == 1);
}

TEST_CASE("ladder: the file's name says its form; what cannot be drawn is refused before the run") {
  namespace fs = std::filesystem;
  const std::string stem =
      (fs::temp_directory_path() / ("fastbusy_ladder" + std::to_string(::getpid()))).string();
  app::RunArguments arguments;
  arguments.file = std::string(FASTBUSY_SOURCE_DIR) + "/scenarios/cisco/sip-healthy.yaml";
  arguments.quiet = true;
  arguments.duration = "20min";
  const auto run = [&](std::vector<std::string> devices, const std::string& ending) {
    arguments.recording.ladder = std::move(devices);
    arguments.recording.ladder_file = stem + ending;
    const int code = app::run_command(arguments);
    std::ifstream in(stem + ending);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    fs::remove(stem + ending);
    return std::pair{code == app::exit_usage, text};
  };
  CHECK(run({"phone1", "cucm1"}, ".svg").second.starts_with("<svg "));
  CHECK(run({"phone1", "cucm1"}, ".mmd").second.starts_with("sequenceDiagram"));
  CHECK(run({"phone1", "cucm1"}, ".txt").second.starts_with("LADDER"));
  using Refused = std::pair<bool, std::string>;
  const Refused refused{true, ""};
  CHECK(run({"phone1", "cucm9"}, ".svg") == refused);
  CHECK(run({"phone1"}, ".svg") == refused);
  CHECK(run({}, ".svg") == refused);
  CHECK(run({"phone1", "phone"}, ".svg") == refused);
  CHECK(run({"phone1", "cucm1"}, ".png") == refused);
  arguments.recording.from = "5min";
  arguments.recording.to = "4min";
  CHECK(run({"phone1", "cucm1"}, ".svg") == refused);
  arguments.recording.to = "soon";
  CHECK(run({"phone1", "cucm1"}, ".svg") == refused);
}
