// [chan-sip]: what it grants to a phone and how long it holds the binding.
#include "tests/sip_peer_ladder.hpp"

using namespace std::chrono_literals;
using models::TooBrief;

TEST_CASE("[chan-sip]: the binding lives 10 s longer than its grant") {
  CHECK_LADDER((Peer{{.qualify = 0s}}), R"(
    0s   ! look
    0s   = unregistered Unmonitored
    0s   < REGISTER expires 120
    0s   = Registered at 5060
    0s   > 200 expires 120 to 5060
    100s < REGISTER expires 120               # a refresh is no news
    100s > 200 expires 120 to 5060
    229.999s ! look
    229.999s = 5060 Unmonitored
    230s = expired
    231s ! look
    231s = unregistered Unmonitored
    232s < REGISTER expires 120
    232s = Registered at 5060
    232s > 200 expires 120 to 5060
  )");
  CHECK_LADDER((Peer{{.expiry_slack = 0s, .qualify = 0s}}), R"(
    0s   < REGISTER expires 120
    0s   = Registered at 5060
    0s   > 200 expires 120 to 5060
    120s = expired
    999s .
  )");
}

TEST_CASE("[chan-sip]: defaultexpiry 120, maxexpiry 3600") {
  CHECK_LADDER((Peer{{.qualify = 0s}}), R"(
    0s   < REGISTER
    0s   = Registered at 5060
    0s   > 200 expires 120 to 5060
    1s   < REGISTER expires 7200
    1s   > 200 expires 3600 to 5060
    2s   < REGISTER expires 3599
    2s   > 200 expires 3599 to 5060
  )");
  CHECK_LADDER((Peer{{.default_expiry = 300s, .max_expiry = 600s, .qualify = 0s}}), R"(
    0s   < REGISTER
    0s   = Registered at 5060
    0s   > 200 expires 300 to 5060
    1s   < REGISTER expires 7200
    1s   > 200 expires 600 to 5060
  )");
}

TEST_CASE(
    "RFC 3261 10.3 (7): less than minexpiry: 423 with Min-Expires, the binding stays as it is") {
  CHECK_LADDER((Peer{{.qualify = 0s}}), R"(
    0s   < REGISTER expires 59
    0s   > 423 min-expires 60 to 5060
    1s   < REGISTER expires 60
    1s   = Registered at 5060
    1s   > 200 expires 60 to 5060
    2s   < REGISTER expires 30 from 1025
    2s   > 423 min-expires 60 to 1025
    71s  = expired
  )");
  CHECK_LADDER((Peer{{.min_expiry = 90s, .qualify = 0s}}), R"(
    0s   < REGISTER expires 89
    0s   > 423 min-expires 90 to 5060
  )");
}

TEST_CASE("[chan-sip]: or minexpiry is granted, as Asterisk 11 does") {
  CHECK_LADDER((Peer{{.too_brief = TooBrief::raise, .qualify = 0s}}), R"(
    0s   < REGISTER expires 30
    0s   = Registered at 5060
    0s   > 200 expires 60 to 5060
    70s  = expired
  )");
  CHECK_LADDER((Peer{{.default_expiry = 30s, .qualify = 0s}}), R"(
    0s   < REGISTER                           # nothing was asked for: nothing to refuse
    0s   = Registered at 5060
    0s   > 200 expires 60 to 5060
  )");
}

TEST_CASE("RFC 3261 10.2.2, Asterisk: Expires: 0 removes the binding") {
  CHECK_LADDER((Peer{{.qualify = 0s}}), R"(
    0s   < REGISTER expires 120
    0s   = Registered at 5060
    0s   > 200 expires 120 to 5060
    50s  < REGISTER expires 0
    50s  = Unregistered
    50s  > 200 expires 0 to 5060
    60s  < REGISTER expires 0                 # nothing to remove
    60s  > 200 expires 0 to 5060
    999s .
  )");
}

TEST_CASE("[chan-sip] force_rport: the contact is where the REGISTER came from") {
  CHECK_LADDER(Peer{}, Peer::registered(R"(
    30s  < REGISTER expires 3600 from 1025    # the NAT gave the phone another port
    30s  = Registered at 1025
    30s  > OPTIONS to 1025
    30s  > 200 expires 3600 to 1025
    30.5s > OPTIONS again to 1025
    30.6s < 200 from 1025
    30.7s ! look
    30.7s = 1025 OK
    90.6s > OPTIONS to 1025
  )"));
}

TEST_CASE("[chan-sip]: the phone's OPTIONS are answered to where they came from, CRLF is not") {
  CHECK_LADDER(Peer{}, Peer::registered(R"(
    20s  < OPTIONS from 1025
    20s  > 200 to 1025
    25s  < CRLF from 1025
    26s  < REGISTER expires 60 status 200 from 1025
    30s  ! look
    30s  = 5060 OK
    60s  > OPTIONS to 5060                    # a keepalive does not move the binding
  )"));
}

TEST_CASE("Asterisk 11 expire_register: qualify stops at its next poke, and begins as unknown") {
  CHECK_LADDER((Peer{{.default_expiry = 60s}}), R"(
    0s      < REGISTER
    0s      = Registered at 5060
    0s      > OPTIONS to 5060
    0s      > 200 expires 60 to 5060
    0.1s    < 200
    0.1s    = Reachable 100ms
    60.1s   > OPTIONS to 5060
    60.2s   < 200
    70s     = expired
    70s     ! look
    70s     = unregistered OK
    121s    ! look
    121s    = unregistered UNKNOWN
    200s    < REGISTER
    200s    = Registered at 5060
    200s    > OPTIONS to 5060
    200s    > 200 expires 60 to 5060
    200.1s  < 200
    200.1s  = Reachable 100ms
  )");
  CHECK_LADDER((Peer{{.default_expiry = 60s, .expiry_slack = 1s}}), R"(
    0s      < REGISTER
    0s      = Registered at 5060
    0s      > OPTIONS to 5060
    0s      > 200 expires 60 to 5060
    0.1s    < 200
    0.1s    = Reachable 100ms
    60.1s   > OPTIONS to 5060
    60.6s   > OPTIONS again to 5060
    61s     = expired                         # with OPTIONS under way
    61.6s   > OPTIONS again to 5060
    63.6s   > OPTIONS again to 5060
    64.1s   = UNREACHABLE, last qualify 100
    75s     ! look
    75s     = unregistered UNKNOWN
    999s    .
  )");
}

TEST_CASE("Kamailio nathelper, ping_nated_only: who seems to be in front of the NAT is not asked") {
  CHECK_LADDER((Peer{{.qualify_natted_only = true}}), R"(
    0s      < REGISTER expires 3600
    0s      = Registered at 5060
    0s      > 200 expires 3600 to 5060
    0s      ! look
    0s      = 5060 Unmonitored
    600s    < REGISTER natted expires 3600    # the ALG has been switched off
    600s    > OPTIONS to 5060
    600s    > 200 expires 3600 to 5060
    600.1s  < 200
    600.1s  = Reachable 100ms
    660.1s  > OPTIONS to 5060
    660.2s  < 200
    700s    < REGISTER expires 3600
    700s    > 200 expires 3600 to 5060
    900s    .
    901s    < REGISTER natted expires 3600
    901s    > OPTIONS to 5060
    901s    > 200 expires 3600 to 5060
    901.5s  > OPTIONS again to 5060
    902.5s  > OPTIONS again to 5060
    904.5s  > OPTIONS again to 5060
    905s    = UNREACHABLE, last qualify 0
    906s    < REGISTER expires 3600
    906s    = Registered at 5060              # nobody denies it any more
    906s    > 200 expires 3600 to 5060
  )");
}
