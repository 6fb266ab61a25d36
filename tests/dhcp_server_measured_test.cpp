// DHCP servers as measured, [measured-dhcp], against the profiles that are shipped.
#include "tests/dhcp_server_ladder.hpp"

using models::DhcpServerConfig;

namespace {

// What a server answers to a client that boots, renews or rebinds with an address.
enum class Asks { reboots, renews, rebinds };

std::string answer(const DhcpServerConfig& config, Asks how, sim::Ipv4 address) {
  models::DhcpServer server(config, {0x0a00'0001});
  server.start(sim::Time{});
  models::DhcpServerActions out;
  models::DhcpMessage m;
  m.type = models::DhcpType::request;
  m.set_chaddr(dhcp::mac_of("a"));
  (how == Asks::reboots ? m.requested : m.ciaddr) = address;
  const models::DhcpArrival arrival{.broadcast = how != Asks::renews};
  server.receive(m, arrival, sim::Time{}, out);
  if (out.empty()) return "silent";
  return std::get<models::DhcpReply>(out[0]).message.type == models::DhcpType::ack ? "ACK" : "NAK";
}

constexpr sim::Ipv4 free_one{0x0a00'000a}, of_another{0x0a00'000b}, other_subnet{0x0a09'000a},
    outside_pool{0x0a00'00c8};

struct Row {
  const char* what;
  Asks how;
  sim::Ipv4 address;
  // Kea, Kea authoritative, ISC, ISC authoritative, dnsmasq, dnsmasq authoritative
  std::array<std::string, 6> expected;
};

}  // namespace

TEST_CASE("[measured-dhcp]: REQUEST of a client without a record, as six servers answered it") {
  const std::string ack = "ACK", nak = "NAK", silent = "silent";
  const std::vector<Row> rows{
      {"INIT-REBOOT, free", Asks::reboots, free_one, {silent, nak, ack, ack, silent, ack}},
      {"RENEW, free", Asks::renews, free_one, {ack, ack, ack, ack, nak, ack}},
      {"INIT-REBOOT, another's", Asks::reboots, of_another, {silent, nak, nak, nak, silent, nak}},
      {"RENEW, another's", Asks::renews, of_another, {nak, nak, nak, nak, nak, nak}},
      {"REBIND, another's", Asks::rebinds, of_another, {nak, nak, nak, nak, silent, nak}},
      {"INIT-REBOOT, other subnet",
       Asks::reboots,
       other_subnet,
       {silent, nak, silent, nak, silent, nak}},
      {"INIT-REBOOT, outside the pool",
       Asks::reboots,
       outside_pool,
       {silent, nak, silent, silent, silent, nak}}};
  const std::array<const char*, 3> servers{"kea-dhcp", "isc-dhcpd", "dnsmasq"};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < 6; ++i) {
      DhcpServerConfig config = dhcp::profile(servers[i / 2], i % 2 == 1);
      config.imported = {{dhcp::mac_of("b"), of_another}};
      CAPTURE(row.what, servers[i / 2], config.authoritative);
      CHECK(answer(config, row.how, row.address) == row.expected[i]);
    }
  }
}

TEST_CASE("rfc2131.c, alloc_engine.cc: REQUEST of a client whose lease is another one") {
  struct OtherRow {
    const char* server;
    bool authoritative;
    std::array<std::string, 3> expected;  // reboots, renews, rebinds
  };
  const std::vector<OtherRow> rows{{"kea-dhcp", false, {"NAK", "ACK", "ACK"}},
                                   {"kea-dhcp", true, {"NAK", "ACK", "ACK"}},
                                   {"dnsmasq", false, {"NAK", "NAK", "silent"}},
                                   {"dnsmasq", true, {"NAK", "NAK", "silent"}},
                                   {"isc-dhcpd", false, {"NAK", "NAK", "NAK"}},
                                   {"isc-dhcpd", true, {"NAK", "NAK", "NAK"}},
                                   {"ios-dhcp", false, {"NAK", "NAK", "NAK"}},
                                   {"windows-dhcp-2008r2", true, {"NAK", "NAK", "NAK"}}};
  for (const OtherRow& row : rows) {
    DhcpServerConfig config = dhcp::profile(row.server, row.authoritative);
    config.imported = {{dhcp::mac_of("a"), of_another}};
    CAPTURE(row.server, row.authoritative);
    CHECK(answer(config, Asks::reboots, free_one) == row.expected[0]);
    CHECK(answer(config, Asks::renews, free_one) == row.expected[1]);
    CHECK(answer(config, Asks::rebinds, free_one) == row.expected[2]);
    CHECK(answer(config, Asks::renews, of_another) == "ACK");  // its own, of course
  }
}

TEST_CASE("[measured-dhcp]: OFFER delay - Kea none, ISC 1 s, dnsmasq 3 s") {
  CHECK_LADDER(dhcp::Server(dhcp::profile("kea-dhcp", false)), R"(
    0s < a DISCOVER
    0s > a OFFER 10.0.0.10
    0s < echo 10.0.0.10                          # it has no check
    1s .
  )");
  CHECK_LADDER(dhcp::Server(dhcp::profile("isc-dhcpd", false)), R"(
    0s < a DISCOVER
    0s > ping 10.0.0.10
    1s > a OFFER 10.0.0.10
  )");
  CHECK_LADDER(dhcp::Server(dhcp::profile("dnsmasq", false)), R"(
    0s < a DISCOVER
    0s > ping 10.0.0.12                          # SDBM of 02:00:00:00:00:00: 744014462
    3s > a OFFER 10.0.0.12
  )");
}

TEST_CASE("[measured-dhcp]: checks happen on DISCOVER only") {
  CHECK_LADDER(dhcp::Server(dhcp::profile("isc-dhcpd", false)), R"(
    0s    < a REQUEST 10.0.0.12 reboots
    0s    > a ACK 10.0.0.12
    0s    = assigned 10.0.0.12 a
    6h    < a REQUEST 10.0.0.12 renews
    6h    > a ACK 10.0.0.12 to ciaddr 10.0.0.12
    6h    = renewed 10.0.0.12 a
  )");
  CHECK_LADDER(dhcp::Server(dhcp::profile("dnsmasq", true)), R"(
    0s    < a REQUEST 10.0.0.12 reboots
    0s    > a ACK 10.0.0.12
    0s    = assigned 10.0.0.12 a
  )");
}

TEST_CASE(
    "[measured-dhcp]: busy address found by ping - ISC: abandoned, no OFFER to that DISCOVER") {
  CHECK_LADDER(dhcp::Server(dhcp::profile("isc-dhcpd", false)), R"(
    0s     < a DISCOVER
    0s     > ping 10.0.0.10
    0.001s < echo 10.0.0.10
    0.001s = conflict 10.0.0.10 a
    4s     < a DISCOVER
    4s     > ping 10.0.0.11
    5s     > a OFFER 10.0.0.11
    86399s < b DISCOVER                         # still abandoned
    86399s > ping 10.0.0.12
    86400s > b OFFER 10.0.0.12
  )");
}

TEST_CASE("[measured-dhcp]: busy address found by ping - dnsmasq: another one in the same answer") {
  CHECK_LADDER(dhcp::Server(dhcp::profile("dnsmasq", false)), R"(
    0s     < a DISCOVER
    0s     > ping 10.0.0.12
    0.001s < echo 10.0.0.12
    0.001s = conflict 10.0.0.12 a
    0.001s > ping 10.0.0.13
    3.001s > a OFFER 10.0.0.13
  )");
}

TEST_CASE("[measured-dhcp]: DECLINE - Kea keeps the address out for 86400 s") {
  CHECK_LADDER(dhcp::Server(dhcp::profile("kea-dhcp", false)), R"(
    0s     ! pool 10.0.0.10 10.0.0.10
    0s     < a REQUEST 10.0.0.10 renews
    0s     > a ACK 10.0.0.10 to ciaddr 10.0.0.10
    0s     = assigned 10.0.0.10 a
    1s     < a DECLINE 10.0.0.10
    1s     = declined 10.0.0.10 a
    86400s < a DISCOVER
    86400s = pool exhausted for a
    86401s < a DISCOVER
    86401s > a OFFER 10.0.0.10
  )");
}

TEST_CASE(
    "[measured-dhcp]: DECLINE - ISC abandons the address, but reclaims it when the pool is empty") {
  CHECK_LADDER(dhcp::Server(dhcp::profile("isc-dhcpd", false)), R"(
    0s   ! pool 10.0.0.10 10.0.0.11
    0s   < a REQUEST 10.0.0.10 reboots
    0s   > a ACK 10.0.0.10
    0s   = assigned 10.0.0.10 a
    1s   < a DECLINE 10.0.0.10
    1s   = declined 10.0.0.10 a
    100s < a DISCOVER
    100s > ping 10.0.0.11                       # not the abandoned one
    101s > a OFFER 10.0.0.11
    101s < a REQUEST 10.0.0.11 selects
    101s > a ACK 10.0.0.11
    101s = assigned 10.0.0.11 a
    200s < b DISCOVER
    200s > ping 10.0.0.10                       # nothing else is free
    201s > b OFFER 10.0.0.10
  )");
}

TEST_CASE("[measured-dhcp]: DECLINE - dnsmasq offers the address again at once") {
  CHECK_LADDER(dhcp::Server(dhcp::profile("dnsmasq", true)), R"(
    0s < a REQUEST 10.0.0.12 reboots
    0s > a ACK 10.0.0.12
    0s = assigned 10.0.0.12 a
    1s < a DECLINE 10.0.0.12
    1s = declined 10.0.0.12 a
    1s < a DISCOVER wants 10.0.0.12             # heard within 30 s: not checked
    1s > a OFFER 10.0.0.12
    1s < b DISCOVER                             # its hash says .13, addr_epoch has moved on
    1s > ping 10.0.0.14
  )");
}
