// Secure addresses of Catalyst ports over the MAC table ([catalyst-3550]): learning, ageing,
// violations.
#include "models/protocol/l2/port_security.hpp"

#include "tests/catch.hpp"

namespace {

using models::AgingType;
using models::MacKey;
using models::MacTable;
using models::PortSecurityConfig;
using models::Relearn;
using models::SecurePort;
using models::Verdict;
using sim::Duration;
using sim::Time;
using namespace std::chrono_literals;

const MacKey phone(110, sim::Mac{0x0024'142d'df24});
const MacKey pc(10, sim::Mac{0x0200'0000'0001});
const MacKey third(10, sim::Mac{0x0200'0000'0002});

// Two secure ports of one switch.
struct Ports {
  PortSecurityConfig config;
  MacTable table{8, sim::WhenFull::refuse};
  SecurePort port[2]{};

  models::PortSecurityVerdict verdict(std::uint16_t p, MacKey key, Duration at) {
    return port[p].check(config, table, key, p, 0, Time{at});
  }
  Verdict check(std::uint16_t p, MacKey key, Duration at) { return verdict(p, key, at).verdict; }
  std::size_t count(std::uint16_t p, Duration at) { return port[p].count(table, p, Time{at}); }
};

PortSecurityConfig ageing(Duration time, AgingType type) {
  return {.maximum = 1, .aging_time = time, .aging_type = type, .program_delay = 5ms};
}

}  // namespace

namespace Catch {
template <>
struct StringMaker<Verdict> {
  static std::string convert(Verdict v) {
    return v == Verdict::forward ? "forward" : v == Verdict::relearn ? "relearn" : "violation";
  }
};
}  // namespace Catch

TEST_CASE(
    "[assumed-relearn]: the first frame teaches the address and is lost; until it is in hardware") {
  Ports ports{.config = {.program_delay = 5ms}};
  CHECK(ports.check(0, phone, 1s) == Verdict::relearn);
  CHECK(ports.verdict(0, phone, 1s + 1ms).aged_since == sim::never);  // it was new
  CHECK(ports.check(0, phone, 1s + 5ms - 1ns) == Verdict::relearn);
  CHECK(ports.check(0, phone, 1s + 5ms) == Verdict::forward);
  CHECK(ports.count(0, 2s) == 1);
}

TEST_CASE("[assumed-relearn]: with no delay only the first frame is lost") {
  Ports ports{.config = {.program_delay = 0ms}};
  CHECK(ports.check(0, phone, 1s) == Verdict::relearn);
  CHECK(ports.check(0, phone, 1s) == Verdict::forward);
}

TEST_CASE("[dell-n-series]: learned and forwarded") {
  Ports ports{.config = {.relearn = Relearn::forward, .program_delay = 5ms}};
  CHECK(ports.check(0, phone, 1s) == Verdict::forward);
  CHECK(ports.check(0, phone, 1s + 1ms) == Verdict::forward);
  CHECK(ports.check(0, pc, 1s) == Verdict::violation);  // the maximum holds as well
}

TEST_CASE("[catalyst-3550]: ageing is off by default") {
  Ports ports{.config = {}};
  CHECK(ports.check(0, phone, 1s) == Verdict::relearn);
  CHECK(ports.check(0, phone, 1000000h) == Verdict::forward);
}

TEST_CASE("[catalyst-3550]: inactivity: gone exactly aging_time after the last frame") {
  Ports ports{.config = ageing(60s, AgingType::inactivity)};
  CHECK(ports.check(0, phone, 0s) == Verdict::relearn);
  CHECK(ports.check(0, phone, 60s - 1ns) == Verdict::forward);
  CHECK(ports.check(0, phone, 120s - 2ns) == Verdict::forward);  // anew from each frame
  const auto late = ports.verdict(0, phone, 180s - 2ns);
  CHECK(late.verdict == Verdict::relearn);
  CHECK(late.aged_since == Time{180s - 2ns});
  CHECK(ports.check(0, phone, 181s) == Verdict::forward);
}

TEST_CASE(
    "[catalyst-3550]: a frame that is lost while the address is programmed counts as activity") {
  Ports ports{.config = ageing(60s, AgingType::inactivity)};
  CHECK(ports.check(0, phone, 0s) == Verdict::relearn);
  CHECK(ports.check(0, phone, 4ms) == Verdict::relearn);
  CHECK(ports.check(0, phone, 60s) == Verdict::forward);
}

TEST_CASE("[catalyst-3550]: absolute: gone aging_time after it was learned, however busy") {
  Ports ports{.config = ageing(60s, AgingType::absolute)};
  CHECK(ports.check(0, phone, 0s) == Verdict::relearn);
  for (int i = 1; i < 60; ++i) CHECK(ports.check(0, phone, i * 1s) == Verdict::forward);
  CHECK(ports.check(0, phone, 60s - 1ns) == Verdict::forward);
  const auto late = ports.verdict(0, phone, 60s);
  CHECK(late.verdict == Verdict::relearn);
  CHECK(late.aged_since == Time{60s});
  CHECK(ports.check(0, phone, 120s - 1ns) == Verdict::forward);  // from the second learning
  CHECK(ports.check(0, phone, 120s) == Verdict::relearn);
}

TEST_CASE(
    "[assumed-relearn]: with a tick of 1 min an address goes at the first tick after its time") {
  struct Row {
    Duration learned;
    Duration gone;
  };
  for (const Row& row : {Row{0s, 60s}, Row{1ns, 120s}, Row{30s, 120s}, Row{60s, 120s}}) {
    for (const AgingType type : {AgingType::inactivity, AgingType::absolute}) {
      CAPTURE(row.learned, type == AgingType::inactivity);
      Ports ports{.config = ageing(60s, type)};
      ports.config.aging_tick = 60s;
      ports.check(0, phone, row.learned);
      CHECK(ports.count(0, row.gone - 1ns) == 1);
      CHECK(ports.count(0, row.gone) == 0);
      CHECK(ports.verdict(0, phone, 1h).aged_since == Time{row.gone});
    }
  }
}

TEST_CASE("[catalyst-4500]: sticky addresses do not age, and survive the link") {
  Ports ports{.config = ageing(60s, AgingType::absolute)};
  ports.config.sticky = true;
  ports.check(0, phone, 0s);
  ports.port[0].flush(ports.config, ports.table, 0);
  CHECK(ports.check(0, phone, 24h) == Verdict::forward);
}

TEST_CASE("[catalyst-4500]: link down flushes dynamic secure addresses at once") {
  Ports ports{.config = {}};
  ports.check(0, phone, 0s);
  ports.check(1, pc, 0s);
  ports.port[0].flush(ports.config, ports.table, 0);
  CHECK(ports.count(0, 1s) == 0);
  const auto again = ports.verdict(0, phone, 1s);
  CHECK(again.verdict == Verdict::relearn);
  CHECK(again.aged_since == sim::never);  // it had not aged
  CHECK(ports.check(1, pc, 1s) == Verdict::forward);
}

TEST_CASE("[catalyst-4500]: a flush leaves alone what has moved on to another port") {
  Ports ports{.config = ageing(60s, AgingType::inactivity)};
  ports.check(0, phone, 0s);
  ports.check(1, phone, 60s);  // aged at the first port, learned at the second
  ports.port[0].flush(ports.config, ports.table, 0);
  CHECK(ports.check(1, phone, 61s) == Verdict::forward);
  CHECK(ports.count(1, 61s) == 1);
  CHECK(ports.count(0, 61s) == 0);
}

TEST_CASE(
    "[catalyst-3550]: one address more than the maximum is a violation, until another has aged") {
  Ports ports{.config = ageing(60s, AgingType::inactivity)};
  ports.config.maximum = 2;
  CHECK(ports.check(0, phone, 0s) == Verdict::relearn);
  CHECK(ports.check(0, pc, 30s) == Verdict::relearn);
  CHECK(ports.check(0, third, 60s - 1ns) == Verdict::violation);
  CHECK(ports.count(0, 60s - 1ns) == 2);
  CHECK(ports.check(0, third, 60s) == Verdict::relearn);  // the phone has aged out
  CHECK(ports.check(0, phone, 61s) == Verdict::violation);
  CHECK(ports.check(0, pc, 62s) == Verdict::forward);
}

TEST_CASE("[catalyst-3550]: an address that is secure at another port is a violation here") {
  Ports ports{.config = ageing(60s, AgingType::inactivity)};
  CHECK(ports.check(0, phone, 0s) == Verdict::relearn);
  CHECK(ports.check(1, phone, 1s) == Verdict::violation);
  CHECK(ports.check(0, phone, 2s) == Verdict::forward);  // and stays where it was
  CHECK(ports.check(1, phone, 62s - 1ns) == Verdict::violation);
  CHECK(ports.check(1, phone, 62s) == Verdict::relearn);
  CHECK(ports.check(0, phone, 63s) == Verdict::violation);
}

TEST_CASE("[catalyst-3550]: the same MAC in another VLAN is another address") {
  Ports ports{.config = {.maximum = 2}};
  const MacKey untagged(10, sim::Mac{0x0024'142d'df24});
  CHECK(ports.check(0, phone, 0s) == Verdict::relearn);
  CHECK(ports.check(0, untagged, 1s) == Verdict::relearn);  // the phone before it knows its VLAN
  CHECK(ports.check(0, pc, 2s) == Verdict::violation);
}

TEST_CASE("a MAC that was learned at an open port becomes secure where it appears") {
  Ports ports{.config = {}};
  ports.table.insert(pc, {.installed = Time{}, .port = 7, .secure = false}, Time{300s}, Time{});
  CHECK(ports.check(0, pc, 1s) == Verdict::relearn);
  CHECK(ports.check(0, pc, 2s) == Verdict::forward);
  CHECK(ports.check(0, pc, 400s) == Verdict::forward);
}

TEST_CASE("a MAC table that is full keeps no secure address: each frame is lost, others are not") {
  Ports ports{.config = {.maximum = 2}, .table = MacTable{1, sim::WhenFull::refuse}};
  CHECK(ports.check(0, phone, 0s) == Verdict::relearn);
  for (int i = 1; i < 5; ++i) CHECK(ports.check(0, pc, i * 1s) == Verdict::relearn);
  CHECK(ports.check(0, phone, 6s) == Verdict::forward);
  CHECK(ports.count(0, 6s) == 1);
}
