// What DNS said is part of a cause, and which setting made it say so: one fault at a time, in a
// network whose phones find their PBX by name.
#include "tests/run_fixture.hpp"

namespace {

struct Fault {
  std::string records =
      "[{name: _sip._udp.office.example, srv: pbx.office.example, ttl: 2min}, "
      "{name: pbx.office.example, a: 10.0.0.1, ttl: 2min}]";
  std::string server{};  // more about it
  std::string phone = "domain: office.example, dns: [10.0.0.2]";
  std::string timeline = "[]";
};

app::RunResult run_with(const Fault& fault) {
  const std::string text = R"(title: t
source: made up for this test
version: 2
duration: 30min
devices:
  pbx: {kind: call_server, address: 10.0.0.1/24}
  dns: {kind: server, address: 10.0.0.2/24, dns: {enabled: true, records: )" +
                           fault.records + fault.server + R"(}}
  sw1: {kind: switch}
  phone:
    {kind: phone, address: 10.0.0.9/24, call_servers: [pbx], sip: {register_expires: 2min}, )" +
                           fault.phone + R"(}
links: [phone - sw1:1, pbx - sw1:2, dns - sw1:3]
timeline: )" + fault.timeline +
                           "\n";
  sim::Diagnostics diagnostics;
  auto result = app::run({"dns.yaml", text}, {}, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(result);
  return std::move(*result);
}

struct Said {
  std::string dns;
  std::string setting;
};

Said never(const Fault& fault) {
  const auto result = run_with(fault);
  REQUIRE(result.history.never_registered.size() == 1);
  const app::Cause& cause = result.history.never_registered[0].cause;
  return {cause.dns, cause.setting};
}

Said first_loss_of(const Fault& fault) {
  const auto result = run_with(fault);
  REQUIRE(result.losses() > 0);
  const app::Cause& cause = result.history.stays[0].cause;
  return {cause.dns, cause.setting};
}

}  // namespace

TEST_CASE("DNS as a cause: the name that nobody has, or that has no address") {
  const Said wrong = never({.phone = "domain: ofice.example, dns: [10.0.0.2]"});
  CHECK(wrong.dns == "SERVFAIL or REFUSED to SRV _sip._udp.ofice.example");
  CHECK(wrong.setting == "phone.domain");
  const Said denied =
      never({.server = ", outside: name_error", .phone = "domain: ofice.example, dns: [10.0.0.2]"});
  CHECK(denied.dns == "NXDOMAIN, there is no A ofice.example");
  CHECK(denied.setting == "phone.domain");
  const Said dangling =
      never({.records = "[{name: _sip._udp.office.example, srv: pbx.office.example}]"});
  CHECK(dangling.dns == "NXDOMAIN, there is no A pbx.office.example");
  CHECK(dangling.setting.starts_with("dns.dns.records"));
}

TEST_CASE("DNS as a cause: a server that fails, that is off, that is somebody else") {
  const Said fails = never({.server = ", fails: true"});
  CHECK(fails.dns == "SERVFAIL or REFUSED to SRV _sip._udp.office.example");
  CHECK(fails.setting == "dns.dns.fails");
  const Said off = first_loss_of({.timeline = "[{at: 10min, power_off: dns}]"});
  CHECK(off.dns.starts_with("nothing to "));
  CHECK(off.setting == "timeline.1");
  const Said foreign = never({.phone = "domain: office.example, dns: [10.0.0.7]"});
  CHECK(foreign.dns == "nothing to SRV _sip._udp.office.example");
  CHECK(foreign.setting.starts_with("phone.dns"));
}

TEST_CASE("RFC 3263 4.2: a zone with an address and no service is enough, by domain and by host") {
  for (const std::string name : {"office.example", "pbx.office.example"}) {
    const Fault fault{.records = "[{name: " + name + ", a: 10.0.0.1}]",
                      .phone = "domain: " + name + ", dns: [10.0.0.2]"};
    CHECK(run_with(fault).history.registered_at_end.size() == 1);
    Fault none = fault;
    none.phone += ", fail_over: {fallback: none}";
    CHECK(run_with(none).history.never_registered.size() == 1);
  }
}

TEST_CASE("DNS as a cause: who keeps an address for longer than it is true") {
  const std::string move =
      "[{at: 10min, set: {pbx.address: 10.0.0.3/24, dns.dns.records.2.a: 10.0.0.3}}]";
  const auto kept = run_with({.phone = "domain: office.example, dns: [10.0.0.2], "
                                       "resolver: {min_ttl: 1h}",
                              .timeline = move});
  REQUIRE(kept.losses() > 0);
  CHECK(kept.history.stays[0].cause.walked_too == "phone.resolver.min_ttl");
  const auto told =
      run_with({.records = "[{name: _sip._udp.office.example, srv: pbx.office.example, ttl: 1h}, "
                           "{name: pbx.office.example, a: 10.0.0.1, ttl: 1h}]",
                .timeline = move});
  REQUIRE(told.losses() > 0);
  CHECK(told.history.stays[0].cause.walked_too == "dns.dns.records.2.ttl");
}
