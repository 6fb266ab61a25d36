// The explanation of each field report ends at the setting that its authors found, where it stands
// in the file; and margins are where the symptom really ends.
#include "app/proof/explain.hpp"

#include "tests/run_fixture.hpp"

namespace {

using app::Explanation;

struct Explained {
  app::RunResult result;
  Explanation why;
};

Explained explained(const std::string& path, const std::vector<std::string>& sets = {}) {
  auto result = tests::run_scenario(path, sets);
  app::prove_causes(result, app::Effort{.events = 3'000'000}, {});  // sanitizers are slow
  const app::Stay* first = nullptr;
  for (const app::Stay& stay : result.history.stays) {
    if (stay.lost && (first == nullptr || stay.to < first->to)) first = &stay;
  }
  REQUIRE((first != nullptr || !result.history.never_registered.empty()));
  const std::size_t phone =
      first != nullptr ? first->phone : result.history.never_registered[0].phone;
  auto why = app::explain(result, phone, app::Time{}, {});
  REQUIRE(why);
  return {std::move(result), std::move(*why)};
}

std::string text_of(const Explanation& why) {
  std::string text;
  for (const app::Step& step : why.steps) {
    text += step.what + "\n";
    for (const std::string& detail : step.details) text += "  " + detail + "\n";
  }
  return text;
}

app::Margin margin(const Explained& e, const std::string& path) {
  const auto found = app::find_margin(e.result, e.why.story, path, app::Effort{}, {});
  REQUIRE(found);
  return *found;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("explain: the sixteen minutes lead from reason 13 back to the ageing of the port") {
  const auto e = explained("scenarios/cisco/sip-sixteen-minute-cycle.yaml");
  CHECK(e.why.setting == "sw1.port_security.aging_time");
  CHECK(e.why.value == "1min");
  CHECK(contains(e.why.place, "sip-sixteen-minute-cycle.yaml:19"));
  const std::string text = text_of(e.why);
  INFO(text);
  CHECK(contains(text, "Reason=13 KeepAliveTimeout"));
  CHECK(contains(text, "it waited 2min 10s for the next message"));  // 115 s + 15 s
  CHECK(contains(text, "died at sw1:3: port_security_relearn"));
  CHECK(contains(text, "SIP REGISTER"));
  CHECK(contains(text, "TCP sent 7 of them again, after 220ms, ... 14.08s"));
  CHECK(contains(text, "each wait is twice the one before"));
  CHECK(contains(text, "its limit is 1min"));
  // Newest first.
  for (std::size_t i = 1; i < e.why.steps.size(); ++i) {
    if (e.why.steps[i].at != models::never && e.why.steps[0].at != models::never) {
      CHECK(e.why.steps[i].at <= e.why.steps[0].at);
    }
  }
}

TEST_CASE("explain: each field report ends at the setting that its authors found") {
  struct Report {
    std::string path, setting, place;
  };
  for (const Report& report : {
           Report{"scenarios/cisco/sccp-asa-proxy-arp.yaml", "asa.proxy_arp.enabled",
                  "profiles/cisco-asa.yaml:"},
           Report{"scenarios/cisco/sccp-jitter.yaml", "phone.sccp.detection.mode",
                  "sccp-jitter.yaml:"},
           Report{"scenarios/starface/nat-keepalive.yaml", "nat.nat.udp_timeout",
                  "nat-keepalive.yaml:"},
           Report{"scenarios/netphone/dhcp-conflict.yaml", "sbs.dhcp.ping_attempts",
                  "profiles/windows-dhcp-2008r2.yaml:"},
           Report{"scenarios/avaya/wrong-static-route.yaml", "ipoffice.routes.1.via",
                  "wrong-static-route.yaml:"},
           Report{"scenarios/lync/option-43-missing.yaml", "dhcp.dhcp.web_service", "default"},
           Report{"scenarios/lync/option-120-missing.yaml", "dhcp.dhcp.registrar", "default"},
       }) {
    const auto e = explained(report.path);
    INFO(report.path << "\n" << text_of(e.why));
    CHECK(e.why.setting == report.setting);
    CHECK(contains(e.why.place, report.place));
    REQUIRE_FALSE(e.why.cause.deciding.empty());
    CHECK(e.why.cause.deciding[0].setting == report.setting);
    CHECK(e.why.cause.is_proven);
  }
}

TEST_CASE("explain: what was set on the command line stands there") {
  const auto e = explained("scenarios/starface/nat-keepalive.yaml", {"nat.nat.udp_timeout=40s"});
  CHECK(e.why.value == "40s");
  CHECK(e.why.place == "--set");
}

TEST_CASE("margin: the NAT of STARFACE's report must outlast the minute of the keepalive") {
  const auto e = explained("scenarios/starface/nat-keepalive.yaml");
  const app::Margin timeout = margin(e, "nat.nat.udp_timeout");
  REQUIRE(timeout.above);
  CHECK(timeout.above->symptom == "1min");  // equal is too late
  CHECK(timeout.above->none == "1min 0.1s");
  const app::Margin keepalive = margin(e, "phone.sip.keepalive");
  REQUIRE(keepalive.below);
  CHECK(keepalive.below->symptom == "30s");
  CHECK(keepalive.below->none == "29.99s");
}

TEST_CASE("margin: a switch is flipped, a word exchanged, and what does not help says so") {
  const auto e = explained("scenarios/cisco/sip-sixteen-minute-cycle.yaml");
  CHECK(margin(e, "phone.tcp.timestamps").choices == std::vector<std::string>{"true"});
  CHECK(margin(e, "sw1.port_security.relearn").choices == std::vector<std::string>{"forward"});
  CHECK_FALSE(margin(e, "sw1.mac_aging").cures());
  CHECK_FALSE(app::find_margin(e.result, e.why.story, "sw1.nonsense", app::Effort{}, {}));
}

TEST_CASE("margin: a server more patient than the longest back-off loses nobody") {
  const auto e = explained("scenarios/cisco/sip-sixteen-minute-cycle.yaml");
  const app::Margin grace = margin(e, "cucm1.sip.keepalive_grace");
  REQUIRE(grace.above);
  const auto none = sim::parse_duration(grace.above->none);
  REQUIRE(none);
  // The eighth keepalive is late by the RTO of then: 14.08 s * 2.
  CHECK(*none > std::chrono::milliseconds{28'100});
  CHECK(*none < std::chrono::milliseconds{28'300});
}

TEST_CASE("explain: of two wrong settings neither helps alone, and both do") {
  const auto e = explained("scenarios/lync/vendor-class-case.yaml");
  REQUIRE_FALSE(e.why.cause.deciding.empty());
  const app::Deciding& first = e.why.cause.deciding[0];
  CHECK(first.setting == "dhcp.dhcp.web_service_class");
  CHECK(first.with == "dhcp.dhcp.registrar_class");
  CHECK_FALSE(margin(e, first.setting).cures());
}
