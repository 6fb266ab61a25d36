// RFC 3264 8.4, RFC 3261 14: hold, and what else is asked within a call.
#include "tests/sip_dialog_ladder.hpp"

using tests::DialogLadder;

TEST_CASE("RFC 3264 8.4: hold is a re-INVITE with sendonly, and silence until the next one") {
  CHECK_LADDER(DialogLadder{}, R"(
    0s      ! invite
    0s      > INVITE 1
    0.1s    < 200 to 1
    0.1s    > ACK 1
    0.1s    = answered
    60s     ! hold
    60s     > INVITE 2 sendonly
    60s     = they are silent
    60.1s   < 200 to 2 recvonly
    60.1s   > ACK 2
    60.1s   = they are silent
    90s     ! resume
    90s     > INVITE 3
    90s     = they are silent
    90.1s   < 200 to 3
    90.1s   > ACK 3
    90.1s   = they talk
    120s    .
)");
  CHECK_LADDER(DialogLadder{}, R"(
    0s      < INVITE 1
    0s      > 180 to 1
    5s      > 200 to 1
    5s      = answered
    5.1s    < ACK 1
    60s     < INVITE 2 sendonly
    60s     > 200 to 2 recvonly
    60s     = they are silent
    60.1s   < ACK 2
    90s     .
)");
}

TEST_CASE("RFC 3261 14.2, 12.2.1.2: both ask at a time; a call that the other side does not know") {
  CHECK_LADDER(DialogLadder{}, R"(
    0s      ! invite
    0s      > INVITE 1
    0.1s    < 200 to 1
    0.1s    > ACK 1
    0.1s    = answered
    60s     ! hold
    60s     > INVITE 2 sendonly
    60s     = they are silent
    60.1s   < INVITE 1
    60.1s   > 491 to 1
    60.2s   < 481 to 2                        # it was restarted meanwhile
    60.2s   > ACK 2
    60.2s   = unanswered
    60.2s   > BYE 3
    60.3s   < 481 to 3 of BYE
    120s    .
)");
}
