// An entry that has become stale is used and asked for: RFC 4861 7.3 as Linux does it for IPv4
// ([linux-arp], [measured-arp]). What says "measured" was seen on Linux 6.18. Who wins beside that,
// too. Longer than 300 lines because each edge between the states has its ladder.
#include <algorithm>

#include "tests/arp_fixture.hpp"

using namespace std::chrono_literals;
using namespace arp_fixture;
using models::ArpConfig;

TEST_CASE("[linux-arp]: a stale entry is used; 5 s later its MAC is asked, three times; measured") {
  CHECK_LADDER(Host{linux_arp()}, known(R"(
    29.9s ! packet 2 to 10.0.0.9
    29.9s = packet 2 to 09
    40s   .
    40s   ! packet 3 to 10.0.0.9
    40s   = packet 3 to 09
    41.5s ! packet 4 to 10.0.0.9                  # one timer, from the first use
    41.5s = packet 4 to 09
    45s   > request 10.0.0.1 is at 01 for 10.0.0.9 to 09
    45.5s ! packet 5 to 10.0.0.9
    45.5s = packet 5 to 09
    46s   > request 10.0.0.1 is at 01 for 10.0.0.9 to 09
    47s   > request 10.0.0.1 is at 01 for 10.0.0.9 to 09
    60s   .                                       # forgotten at 48 s, no broadcast
    60s   ! packet 6 to 10.0.0.9
    60s   > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    61s   > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    62s   > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    63s   = packet 6 dropped
    99s   .
  )"));
}

TEST_CASE("[linux-arp]: until it is forgotten at 8 s packets go to the old MAC; then they wait") {
  CHECK_LADDER(Host{linux_arp()}, known(R"(
    40s   ! packet 2 to 10.0.0.9
    40s   = packet 2 to 09
    45s   > request 10.0.0.1 is at 01 for 10.0.0.9 to 09
    46s   > request 10.0.0.1 is at 01 for 10.0.0.9 to 09
    47s   > request 10.0.0.1 is at 01 for 10.0.0.9 to 09
    47.9s ! packet 3 to 10.0.0.9
    47.9s = packet 3 to 09
    48s   ! packet 4 to 10.0.0.9
    48s   > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    48.1s < reply 10.0.0.9 is at 0a
    48.1s = packet 4 to 0a
  )"));
}

TEST_CASE("RFC 4861 7.3.3: the answer to a probe makes it reachable again") {
  CHECK_LADDER(Host{linux_arp()}, known(R"(
    40s    ! packet 2 to 10.0.0.9
    40s    = packet 2 to 09
    45s    > request 10.0.0.1 is at 01 for 10.0.0.9 to 09
    46s    > request 10.0.0.1 is at 01 for 10.0.0.9 to 09
    46.1s  < reply 10.0.0.9 is at 09
    76s    .
    76s    ! packet 3 to 10.0.0.9                # 29.9 s after the answer: fresh
    76s    = packet 3 to 09
    90s    .
    90s    ! packet 4 to 10.0.0.9
    90s    = packet 4 to 09
    95s    > request 10.0.0.1 is at 01 for 10.0.0.9 to 09
  )"));
}

TEST_CASE("RFC 4861 7.3.1: forward progress of TCP confirms, and no probe is sent") {
  CHECK_LADDER(Host{linux_arp()}, known(R"(
    40s    ! packet 2 to 10.0.0.9
    40s    = packet 2 to 09
    40.01s ! confirmed 10.0.0.9
    70s    ! packet 3 to 10.0.0.9                # fresh until 70.01 s
    70s    = packet 3 to 09
    80s    .
    80s    ! packet 4 to 10.0.0.9
    80s    = packet 4 to 09
    85s    > request 10.0.0.1 is at 01 for 10.0.0.9 to 09
    85.5s  ! confirmed 10.0.0.9                  # while it is probed, too
    99s    .
    99s    ! confirmed 10.0.0.8                  # whom we do not know
    99s    ! packet 5 to 10.0.0.8
    99s    > request 10.0.0.1 is at 01 for 10.0.0.8 to all
  )"));
}

TEST_CASE("without revalidate a confirmation changes nothing: the lifetime counts") {
  CHECK_LADDER((Host{{.lifetime = 60s}}), known(R"(
    59s ! confirmed 10.0.0.9
    60s ! packet 2 to 10.0.0.9
    60s > request 10.0.0.1 is at 01 for 10.0.0.9 to all
  )"));
}

TEST_CASE("delay_first_probe, ucast_solicit, mcast_resolicit and retry are settings") {
  ArpConfig config = linux_arp();
  config.reachable_time = 10s;
  config.delay_first_probe = 2s;
  config.ucast_solicit = 1;
  config.mcast_resolicit = 2;
  config.retry = 500ms;
  CHECK_LADDER(Host{config}, known(R"(
    9.9s ! packet 2 to 10.0.0.9
    9.9s = packet 2 to 09
    10s  ! packet 3 to 10.0.0.9
    10s  = packet 3 to 09
    12s  > request 10.0.0.1 is at 01 for 10.0.0.9 to 09
    12.5s > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    13s  > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    13.4s ! packet 4 to 10.0.0.9
    13.4s = packet 4 to 09
    13.5s ! packet 5 to 10.0.0.9
    13.5s > request 10.0.0.1 is at 01 for 10.0.0.9 to all
  )"));
}

TEST_CASE("[measured-arp]: who asks for us is known as stale: our answer to it ends in a probe") {
  CHECK_LADDER(Host{linux_arp()}, R"(
    0s < request 10.0.0.9 is at 09 for 10.0.0.1
    0s > reply 10.0.0.1 is at 01 for 10.0.0.9 to 09
    0s ! packet 1 to 10.0.0.9
    0s = packet 1 to 09
    5s > request 10.0.0.1 is at 01 for 10.0.0.9 to 09
    5s < reply 10.0.0.9 is at 09
    9s .
  )");
}

TEST_CASE("measured: a request with the same MAC leaves a fresh entry as it is, and no fresher") {
  CHECK_LADDER(Host{linux_arp()}, known(R"(
    20s < request 10.0.0.9 is at 09 for 10.0.0.1
    20s > reply 10.0.0.1 is at 01 for 10.0.0.9 to 09
    29s ! packet 2 to 10.0.0.9
    29s = packet 2 to 09
    35s .
    35s ! packet 3 to 10.0.0.9
    35s = packet 3 to 09
    36s < request 10.0.0.9 is at 09 for 10.0.0.1   # nor does it end the delay
    36s > reply 10.0.0.1 is at 01 for 10.0.0.9 to 09
    40s > request 10.0.0.1 is at 01 for 10.0.0.9 to 09
  )"));
}

TEST_CASE("measured: a gratuitous ARP overrides within locktime; the entry becomes stale") {
  CHECK_LADDER(Host{linux_arp()}, known(R"(
    0.1s < request 10.0.0.9 is at 0a for 10.0.0.9
    0.2s ! packet 2 to 10.0.0.9
    0.2s = packet 2 to 0a
    5.2s > request 10.0.0.1 is at 01 for 10.0.0.9 to 0a
    5.3s < reply 10.0.0.9 is at 0b for 10.0.0.9 tha 0b   # gratuitous: the MAC twice
    6s   ! packet 3 to 10.0.0.9
    6s   = packet 3 to 0b
    6.1s < reply 10.0.0.9 is at 0c for 10.0.0.9          # not so: it counts as a reply
    6.2s ! packet 4 to 10.0.0.9
    6.2s = packet 4 to 0b
    11s  > request 10.0.0.1 is at 01 for 10.0.0.9 to 0b  # asked for anew since its use at 6 s
  )"));
}

TEST_CASE("measured: a request for another host counts only after locktime") {
  CHECK_LADDER(Host{linux_arp()}, known(R"(
    1s   < request 10.0.0.9 is at 0a for 10.0.0.7
    1s   ! packet 2 to 10.0.0.9
    1s   = packet 2 to 09
    1.1s < request 10.0.0.9 is at 0a for 10.0.0.7
    1.2s ! packet 3 to 10.0.0.9
    1.2s = packet 3 to 0a
  )"));
}

TEST_CASE("measured: a reply that repeats the MAC does not move locktime") {
  for (const bool revalidate : {false, true}) {
    ArpConfig config = linux_arp();
    config.revalidate = revalidate;
    CHECK_LADDER(Host{config}, known(R"(
      0.8s < reply 10.0.0.9 is at 09
      1.2s < reply 10.0.0.9 is at 0a
      1.3s ! packet 2 to 10.0.0.9
      1.3s = packet 2 to 0a
    )"));
  }
}

TEST_CASE("Linux neighbour.c: locktime also counts from when a stale entry was confirmed") {
  CHECK_LADDER(Host{linux_arp()}, known(R"(
    40s  < reply 10.0.0.9 is at 09
    41s  < reply 10.0.0.9 is at 0a
    41s  ! packet 2 to 10.0.0.9
    41s  = packet 2 to 09
    41.1s < reply 10.0.0.9 is at 0a
    41.2s ! packet 3 to 10.0.0.9
    41.2s = packet 3 to 0a
  )"));
}

TEST_CASE("Linux neighbour.c: a stale entry that TCP confirmed counts as updated then") {
  CHECK_LADDER(Host{linux_arp()}, known(R"(
    40s ! packet 2 to 10.0.0.9
    40s = packet 2 to 09
    41s ! confirmed 10.0.0.9
    42s < reply 10.0.0.9 is at 0a
    42s ! packet 3 to 10.0.0.9
    42s = packet 3 to 09
    50s ! confirmed 10.0.0.9                       # it was fresh: no change
    51s < reply 10.0.0.9 is at 0a
    51s ! packet 4 to 10.0.0.9
    51s = packet 4 to 0a
  )"));
}

TEST_CASE("a confirmed entry needs no timer") {
  const ArpConfig config = linux_arp();
  models::ArpCache cache(config, mac("01"), address("10.0.0.1"));
  models::ArpActions out;
  models::ArpPacket ask;
  ask.sha = mac("09");
  ask.spa = address("10.0.0.9");
  ask.tpa = address("10.0.0.1");
  cache.receive(ask, {}, out);
  CHECK(cache.resolve(address("10.0.0.9"), 1, sim::Time{1s}, out) == mac("09"));
  CHECK(cache.deadline() == sim::Time{6s});
  cache.confirmed(address("10.0.0.9"), sim::Time{2s});
  CHECK(cache.deadline() == sim::never);
}

TEST_CASE("[linux-arp]: accept first: a stale entry has aged, the next reply may replace it") {
  ArpConfig config = linux_arp();
  config.accept = models::ArpAccept::first;
  CHECK_LADDER(Host{config}, known(R"(
    29s < reply 10.0.0.9 is at 0a
    29s ! packet 2 to 10.0.0.9
    29s = packet 2 to 09
    30s < reply 10.0.0.9 is at 0a
    31s ! packet 3 to 10.0.0.9
    31s = packet 3 to 0a
  )"));
}

TEST_CASE("[measured-arp]: an unsolicited reply or a gratuitous ARP makes no entry ...") {
  CHECK_LADDER(Host{linux_arp()}, R"(
    0s < reply 10.0.0.9 is at 09
    0s < request 10.0.0.8 is at 08 for 10.0.0.8
    1s ! packet 1 to 10.0.0.9
    1s > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    1s < reply 10.0.0.9 is at 09                  # solicited
    1s = packet 1 to 09
    1s ! packet 2 to 10.0.0.8
    1s > request 10.0.0.1 is at 01 for 10.0.0.8 to all
  )");
}

TEST_CASE("... unless arp_accept is 1: then what waits for that host goes, too") {
  ArpConfig config = linux_arp();
  config.gratuitous = models::ArpGratuitous::create;
  config.learns_unsolicited = true;
  CHECK_LADDER(Host{config}, R"(
    0s   < reply 10.0.0.9 is at 09
    0s   < request 10.0.0.8 is at 08 for 10.0.0.8
    1s   ! packet 1 to 10.0.0.9
    1s   = packet 1 to 09
    1s   ! packet 2 to 10.0.0.8
    1s   = packet 2 to 08
    1s   ! packet 3 to 10.0.0.7
    1s   > request 10.0.0.1 is at 01 for 10.0.0.7 to all
    1.1s < request 10.0.0.7 is at 07 for 10.0.0.7
    1.1s = packet 3 to 07
    1.2s < request 10.0.0.6 is at 06 for 10.0.0.5   # about another: never
    1.2s ! packet 4 to 10.0.0.6
    1.2s > request 10.0.0.1 is at 01 for 10.0.0.6 to all
  )");
}

TEST_CASE("[rfc5798]: a host that ignores gratuitous ARP keeps the MAC") {
  CHECK_LADDER((Host{{.gratuitous = models::ArpGratuitous::ignore}}), known(R"(
    2s < request 10.0.0.9 is at 0a for 10.0.0.9
    2s < reply 10.0.0.9 is at 0a for 10.0.0.9 tha 0a
    3s ! packet 2 to 10.0.0.9
    3s = packet 2 to 09
    4s < request 10.0.0.9 is at 0a for 10.0.0.1      # not gratuitous
    4s > reply 10.0.0.1 is at 01 for 10.0.0.9 to 0a
    5s ! packet 3 to 10.0.0.9
    5s = packet 3 to 0a
  )"));
}

TEST_CASE(
    "[linux-arp]: a stale entry goes when its room is needed, then its address is asked for") {
  ArpConfig config = linux_arp();
  config.capacity = 1;
  CHECK_LADDER(Host{config}, known(R"(
    40s ! packet 2 to 10.0.0.9
    40s = packet 2 to 09
    41s < request 10.0.0.8 is at 08 for 10.0.0.1
    41s > reply 10.0.0.1 is at 01 for 10.0.0.8 to 08
    42s ! packet 3 to 10.0.0.9
    42s > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    42s < reply 10.0.0.9 is at 09
    42s = packet 3 to 09
    50s .
    50s ! packet 4 to 10.0.0.8
    50s > request 10.0.0.1 is at 01 for 10.0.0.8 to all
    50s < reply 10.0.0.8 is at 08                # the other one is fresh
    50s = packet 4 dropped: table full
  )"));
  CHECK_LADDER(Host{config}, known(R"(
    40s ! packet 2 to 10.0.0.9
    40s = packet 2 to 09
    41s < request 10.0.0.8 is at 08 for 10.0.0.1
    41s > reply 10.0.0.1 is at 01 for 10.0.0.8 to 08
    99s .                                        # nobody is left to be probed
  )"));
  CHECK_LADDER(Host{config}, known(R"(
    40s ! packet 2 to 10.0.0.9
    40s = packet 2 to 09
    45s > request 10.0.0.1 is at 01 for 10.0.0.9 to 09
    45s < request 10.0.0.8 is at 08 for 10.0.0.1
    45s > reply 10.0.0.1 is at 01 for 10.0.0.8 to 08
    45.1s < reply 10.0.0.9 is at 09              # too late: to Linux it is unsolicited
    45.2s ! packet 3 to 10.0.0.9
    45.2s > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    46.2s > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    47.2s > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    48.2s = packet 3 dropped
  )"));
}

TEST_CASE("power off forgets stale entries and their probes") {
  CHECK_LADDER(Host{linux_arp()}, known(R"(
    40s ! packet 2 to 10.0.0.9
    40s = packet 2 to 09
    41s ! off
    60s .
    60s ! packet 3 to 10.0.0.9
    60s > request 10.0.0.1 is at 01 for 10.0.0.9 to all
  )"));
}

namespace {

// How long an entry that was confirmed at `since` is used without a probe.
sim::Duration reachable(models::ArpCache& cache, sim::Time since) {
  models::ArpActions out;
  cache.receive({.sha = mac("09"),
                 .tha = mac("01"),
                 .spa = address("10.0.0.9"),
                 .tpa = address("10.0.0.1"),
                 .op = models::ArpOp::reply},
                since, out);
  for (sim::Duration step = 0s;; step += 100ms) {
    cache.resolve(address("10.0.0.9"), 1, since + step, out);
    if (cache.deadline() != sim::never) return step;
  }
}

}  // namespace

TEST_CASE("[linux-arp]: reachable time is uniform in 15 to 45 s, drawn every 300 s, host by host") {
  ArpConfig config = linux_arp();
  config.reachable_jitter = true;
  config.learns_unsolicited = true;
  std::vector<sim::Duration> all;
  for (std::uint64_t host = 0; host < 40; ++host) {
    models::ArpCache cache(config, mac("01"), address("10.0.0.1"), sim::Random(host, "p", "arp"));
    for (const sim::Duration epoch : {0s, 300s, 600s, 900s}) {
      const auto first = reachable(cache, sim::Time{epoch});
      CHECK(reachable(cache, sim::Time{epoch + 100s}) == first);
      all.push_back(first);
    }
  }
  std::ranges::sort(all);
  CHECK(all.front() >= 15s);
  CHECK(all.front() < 17s);
  CHECK(all[all.size() / 2] > 26s);
  CHECK(all[all.size() / 2] < 34s);
  CHECK(all.back() > 43s);
  CHECK(all.back() <= 45s);
  config.reachable_redraw = 0s;
  models::ArpCache cache(config, mac("01"), address("10.0.0.1"), sim::Random(1, "p", "arp"));
  const auto once = reachable(cache, sim::Time{});
  for (const int i : {1, 2, 3, 4}) CHECK(reachable(cache, sim::Time{i * 300s}) == once);
}
