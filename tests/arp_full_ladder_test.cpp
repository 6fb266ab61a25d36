// An ARP cache that is full: who makes room for a new neighbour ([linux-arp], [cucm-arp]).
#include "tests/arp_fixture.hpp"

using namespace std::chrono_literals;
using namespace arp_fixture;
using models::ArpConfig;
using models::ArpReclaim;

namespace {

constexpr ArpConfig two_entries{.lifetime = models::forever, .capacity = 2};
constexpr ArpConfig linux_2_6{
    .lifetime = models::forever, .capacity = 2, .reclaim = ArpReclaim::idle};

// 10.0.0.8 and 10.0.0.9 have the two entries.
std::string full(std::string_view script) {
  return R"(
    0s ! packet 1 to 10.0.0.8
    0s > request 10.0.0.1 is at 01 for 10.0.0.8 to all
    0s < reply 10.0.0.8 is at 08
    0s = packet 1 to 08
    0s ! packet 2 to 10.0.0.9
    0s > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    0s < reply 10.0.0.9 is at 09
    0s = packet 2 to 09
  )" + std::string(script);
}

}  // namespace

TEST_CASE("[linux-arp] 2.6: a full table keeps what is in use, and a new neighbour stays out") {
  CHECK_LADDER(Host{linux_2_6}, full(R"(
    59s   ! packet 3 to 10.0.0.8
    59s   = packet 3 to 08
    59s   ! packet 4 to 10.0.0.9
    59s   = packet 4 to 09
    100s  ! packet 5 to 10.0.0.7
    100s  > request 10.0.0.1 is at 01 for 10.0.0.7 to all
    100s  < reply 10.0.0.7 is at 07
    100s  = packet 5 dropped: table full
    110s  < request 10.0.0.7 is at 07             # and gets no answer
    110s  = table full
    110s  ! packet 6 to 10.0.0.9
    110s  = packet 6 to 09
  )"));
}

TEST_CASE("[linux-arp] 2.6: an entry that is idle for more than 60 s makes room; its host is out") {
  CHECK_LADDER(Host{linux_2_6}, full(R"(
    50s   ! packet 3 to 10.0.0.8
    50s   = packet 3 to 08
    60s   < request 10.0.0.7 is at 07             # 09 was used 60 s ago, no longer
    60s   = table full
    61s   < request 10.0.0.7 is at 07             # now it is idle
    61s   > reply 10.0.0.1 is at 01 for 10.0.0.7 to 07
    61s   ! packet 4 to 10.0.0.7
    61s   = packet 4 to 07
    62s   ! packet 5 to 10.0.0.9
    62s   > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    62s   < reply 10.0.0.9 is at 09
    62s   = packet 5 dropped: table full
  )"));
}

TEST_CASE("ARP reclaim: aged keeps who is idle, while its life lasts") {
  CHECK_LADDER(Host{two_entries}, full(R"(
    100s  ! packet 5 to 10.0.0.7
    100s  > request 10.0.0.1 is at 01 for 10.0.0.7 to all
    100s  < reply 10.0.0.7 is at 07
    100s  = packet 5 dropped: table full
    110s  < request 10.0.0.7 is at 07             # RFC 826: it is answered
    110s  > reply 10.0.0.1 is at 01 for 10.0.0.7 to 07
  )"));
}

TEST_CASE(
    "[linux-arp] gc_thresh1: beyond it an idle stale entry is asked for anew, below it used") {
  ArpConfig config = linux_arp();
  config.capacity = 8;
  config.gc_threshold = 1;
  CHECK_LADDER(Host{config}, full(R"(
    40s   ! packet 3 to 10.0.0.8
    40s   = packet 3 to 08
    41s   < reply 10.0.0.8 is at 08
    80s   ! packet 4 to 10.0.0.8                  # idle for 39 s
    80s   = packet 4 to 08
    81s   < reply 10.0.0.8 is at 08
    81s   ! packet 5 to 10.0.0.9                  # idle for 81 s
    81s   > request 10.0.0.1 is at 01 for 10.0.0.9 to all
    81s   < reply 10.0.0.9 is at 09
    81s   = packet 5 to 09
  )"));
  config.gc_threshold = 2;
  CHECK_LADDER(Host{config}, full(R"(
    81s   ! packet 5 to 10.0.0.9
    81s   = packet 5 to 09
    82s   < reply 10.0.0.9 is at 09
  )"));
}
