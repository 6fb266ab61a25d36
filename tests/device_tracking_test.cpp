// When a switch asks its hosts by ARP whether they are there ([cisco-116529], [dell-ipdt]), as
// seconds and ports.
#include "models/protocol/l2/device_tracking.hpp"

#include <string>

#include "tests/catch.hpp"

namespace {

using models::DeviceTracking;
using models::DeviceTrackingConfig;
using models::Ipv4;
using models::MacKey;
using sim::Duration;
using sim::Time;
using namespace std::chrono_literals;

const MacKey phone(1, sim::Mac{0x0200'0000'0001});
const MacKey other(1, sim::Mac{0x0200'0000'0002});
constexpr Ipv4 address{0x0a00'0033}, another{0x0a00'0034};

class Bench {
 public:
  explicit Bench(const DeviceTrackingConfig& config = {}) : config_(config) {}
  std::string until(Duration end) {
    std::string text;
    while (tracking.deadline() <= Time{end}) {
      const Time now = tracking.deadline();
      models::TrackingActions out;
      tracking.wake(now, out);
      for (const auto& probe : out) {
        text +=
            std::to_string(now.time_since_epoch() / 1s) + ":" + std::to_string(probe.port) + " ";
      }
    }
    return text;
  }

 private:
  DeviceTrackingConfig config_;

 public:
  DeviceTracking tracking{config_, 4};
};

}  // namespace

TEST_CASE("[dell-ipdt]: asked after the ACK that made it known, then every 30 s, three times") {
  Bench b({.first_probe = 1s});
  b.tracking.granted(phone, address, 2, Time{10s});
  CHECK(b.until(10min) == "11:2 41:2 71:2 ");  // then it is inactive
}

TEST_CASE("[dell-ipdt]: its ARP puts the next probe off") {
  Bench b;
  b.tracking.granted(phone, address, 2, Time{10s});
  CHECK(b.until(15s) == "11:2 ");
  b.tracking.heard(phone, address, 2, Time{15s});
  CHECK(b.until(50s) == "45:2 ");
  b.tracking.heard(phone, address, 2, Time{50s});  // and it counts from the beginning
  CHECK(b.until(10min) == "80:2 110:2 140:2 ");
}

TEST_CASE("[dell-ipdt]: a renewed lease changes nothing, another address begins anew") {
  Bench b;
  b.tracking.granted(phone, address, 2, Time{10s});
  b.until(11s);
  b.tracking.granted(phone, address, 2, Time{20s});
  CHECK(b.until(30s) == "");
  b.tracking.granted(phone, another, 2, Time{30s});
  CHECK(b.until(35s) == "31:2 ");
}

TEST_CASE("[cisco-116529]: no probe within the probe delay after the link came up") {
  Bench b({.delay = 10s});
  b.tracking.link_came_up(2, Time{5s});
  b.tracking.granted(phone, address, 2, Time{6s});
  b.tracking.granted(other, another, 3, Time{6s});  // its link has been up for long
  CHECK(b.until(20s) == "7:3 15:2 ");
}

TEST_CASE("[cisco-116529]: known hosts are asked when their link comes up again") {
  Bench b;
  b.tracking.granted(phone, address, 2, Time{10s});
  b.until(12s);
  b.tracking.link_lost(2);
  CHECK(b.until(10min) == "");
  b.tracking.link_came_up(2, Time{11min});
  CHECK(b.until(11min) == "660:2 ");
}

TEST_CASE(
    "[dell-ipdt]: who gave its address back is not asked; nor are more than there is room for") {
  Bench b({.capacity = 1});
  b.tracking.granted(phone, address, 2, Time{10s});
  b.tracking.granted(other, another, 3, Time{10s});
  b.tracking.released(phone);
  CHECK(b.until(10min) == "");
}
