// The five field reports: what their users saw, in their own words, is what the run shows.
#include "tests/run_fixture.hpp"

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string never_text(const std::string& path, const std::vector<std::string>& sets = {}) {
  const auto result = tests::run_scenario(path, sets);
  REQUIRE_FALSE(result.history.never_registered.empty());
  return result.history.never_registered[0].phone_text;
}

}  // namespace

TEST_CASE(
    "field reports: Cisco's call manager logs reason 13 for the phones that the ASA misleads") {
  const auto result = tests::run_scenario("scenarios/cisco/sccp-asa-proxy-arp.yaml", {});
  std::size_t logged = 0;
  for (const app::Stay& stay : result.history.stays) {
    if (!stay.lost) continue;
    CHECK(stay.phone_text == "SCCPKeepAliveFailure (15)");
    logged += contains(stay.server_text, "Reason=13 KeepAliveTimeout") ? 1 : 0;
  }
  CHECK(logged > 0);
}

TEST_CASE("field reports: STARFACE logs UNREACHABLE, in Asterisk's words") {
  const auto result = tests::run_scenario("scenarios/starface/nat-keepalive.yaml", {});
  std::size_t losses = 0;
  for (const app::Stay& stay : result.history.stays) {
    if (!stay.lost) continue;
    ++losses;
    CHECK(contains(stay.server_text, "' is now UNREACHABLE!  Last qualify: "));
    CHECK(stay.phone_text.empty());  // the phone believes that it is registered
  }
  CHECK(losses > 0);
}

TEST_CASE("field reports: NetPhone's display stays at Initialisierung") {
  CHECK(never_text("scenarios/netphone/dhcp-conflict.yaml") == "Initialisierung");
}

TEST_CASE("field reports: Avaya's softphone takes silence for a wrong password") {
  const std::string path = "scenarios/avaya/wrong-static-route.yaml";
  CHECK(never_text(path) == "Invalid extension or wrong password");
  CHECK(never_text(path, {"moved.display.timed_out=408"}) == "408");
}

TEST_CASE("field reports: Lync phones stop at the certificate, or at the registrar") {
  CHECK(never_text("scenarios/lync/option-43-missing.yaml") ==
        "Unable to locate Lync Certificate Web service");
  CHECK(never_text("scenarios/lync/option-120-missing.yaml") ==
        "Cannot connect to the server. Retrying.");
}

TEST_CASE("field reports: a server that checks addresses is not blamed for not checking them") {
  const std::string path = "scenarios/netphone/dhcp-conflict.yaml";
  const auto setting = [&](const std::vector<std::string>& sets) {
    const auto result = tests::run_scenario(path, sets);
    REQUIRE_FALSE(result.history.never_registered.empty());
    return result.history.never_registered[0].cause.setting;
  };
  CHECK(setting({}) == "sbs.dhcp.ping_attempts");
  CHECK(setting({"phone.dhcp.same_again_boots=0", "sbs.dhcp.ping_attempts=1"}) !=
        "sbs.dhcp.ping_attempts");
}
