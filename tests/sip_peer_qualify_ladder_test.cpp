// [chan-sip]: its qualify, from OPTIONS to UNREACHABLE and back; its code is the rule.
#include "tests/sip_peer_ladder.hpp"

using namespace std::chrono_literals;

TEST_CASE(
    "[chan-sip] unknown: OPTIONS at the REGISTER, before its answer; the first news is logged") {
  CHECK_LADDER(Peer{}, R"(
    0s      < REGISTER expires 3600
    0s      = Registered at 5060
    0s      > OPTIONS to 5060
    0s      > 200 expires 3600 to 5060
    0s      ! look
    0s      = 5060 UNKNOWN
    0.0259s < 200
    0.0259s = Reachable 25ms
    60.0259s > OPTIONS to 5060                # 60 s after the answer
    60.1s   < 200                             # no change, no news
    120.1s  > OPTIONS to 5060
  )");
  CHECK_LADDER(Peer{}, R"(
    0s      ! look
    0s      = unregistered UNKNOWN
    0s      < 200                             # nobody asked
    99s     .
  )");
}

TEST_CASE(
    "[chan-sip]: no answer within 2 x maxms = 4 s: UNREACHABLE, then every 10 s until it answers") {
  CHECK_LADDER(Peer{}, Peer::registered(R"(
    60s     > OPTIONS to 5060
    60.5s   > OPTIONS again to 5060           # RFC 3261 timer E within the 4 s
    61.5s   > OPTIONS again to 5060
    63.5s   > OPTIONS again to 5060
    64s     = UNREACHABLE, last qualify 1
    64s     ! look
    64s     = 5060 UNREACHABLE
    65s     < 200                             # too late: the dialog is gone
    74s     > OPTIONS to 5060
    74.5s   > OPTIONS again to 5060
    75.5s   > OPTIONS again to 5060
    77.5s   > OPTIONS again to 5060
    79s     < 200 before
    88s     > OPTIONS to 5060                 # 78 s + 10 s; UNREACHABLE is logged once
    88.2s   < 200
    88.2s   = Reachable 200ms
    148.2s  > OPTIONS to 5060
  )"));
}

TEST_CASE("[chan-sip]: never answered: UNREACHABLE with last qualify 0; the registration stays") {
  CHECK_LADDER(Peer{}, R"(
    0s      < REGISTER expires 60
    0s      = Registered at 5060
    0s      > OPTIONS to 5060
    0s      > 200 expires 60 to 5060
    0.5s    > OPTIONS again to 5060
    1.5s    > OPTIONS again to 5060
    3.5s    > OPTIONS again to 5060
    4s      = UNREACHABLE, last qualify 0
    13s     ! look
    13s     = 5060 UNREACHABLE
  )");
}

TEST_CASE("[chan-sip]: an answer later than maxms is Lagged, and asked again after 10 s") {
  CHECK_LADDER(Peer{}, Peer::registered(R"(
    60s     > OPTIONS to 5060
    60.5s   > OPTIONS again to 5060
    61.5s   > OPTIONS again to 5060
    62.0009s < 200                            # 2000 ms are in time
    62.0009s ! look
    62.0009s = 5060 OK
    122.0009s > OPTIONS to 5060
    122.5009s > OPTIONS again to 5060
    123.5009s > OPTIONS again to 5060
    124.0019s < 200
    124.0019s = Lagged 2001ms
    125s    ! look
    125s    = 5060 LAGGED
    134.0019s > OPTIONS to 5060
    134.5019s > OPTIONS again to 5060
    135.5019s > OPTIONS again to 5060
    137s    < 200                             # Lagged still: no news
    147s    > OPTIONS to 5060
    147.1s  < 200
    147.1s  = Reachable 100ms
    207.1s  > OPTIONS to 5060
  )"));
}

TEST_CASE("[chan-sip]: maxms, qualifyfreq, the interval when not ok, T1 and T2 decide") {
  CHECK_LADDER((Peer{{.qualify = 500ms,
                      .qualify_every = 20s,
                      .qualify_not_ok = 5s,
                      .t1 = 200ms,
                      .t2 = 300ms}}),
               Peer::registered(R"(
    20s     > OPTIONS to 5060
    20.2s   > OPTIONS again to 5060
    20.5s   > OPTIONS again to 5060
    20.6s   < 200
    20.6s   = Lagged 600ms
    25.6s   > OPTIONS to 5060
    25.8s   > OPTIONS again to 5060
    26.1s   > OPTIONS again to 5060
    26.4s   > OPTIONS again to 5060
    26.6s   = UNREACHABLE, last qualify 600
    31.6s   > OPTIONS to 5060
    31.8s   > OPTIONS again to 5060
    32.1s   > OPTIONS again to 5060
    32.2s   < 200
    32.2s   = Lagged 600ms                    # from UNREACHABLE, too, that is news
  )"));
}

TEST_CASE("[chan-sip] qualify=no: no OPTIONS; switched off meanwhile it stops at the next poke") {
  CHECK_LADDER((Peer{{.qualify = 0s}}), R"(
    0s      < REGISTER expires 3600
    0s      = Registered at 5060
    0s      > 200 expires 3600 to 5060
    3000s   .
  )");
  CHECK_LADDER(Peer{}, Peer::registered(R"(
    30s     ! qualify 0
    3000s   ! look
    3000s   = 5060 Unmonitored
    3000s   ! qualify 2
    3000s   ! look
    3000s   = 5060 UNKNOWN
    3600s   .
  )"));
  CHECK_LADDER(Peer{}, Peer::registered(R"(
    60s     > OPTIONS to 5060
    60.1s   ! qualify 0
    60.2s   < REGISTER expires 3600
    60.2s   > 200 expires 3600 to 5060        # the OPTIONS under way are forgotten
    3600s   .
  )"));
}

TEST_CASE(
    "Asterisk 11 parse_register_contact: each REGISTER pokes; the poke under way is not judged") {
  CHECK_LADDER(Peer{}, Peer::registered(R"(
    60s     > OPTIONS to 5060
    60.5s   > OPTIONS again to 5060
    61.5s   > OPTIONS again to 5060
    63s     < REGISTER expires 3600           # 1 s before UNREACHABLE
    63s     > OPTIONS to 5060
    63s     > 200 expires 3600 to 5060
    63.1s   < 200 before
    63.2s   < 200
    123.2s  > OPTIONS to 5060
    123.7s  > OPTIONS again to 5060
    124.7s  > OPTIONS again to 5060
    126.7s  > OPTIONS again to 5060
    127.2s  = UNREACHABLE, last qualify 200
    130s    < REGISTER expires 3600 from 1025
    130s    = Registered at 1025
    130s    > OPTIONS to 1025                 # at once, not at 137.2 s
    130s    > 200 expires 3600 to 1025
    130.1s  < 200 from 1025
    130.1s  = Reachable 100ms
  )"));
}

TEST_CASE(
    "catalogue 45 nat-remap-crosstalk: another phone's 404 or 200 counts as alive, but is told") {
  CHECK_LADDER(Peer{}, Peer::registered(R"(
    60s     > OPTIONS to 5060
    60.1s   < 404 misdirected
    60.1s   = another phone at 5060 said 404
    60.1s   ! look
    60.1s   = 5060 OK
    120.1s  > OPTIONS to 5060
    120.2s  < 200 misdirected
    120.2s  = another phone at 5060 said 200
    180.2s  > OPTIONS to 5060
    180.3s  < 404                             # a phone that does not know OPTIONS
    240.3s  > OPTIONS to 5060
  )"));
}
