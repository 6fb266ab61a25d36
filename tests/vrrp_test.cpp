// VRRP against RFC 3768 6.4 and RFC 5798 6.4: who becomes master, when, and what it says.
#include "tests/fhrp_ladder.hpp"

using ladder::VrrpLadder;
using models::VrrpConfig;
using namespace std::chrono_literals;

namespace {

VrrpConfig vrrp(int priority) {
  VrrpConfig config;
  config.priority = priority;
  return config;
}

}  // namespace

TEST_CASE("VRRP: a backup is master after three intervals and the skew of its priority") {
  CHECK_LADDER(VrrpLadder(vrrp(100)), R"(
          0s ! up
          1s < advert 110
          2s < advert 110
   5.609375s > advert 100
   5.609375s > gratuitous ARP
   6.609375s > advert 100
   7.609375s > advert 100
  )");
  VrrpConfig three = vrrp(100);
  three.version = 3;
  CHECK_LADDER(VrrpLadder(three), R"(
          0s ! up
          1s < advert 110 every 4
      15.4s .                      # three times four, and the skew
   15.4375s > advert 100
   15.4375s > gratuitous ARP
  )");
}

TEST_CASE("VRRP: priority 0 hands over within the skew; a higher one preempts by default") {
  CHECK_LADDER(VrrpLadder(vrrp(100)), R"(
          0s ! up
          2s < advert 0
   2.609375s > advert 100
   2.609375s > gratuitous ARP
         3s < advert 0
         3s > advert 100
        3.5s < advert 110
        3.6s .
  )");
  VrrpConfig meek = vrrp(110);
  meek.preempt = false;
  CHECK_LADDER(VrrpLadder(vrrp(110)), R"(
          0s ! up
          1s < advert 100
          2s < advert 100
          3s < advert 100
  3.5703125s > advert 110
  3.5703125s > gratuitous ARP
          4s .
  )");
  CHECK_LADDER(VrrpLadder(meek), R"(
          0s ! up
          1s < advert 100
          2s < advert 100
          3s < advert 100
          6s .
  )");
}

TEST_CASE("VRRP: who owns the address is master at once") {
  CHECK_LADDER(VrrpLadder(vrrp(255)), R"(
     0s ! reload
     0s > advert 255
     0s > gratuitous ARP
     1s > advert 255
  )");
}

TEST_CASE("RFC 3768 7.1: another interval is refused, and both are masters; learned it is not") {
  CHECK_LADDER(VrrpLadder(vrrp(100)), R"(
          0s ! up
          1s < advert 110 every 3
          1s = refused: interval
          2s < advert 110 password x
          2s = refused: password
   3.609375s > advert 100
   3.609375s > gratuitous ARP
          4s .
  )");
  VrrpConfig learning = vrrp(100);
  learning.learns_interval = true;
  CHECK_LADDER(VrrpLadder(learning), R"(
     0s ! up
     1s < advert 110 every 3
     9s .
  )");
}
