// Digest authentication of a REGISTER: RFC 3261 22.1, 22.2, RFC 2617 3.2.1, 3.3.
#include "tests/sip_peer_ladder.hpp"
#include "tests/sip_ua_ladder.hpp"

using namespace std::chrono_literals;
using models::WrongPassword;

namespace {

Peer challenger(WrongPassword wrong = WrongPassword::forbid) {
  return Peer{
      {.qualify = 0s, .auth = {.enabled = true, .password = "4711", .wrong_password = wrong}}};
}

}  // namespace

TEST_CASE("RFC 3261 22.2: after a 401 the phone asks again, CSeq + 1, with credentials") {
  CHECK_LADDER(UdpPhone{}, R"(
    0s   ! boot
    0s   > REGISTER expires 3600
    0.1s < 401 nonce 5
    0.1s > REGISTER expires 3600 nonce 5
    0.2s < 401 nonce 5 before                 # a copy of the challenge: long answered
    0.6s > REGISTER again                     # and it is repeated with them (timer E)
    0.7s < 200 expires 3600
    0.7s = registered
    3240.7s > REGISTER expires 3600 nonce 5   # 22.1: credentials are sent unasked from now on
    3240.8s < 200 expires 3600
    3241s .
  )");
}

TEST_CASE("RFC 3261 22.1: credentials that were rejected are not tried again, unless stale") {
  CHECK_LADDER((UdpPhone{{.retry_after_rejection = 60s}}), R"(
    0s   ! boot
    0s   > REGISTER expires 3600
    0s   < 401 nonce 5
    0s   > REGISTER expires 3600 nonce 5
    0s   < 401 nonce 6
    0s   = failed: rejected 401
    60s  > REGISTER expires 3600              # from the beginning
    60s  < 401 nonce 7
    60s  > REGISTER expires 3600 nonce 7
    60s  < 403
    60s  = failed: rejected 403
    120s > REGISTER expires 3600
    120s < 401                                # a challenge without a nonce is none
    120s = failed: rejected 401
  )");
}

TEST_CASE("RFC 2617 3.2.1: stale=true: the new nonce is used at once, three times in a row") {
  CHECK_LADDER(UdpPhone{}, R"(
    0s    ! boot
    0s    > REGISTER expires 3600
    0s    < 401 nonce 5
    0s    > REGISTER expires 3600 nonce 5
    0s    < 401 nonce 6 stale
    0s    > REGISTER expires 3600 nonce 6
    0s    < 200 expires 3600
    0s    = registered
    3240s > REGISTER expires 3600 nonce 6
    3240s < 401 nonce 7 stale
    3240s > REGISTER expires 3600 nonce 7
    3240s < 401 nonce 8 stale
    3240s > REGISTER expires 3600 nonce 8
    3240s < 401 nonce 9 stale
    3240s > REGISTER expires 3600 nonce 9
    3240s < 401 nonce 10 stale                # it is mad: no loop
    3240s = lost: rejected 401
  )");
}

TEST_CASE("RFC 3261 22.1: each server is a realm of its own") {
  CHECK_LADDER((UdpPhone{{.locates = true}}), R"(
    0s   ! boot
    0s   = locate
    0s   ! located
    0s   > REGISTER expires 3600
    0s   < 401 nonce 5
    0s   > REGISTER expires 3600 nonce 5
    0s   < 503
    0s   = next
    0s   ! located elsewhere
    0s   > REGISTER expires 3600              # not with the first one's nonce
  )");
}

TEST_CASE("RFC 3261 22.4: a registrar challenges, and lets in who knows the password") {
  CHECK_LADDER(challenger(), R"(
    0s   < REGISTER expires 120
    0s   > 401 nonce 1 to 5060
    0.5s < REGISTER expires 120               # a copy: the same challenge
    0.5s > 401 nonce 1 to 5060
    0.6s < REGISTER expires 120 nonce 1 password 4711
    0.6s = Registered at 5060
    0.6s > 200 expires 120 to 5060
    1.1s < REGISTER expires 120 nonce 1 password 4711
    1.1s > 200 expires 120 to 5060
    9s   < REGISTER expires 0                 # nobody signs another off
    9s   > 401 nonce 1 to 5060
    9s   ! look
    9s   = 5060 Unmonitored
    9.5s < REGISTER expires 0 nonce 1 password 4711
    9.5s = Unregistered
    9.5s > 200 expires 0 to 5060
  )");
}

TEST_CASE("RFC 2617 3.3: a nonce that is too old is stale if the password is right") {
  CHECK_LADDER(challenger(), R"(
    0s      < REGISTER expires 120
    0s      > 401 nonce 1 to 5060
    31.999s < REGISTER expires 120 nonce 1 password 4711
    31.999s = Registered at 5060
    31.999s > 200 expires 120 to 5060
    32s     < REGISTER expires 120 nonce 1 password 4711
    32s     > 401 nonce 2 stale to 5060
    32.1s   < REGISTER expires 120 nonce 2 password 4711
    32.1s   > 200 expires 120 to 5060
    64s     < REGISTER expires 120 nonce 1 password 1
    64s     > 401 nonce 3 to 5060             # and not, if it is wrong
  )");
}

TEST_CASE("RFC 3261 21.4.4, 22.1: a wrong password is answered by 403, or by 401 again") {
  CHECK_LADDER(challenger(), R"(
    0s < REGISTER expires 120
    0s > 401 nonce 1 to 5060
    0s < REGISTER expires 120 nonce 1 password 4712
    0s > 403 expires 0 to 5060
  )");
  CHECK_LADDER(challenger(WrongPassword::challenge), R"(
    0s < REGISTER expires 120
    0s > 401 nonce 1 to 5060
    1s < REGISTER expires 120 nonce 1 password 4712
    1s > 401 nonce 2 to 5060
  )");
}

TEST_CASE("[baresip-stale]: a registrar that does not say stale: the phone takes it for wrong") {
  CHECK_LADDER(
      (Peer{{.qualify = 0s, .auth = {.enabled = true, .password = "4711", .says_stale = false}}}),
      R"(
    0s    < REGISTER expires 120
    0s    > 401 nonce 1 to 5060
    0.1s  < REGISTER expires 120 nonce 1 password 4711
    0.1s  = Registered at 5060
    0.1s  > 200 expires 120 to 5060
    60s   < REGISTER expires 120 nonce 1 password 4711
    60s   > 401 nonce 2 to 5060
  )");
}

TEST_CASE("[kamailio-auth] one_time_nonce: each request needs another; a copy does not") {
  CHECK_LADDER((Peer{{.qualify = 0s,
                      .auth = {.enabled = true, .password = "4711", .one_time_nonce = true}}}),
               R"(
    0s    < REGISTER expires 120
    0s    > 401 nonce 1 to 5060
    0.1s  < REGISTER expires 120 nonce 1 password 4711
    0.1s  = Registered at 5060
    0.1s  > 200 expires 120 to 5060
    0.6s  < REGISTER expires 120 nonce 1 password 4711
    0.6s  > 200 expires 120 to 5060
    1s    < REGISTER cseq 901 expires 120 nonce 1 password 4711
    1s    > 401 nonce 2 stale to 5060
  )");
}

TEST_CASE("an account that is locked after three wrong passwords refuses the right one, too") {
  CHECK_LADDER((Peer{{.qualify = 0s,
                      .auth = {.enabled = true,
                               .password = "4711",
                               .nonce_lifetime = 1h,
                               .locks_after = 3,
                               .lock_time = 60s}}}),
               R"(
    0s    < REGISTER expires 120
    0s    > 401 nonce 1 to 5060
    1s    < REGISTER expires 120 nonce 1 password 1
    1s    > 403 expires 0 to 5060
    2s    < REGISTER expires 120 nonce 1 password 2
    2s    > 403 expires 0 to 5060
    3s    < REGISTER expires 120 nonce 1 password 3
    3s    > 403 expires 0 to 5060
    4s    < REGISTER expires 120 nonce 1 password 4711
    4s    > 403 locked to 5060
    63s   < REGISTER expires 120 nonce 1 password 4711
    63s   = Registered at 5060
    63s   > 200 expires 120 to 5060
  )");
}

TEST_CASE("RFC 3261 22.2 is a may: a phone that sends each REGISTER without credentials first") {
  CHECK_LADDER((UdpPhone{{.reuses_nonce = false}}), R"(
    0s    ! boot
    0s    > REGISTER expires 3600
    0s    < 401 nonce 5
    0s    > REGISTER expires 3600 nonce 5
    0s    < 200 expires 3600
    0s    = registered
    3240s > REGISTER expires 3600
    3240s < 401 nonce 6
    3240s > REGISTER expires 3600 nonce 6
    3240s < 200 expires 3600
    3241s .
  )");
}
