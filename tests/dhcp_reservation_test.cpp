// DHCP server: addresses that are always the same client's, in the pool or beside it. The pool is
// .10 to .19.
#include "tests/dhcp_server_ladder.hpp"

using namespace std::chrono_literals;
using dhcp::with;
using models::DhcpServerConfig;

namespace {

dhcp::Server reserved() {
  return with([](DhcpServerConfig& c) {
    c.scopes[0].reservations = {{dhcp::mac_of("a"), {0x0a00'000a}},
                                {dhcp::mac_of("b"), {0x0a00'0063}}};
  });
}

}  // namespace

TEST_CASE("DHCP reservations: the client gets its own address, nobody else does") {
  CHECK_LADDER(reserved(), R"(
    0s < c DISCOVER
    0s > c OFFER 10.0.0.11
    0s < a DISCOVER
    0s > a OFFER 10.0.0.10
    0s < b DISCOVER                   # beside the pool
    0s > b OFFER 10.0.0.99
    1s < b REQUEST 10.0.0.99 selects
    1s > b ACK 10.0.0.99
    1s = assigned 10.0.0.99 b
  )");
}

TEST_CASE("DHCP reservations: one that boots with its own address is known, another's is refused") {
  CHECK_LADDER(reserved(), R"(
    0s < a REQUEST 10.0.0.10 reboots
    0s > a ACK 10.0.0.10
    0s = assigned 10.0.0.10 a
    1s < c REQUEST 10.0.0.99 reboots
    1s > c NAK by broadcast
    1s = denied 10.0.0.99 c
  )");
  CHECK_LADDER(dhcp::Server{}, R"(
    0s < a REQUEST 10.0.0.10 reboots  # without the reservation: no record, no answer
  )");
}
