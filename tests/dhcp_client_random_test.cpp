// The DHCP client and chance: waits within their bounds, the timetable of a lease against a slow
// twin, and what holds whatever comes in.
#include <set>

#include "models/protocol/dhcp/dhcp_client.hpp"
#include "tests/catch.hpp"

using namespace std::chrono_literals;
using models::DhcpActions;
using models::DhcpClient;
using models::DhcpClientConfig;
using models::DhcpMessage;
using models::DhcpSend;
using models::DhcpType;
using models::Ipv4;
using sim::Duration;
using sim::Random;
using sim::Time;

namespace {

constexpr auto none = models::DhcpConflictDetection::none;
constexpr auto rfc5227 = models::DhcpConflictDetection::rfc5227;
const sim::Mac mac{1};
const Ipv4 first{0x0a00'0005}, server{0x0a00'0001};

Time at(Duration d) { return Time{} + d; }

DhcpMessage answer(DhcpMessage m, DhcpType type, Ipv4 yiaddr, std::uint32_t lease) {
  m.type = type;
  m.yiaddr = yiaddr;
  m.server_id = server;
  m.lease = lease;
  return m;
}

const DhcpMessage* message_in(const DhcpActions& out) {
  const DhcpMessage* found = nullptr;
  for (const auto& action : out) {
    if (const auto* send = std::get_if<DhcpSend>(&action)) found = &send->message;
  }
  return found;
}

// What chance gave: it must come near both of its bounds.
struct Range {
  Duration low = Duration::max(), high = Duration::min();
  void add(Duration d) {
    low = std::min(low, d);
    high = std::max(high, d);
  }
  bool fills(Duration from, Duration to) const {
    const Duration edge = (to - from) / 10;
    return low >= from && low <= from + edge && high <= to && high >= to - edge;
  }
};

}  // namespace

TEST_CASE("RFC 2131 4.4.1: chance in the start wait; 4.1: in the retransmissions") {
  const DhcpClientConfig config{};
  Range start, waits[6];
  std::set<std::uint32_t> xids;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    DhcpClient client(config, mac, Random{seed, "phone", "dhcp"});
    DhcpActions out;
    client.start(at(1s), out);
    start.add(client.deadline() - at(1s));
    for (Range& wait : waits) {
      const Time sent = client.deadline();
      out.clear();
      client.wake(sent, out);
      REQUIRE(out.size() == 1);
      xids.insert(message_in(out)->xid);
      wait.add(client.deadline() - sent);
    }
  }
  CHECK(start.fills(1s, 10s));
  CHECK(waits[0].fills(3s, 5s));
  CHECK(waits[1].fills(7s, 9s));
  CHECK(waits[2].fills(15s, 17s));
  CHECK(waits[3].fills(31s, 33s));
  for (const Range& wait : {waits[4], waits[5]}) CHECK(wait.fills(63s, 65s));
  CHECK(xids.size() == 200);  // one per transaction
}

TEST_CASE("RFC 2131 4.1: jitter takes no more than half of an interval") {
  const DhcpClientConfig config{.start_wait_min = 0s,
                                .start_wait_max = 0s,
                                .retransmission = {.initial = 1s, .max = 1s, .jitter = 5s}};
  DhcpClient client(config, mac, Random{3, "phone", "dhcp"});
  Range wait;
  DhcpActions out;
  client.start({}, out);
  for (int i = 0; i < 300; ++i) {
    const Time sent = client.deadline();
    out.clear();
    client.wake(sent, out);
    wait.add(client.deadline() - sent);
  }
  CHECK(wait.fills(500ms, 1500ms));
}

TEST_CASE("RFC 5227 2.1.1: chance before and between the probes") {
  const DhcpClientConfig config{.conflict_detection = rfc5227};
  Range before, between;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    DhcpClient client(config, mac, Random{seed, "phone", "dhcp"});
    client.remember({.address = first, .server_id = server, .seconds = 100'000});
    DhcpActions out;
    client.start({}, out);
    client.receive(answer(*message_in(out), DhcpType::ack, first, 100'000), at(1s), out);
    Time last = client.deadline();
    before.add(last - at(1s));
    for (int i = 0; i < 2; ++i) {
      client.wake(last, out);
      between.add(client.deadline() - last);
      last = client.deadline();
    }
    client.wake(last, out);
    CHECK(client.deadline() == last + 2s);  // ANNOUNCE_WAIT
  }
  CHECK(before.fills(0s, 1s));
  CHECK(between.fills(1s, 2s));
}

TEST_CASE("RFC 2131 4.4.5: the timetable of an unanswered lease, against a slow twin") {
  Random dice{7, "test", "leases"};
  for (int round = 0; round < 500; ++round) {
    const auto seconds = static_cast<std::uint32_t>(1 + dice.below(round % 2 == 0 ? 300 : 700'000));
    const DhcpClientConfig config{.conflict_detection = none};
    DhcpClient client(config, mac, dice);
    client.remember({.address = first, .server_id = server, .seconds = seconds});
    DhcpActions out;
    client.start({}, out);
    client.receive(answer(*message_in(out), DhcpType::ack, first, seconds), {}, out);
    REQUIRE(client.is_configured());

    const Duration lease = seconds * Duration{1s};
    Duration t = lease / 2;
    while (t < lease) {
      CAPTURE(seconds, t);
      REQUIRE(client.deadline() == at(t));
      out.clear();
      client.wake(at(t), out);
      REQUIRE(out.size() == 1);
      const bool unicast = std::get<DhcpSend>(out[0]).to == server;
      REQUIRE(unicast == (t < lease / 8 * 7));
      const Duration goal = unicast ? lease / 8 * 7 : lease;
      t = (goal - t) / 2 < 60s ? t + 60s : t + (goal - t) / 2;
      if (t > goal) t = goal;
    }
    REQUIRE(client.deadline() == at(lease));
    out.clear();
    client.wake(at(lease), out);
    REQUIRE(std::get<models::DhcpReleased>(out[0]).why == models::DhcpLoss::expired);
  }
}

TEST_CASE("RFC 2131 table 5: secs, flags, class and identifiers of what is sent") {
  const DhcpClientConfig config{.start_wait_min = 0s,
                                .start_wait_max = 0s,
                                .retransmission = {.jitter = 0s},
                                .broadcast_flag = true};
  DhcpClient client(config, mac, Random{1, "phone", "dhcp"}, models::Name{7});
  DhcpActions out;
  const auto next = [&](auto&& input) {
    out.clear();
    input();
    const DhcpMessage m = *message_in(out);
    CHECK(m.chaddr() == mac);
    CHECK(m.vendor_class == models::Name{7});
    return m;
  };
  CHECK(next([&] { client.start(at(5s), out); }).secs == 0);
  const DhcpMessage discover = next([&] { client.wake(at(9s), out); });
  CHECK(discover.secs == 4);
  CHECK(discover.broadcast);
  const DhcpMessage request =
      next([&] { client.receive(answer(discover, DhcpType::offer, first, 3600), at(12s), out); });
  CHECK(request.secs == 4);  // 4.4.1: as in the DISCOVER
  CHECK(request.xid == discover.xid);
  client.receive(answer(request, DhcpType::ack, first, 3600), at(13s), out);
  const DhcpMessage decline = next([&] { client.conflict(at(13s), out); });
  CHECK(decline.secs == 0);
  CHECK_FALSE(decline.broadcast);
  CHECK(decline.xid != request.xid);
  const DhcpMessage again = next([&] { client.wake(at(23s), out); });
  CHECK(again.secs == 18);
  client.receive(answer(again, DhcpType::offer, first, 3600), at(23s), out);
  client.receive(answer(again, DhcpType::ack, first, 3600), at(23s), out);
  client.wake(at(24s), out);
  CHECK(client.is_configured());
  const DhcpMessage renewal = next([&] { client.wake(at(1823s), out); });
  CHECK(renewal.secs == 0);  // the renewal begins
  CHECK_FALSE(renewal.broadcast);
  CHECK(renewal.ciaddr == first);
  CHECK(next([&] { client.wake(client.deadline(), out); }).secs == 675);
  CHECK(next([&] { client.start(at(2500s), out); }).secs == 0);
}
