// How a Lync 2010 phone finds its servers: [lync-report], [lync-dns], one ladder for each row
// of the latter's table.
#include "tests/lync_ladder.hpp"

using namespace std::chrono_literals;

TEST_CASE("[lync-report]: options 43 and 120 present, DNS is not waited for") {
  CHECK_LADDER(LyncPhone{}, R"(
    0s    ! boot
    0s    > INFORM
    0s    > ask _sipinternaltls SRV           # in parallel
    0.01s < ACK web web registrar pool
    0.01s > ask web A
    0.02s < ACK web other registrar other     # [lync-report]: other answers are ignored
    0.02s < _sipinternaltls SRV old:5061:10   # and so is DNS
    0.03s < web A 10.0.0.5
    0.03s > https web 10.0.0.5:443
    0.5s  ! certificate
    0.5s  > ask pool A
    0.5s  < pool A 10.0.0.1
    0.5s  > REGISTER pool 10.0.0.1:5061
    0.6s  ! registered
    0.6s  = signed in
    999s  .
  )");
}

TEST_CASE("[lync-report]: DNS may answer first, DHCP's answer is waited for and wins") {
  CHECK_LADDER(LyncPhone{}, R"(
    0s    ! boot
    0s    > INFORM
    0s    > ask _sipinternaltls SRV
    0.01s < _sipinternaltls SRV old:5061:10
    3s    < ACK web web registrar pool
    3s    > ask web A
    3s    < web A 10.0.0.5
    3s    > https web 10.0.0.5:443
    4s    ! certificate
    4s    > ask pool A
    4s    < pool A 10.0.0.1
    4s    > REGISTER pool 10.0.0.1:5061
  )");
}

TEST_CASE("[lync-report]: 43 missing, DNS ok: the host that SRV names serves the certificate") {
  CHECK_LADDER(LyncPhone{}, R"(
    0s    ! boot
    0s    > INFORM
    0s    > ask _sipinternaltls SRV
    0.01s < ACK registrar pool
    0.02s < _sipinternaltls SRV front:5061:10
    0.02s > ask front A
    0.02s < front A 10.0.0.1
    0.02s > https front 10.0.0.1:443
    0.5s  ! certificate
    0.5s  > ask pool A                        # the registrar is still DHCP's
    0.5s  < pool A 10.0.0.2
    0.5s  > REGISTER pool 10.0.0.2:5061
    0.6s  ! registered
    0.6s  = signed in
  )");
}

TEST_CASE("[lync-report]: 43 missing, and DNS does not help: no certificate service") {
  CHECK_LADDER(LyncPhone{}, R"(
    0s  ! boot
    0s  > INFORM
  )" + LyncPhone::nothing_in_dns() +
                                R"(
    1s  < ACK registrar pool
    1s  = failed: no_certificate_service
    61s > INFORM
    61s > ask _sipinternaltls SRV
    61s < ACK web web                         # 43 has come; the registrar was kept
    61s > ask web A
    62s < _sipinternaltls SRV timed_out
    62s .
  )");
}

TEST_CASE("[lync-report]: 43 missing, with a device that gets no web service from DNS") {
  CHECK_LADDER((LyncPhone{{.web_service_from_dns = false}}), R"(
    0s    ! boot
    0s    > INFORM
    0s    > ask _sipinternaltls SRV
    0.01s < ACK registrar pool
    0.02s < _sipinternaltls SRV front:5061:10
    0.02s = failed: no_certificate_service
  )");
}

TEST_CASE("[lync-report]: 120 missing, SRV ok") {
  CHECK_LADDER(LyncPhone{}, R"(
    0s    ! boot
    0s    > INFORM
    0s    > ask _sipinternaltls SRV
    0.01s < ACK web web
    0.02s < _sipinternaltls SRV pool:5061:10
    0.02s > ask web A
    0.02s < web A 10.0.0.5
    0.02s > https web 10.0.0.5:443
    0.5s  ! certificate
    0.5s  > ask pool A
    0.5s  < pool A 10.0.0.1
    0.5s  > REGISTER pool 10.0.0.1:5061
    0.6s  ! registered
    0.6s  = signed in
  )");
}

TEST_CASE("[lync-report]: 120 missing, SRV missing: web authentication ok, SIP never starts") {
  CHECK_LADDER(LyncPhone{}, R"(
    0s   ! boot
    0s   > INFORM
  )" + LyncPhone::nothing_in_dns() +
                                R"(
    1s   < ACK web web
    1s   > ask web A
    1s   < web A 10.0.0.5
    1s   > https web 10.0.0.5:443
    2s   ! certificate
    2s   = failed: registrar_unknown
    62s  > INFORM
    62s  > ask _sipinternaltls SRV
    62s  < _sipinternaltls SRV pool:5061:10   # the remedy: a record for the registrar
    63s  < ACK web web
    63s  > ask pool A                         # the certificate is still valid
    63s  < pool A 10.0.0.1
    63s  > REGISTER pool 10.0.0.1:5061
  )");
}

TEST_CASE(
    "[lync-report]: wrong class, a DHCP answer without options is none: DNS after dhcp_wait") {
  CHECK_LADDER((LyncPhone{{.dhcp_wait = 6s}}), R"(
    0s    ! boot
    0s    > INFORM
    0s    > ask _sipinternaltls SRV
    0.01s < ACK
    0.02s < _sipinternaltls SRV pool:5061:10
    6s    > ask pool A
    6s    < pool A 10.0.0.1
    6s    > https pool 10.0.0.1:443
    7s    < ACK web web registrar other       # too late
    7s    ! certificate
    7s    > ask pool A
    7s    < pool A 10.0.0.1
    7s    > REGISTER pool 10.0.0.1:5061
  )");
  CHECK_LADDER(LyncPhone{}, R"(
    0s    ! boot
    0s    > INFORM
    0s    > ask _sipinternaltls SRV
    0.02s < _sipinternaltls SRV pool:5061:10
    3s    ! no ACK                            # the device knows earlier
    3s    > ask pool A
  )");
}

TEST_CASE("[lync-report]: wrong class and nothing in DNS") {
  CHECK_LADDER(LyncPhone{}, R"(
    0s  ! boot
    0s  > INFORM
  )" + LyncPhone::nothing_in_dns() +
                                R"(
    1s  < ACK
    10s = failed: no_certificate_service
    69s .
  )");
}

TEST_CASE("[lync-report]: what another DHCP server adds to the first answer is ignored") {
  CHECK_LADDER(LyncPhone{}, R"(
    0s    ! boot
    0s    > INFORM
    0s    > ask _sipinternaltls SRV
    0.01s < ACK web web
    0.02s < ACK registrar other
    0.03s < _sipinternaltls SRV pool:5061:10
    0.03s > ask web A
    0.04s < web A 10.0.0.5
    0.04s > https web 10.0.0.5:443
    0.5s  ! certificate
    0.5s  > ask pool A
  )");
}
