// A scenario with other settings is what the file read with them gives; and settings of the
// timeline and of remedies are tried as those of the file.
#include <filesystem>

#include "tests/changed_fixture.hpp"
#include "tests/files_fixture.hpp"

namespace {

namespace fs = std::filesystem;
using tests::compare;
using tests::loaded;
using tests::sets_of;
using tests::source_of;
using tests::text_of;

const std::string cycle = "scenarios/cisco/sip-sixteen-minute-cycle.yaml";

}  // namespace

TEST_CASE("changed: each remedy of each scenario is what the file read with it gives") {
  std::size_t remedies = 0;
  for (const auto& file : fs::recursive_directory_iterator("scenarios")) {
    if (file.path().extension() != ".yaml") continue;
    INFO(file.path().string());
    const app::SourceText source = source_of(file.path().string());
    const app::Scenario base = loaded(source);
    for (const app::Remedy& remedy : base.remedies) {
      ++remedies;
      compare(source, base, remedy.sets);
      sim::Diagnostics diagnostics;
      const auto read = app::load(source, remedy.sets, diagnostics);
      REQUIRE(read);
      CHECK(text_of(*remedy.with_it) == text_of(*read));
      CHECK(
          text_of(*remedy.with_it) ==
          text_of(app::changed(base, remedy.sets, *std::make_unique<sim::Diagnostics>()).value()));
    }
  }
  CHECK(remedies > 40);
}

TEST_CASE("changed: one device alone, a whole entry, a link, and what moves devices or cables") {
  const app::SourceText source = source_of(cycle);
  const app::Scenario base = loaded(source);
  for (const std::vector<std::string>& texts : std::vector<std::vector<std::string>>{
           {"phone3.tcp.rto_min=1s"},
           {"phone3.tcp.rto_min=1s", "phone1.sip.standby=false", "phone3.start=5s"},
           {"phone3.tcp.rto_min=1s", "phone.tcp.rto_min=2s"},
           {"phone.tcp.rto_min=2s", "phone.tcp.rto_min=3s"},
           {"links.2.delay=5ms", "links.2.loss=1%"},
           {"phone.count=5", "links.1.between=phone{1-5} - sw1:{1-5}"},
           {"phone.address=10.106.114.60/24"},
           {"sw1.ports=48", "sw1.port_security.ports=1-30"},
           {"links.3.between=cucm2 - sw1:20"},
           {"cucm1.profile=cisco-cucm"}}) {
    compare(source, base, sets_of(texts));
  }
}

TEST_CASE("changed: a timeline that sets the same entry, another one, or a device alone") {
  const std::string base = tests::contents(cycle);
  const app::SourceText source{"timeline.yaml",
                               base.substr(0, base.find("expect:")) +
                                   "timeline:\n"
                                   "  - {at: 1min, set: {phone.tcp.rto_min: 300ms}}\n"
                                   "  - {at: 2min, set: {phone3.tcp.rto_min: 400ms}}\n"
                                   "  - {at: 3min, set: {links.2.delay: 5ms}}\n"};
  const app::Scenario scenario = loaded(source);
  REQUIRE(scenario.timeline[0].change.specs.size() == 2);  // phone, and phone3 alone
  for (const std::vector<std::string>& texts :
       std::vector<std::vector<std::string>>{{"phone.tcp.rto_max=30s"},
                                             {"phone3.tcp.rto_max=30s"},
                                             {"cucm1.sip.keepalive_grace=20s"},
                                             {"links.2.loss=1%"},
                                             {"phone.address=10.106.114.60/24"}}) {
    compare(source, scenario, sets_of(texts));
  }
}

TEST_CASE("changed: the original stays as it was") {
  const app::Scenario base = loaded(source_of(cycle));
  const std::string before = text_of(base);
  sim::Diagnostics diagnostics;
  REQUIRE(app::changed(
      base, sets_of({"phone3.start=5s", "phone.count=5", "links.1.between=phone{1-5} - sw1:{1-5}"}),
      diagnostics));
  CHECK(text_of(base) == before);
}

TEST_CASE("changed: what is wrong is said as the file read with it says it, at its --set") {
  const app::SourceText source = source_of(cycle);
  for (const std::string text :
       {"phone.tcp.rto_max=1ms", "phone13.start=1s", "links.9.loss=1%", "links.2=1",
        "links.02.loss=1%", "cucm1.sip.register_delta=10min", "phone.mac=01:00:00:00:00:01",
        "phone3.gateway=10.106.114.53", "phone.call_servers.1=nobody",
        "phone3.call_servers.1=nobody", "phone3.call_servers.1=sw1", "phone.kind=switch"}) {
    INFO(text);
    sim::Diagnostics read;
    const auto set = sim::parse_assignment("--set", text, read).value();
    CHECK_FALSE(app::load(source, {set}, read));
    sim::Diagnostics change;
    const auto base = app::load(source, {}, change).value();
    const auto again = sim::parse_assignment("--set", text, change).value();
    CHECK_FALSE(app::changed(base, {again}, change));
    CHECK(change.text() == read.text());
    CHECK(read.text().starts_with("--set: error: "));
  }
}

TEST_CASE("load: settings of the timeline and of remedies are tried as those of the file") {
  const std::string base = tests::contents(cycle);
  const std::string head = base.substr(0, base.find("expect:"));
  sim::Diagnostics diagnostics;
  CHECK_FALSE(
      app::load({"x.yaml", head + "timeline:\n"
                                  "  - {at: 1min, set: {cucm1.sip.register_delta: 10min}}\n"
                                  "  - {at: 2min, set: {cucm1.sip.keepalive_grace: 1s}}\n"
                                  "  - {at: 3min, set: {phone.call_servers: cucm2}}\n"
                                  "remedies:\n"
                                  "  - {set: {phone.tcp.rto_min: 2min, phone.tcp.rto_max: 1s},"
                                  " expect: [{that: phone.losses, is: 0}]}\n"},
                {}, diagnostics));
  const std::string text = diagnostics.text();
  INFO(text);
  CHECK(text.find("'call_servers' cannot change while the device runs") != std::string::npos);
  sim::Diagnostics more;
  CHECK_FALSE(app::load({"x.yaml", head + "timeline:\n"
                                          "  - {at: 1min, set: {cucm1.sip.register_delta: 10min}}\n"
                                          "  - {at: 2min, set: {phone.tcp.rto_max: 250ms}}\n"
                                          "  - {at: 3min, set: {phone.tcp.rto_min: 1s}}\n"
                                          "remedies:\n"
                                          "  - {set: {phone.tcp.rto_min: 250ms},"
                                          " expect: [{that: phone.losses, is: 0}]}\n"},
                        {}, more));
  CHECK(more.problems().size() == 2);  // those behind are tried although one is wrong, once each
  CHECK(more.text().find("no registration could last") != std::string::npos);
  CHECK(more.text().find("tcp.rto_initial (1s) is above tcp.rto_max (250ms)") != std::string::npos);
}
