// The DHCP client's address conflict detection as in RFC 5227: probing, announcing, defending; and
// which ARP packets are conflicts.
#include "tests/dhcp_client_ladder.hpp"

using namespace std::chrono_literals;
using models::ArpOp;
using models::ArpPacket;
using models::DhcpConflictDetection;
using models::Ipv4;

namespace {
constexpr auto arp_once = DhcpConflictDetection::arp_once;
constexpr auto rfc5227 = DhcpConflictDetection::rfc5227;

// A ladder that begins with 10.0.0.5 granted for 1000 s, at 0 s.
std::string granted(std::string_view script) {
  return R"(
    0s ! boot
    0s > DISCOVER
    0s < OFFER 10.0.0.5
    0s > REQUEST 10.0.0.5 of 10.0.0.1
    0s < ACK 10.0.0.5 lease 1000
  )" + std::string(script);
}
}  // namespace

TEST_CASE("RFC 5227 2.1.1, 2.3: three probes, two announcements") {
  CHECK_LADDER((DhcpPhone{{.conflict_detection = rfc5227}}), granted(R"(
    0s   > PROBE 10.0.0.5
    1s   > PROBE 10.0.0.5
    2s   > PROBE 10.0.0.5
    4s   = bound 10.0.0.5/24 until 1000
    4s   > ANNOUNCE 10.0.0.5
    6s   > ANNOUNCE 10.0.0.5
    499s .
  )"));
  CHECK_LADDER((DhcpPhone{{.conflict_detection = rfc5227,
                           .acd = {.probe_num = 1,
                                   .announce_wait = 500ms,
                                   .announce_num = 3,
                                   .announce_interval = 250ms}}}),
               granted(R"(
    0s   > PROBE 10.0.0.5
    0.5s = bound 10.0.0.5/24 until 1000
    0.5s > ANNOUNCE 10.0.0.5
    0.75s > ANNOUNCE 10.0.0.5
    1s   > ANNOUNCE 10.0.0.5
    499s .
  )"));
  CHECK_LADDER((DhcpPhone{{.conflict_detection = rfc5227, .acd = {.announce_num = 0}}}), granted(R"(
    0s   > PROBE 10.0.0.5
    1s   > PROBE 10.0.0.5
    2s   > PROBE 10.0.0.5
    3.9s ! conflict                                      # until ANNOUNCE_WAIT is over
    3.9s > DECLINE 10.0.0.5 of 10.0.0.1
    13.9s > DISCOVER
  )"));
}

TEST_CASE("RFC 5227 2.4 (b): the address is defended once in DEFEND_INTERVAL, then given up") {
  CHECK_LADDER((DhcpPhone{{.conflict_detection = rfc5227}}), granted(R"(
    0s   > PROBE 10.0.0.5
    1s   > PROBE 10.0.0.5
    2s   > PROBE 10.0.0.5
    4s   = bound 10.0.0.5/24 until 1000
    4s   > ANNOUNCE 10.0.0.5
    5s   ! conflict
    5s   > ANNOUNCE 10.0.0.5
    6s   > ANNOUNCE 10.0.0.5                             # the second one of 2.3
    15s  ! conflict                                      # 10 s later
    15s  > ANNOUNCE 10.0.0.5
    24.9s ! conflict
    24.9s = released: conflict
    24.9s > DECLINE 10.0.0.5 of 10.0.0.1
    34.9s > DISCOVER
    35s  ! boot
    35s  > DISCOVER                                      # it has forgotten the address
  )"));
  CHECK_LADDER((DhcpPhone{{.conflict_detection = rfc5227, .acd = {.defend_interval = 0s}}}),
               granted(R"(
    0s   > PROBE 10.0.0.5
    1s   > PROBE 10.0.0.5
    2s   > PROBE 10.0.0.5
    4s   = bound 10.0.0.5/24 until 1000
    4s   > ANNOUNCE 10.0.0.5
    5s   ! conflict
    5s   > ANNOUNCE 10.0.0.5
    5s   ! conflict                                      # 2.4 (c): it never gives up
    5s   > ANNOUNCE 10.0.0.5
    6s   > ANNOUNCE 10.0.0.5
  )"));
  CHECK_LADDER((DhcpPhone{{.conflict_detection = rfc5227}}), granted(R"(
    0s   > PROBE 10.0.0.5
    1s   > PROBE 10.0.0.5
    2s   > PROBE 10.0.0.5
    4s   = bound 10.0.0.5/24 until 1000
    4s   > ANNOUNCE 10.0.0.5
    5s   ! conflict
    5s   > ANNOUNCE 10.0.0.5
    5.5s ! conflict                                      # before the second announcement
    5.5s = released: conflict
    5.5s > DECLINE 10.0.0.5 of 10.0.0.1
    15.5s > DISCOVER
  )"));
}

TEST_CASE("a new start forgets the conflict before") {
  CHECK_LADDER((DhcpPhone{{.conflict_detection = rfc5227,
                           .acd = {.probe_num = 1, .announce_wait = 1s, .announce_num = 0}}}),
               granted(R"(
    0s   > PROBE 10.0.0.5
    1s   = bound 10.0.0.5/24 until 1000
    2s   ! conflict
    2s   > ANNOUNCE 10.0.0.5
    3s   ! boot
    3s   > REQUEST 10.0.0.5
    3s   < ACK 10.0.0.5 lease 1000
    3s   > PROBE 10.0.0.5
    4s   = bound 10.0.0.5/24 until 1003
    5s   ! conflict
    5s   > ANNOUNCE 10.0.0.5
  )"));
}

TEST_CASE("RFC 5227 2.1.1: after MAX_CONFLICTS, one attempt in RATE_LIMIT_INTERVAL") {
  constexpr std::string_view again = R"(
    < OFFER 10.0.0.5
    > REQUEST 10.0.0.5 of 10.0.0.1
    < ACK 10.0.0.5 lease 1000
    > PROBE 10.0.0.5
    ! conflict
    > DECLINE 10.0.0.5 of 10.0.0.1
  )";
  const auto at = [&](std::string_view when) {
    std::string script;
    for (const char c : again) {
      if (c == '<' || c == '!' || c == '>') script += std::string(when) + " ";
      script += c;
    }
    return script;
  };
  CHECK_LADDER((DhcpPhone{{.conflict_detection = arp_once, .acd = {.max_conflicts = 2}}}),
               "0s ! boot\n0s > DISCOVER" + at("0s") + "10s > DISCOVER" + at("10s") +
                   "70s > DISCOVER" + at("70s") + "130s > DISCOVER\n");
  CHECK_LADDER(
      (DhcpPhone{
          {.decline_wait = 90s, .conflict_detection = arp_once, .acd = {.max_conflicts = 1}}}),
      "0s ! boot\n0s > DISCOVER" + at("0s") + "90s > DISCOVER\n");
}

TEST_CASE("RFC 5227 2.1.1, 2.4: which ARP packets show a conflict") {
  const models::Mac own{1}, other{2};
  const Ipv4 zero{}, ours{0x0a00'0005}, neighbour{0x0a00'0006};
  struct Case {
    const char* what;
    ArpPacket packet;
    bool while_probing, once_probing, in_use;
  };
  const Case cases[]{
      {"it speaks from the address", {other, own, ours, neighbour, ArpOp::reply}, true, true, true},
      {"it announces it", {other, {}, ours, ours, ArpOp::request}, true, true, true},
      {"it probes for it, too", {other, {}, zero, ours, ArpOp::request}, true, false, false},
      {"it asks who has it", {other, {}, neighbour, ours, ArpOp::request}, false, false, false},
      {"nobody's reply", {other, own, zero, ours, ArpOp::reply}, false, false, false},
      {"another address", {other, {}, neighbour, neighbour, ArpOp::request}, false, false, false},
      {"another probe", {other, {}, zero, neighbour, ArpOp::request}, false, false, false},
      {"our own probe", {own, {}, zero, ours, ArpOp::request}, false, false, false},
      {"our own announcement", {own, {}, ours, ours, ArpOp::request}, false, false, false},
  };
  models::DhcpClientConfig config{.init_reboot = true, .conflict_detection = rfc5227};
  models::DhcpClient client(config, own, sim::Random{});
  const auto shows = [&](const ArpPacket& packet) { return client.shows_conflict(packet); };
  for (const Case& c : cases) CHECK_FALSE(shows(c.packet));  // powered off
  client.remember({.begins = {}, .address = ours, .server_id = neighbour, .seconds = 1000});
  models::DhcpActions out;
  client.start({}, out);
  for (const Case& c : cases) CHECK_FALSE(shows(c.packet));  // no address yet
  models::DhcpMessage ack = std::get<models::DhcpSend>(out[0]).message;
  ack.type = models::DhcpType::ack;
  ack.yiaddr = ours;
  ack.server_id = neighbour;
  ack.lease = 1000;
  client.receive(ack, {}, out);
  REQUIRE(client.state() == models::DhcpClient::State::probing);
  for (const Case& c : cases) {
    CAPTURE(c.what);
    CHECK(shows(c.packet) == c.while_probing);
  }
  config.conflict_detection = arp_once;
  for (const Case& c : cases) {
    CAPTURE(c.what);
    CHECK(shows(c.packet) == c.once_probing);
  }
  for (sim::Time now{}; !client.is_configured(); now = client.deadline()) client.wake(now, out);
  for (const Case& c : cases) {
    CAPTURE(c.what);
    CHECK(shows(c.packet) == c.in_use);
  }
}
