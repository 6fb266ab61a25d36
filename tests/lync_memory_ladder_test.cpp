// What a Lync 2010 phone keeps, and how its sign-in ends: [lync-report].
#include "tests/lync_ladder.hpp"

using namespace std::chrono_literals;
using models::LyncStep;

TEST_CASE(
    "[lync-report]: what has worked is stored, and is used at the next boot without discovery") {
  CHECK_LADDER(LyncPhone{}, LyncPhone::signed_in(R"(
    100s ! off
    100s < ACK web x registrar x
    200s ! boot
    200s > ask pool A                         # with the certificate of the first time
    200s < pool A 10.0.0.1
    200s > REGISTER pool 10.0.0.1:5061
    201s ! registered
    201s = signed in
    300s ! off
    300s ! reset                              # as it was delivered
    400s ! boot
    400s > INFORM
    400s > ask _sipinternaltls SRV
    400s < ACK web web registrar pool
    400s > ask web A
  )"));
}

TEST_CASE("an expired certificate is fetched anew from the web service that gave it") {
  CHECK_LADDER((LyncPhone{{.certificate_lifetime = 1h}}), LyncPhone::signed_in(R"(
    3599s ! off
    3599s ! boot
    3599s > ask pool A
    3600s ! off
    3600s ! boot
    3600s > ask web A
    3600s < web A 10.0.0.5
    3600s > https web 10.0.0.5:443
    3601s ! certificate
    3601s > ask pool A
  )"));
}

TEST_CASE("[lync-report]: a wrong URL in option 43 ends sign-in at the certificate") {
  const std::string_view told = R"(
    0s  ! boot
    0s  > INFORM
    0s  > ask _sipinternaltls SRV
    0s  < ACK web web registrar pool
    0s  > ask web A
  )";
  CHECK_LADDER((LyncPhone{{.retry = 30s}}), std::string(told) + R"(
    0s  < web A name_error
    0s  = failed: web_unresolved web
    30s > ask web A                           # kept: mend option 43 and reset the phone
    30s < web A 10.0.0.5
    30s > https web 10.0.0.5:443
    31s ! refused                             # 404
    31s = failed: certificate_refused web
    61s > ask web A
    61s < web A 10.0.0.5,10.0.0.6
    61s > https web 10.0.0.5:443
    82s ! web dead
    82s > https web 10.0.0.6:443
    99s ! web dead
    99s = failed: web_unreachable web
    129s > ask web A
  )");
}

TEST_CASE("a registrar that is lost later: the next target, then from the beginning") {
  CHECK_LADDER(LyncPhone{}, R"(
    0s   ! boot
    0s   > INFORM
    0s   > ask _sipinternaltls SRV
    0s   ! no ACK
    0s   < _sipinternaltls SRV pool1:5061:10,pool2:5062:20
    0s   > ask pool1 A
    0s   < pool1 A 10.0.0.1
    0s   > https pool1 10.0.0.1:443
    0s   ! certificate
    0s   > ask pool1 A
    0s   < pool1 A 10.0.0.1
    0s   > REGISTER pool1 10.0.0.1:5061
    0s   ! registered
    0s   = signed in
    500s ! registrar dead
    500s > ask pool2 A
    500s < pool2 A 10.0.0.2
    500s > REGISTER pool2 10.0.0.2:5062
    501s ! registered
    501s = signed in
    900s ! registrar dead
    900s = failed: registrar_unreachable pool2
    960s > ask pool2 A                        # stored as the last that worked
    960s < pool2 A 10.0.0.2
    960s > REGISTER pool2 10.0.0.2:5062
    970s ! registrar dead
    970s = failed: registrar_unreachable pool2
    1030s > INFORM
    1030s > ask _sipinternaltls SRV
  )");
}

TEST_CASE("a registrar of DHCP that is lost later: what DNS said meanwhile is not used") {
  CHECK_LADDER(LyncPhone{}, R"(
    0s   ! boot
    0s   > INFORM
    0s   > ask _sipinternaltls SRV
    0s   < _sipinternaltls SRV old:5061:10
    0s   < ACK web web registrar pool
    0s   > ask web A
    0s   < web A 10.0.0.5
    0s   > https web 10.0.0.5:443
    0s   ! certificate
    0s   > ask pool A
    0s   < pool A 10.0.0.1
    0s   > REGISTER pool 10.0.0.1:5061
    0s   ! registered
    0s   = signed in
    500s ! registrar dead
    500s = failed: registrar_unreachable pool
  )");
}

TEST_CASE("facts that come at the wrong time change nothing") {
  CHECK_LADDER(LyncPhone{}, R"(
    0s ! registered
    0s ! registrar dead
    0s ! certificate
    0s ! refused
    0s ! web dead
    0s ! no ACK
    0s < ACK web web registrar pool
    0s < _sipinternaltls SRV pool:5061:10
    9s ! boot
    9s > INFORM
    9s > ask _sipinternaltls SRV
    9s ! registered
    9s ! registrar dead
    9s ! certificate
    9s ! web dead
    9s < ACK web web registrar pool
    9s > ask web A
    9s ! registered
    9s ! certificate
    9s ! no ACK
    9s ! off
    9s < web A 10.0.0.5
    99s .
  )");
}

TEST_CASE("[lync-report]: the display tells the certificate's stage from the registrar's") {
  const std::string certificate = "Unable to locate Lync Certificate Web service";
  CHECK(display_of(LyncStep::no_certificate_service) == certificate);
  CHECK(display_of(LyncStep::web_unresolved) == certificate);
  CHECK(display_of(LyncStep::web_unreachable) == certificate);
  CHECK(display_of(LyncStep::certificate_refused).starts_with("Error downloading certificate"));
  CHECK(display_of(LyncStep::registrar_unknown).starts_with("Cannot connect to the server"));
  CHECK(display_of(LyncStep::registrar_foreign) == display_of(LyncStep::registrar_unknown));
  CHECK(display_of(LyncStep::registrar_unresolved).starts_with("Unable to contact Registrar"));
  CHECK(display_of(LyncStep::registrar_unreachable).starts_with("Unable to contact Registrar"));
}
