// [cisco-200410] case 1: how long an SCCP phone waits for a KeepAliveAck:
// with the report's ping times `normal` gives up a call manager that lives, `delayed` does not.
#include <array>
#include <deque>

#include "models/protocol/sccp/sccp_client.hpp"
#include "models/protocol/sccp/sccp_registrar.hpp"
#include "sim/base/random.hpp"
#include "tests/catch.hpp"

using namespace std::chrono_literals;
using models::SccpDetection;
using models::SccpDetectionConfig;
using models::SccpDetectionMode;
using sim::Duration;
using sim::Time;

namespace {

// "Beachten Sie die Zeitverzoegerung": icmp_seq 1 to 9.
constexpr std::array<Duration, 9> pings{100us, 200ms, 180us, 678us, 590ms,
                                        100us, 345ms, 456ms, 345us};

// A phone and its only call manager, whose answers take as long as the pings, one after the other.
// 0: it survived them all; else the number of the keepalive after which it unregistered.
int lost_at_keepalive(const SccpDetectionConfig& detection, int quiet_keepalives = 0) {
  const models::SccpClientConfig config{.detection = detection};
  models::SccpClient phone(config, 7, 1, {});
  models::SccpRegistrarConfig server;
  models::SccpBinding binding;
  int sent = 0;
  bool lost = false;
  const auto carry_out = [&](const models::SccpClientActions& actions, Time now,
                             models::SccpRegistrarActions& replies) {
    for (const auto& action : actions) {
      lost = lost || std::holds_alternative<models::SipLost>(action);
      const auto* send = std::get_if<models::SccpSend>(&action);
      if (send == nullptr) continue;
      server.answer_delay = 100us;
      if (send->message.id == models::SccpId::keepalive && ++sent > quiet_keepalives) {
        server.answer_delay = pings[static_cast<std::size_t>(sent - quiet_keepalives - 1)];
      }
      binding.receive(send->message, 1, server, now, replies);
    }
  };
  const auto deliver = [&](const models::SccpRegistrarActions& replies, Time now) {
    for (const auto& reply : replies) {
      const auto* answer = std::get_if<models::SccpAnswer>(&reply);
      if (answer == nullptr) continue;
      models::SccpClientActions out;
      models::SccpRegistrarActions more;  // the delay is never zero: nothing is answered at once
      phone.receive(0, answer->message, now, out);
      carry_out(out, now, more);
    }
  };
  models::SccpClientActions out;
  models::SccpRegistrarActions replies;
  phone.start(out);
  phone.connected(0, Time{}, out);
  carry_out(out, Time{}, replies);
  const int last = quiet_keepalives + static_cast<int>(pings.size());
  const Time end = Time{} + last * 30s + 20s;
  for (Time now = std::min(phone.deadline(), binding.deadline()); !lost && now < end;
       now = std::min(phone.deadline(), binding.deadline())) {
    out.clear();
    replies.clear();
    if (phone.deadline() <= now) phone.wake(now, out);
    carry_out(out, now, replies);
    if (binding.deadline() <= now) binding.wake(server, now, replies);
    deliver(replies, now);
  }
  CHECK(sent >= (lost ? 1 : last));
  CHECK((lost || phone.is_registered()));
  return lost ? sent - quiet_keepalives : 0;
}

SccpDetection with_answers(const SccpDetectionConfig& config,
                           std::initializer_list<Duration> times) {
  SccpDetection detection;
  Time now{};
  for (const Duration time : times) {
    detection.sent(now);
    detection.acknowledged(config, 30s, now + time);
    now += 30s;
  }
  return detection;
}

}  // namespace

TEST_CASE("[cisco-200410] case 1: fluctuating transit times: normal unregisters without need") {
  struct Case {
    SccpDetectionMode mode;
    int wait_percent;
    Duration wait_floor;
    int quiet_keepalives;  // with 0.1 ms, before the fluctuation
    int lost_at;           // which of the nine; 0: never
  };
  constexpr auto normal = SccpDetectionMode::normal;
  constexpr auto delayed = SccpDetectionMode::delayed;
  const Case cases[] = {
      {normal, 100, 10ms, 0, 2},        // the average itself, as reported: 200 ms is too late
      {normal, 100, 10ms, 10'000, 2},   // and after days of quiet
      {normal, 400, 10ms, 100, 2},      // four times the average is still nothing
      {normal, 100, 300ms, 0, 5},       // 590 ms
      {normal, 400, 300ms, 0, 5},       //
      {normal, 100, 500ms, 0, 5},       //
      {normal, 100, 591ms, 0, 0},       // a floor above all of them
      {normal, 100, 2s, 10'000, 0},     // our default
      {delayed, 100, 10ms, 0, 0},       // the report's advice for such networks
      {delayed, 100, 10ms, 10'000, 0},  //
  };
  for (const Case& c : cases) {
    CAPTURE(c.wait_percent, c.wait_floor, c.quiet_keepalives, c.mode == delayed);
    const SccpDetectionConfig config{
        .mode = c.mode, .wait_percent = c.wait_percent, .wait_floor = c.wait_floor};
    CHECK(lost_at_keepalive(config, c.quiet_keepalives) == c.lost_at);
  }
}

TEST_CASE("[cisco-200410] normal: wait for the average of the acknowledgments, times the factor") {
  const SccpDetectionConfig config{.wait_floor = 1ms};
  SccpDetection detection = with_answers(config, {100ms, 200ms, 600ms});
  CHECK(detection.average() == 300ms);
  CHECK(detection.failed_at(config, 30s) == sim::never);  // nothing is unanswered
  detection.sent(Time{100s});
  CHECK(detection.failed_at(config, 30s) == Time{100s + 300ms});
  CHECK(detection.failed_at({.wait_percent = 250, .wait_floor = 1ms}, 30s) == Time{100s + 750ms});
  CHECK(detection.failed_at({.wait_percent = 50, .wait_floor = 1ms}, 30s) == Time{100s + 150ms});
  CHECK(detection.failed_at({.wait_floor = 301ms}, 30s) == Time{100s + 301ms});
  CHECK(detection.failed_at({}, 30s) == Time{102s});
}

TEST_CASE("[cisco-200410] delayed: so many intervals after the oldest unanswered keepalive") {
  const SccpDetectionConfig config{.mode = SccpDetectionMode::delayed};
  SccpDetection detection = with_answers(config, {100ms});
  detection.sent(Time{100s});
  detection.sent(Time{130s});
  CHECK(detection.failed_at(config, 30s) == Time{190s});
  CHECK(detection.failed_at({.mode = config.mode, .misses = 12}, 30s) == Time{460s});
  CHECK(detection.failed_at(config, 10s) == Time{130s});
  detection.acknowledged(config, 30s, Time{150s});  // of the first
  CHECK(detection.failed_at(config, 30s) == Time{220s});
  detection.acknowledged(config, 30s, Time{151s});
  CHECK(detection.failed_at(config, 30s) == sim::never);
  CHECK(detection.average() == (100ms + 50s + 21s) / 3);
  detection.acknowledged(config, 30s, Time{152s});  // to nothing
  CHECK(detection.average() == (100ms + 50s + 21s) / 3);
}

TEST_CASE("SCCP detection: without an average as delayed; another connection keeps the average") {
  const SccpDetectionConfig config{.wait_floor = 1ms};
  SccpDetection fresh;
  CHECK(fresh.average() == 0s);
  fresh.sent(Time{});
  CHECK(fresh.failed_at(config, 30s) == Time{90s});
  SccpDetection known = with_answers(config, {40ms});
  known.sent(Time{100s});
  known.forget_unanswered();
  CHECK(known.failed_at(config, 30s) == sim::never);
  known.sent(Time{200s});
  CHECK(known.failed_at(config, 30s) == Time{200s + 40ms});
}

TEST_CASE("SCCP detection: exact within the window, close to the window's average beyond it") {
  sim::Random random(1, "phone", "acknowledgments");
  for (const int window : {1, 2, 10, 1'000}) {
    const SccpDetectionConfig config{.averaged = window};
    SccpDetection detection;
    std::deque<Duration> last;  // the slow, obvious twin
    double running = 0;
    Time now{};
    for (int i = 1; i <= 5'000; ++i) {
      const Duration took = random.between(0s, 10ms);
      detection.sent(now);
      detection.acknowledged(config, 30s, now + took);
      now += 30s;
      last.push_back(took);
      if (last.size() > static_cast<std::size_t>(window)) last.pop_front();
      Duration sum{};
      for (const Duration d : last) sum += d;
      running += (static_cast<double>(took.count()) - running) / std::min(i, window);
      CAPTURE(window, i);
      if (i <= window) REQUIRE(detection.average() == sum / i);
      REQUIRE(static_cast<double>(detection.average().count()) == Catch::Approx(running).margin(2));
      const Duration mean = sum / static_cast<int>(last.size());
      if (window == 1'000) REQUIRE(std::chrono::abs(detection.average() - mean) < 1ms);
    }
  }
}

TEST_CASE("SCCP detection: a window that shrinks forgets in proportion, one that grows learns on") {
  SccpDetection detection = with_answers({.averaged = 4}, {10ms, 20ms, 30ms, 40ms});
  CHECK(detection.average() == 25ms);
  detection.sent(Time{});
  detection.acknowledged({.averaged = 2}, 30s, Time{5ms});
  CHECK(detection.average() == 15ms);  // one of 25 ms is left
  detection.sent(Time{});
  detection.acknowledged({.averaged = 1}, 30s, Time{7ms});
  CHECK(detection.average() == 7ms);
  detection.sent(Time{});
  detection.acknowledged({.averaged = 9}, 30s, Time{9ms});
  CHECK(detection.average() == 8ms);
}
