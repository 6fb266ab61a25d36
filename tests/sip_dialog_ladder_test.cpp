// RFC 3261 12 to 15, RFC 4028: a call that is answered, on either side, and how it ends.
#include "tests/sip_dialog_ladder.hpp"

using tests::DialogLadder;
using namespace std::chrono_literals;

TEST_CASE("RFC 3261 13.2.2.4: the caller acknowledges each copy of the 200, and hangs up by BYE") {
  CHECK_LADDER(DialogLadder{}, R"(
    0s      ! invite
    0s      > INVITE 1
    0.1s    < 180 to 1
    0.1s    = rings
    5s      < 200 to 1
    5s      > ACK 1
    5s      = answered
    5.5s    < 200 to 1                        # the ACK was lost
    5.5s    > ACK 1
    60s     ! hang up
    60s     = hung up
    60s     > BYE 2
    60.5s   > BYE 2
    60.6s   < 200 to 2 of BYE
    120s    .
)");
}

TEST_CASE("RFC 3261 13.3.1.4: without an ACK the 200 is repeated for 64 * T1, then it hangs up") {
  CHECK_LADDER(DialogLadder{}, R"(
    0s      < INVITE 1
    0s      > 180 to 1
    5s      > 200 to 1
    5s      = answered
    5.5s    > 200 to 1
    6.5s    > 200 to 1
    8.5s    > 200 to 1
    12.5s   > 200 to 1
    16.5s   > 200 to 1                        # T2 is its longest interval
    20.5s   > 200 to 1
    24.5s   > 200 to 1
    28.5s   > 200 to 1
    32.5s   > 200 to 1
    36.5s   > 200 to 1
    37s     = no ACK
    37s     > BYE 1
    37.1s   < 200 to 1 of BYE
    90s     .
)");
  CHECK_LADDER(DialogLadder{}, R"(
    0s      < INVITE 1
    0s      > 180 to 1
    5s      > 200 to 1
    5s      = answered
    5.1s    < ACK 1
    90s     .
)");
}

TEST_CASE("RFC 3261 9.1: who hangs up while it rings sends CANCEL, and not before it rings") {
  CHECK_LADDER(DialogLadder{}, R"(
    0s      ! invite
    0s      > INVITE 1
    0.2s    ! hang up
    0.2s    = hung up
    0.3s    < 180 to 1
    0.3s    > CANCEL 1
    0.4s    < 200 to 1 of CANCEL
    0.4s    < 487 to 1
    0.4s    > ACK 1
    60s     .
)");
  CHECK_LADDER(DialogLadder{}, R"(
    0s      < INVITE 1
    0s      > 180 to 1
    2s      < CANCEL 1
    2s      > 200 to 1 of CANCEL
    2s      > 487 to 1
    2s      = hung up there
    60s     .
)");
}

TEST_CASE("RFC 3261 9.1: it had been picked up before the CANCEL came") {
  CHECK_LADDER(DialogLadder{}, R"(
    0s      ! invite
    0s      > INVITE 1
    0.1s    < 180 to 1
    0.1s    = rings
    3s      ! hang up
    3s      = hung up
    3s      > CANCEL 1
    3.1s    < 200 to 1
    3.1s    > ACK 1
    3.1s    > BYE 2
    3.2s    < 200 to 2 of BYE
    60s     .
)");
}

TEST_CASE("RFC 4028 10: the refresher asks at half of the interval, and each answer begins anew") {
  models::SipDialogConfig asks;
  asks.session_timers = models::SessionTimers::originate;
  CHECK_LADDER(DialogLadder{asks}, R"(
    0s      ! invite
    0s      > INVITE 1 se 1800
    0.1s    < 200 to 1 se 1800 uac
    0.1s    > ACK 1
    0.1s    = answered
    900.1s  > INVITE 2 se 1800 uac
    900.2s  < 200 to 2 se 1800 uac
    900.2s  > ACK 2
    900.2s  = they talk
    1800.2s > INVITE 3 se 1800 uac
    1800.3s < 200 to 3 se 1800 uac
    1800.3s > ACK 3
    1800.3s = they talk
    2000s   .
)");
  asks.refresh_method = models::RefreshMethod::update;
  CHECK_LADDER(DialogLadder{asks}, R"(
    0s      ! invite
    0s      > INVITE 1 se 1800
    0.1s    < 200 to 1 se 1800 uac
    0.1s    > ACK 1
    0.1s    = answered
    900.1s  > UPDATE 2 se 1800 uac
    900.2s  < 200 to 2 of UPDATE se 1800 uac
    900.2s  = they talk
    1000s   .
)");
}

TEST_CASE("RFC 4028 10: a refresh that nobody answers within 64 * T1 ends the call") {
  models::SipDialogConfig asks;
  asks.session_timers = models::SessionTimers::originate;
  CHECK_LADDER(DialogLadder{asks}, R"(
    0s      ! invite
    0s      > INVITE 1 se 1800
    0.1s    < 200 to 1 se 1800 uac
    0.1s    > ACK 1
    0.1s    = answered
    900.1s  > INVITE 2 se 1800 uac
    900.6s  > INVITE 2 se 1800 uac
    901.6s  > INVITE 2 se 1800 uac
    903.6s  > INVITE 2 se 1800 uac
    907.6s  > INVITE 2 se 1800 uac
    915.6s  > INVITE 2 se 1800 uac
    931.6s  > INVITE 2 se 1800 uac
    932.1s  = unanswered
    932.1s  > BYE 3
    932.2s  < 200 to 3 of BYE
    1000s   .
)");
  CHECK_LADDER(DialogLadder{asks}, R"(
    0s      ! invite
    0s      > INVITE 1 se 1800
    0.1s    < 200 to 1 se 1800 uac
    0.1s    > ACK 1
    0.1s    = answered
    900.1s  > INVITE 2 se 1800 uac
    900.1s  ! lost                            # over TCP, and the connection is gone
    900.1s  = unanswered
    900.1s  > BYE 3
    1000s   .
)");
}

TEST_CASE("RFC 4028 10: who waits for the refresh in vain hangs up 32 s before the session's end") {
  models::SipDialogConfig asks;
  asks.session_timers = models::SessionTimers::originate;
  asks.refreshed_by = models::RefreshedBy::called;
  const char* const vain = R"(
    0s      ! invite
    0s      > INVITE 1 se 1800 uas
    0.1s    < 200 to 1 se 1800 uas
    0.1s    > ACK 1
    0.1s    = answered
    1768.1s = expired
    1768.1s > BYE 2
    1768.2s < 200 to 2 of BYE
    2000s   .
)";
  CHECK_LADDER(DialogLadder{asks}, vain);
}

TEST_CASE("RFC 4028 9: the called side refreshes if it is asked to, and a third of 90 s is 30 s") {
  const char* const script = R"(
    0s      < INVITE 1 se 90 uas min 90
    0s      > 180 to 1
    5s      > 200 to 1 se 90 uas
    5s      = answered
    5.1s    < ACK 1
    50s     > INVITE 1 se 90 uac
    50.1s   < 200 to 1 se 90 uac
    50.1s   > ACK 1
    50.1s   = they talk
    60s     .
)";
  CHECK_LADDER(DialogLadder{}, script);
  models::SipDialogConfig lazy;
  lazy.refreshes = false;  // it says so only
  CHECK_LADDER(DialogLadder{lazy}, R"(
    0s      < INVITE 1 se 90 uas min 90
    0s      > 180 to 1
    5s      > 200 to 1 se 90 uas
    5s      = answered
    5.1s    < ACK 1
    65s     < BYE 2                           # 30 s before the session's end
    65s     > 200 to 2 of BYE
    65s     = hung up there
    70s     .
)");
}

TEST_CASE("RFC 4028 7.3, 9: a session that is too short is refused with 422, and asked for anew") {
  models::SipDialogConfig slow;
  slow.min_se = 600s;
  CHECK_LADDER(DialogLadder{slow}, R"(
    0s      < INVITE 1 se 90 uac
    0s      > 422 to 1 min 600
    0.1s    < ACK 1
    0.2s    < INVITE 2 se 600 uac min 600
    0.2s    > 180 to 2
    5.2s    > 200 to 2 se 600 uac
    5.2s    = answered
    5.3s    < ACK 2
    60s     .
)");
  models::SipDialogConfig brief;
  brief.session_timers = models::SessionTimers::originate;
  brief.session_expires = 90s;
  CHECK_LADDER(DialogLadder{brief}, R"(
    0s      ! invite
    0s      > INVITE 1 se 90
    0.1s    < 422 to 1 min 600
    0.1s    > ACK 1
    0.1s    > INVITE 2 se 600
    0.2s    < 200 to 2 se 600 uac
    0.2s    > ACK 2
    0.2s    = answered
    60s     .
)");
}

TEST_CASE("RFC 4028: who refuses session timers, or is not asked, has none") {
  models::SipDialogConfig refuses;
  refuses.session_timers = models::SessionTimers::refuse;
  const char* const none = R"(
    0s      < INVITE 1 se 1800
    0s      > 180 to 1
    5s      > 200 to 1
    5s      = answered
    5.1s    < ACK 1
    4000s   .
)";
  CHECK_LADDER(DialogLadder{refuses}, none);
  models::SipDialogConfig asks;
  asks.session_timers = models::SessionTimers::originate;
  CHECK_LADDER(DialogLadder{asks}, R"(
    0s      < INVITE 1                        # whoever does not ask, may not know how
    0s      > 180 to 1
    5s      > 200 to 1 se 1800 uas
    5s      = answered
    5.1s    < ACK 1
    60s     .
)");
}
