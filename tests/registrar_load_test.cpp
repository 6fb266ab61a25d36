// A registrar that can work off so many REGISTERs a second: RFC 3261 21.5.4, RFC 5390 5. `<` a
// REGISTER of a user; `= served`, `= ignored`, `> 503`.
#include "models/protocol/sip/registrar_load.hpp"

#include <set>

#include "tests/ladder.hpp"

using namespace std::chrono_literals;
using models::Overload;
using models::RegistrarLoad;
using models::RegistrarLoadActions;
using models::RegistrarLoadConfig;
using models::SipMessage;

namespace {

class Registrar {
 public:
  explicit Registrar(const RegistrarLoadConfig& config) : config_(config), load_(config_, {}) {}
  Registrar(const Registrar& other) : Registrar(other.config_) {}
  Registrar& operator=(const Registrar&) = delete;

  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    RegistrarLoadActions out;
    const SipMessage request{.user = words.number(), .cseq = 1, .expires = 3600};
    load_.receive(request, {{request.user}, 5060}, now, out);
    if (!out.empty() && std::holds_alternative<models::LoadIgnored>(out[0])) {
      return trace.add(now, '=', "ignored " + std::to_string(request.user));
    }
    print(out, now, trace);
  }
  void fact(ladder::Words& words, sim::Time, ladder::Trace&) {
    if (words.skip("off")) load_.stop();
    if (words.skip("per-second")) config_.per_second = static_cast<int>(words.number());
  }
  void wake(sim::Time now, ladder::Trace& trace) {
    RegistrarLoadActions out;
    load_.wake(now, out);
    print(out, now, trace);
  }
  sim::Time deadline() const { return load_.deadline(); }

 private:
  static void print(const RegistrarLoadActions& out, sim::Time now, ladder::Trace& trace) {
    for (const auto& action : out) {
      if (const auto* served = std::get_if<models::LoadServed>(&action)) {
        if (served->from.address.value != served->request.user) FAIL_CHECK("whose?");
        trace.add(now, '=', "served " + std::to_string(served->request.user));
      } else {
        const auto& refused = std::get<models::LoadRefused>(action);
        const SipMessage& m = refused.answer;
        if (refused.to.address.value != m.user || m.cseq != 1) FAIL_CHECK("whose?");
        trace.add(now, '>',
                  std::to_string(m.status) + " to " + std::to_string(m.user) +
                      (m.retry_after > 0 ? " retry-after " + std::to_string(m.retry_after) : ""));
      }
    }
  }

  RegistrarLoadConfig config_;
  RegistrarLoad load_;
};

}  // namespace

TEST_CASE("a registrar works off REGISTERs one after the other; a limit of 0 is none") {
  CHECK_LADDER((Registrar{{.per_second = 10, .queue = 2}}), R"(
    0s    < 1
    0s    < 2
    0.05s < 3
    0.1s  = served 1
    0.2s  = served 2
    0.3s  = served 3
    5s    < 4                                 # idle meanwhile
    5.1s  = served 4
    9s    .
  )");
  CHECK_LADDER((Registrar{{.queue = 0}}), R"(
    0s < 1
    0s = served 1
    0s < 2
    0s = served 2
  )");
}

TEST_CASE("RFC 3261 17.2.2: a copy of what waits is no second request, nor refused") {
  CHECK_LADDER((Registrar{{.per_second = 1, .queue = 1, .overload = Overload::refuse}}), R"(
    0s   < 1
    0s   < 2
    0.5s < 1
    0.5s < 2
    0.6s < 3
    0.6s > 503 to 3
    1s   = served 1
    1.5s < 1                                  # the answer was lost: work again
    2s   = served 2
    3s   = served 1
  )");
}

TEST_CASE("without a transaction layer a copy is as much work as the first") {
  CHECK_LADDER((Registrar{{.per_second = 1, .queue = 2, .absorbs_copies = false}}), R"(
    0s   < 1
    0s   < 2
    0.5s < 1
    0.5s < 3
    0.5s = ignored 3                          # the copy has its place
    1s   = served 1
    2s   = served 2
    3s   = served 1
  )");
}

TEST_CASE("the queue's boundary: one in work and `queue` that wait; one more is too much") {
  CHECK_LADDER((Registrar{{.per_second = 1, .queue = 1, .overload = Overload::refuse}}), R"(
    0s   < 1
    0s   < 2
    0.9s < 3
    0.9s > 503 to 3
    1s   = served 1                           # due at the same moment: first
    1s   < 3
    1s   < 4
    1s   > 503 to 4
    2s   = served 2
    3s   = served 3
  )");
}

TEST_CASE("RFC 3261 21.5.4: 503 says when to come again, with a spread not to all the same") {
  CHECK_LADDER(
      (Registrar{{.per_second = 1, .queue = 0, .overload = Overload::refuse, .retry_after = 90s}}),
      R"(
    0s < 1
    0s < 2
    0s > 503 to 2 retry-after 90
    1s = served 1
  )");
  const RegistrarLoadConfig config{.per_second = 1,
                                   .queue = 0,
                                   .overload = Overload::refuse,
                                   .retry_after = 10s,
                                   .retry_after_spread = 5s};
  RegistrarLoad load(config, sim::Random(1, "pbx", "load"));
  std::set<std::uint16_t> waits;
  for (std::uint32_t i = 0; i < 200; ++i) {
    RegistrarLoadActions out;
    load.receive({.user = i}, {}, {}, out);
    if (i > 0) waits.insert(std::get<models::LoadRefused>(out[0]).answer.retry_after);
  }
  CHECK(*waits.begin() == 10);
  CHECK(*waits.rbegin() >= 14);  // whole seconds: 15 only if the last nanosecond is drawn
  CHECK(waits.size() >= 5);
}

TEST_CASE("power off forgets what waits; a limit that is lifted lets it through at once") {
  CHECK_LADDER((Registrar{{.per_second = 1}}), R"(
    0s  < 1
    0s  < 2
    1s  = served 1
    1.5s ! off
    3s  < 3
    4s  = served 3
    5s  < 4
    5s  < 5
    5s  ! per-second 0
    6s  = served 4
    6.000000001s = served 5
    7s  < 6
    7s  = served 6
  )");
}
