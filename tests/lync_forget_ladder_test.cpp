// When a Lync 2010 phone trusts what it has kept, and when it looks anew: [lync-report],
// and Microsoft's "Log on to the Lync Server" [lync-gg398713].
#include "tests/lync_ladder.hpp"

using namespace std::chrono_literals;
using models::LyncForget;

namespace {

// The registrar of option 120 was moved to pool2; DHCP still names pool.
constexpr std::string_view stale_pool = R"(
  0s   ! boot
  0s   > INFORM
  0s   > ask _sipinternaltls SRV
  0s   < _sipinternaltls SRV pool2:5061:10    # DNS is right, and not asked
  0s   < ACK web web registrar pool
  0s   > ask web A
  0s   < web A 10.0.0.5
  0s   > https web 10.0.0.5:443
  0s   ! certificate
  0s   > ask pool A
  0s   < pool A 10.0.0.1
  0s   > REGISTER pool 10.0.0.1:5061
  32s  ! registrar dead
  32s  = failed: registrar_unreachable pool
)";

}  // namespace

TEST_CASE(
    "[lync-report]: option 120 names a stale pool: dead until DHCP and the phone are mended") {
  CHECK_LADDER(LyncPhone{}, std::string(stale_pool) + R"(
    92s  > ask pool A                         # DHCP's answer is always kept: not asked again
    92s  < pool A name_error
    92s  = failed: registrar_unresolved pool
    152s > ask pool A
    160s ! reset
    160s ! boot
    160s > INFORM
    160s > ask _sipinternaltls SRV
    160s < ACK web web registrar pool2
    160s > ask web A
  )");
  CHECK_LADDER((LyncPhone{{.forgets = LyncForget::all}}), std::string(stale_pool) + R"(
    92s  > INFORM
    92s  > ask _sipinternaltls SRV
    92s  < ACK web web registrar pool2        # mended meanwhile
    92s  > ask pool2 A
    92s  < pool2 A 10.0.0.2
    92s  > REGISTER pool2 10.0.0.2:5061
    93s  ! registered
    93s  = signed in
  )");
}

TEST_CASE(
    "[lync-gg398713]: a stored registrar that fails is looked for from scratch, unless forgets "
    "nothing") {
  const std::string moved = LyncPhone::signed_in(R"(
    100s ! off
    200s ! boot
    200s > ask pool A
    200s < pool A 10.0.0.1
    200s > REGISTER pool 10.0.0.1:5061
    232s ! registrar dead
    232s = failed: registrar_unreachable pool
  )");
  CHECK_LADDER(LyncPhone{}, moved + R"(
    292s > INFORM
    292s > ask _sipinternaltls SRV
    292s < ACK web web registrar pool2
    292s > ask pool2 A
    292s < pool2 A 10.0.0.2
    292s > REGISTER pool2 10.0.0.2:5061
    293s ! registered
    293s = signed in
    400s ! off
    500s ! boot
    500s > ask pool2 A                        # trusted now
  )");
  CHECK_LADDER((LyncPhone{{.forgets = LyncForget::nothing}}), moved + R"(
    292s > ask pool A
    292s < pool A 10.0.0.1
    292s > REGISTER pool 10.0.0.1:5061
    324s ! registrar dead
    324s = failed: registrar_unreachable pool
    384s > ask pool A
  )");
}

TEST_CASE("[lync-gg398713]: without DNS the last registrar's address is used") {
  const std::string outage = LyncPhone::signed_in(R"(
    100s ! off
    200s ! boot
    200s > ask pool A
    220s < pool A timed_out
  )");
  CHECK_LADDER(LyncPhone{}, outage + R"(
    220s > REGISTER pool 10.0.0.1:5061
    221s ! registered
    221s = signed in
  )");
  CHECK_LADDER((LyncPhone{{.uses_last_registrar = false}}), outage + R"(
    220s = failed: registrar_unresolved pool
    280s > INFORM
    280s > ask _sipinternaltls SRV
  )");
}

TEST_CASE(
    "[lync-gg398713]: when neither DHCP nor DNS names a registrar that resolves, the last one is "
    "used") {
  const std::string moved = LyncPhone::signed_in(R"(
    100s ! off
    200s ! boot
    200s > ask pool A
    200s < pool A 10.0.0.1
    200s > REGISTER pool 10.0.0.1:5061
    232s ! registrar dead
    232s = failed: registrar_unreachable pool
    292s > INFORM
    292s > ask _sipinternaltls SRV
    292s < ACK registrar pool2
    292s > ask pool2 A
    292s < pool2 A name_error
  )");
  CHECK_LADDER(LyncPhone{}, moved + R"(
    292s > ask pool A
    292s < pool A name_error
    292s > REGISTER pool 10.0.0.1:5061        # the address of old
    300s ! registrar dead
    300s = failed: registrar_unreachable pool
  )");
  CHECK_LADDER((LyncPhone{{.uses_last_registrar = false}}), moved + R"(
    292s = failed: registrar_unresolved pool2
  )");
}

TEST_CASE("[lync-gg398713]: only the registrar is taken from the past, not the web service") {
  CHECK_LADDER((LyncPhone{{.certificate_lifetime = 50s}}), LyncPhone::signed_in(R"(
    100s ! off
    200s ! boot
    200s > ask web A
    200s < web A 10.0.0.5
    200s > https web 10.0.0.5:443
    221s ! web dead
    221s = failed: web_unreachable web
    281s > INFORM
    281s > ask _sipinternaltls SRV
    281s < ACK registrar pool
    281s < _sipinternaltls SRV name_error
    281s > ask _sipinternal SRV
    281s < _sipinternal SRV name_error
    281s > ask _sip._tls SRV
    281s < _sip._tls SRV name_error
    281s > ask sipinternal A
    281s < sipinternal A name_error
    281s > ask sip A
    281s < sip A name_error
    281s > ask sipexternal A
    281s < sipexternal A name_error
    281s = failed: no_certificate_service
  )"));
}
