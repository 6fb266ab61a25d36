// Small networks whose causes were once told wrongly (tests/causes): each row is what is right.
#include "app/proof/explain.hpp"
#include "tests/run_fixture.hpp"

namespace {

app::RunResult run(const std::string& file, const std::vector<std::string>& sets = {}) {
  sim::Diagnostics diagnostics;
  app::RunOptions options;
  options.proof = app::Effort{};
  options.remedies = false;
  for (const std::string& set : sets) {
    options.sets.push_back(*sim::parse_assignment("--set", set, diagnostics));
  }
  const std::string path = std::string(FASTBUSY_SOURCE_DIR) + "/tests/causes/" + file;
  const auto source = app::read_source(path, diagnostics);
  REQUIRE(source);
  auto result = app::run(*source, options, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  return std::move(*result);
}

// What decided each story, in order of time, each once.
std::string decided(app::RunResult& result) {
  std::string all;
  for (const app::Story& story : app::stories_of(result.scenario, result.history)) {
    const app::Cause& cause = story.cause();
    CHECK(cause.is_proven);
    const std::string one = (cause.setting.empty() ? "nothing" : cause.setting) + ";";
    if (all.find(one) == std::string::npos) all += one;
  }
  return all;
}

struct Case {
  std::string file;
  std::vector<std::string> sets;
  std::string decided;
};

}  // namespace

TEST_CASE("cause cases: what is named is what was wrong, and ends when it is put right") {
  for (const Case& one : {
           Case{"changed-by-timeline.yaml", {}, "fw.firewall.conn_timeout;"},
           Case{"dhcp-off-blames-relay.yaml", {}, "dhcp.dhcp.enabled;"},
           Case{"desk-switch-keeps-eapol.yaml", {}, "desk.passes_eapol;"},
           Case{"dns-off.yaml", {}, "timeline.1;"},
           Case{"keepalive-from-zero.yaml", {}, "fw.nat.udp_timeout;"},
           Case{"lync-two-sites.yaml", {}, "dhcp.dhcp.web_service;"},
           Case{"nat-missing-blames-provider.yaml", {}, "nat.interfaces.2.outside;"},
           Case{"never-back.yaml", {}, "timeline.4;"},
           Case{"outage-over-certificate-expired.yaml",
                {},
                "timeline.1;pbx.tls.certificate.valid_until;"},
           Case{"rate-shuts-uplink.yaml", {}, "dist.dhcp_snooping.rate;"},
           Case{"radius-of-another-site.yaml", {}, "radius.radius.stations.1.voice;"},
           Case{"sccp-blames-sip-grace.yaml", {}, "cucm1.sccp.server_misses;"},
           Case{"trunk-is-access-port-blames-no-such-key.yaml", {}, "sw1.port_settings;"},
           Case{"unrelated-address.yaml", {}, "pbx.routes.1.via;"},
           Case{"unrelated-password.yaml", {}, "mistyped.sip.password;ipoffice.routes.1.via;"},
           Case{"unused-way.yaml", {}, "timeline.1;"},
           Case{"uplink-out-blames-keepalive-grace.yaml", {}, "timeline.1;"},
           Case{"site.yaml", {}, "timeline.1;"},
           Case{"site.yaml", {"dc.dhcp.enabled=false"}, "dc.dhcp.enabled;"},
           Case{"site.yaml", {"nat.interfaces.2.outside=false"}, "nat.interfaces.2.outside;"},
       }) {
    INFO(one.file);
    auto result = run(one.file, one.sets);
    const std::string found = decided(result);
    CHECK(found.starts_with(one.decided));
  }
}

namespace {

// Whether a story of that symptom is told with this setting, first or beside it.
bool tells(app::RunResult& result, app::Symptom symptom, const std::string& setting) {
  for (const app::Story& story : app::stories_of(result.scenario, result.history)) {
    const auto& deciding = story.cause().deciding;
    if (story.symptom == symptom &&
        std::ranges::find(deciding, setting, &app::Deciding::setting) != deciding.end()) {
      return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("cause cases: an outage that is over is not what keeps phones away") {
  auto result = run("radius-back-not-asked.yaml");
  CHECK(tells(result, app::Symptom::lost, "timeline.1"));
  CHECK(tells(result, app::Symptom::never_back, "sw1.radius.dead_time"));
  CHECK_FALSE(tells(result, app::Symptom::never_back, "timeline.1"));
  auto back = run("radius-back-not-asked.yaml", {"sw1.radius.dead_time=0s"});
  CHECK(back.history.never_back.empty());
  auto lasting = run("outage-over-certificate-expired.yaml",
                     {"pbx.tls.certificate.valid_until=2030-01-01 00:00:00"});
  CHECK(lasting.history.never_back.empty());
}

TEST_CASE("cause cases: what would bind the hosts is missing") {
  auto result = run("inspection-without-snooping.yaml");
  CHECK(tells(result, app::Symptom::never_registered, "dist.dhcp_snooping.enabled"));
}

TEST_CASE("cause cases: frames at a port that was shut concern who is behind it") {
  auto result = run("rate-shuts-uplink.yaml");
  REQUIRE_FALSE(result.history.never_registered.empty());
  for (const app::Absence& away : result.history.never_registered) {
    REQUIRE(away.cause.drop);
    CHECK(away.cause.drop->fate == models::Fate::port_err_disabled);
  }
}

TEST_CASE("cause cases: a phone that is only late is cured by patience") {
  auto result = run("lagged.yaml");
  CHECK(decided(result).find("pbx.sip.qualify;") != std::string::npos);
  const auto stories = app::stories_of(result.scenario, result.history);
  const auto lost = std::ranges::find(stories, app::Symptom::lost, &app::Story::symptom);
  REQUIRE(lost != stories.end());
  const auto margin = app::find_margin(result, *lost, "pbx.sip.qualify", app::Effort{}, {});
  REQUIRE(margin);
  REQUIRE(margin->above);
  CHECK(sim::parse_duration(margin->above->none) <= std::chrono::seconds(6));
  CHECK(margin->choices == std::vector<std::string>{"0s"});
}

TEST_CASE("margins: from off, up to where the symptom comes back") {
  auto result = run("keepalive-from-zero.yaml");
  const auto stories = app::stories_of(result.scenario, result.history);
  const auto margin =
      app::find_margin(result, stories.front(), "phone.sip.keepalive", app::Effort{}, {});
  REQUIRE(margin);
  REQUIRE(margin->above);
  CHECK(margin->above->symptom == "0s");
  CHECK(margin->above->none == "1s");
  CHECK(margin->above->again == "3min");  // as long as the mapping lives
}

TEST_CASE("margins: where the timeline sets a value, it is changed there") {
  auto result = run("changed-by-timeline.yaml");
  const auto stories = app::stories_of(result.scenario, result.history);
  const auto margin =
      app::find_margin(result, stories.front(), "fw.firewall.conn_timeout", app::Effort{}, {});
  REQUIRE(margin);
  CHECK(margin->now == "90s");
  REQUIRE(margin->above);
  const auto none = sim::parse_duration(margin->above->none);
  REQUIRE(none);
  CHECK(*none >= std::chrono::seconds(114));  // the phones' keepalive: 115 s
  CHECK(*none <= std::chrono::seconds(120));
}

TEST_CASE("proof: what ends a story may not harm anybody, and what hides it is no cure") {
  auto result = run("unused-way.yaml");
  const auto stories = app::stories_of(result.scenario, result.history);
  app::Trials trials(result, app::Effort{}, {});
  const auto off = app::difference_of("pbx.sip.qualify", "0s");
  REQUIRE(off);
  std::vector<app::Cure> cures = trials.cures_among(stories.front(), {*off});
  trials.drop_what_hides(stories.front(), cures);
  CHECK(cures.empty());  // nobody asks any more, but nobody can be called either
}

TEST_CASE("proof: a difference says what it changes, and can be read back") {
  for (const std::string text : {"a.b=1", "a.b=1, c.d.2.e=x y", "without timeline.3"}) {
    const auto read = app::difference_from(text);
    REQUIRE(read);
    CHECK(read->text() == text);
  }
  CHECK_FALSE(app::difference_from("nonsense"));
}
