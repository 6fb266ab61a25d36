// A SIP phone over UDP whose registration fails: RFC 3261 10.2.7 and 10.2.8, RFC 5626 4.5,
// [cisco-spa], and what baresip was measured to do [measured-baresip].
#include <algorithm>

#include "tests/sip_ua_ladder.hpp"

using namespace std::chrono_literals;
using models::SipRetry;

TEST_CASE("RFC 3261 17.1.2.2: dead registrar: 11 sends, failure at 32 s, then the retry interval") {
  CHECK_LADDER(UdpPhone{}, R"(
    0s    ! boot
    0s    > REGISTER expires 3600
    0.5s  > REGISTER again
    1.5s  > REGISTER again
    3.5s  > REGISTER again
    7.5s  > REGISTER again
    11.5s > REGISTER again
    15.5s > REGISTER again
    19.5s > REGISTER again
    23.5s > REGISTER again
    27.5s > REGISTER again
    31.5s > REGISTER again
    32s   = failed: timed out
    40s   < 200 expires 3600                  # too late
    62s   > REGISTER expires 3600
    62s   < 200 expires 3600
    62s   = registered
  )");
}

TEST_CASE("a refresh that fails: the phone takes itself for unregistered, before the expiry") {
  CHECK_LADDER((UdpPhone{{.retry_after_timeout = 120s, .timers = {.t1 = 1s, .timer_f = 4s}}}),
               UdpPhone::registered(R"(
    3240s > REGISTER expires 3600
    3241s > REGISTER again
    3243s > REGISTER again
    3244s = lost: timed out
    3364s > REGISTER expires 3600
    3365s > REGISTER again
    3367s > REGISTER again
    3368s = failed: timed out                 # lost is lost: not twice
    3488s > REGISTER expires 3600
    3488s < 200 expires 3600
    3488s = registered
    6728s > REGISTER expires 3600
  )"));
}

TEST_CASE("RFC 3261 10.2.7: an error answer: retry_after_rejection, or Retry-After if heeded") {
  CHECK_LADDER(UdpPhone{}, R"(
    0s    ! boot
    0s    > REGISTER expires 3600
    0.1s  < 403
    0.1s  = failed: rejected 403
    1200.1s > REGISTER expires 3600           # Reg Retry Long Intvl
    1200.2s < 503 retry-after 17
    1200.2s = failed: rejected 503
    1217.2s > REGISTER expires 3600
    1217.2s < 200 expires 0                   # a 200 without our binding
    1217.2s = failed: rejected 200
  )");
  CHECK_LADDER((UdpPhone{{.retry_after_rejection = 60s, .heeds_retry_after = false}}), R"(
    0s    ! boot
    0s    > REGISTER expires 3600
    0s    < 503 retry-after 17
    0s    = failed: rejected 503
    60s   > REGISTER expires 3600
  )");
}

TEST_CASE("RFC 3261 10.2.8: 423: at once again with what Min-Expires demands, and from then on") {
  CHECK_LADDER((UdpPhone{{.register_expires = 30s}}), R"(
    0s    ! boot
    0s    > REGISTER expires 30
    0s    < 423 min-expires 60
    0s    > REGISTER expires 60
    0s    < 200 expires 60
    0s    = registered
    54s   > REGISTER expires 60
    54s   < 423 min-expires 60                # it is mad: no loop
    54s   = lost: rejected 423
    55s   ! boot
    55s   > REGISTER expires 30               # forgotten
    55s   < 423
    55s   = failed: rejected 423
    1255s > REGISTER expires 30
    1255s < 400 min-expires 60
    1255s = failed: rejected 400
  )");
}

TEST_CASE("a failed registration ends the keepalive that is under way") {
  CHECK_LADDER((UdpPhone{{.refresh_percent = 1,
                          .keepalive = 37s,
                          .keepalive_kind = models::SipKeepalive::options,
                          .timers = {.t1 = 800ms, .timer_f = 1500ms}}}),
               UdpPhone::registered(R"(
    36s   > REGISTER expires 3600
    36.8s > REGISTER again
    37s   > OPTIONS
    37.5s = lost: timed out                   # and no OPTIONS again at 37.8 s
    67.4s .
  )"));
}

TEST_CASE("power off: it forgets everything, and boots anew") {
  CHECK_LADDER((UdpPhone{{.keepalive = 60s}}), UdpPhone::registered(R"(
    10s   ! off
    20s   < 200 expires 3600
    5000s ! boot
    5000s > REGISTER expires 3600
    5000.1s < 200 expires 3600
    5000.1s = registered
    5001s ! boot
    5001s > REGISTER expires 3600
    5001.3s ! off
    9000s .
  )"));
}

namespace {

// The waits after each of `n` timeouts in a row, and after them one success and one more timeout.
std::vector<sim::Duration> waits(const models::SipUaConfig& config, std::uint64_t seed, int n,
                                 bool with_success = false) {
  models::SipUa ua(config, 7, sim::Random(seed, "phone", "sip"));
  models::SipUaActions out;
  sim::Time now{};
  sim::Time failed_at{};
  std::uint32_t cseq = 0;
  std::vector<sim::Duration> result;
  ua.start(now, out);
  while (result.size() < static_cast<std::size_t>(n)) {
    for (const auto& action : out) {
      if (std::holds_alternative<models::UaRegistrationFailed>(action)) failed_at = now;
      if (const auto* send = std::get_if<models::UaSend>(&action)) {
        if (send->message.cseq != cseq && cseq != 0) result.push_back(now - failed_at);
        cseq = send->message.cseq;
      }
    }
    out.clear();
    if (with_success && result.size() == static_cast<std::size_t>(n) - 1) {
      with_success = false;
      ua.receive({.user = 7, .cseq = cseq, .expires = 100, .status = 200}, now, out);
      cseq = 0;  // the refresh is no retry
      out.clear();
    }
    now = ua.deadline();
    ua.wake(now, out);
  }
  return result;
}

struct Spread {
  sim::Duration least = sim::Duration::max(), most{};
};
Spread spread(const models::SipUaConfig& config, int n, bool with_success = false) {
  Spread s;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const sim::Duration wait = waits(config, seed, n, with_success).back();
    s.least = std::min(s.least, wait);
    s.most = std::max(s.most, wait);
  }
  return s;
}

bool is(const Spread& s, sim::Duration low, sim::Duration high) {
  const sim::Duration slack = (high - low) / 20;
  CAPTURE(s.least, s.most, low, high);
  CHECK((s.least >= low && s.most <= high));
  return s.least <= low + slack && s.most >= high - slack;
}

}  // namespace

TEST_CASE("RFC 5626 4.5: waits as measured on baresip: 30..60 s, 60..120 s, ... 900..1800 s") {
  const models::SipUaConfig config{.retry = SipRetry::rfc5626};
  CHECK(is(spread(config, 1), 30s, 60s));
  CHECK(is(spread(config, 2), 60s, 120s));
  CHECK(is(spread(config, 6), 900s, 1800s));
  CHECK(is(spread(config, 9), 900s, 1800s));
  CHECK(is(spread(config, 4, true), 30s, 60s));  // a success begins the count anew
}

TEST_CASE("RFC 5626 4.5: base time and max-time are settings; Retry-After goes first") {
  CHECK(is(spread({.retry = SipRetry::rfc5626, .recovery_base = 90s}, 1), 90s, 180s));
  CHECK(is(spread({.retry = SipRetry::rfc5626, .recovery_max = 100s}, 2), 50s, 100s));
  CHECK_LADDER((UdpPhone{{.retry = SipRetry::rfc5626}}), R"(
    0s    ! boot
    0s    > REGISTER expires 3600
    0s    < 503 retry-after 5
    0s    = failed: rejected 503
    5s    > REGISTER expires 3600)");
}

TEST_CASE("RFC 5390 5: jitter spreads the retries of many phones") {
  CHECK(is(spread({.retry_after_timeout = 20s, .retry_jitter = 10s}, 1), 20s, 30s));
  CHECK(is(spread({.retry_after_timeout = 20s}, 1), 20s, 20s));
}
