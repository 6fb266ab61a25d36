// A SIP phone's answers to its registrar: OPTIONS, [chan-sip]; a call, RFC 3261 13.3 and 9.2.
#include "tests/sip_ua_ladder.hpp"

TEST_CASE("[chan-sip]: OPTIONS are answered with 200, those for another user with 404") {
  CHECK_LADDER(UdpPhone{}, R"(
    0s   < OPTIONS                            # powered off
    1s   ! boot
    1s   > REGISTER expires 3600
    1.1s < OPTIONS user 7
    1.1s > 200
    1.2s < OPTIONS user 12                    # catalogue 45: crosstalk behind NAT
    1.2s > 404 for user 12 misdirected
  )");
  CHECK_LADDER((UdpPhone{{.checks_user = false}}), UdpPhone::registered(R"(
    1s   < OPTIONS user 12
    1s   > 200 for user 12 misdirected
  )"));
}

TEST_CASE(
    "RFC 3261 13.3.1.1, 9.2: a call rings until it is cancelled; one for another user is 404") {
  CHECK_LADDER(UdpPhone{}, UdpPhone::registered(R"(
    1s   < INVITE
    1s   > 180 INVITE
    1.5s < INVITE                             # a copy
    1.5s > 180 INVITE
    2s   < CANCEL
    2s   > 200 CANCEL
    2s   > 487 INVITE
    2.1s < ACK
    3s   < INVITE user 12
    3s   > 404 INVITE for user 12 misdirected
    3.1s < ACK user 12
    3.2s < CANCEL user 12
    3.2s > 481 CANCEL for user 12 misdirected
  )"));
  CHECK_LADDER((UdpPhone{{.checks_user = false}}), UdpPhone::registered(R"(
    1s   < INVITE user 12
    1s   > 180 INVITE for user 12 misdirected
  )"));
}
