// What a DNS server answers: RFC 1035 4.1.1, RFC 2308 2; one question, one answer, no time.
#include "models/protocol/dns/dns_server.hpp"

#include "tests/catch.hpp"

using namespace std::chrono_literals;
using models::DnsMessage;
using models::DnsOutside;
using models::DnsRcode;
using models::DnsServer;
using models::DnsServerConfig;
using models::DnsType;
using models::Name;

namespace {

constexpr Name pbx{1}, service{2}, gone{3}, elsewhere{9};

// pbx A 10.0.0.1; _sip._udp SRV pbx; `gone` is in the zone, but has no records.
DnsServerConfig zone() {
  return {.records = {{.name = pbx,
                       .type = DnsType::a,
                       .ttl = 60s,
                       .records = {{.address = {0x0a000001}, .target = {}}}},
                      {.name = service,
                       .type = DnsType::srv,
                       .ttl = 10min,
                       .records = {{.address = {}, .target = pbx, .priority = 20, .port = 5060}}}},
          .empty_names = {gone},
          .negative_ttl = 15min};
}

DnsMessage ask(const DnsServerConfig& config, Name name, DnsType type) {
  const DnsMessage question{.id = 77, .name = name, .type = type};
  const DnsMessage answer = DnsServer{config}.answer(question);
  CHECK(answer.is_response);
  CHECK(answer.id == 77);
  CHECK(answer.name == name);
  CHECK(answer.type == type);
  return answer;
}

}  // namespace

TEST_CASE("RFC 1035 4.1: a DNS server answers with the RRset and its TTL") {
  const DnsMessage a = ask(zone(), pbx, DnsType::a);
  CHECK(a.rcode == DnsRcode::no_error);
  REQUIRE(a.count == 1);
  CHECK(a.answers[0].address == sim::Ipv4{0x0a000001});
  CHECK(a.ttl == 60);
  const DnsMessage srv = ask(zone(), service, DnsType::srv);
  REQUIRE(srv.count == 1);
  CHECK(srv.answers[0].target == pbx);
  CHECK(srv.answers[0].priority == 20);
  CHECK(srv.answers[0].port == 5060);
  CHECK(srv.ttl == 600);
}

TEST_CASE("RFC 2308 2: no data is not a name error, and both carry the negative TTL") {
  struct Case {
    Name name;
    DnsType type;
    DnsRcode rcode;
    std::uint32_t ttl;
  };
  for (const Case& c : {Case{pbx, DnsType::srv, DnsRcode::no_error, 900},
                        Case{service, DnsType::a, DnsRcode::no_error, 900},
                        Case{gone, DnsType::a, DnsRcode::name_error, 900},
                        Case{elsewhere, DnsType::a, DnsRcode::refused, 0}}) {
    CAPTURE(c.name.value);
    const DnsMessage answer = ask(zone(), c.name, c.type);
    CHECK(answer.rcode == c.rcode);
    CHECK(answer.count == 0);
    CHECK(answer.ttl == c.ttl);
  }
}

TEST_CASE("a DNS server of the whole name space says name error for what it does not have") {
  DnsServerConfig config = zone();
  config.outside = DnsOutside::name_error;
  const DnsMessage answer = ask(config, elsewhere, DnsType::srv);
  CHECK(answer.rcode == DnsRcode::name_error);
  CHECK(answer.ttl == 900);
}

TEST_CASE("an RRset without records is a name without data") {
  DnsServerConfig config = zone();
  config.records[0].records.clear();
  const DnsMessage answer = ask(config, pbx, DnsType::a);
  CHECK(answer.rcode == DnsRcode::no_error);
  CHECK(answer.count == 0);
  CHECK(answer.ttl == 900);
}

TEST_CASE("RFC 1035 4.1.1: a server whose zone has expired fails every question") {
  DnsServerConfig config = zone();
  config.fails = true;
  for (const Name name : {pbx, gone, elsewhere}) {
    const DnsMessage answer = ask(config, name, DnsType::a);
    CHECK(answer.rcode == DnsRcode::server_failure);
    CHECK(answer.count == 0);
    CHECK(answer.ttl == 0);
  }
}

TEST_CASE("an answer has the first four records of a larger RRset") {
  DnsServerConfig config = zone();
  for (std::uint32_t i = 2; i <= 6; ++i) {
    config.records[0].records.push_back({.address = {0x0a000000 + i}, .target = {}});
  }
  const DnsMessage answer = ask(config, pbx, DnsType::a);
  CHECK(answer.count == 4);
  CHECK(answer.answers[3].address == sim::Ipv4{0x0a000004});
}
