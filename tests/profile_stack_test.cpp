// Profiles: what lies over what, whose line is named, what a host's profile leaves out, and who
// has not been asked for. What is refused is in tests/bad.
#include "app/scenario/profile_stack.hpp"

#include <fstream>

#include "app/commands/commands.hpp"
#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/setting.hpp"
#include "tests/files_fixture.hpp"
#include "tests/recording_fixture.hpp"

namespace {

const std::string file = R"(title: profiles
source: made up for this test
duration: 1h
profiles:
  office:
    kind: phone
    about: what our phones have in common
    values:
      start: 7s
      tcp: {rto_min: 300ms, rto_max: {is: 90s, source: measured by us}}
  floor-2: {kind: phone, values: {tcp: {rto_min: 400ms}}}
  slow: {kind: host, values: {arp: {retry: 2s}, tcp: {rto_min: 3s}, dhcp: {enabled: true}}}
devices:
  cucm1: {kind: call_server, profile: [cisco-cucm, slow], address: 10.0.0.1/24}
  dns: {kind: server, profile: slow, address: 10.0.0.9/24}
  pbx: {kind: call_server, profile: [linux-host, slow], address: 10.0.0.8/24}
  phone:
    kind: phone
    profile: [linux-host, cisco-8961-sip, office, floor-2]
    count: 2
    address: 10.0.0.2/24
    call_servers: [cucm1]
    transport: tcp
    tcp: {syn_retries: 4}
  one: {kind: phone, profile: office, address: 10.0.0.7/24, call_servers: [cucm1]}
  sw: {kind: switch}
links:
  - cucm1 - sw:1
  - dns - sw:2
  - pbx - sw:3
  - phone{1-2} - sw:{4-5}
  - one - sw:6
)";

app::Scenario loaded(const std::string& text, const std::vector<std::string>& sets = {}) {
  sim::Diagnostics diagnostics;
  std::vector<sim::Assignment> given;
  for (const std::string& set : sets) {
    given.push_back(sim::parse_assignment("--set", set, diagnostics).value());
  }
  auto scenario = app::load({"x.yaml", text}, given, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(scenario);
  CHECK(diagnostics.text().empty());
  return std::move(*scenario);
}

std::string complaint(const std::string& text, const std::vector<std::string>& sets = {}) {
  sim::Diagnostics diagnostics;
  std::vector<sim::Assignment> given;
  for (const std::string& set : sets) {
    given.push_back(sim::parse_assignment("--set", set, diagnostics).value());
  }
  app::load({"x.yaml", text}, given, diagnostics);
  return diagnostics.text();
}

std::string replaced(std::string text, const std::string& part, const std::string& by) {
  const auto at = text.find(part);
  REQUIRE(at != std::string::npos);
  return text.replace(at, part.size(), by);
}

std::string line_of(const std::string& part) {
  const auto at = file.find(part);
  REQUIRE(at != std::string::npos);
  return "x.yaml:" + std::to_string(1 + std::count(file.data(), file.data() + at, '\n'));
}

}  // namespace

TEST_CASE("profiles: later ones win, the device's own keys over all, --set over that") {
  const app::Scenario s = loaded(file);
  CHECK(value_at(s, "phone.profile") == "[linux-host, cisco-8961-sip, office, floor-2]");
  CHECK(value_at(s, "one.profile") == "office");
  CHECK(value_at(s, "phone.tcp.rto_min") == "400ms");         // floor-2 over office
  CHECK(value_at(s, "phone.tcp.rto_max") == "1min 30s");      // office over cisco-8961-sip
  CHECK(value_at(s, "phone.tcp.rto_granularity") == "10ms");  // cisco-8961-sip over linux-host
  CHECK(value_at(s, "phone.arp.reachable_time") == "30s");    // linux-host, which no other names
  CHECK(value_at(s, "phone.arp.revalidate") == "true");
  CHECK(value_at(s, "phone.tcp.syn_retries") == "4");  // its own
  CHECK(value_at(s, "phone.start") == "7s");
  CHECK(value_at(loaded(file, {"phone.tcp.rto_min=1s"}), "phone.tcp.rto_min") == "1s");
  CHECK(value_at(loaded(file, {"phone2.tcp.rto_min=1s"}), "phone2.tcp.rto_min") == "1s");
  CHECK(value_at(loaded(file, {"phone.tcp.syn_retries=2"}), "phone.tcp.syn_retries") == "2");
}

TEST_CASE("profiles: --set takes one name or a list, whatever the file has") {
  const auto rto_min = [](const std::string& set) {
    return value_at(loaded(file, {set}), "phone.tcp.rto_min");
  };
  CHECK(rto_min("phone.profile=cisco-8961-sip") == "200ms");
  CHECK(rto_min("phone.profile=[floor-2, office]") == "300ms");
  CHECK(rto_min("phone.profile=[floor-2,office , slow]") == "3s");
  CHECK(rto_min("phone.profile=[]") == "1s");  // of nobody
  CHECK(rto_min("phone.profile.4=slow") == "3s");
  CHECK(value_at(loaded(file, {"one.profile=[office, slow]"}), "one.tcp.rto_min") == "3s");
  CHECK(value_at(loaded(file, {"sw.profile=cisco-catalyst"}), "sw.profile") == "cisco-catalyst");
  CHECK(complaint(file, {"phone.profile=[office, ofice]"}) ==
        "--set: error: unknown profile 'ofice'; did you mean 'office'?\n"
        "  --set phone.profile=[office, ofice]\n"
        "                      ^\n");
  CHECK(complaint(file, {"phone2.profile=office"}) ==
        "--set: error: 'profile' belongs to the whole entry\n"
        "  --set phone2.profile=office\n"
        "               ^\n");
}

TEST_CASE("profiles: a host's one counts for every end device, as far as it has those keys") {
  const app::Scenario s = loaded(file);
  CHECK(value_at(s, "cucm1.arp.retry") == "2s");
  CHECK(value_at(s, "cucm1.tcp.rto_min") == "3s");
  CHECK(value_at(s, "dns.arp.retry") == "2s");
  CHECK(value_at(s, "dns.dhcp.enabled") == "false");  // a server's dhcp is no client
  CHECK(value_at(s, "pbx.arp.retry") == "2s");        // which has no tcp
  CHECK(value_at(s, "pbx.arp.revalidate") == "true");
  CHECK(place_of(s, "dns.dhcp.enabled") == "default");
}

TEST_CASE("profiles: a value's line is the one of the profile that gave it") {
  const app::Scenario s = loaded(file);
  CHECK(place_of(s, "phone.tcp.rto_min") == line_of("  floor-2:"));
  CHECK(place_of(s, "phone.tcp.rto_max") == line_of("      tcp: {rto_min: 300ms"));
  CHECK(place_of(s, "one.tcp.rto_min") == line_of("      tcp: {rto_min: 300ms"));
  CHECK(place_of(s, "phone.start") == line_of("      start: 7s"));
  CHECK(place_of(s, "phone.tcp.syn_retries") == line_of("syn_retries: 4"));
  CHECK(place_of(s, "phone.profile") == line_of("    profile: [linux-host"));
  CHECK(place_of(s, "cucm1.arp.retry") == line_of("  slow:"));
  const auto shipped = [&](const std::string& path, const std::string& profile) {
    INFO(path << " " << place_of(s, path));
    return place_of(s, path).find("models/profiles/" + profile + ".yaml:") != std::string::npos;
  };
  CHECK(shipped("phone.tcp.rto_granularity", "cisco-8961-sip"));
  CHECK(shipped("phone.arp.reachable_time", "linux-host"));
  CHECK(shipped("cucm1.sip.keepalive_grace", "cisco-cucm"));
  CHECK(place_of(s, "phone.vlan") == "default");
  const app::Scenario other = loaded(file, {"phone.profile=[floor-2, office]"});
  CHECK(place_of(other, "phone.tcp.rto_min") == line_of("      tcp: {rto_min: 300ms"));
  CHECK(place_of(other, "phone.arp.reachable_time") == "default");
}

TEST_CASE("profiles: one that no device uses is a warning; a --set or a remedy uses it, too") {
  const std::string unused = replaced(file, "office, floor-2]", "office]");
  CHECK(complaint(unused) ==
        "x.yaml:11:3: warning: no device uses profile 'floor-2'\n"
        "    floor-2: {kind: phone, values: {tcp: {rto_min: 400ms}}}\n"
        "    ^\n");
  CHECK(complaint(unused, {"one.profile=[office, floor-2]"}).empty());
  const std::string remedy = unused +
                             "remedies:\n"
                             "  - set: {phone.profile: [cisco-8961-sip, floor-2]}\n"
                             "    expect: [{that: phone.losses, is: 0}]\n";
  const app::Scenario s = loaded(remedy);
  REQUIRE(s.remedies.size() == 1);
  CHECK(s.remedies[0].text == "phone.profile=[cisco-8961-sip, floor-2]");
  CHECK(value_at(*s.remedies[0].with_it, "phone.tcp.rto_min") == "400ms");
  CHECK(value_at(*s.remedies[0].with_it, "phone.start") == "0s");
}

TEST_CASE("profiles: the timeline changes what a profile gave, and cannot change the profile") {
  const app::Scenario s =
      loaded(file + "timeline: [{at: 1min, set: {phone.tcp.rto_min: 500ms}}]\n");
  CHECK(value_then(s, "phone.tcp.rto_min", app::Time{}).value == "400ms");
  CHECK(value_then(s, "phone.tcp.rto_min", app::Time{} + std::chrono::minutes(2)).value == "500ms");
  CHECK(complaint(file + "timeline: [{at: 1min, set: {phone.profile: office}}]\n")
            .find("'profile' cannot change while the device runs") != std::string::npos);
}

TEST_CASE("profiles: what makes no sense together is shown where the file's own profile says it") {
  CHECK(complaint(replaced(file, "rto_min: 400ms", "rto_min: 2min")) ==
        "x.yaml:11:50: error: tcp.rto_min (2min) is above tcp.rto_max (1min 30s)\n"
        "    floor-2: {kind: phone, values: {tcp: {rto_min: 2min}}}\n"
        "                                                   ^\n");
}

TEST_CASE("profiles: each that is shipped says what devices of its kind have") {
  for (const std::string& name : app::profile_names()) {
    sim::Diagnostics diagnostics;
    const app::Profile* profile = app::read_profile(name, diagnostics);
    INFO(name << "\n" << diagnostics.text());
    REQUIRE(profile != nullptr);
    CHECK(app::profile_shape(profile->kind) != nullptr);
  }
}
