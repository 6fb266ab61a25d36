// A phone's clock: RFC 4330 5 and 10.
#include <fmt/format.h>

#include "models/protocol/boot/sntp_client.hpp"
#include "tests/catch.hpp"

namespace {

using namespace models;
using namespace std::chrono_literals;

constexpr Ipv4 first{0x0a00'0004};
constexpr Ipv4 second{0x0a00'0005};

class Bench {
 public:
  explicit Bench(const SntpConfig& config) : config_(config), machine_(config_, 7) {}
  void start(Ipv4 told = {}) {
    SntpActions actions;
    machine_.booted(now);
    machine_.start(told, now, actions);
    note(actions);
  }
  void until(Duration at) {
    while (machine_.deadline() <= Time{at}) {
      now = machine_.deadline();
      SntpActions actions;
      machine_.wake(now, actions);
      note(actions);
    }
    now = Time{at};
  }
  void answered(Ipv4 from, bool is_synchronized = true) {
    SntpActions actions;
    machine_.receive({.is_answer = true, .is_synchronized = is_synchronized}, from, now, actions);
    note(actions);
  }
  SntpClient& machine() { return machine_; }
  std::string text;
  Time now{};

 private:
  void note(const SntpActions& actions) {
    for (const auto& action : actions) {
      text += fmt::format("{} ", now.time_since_epoch() / 1s);
      if (const auto* send = std::get_if<NtpSend>(&action)) {
        text += "ask " + to_text(send->to) + "\n";
      } else if (const auto* failed = std::get_if<SntpFailed>(&action)) {
        text += fmt::format("failed {}\n", static_cast<int>(failed->why));
      } else {
        text += "set\n";
      }
    }
  }
  SntpConfig config_;
  SntpClient machine_;
};

}  // namespace

TEST_CASE("RFC 4330 10: each server in turn, then again after a while") {
  Bench b({.servers = {second}, .tries = 2});
  b.start(first);
  b.until(90s);
  CHECK(b.text ==
        "0 ask 10.0.0.4\n5 ask 10.0.0.4\n10 ask 10.0.0.5\n15 ask 10.0.0.5\n20 failed 1\n"
        "84 ask 10.0.0.4\n89 ask 10.0.0.4\n");
}

TEST_CASE("RFC 4330 5: only who was asked, and is synchronized, sets the clock") {
  Bench b({.clock_at_boot = -1000h});
  b.start(first);
  b.answered(second);
  b.answered(first, false);
  CHECK(!b.machine().is_set());
  CHECK(b.machine().clock(Time{3s}) == -1000h + 3s);
  b.answered(first);
  CHECK(b.machine().is_set());
  CHECK(b.machine().clock(Time{3s}) == 3s);
  b.until(24h);
  CHECK(b.text == "0 ask 10.0.0.4\n0 set\n86400 ask 10.0.0.4\n");
}

TEST_CASE("SNTP: a clock without a battery begins anew with power, one with a battery goes on") {
  for (const bool keeps : {false, true}) {
    Bench b({.keeps_time = keeps, .clock_at_boot = -1000h});
    b.start(first);
    b.answered(first);
    b.machine().power_off();
    b.now = Time{1h};
    b.start(first);
    CHECK(b.machine().clock(b.now + 1s) == (keeps ? 1h + 1s : -1000h + 1s));
  }
}

TEST_CASE("SNTP: option 42 is heeded or not, and nobody may be there to ask") {
  Bench b({.servers = {second}, .uses_option = false});
  b.start(first);
  CHECK(b.text == "0 ask 10.0.0.5\n");
  Bench none({});
  none.start();
  CHECK(none.text == "0 failed 0\n");
}
