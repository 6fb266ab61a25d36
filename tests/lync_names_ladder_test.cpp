// The names that a Lync 2010 phone asks DNS for, and what it makes of the answers: [lync-dns], RFC
// 2782, [lync-gg398713].
#include "tests/lync_ladder.hpp"

using namespace std::chrono_literals;
using models::LyncOrder;

TEST_CASE("[lync-dns]: the names in their order; a host without SRV has the registrar's port") {
  CHECK_LADDER(LyncPhone{}, R"(
    0s  ! boot
    0s  > INFORM
    0s  > ask _sipinternaltls SRV
    0s  ! no ACK
    20s < _sipinternaltls SRV timed_out
    20s > ask _sipinternal SRV
    20s < _sipinternal SRV no_data
    20s > ask _sip._tls SRV
    20s < _sip._tls SRV server_failure
    20s > ask sipinternal A
    20s < sip A 10.0.0.9                      # not asked
    20s < sipinternal A 10.0.0.1
    20s > ask sipinternal A
    20s < sipinternal A 10.0.0.1
    20s > https sipinternal 10.0.0.1:443
    21s ! certificate
    21s > ask sipinternal A
    21s < sipinternal A 10.0.0.1
    21s > REGISTER sipinternal 10.0.0.1:5061
  )");
}

TEST_CASE("RFC 2782: two targets by priority, the first is dead for the web and for SIP") {
  CHECK_LADDER(LyncPhone{}, R"(
    0s  ! boot
    0s  > INFORM
    0s  > ask _sipinternaltls SRV
    0s  ! no ACK
    0s  < _sipinternaltls SRV pool2:5061:20,pool1:5061:10
    0s  > ask pool1 A
    0s  < pool1 A 10.0.0.1
    0s  > https pool1 10.0.0.1:443
    21s ! web dead
    21s > ask pool2 A
    21s < pool2 A 10.0.0.2
    21s > https pool2 10.0.0.2:443
    22s ! certificate
    22s > ask pool1 A                         # each step begins with the first
    22s < pool1 A 10.0.0.1
    22s > REGISTER pool1 10.0.0.1:5061
    54s ! registrar dead
    54s > ask pool2 A
    54s < pool2 A 10.0.0.2
    54s > REGISTER pool2 10.0.0.2:5061
    55s ! registered
    55s = signed in
  )");
}

TEST_CASE("[lync-dns]: since CU7 an SRV target must lie in the SIP domain") {
  const std::string_view found = R"(
    0s ! boot
    0s > INFORM
    0s > ask _sipinternaltls SRV
    0s < ACK web web
    0s < _sipinternaltls SRV pool.other:5061:10,pool1:5061:20
    0s > ask web A
    0s < web A 10.0.0.5
    0s > https web 10.0.0.5:443
    1s ! certificate
  )";
  CHECK_LADDER((LyncPhone{{}, {"pool1"}}), std::string(found) + R"(
    1s > ask pool.other A
  )");
  CHECK_LADDER((LyncPhone{{.strict_domain = true}, {"pool1"}}), std::string(found) + R"(
    1s > ask pool1 A
  )");
  CHECK_LADDER((LyncPhone{{.strict_domain = true}, {"pool"}}), R"(
    0s ! boot
    0s > INFORM
    0s > ask _sipinternaltls SRV
    0s < ACK web web
    0s < _sipinternaltls SRV pool.other:5061:10
    0s > ask _sipinternal SRV
    0s < _sipinternal SRV name_error
    0s > ask _sip._tls SRV
    0s < _sip._tls SRV name_error
    0s > ask sipinternal A
    0s < sipinternal A name_error
    0s > ask sip A
    0s < sip A name_error
    0s > ask sipexternal A
    0s < sipexternal A name_error
    0s > ask web A
    0s < web A 10.0.0.5
    0s > https web 10.0.0.5:443
    1s ! certificate
    1s = failed: registrar_foreign
    61s > INFORM
    61s > ask _sipinternaltls SRV
    61s < ACK web web
    61s < _sipinternaltls SRV name_error      # now there is none at all
    61s > ask _sipinternal SRV
    61s < _sipinternal SRV name_error
    61s > ask _sip._tls SRV
    61s < _sip._tls SRV name_error
    61s > ask sipinternal A
    61s < sipinternal A name_error
    61s > ask sip A
    61s < sip A name_error
    61s > ask sipexternal A
    61s < sipexternal A name_error
    61s = failed: registrar_unknown
  )");
}

TEST_CASE("[lync-gg398713]: with dns_then_dhcp the phone has one list of both") {
  CHECK_LADDER((LyncPhone{{.order = LyncOrder::dns_then_dhcp}}), R"(
    0s  ! boot
    0s  > INFORM
    0s  > ask _sipinternaltls SRV
    0s  < ACK web web registrar pool
    1s  < _sipinternaltls SRV pool1:5061:10
    1s  > ask pool1 A
    1s  < pool1 A 10.0.0.1
    1s  > https pool1 10.0.0.1:443
    2s  ! web dead
    2s  > ask web A
    2s  < web A 10.0.0.5
    2s  > https web 10.0.0.5:443
    3s  ! certificate
    3s  > ask pool1 A
    3s  < pool1 A name_error
    3s  > ask pool A
    3s  < pool A 10.0.0.2
    3s  > REGISTER pool 10.0.0.2:5061
    4s  ! registrar dead
    4s  = failed: registrar_unreachable pool
    64s > INFORM                              # and from scratch
    64s > ask _sipinternaltls SRV
  )");
}
