// Where a registrar sends, and how many contacts a phone may have: RFC 3261 10.3, 18.2.2, RFC 3581,
// [res-pjsip], [kamailio-registrar].
#include "tests/sip_peer_ladder.hpp"

using namespace std::chrono_literals;
using models::CallsTo;
using models::ContactKey;
using models::ContactUse;
using models::TooManyContacts;

TEST_CASE("[res-pjsip] rewrite_contact: where the REGISTER came from, or as its Contact says") {
  CHECK_LADDER((Peer{{.contact = ContactUse::as_written}}), R"(
    0s   < REGISTER natted expires 3600 from 1035
    0s   = Registered at inside 5060
    0s   > OPTIONS to inside 5060
    0s   > 200 expires 3600 to 1035
    0.2s .
  )");
  CHECK_LADDER((Peer{{.contact = ContactUse::received}}), R"(
    0s   < REGISTER natted expires 3600 from 1035
    0s   = Registered at 1035
    0s   > OPTIONS to 1035
    0s   > 200 expires 3600 to 1035
    0.2s .
  )");
}

TEST_CASE("[kamailio-cfg] nat_uac_test: received for who is behind a NAT, else as written") {
  CHECK_LADDER((Peer{{.contact = ContactUse::if_behind_nat, .qualify = 0s}}), R"(
    0s   < REGISTER natted expires 3600 from 1035
    0s   = Registered at 1035
    0s   > 200 expires 3600 to 1035
    1s   < REGISTER contact 5062 expires 3600 from 1035
    1s   = Registered at 5062
    1s   > 200 expires 3600 to 1035
  )");
}

TEST_CASE("RFC 3261 18.2.2: an answer goes to the port of Via; RFC 3581: to where it came from") {
  CHECK_LADDER((Peer{{.force_rport = false, .qualify = 0s}}), R"(
    0s   < REGISTER natted expires 3600 from 1035
    0s   = Registered at 1035
    0s   > 200 expires 3600 to 5060
    1s   < REGISTER natted rport expires 3600 from 1035
    1s   > 200 expires 3600 to 1035
    2s   < REGISTER natted expires 3600 from 1035 stream   # a connection has no other way back
    2s   = Registered at 1035
    2s   > 200 expires 3600 to 1035
  )");
}

TEST_CASE("[res-pjsip] max_contacts without remove_existing: 403 until the old one expires") {
  CHECK_LADDER((Peer{{.expiry_slack = 0s, .remove_existing = false, .qualify = 0s}}), R"(
    0s   < REGISTER expires 3600 from 1035
    0s   = Registered at 1035
    0s   > 200 expires 3600 to 1035
    60s  < REGISTER expires 3600 from 1036
    60s  > 403 too many contacts to 1036
    90s  < REGISTER expires 3600 from 1035     # the old one may refresh
    90s  > 200 expires 3600 to 1035
    3690s = expired
    3691s < REGISTER expires 3600 from 1036
    3691s = Registered at 1036
    3691s > 200 expires 3600 to 1036
  )");
  CHECK_LADDER((Peer{{.remove_existing = false,
                      .too_many_contacts = TooManyContacts::unavailable,
                      .qualify = 0s}}),
               R"(
    0s   < REGISTER expires 3600 from 1035
    0s   = Registered at 1035
    0s   > 200 expires 3600 to 1035
    60s  < REGISTER expires 3600 from 1036
    60s  > 503 too many contacts to 1036
  )");
}

TEST_CASE("[res-pjsip] remove_existing: the oldest contact makes room; calls go to all") {
  CHECK_LADDER((Peer{{.max_contacts = 2, .qualify = 0s}}), R"(
    0s   < REGISTER expires 3600 from 1035
    0s   = Registered at 1035
    0s   > 200 expires 3600 to 1035
    60s  < REGISTER expires 3600 from 1036
    60s  = Registered at 1036
    60s  > 200 expires 3600 to 1036
    60s  ! targets
    60s  = calls go to 1035, 1036
    90s  < REGISTER expires 3600 from 1037
    90s  = Registered at 1037
    90s  > 200 expires 3600 to 1037
    90s  ! targets
    90s  = calls go to 1036, 1037
  )");
}

TEST_CASE("[res-pjsip] Dial: one contact; which one is a setting") {
  const std::string two = R"(
    0s   < REGISTER expires 3600 from 1035
    0s   = Registered at 1035
    0s   > 200 expires 3600 to 1035
    60s  < REGISTER expires 3600 from 1036
    60s  = Registered at 1036
    60s  > 200 expires 3600 to 1036
    60s  ! targets
  )";
  CHECK_LADDER((Peer{{.max_contacts = 2, .calls_to = CallsTo::first, .qualify = 0s}}),
               two + "    60s  = calls go to 1035\n");
  CHECK_LADDER((Peer{{.max_contacts = 2, .calls_to = CallsTo::newest, .qualify = 0s}}),
               two + "    60s  = calls go to 1036\n");
}

TEST_CASE("one contact of two is silent: the phone is not lost, and calls go to the other") {
  const std::string script = R"(
    0s      < REGISTER expires 3600 from 1035
    0s      = Registered at 1035
    0s      > OPTIONS to 1035
    0s      > 200 expires 3600 to 1035
    0.1s    < 200 from 1035
    0.1s    = Reachable 100ms
    59s     < REGISTER expires 3600 from 1036
    59s     = Registered at 1036
    59s     > OPTIONS to 1036
    59s     > 200 expires 3600 to 1036
    59.1s   < 200 from 1036
    59.1s   = Reachable 100ms
    60.1s   > OPTIONS to 1035                  # where nobody is any more
    60.6s   > OPTIONS again to 1035
    61.6s   > OPTIONS again to 1035
    63.6s   > OPTIONS again to 1035
    65s     ! targets
    65s     = calls go to 1036
  )";
  CHECK_LADDER((Peer{{.max_contacts = 2}}), script);
  CHECK_LADDER((Peer{{.max_contacts = 2, .remove_existing = false, .remove_unavailable = true}}),
               script + R"(
    66s     < REGISTER expires 3600 from 1037  # takes the place of the silent one
    66s     = Registered at 1037
    66s     > OPTIONS to 1037
    66s     > 200 expires 3600 to 1037
    66.1s   < 200 from 1037
    66.1s   = Reachable 100ms
    66.2s   ! targets
    66.2s   = calls go to 1036, 1037
  )");
}

TEST_CASE("RFC 5626 6, [kamailio-registrar] matching_mode: by what a contact is known again") {
  CHECK_LADDER(
      (Peer{{.contact_key = ContactKey::instance, .remove_existing = false, .qualify = 0s}}),
      R"(
    0s   < REGISTER call-id 1 expires 3600 from 1035
    0s   = Registered at 1035
    0s   > 200 expires 3600 to 1035
    60s  < REGISTER call-id 2 expires 3600 from 1036
    60s  = Registered at 1036
    60s  > 200 expires 3600 to 1036
  )");
  CHECK_LADDER(
      (Peer{{.contact_key = ContactKey::call_id, .remove_existing = false, .qualify = 0s}}),
      R"(
    0s   < REGISTER call-id 1 expires 3600 from 1035
    0s   = Registered at 1035
    0s   > 200 expires 3600 to 1035
    60s  < REGISTER call-id 1 expires 3600 from 1036   # another port, the same phone
    60s  = Registered at 1036
    60s  > 200 expires 3600 to 1036
    90s  < REGISTER call-id 2 expires 3600 from 1036   # it was switched on anew
    90s  > 403 too many contacts to 1036
  )");
}

TEST_CASE("RFC 5626 4.4.1: CRLF over a connection is answered by CRLF, over UDP by nothing") {
  CHECK_LADDER((Peer{{.answers_pings = true}}), R"(
    0s   < CRLF from 49152 stream
    0s   > CRLF to 49152
    1s   < CRLF from 5060
  )");
  CHECK_LADDER(Peer{}, R"(
    0s   < CRLF from 49152 stream
    1s   .
  )");
}

TEST_CASE("[res-pjsip] astdb: a restarted PBX knows its contacts again, and asks them at once") {
  CHECK_LADDER(Peer{}, Peer::registered(R"(
    30s    ! restart
    30s    = Registered at 5060
    30s    > OPTIONS to 5060
    30.1s  < 200
    30.1s  = Reachable 100ms
  )"));
  CHECK_LADDER((Peer{{.qualify = 0s}}), R"(
    0s     < REGISTER expires 3600 from 5060 stream
    0s     = Registered at 5060
    0s     > 200 expires 3600 to 5060
    30s    ! restart                           # its connection is gone, and so is the contact
    31s    ! look
    31s    = unregistered Unmonitored
  )");
}
