// DHCP servers of Windows and IOS, [ms-dhcp], [ios-dhcp], and the incident of the NetPhone report.
#include "tests/dhcp_server_ladder.hpp"

using models::DhcpServerConfig;

namespace {

// The migrated server deals out what the phones still use: `p` sits on .10 by a lease of the old
// server, nobody told the new one.
DhcpServerConfig migrated(int conflict_detection_attempts) {
  DhcpServerConfig config = dhcp::profile("windows-dhcp-2008r2", true);
  config.ping_attempts = conflict_detection_attempts;
  return config;
}

}  // namespace

TEST_CASE("NetPhone report: without conflict detection, the phone's address goes to another") {
  CHECK_LADDER(dhcp::Server(migrated(0)), R"(
    0s   < c DISCOVER
    0s   > c OFFER 10.0.0.10
    0s   < c REQUEST 10.0.0.10 selects
    0s   > c ACK 10.0.0.10
    0s   = assigned 10.0.0.10 c
    100s < p REQUEST 10.0.0.10 reboots          # the phone insists on its remembered address
    100s > p NAK by broadcast
    100s = denied 10.0.0.10 p
    200s < p REQUEST 10.0.0.10 reboots
    200s > p NAK by broadcast
    200s = denied 10.0.0.10 p
  )");
}

TEST_CASE("NetPhone report: with one attempt, the address is BAD_ADDRESS for an hour") {
  CHECK_LADDER(dhcp::Server(migrated(1)), R"(
    0s     < c DISCOVER
    0s     > ping 10.0.0.10
    0.001s < echo 10.0.0.10
    0.001s = conflict 10.0.0.10 c               # audit log 13
    0.001s > ping 10.0.0.11
    1.001s > c OFFER 10.0.0.11
    1.001s < c REQUEST 10.0.0.11 selects
    1.001s > c ACK 10.0.0.11
    1.001s = assigned 10.0.0.11 c
    2s     < p REQUEST 10.0.0.10 reboots        # power-cycled: it is told to start anew ...
    2s     > p NAK by broadcast
    2s     = denied 10.0.0.10 p
    3s     < p DISCOVER
    3s     > ping 10.0.0.12
    4s     > p OFFER 10.0.0.12                  # ... and gets a lease
    4s     < p REQUEST 10.0.0.12 selects
    4s     > p ACK 10.0.0.12
    4s     = assigned 10.0.0.12 p
    3600s  < d DISCOVER
    3600s  > ping 10.0.0.13
    3600.001s < e DISCOVER                      # the hour is over
    3600.001s > ping 10.0.0.10
    3601s  > d OFFER 10.0.0.13
    3601.001s > e OFFER 10.0.0.10
  )");
}

TEST_CASE("NetPhone report: had the leases been imported, the phone would keep its address") {
  DhcpServerConfig config = migrated(0);
  config.imported = {{dhcp::mac_of("p"), {0x0a00'000a}}};
  CHECK_LADDER(dhcp::Server(config), R"(
    0s   < c DISCOVER
    0s   > c OFFER 10.0.0.11
    100s < p REQUEST 10.0.0.10 reboots
    100s > p ACK 10.0.0.10
    100s = renewed 10.0.0.10 p
  )");
}

TEST_CASE(
    "[ms-cc958918]: Windows' OFFER takes one second for each attempt, and no ping if leased "
    "before") {
  CHECK_LADDER(dhcp::Server(migrated(3)), R"(
    0s   < a DISCOVER
    0s   > ping 10.0.0.10
    1s   > ping 10.0.0.10
    2s   > ping 10.0.0.10
    3s   > a OFFER 10.0.0.10
    3s   < a REQUEST 10.0.0.10 selects
    3s   > a ACK 10.0.0.10
    3s   = assigned 10.0.0.10 a
    100s < a REQUEST 10.0.0.10 reboots          # nor when it boots or renews
    100s > a ACK 10.0.0.10
    100s = renewed 10.0.0.10 a
    200s < a DISCOVER
    200s > a OFFER 10.0.0.10
    300s < a RELEASE 10.0.0.10
    300s = released 10.0.0.10 a
    400s < b DISCOVER                           # nor for another client
    400s > b OFFER 10.0.0.10
  )");
}

TEST_CASE("[ms-dhcp]: Windows keeps an expired lease for its client for 4 h") {
  CHECK_LADDER(dhcp::Server(migrated(0)), R"(
    0s      ! pool 10.0.0.10 10.0.0.10
    0s      < a REQUEST 10.0.0.10 renews
    0s      > a ACK 10.0.0.10 to ciaddr 10.0.0.10
    0s      = assigned 10.0.0.10 a
    705599s < b DISCOVER                        # 8 days and 4 h, less a second
    705599s = pool exhausted for b
    705600s < b DISCOVER
    705600s > b OFFER 10.0.0.10
  )");
}

TEST_CASE("[ios-dhcp]: what IOS finds by ping or is declined stays out for ever") {
  CHECK_LADDER(dhcp::Server(dhcp::profile("ios-dhcp", false)), R"(
    0s       ! pool 10.0.0.10 10.0.0.11
    0s       < a DISCOVER
    0s       > ping 10.0.0.10
    0.5s     > ping 10.0.0.10
    0.6s     < echo 10.0.0.10
    0.6s     = conflict 10.0.0.10 a
    0.6s     > ping 10.0.0.11
    1.1s     > ping 10.0.0.11
    1.6s     > a OFFER 10.0.0.11
    1.6s     < a REQUEST 10.0.0.11 selects
    1.6s     > a ACK 10.0.0.11
    1.6s     = assigned 10.0.0.11 a
    2s       < a DECLINE 10.0.0.11
    2s       = declined 10.0.0.11 a
    9999999s < a DISCOVER
    9999999s = pool exhausted for a
  )");
}
