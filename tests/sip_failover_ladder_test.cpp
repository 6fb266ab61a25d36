// [cisco-sipcc]: failover to the standby, fallback to the primary, the token.
#include "tests/sip_client_ladder.hpp"

using namespace std::chrono_literals;

namespace {

// The primary closes at 10 s, the phone registers with the standby; all at 10 s.
std::string failed_over(std::string_view script) {
  return SipPhone::registered(R"(
    10s ! cm1 closed
    10s = cm1 lost: closed
    10s > cm2 REGISTER expires 3600
    10s < cm2 200 expires 120
    10s = cm2 registered
  )") + std::string(script);
}

}  // namespace

TEST_CASE("[cisco-sipcc] REGISTERED: FIN or RST: at once to the standby, on its connection") {
  CHECK_LADDER(SipPhone{}, failed_over("99s ."));
  CHECK_LADDER(SipPhone{}, SipPhone::registered(R"(
    10s ! cm1 reset
    10s = cm1 lost: reset
    10s > cm2 REGISTER expires 3600
  )"));
}

TEST_CASE("[cisco-sipcc] REGISTERING: TCP gives up, or no answer for 250 s: to the standby") {
  CHECK_LADDER(SipPhone{}, SipPhone::registered(R"(
    115s > cm1 REGISTER expires 3600
    118s ! cm1 silent
    118s = cm1 lost: TCP timed out
    118s > cm2 REGISTER expires 3600
  )"));
  CHECK_LADDER(SipPhone{}, SipPhone::registered(R"(
    115s > cm1 REGISTER expires 3600
    120s > cm2 REGISTER expires 0 cisco-keep-alive
    120s < cm2 200 expires 0
    240s > cm2 REGISTER expires 0 cisco-keep-alive
    240s < cm2 200 expires 0
    360s > cm2 REGISTER expires 0 cisco-keep-alive
    360s < cm2 200 expires 0
    365s > cm1 disconnect
    365s = cm1 lost: no answer
    365s > cm2 REGISTER expires 3600
  )"));
}

TEST_CASE("RFC 3261 8.1.3: the answer to the keepalive is none to the REGISTER after it") {
  CHECK_LADDER(SipPhone{}, SipPhone::registered(R"(
    115s   > cm1 REGISTER expires 3600
    120s   > cm2 REGISTER expires 0 cisco-keep-alive
    120.1s ! cm1 reset
    120.1s = cm1 lost: reset
    120.1s > cm2 REGISTER expires 3600
    120.2s < cm2 200 expires 0 late       # Expires: 0, but not of our registration
    120.3s < cm2 200 expires 120
    120.3s = cm2 registered
  )"));
}

TEST_CASE(
    "[cisco-sipcc] FALLBACK: after 120 s connect, probe, token, move; the old one stands by") {
  CHECK_LADDER(SipPhone{}, failed_over(R"(
    125s   > cm2 REGISTER expires 3600
    125s   < cm2 200 expires 120
    130s   > cm1 connect
    130.1s ! cm1 connected
    130.1s > cm1 REGISTER expires 0 cisco-keep-alive
    130.2s < cm1 200 expires 0
    130.2s > cm1 REFER token
    130.3s < cm1 202
    130.3s = cm2 left
    130.3s > cm2 REGISTER expires 0
    130.3s > cm1 REGISTER expires 3600
    130.4s < cm2 200 expires 0
    130.4s > cm2 disconnect
    130.5s < cm1 200 expires 120
    130.5s = cm1 registered
    130.5s > cm2 connect
    130.6s ! cm2 connected
    130.6s > cm2 REGISTER expires 0 cisco-keep-alive
  )"));
}

TEST_CASE(
    "[cisco-sipcc] TOKEN_WAIT: the new server answers first: the old one stands by all the same") {
  CHECK_LADDER(SipPhone{}, failed_over(R"(
    125s   > cm2 REGISTER expires 3600
    125s   < cm2 200 expires 120
    130s   > cm1 connect
    130s   ! cm1 connected
    130s   > cm1 REGISTER expires 0 cisco-keep-alive
    130s   < cm1 200 expires 0
    130s   > cm1 REFER token
    130s   < cm1 202
    130s   = cm2 left
    130s   > cm2 REGISTER expires 0
    130s   > cm1 REGISTER expires 3600
    130.1s < cm1 200 expires 120
    130.1s = cm1 registered
    130.2s < cm2 200 expires 0
    130.2s > cm2 disconnect
    130.2s > cm2 connect
  )"));
}

TEST_CASE("[cisco-sipcc] IN_FALLBACK: no connection, or an error answer: again 120 s later") {
  CHECK_LADDER((SipPhone{{.register_expires = 24h}}), R"(
    0s     ! boot
    0s     > cm1 connect
    0s     ! cm1 reset
    0s     > cm2 connect
    0s     ! cm2 connected
    0s     > cm2 REGISTER expires 86400
    0s     < cm2 200 expires 86400
    0s     = cm2 registered
    120s   > cm1 connect
    183s   ! cm1 silent                    # SYNs until 63 s later
    303s   > cm1 connect
    303s   ! cm1 connected
    303s   > cm1 REGISTER expires 0 cisco-keep-alive
    304s   < cm1 503
    424s   > cm1 REGISTER expires 0 cisco-keep-alive    # the connection is there
    544s   > cm1 REGISTER expires 0 cisco-keep-alive    # no answer: again, every 120 s
    550s   ! cm1 closed
    670s   > cm1 connect
    670s   ! cm1 connected
    670s   > cm1 REGISTER expires 0 cisco-keep-alive
    670s   < cm1 200 expires 0
    670s   > cm1 REFER token
  )");
}

TEST_CASE("[cisco-sipcc] TOKEN_WAIT: 486 and 503 wait for Retry-After, or 120 s, and ask again") {
  CHECK_LADDER((SipPhone{{.register_expires = 24h}}), R"(
    0s     ! boot
    0s     > cm1 connect
    0s     ! cm1 reset
    0s     > cm2 connect
    0s     ! cm2 connected
    0s     > cm2 REGISTER expires 86400
    0s     < cm2 200 expires 86400
    0s     = cm2 registered
    120s   > cm1 connect
    120s   ! cm1 connected
    120s   > cm1 REGISTER expires 0 cisco-keep-alive
    120s   < cm1 200 expires 0
    120s   > cm1 REFER token
    121s   < cm1 486 retry-after 30
    151s   > cm1 REFER token
    152s   < cm1 486
    272s   > cm1 REFER token
    273s   < cm1 503 retry-after 5
    278s   > cm1 REFER token
    279s   < cm1 503
    399s   > cm1 REFER token
    400s   < cm1 500                          # any other error: back to probing
    520s   > cm1 REGISTER expires 0 cisco-keep-alive
    520s   < cm1 200 expires 0
    520s   > cm1 REFER token
    770s   .                                  # no answer for 250 s: back to probing
    890s   > cm1 REGISTER expires 0 cisco-keep-alive
    890s   < cm1 200 expires 0
    890s   > cm1 REFER token
    891s   ! cm1 closed
    1011s  > cm1 connect
    1011s  ! cm1 connected
    1011s  > cm1 REGISTER expires 0 cisco-keep-alive
    1011s  < cm1 200 expires 0
    1011s  > cm1 REFER token
    1011s  < cm1 503
    1012s  ! cm1 closed                       # while it waits
    1132s  > cm1 connect
  )");
}

TEST_CASE(
    "[cisco-sipcc] STABILITY_CHECK: so many further probes, one per 120 s, before the token") {
  CHECK_LADDER((SipPhone{{.register_expires = 24h, .stability_probes = 2}}), R"(
    0s     ! boot
    0s     > cm1 connect
    0s     ! cm1 reset
    0s     > cm2 connect
    0s     ! cm2 connected
    0s     > cm2 REGISTER expires 86400
    0s     < cm2 200 expires 86400
    0s     = cm2 registered
    120s   > cm1 connect
    120s   ! cm1 connected
    120s   > cm1 REGISTER expires 0 cisco-keep-alive
    120s   < cm1 200 expires 0
    240s   > cm1 REGISTER expires 0 cisco-keep-alive
    240s   < cm1 200 expires 0
    360s   > cm1 REGISTER expires 0 cisco-keep-alive
    360s   < cm1 200 expires 0
    360s   > cm1 REFER token
  )");
}

TEST_CASE("[cisco-sipcc] STABILITY_CHECK: a failure begins the count anew") {
  CHECK_LADDER((SipPhone{{.register_expires = 24h, .stability_probes = 1}}), R"(
    0s     ! boot
    0s     > cm1 connect
    0s     ! cm1 reset
    0s     > cm2 connect
    0s     ! cm2 connected
    0s     > cm2 REGISTER expires 86400
    0s     < cm2 200 expires 86400
    0s     = cm2 registered
    120s   > cm1 connect
    120s   ! cm1 connected
    120s   > cm1 REGISTER expires 0 cisco-keep-alive
    120s   < cm1 200 expires 0                # one further probe to go ...
    200s   ! cm1 closed                       # ... but it fails again
    240s   > cm1 connect
    240s   ! cm1 connected
    240s   > cm1 REGISTER expires 0 cisco-keep-alive
    240s   < cm1 200 expires 0
    360s   > cm1 REGISTER expires 0 cisco-keep-alive
    360s   < cm1 503                          # and again
    480s   > cm1 REGISTER expires 0 cisco-keep-alive
    480s   < cm1 200 expires 0
    600s   > cm1 REGISTER expires 0 cisco-keep-alive
    720s   > cm1 REGISTER expires 0 cisco-keep-alive    # no answer: and again
    720s   < cm1 200 expires 0
    840s   > cm1 REGISTER expires 0 cisco-keep-alive
    840s   < cm1 200 expires 0
    840s   > cm1 REFER token
  )");
}

TEST_CASE("[cisco-sipcc]: the standby that is only connecting becomes the active one") {
  CHECK_LADDER(SipPhone{}, R"(
    0s ! boot
    0s > cm1 connect
    0s ! cm1 connected
    0s > cm1 REGISTER expires 3600
    0s < cm1 200 expires 120
    0s = cm1 registered
    0s > cm2 connect
    1s ! cm1 reset
    1s = cm1 lost: reset
    2s ! cm2 connected
    2s > cm2 REGISTER expires 3600
  )");
}

TEST_CASE(
    "[cisco-sipcc]: the primary is back before the secondary has answered: no unregistration") {
  CHECK_LADDER(SipPhone{}, R"(
    0s   ! boot
    0s   > cm1 connect
    0s   ! cm1 reset
    0s   > cm2 connect
    0s   ! cm2 connected
    0s   > cm2 REGISTER expires 3600
    120s > cm1 connect
    120s ! cm1 connected
    120s > cm1 REGISTER expires 0 cisco-keep-alive
    120s < cm1 200 expires 0
    120s > cm1 REFER token
    120s < cm1 202
    120s > cm2 disconnect
    120s > cm1 REGISTER expires 3600
  )");
}

TEST_CASE("[cisco-sipcc]: the old server does not answer the unregistration: it stands by later") {
  CHECK_LADDER((SipPhone{{.register_expires = 24h, .answer_timeout = 30s}}), R"(
    0s     ! boot
    0s     > cm1 connect
    0s     ! cm1 reset
    0s     > cm2 connect
    0s     ! cm2 connected
    0s     > cm2 REGISTER expires 86400
    0s     < cm2 200 expires 86400
    0s     = cm2 registered
    120s   > cm1 connect
    120s   ! cm1 connected
    120s   > cm1 REGISTER expires 0 cisco-keep-alive
    120s   < cm1 200 expires 0
    120s   > cm1 REFER token
    120s   < cm1 202
    120s   = cm2 left
    120s   > cm2 REGISTER expires 0
    120s   > cm1 REGISTER expires 86400
    120s   < cm1 200 expires 86400
    120s   = cm1 registered
    150s   > cm2 disconnect
    150s   > cm2 connect
  )");
}
