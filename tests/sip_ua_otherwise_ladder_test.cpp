// Clients that do it otherwise: [own-expires], [pjsip-registration], and who waits for a pong.
#include "tests/sip_ua_ladder.hpp"

using namespace std::chrono_literals;

TEST_CASE(
    "[own-expires]: a phone that refreshes by its own Expires comes after the grant is over") {
  CHECK_LADDER((UdpPhone{{.register_expires = 600s, .heeds_grant = false}}), R"(
    0s    ! boot
    0s    > REGISTER expires 600
    0s    < 200 expires 120
    0s    = registered
    540s  > REGISTER expires 600
    540s  < 200 expires 120
    541s  .
  )");
  CHECK_LADDER((UdpPhone{{.register_expires = 600s}}), R"(
    0s    ! boot
    0s    > REGISTER expires 600
    0s    < 200 expires 120
    0s    = registered
    108s  > REGISTER expires 600
    108s  < 200 expires 120
    109s  .
  )");
}

TEST_CASE("a refresh may come too late, by a part of the grant") {
  CHECK_LADDER((UdpPhone{{.register_expires = 120s, .refresh_percent = 110}}), R"(
    0s    ! boot
    0s    > REGISTER expires 120
    0s    < 200 expires 120
    0s    = registered
    132s  > REGISTER expires 120
    132s  < 200 expires 120
    133s  .
  )");
}

TEST_CASE("RFC 3261 10.2.8: who does not heed Min-Expires has failed") {
  CHECK_LADDER((UdpPhone{{.register_expires = 30s, .heeds_min_expires = false}}), R"(
    0s    ! boot
    0s    > REGISTER expires 30
    0s    < 423 min-expires 60
    0s    = failed: rejected 423
    1s    .
  )");
}

TEST_CASE("[pjsip-registration]: forbidden_retry_interval 0: a 403 ends all attempts") {
  CHECK_LADDER(
      (UdpPhone{{.gives_up_on = models::GivesUpOn::forbidden, .retry_after_rejection = 60s}}),
      R"(
    0s    ! boot
    0s    > REGISTER expires 3600
    0s    < 503
    0s    = failed: rejected 503
    60s   > REGISTER expires 3600
    60s   < 403
    60s   = failed: rejected 403, gives up
    9999s .
    9999s ! boot
    9999s > REGISTER expires 3600
    9999s < 200 expires 3600
    9999s = registered
  )");
}

TEST_CASE(
    "[pjsip-registration]: after 503 and 603 it tries again, after 401 to its password never") {
  for (const std::string answer : {"401", "404", "501"}) {
    CHECK_LADDER(
        (UdpPhone{{.gives_up_on = models::GivesUpOn::fatal, .retry_after_rejection = 60s}}),
        R"(
    0s    ! boot
    0s    > REGISTER expires 3600
    0s    < 503
    0s    = failed: rejected 503
    60s   > REGISTER expires 3600
    60s   < 603
    60s   = failed: rejected 603
    120s  > REGISTER expires 3600
    120s  < )" +
            answer + R"(
    120s  = failed: rejected )" +
            answer + R"(, gives up
    9999s .
  )");
  }
}

TEST_CASE("[pjsip-registration] max_retries: so many failures in a row, whatever they are") {
  CHECK_LADDER((UdpPhone{{.gives_up_after = 2, .retry_after_rejection = 60s}}), R"(
    0s    ! boot
    0s    > REGISTER expires 3600
    0s    < 500
    0s    = failed: rejected 500
    60s   > REGISTER expires 3600
    60s   < 500
    60s   = failed: rejected 500, gives up
    9999s .
  )");
}

TEST_CASE("RFC 5626 4.4.1: over a connection no pong within 10 s means that the flow has failed") {
  CHECK_LADDER((UdpPhone{{.keepalive = 30s, .pong_timeout = 10s, .timers = {.reliable = true}}}),
               R"(
    0s    ! boot
    0s    > REGISTER expires 3600
    0s    < 200 expires 3600
    0s    = registered
    30s   > CRLF
    30.1s < CRLF
    60s   > CRLF
    70s   = flow dead
    70s   ! disconnected
    70s   > REGISTER expires 3600
    70s   < 200 expires 3600
    70s   = registered
    71s   .
  )");
  CHECK_LADDER((UdpPhone{{.keepalive = 30s, .timers = {.reliable = true}}}), R"(
    0s    ! boot
    0s    > REGISTER expires 3600
    0s    < 200 expires 3600
    0s    = registered
    30s   > CRLF
    60s   > CRLF
    75s   .
  )");
}
