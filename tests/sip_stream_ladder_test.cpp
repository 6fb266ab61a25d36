// SIP over TCP and TLS: TCP repeats what is lost, and the end of a connection is the end of what
// was registered on it (RFC 3261 17.1.2.2, RFC 5626 4.4, 4.5).
#include "tests/sip_peer_ladder.hpp"
#include "tests/sip_ua_ladder.hpp"

using namespace std::chrono_literals;

TEST_CASE("RFC 3261 17.1.2.2: over TCP no REGISTER is repeated, and timer F runs") {
  CHECK_LADDER((UdpPhone{{.retry_after_timeout = 30s, .timers = {.reliable = true}}}), R"(
    0s   ! boot
    0s   > REGISTER expires 3600
    32s  = failed: timed out
    62s  > REGISTER expires 3600
    62s  < 200 expires 3600
    62s  = registered
  )");
}

TEST_CASE("RFC 5626 4.5: when its connection ends, a registered phone registers at once") {
  CHECK_LADDER((UdpPhone{{.timers = {.reliable = true}}}), UdpPhone::registered(R"(
    600s ! disconnected
    600s > REGISTER expires 3600
    600s < 200 expires 3600
    600s = registered
  )"));
}

TEST_CASE("reconnects: false - it notices at its next refresh, as if nothing had happened") {
  CHECK_LADDER((UdpPhone{{.reconnects = false, .timers = {.reliable = true}}}),
               UdpPhone::registered(R"(
    600s  ! disconnected
    3240s > REGISTER expires 3600
    3240s < 200 expires 3600
  )"));
}

TEST_CASE("a connection that ends while nothing is registered on it changes nothing") {
  CHECK_LADDER((UdpPhone{{.timers = {.reliable = true}}}), R"(
    0s ! disconnected
    1s ! boot
    1s > REGISTER expires 3600
    2s ! disconnected
    2s < 200 expires 3600
    2s = registered
  )");
}

TEST_CASE("RFC 3261 10.3: a binding outlives its connection, unless drops_with_connection") {
  const std::string script = R"(
    0s  < REGISTER expires 3600 stream
    0s  = Registered at 5060
    0s  > 200 expires 3600 to 5060
    10s ! disconnected
  )";
  CHECK_LADDER((Peer{{.qualify = 0s}}), script + R"(
    10s ! look
    10s = 5060 Unmonitored
  )");
  CHECK_LADDER((Peer{{.qualify = 0s, .drops_with_connection = true}}), script + R"(
    10s = Disconnected
    10s ! look
    10s = unregistered Unmonitored
  )");
}

TEST_CASE("RFC 3261 17.1.2.2: over TCP an OPTIONS is sent once") {
  CHECK_LADDER((Peer{{.qualify = 2s}}), R"(
    0s  < REGISTER expires 3600 stream
    0s  = Registered at 5060
    0s  > OPTIONS to 5060
    0s  > 200 expires 3600 to 5060
    4s  = UNREACHABLE, last qualify 0
    14s > OPTIONS to 5060
  )");
}
