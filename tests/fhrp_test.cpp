// Routers that share an address, against RFC 2281 5.7: who becomes active, when, and what it says.
#include "tests/fhrp_ladder.hpp"

using ladder::HsrpLadder;
using models::HsrpConfig;
using models::VrrpConfig;
using namespace std::chrono_literals;

namespace {

HsrpConfig hsrp(int priority, bool preempt = false) {
  HsrpConfig config;
  config.priority = priority;
  config.preempt = preempt;
  return config;
}
}  // namespace

TEST_CASE("HSRP: who hears nobody is active after two hold times, and says so to the switches") {
  HsrpConfig config = hsrp(100);
  config.announces = 2;
  CHECK_LADDER(HsrpLadder(config), R"(
     0s ! up
    10s > hello speak 100
    13s > hello speak 100
    16s > hello speak 100
    19s > hello speak 100
    20s > hello active 100
    20s > gratuitous ARP
    22s > gratuitous ARP
    23s > hello active 100
    25s .
  )");
}

TEST_CASE("HSRP: the standby router takes over a hold time after the last hello") {
  CHECK_LADDER(HsrpLadder(hsrp(100)), R"(
     0s ! up
     1s < hello active 110
     4s < hello active 110
     7s < hello active 110
    10s > hello speak 100     # nobody stands by: event d
    10s < hello active 110
    13s > hello speak 100
    13s < hello active 110
    16s > hello speak 100
    19s > hello speak 100
    19s < hello active 110    # its last one
    22s > hello standby 100
    25s > hello standby 100
    28s > hello standby 100
    29s > hello active 100
    29s > gratuitous ARP
    30s .
  )");
}

TEST_CASE("HSRP: a Resign hands over at once") {
  CHECK_LADDER(HsrpLadder(hsrp(100)), R"(
     0s ! up
     9s < hello active 110
    10s > hello speak 100
    13s > hello speak 100
    16s > hello speak 100
    18s < hello active 110
    19s > hello speak 100
    21s < hello active 110
    21s < resign
    21s > hello active 100
    21s > gratuitous ARP
    22s .
  )");
}

TEST_CASE("HSRP: a higher priority takes the role if it preempts, and only after its delay") {
  CHECK_LADDER(HsrpLadder(hsrp(110, true)), R"(
     0s ! reload
     1s < hello active 100
     1s > coup 110
     1s > hello active 110
     1s > gratuitous ARP
     2s .
  )");
  CHECK_LADDER(HsrpLadder(hsrp(110)), R"(
     0s ! reload
     1s < hello active 100
     9s .
  )");
  CHECK_LADDER(HsrpLadder(hsrp(100, true)), R"(
     0s ! reload
     1s < hello active 100    # a higher address is not enough
     9s .
  )");
  HsrpConfig patient = hsrp(110, true);
  patient.preempt_delay = 2s;
  patient.preempt_delay_reload = 8s;
  CHECK_LADDER(HsrpLadder(patient), R"(
     0s ! reload
     1s < hello active 100
     4s < hello active 100
     7s < hello active 100
     8s < hello active 100
     8s > coup 110
     8s > hello active 110
     8s > gratuitous ARP
     9s .
  )");
  CHECK_LADDER(HsrpLadder(patient), R"(
     0s ! up
     1s < hello active 100
     4s < hello active 100
     4s > coup 110
     4s > hello active 110
     4s > gratuitous ARP
     5s .
  )");
}

TEST_CASE("HSRP: an active router whose uplink is gone yields to a Coup of a higher one") {
  CHECK_LADDER(HsrpLadder(hsrp(105)), R"(
     0s ! settled
     0s > hello speak 105
   20ms > hello active 105
   20ms > gratuitous ARP
     1s ! tracked 1
  3.02s > hello active 95
     4s < coup 100
     4s > resign
     4s > hello speak 95
     5s .
  )");
}

TEST_CASE("HSRP: two active routers that hear each other again: the higher one stays") {
  CHECK_LADDER(HsrpLadder(hsrp(105)), R"(
     0s ! settled
     0s > hello speak 105
   20ms > hello active 105
   20ms > gratuitous ARP
     2s < hello active 100
     2s > coup 105
     3s < hello active 110
     3s > hello speak 105
     5s .
  )");
}

TEST_CASE("HSRP: another password, group or version is not heard") {
  CHECK_LADDER(HsrpLadder(hsrp(100)), R"(
     0s ! up
     1s < hello active 110 password secret
     1s = refused: password
     2s < hello active 110 group 2
     2s = not its group
    10s > hello speak 100
    12s .
  )");
  CHECK_LADDER(HsrpLadder(hsrp(100)), R"(
     0s ! up
     1s < advert 110
     1s = not its group
     2s .
  )");
}

TEST_CASE("HSRP: the active router's hold time is everybody's") {
  CHECK_LADDER(HsrpLadder(hsrp(100)), R"(
     0s ! settled
     0s > hello speak 100
   10ms < hello active 110 hold 30
     3s > hello standby 100
     6s > hello standby 100
     9s > hello standby 100
    12s > hello standby 100
    15s > hello standby 100
    18s > hello standby 100
    21s > hello standby 100
    24s > hello standby 100
    27s > hello standby 100
    30s > hello standby 100
 30.01s > hello active 100
 30.01s > gratuitous ARP
  )");
}

TEST_CASE("HSRP: taken out of its group the active one says so; without power it does not") {
  CHECK_LADDER(HsrpLadder(hsrp(100)), R"(
     0s ! settled
     0s > hello speak 100
   20ms > hello active 100
   20ms > gratuitous ARP
     1s ! disabled
     1s > resign
     9s ! enabled
    10s ! down
    40s .
  )");
}

TEST_CASE("two routers that do not hear each other are not in step: each has a phase") {
  const HsrpConfig config = hsrp(100);
  const auto second_hello = [&](models::FhrpPhase phase) {
    models::FhrpGroup group(config, models::Ipv4{0x0a00'0002}, {}, phase);
    models::FhrpActions out;
    group.start(models::FhrpStart::settled, models::Time{}, out);
    while (!group.is_active()) group.wake(group.deadline(), out = {});
    group.wake(group.deadline(), out = {});  // the gratuitous ARP, if it is due
    return group.deadline();
  };
  CHECK(second_hello({0}) < second_hello({32'768}));
  CHECK(second_hello({32'768}) < second_hello({}));
}

TEST_CASE("the virtual MAC is the group's, or the interface's own") {
  HsrpConfig config = hsrp(100);
  config.group = 10;
  const models::Mac own{0x0200'0000'0001};
  CHECK(models::FhrpGroup(config, {}, own).virtual_mac() == models::Mac{0x0000'0c07'ac0a});
  config.version = 2;
  config.group = 0x123;
  CHECK(models::FhrpGroup(config, {}, own).virtual_mac() == models::Mac{0x0000'0c9f'f123});
  config.use_bia = true;
  CHECK(models::FhrpGroup(config, {}, own).virtual_mac() == own);
  VrrpConfig other;
  other.group = 7;
  CHECK(models::FhrpGroup(other, {}, own).virtual_mac() == models::Mac{0x0000'5e00'0107});
}
