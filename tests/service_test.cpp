// Service: who could have been called when, found by asking copies of the run.
#include "app/evidence/survey.hpp"
#include "tests/same_run.hpp"
#include "tests/service_fixture.hpp"

namespace {

using namespace std::chrono_literals;
using tests::loaded;
using tests::office;
using tests::outages_of;
using tests::service_of;

}  // namespace

TEST_CASE("service: behind a NAT that forgets, a phone is deaf until its next REGISTER") {
  // At 0 s, 540 s, 1080 s and 1620 s: nine tenths of 600 s. A call rings if one of its INVITEs (the
  // last after 31.5 s: RFC 3261 17.1.1.2) finds the mapping, whose age counts from the REGISTER, or
  // from the answer to a call that came before.
  struct Row {
    std::string timeout;
    double forgets;
  };
  for (const Row& row : {Row{"3min", 180}, Row{"60s", 60}, Row{"150s", 150}}) {
    CAPTURE(row.timeout);
    const app::Scenario scenario = loaded(office, {"nat.nat.udp_timeout=" + row.timeout});
    const app::Service service = service_of(scenario);
    CHECK(!service.given_up);
    const app::PhoneService& phone = service.phones[0];
    CAPTURE(outages_of(phone));
    std::vector<app::Outage> outages = phone.outages;
    std::erase_if(outages, [](const app::Outage& o) { return !o.counts(); });
    const std::size_t all = row.forgets < 180 ? 4 : 3;
    REQUIRE(outages.size() == all);
    sim::Duration sum{};
    for (std::size_t i = 0; i < outages.size(); ++i) {
      const app::Outage& o = outages[i];
      CHECK(o.why == app::Deaf::no_answer);
      CHECK(o.deaf == o.lasted());
      const double registered = 540.0 * static_cast<double>(i);
      CHECK(sim::seconds(o.from.time_since_epoch()) ==
            Approx(registered + row.forgets).margin(0.011));
      CHECK(sim::seconds(o.to.time_since_epoch()) ==
            Approx(i == 3 ? 1800 : registered + 540 - 31.5).margin(0.011));
      CHECK(o.ended == (i != 3));
      sum += o.lasted();
    }
    CHECK(phone.deaf == sum);
    CHECK(phone.due - phone.callable == sum);
    CHECK(phone.back == outages[2].to);
    CHECK(phone.callable_at_end == (all == 3));
  }
}

TEST_CASE("service: with the setting that makes it deaf turned, a phone is callable all the time") {
  for (const char* set : {"nat.nat.udp_timeout=10min", "pbx.sip.max_expiry=150s"}) {
    const app::Scenario scenario = loaded(office, {set});
    for (const app::PhoneService& phone : service_of(scenario).phones) {
      CAPTURE(set, outages_of(phone));
      CHECK(phone.share() == 1);
      CHECK(phone.longest == 0s);
      CHECK(phone.callable_at_end);
      CHECK(phone.outages.size() == 1);  // until its first registration
    }
  }
}

TEST_CASE("service: a phone that is LAGGED is registered, and deaf") {
  const app::Scenario scenario =
      loaded(office, {"pbx.sip.qualify=2s", "pbx.sip.qualify_every=60s", "links.3.delay=1200ms"});
  const app::Service service = service_of(scenario);
  const app::PhoneService& phone = service.phones[0];
  CAPTURE(outages_of(phone));
  CHECK(phone.share() < 0.01);
  CHECK(!phone.callable_at_end);
  CHECK(phone.outages.back().why == app::Deaf::unreachable);
  CHECK(phone.deaf > 29min);
  const app::Scenario cured = loaded(office, {"pbx.sip.qualify=6s", "links.3.delay=1200ms"});
  CHECK(service_of(cured).phones[0].share() == 1);
}

TEST_CASE("service: asking does not disturb the run, and gives the same answer twice") {
  const app::Scenario scenario = loaded(office);
  const app::RunOf run{.scenario = scenario, .seed = 7};
  const app::ServiceOptions options;
  const app::Progress nobody_looks;
  app::Survey survey(run, options, nobody_looks);
  for (int i = 1; i <= 30; ++i) survey.advance(sim::Time{} + i * 1min, 0);
  CHECK(survey.events() > 1000);
  const app::Simulation alone = app::simulate(run, {});
  CHECK(tests::difference(survey.course().network(), alone.world->network()).empty());
  const auto first = app::ask_service(run, options, {});
  const auto second = app::ask_service(run, options, {});
  REQUIRE(first);
  CHECK(first->events == second->events);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(outages_of(first->phones[i]) == outages_of(second->phones[i]));
  }
}

TEST_CASE("service: what the operator does, or not") {
  const auto told = [](const std::string& timeline) {
    const app::Scenario scenario =
        loaded(office + "timeline:\n" + timeline, {"nat.nat.udp_timeout=20min"});
    return outages_of(service_of(scenario).phones[0]);
  };
  const std::string start = "starting 0.000-0.001; ";
  CHECK(told("  - {at: 5min, power_off: phone1}\n  - {at: 7min, power_on: phone1}\n") ==
        start + "switched_off 300.000-420.000; starting 420.000-420.001");
  CHECK(told("  - {at: 5min, unplug: phone1}\n  - {at: 6min, plug: phone1}\n") ==
        start + "no_answer 300.000-328.502");
  CHECK(told("  - {at: 5min, power_off: pbx}\n  - {at: 6min, power_on: pbx}\n") ==
        start + "not_registered 300.000-540.001");
  CHECK(told("  - {at: 29min 50s, power_off: phone1}\n") ==
        start + "switched_off 1790.000-1800.000...");
}

TEST_CASE("service: many calls at once on a narrow line are not taken for deafness") {
  std::string site = office;
  const auto replace = [&](const std::string& from, const std::string& to) {
    site.replace(site.find(from), from.size(), to);
  };
  replace("count: 2", "count: 60");
  replace("sw1:{1-2}", "sw1:{1-60}");
  replace("phone{1-2}", "phone{1-60}");
  replace("sw1:24", "sw1:64");
  replace("sw1: {kind: switch}", "sw1: {kind: switch, ports: 64}");
  replace("nat:2 - isp:2", "{between: \"nat:2 - isp:2\", rate: 64kbit/s, queue: 500ms}");
  const app::Scenario scenario = loaded(site, {"nat.nat.udp_timeout=20min"});
  const app::Service service = service_of(scenario);
  for (const app::PhoneService& phone : service.phones) {
    CAPTURE(phone.phone, outages_of(phone));
    CHECK(phone.share() == 1);
  }
}

TEST_CASE("service: a budget that does not suffice is said") {
  const app::Scenario scenario = loaded(office);
  app::ServiceOptions options;
  options.most_events = 1000;
  const app::Service none = service_of(scenario, options);
  CHECK(none.given_up);
  CHECK(none.phones.empty());
  options.most_events = 6000;
  const app::Service coarse = service_of(scenario, options);
  CHECK(coarse.given_up);
  CHECK(coarse.events < 8000);
  REQUIRE(coarse.phones.size() == 2);
  CHECK(coarse.phones[0].share() == Approx(0.45).margin(0.1));
  const auto stops = [](std::string_view, double) { return true; };
  CHECK(!app::ask_service({.scenario = scenario}, {}, stops));
}

TEST_CASE("service: by SIP over TCP and by SCCP, a phone is deaf before its registration is lost") {
  // The cable is out from 5 min to 5 min 40 s: shorter than any keepalive's patience, and longer
  // than a call manager waits for a ring.
  for (const char* what : {"user_agent: cisco, transport: tcp", "protocol: sccp"}) {
    CAPTURE(what);
    const app::Scenario scenario = loaded(fmt::format(R"(
version: 2
title: a call manager, and a phone whose cable is pulled
source: made up
duration: 10min
devices:
  cucm: {{kind: call_server, registrar: cucm, address: 10.0.0.1/24}}
  phone: {{kind: phone, address: 10.0.0.51/24, call_servers: [cucm], {}}}
  sw1: {{kind: switch}}
links: [phone - sw1:1, cucm - sw1:2]
timeline:
  - {{at: 5min, unplug: phone}}
  - {{at: 5min 40s, plug: phone}}
)",
                                                      what));
    const app::Service service = service_of(scenario);
    const app::PhoneService& phone = service.phones[0];
    CAPTURE(outages_of(phone));
    CHECK(phone.callable_at_end);
    CHECK(phone.deaf > 1s);  // an SCCP phone notices at its next KeepAlive
    CHECK(phone.longest < 45s);
    CHECK(sim::seconds(phone.outages.back().from.time_since_epoch()) == Approx(300).margin(0.02));
  }
}
