// How long a flow lives in a NAT: RFC 4787 REQ-5 and REQ-6, [linux-conntrack], [measured-nat].
#include <algorithm>

#include "tests/nat_fixture.hpp"

namespace {

using namespace nat_fixture;

constexpr auto p1 = "192.168.1.1:5060";

}  // namespace

TEST_CASE("nat: the defaults are the RFCs': 4787 REQ-5c, 5382 REQ-5, 5508 REQ-2") {
  const NatConfig c;
  CHECK(c.udp_timeout == 5min);
  CHECK(value_of(c, models::NatTimer::udp_stream_timeout) == 5min);
  CHECK(c.tcp_established_timeout == 2h + 4min);
  CHECK(c.tcp_syn_timeout == 4min);
  CHECK(c.tcp_closing_timeout == 4min);
  CHECK(c.icmp_timeout == 60s);
}

TEST_CASE("nat: every timer is named after its key in the file") {
  const auto timers = sim::names_of<models::NatTimer>();
  for (const auto& timer : timers) {
    CAPTURE(timer.name);
    CHECK(std::ranges::count(sim::fields_of<NatConfig>().rows, timer.name, &sim::Row::name) == 1);
  }
}

TEST_CASE("nat: RFC 4787 REQ-5: at 59.999999999 s it passes, at 60 s and later it has aged out") {
  struct Row {
    Duration at;
    std::string seen;
  };
  const std::string aged = "aged at 1min: udp_timeout";
  for (const Row& row :
       {Row{59'999'999'999ns, p1}, Row{60s, aged}, Row{60'000'000'001ns, aged}, Row{1h, aged}}) {
    for (const NatRefresh refresh : {NatRefresh::outbound, NatRefresh::both}) {
      Nat nat(udp_timeout(60s, refresh));
      nat.out(phone(1), pbx, 0s);
      CHECK(nat.in(pbx, 5060, row.at) == row.seen);
    }
  }
}

TEST_CASE("nat: RFC 4787 REQ-6: outbound packets keep a mapping, inbound ones do not") {
  Nat nat(udp_timeout(60s, NatRefresh::outbound));
  nat.out(phone(1), pbx, 0s);
  for (int i = 1; i < 60; ++i) CHECK(nat.in(pbx, 5060, i * 1s) == p1);
  CHECK(nat.in(pbx, 5060, 60s) == "aged at 1min: udp_timeout");
  CHECK(nat.send(phone(1), pbx, 61s).aged_since == Time{60s});
  CHECK_FALSE(nat.send(phone(1), pbx, 121s - 1ns).is_new);
  CHECK(nat.in(pbx, 5060, 181s - 2ns) == p1);
  CHECK(nat.in(pbx, 5060, 181s - 1ns) == "aged at 3min 0.999999999s: udp_timeout");
}

TEST_CASE(
    "nat: RFC 4787 REQ-6a, [measured-nat]: with refresh: both inbound alone keeps it for ever") {
  Nat nat(udp_timeout(60s, NatRefresh::both));
  nat.out(phone(1), pbx, 0s);
  Duration at = 0s;
  for (int i = 0; i < 1000; ++i) CHECK(nat.in(pbx, 5060, at += 60s - 1ns) == p1);
  CHECK(nat.in(pbx, 5060, at + 60s) != p1);
}

TEST_CASE("nat: what is filtered keeps nothing alive") {
  NatConfig config = udp_timeout(60s, NatRefresh::both);
  config.filtering = NatBehavior::address_dependent;
  Nat nat(config);
  nat.out(phone(1), pbx, 0s);
  CHECK(nat.in(stranger, 5060, 59s) == "filtered");
  CHECK(nat.in(stranger, 5060, 60s) == "never_seen");  // the port itself is free again
  CHECK(nat.in(pbx, 5060, 60s) == "aged at 1min: udp_timeout");
}

TEST_CASE(
    "nat: [linux-conntrack]: the trap: after a REGISTER in less than 2 s only 30 s are left") {
  Nat nat(linux_nat());
  CHECK(nat.out(phone(1), pbx, 0ms) == 5060);    // REGISTER
  CHECK(nat.in(pbx, 5060, 50ms) == p1);          // 401
  CHECK(nat.out(phone(1), pbx, 100ms) == 5060);  // REGISTER
  CHECK(nat.in(pbx, 5060, 150ms) == p1);         // 200
  SECTION("OPTIONS in time") { CHECK(nat.in(pbx, 5060, 30s + 150ms - 1ns) == p1); }
  SECTION("OPTIONS too late") {
    CHECK(nat.in(pbx, 5060, 30s + 150ms) == "aged at 30.15s: udp_timeout");
    const auto keepalive = nat.send(phone(1), pbx, 60s);
    CHECK(keepalive.is_new);
    CHECK(keepalive.aged_since == Time{30s + 150ms});
    CHECK(nat.in(pbx, 5060, 60s + 50ms) == p1);
    CHECK(nat.in(pbx, 5060, 90s + 50ms) == "aged at 1min 30.05s: udp_timeout");
  }
  SECTION("a keepalive every 25 s makes it a stream: the remedy") {
    CHECK(nat.out(phone(1), pbx, 25s) == 5060);
    CHECK(nat.in(pbx, 5060, 145s - 1ns) == p1);
    CHECK(nat.in(pbx, 5060, 265s - 1ns) == "aged at 4min 24.999999999s: udp_stream_timeout");
  }
}

TEST_CASE(
    "nat: [measured-nat]: a stream begins more than 2.0 s after the flow, and was answered "
    "before") {
  struct Row {
    Duration reply, next;
    const char* limit;
  };
  for (const Row& row : {Row{1s, 2s, "udp_timeout"}, Row{1s, 2s + 1ns, "udp_stream_timeout"},
                         Row{20s, 0s, "udp_timeout"},  // the first reply, however late
                         Row{20s, 20s, "udp_stream_timeout"}, Row{0s, 29s, "udp_timeout"}}) {
    Nat nat(linux_nat());
    nat.out(phone(1), pbx, 0s);
    if (row.reply != 0s) nat.in(pbx, 5060, row.reply);
    if (row.next != 0s) nat.out(phone(1), pbx, row.next);
    CAPTURE(row.reply, row.next);
    const Duration last = std::max(row.reply, row.next);
    const Duration life = row.limit == std::string("udp_timeout") ? 30s : 120s;
    CHECK(nat.receive(pbx, 5060, last + life).since == Time{last + life});
    CHECK(nat.in(pbx, 5060, 1h).ends_with(std::string(": ") + row.limit));
  }
}

TEST_CASE("nat: a changed timer is in force with the next packet, not before") {
  Nat nat(udp_timeout(30s));
  nat.out(phone(1), pbx, 0s);
  nat.config.udp_timeout = 120s;
  CHECK(nat.in(pbx, 5060, 30s) == "aged at 30s: udp_timeout");
  nat.out(phone(1), pbx, 40s);
  CHECK(nat.in(pbx, 5060, 160s - 1ns) == p1);
}

TEST_CASE("nat: RFC 5508 REQ-2: an idle ping lives icmp_timeout, and its reply counts") {
  Nat nat({}, NatProtocol::icmp);
  nat.out(phone(1, 9), {pbx.address, 0}, 0s);
  CHECK(nat.in({pbx.address, 0}, 9, 60s - 1ns) == "192.168.1.1:9");
  CHECK(nat.in({pbx.address, 0}, 9, 3min) == "aged at 1min 59.999999999s: icmp_timeout");
}

TEST_CASE(
    "nat: [linux-sip-alg]: an ALG keeps flows to port 5060 by a timer of its own, as Linux does") {
  NatConfig config = udp_timeout(30s, NatRefresh::outbound);
  config.sip_timeout = 1h;
  const auto life = [&](const models::Endpoint& remote) {
    Nat nat(config);
    nat.out(phone(1), remote, 0s);
    return nat.in(remote, 5060, 59min);
  };
  const models::Endpoint media{pbx.address, 10'000};
  CHECK(life(pbx) == "aged at 30s: udp_timeout");  // no ALG, no such timer
  config.sip_alg = true;
  CHECK(life(pbx) == p1);
  CHECK(life(media) == "aged at 30s: udp_timeout");
  config.sip_timeout = 20s;  // shorter than other flows' is possible, too
  CHECK(life(pbx) == "aged at 20s: sip_timeout");
  config.sip_timeout.reset();
  CHECK(life(pbx) == "aged at 30s: udp_timeout");
}
