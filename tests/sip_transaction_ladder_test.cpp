// RFC 3261 17.1.2 over UDP: who repeats a request, how often, and when it has failed.
#include "models/protocol/sip/sip_transaction.hpp"
#include "tests/ladder.hpp"

using namespace std::chrono_literals;

namespace {

// Sends OPTIONS of phone 7. `!` send, look (at the state), abandon; `<` an answer, to the request
// `before`, to `another` phone's or of another `method` if it says so.
class Transaction {
 public:
  explicit Transaction(const models::SipTimers& timers) : timers_(timers) {}

  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    models::SipMessage answer{.user = 7, .cseq = cseq_, .method = models::SipMethod::options};
    if (!words.skip("OPTIONS")) answer.status = static_cast<std::uint16_t>(words.number());
    if (words.skip("before")) --answer.cseq;
    if (words.skip("another")) answer.user = 8;
    if (words.skip("method")) answer.method = models::SipMethod::register_;
    models::SipTransactionActions out;
    transaction_.receive(answer, timers_, now, out);
    print(out, now, trace);
  }
  void fact(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    if (words.skip("abandon")) return transaction_.abandon();
    if (words.skip("look")) return trace.add(now, '=', name(transaction_.state(now)));
    if (!words.skip("send")) return;
    transaction_.start({.user = 7, .cseq = ++cseq_, .method = models::SipMethod::options}, timers_,
                       now);
    trace.add(now, '>', "OPTIONS 1");
    sent_ = 1;
  }
  void wake(sim::Time now, ladder::Trace& trace) {
    models::SipTransactionActions out;
    transaction_.wake(timers_, now, out);
    print(out, now, trace);
  }
  sim::Time deadline() const { return transaction_.deadline(); }

 private:
  static std::string name(models::SipTransaction::State state) {
    switch (state) {
      case models::SipTransaction::State::idle: return "idle";
      case models::SipTransaction::State::trying: return "trying";
      case models::SipTransaction::State::proceeding: return "proceeding";
      case models::SipTransaction::State::completed: return "completed";
      case models::SipTransaction::State::terminated: return "terminated";
    }
    return "";
  }
  void print(const models::SipTransactionActions& actions, sim::Time now, ladder::Trace& trace) {
    for (const auto& action : actions) {
      if (const auto* again = std::get_if<models::SipSendAgain>(&action)) {
        if (again->request.user != 7 || again->request.cseq != cseq_) FAIL_CHECK("another request");
        trace.add(now, '>', "OPTIONS " + std::to_string(++sent_));
      } else if (const auto* answered = std::get_if<models::SipAnswered>(&action)) {
        trace.add(now, '=', "answered " + std::to_string(answered->answer.status));
      } else {
        trace.add(now, '=', "timed out");
      }
    }
  }

  models::SipTimers timers_;
  models::SipTransaction transaction_;
  std::uint32_t cseq_ = 0;
  int sent_ = 0;
};

}  // namespace

TEST_CASE("RFC 3261 17.1.2.2: 11 transmissions, failure after 64*T1 = 32 s, as baresip does") {
  CHECK_LADDER(Transaction{{}}, R"(
    0s    ! send
    0s    > OPTIONS 1
    0.5s  > OPTIONS 2
    1.5s  > OPTIONS 3
    3.5s  > OPTIONS 4
    7.5s  > OPTIONS 5                      # from here on every T2
    11.5s > OPTIONS 6
    15.5s > OPTIONS 7
    19.5s > OPTIONS 8
    23.5s > OPTIONS 9
    27.5s > OPTIONS 10
    31.5s > OPTIONS 11
    32s   = timed out
    32s   ! look
    32s   = terminated
    999s  .
  )");
}

TEST_CASE("RFC 3261 17.1.2.2: T1, T2 and timer F decide") {
  CHECK_LADDER((Transaction{{.t1 = 100ms, .t2 = 300ms, .timer_f = 1s}}), R"(
    0s    ! send
    0s    > OPTIONS 1
    0.1s  > OPTIONS 2
    0.3s  > OPTIONS 3
    0.6s  > OPTIONS 4
    0.9s  > OPTIONS 5
    1s    = timed out
  )");
  CHECK_LADDER((Transaction{{.timer_f = 1500ms}}), R"(
    0s    ! send
    0s    > OPTIONS 1
    0.5s  > OPTIONS 2
    1.5s  = timed out                      # at the same moment as timer E: no third one
    99s   .
  )");
}

TEST_CASE("RFC 3261 17.1.2.2: after a provisional answer timer E runs on, then fires every T2") {
  CHECK_LADDER(Transaction{{}}, R"(
    0s    ! send
    0s    > OPTIONS 1
    0.5s  > OPTIONS 2
    0.6s  < 100
    0.6s  ! look
    0.6s  = proceeding
    1.5s  > OPTIONS 3                      # was already set
    5.5s  > OPTIONS 4                      # T2, not 2 s
    9.5s  > OPTIONS 5
    10s   < 180
    10s   < 200
    10s   = answered 200
    999s  .
  )");
  CHECK_LADDER((Transaction{{.timer_f = 5s}}), R"(
    0s    ! send
    0s    > OPTIONS 1
    0.1s  < 100
    0.5s  > OPTIONS 2
    4.5s  > OPTIONS 3
    5s    = timed out                      # timer F runs in Proceeding, too
  )");
}

TEST_CASE("RFC 3261 17.1.2.2: a final answer ends it, whatever it says; its copies are absorbed") {
  CHECK_LADDER(Transaction{{}}, R"(
    0s    ! look
    0s    = idle
    0s    ! send
    0s    > OPTIONS 1
    0.2s  ! look
    0.2s  = trying
    0.4s  < 503
    0.4s  = answered 503
    0.5s  < 503
    0.5s  < 100
    5.3s  ! look
    5.3s  = completed
    5.4s  ! look
    5.4s  = terminated                     # timer K = T4
    5.5s  < 503
    999s  .
  )");
  CHECK_LADDER((Transaction{{.t4 = 0s}}), R"(
    0s    ! send
    0s    > OPTIONS 1
    0.4s  < 200
    0.4s  = answered 200
    0.4s  ! look
    0.4s  = terminated                     # as over TCP
  )");
}

TEST_CASE("RFC 3261 17.1.3: answers to something else do not concern it") {
  CHECK_LADDER(Transaction{{}}, R"(
    0s    ! send
    0s    > OPTIONS 1
    0.1s  < 200 before
    0.1s  < 200 another
    0.1s  < 200 method
    0.1s  < OPTIONS                        # a request
    0.1s  ! look
    0.1s  = trying
    0.5s  > OPTIONS 2
    0.6s  ! send                           # a new transaction replaces it
    0.6s  > OPTIONS 1
    0.7s  < 200 before
    1.1s  > OPTIONS 2
    1.2s  < 200
    1.2s  = answered 200
  )");
  CHECK_LADDER(Transaction{{}}, R"(
    0s    < 200                            # nothing was sent
    1s    ! send
    1s    > OPTIONS 1
    1.2s  ! abandon
    1.3s  < 200
    33s   < 200
    99s   .
  )");
}
