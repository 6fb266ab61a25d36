// [cisco-sipcc]: boot, refresh, the standby, rejected and unusable grants, all failed.
#include "tests/sip_client_ladder.hpp"

using namespace std::chrono_literals;

TEST_CASE("[cisco-sipcc] IDLE: boot connects to the primary, then keeps the second as standby") {
  CHECK_LADDER(SipPhone{}, R"(
    0s    ! boot
    0s    > cm1 connect
    0.01s ! cm1 connected
    0.01s > cm1 REGISTER expires 3600
    0.02s < cm1 100
    0.03s < cm1 200 expires 120
    0.03s = cm1 registered
    0.03s > cm2 connect
    0.04s ! cm2 connected
    0.04s > cm2 REGISTER expires 0 cisco-keep-alive
    0.05s < cm2 200 expires 0
  )");
  CHECK_LADDER((SipPhone{{}, 1}), R"(
    0s ! boot
    0s > cm1 connect
    0s ! cm1 connected
    0s > cm1 REGISTER expires 3600
    0s < cm1 200 expires 120
    0s = cm1 registered
  )");
  CHECK_LADDER((SipPhone{{.standby = false}}), R"(
    0s ! boot
    0s > cm1 connect
    0s ! cm1 connected
    0s > cm1 REGISTER expires 3600
    0s < cm1 200 expires 120
    0s = cm1 registered
    99s .
  )");
}

TEST_CASE("[cisco-sipcc] IDLE: primary refused: the secondary; the primary again after 120 s") {
  CHECK_LADDER(SipPhone{}, R"(
    0s      ! boot
    0s      > cm1 connect
    0.01s   ! cm1 reset
    0.01s   > cm2 connect
    0.02s   ! cm2 connected
    0.02s   > cm2 REGISTER expires 3600
    0.03s   < cm2 200 expires 120
    0.03s   = cm2 registered
    115.03s > cm2 REGISTER expires 3600
    115.04s < cm2 200 expires 120
    120.01s > cm1 connect
  )");
}

TEST_CASE("[cisco-sipcc], [cisco-200410]: refresh 115 s after the answer") {
  CHECK_LADDER(SipPhone{}, SipPhone::registered(R"(
    115s    > cm1 REGISTER expires 3600
    115.22s < cm1 100
    116s    < cm1 200 expires 120           # an answer late by 1 s shifts all that follow
    120s    > cm2 REGISTER expires 0 cisco-keep-alive
    120.5s  < cm2 200 expires 0
    231s    > cm1 REGISTER expires 3600
    231s    < cm1 200 expires 120
    240.5s  > cm2 REGISTER expires 0 cisco-keep-alive
  )"));
}

TEST_CASE("[measured-cycle], the wrong model: refresh 115 s after the send") {
  CHECK_LADDER((SipPhone{{.keepalive_from = models::KeepaliveFrom::send, .standby = false}}), R"(
    0s   ! boot
    0s   > cm1 connect
    0s   ! cm1 connected
    0s   > cm1 REGISTER expires 3600
    3s   < cm1 200 expires 120
    3s   = cm1 registered
    115s > cm1 REGISTER expires 3600
    120s < cm1 200 expires 120
    230s > cm1 REGISTER expires 3600
    350s < cm1 200 expires 120            # later than the interval: the next one is due at once
    350s > cm1 REGISTER expires 3600
  )");
}

TEST_CASE("[cisco-sipcc] REGISTERING: the granted time counts, not the one asked for") {
  CHECK_LADDER((SipPhone{{.register_expires = 600s, .register_delta = 20s}, 1}), R"(
    0s   ! boot
    0s   > cm1 connect
    0s   ! cm1 connected
    0s   > cm1 REGISTER expires 600
    0s   < cm1 200 expires 300
    0s   = cm1 registered
    280s > cm1 REGISTER expires 600
  )");
}

TEST_CASE("[cisco-sipcc]: a grant that leaves less than 60 s is unusable: again after Expires") {
  CHECK_LADDER((SipPhone{{}, 1}), R"(
    0s    ! boot
    0s    > cm1 connect
    0s    ! cm1 connected
    0s    > cm1 REGISTER expires 3600
    0s    < cm1 200 expires 64
    0s    = cm1 lost: rejected
    0s    > cm1 REGISTER expires 0
    3600s > cm1 REGISTER expires 3600
    3600s < cm1 200 expires 65              # 65 - 5 = 60 is enough
    3600s = cm1 registered
    3660s > cm1 REGISTER expires 3600
    3660s < cm1 200 expires 4
    3660s = cm1 lost: rejected
    3660s > cm1 REGISTER expires 0
    7260s > cm1 REGISTER expires 3600
  )");
}

TEST_CASE("[cisco-sipcc] REGISTERING: rejected with Retry-After: the same server again") {
  CHECK_LADDER(SipPhone{}, SipPhone::registered(R"(
    115s > cm1 REGISTER expires 3600
    115s < cm1 503 retry-after 4
    115s = cm1 lost: rejected
    119s > cm1 REGISTER expires 3600
    119s < cm1 200 expires 120
    119s = cm1 registered
  )"));
}

TEST_CASE(
    "[cisco-sipcc] REGISTERING: rejected without Retry-After: the next server; all: restart") {
  CHECK_LADDER(SipPhone{}, R"(
    0s   ! boot
    0s   > cm1 connect
    0s   ! cm1 connected
    0s   > cm1 REGISTER expires 3600
    1s   < cm1 403
    1s   > cm1 disconnect
    1s   > cm2 connect
    1s   ! cm2 connected
    1s   > cm2 REGISTER expires 3600
    2s   < cm2 404
    2s   > cm2 disconnect
    2s   = all failed
    152s > cm1 connect                       # restarted
  )");
}

TEST_CASE("[cisco-sipcc]: all call managers failed: restart after 120 to 180 s") {
  models::SipClientConfig config;
  for (int i = 0; i < 1000; ++i) {
    models::SipClient client(config, 1, 1, sim::Random(1, "phone" + std::to_string(i), "sip"));
    models::SipClientActions out;
    client.start(out);
    client.disconnected(0, models::OutOfService::tcp_timed_out, sim::Time{10s}, out);
    REQUIRE(client.deadline() >= sim::Time{130s});
    REQUIRE(client.deadline() <= sim::Time{190s});
  }
}

TEST_CASE("[cisco-sipcc]: three servers are tried in order; a restart forgets all connections") {
  CHECK_LADDER((SipPhone{{}, 3}), R"(
    0s   ! boot
    0s   > cm1 connect
    21s  ! cm1 silent
    21s  > cm2 connect
    42s  ! cm2 silent
    42s  > cm3 connect
    63s  ! cm3 reset
    63s  = all failed
    213s > cm1 connect
    214s ! cm1 connected
    214s > cm1 REGISTER expires 3600
    214s < cm1 200 expires 120
    214s = cm1 registered
    214s > cm2 connect
  )");
  CHECK_LADDER(SipPhone{}, R"(
    0s   ! boot
    0s   > cm1 connect
    1s   ! cm1 reset
    1s   > cm2 connect
    121s > cm1 connect                       # the fallback of cm1 is under way ...
    122s ! cm2 silent
    122s = all failed
    122s > cm1 disconnect                    # ... when the last one fails
    272s > cm1 connect
  )");
}

TEST_CASE("[cisco-sipcc] STANDBY: kept alive 120 s after each answer, even an error") {
  CHECK_LADDER((SipPhone{{.register_expires = 24h}}), R"(
    0s    ! boot
    0s    > cm1 connect
    0s    ! cm1 connected
    0s    > cm1 REGISTER expires 86400
    0s    < cm1 200 expires 86400
    0s    = cm1 registered
    0s    > cm2 connect
    1s    ! cm2 connected
    1s    > cm2 REGISTER expires 0 cisco-keep-alive
    2s    < cm2 200 expires 0
    122s  > cm2 REGISTER expires 0 cisco-keep-alive
    125s  < cm2 503
    245s  > cm2 REGISTER expires 0 cisco-keep-alive
  )");
}

TEST_CASE(
    "[cisco-sipcc] STANDBY: lost: the next one stands by, the lost one is tried after 120 s") {
  CHECK_LADDER((SipPhone{{}, 3}), SipPhone::registered(R"(
    50s  ! cm2 reset
    50s  > cm3 connect
    51s  ! cm3 connected
    51s  > cm3 REGISTER expires 0 cisco-keep-alive
    51s  < cm3 200 expires 0
    115s > cm1 REGISTER expires 3600
    115s < cm1 200 expires 120
    170s > cm2 connect
  )"));
  CHECK_LADDER(SipPhone{}, SipPhone::registered(R"(
    50s  ! cm2 closed                        # no other: it returns after 120 s
    115s > cm1 REGISTER expires 3600
    115s < cm1 200 expires 120
    170s > cm2 connect
    170s ! cm2 reset
    230s > cm1 REGISTER expires 3600
    230s < cm1 200 expires 120
    290s > cm2 connect
    290s ! cm2 connected
    290s > cm2 REGISTER expires 0 cisco-keep-alive
    290s < cm2 200 expires 0                 # a lesser one: it stands by again
    345s > cm1 REGISTER expires 3600
    345s < cm1 200 expires 120
    410s > cm2 REGISTER expires 0 cisco-keep-alive
  )"));
}

TEST_CASE("[cisco-sipcc]: a standby that does not answer for 250 s is given up") {
  CHECK_LADDER((SipPhone{{.register_expires = 24h}}), R"(
    0s    ! boot
    0s    > cm1 connect
    0s    ! cm1 connected
    0s    > cm1 REGISTER expires 86400
    0s    < cm1 200 expires 86400
    0s    = cm1 registered
    0s    > cm2 connect
    0s    ! cm2 connected
    0s    > cm2 REGISTER expires 0 cisco-keep-alive
    250s  > cm2 disconnect
    370s  > cm2 connect
  )");
}

TEST_CASE("power off: nothing more is sent; boot begins anew") {
  CHECK_LADDER(SipPhone{}, SipPhone::registered(R"(
    50s  ! off
    500s ! boot
    500s > cm1 connect
    500s ! cm1 connected
    500s > cm1 REGISTER expires 3600
  )"));
}
