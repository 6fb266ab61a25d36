// A stub resolver's questions: RFC 1035 7, [resolv-conf].
#include "tests/dns_ladder.hpp"

using namespace std::chrono_literals;

TEST_CASE("RFC 1035 7.3: a resolver asks the first server, and the answer is the asker's") {
  CHECK_LADDER(DnsPhone{}, R"(
    0s     ! resolve pbx A
    0s     > pbx A to 10.0.0.53
    0.002s < 10.0.0.53 pbx A 10.0.0.1,10.0.0.2 ttl 60
    0.002s = pbx A: 10.0.0.1,10.0.0.2
    0.1s   ! resolve _sip._udp SRV
    0.1s   > _sip._udp SRV to 10.0.0.53
    0.1s   < 10.0.0.53 _sip._udp SRV b:5060:20,a:5070:10
    0.1s   = _sip._udp SRV: b:5060:20,a:5070:10   # as the server has them
    99s    .
  )");
}

TEST_CASE("[resolv-conf]: 5 s x 2 attempts x 2 servers until DNS is given up") {
  CHECK_LADDER(DnsPhone{}, R"(
    0s   ! resolve pbx A
    0s   > pbx A to 10.0.0.53
    5s   > pbx A to 10.0.0.54
    10s  > pbx A to 10.0.0.53
    15s  > pbx A to 10.0.0.54
    20s  = pbx A failed: timed_out
    21s  ! resolve pbx A                      # silence is not kept
    21s  > pbx A to 10.0.0.53
  )");
  CHECK_LADDER((DnsPhone{{.timeout = 2s, .attempts = 3}, {DnsPhone::first, {}}}), R"(
    0s   ! resolve pbx A
    0s   > pbx A to 10.0.0.53
    2s   > pbx A to 10.0.0.53
    4s   > pbx A to 10.0.0.53
    6s   = pbx A failed: timed_out
    9s   .
  )");
}

TEST_CASE("resolv.conf(5): the first server is asked first each time, dead or not") {
  CHECK_LADDER(DnsPhone{}, R"(
    0s    ! resolve pbx A
    0s    > pbx A to 10.0.0.53
    5s    > pbx A to 10.0.0.54
    5.01s < 10.0.0.54 pbx A 10.0.0.1 ttl 10
    5.01s = pbx A: 10.0.0.1
    20s   ! resolve pbx A
    20s   > pbx A to 10.0.0.53
    25s   > pbx A to 10.0.0.54
  )");
}

TEST_CASE("RFC 1035 7.2: a server that fails or refuses is left for the next one at once") {
  CHECK_LADDER(DnsPhone{}, R"(
    0s   ! resolve pbx A
    0s   > pbx A to 10.0.0.53
    0.1s < 10.0.0.53 pbx A server_failure
    0.1s > pbx A to 10.0.0.54
    0.2s < 10.0.0.54 pbx A refused
    0.2s > pbx A to 10.0.0.53
    0.3s < 10.0.0.53 pbx A server_failure
    0.3s > pbx A to 10.0.0.54
    0.4s < 10.0.0.54 pbx A refused
    0.4s = pbx A failed: server_failure
    9s   .
  )");
  CHECK_LADDER(DnsPhone{}, R"(
    0s    ! resolve pbx A
    0s    > pbx A to 10.0.0.53
    0.1s  < 10.0.0.53 pbx A refused
    0.1s  > pbx A to 10.0.0.54
    5.1s  > pbx A to 10.0.0.53
    5.2s  < 10.0.0.53 pbx A refused
    5.2s  > pbx A to 10.0.0.54
    10.2s = pbx A failed: server_failure      # one of them did answer
  )");
}

TEST_CASE("RFC 1035 4.1.1: a name error is final, the second server is not asked") {
  CHECK_LADDER(DnsPhone{}, R"(
    0s   ! resolve pbx A
    0s   > pbx A to 10.0.0.53
    0.1s < 10.0.0.53 pbx A name_error ttl 0
    0.1s = pbx A failed: name_error
    0.2s ! resolve sip A
    0.2s > sip A to 10.0.0.53
    0.3s < 10.0.0.53 sip A no_data ttl 0
    0.3s = sip A failed: no_data
    30s  .
  )");
}

TEST_CASE("RFC 1035 7.3: the answer of a server that was given up may count") {
  const std::string_view late = R"(
    0s   ! resolve pbx A
    0s   > pbx A to 10.0.0.53
    5s   > pbx A to 10.0.0.54
    6s   < 10.0.0.53 pbx A 10.0.0.1
  )";
  CHECK_LADDER(DnsPhone{}, std::string(late) + R"(
    6s   = pbx A: 10.0.0.1
    6.1s < 10.0.0.54 pbx A 10.0.0.2           # answered already
    6.2s ! resolve pbx A
    6.2s = pbx A: 10.0.0.1
    99s  .
  )");
  CHECK_LADDER((DnsPhone{{.accepts_late = false}}), std::string(late) + R"(
    6.1s < 10.0.0.54 pbx A 10.0.0.2
    6.1s = pbx A: 10.0.0.2
  )");
  CHECK_LADDER(DnsPhone{}, R"(
    0s   ! resolve pbx A
    0s   > pbx A to 10.0.0.53
    5s   > pbx A to 10.0.0.54
    6s   < 10.0.0.53 pbx A server_failure     # late: the current one may do better
    7s   < 10.0.0.54 pbx A 10.0.0.2
    7s   = pbx A: 10.0.0.2
  )");
}

TEST_CASE("RFC 5452 9.1: an answer needs the question's id, name, type, and one of our servers") {
  CHECK_LADDER(DnsPhone{}, R"(
    0s   ! resolve pbx A
    0s   > pbx A to 10.0.0.53
    1s   < 10.0.0.53 pbx A 10.0.0.9 other-id
    1s   < 10.0.0.53 pbx SRV a:5060:10
    1s   < 10.0.0.53 sip A 10.0.0.9
    1s   < 10.0.0.99 pbx A 10.0.0.9
    1s   < 10.0.0.53 pbx A 10.0.0.9 question
    2s   < 10.0.0.53 pbx A 10.0.0.1
    2s   = pbx A: 10.0.0.1
  )");
}
