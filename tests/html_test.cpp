// The page of --html: what a scenario says stays text, nothing is asked of the network, and its
// numbers are the run's. A browser reads the same pages in tests/page/check_pages.mjs.
#include "app/report/html.hpp"

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/commands/commands.hpp"
#include "tests/page_evidence.hpp"
#include "tests/run_fixture.hpp"

namespace {

std::size_t count_of(const std::string& text, const std::string& word) {
  std::size_t count = 0;
  for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) ++count;
  return count;
}

nlohmann::json data_of(const std::string& page) {
  const std::string begin = "<script type=\"application/json\" id=\"data\">";
  const std::size_t at = page.find(begin) + begin.size();
  return nlohmann::json::parse(page.substr(at, page.find("</script>", at) - at));
}

const std::string cycle = "scenarios/cisco/sip-sixteen-minute-cycle.yaml";

}  // namespace

TEST_CASE("page: without its template --html is refused before the run, and names the file") {
  setenv("FASTBUSY_DATA", "/nowhere", 1);
  const auto page_template = app::read_page_template();
  const std::string why = app::no_page_template();
  const int code = app::run_command({.file = std::string(FASTBUSY_SOURCE_DIR) + '/' + cycle,
                                     .json = "/nowhere/else.json",
                                     .html = "page-that-is-not-written.html"});
  unsetenv("FASTBUSY_DATA");
  CHECK_FALSE(page_template);
  CHECK(why.starts_with("there is no page to fill in at /nowhere/page.html; "));
  CHECK(code == app::exit_usage);
  CHECK_FALSE(std::filesystem::exists("page-that-is-not-written.html"));
}

TEST_CASE("page: what a scenario says stays text, whatever it says") {
  auto result = tests::run_scenario(cycle, {}, "1min");
  const std::string evil = "</script><script>alert(1)</script><!-- {{data}} & \xff";
  result.scenario.title = evil;
  result.scenario.devices[0].name = evil;
  const std::string page = tests::page_of(result, evil);
  const std::string good = tests::page_of(tests::run_scenario(cycle, {}, "1min"), "");
  CHECK(count_of(page, "<script") == 2);
  CHECK(count_of(page, "<script") == count_of(good, "<script"));
  CHECK(count_of(page, "</script") == count_of(good, "</script"));
  CHECK(count_of(page, "<!--") == count_of(good, "<!--"));
  CHECK(page.find("<title>&lt;/script&gt;&lt;script&gt;alert(1)") != page.npos);
  const std::string kept = evil.substr(0, evil.size() - 1) + "\xef\xbf\xbd";  // U+FFFD
  CHECK(data_of(page)["scenario"] == kept);
  CHECK(data_of(page)["title"] == kept);
}

TEST_CASE("page: it may run and load nothing but what is in it, and asks for nothing") {
  const std::string page = tests::page_of(tests::run_scenario(cycle, {}, "1min"), "");
  CHECK(page.find("default-src 'none'; script-src 'sha256-") != page.npos);
  CHECK(page.find("style-src 'sha256-") != page.npos);
  CHECK(page.find("unsafe-") == page.npos);
  for (const char* word : {" src=", "href=\"http", "@import", "url(", "fetch(", "XMLHttpRequest",
                           "WebSocket", "sendBeacon", "import(", "style=\"", "{{"}) {
    CAPTURE(word);
    CHECK(page.find(word) == page.npos);
  }
}

TEST_CASE("page: its numbers are the run's, and the same run gives the same bytes") {
  const auto result = tests::run_scenario(cycle, {});
  const std::string page = tests::page_of(result, "text");
  CHECK(page == tests::page_of(tests::run_scenario(cycle, {}), "text"));
  const auto data = data_of(page);
  CHECK(data["phones"]["total"] == 12);
  CHECK(data["phones"]["registered_at_end"] == result.history.registered_at_end.size());
  CHECK(data["loss_count"] == tests::losses(result));
  CHECK(data["cycle_count"] == result.history.cycles.size());
  CHECK(data["expectations"].size() == result.expectations.size());
  CHECK(data["topology"]["devices"].size() == result.scenario.devices.size());
  const auto& stays = data["stays"];
  REQUIRE(stays["phone"].size() == result.history.stays.size());
  for (std::size_t i = 0; i < result.history.stays.size(); ++i) {
    const app::Stay& stay = result.history.stays[i];
    CHECK(stays["phone"][i] == stay.phone);
    CHECK(stays["to"][i] == Catch::Approx(sim::seconds(stay.to)));
    CHECK(stays["ends"][stays["end"][i].get<std::size_t>()]["lost"] == stay.lost);
  }
}

TEST_CASE("page: the place where frames died is marked, and the setting that decided") {
  const auto result = tests::run_scenario(cycle, {});
  const auto marks = data_of(tests::page_of(result, ""))["topology"]["marks"];
  const std::size_t sw1 = *result.scenario.device("sw1");
  REQUIRE(marks.size() == 2);
  CHECK(marks[0]["fate"] == "port_security_relearn");
  CHECK(marks[0]["devices"] == nlohmann::json{sw1});
  CHECK(marks[1]["setting"] == "sw1.port_security.aging_time");
  CHECK(marks[1]["value"] == "1min");
  CHECK(marks[1]["cost"] == 36);
}

TEST_CASE("page: a cable that the timeline unplugged is marked, not the device at its end") {
  const auto result = tests::run_scenario("scenarios/starface/nat-port-crosstalk.yaml", {});
  const auto marks = data_of(tests::page_of(result, ""))["topology"]["marks"];
  const auto cable =
      std::ranges::find_if(marks, [](const auto& mark) { return mark["setting"] == "timeline.1"; });
  REQUIRE(cable != marks.end());
  REQUIRE((*cable)["links"].size() == 1);
  CHECK((*cable)["devices"].empty());
  const auto& link = result.scenario.links[(*cable)["links"][0].get<std::size_t>()];
  CHECK(result.scenario.devices[link.a].name == "first");
}

TEST_CASE("page: evidence is passed on as it is, and left out where there is none") {
  const auto result = tests::run_scenario(cycle, {});
  const auto evidence = tests::evidence_by_hand(result);
  const auto data = data_of(tests::page_of(result, "", evidence))["evidence"];
  REQUIRE(data["ageing"].size() == 1);
  CHECK(data["ageing"][0]["deaths"].size() == evidence.ageing[0].deaths.size());
  CHECK(data["ageing"][0]["deaths"][0]["fate"] == "port_security_relearn");
  CHECK(data["ladders"][0]["svg"] == evidence.ladders[0].svg);
  CHECK(data_of(tests::page_of(result, ""))["evidence"]["ageing"].empty());
}
