// Expired answers that are used while no DNS server has a fresh one: RFC 8767.
#include "tests/dns_ladder.hpp"

using namespace std::chrono_literals;
using models::DnsResolverConfig;

TEST_CASE("RFC 8767: an expired answer while DNS is out; without serve_stale there is none") {
  const std::string_view outage = R"(
    0s    ! resolve pbx A
    0s    > pbx A to 10.0.0.53
    0s    < 10.0.0.53 pbx A 10.0.0.1 ttl 60
    0s    = pbx A: 10.0.0.1
    100s  ! resolve pbx A
    100s  > pbx A to 10.0.0.53
  )";
  const DnsResolverConfig once{.attempts = 1, .stale_max = 300s};
  CHECK_LADDER((DnsPhone{once, {DnsPhone::first, {}}}), std::string(outage) + R"(
    105s  = pbx A failed: timed_out
  )");
  DnsResolverConfig stale = once;
  stale.serve_stale = true;
  CHECK_LADDER((DnsPhone{stale, {DnsPhone::first, {}}}), std::string(outage) + R"(
    105s  = pbx A stale: 10.0.0.1
    134s  ! resolve pbx A                     # 30 s peace for the server
    134s  = pbx A stale: 10.0.0.1
    135s  ! resolve pbx A
    135s  > pbx A to 10.0.0.53
    135s  < 10.0.0.53 pbx A server_failure    # as good as silence
    135s  = pbx A stale: 10.0.0.1
    165s  ! resolve pbx SRV                   # of this there is no old answer
    165s  > pbx SRV to 10.0.0.53
    170s  = pbx SRV failed: timed_out
    352s  ! resolve pbx A
    352s  > pbx A to 10.0.0.53
    357s  = pbx A stale: 10.0.0.1
    359.999s ! resolve pbx A
    359.999s = pbx A stale: 10.0.0.1
    360s  ! resolve pbx A                     # 60 s + stale_max
    360s  > pbx A to 10.0.0.53
    365s  = pbx A failed: timed_out
  )");
  CHECK_LADDER((DnsPhone{stale, {DnsPhone::first, {}}}), std::string(outage) + R"(
    101s  < 10.0.0.53 pbx A name_error ttl 0  # that is an answer
    101s  = pbx A failed: name_error
    101s  ! resolve pbx A
    101s  > pbx A to 10.0.0.53
    106s  = pbx A failed: timed_out
  )");
}

TEST_CASE("RFC 8767: that there was nothing is not served stale") {
  CHECK_LADDER((DnsPhone{{.attempts = 1, .serve_stale = true}, {DnsPhone::first, {}}}), R"(
    0s  ! resolve pbx A
    0s  > pbx A to 10.0.0.53
    0s  < 10.0.0.53 pbx A no_data ttl 10
    0s  = pbx A failed: no_data
    10s ! resolve pbx A
    10s > pbx A to 10.0.0.53
    15s = pbx A failed: timed_out
  )");
}

TEST_CASE("RFC 8767: serve_stale may be switched on during the outage") {
  CHECK_LADDER((DnsPhone{{.attempts = 1}, {DnsPhone::first, {}}}), R"(
    0s  ! resolve pbx A
    0s  > pbx A to 10.0.0.53
    0s  < 10.0.0.53 pbx A 10.0.0.1 ttl 10
    0s  = pbx A: 10.0.0.1
    10s ! resolve pbx A
    10s > pbx A to 10.0.0.53
    12s ! serve-stale
    12s ! servers 0.0.0.0 0.0.0.0
    15s = pbx A stale: 10.0.0.1               # nor is there a server to ask
  )");
}
