// What a resolver keeps, and how long: RFC 1035 3.2.1, RFC 2308 5 and 7, RFC 8767; and the same by
// a slow twin that keeps everything in std::maps.
#include <optional>

#include "sim/base/random.hpp"
#include "tests/dns_ladder.hpp"

using namespace std::chrono_literals;

TEST_CASE("RFC 1035 3.2.1: an answer is used until its TTL has passed, and not at that moment") {
  CHECK_LADDER(DnsPhone{}, R"(
    0s      ! resolve pbx A
    0s      > pbx A to 10.0.0.53
    1s      < 10.0.0.53 pbx A 10.0.0.1 ttl 60
    1s      = pbx A: 10.0.0.1
    60.999s ! resolve pbx A
    60.999s = pbx A: 10.0.0.1
    61s     ! resolve pbx A
    61s     > pbx A to 10.0.0.53
    61s     < 10.0.0.53 pbx A 10.0.0.2 ttl 0
    61s     = pbx A: 10.0.0.2
    61s     ! resolve pbx A                   # 0 s: for that question only
    61s     > pbx A to 10.0.0.53
  )");
}

TEST_CASE("min_ttl and max_ttl bound what a server says; max_ttl 0s keeps nothing") {
  CHECK_LADDER((DnsPhone{{.min_ttl = 30s, .max_ttl = 100s}}), R"(
    0s   ! resolve pbx A
    0s   > pbx A to 10.0.0.53
    0s   < 10.0.0.53 pbx A 10.0.0.1 ttl 0
    0s   = pbx A: 10.0.0.1
    29s  ! resolve pbx A
    29s  = pbx A: 10.0.0.1
    30s  ! resolve pbx A
    30s  > pbx A to 10.0.0.53
    30s  < 10.0.0.53 pbx A 10.0.0.1 ttl 3600
    30s  = pbx A: 10.0.0.1
    129s ! resolve pbx A
    129s = pbx A: 10.0.0.1
    130s ! resolve pbx A
    130s > pbx A to 10.0.0.53
  )");
  CHECK_LADDER((DnsPhone{{.max_ttl = 0s}}), R"(
    0s   ! resolve pbx A
    0s   > pbx A to 10.0.0.53
    0s   < 10.0.0.53 pbx A 10.0.0.1
    0s   = pbx A: 10.0.0.1
    0s   ! resolve pbx A
    0s   > pbx A to 10.0.0.53
  )");
}

TEST_CASE("RFC 2308 5: no data is kept for its type, a name error for the whole name") {
  CHECK_LADDER(DnsPhone{}, R"(
    0s   ! resolve pbx SRV
    0s   > pbx SRV to 10.0.0.53
    0s   < 10.0.0.53 pbx SRV no_data ttl 900
    0s   = pbx SRV failed: no_data
    1s   ! resolve pbx A                      # another type
    1s   > pbx A to 10.0.0.53
    1s   < 10.0.0.53 pbx A name_error ttl 600
    1s   = pbx A failed: name_error
    2s   ! resolve pbx SRV
    2s   = pbx SRV failed: name_error
    600s ! resolve pbx A
    600s = pbx A failed: name_error
    601s ! resolve pbx SRV
    601s > pbx SRV to 10.0.0.53
    601s < 10.0.0.53 pbx SRV a:5060:10
    601s = pbx SRV: a:5060:10
    602s ! resolve pbx A
    602s > pbx A to 10.0.0.53
  )");
}

TEST_CASE("RFC 2308 5: a positive answer ends a name error") {
  CHECK_LADDER(DnsPhone{}, R"(
    0s   ! resolve pbx A
    0s   > pbx A to 10.0.0.53
    0s   ! resolve pbx SRV
    0s   > pbx SRV to 10.0.0.53
    1s   < 10.0.0.53 pbx A name_error ttl 600
    1s   = pbx A failed: name_error
    2s   < 10.0.0.53 pbx SRV a:5060:10        # the name has come up meanwhile
    2s   = pbx SRV: a:5060:10
    3s   ! resolve pbx A
    3s   > pbx A to 10.0.0.53
  )");
}

TEST_CASE("RFC 2308 5: negative answers are kept for negative_cache_max at most") {
  CHECK_LADDER((DnsPhone{{.negative_cache_max = 10s}}), R"(
    0s   ! resolve pbx A
    0s   > pbx A to 10.0.0.53
    0s   < 10.0.0.53 pbx A name_error ttl 86400
    0s   = pbx A failed: name_error
    9s   ! resolve pbx A
    9s   = pbx A failed: name_error
    10s  ! resolve pbx A
    10s  > pbx A to 10.0.0.53
    10s  < 10.0.0.53 pbx A no_data ttl 86400
    10s  = pbx A failed: no_data
    19s  ! resolve pbx A
    19s  = pbx A failed: no_data
    20s  ! resolve pbx A
    20s  > pbx A to 10.0.0.53
  )");
}

TEST_CASE("RFC 2308 7.1: failure_ttl keeps a server failure, silence is never kept") {
  CHECK_LADDER((DnsPhone{{.attempts = 1, .failure_ttl = 60s}, {DnsPhone::first, {}}}), R"(
    0s   ! resolve pbx A
    0s   > pbx A to 10.0.0.53
    0s   < 10.0.0.53 pbx A server_failure
    0s   = pbx A failed: server_failure
    59s  ! resolve pbx A
    59s  = pbx A failed: server_failure
    60s  ! resolve pbx A
    60s  > pbx A to 10.0.0.53
    65s  = pbx A failed: timed_out
    65s  ! resolve pbx A
    65s  > pbx A to 10.0.0.53
  )");
}

TEST_CASE("a full cache keeps no more while all are fresh, and reuses what has aged") {
  CHECK_LADDER((DnsPhone{{.capacity = 1}}), R"(
    0s   ! resolve a A
    0s   > a A to 10.0.0.53
    0s   < 10.0.0.53 a A 10.0.0.1 ttl 60
    0s   = a A: 10.0.0.1
    0s   ! resolve b A
    0s   > b A to 10.0.0.53
    0s   < 10.0.0.53 b A 10.0.0.2 ttl 60
    0s   = b A: 10.0.0.2
    1s   ! resolve b A
    1s   > b A to 10.0.0.53
    1s   < 10.0.0.53 b A 10.0.0.2 ttl 60
    1s   = b A: 10.0.0.2
    1s   ! resolve a A
    1s   = a A: 10.0.0.1
    60s  ! resolve b A
    60s  > b A to 10.0.0.53
    60s  < 10.0.0.53 b A 10.0.0.2 ttl 60
    60s  = b A: 10.0.0.2
    61s  ! resolve b A
    61s  = b A: 10.0.0.2
  )");
}
