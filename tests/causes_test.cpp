// The setting that a loss is blamed on, where it once was the wrong one: each case is named after
// what its user would have looked for in vain.
#include "app/report/phrases.hpp"
#include "app/report/stories.hpp"
#include "app/report/terminal.hpp"
#include "tests/run_fixture.hpp"

namespace {

std::string text_of(const std::string& path) {
  sim::Diagnostics diagnostics;
  auto source = app::read_source(FASTBUSY_SOURCE_DIR "/" + path, diagnostics);
  REQUIRE(source);
  return source->text;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

app::RunResult run(const std::string& text, const std::vector<std::string>& sets = {},
                   bool remedies = false) {
  sim::Diagnostics diagnostics;
  app::RunOptions options;
  options.remedies = remedies;
  for (const std::string& set : sets) {
    options.sets.push_back(*sim::parse_assignment("--set", set, diagnostics));
  }
  auto result = app::run({"causes.yaml", text}, options, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  return std::move(*result);
}

// The settings of all losses and of all that never registered, each once, in order.
std::string blamed(const app::RunResult& result) {
  std::string all;
  const auto add = [&](const std::string& setting) {
    if (all.find(setting + ";") == std::string::npos) all += setting + ";";
  };
  for (const app::Stay& stay : result.history.stays) {
    if (stay.lost) add(stay.cause.setting);
  }
  for (const auto& never : result.history.never_registered) add(never.cause.setting);
  return all;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

const app::Style plain;

}  // namespace

TEST_CASE("causes: what is pushed out of an ARP queue leads on to why nobody answers") {
  std::string text = text_of("scenarios/avaya/wrong-static-route.yaml");
  text = replaced(text, "moved{1-3} - sw2:{1-3}", "moved{1-20} - sw2:{1-20}");
  text = replaced(text, "profile: avaya-communicator\n    count: 3\n    address: 192.168.2",
                  "profile: avaya-communicator\n    count: 20\n    address: 192.168.2");
  const auto result = run(text);
  CHECK(result.history.never_registered.size() == 20);
  CHECK(result.history.fates[static_cast<std::size_t>(models::Fate::arp_queue_full)] > 0);
  CHECK(blamed(result) == "ipoffice.routes.1.via;");
  CHECK(contains(app::terminal_report(result, plain), "  moved1 and 19 more\n"));
}

TEST_CASE("causes: what cannot be flooded to an err-disabled port died there") {
  const auto result = run(text_of("scenarios/everyday/port-security-max-1-pc-behind-phone.yaml"));
  CHECK(tests::losses(result) == 6);
  CHECK(blamed(result) == "sw1.port_security.maximum;");
}

TEST_CASE("causes: of two DHCP servers the one whose gateway leads nowhere is named") {
  const std::string text = text_of("scenarios/everyday/dhcp-rogue-server.yaml");
  const auto result = run(text);
  CHECK(blamed(result) == "rogue.dhcp.enabled;");
  REQUIRE_FALSE(result.history.never_registered.empty());
  CHECK(contains(result.history.never_registered[0].cause.log, "rogue: 10 Assign 192.168.16.2"));
  // With no other server there, it is what it says that is wrong.
  CHECK(blamed(run(text, {"dhcp.dhcp.enabled=false"})) == "rogue.dhcp.scopes.1.router;");
}

TEST_CASE(
    "causes: a phone that clings to an address that was dealt to another is to blame itself") {
  const std::string text = text_of("scenarios/netphone/dhcp-conflict.yaml");
  const std::vector<std::string> pings{"sbs.dhcp.ping_attempts=1", "phone.dhcp.same_again_boots=0"};
  CHECK(blamed(run(text)) == "sbs.dhcp.ping_attempts;");
  CHECK(blamed(run(text, pings)) == "phone.dhcp.on_nak;");
}

TEST_CASE("causes: while a cable is out nothing arrives, whatever dies later") {
  CHECK(blamed(run(text_of("scenarios/starface/nat-inbound-refresh.yaml"))) == "timeline.1;");
  // It was in again for three seconds only when the mapping aged: here its life decided.
  CHECK(blamed(run(text_of("scenarios/starface/nat-61s-one-lost-packet.yaml"))) ==
        "nat.nat.udp_timeout;");
}

TEST_CASE("causes: a phone that the operator switches off is told, and is no loss") {
  const auto restarted =
      run(text_of("scenarios/netphone/conflict-detection.yaml"), {"sbs.dhcp.ping_attempts=1"});
  CHECK(tests::losses(restarted) == 0);
  CHECK(std::ranges::count_if(restarted.history.stays, &app::Stay::switched_off) == 6);
  const auto later =
      run(replaced(text_of("scenarios/starface/nat-healthy.yaml"),
                   "expect:", "timeline:\n  - {at: 30min, power_off: phone1}\nexpect:"));
  CHECK(tests::losses(later) == 0);
  CHECK(contains(app::terminal_report(later, plain), "; 1 phone switched off by the timeline"));
}

TEST_CASE("causes: answers of another phone are on the terminal") {
  const auto result = run(text_of("scenarios/starface/nat-port-crosstalk.yaml"));
  REQUIRE(result.history.misdirected > 0);
  CHECK(contains(app::terminal_report(result, plain),
                 " answers of another phone, taken by a PBX for the right one's"));
}

TEST_CASE("causes: a remedy that leaves the losses says what it changes") {
  const auto result = run(text_of("scenarios/starface/nat-inbound-refresh.yaml"), {}, true);
  REQUIRE(result.remedies.size() == 2);
  CHECK(app::change_text(result, result.remedies[0]) ==
        "as many losses (10), but {that: phone.registered, is: 10, at: 25min 15s} 0 -> 10");
}

TEST_CASE("causes: losses of one kind are one story, whenever they happen") {
  const auto result = run(text_of("scenarios/cisco/sccp-jitter.yaml"));
  const auto stories = app::loss_stories(result.history);
  REQUIRE(stories.size() == 2);  // one for each call server
  CHECK(stories[0].losses + stories[1].losses == tests::losses(result));
}

TEST_CASE("causes: a setting that is missing is said to be not set") {
  const auto result = run(text_of("scenarios/lync/both-options-missing.yaml"));
  CHECK(contains(app::terminal_report(result, plain), "dhcp.dhcp.web_service is not set"));
}
