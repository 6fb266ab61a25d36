// Several questions of a stub resolver, their limit, and what happens to them when its servers
// change or its power goes: RFC 1035 7.
#include "tests/dns_ladder.hpp"

using namespace std::chrono_literals;

TEST_CASE("a question that is under way is not asked twice; one result is for all") {
  CHECK_LADDER(DnsPhone{}, R"(
    0s  ! resolve pbx A
    0s  > pbx A to 10.0.0.53
    1s  ! resolve pbx A
    1s  ! resolve pbx SRV                     # another question
    1s  > pbx SRV to 10.0.0.53
    5s  > pbx A to 10.0.0.54
    5.5s < 10.0.0.54 pbx A 10.0.0.1
    5.5s = pbx A: 10.0.0.1
    6s  > pbx SRV to 10.0.0.54
  )");
}

TEST_CASE("one question more than may be under way fails") {
  CHECK_LADDER((DnsPhone{{.questions = 2}}), R"(
    0s  ! resolve a A
    0s  > a A to 10.0.0.53
    0s  ! resolve b A
    0s  > b A to 10.0.0.53
    0s  ! resolve c A
    0s  = c A failed: too_many
    1s  < 10.0.0.53 a A 10.0.0.1
    1s  = a A: 10.0.0.1
    1s  ! resolve c A
    1s  > c A to 10.0.0.53
    5s  > b A to 10.0.0.54
    6s  > c A to 10.0.0.54
  )");
}

TEST_CASE("questions that are due at the same moment all go on") {
  CHECK_LADDER((DnsPhone{{.attempts = 1}}), R"(
    0s  ! resolve a A
    0s  > a A to 10.0.0.53
    0s  ! resolve b A
    0s  > b A to 10.0.0.53
    0s  ! resolve c A
    0s  > c A to 10.0.0.53
    3s  < 10.0.0.53 b A refused
    3s  > b A to 10.0.0.54
    5s  > a A to 10.0.0.54
    5s  > c A to 10.0.0.54
    8s  = b A failed: server_failure
    10s = a A failed: timed_out
    10s = c A failed: timed_out
    99s .
  )");
}

TEST_CASE("without a DNS server nothing is asked; DHCP brings others") {
  CHECK_LADDER((DnsPhone{{}, {}}), R"(
    0s  ! resolve pbx A
    0s  = pbx A failed: no_server
    1s  ! servers 0.0.0.0 10.0.0.99           # option 6
    2s  ! resolve pbx A
    2s  > pbx A to 10.0.0.99
    3s  ! servers 10.0.0.53 10.0.0.54         # what is under way goes on with the new ones
    7s  > pbx A to 10.0.0.54
    8s  < 10.0.0.99 pbx A 10.0.0.9            # not ours any more
    9s  ! servers 0.0.0.0 0.0.0.0
    12s = pbx A failed: no_server
  )");
}

TEST_CASE("power off: a resolver forgets its servers, its questions and its answers") {
  CHECK_LADDER(DnsPhone{}, R"(
    0s  ! resolve pbx A
    0s  > pbx A to 10.0.0.53
    0s  < 10.0.0.53 pbx A 10.0.0.1
    0s  = pbx A: 10.0.0.1
    1s  ! resolve sip A
    1s  > sip A to 10.0.0.53
    2s  ! off
    3s  < 10.0.0.53 sip A 10.0.0.1
    20s ! resolve pbx A
    20s = pbx A failed: no_server
    21s ! servers 10.0.0.53 10.0.0.54
    21s ! resolve pbx A
    21s > pbx A to 10.0.0.53
  )");
}
