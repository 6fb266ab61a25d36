// The labs of labs/: each fails unsolved, passes with each listed repair and with some that nobody
// listed, fails with each wrong one; what is sealed stays so; the clock goes back to the same
// bytes.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/lab/grade.hpp"
#include "app/lab/seal.hpp"
#include "app/lab/shell.hpp"
#include "app/scenario/load_acts.hpp"
#include "app/show/show.hpp"
#include "tests/catch.hpp"

namespace {

using app::Lab;
using app::Shell;

std::string text_of(const std::string& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::string> lab_files() {
  std::vector<std::string> files;
  for (const auto& one :
       std::filesystem::directory_iterator(std::string(FASTBUSY_SOURCE_DIR) + "/labs")) {
    if (one.path().extension() == ".yaml") files.push_back(one.path().string());
  }
  std::ranges::sort(files);
  return files;
}

Lab lab_of(const std::string& path) {
  sim::Diagnostics diagnostics;
  auto lab = app::read_lab({path, text_of(path)}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(lab);
  return std::move(*lab);
}

std::string sixteen_lab() {
  return std::string(FASTBUSY_SOURCE_DIR) + "/labs/sixteen-minutes.yaml";
}

app::Grade graded(const Lab& lab, const app::LabChanges& changes, int hints = 0) {
  return app::grade(lab, {.name = "s", .changes = changes, .hints = hints}, "en");
}

std::string replied(Shell& shell, const std::string& line) { return shell.execute(line).text; }

}  // namespace

TEST_CASE("labs: each fails unsolved, passes with each repair, fails with each wrong one") {
  const auto files = lab_files();
  REQUIRE(files.size() >= 3);
  for (const std::string& file : files) {
    const Lab lab = lab_of(file);
    CAPTURE(file);
    CHECK_FALSE(graded(lab, {}).passed);
    CHECK(lab.ticket.by_language.size() >= 2);
    REQUIRE(!lab.repairs.empty());
    REQUIRE(lab.wrong.size() >= 3);
    for (std::size_t i = 0; i < lab.repairs.size(); ++i) {
      const app::Grade grade = graded(lab, lab.repairs[i].changes);
      CAPTURE(i, app::grade_text({grade}));
      CHECK(grade.passed);
      CHECK(grade.score == 100);
      CHECK(grade.repair.starts_with("listed repair " + std::to_string(i + 1)));
    }
    for (std::size_t i = 0; i < lab.wrong.size(); ++i) {
      const app::Grade grade = graded(lab, lab.wrong[i].changes);
      CAPTURE(i, app::grade_text({grade}));
      CHECK_FALSE(grade.passed);
      CHECK(grade.score == 0);
      CHECK(grade.refused.empty());
    }
  }
}

TEST_CASE("labs: repairs that nobody listed pass, too") {
  const Lab lab = lab_of(sixteen_lab());
  for (const app::LabSetting& set : std::vector<app::LabSetting>{
           {"sw1.port_security.relearn", "forward"}, {"sw1.port_security.sticky", "true"}}) {
    const app::Grade grade = graded(lab, {.sets = {set}});
    CAPTURE(set.path, app::grade_text({grade}));
    CHECK(grade.passed);
    CHECK(grade.repair == "another one than those listed");
  }
}

TEST_CASE("labs: what must stay stays, and what is not the student's is not his") {
  const Lab lab = lab_of(sixteen_lab());
  const auto off = graded(lab, {.sets = {{"sw1.port_security.enabled", "false"}}});
  REQUIRE(off.reasons.size() == 1);
  CHECK(off.reasons[0].text == "sw1.port_security.enabled stays as it is");
  CHECK(off.reasons[0].observed == "true became false");
  const auto server = graded(lab, {.sets = {{"cucm1.sip.keepalive_grace", "1h"}}});
  CHECK(server.reasons[0].observed == "cucm1.sip.keepalive_grace is not the student's to change");
  const auto act = graded(lab, {.acts = {"{at: 1min, set: {cucm1.sip.keepalive_grace: 1h}}"}});
  CHECK_FALSE(act.passed);
  const auto broken = graded(lab, {.sets = {{"sw1.no_such_thing", "1"}}});
  CHECK(broken.refused.find("no_such_thing") != std::string::npos);
}

TEST_CASE("labs: hints cost") {
  const Lab lab = lab_of(sixteen_lab());
  const auto grade = graded(lab, lab.repairs[0].changes, 2);
  CHECK(grade.passed);
  CHECK(grade.score == 70);
  CHECK(grade.costs == std::vector<std::string>{"hint 1: 10", "hint 2: 20"});
}

TEST_CASE("labs: a sealed file shows the ticket and nothing else, and opens to the same lab") {
  for (const std::string& file : lab_files()) {
    CAPTURE(file);
    const Lab lab = lab_of(file);
    const std::string sealed = app::sealed_file(lab, lab.source.text);
    CHECK(app::sealed_file(lab, lab.source.text) == sealed);
    for (const char* hidden : {"faults", "repairs", "objectives", "aging_time", "udp_timeout",
                               "ping_attempts", "devices", "variations"}) {
      CAPTURE(hidden);
      CHECK(sealed.find(hidden) == std::string::npos);
    }
    sim::Diagnostics diagnostics;
    const auto opened = app::read_lab({file, sealed}, diagnostics);
    INFO(diagnostics.text());
    REQUIRE(opened);
    CHECK(opened->source.text == lab.source.text);
    CHECK(opened->was_sealed);
    CHECK_FALSE(lab.was_sealed);
    CHECK_FALSE(app::load({file, sealed}, {}, diagnostics));  // run, explain, advise, diff ...
    CHECK(diagnostics.text().find("fastbusy lab open") != std::string::npos);
  }
}

TEST_CASE("labs: a seal that was changed is refused") {
  const std::string letters = app::seal("a text");
  CHECK(app::unseal(letters) == "a text");
  CHECK(app::unseal(letters.substr(0, 8) + "\n  " + letters.substr(8)) == "a text");
  CHECK_FALSE(app::unseal(""));
  CHECK_FALSE(app::unseal("AAAA"));
  for (std::size_t i = 0; i < letters.size() - 4; ++i) {
    std::string other = letters;
    other[i] = other[i] == 'A' ? 'B' : 'A';
    CHECK_FALSE(app::unseal(other));
  }
  sim::Diagnostics diagnostics;
  CHECK_FALSE(app::read_lab(
      {"x.yaml", "sealed_lab: 1\nticket: {en: a}\nsealed: \"" + letters + "\"\n"}, diagnostics));
}

TEST_CASE("labs: files that are none, each with a complaint that says so") {
  const auto complaint = [](const std::string& text) {
    sim::Diagnostics diagnostics;
    CHECK_FALSE(app::read_lab({"x.yaml", text}, diagnostics));
    return diagnostics.text();
  };
  CHECK(complaint("title: x\n").find("this is no lab") != std::string::npos);
  CHECK(complaint("lab: {ticket: {en: a}, objectives: []}\n").find("at least one fact") !=
        std::string::npos);
  CHECK(complaint("lab: {ticket: a, objectives: [{that: phone.losses, is: 0}]}\n")
            .find("texts by language") != std::string::npos);
  CHECK(!complaint("").empty());
  CHECK(!complaint("lab: [1, 2\n").empty());
  sim::Diagnostics diagnostics;
  CHECK_FALSE(app::read_submission({"s.yaml", std::string(200'000, '#')}, diagnostics));
  CHECK_FALSE(app::read_submission({"s.yaml", "submission: 1\nset: [a]\n"}, diagnostics));
  CHECK_FALSE(app::read_submission({"s.yaml", "submission: 1\nexec: rm\n"}, diagnostics));
}

TEST_CASE("labs: back and forth in time gives the same bytes, whatever was looked at between") {
  const Lab lab = lab_of(sixteen_lab());
  Shell shell(lab, "en", {});
  const auto look = [&](const std::string& moment) {
    CHECK(replied(shell, "goto " + moment).empty());
    std::string all;
    for (const char* command :
         {"on sw1 show port-security address", "on sw1 show mac address-table", "on phone3 status",
          "on phone3 ip neigh", "on cucm1 registrations", "log cucm1", "call phone3"}) {
      all += replied(shell, command);
    }
    return all;
  };
  const std::vector<std::string> moments{"0:00", "14:00", "17:03", "20:03", "59:59"};
  std::vector<std::string> first;
  for (const std::string& moment : moments) first.push_back(look(moment));
  for (std::size_t i = 1; i < first.size(); ++i) {
    INFO(first[i]);
    CHECK(first[i] != first[i - 1]);
  }
  for (std::size_t i = moments.size(); i-- > 0;) {
    CAPTURE(moments[i]);
    CHECK(look(moments[i]) == first[i]);
  }
  for (int n = 0; n < 100; ++n) {  // more steps than copies are kept
    CHECK(replied(shell,
                  "goto " + std::to_string(n / 4) + "min " + std::to_string(1 + n % 4 * 15) + "s")
              .empty());
  }
  CHECK(look(moments[3]) == first[3]);
}

TEST_CASE("labs: a session, from the ticket to what is handed in") {
  const Lab lab = lab_of(sixteen_lab());
  Shell shell(lab, "de", {});
  CHECK(shell.greeting().find("Alle Telefone melden sich") != std::string::npos);
  CHECK(replied(shell, "advance 16min").empty());
  CHECK(shell.prompt() == "16:00> ");
  CHECK(replied(shell, "connect sw1").empty());
  CHECK(shell.prompt() == "sw1 16:00> ");
  CHECK(replied(shell, "sh port-sec int fa0/3").find("Aging Time                 : 1 mins") !=
        std::string::npos);
  CHECK(replied(shell, "exit").empty());
  CHECK(replied(shell, "settings sw1.port_security.aging")
            .find("sw1.port_security.aging_time                 1min") != std::string::npos);
  CHECK(replied(shell, "set cucm1.sip.keepalive_grace 1h").find("not yours to change") !=
        std::string::npos);
  CHECK(replied(shell, "set sw1.port_security.aging_tim 5min").find("did you mean") !=
        std::string::npos);
  CHECK(replied(shell, "set sw1.port_security.aging_time 5min").empty());
  CHECK(replied(shell, "on sw1 show port-security interface 3").find(": 5 mins") !=
        std::string::npos);
  CHECK(replied(shell, "goto 15:59").empty());
  CHECK(replied(shell, "on sw1 show port-security interface 3").find(": 1 mins") !=
        std::string::npos);
  CHECK(replied(shell, "goto 50:00").empty());
  CHECK(replied(shell, "on cucm1 registrations").find("no") == std::string::npos);
  CHECK(replied(shell, "call phone3") == "phone3: rings\n");
  CHECK(replied(shell, "hint").find("(it costs 10 of 100)") != std::string::npos);
  const std::string file = app::submission_file(shell.submission());
  sim::Diagnostics diagnostics;
  const auto read = app::read_submission({"s.yaml", file}, diagnostics);
  REQUIRE(read);
  CHECK(app::submission_file(*read) == file);
  const app::Grade grade = app::grade(lab, *read, "en");
  CHECK(grade.passed);
  CHECK(grade.score == 90);
}

TEST_CASE("labs: what is done in the past takes back what was done later; undo") {
  const Lab lab = lab_of(sixteen_lab());
  Shell shell(lab, "en", {});
  replied(shell, "goto 10min");
  CHECK(replied(shell, "unplug sw1:3").empty());
  replied(shell, "goto 20min");
  CHECK(replied(shell, "reboot phone1").empty());
  CHECK(replied(shell, "on sw1 show interfaces status")
            .find("Fa0/3                        notconnect") != std::string::npos);
  replied(shell, "goto 5min");
  CHECK(replied(shell, "reboot phone2").empty());
  CHECK(shell.submission().changes.acts.size() == 1);
  CHECK(replied(shell, "undo").empty());
  CHECK(replied(shell, "changes") == "Nothing was changed\n");
  CHECK(replied(shell, "undo") == "Nothing was changed\n");
}

TEST_CASE("labs: wrong words are answered, and nothing is disturbed") {
  const Lab lab = lab_of(std::string(FASTBUSY_SOURCE_DIR) + "/labs/nobody-can-call.yaml");
  Shell shell(lab, "en", {});
  CHECK(replied(shell, "tiket") == "unknown command 'tiket'; did you mean 'ticket'?\n");
  CHECK(replied(shell, "goto 3h") == "The budget ends at 40min\n");
  CHECK(replied(shell, "advance 1000h") == "The budget ends at 40min\n");
  CHECK(replied(shell, "advance -1min").find("advance by how much?") == 0);
  CHECK(replied(shell, "on isp show arp") == "isp is not yours to look at\n");
  CHECK(replied(shell, "reboot pbx") == "pbx is not yours to touch\n");
  CHECK(replied(shell, "reboot").find("reboot what?") == 0);
  CHECK(replied(shell, "on phone status").find("phone is 10 devices; name one") == 0);
  CHECK(replied(shell, "show arp") == "show where? connect DEVICE first\n");
  CHECK(replied(shell, std::string(100'000, 'x')) == "That is too long for a command\n");
  CHECK(replied(shell, "   # a remark").empty());
  CHECK(replied(shell, "set nat.nat.udp_timeout \"}, x: {\"").find("error") != std::string::npos);
  CHECK(replied(shell, "changes") == "Nothing was changed\n");
  CHECK(shell.execute("quit").leaves);
}

TEST_CASE("labs: grades as text, JSON and JUnit XML") {
  const Lab lab = lab_of(sixteen_lab());
  const std::vector<app::Grade> grades{graded(lab, lab.repairs[0].changes), graded(lab, {})};
  const std::string text = app::grade_text(grades);
  CHECK(text.find("s: passed, 100 of 100") == 0);
  CHECK(text.find("used: 0s of the run, 0 looks, 0 hints") != std::string::npos);
  CHECK(text.find("FAILED {that: phone.losses, is: 0}") != std::string::npos);
  CHECK(app::grade_json(grades).find("\"passed\": true") != std::string::npos);
  const std::string xml = app::grade_junit(grades, "sixteen-minutes");
  CHECK(xml.find("<testsuites name=\"fastbusy\">") != std::string::npos);
  CHECK(xml.find("<failure type=\"objective\"") != std::string::npos);
}
