// DHCP server: INFORM, RFC 2131 4.3.5, and the options of its answers; its config.
#include "models/protocol/dhcp/dhcp_server_fields.hpp"
#include "sim/schema/shape.hpp"
#include "tests/dhcp_server_ladder.hpp"

using dhcp::with;
using models::DhcpMessage;
using models::DhcpServerConfig;
using models::DhcpType;

TEST_CASE("RFC 2131 4.3.5: INFORM is answered to ciaddr, without an address and without a lease") {
  CHECK_LADDER(dhcp::Server{}, R"(
    0s < a INFORM 10.0.0.200
    0s > a ACK without address to ciaddr 10.0.0.200
    0s < a INFORM 10.0.1.200 via 10.0.1.1
    0s > a ACK without address to ciaddr 10.0.1.200
    0s < a INFORM 10.0.9.200
    0s < b DISCOVER
    0s > b OFFER 10.0.0.10
  )");
}

TEST_CASE("dhcpinform() of ISC: an INFORM needs an authoritative server") {
  CHECK_LADDER(dhcp::Server(dhcp::profile("isc-dhcpd", false)), R"(
    0s < a INFORM 10.0.0.200
    1s ! authoritative
    2s < a INFORM 10.0.0.200
    2s > a ACK without address to ciaddr 10.0.0.200
  )");
}

TEST_CASE("[lync-gg412828]: options 43 and 120 for their class, compared to the letter") {
  const auto server = [](bool registrar_for_all) {
    return with([&](DhcpServerConfig& c) {
      c.scopes[0].web_service = dhcp::web_service;
      c.scopes[0].web_service_class = dhcp::class_of_lync;
      c.scopes[0].registrar = dhcp::registrar;
      if (!registrar_for_all) c.scopes[0].registrar_class = dhcp::class_of_lync;
    });
  };
  CHECK_LADDER(server(false), R"(
    0s < a INFORM 10.0.0.200 MS-UC-Client
    0s > a ACK without address web-service registrar to ciaddr 10.0.0.200
    0s < a INFORM 10.0.0.200 ms-uc-client
    0s > a ACK without address to ciaddr 10.0.0.200
    0s < a INFORM 10.0.0.200
    0s > a ACK without address to ciaddr 10.0.0.200
    0s < a DISCOVER MS-UC-Client
    0s > a OFFER 10.0.0.10 web-service registrar
  )");
  CHECK_LADDER(server(true), R"(
    0s < a INFORM 10.0.0.200 ms-uc-client
    0s > a ACK without address registrar to ciaddr 10.0.0.200
    0s < a DISCOVER
    0s > a OFFER 10.0.0.10 registrar
  )");
}

TEST_CASE(
    "[lync-gg398369]: the Lync registrar's own component answers only INFORM of MS-UC-Client") {
  CHECK_LADDER(with([](DhcpServerConfig& c) {
                 c.answers_only_inform_of = dhcp::class_of_lync;
                 c.scopes.resize(1);
                 c.scopes[0] = {};
                 c.scopes[0].network = {{}, 0};  // whoever asks
                 c.scopes[0].web_service = dhcp::web_service;
                 c.scopes[0].registrar = dhcp::registrar;
               }),
               R"(
    0s < a DISCOVER MS-UC-Client
    0s < a REQUEST 10.0.0.10 selects MS-UC-Client
    0s < a INFORM 192.0.2.9 ms-uc-client
    0s < a INFORM 192.0.2.9
    0s < a INFORM 0.0.0.0 MS-UC-Client   # there is nowhere to send it
    0s < a INFORM 192.0.2.9 MS-UC-Client
    0s > a ACK without address web-service registrar to ciaddr 192.0.2.9
  )");
}

TEST_CASE("RFC 2131 table 3: what OFFER and ACK say; a scope's own lease; lease without end") {
  models::DhcpServerConfig config = dhcp::config();
  config.scopes[0].router = {0x0a00'0002};
  config.scopes[0].dns = {{0x0a00'0003}, {0x0a00'0004}, {0x0a00'0005}};
  config.scopes[1].lease = sim::forever;
  models::DhcpServer server(config, {0x0a00'0001});
  server.start(sim::Time{});
  const auto answer = [&](const DhcpMessage& m) {
    models::DhcpServerActions out;
    server.receive(m, {}, sim::Time{}, out);
    REQUIRE(!out.empty());
    return std::get<models::DhcpReply>(out[0]).message;
  };
  DhcpMessage m;
  m.xid = 77;
  m.set_chaddr({0x0200'0000'0001});
  const DhcpMessage offer = answer(m);
  CHECK(offer.type == DhcpType::offer);
  CHECK(offer.xid == 77);
  CHECK(offer.ciaddr == sim::Ipv4{});
  CHECK(offer.server_id == sim::Ipv4{0x0a00'0001});
  CHECK(offer.lease == 43'200);
  CHECK(offer.prefix_length == 24);
  CHECK(offer.router == sim::Ipv4{0x0a00'0002});
  CHECK(offer.dns == std::array{sim::Ipv4{0x0a00'0003}, sim::Ipv4{0x0a00'0004}});
  m.giaddr = {0x0a00'0101};
  CHECK(answer(m).lease == models::infinite_lease);
  m.type = DhcpType::request;
  m.ciaddr = answer([&] {
               DhcpMessage selects = m;
               selects.requested = {0x0a00'010a};
               selects.server_id = {0x0a00'0001};
               return selects;
             }())
                 .yiaddr;
  const DhcpMessage ack = answer(m);
  CHECK(ack.type == DhcpType::ack);
  CHECK(ack.ciaddr == sim::Ipv4{0x0a00'010a});
  CHECK(ack.yiaddr == sim::Ipv4{0x0a00'010a});
  CHECK(ack.giaddr == sim::Ipv4{0x0a00'0101});
  CHECK(ack.lease == models::infinite_lease);
}

TEST_CASE("a scope is sound if its pool lies in its network and is not too large") {
  models::DhcpScope scope;
  scope.network = {{0x0a00'0000}, 8};
  CHECK(scope.is_sound());  // no pool
  scope.pool = {{0x0a00'0001}, {0x0a01'0000}};
  CHECK(scope.is_sound());
  scope.pool.last = {0x0a01'0001};
  CHECK_FALSE(scope.is_sound());  // 65 537 addresses
  scope.pool = {{0x0a00'000a}, {0x0a00'0009}};
  CHECK_FALSE(scope.is_sound());
  scope.pool = {{0x0b00'000a}, {0x0b00'000b}};
  CHECK_FALSE(scope.is_sound());
}

TEST_CASE("DhcpServerConfig and DhcpRelayConfig have their keys") {
  const sim::Shape shape = sim::shape_of<DhcpServerConfig>();
  CHECK(shape.find("answers") != nullptr);
  CHECK(shape.find("scopes") != nullptr);
  CHECK(sim::shape_of<models::DhcpRelayConfig>().find("servers") != nullptr);
}
