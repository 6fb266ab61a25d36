// What a wrong password and a wrong route look like in a network, though the phone says the same of
// both: scenarios/avaya/wrong-password.yaml.
#include "app/proof/explain.hpp"
#include "tests/logs_fixture.hpp"

namespace {

const std::string two_causes = "scenarios/avaya/wrong-password.yaml";

const app::Absence& never(const app::RunResult& result, const std::string& name) {
  for (const auto& phone : result.history.never_registered) {
    if (result.scenario.devices[phone.phone].name == name) return phone;
  }
  FAIL(name + " registered");
  return result.history.never_registered[0];
}

std::size_t registered(const std::vector<std::string>& sets) {
  return tests::run_scenario(two_causes, sets).history.registered_at_end.size();
}

}  // namespace

TEST_CASE("digest: a wrong password and a wrong route have the same words, not the same evidence") {
  const auto result = tests::run_scenario(two_causes, {});
  const auto& mistyped = never(result, "mistyped");
  const auto& moved = never(result, "moved");
  CHECK(mistyped.phone_text == "Invalid extension or wrong password");
  CHECK(moved.phone_text == mistyped.phone_text);
  CHECK(mistyped.cause.answered == "403 Forbidden");
  CHECK(mistyped.cause.setting == "mistyped.sip.password");
  CHECK_FALSE(mistyped.cause.drop);
  CHECK(moved.cause.answered.empty());
  CHECK(moved.cause.setting == "ipoffice.routes.1.via");
  CHECK(moved.cause.drop->fate == models::Fate::arp_unanswered);
}

TEST_CASE("digest: the explanation ends at the phone's password, and at the cure") {
  auto result = tests::run_scenario(two_causes, {});
  const auto why = app::explain(result, never(result, "mistyped").phone, {}, {});
  REQUIRE(why);
  CHECK(why->setting == "mistyped.sip.password");
  CHECK(why->place.find("wrong-password.yaml:39") != std::string::npos);
  CHECK(why->steps[1].what == "the registrar answered: 403 Forbidden");
}

TEST_CASE("digest: who lets in whom is decided by both passwords, and by the challenge") {
  CHECK(registered({}) == 3);
  CHECK(registered({"mistyped.sip.password=4711"}) == 4);
  CHECK(registered({"ipoffice.sip.auth.password=4171"}) == 1);
  CHECK(registered({"ipoffice.sip.auth.enabled=false"}) == 4);
  CHECK(registered({"ipoffice.sip.auth.wrong_password=challenge"}) == 3);
  // A challenge that lives no longer than the way of its answer is always stale.
  CHECK(registered({"links.1.delay=1ms", "ipoffice.sip.auth.nonce_lifetime=1ms"}) == 0);
}

TEST_CASE("digest: the phone tells 403 from silence where its display has words for it") {
  const auto result = tests::run_scenario(two_causes, {"mistyped.display.wrong_password=403"});
  CHECK(never(result, "mistyped").phone_text == "403");
  const auto silent = tests::run_scenario(two_causes, {"moved.display.wrong_password=403"});
  CHECK(never(silent, "moved").phone_text == "Invalid extension or wrong password");
}

TEST_CASE("digest: Asterisk's log has the line that fail2ban looks for, for the wrong password") {
  const auto logged =
      tests::log_scenario(two_causes, "    profile: avaya-ip-office\n    sip: {auth: {",
                          "    sip: {qualify: 0s, auth: {enabled: true, ");
  const auto lines = logged.lines("ipoffice.full", "Wrong password");
  REQUIRE_FALSE(lines.empty());
  for (const std::string& line : lines) {
    CHECK(
        line.ends_with("Registration from '<sip:mistyped@192.168.1.10>' failed for "
                       "'192.168.1.61:5060' - Wrong password"));
  }
}

TEST_CASE(
    "digest: a password that changes in the run is found when the registration is refreshed") {
  const auto logged = tests::log_scenario(
      two_causes, "\nexpect:\n",
      "\ntimeline:\n  - {at: 3min, set: {ipoffice.sip.auth.password: \"0815\"}}\n\nexpect:\n");
  std::size_t lost = 0;
  for (const app::Stay& stay : logged.result.history.stays) {
    if (!stay.lost) continue;
    ++lost;
    CHECK(stay.reason == "registration_rejected");
    CHECK(stay.cause.answered == "401 Unauthorized");  // the nonce is old: RFC 2617 3.3
    CHECK(stay.cause.setting == "timeline.1");
  }
  CHECK(lost == 3);
}
