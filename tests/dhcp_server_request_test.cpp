// DHCP server: REQUEST, RFC 2131 4.3.2. What vendors answer is in dhcp_server_measured_test.cpp.
#include "tests/dhcp_server_ladder.hpp"

using namespace std::chrono_literals;
using dhcp::with;
using models::DhcpMessage;
using models::DhcpRefusal;
using models::DhcpServerConfig;
using models::DhcpType;
using models::DhcpVerdict;

TEST_CASE("RFC 2131 4.3.2: INIT-REBOOT - ours, wrong network, wrong address, no record") {
  CHECK_LADDER(dhcp::Server{}, R"(
    0s < a REQUEST 10.0.0.10 selects     # as if it had been offered
    0s > a ACK 10.0.0.10
    0s = assigned 10.0.0.10 a
    9s < a REQUEST 10.0.0.10 reboots
    9s > a ACK 10.0.0.10
    9s = renewed 10.0.0.10 a
    9s < a REQUEST 10.0.9.10 reboots
    9s > a NAK by broadcast
    9s = denied 10.0.9.10 a
    9s < a REQUEST 10.0.0.11 reboots
    9s > a NAK by broadcast
    9s = denied 10.0.0.11 a
    9s < b REQUEST 10.0.0.10 reboots
    9s > b NAK by broadcast
    9s = denied 10.0.0.10 b
    9s < b REQUEST 10.0.0.11 reboots     # MUST remain silent
    9s < b REQUEST 10.0.0.200 reboots
    9s .
  )");
}

TEST_CASE("RFC 2131 4.3.2: renewed by unicast, rebound by broadcast; the ACK goes to ciaddr") {
  CHECK_LADDER(with([](DhcpServerConfig& c) { c.lease = 1000s; }), R"(
    0s    < a REQUEST 10.0.0.10 selects
    0s    > a ACK 10.0.0.10
    0s    = assigned 10.0.0.10 a
    500s  < a REQUEST 10.0.0.10 renews
    500s  > a ACK 10.0.0.10 to ciaddr 10.0.0.10
    500s  = renewed 10.0.0.10 a
    1375s < a REQUEST 10.0.0.10 rebinds
    1375s > a ACK 10.0.0.10 to ciaddr 10.0.0.10
    1375s = renewed 10.0.0.10 a
    2374s < b REQUEST 10.0.0.10 selects
    2374s > b NAK by broadcast
    2374s = denied 10.0.0.10 b
    2375s < b REQUEST 10.0.0.10 selects
    2375s > b ACK 10.0.0.10
    2375s = assigned 10.0.0.10 b
  )");
}

TEST_CASE("each verdict is a setting of its own, for each state of the client") {
  const std::array<const char*, 3> states{"reboots", "renews", "rebinds"};
  for (std::size_t i = 0; i < states.size(); ++i) {
    const auto answered = [&](auto change) {
      return with([&](DhcpServerConfig& c) {
        c.imported = {{dhcp::mac_of("b"), {0x0a00'000b}}, {dhcp::mac_of("c"), {0x0a00'000c}}};
        const std::array tables{&c.answers.init_reboot, &c.answers.renewing, &c.answers.rebinding};
        for (auto* table : tables) {  // silent wherever nothing else is said
          *table = {DhcpVerdict::silent, DhcpRefusal::silent, DhcpVerdict::silent,
                    DhcpRefusal::silent, DhcpRefusal::silent};
        }
        change(*tables[i]);
      });
    };
    const auto check = [&](const char* client, const std::string& address, auto change) {
      const std::string asks =
          "0s < " + std::string(client) + " REQUEST " + address + " " + states[i] + "\n";
      CAPTURE(asks);
      CHECK_LADDER(answered([](models::DhcpVerdicts&) {}), asks + "9s .");
      CHECK_LADDER(answered(change), asks + "0s > " + client + " NAK by broadcast\n" +
                                         "0s = denied " + address + " " + client);
    };
    check("a", "10.0.0.10", [](auto& v) { v.free = DhcpVerdict::nak; });
    check("a", "10.0.0.11", [](auto& v) { v.leased_to_another = DhcpRefusal::nak; });
    check("c", "10.0.0.10", [](auto& v) { v.other_on_record = DhcpVerdict::nak; });
    check("a", "10.0.9.10", [](auto& v) { v.other_subnet = DhcpRefusal::nak; });
    check("a", "10.0.0.200", [](auto& v) { v.outside_pool = DhcpRefusal::nak; });
  }
}

TEST_CASE("what is no longer dealt out is not renewed either, nor granted") {
  CHECK_LADDER(dhcp::Server{}, R"(
    0s < a REQUEST 10.0.0.15 selects
    0s > a ACK 10.0.0.15
    0s = assigned 10.0.0.15 a
    1s ! pool 10.0.0.10 10.0.0.12
    2s < a REQUEST 10.0.0.15 renews      # outside_pool: silent
    2s < b REQUEST 10.0.0.16 selects
    2s > b NAK by broadcast
    2s = denied 10.0.0.16 b
  )");
}

TEST_CASE("other_on_record: ack - the lease moves if it may, and the old address is free") {
  const auto server = with([](DhcpServerConfig& c) {
    c.answers.renewing.other_on_record = DhcpVerdict::ack;
    c.imported = {{dhcp::mac_of("a"), {0x0a00'000a}}, {dhcp::mac_of("b"), {0x0a00'000b}}};
  });
  CHECK_LADDER(server, R"(
    0s < a REQUEST 10.0.0.11 renews
    0s > a NAK by broadcast
    0s = denied 10.0.0.11 a
    0s < a REQUEST 10.0.0.12 renews
    0s > a ACK 10.0.0.12 to ciaddr 10.0.0.12
    0s = assigned 10.0.0.12 a
    0s < c DISCOVER
    0s > c OFFER 10.0.0.10
  )");
}

TEST_CASE("authoritative chooses the other table, at once") {
  CHECK_LADDER(dhcp::Server{}, R"(
    0s < a REQUEST 10.0.0.10 reboots
    1s ! authoritative
    2s < a REQUEST 10.0.0.10 reboots
    2s > a NAK by broadcast
    2s = denied 10.0.0.10 a
  )");
}

TEST_CASE(
    "RFC 2131 4.3.2: a NAK through a relay is to be broadcast there; REQUEST by its network") {
  models::DhcpServerConfig config = dhcp::config();
  models::DhcpServer server(config, {0x0a00'0001});
  server.start(sim::Time{});
  DhcpMessage m;
  m.type = DhcpType::request;
  m.requested = {0x0a00'000a};  // of the server's own network, not of the relay's
  m.giaddr = {0x0a00'0101};
  models::DhcpServerActions out;
  server.receive(m, {}, sim::Time{}, out);
  REQUIRE(out.size() == 2);
  const auto& reply = std::get<models::DhcpReply>(out[0]);
  CHECK(reply.message.type == DhcpType::nak);
  CHECK(reply.how == models::DhcpDelivery::to_relay);
  CHECK(reply.message.broadcast);
  CHECK(reply.message.lease == 0);
}

TEST_CASE("a renewal from behind a router is of the network of its ciaddr") {
  const auto import_a = [](DhcpServerConfig& c) {
    c.imported = {{dhcp::mac_of("a"), {0x0a00'010a}}};
  };
  CHECK_LADDER(with(import_a), R"(
    0s < a REQUEST 10.0.1.10 renews
    0s > a ACK 10.0.1.10 to ciaddr 10.0.1.10
    0s = renewed 10.0.1.10 a
    0s < a REQUEST 10.0.1.10 rebinds via 10.0.1.1
    0s > a ACK 10.0.1.10 to relay 10.0.1.1
    0s = renewed 10.0.1.10 a
    0s < a REQUEST 10.0.1.10 rebinds     # on our own wire it has no business with it
    0s > a NAK by broadcast
    0s = denied 10.0.1.10 a
  )");
}
