// The relay agent, RFC 1542 4.1, and how a server's answer reaches its client, RFC 2131 4.1.
#include "models/protocol/dhcp/dhcp_relay.hpp"

#include "tests/catch.hpp"

using namespace models;

namespace {

constexpr Ipv4 server{0x0a00'0001}, other_server{0x0a00'0002}, phones{0x0a00'0101},
    printers{0x0a00'0201}, client{0x0a00'010a};

DhcpMessage message(DhcpType type) {
  DhcpMessage m;
  m.type = type;
  m.set_chaddr({0x0200'0000'0001});
  return m;
}

DhcpRelayActions request(const DhcpRelayConfig& config, const DhcpMessage& m) {
  DhcpRelayActions out;
  relay_request(config, m, phones, out);
  return out;
}
DhcpRelayActions reply(const DhcpMessage& m) {
  DhcpRelayActions out;
  const std::array locals{phones, printers};
  relay_reply(m, locals, out);
  return out;
}

}  // namespace

TEST_CASE("RFC 1542 4.1.1: a client's broadcast goes to every server, with our address in giaddr") {
  const auto out = request({.servers = {server, other_server}}, message(DhcpType::discover));
  REQUIRE(out.size() == 2);
  CHECK(std::get<DhcpToServer>(out[0]).server == server);
  CHECK(std::get<DhcpToServer>(out[1]).server == other_server);
  CHECK(std::get<DhcpToServer>(out[0]).message.giaddr == phones);
  CHECK(std::get<DhcpToServer>(out[0]).message.chaddr() == Mac{0x0200'0000'0001});
}

TEST_CASE("RFC 1542 4.1.1: a giaddr that another relay has filled in stays") {
  DhcpMessage m = message(DhcpType::discover);
  m.giaddr = printers;
  const auto out = request({.servers = {server}}, m);
  REQUIRE(out.size() == 1);
  CHECK(std::get<DhcpToServer>(out[0]).message.giaddr == printers);
}

TEST_CASE("RFC 1542 3.2: a relay may wait until the client has tried for a while") {
  const DhcpRelayConfig config{.servers = {server}, .min_secs = 4s};
  DhcpMessage m = message(DhcpType::discover);
  m.secs = 3;
  CHECK(std::get<DhcpRelayDrop>(request(config, m)[0]) == DhcpRelayDrop::too_soon);
  m.secs = 4;
  CHECK(std::get<DhcpToServer>(request(config, m)[0]).server == server);
}

TEST_CASE("RFC 1542 4.1.1: hops counts the relays, and what has passed too many is discarded") {
  const DhcpRelayConfig config{.servers = {server}, .max_hops = 4};  // 4.1.1: SHOULD be 4
  DhcpMessage m = message(DhcpType::discover);
  CHECK(std::get<DhcpToServer>(request(config, m)[0]).message.hops == 1);
  m.hops = 4;
  CHECK(std::get<DhcpToServer>(request(config, m)[0]).message.hops == 5);
  m.hops = 5;
  CHECK(std::get<DhcpRelayDrop>(request(config, m)[0]) == DhcpRelayDrop::too_many_hops);
}

TEST_CASE("RFC 3046 2.1: option 82 without giaddr is discarded, unless its circuit is trusted") {
  DhcpMessage m = message(DhcpType::discover);
  m.relay_info = true;
  const DhcpRelayConfig trusting{.servers = {server}, .trusts_relay_info = true};
  CHECK(std::get<DhcpRelayDrop>(request({.servers = {server}}, m)[0]) == DhcpRelayDrop::relay_info);
  CHECK(std::get<DhcpToServer>(request(trusting, m)[0]).message.relay_info);
  m.giaddr = printers;  // another relay's
  CHECK(std::get<DhcpToServer>(request({.servers = {server}}, m)[0]).message.giaddr == printers);
}

TEST_CASE("a relay drops what it has no server for, and servers' broadcasts") {
  const auto without = request({}, message(DhcpType::discover));
  REQUIRE(without.size() == 1);
  CHECK(std::get<DhcpRelayDrop>(without[0]) == DhcpRelayDrop::no_server);
  for (const DhcpType type : {DhcpType::offer, DhcpType::ack, DhcpType::nak}) {
    const auto out = request({.servers = {server}}, message(type));
    REQUIRE(out.size() == 1);
    CHECK(std::get<DhcpRelayDrop>(out[0]) == DhcpRelayDrop::not_a_request);
  }
}

TEST_CASE("a relay serves eight servers; more are left out") {
  const DhcpRelayConfig config{.servers = std::vector<Ipv4>(9, server)};
  CHECK(request(config, message(DhcpType::discover)).size() == 8);
}

TEST_CASE("RFC 1542 4.1.2: an answer goes to the interface of giaddr, as the broadcast flag says") {
  DhcpMessage m = message(DhcpType::offer);
  m.giaddr = printers;
  m.yiaddr = client;
  auto out = reply(m);
  REQUIRE(out.size() == 1);
  CHECK(std::get<DhcpToClient>(out[0]).local == printers);
  CHECK(std::get<DhcpToClient>(out[0]).how == DhcpDelivery::to_yiaddr);
  CHECK(std::get<DhcpToClient>(out[0]).message.yiaddr == client);
  m.broadcast = true;
  out = reply(m);
  CHECK(std::get<DhcpToClient>(out[0]).how == DhcpDelivery::broadcast);
}

TEST_CASE("RFC 1542 4.1.2: an answer that is not for us is dropped, and so is a request") {
  DhcpMessage m = message(DhcpType::ack);
  m.giaddr = server;
  CHECK(std::get<DhcpRelayDrop>(reply(m)[0]) == DhcpRelayDrop::not_ours);
  m.giaddr = {};
  CHECK(std::get<DhcpRelayDrop>(reply(m)[0]) == DhcpRelayDrop::not_ours);
  CHECK(std::get<DhcpRelayDrop>(reply(message(DhcpType::discover))[0]) ==
        DhcpRelayDrop::not_a_request);
}

TEST_CASE("RFC 2131 4.1: giaddr, then ciaddr, then the broadcast flag, then yiaddr and chaddr") {
  struct Row {
    DhcpType type;
    Ipv4 giaddr;
    Ipv4 ciaddr;
    bool broadcast;
    DhcpDelivery how;
  };
  const std::vector<Row> rows{
      {DhcpType::offer, {}, {}, false, DhcpDelivery::to_yiaddr},
      {DhcpType::offer, {}, {}, true, DhcpDelivery::broadcast},
      {DhcpType::ack, {}, client, false, DhcpDelivery::to_ciaddr},
      {DhcpType::ack, {}, client, true, DhcpDelivery::to_ciaddr},
      {DhcpType::ack, phones, client, true, DhcpDelivery::to_relay},
      {DhcpType::nak, {}, {}, false, DhcpDelivery::broadcast},  // always, if giaddr is zero
      {DhcpType::nak, phones, {}, false, DhcpDelivery::to_relay}};
  for (const Row& row : rows) {
    DhcpMessage m = message(row.type);
    m.giaddr = row.giaddr;
    m.ciaddr = row.ciaddr;
    m.broadcast = row.broadcast;
    CHECK(delivery_of(m) == row.how);
  }
}
