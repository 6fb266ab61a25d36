// All phones at once at a registrar that can work off so many a second: RFC 5390 5,
// in closed form; and phones that obey Retry-After, RFC 3261 20.33.
#include <map>
#include <set>

#include "models/protocol/sip/registrar_load.hpp"
#include "models/protocol/sip/sip_ua.hpp"
#include "tests/catch.hpp"

using namespace std::chrono_literals;
using models::Overload;
using models::RegistrarLoad;
using models::RegistrarLoadActions;
using models::RegistrarLoadConfig;
using models::SipMessage;

namespace {

struct Storm {
  sim::Time last{};          // when the last phone was registered
  std::size_t refusals = 0;  // 503s
};

// All phones at 0 s, each again when its Retry-After is over.
Storm storm(const RegistrarLoadConfig& config, std::uint32_t phones) {
  RegistrarLoad load(config, sim::Random(1, "pbx", "load"));
  std::multimap<sim::Time, std::uint32_t> asking;
  for (std::uint32_t i = 0; i < phones; ++i) asking.emplace(sim::Time{}, i);
  Storm result;
  std::set<std::uint32_t> registered;
  while (registered.size() < phones) {
    RegistrarLoadActions out;
    const bool works = asking.empty() ||
                       (load.deadline() != sim::never && load.deadline() <= asking.begin()->first);
    const sim::Time now = works ? load.deadline() : asking.begin()->first;
    if (works) {
      load.wake(now, out);
    } else {
      load.receive({.user = asking.begin()->second}, {}, now, out);
      asking.erase(asking.begin());
    }
    for (const auto& action : out) {
      if (const auto* served = std::get_if<models::LoadServed>(&action)) {
        registered.insert(served->request.user);
        result.last = now;
      } else {
        const SipMessage& m = std::get<models::LoadRefused>(action).answer;
        asking.emplace(now + std::chrono::seconds{m.retry_after}, m.user);
        ++result.refusals;
      }
    }
  }
  return result;
}

}  // namespace

TEST_CASE("RFC 5390 5: N phones at once, C a second: waves of queue + 1, one per Retry-After") {
  for (const std::uint32_t phones : {1U, 51U, 52U, 102U, 103U, 300U}) {
    CAPTURE(phones);
    const std::uint32_t wave = 51;
    const std::uint32_t waves = (phones + wave - 1) / wave;
    const std::uint32_t last = phones - (waves - 1) * wave;
    const Storm result = storm(
        {.per_second = 25, .queue = 50, .overload = Overload::refuse, .retry_after = 60s}, phones);
    CHECK(result.last == sim::Time{} + (waves - 1) * 60s + last * 40ms);
    std::size_t refusals = 0;
    for (std::uint32_t w = 1; w < waves; ++w) refusals += phones - w * wave;
    CHECK(result.refusals == refusals);
  }
}

TEST_CASE("RFC 5390 5: a spread of N / C or more needs little more than N / C") {
  const Storm fixed =
      storm({.per_second = 25, .queue = 50, .overload = Overload::refuse, .retry_after = 10s}, 300);
  const Storm spread = storm({.per_second = 25,
                              .queue = 50,
                              .overload = Overload::refuse,
                              .retry_after = 1s,
                              .retry_after_spread = 12s},
                             300);
  CHECK(fixed.last == sim::Time{} + 5 * 10s + 45 * 40ms);
  CHECK(spread.last >= sim::Time{} + 12s);  // 300 / 25
  CHECK(spread.last <= sim::Time{} + 20s);
  CHECK(spread.refusals < fixed.refusals / 2);
}

TEST_CASE(
    "RFC 3261 20.33: Retry-After is obeyed to the second, or with a jitter of the phone's own") {
  std::set<sim::Time> times;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const models::SipUaConfig config{.retry_after_jitter = 5s};
    models::SipUa ua(config, 7, sim::Random(seed, "phone", "sip"));
    models::SipUaActions out;
    ua.start({}, out);
    ua.receive({.user = 7, .cseq = 1, .status = 503, .retry_after = 30}, {}, out);
    CHECK(ua.deadline() >= sim::Time{} + 30s);
    CHECK(ua.deadline() <= sim::Time{} + 35s);
    times.insert(ua.deadline());
  }
  CHECK(times.size() > 15);
}
