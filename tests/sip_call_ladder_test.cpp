// RFC 3261 17.1.1 over UDP, and 9.1: a call as far as the first ring.
#include "models/protocol/sip/sip_call.hpp"
#include "tests/ladder.hpp"

using namespace std::chrono_literals;

namespace {

// Calls phone 7. `!` call; `<` an answer to the INVITE, or to that `before`, for `another` phone,
// to another `method`, `misdirected` if it says so.
class Caller {
 public:
  explicit Caller(const models::SipCallTimers& timers = {}) : timers_(timers) {}

  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    models::SipMessage answer{.user = 7, .cseq = 3, .method = models::SipMethod::invite};
    answer.status = static_cast<std::uint16_t>(words.number());
    if (words.skip("before")) --answer.cseq;
    if (words.skip("another")) answer.user = 8;
    if (words.skip("method")) answer.method = models::SipMethod::cancel;
    answer.misdirected = words.skip("misdirected");
    models::SipCallActions out;
    call_.receive(answer, timers_, now, out);
    print(out, now, trace);
  }
  void fact(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    if (!words.skip("call")) return;
    models::SipCallActions out;
    call_.start(timers_, now, out);
    print(out, now, trace);
  }
  void wake(sim::Time now, ladder::Trace& trace) {
    models::SipCallActions out;
    call_.wake(now, out);
    print(out, now, trace);
  }
  sim::Time deadline() const { return call_.deadline(); }

 private:
  static std::string name(models::SipMethod method) {
    if (method == models::SipMethod::invite) return "INVITE";
    return method == models::SipMethod::cancel ? "CANCEL" : "ACK";
  }
  static std::string name(models::SipCallEnd how) {
    switch (how) {
      case models::SipCallEnd::rings: return "rings";
      case models::SipCallEnd::rings_elsewhere: return "rings elsewhere";
      case models::SipCallEnd::refused: return "refused";
      case models::SipCallEnd::no_answer: return "no answer";
      case models::SipCallEnd::unreachable:
      case models::SipCallEnd::not_registered:
      case models::SipCallEnd::answered:
      case models::SipCallEnd::one_way:
      case models::SipCallEnd::no_audio:
      case models::SipCallEnd::dropped: break;
    }
    return "not a call's";
  }
  void print(const models::SipCallActions& actions, sim::Time now, ladder::Trace& trace) {
    for (const auto& action : actions) {
      if (const auto* send = std::get_if<models::SipCallSend>(&action)) {
        const models::SipMessage& m = send->message;
        if (m.user != 7 || m.cseq != 3 || !m.is_request()) FAIL_CHECK("another request");
        if (m.contact_port != 5062) FAIL_CHECK("its URI is the Contact of the REGISTER");
        trace.add(now, '>', name(m.method));
      } else {
        const auto& ended = std::get<models::SipCallEnded>(action);
        const std::string status = ended.status > 0 ? " " + std::to_string(ended.status) : "";
        trace.add(now, '=', name(ended.how) + status);
      }
    }
    if (call_.is_over()) trace.add(now, '=', "over");
  }

  models::SipCallTimers timers_;
  models::SipCall call_{
      {.user = 7, .cseq = 3, .contact_port = 5062, .method = models::SipMethod::invite}};
};

}  // namespace

TEST_CASE("RFC 3261 17.1.1.2: the INVITE is repeated at doubled intervals until timer B, 64 * T1") {
  CHECK_LADDER(Caller{}, R"(
    0s      ! call
    0s      > INVITE
    0.5s    > INVITE
    1.5s    > INVITE
    3.5s    > INVITE
    7.5s    > INVITE
    15.5s   > INVITE
    31.5s   > INVITE                          # seven in all: T2 is for other requests
    32s     = no answer
    32s     = over
    33s     < 180                             # too late
    33s     = over
  )");
  CHECK_LADDER((Caller{{.t1 = 1s, .timer_b = 3s}}), R"(
    0s      ! call
    0s      > INVITE
    1s      > INVITE
    3s      = no answer
    3s      = over
  )");
}

TEST_CASE("RFC 3261 9.1: who hangs up at the first ring cancels, and acknowledges the 487") {
  CHECK_LADDER(Caller{}, R"(
    0s      ! call
    0s      > INVITE
    0.1s    < 180 before
    0.1s    < 180 another
    0.1s    < 200 method
    0.2s    < 100                             # 17.1.1.2: no more copies
    5s      < 180
    5s      = rings 180
    5s      > CANCEL
    5.1s    < 180                             # a copy
    5.2s    < 487
    5.2s    > ACK
    5.2s    = over
  )");
  CHECK_LADDER(Caller{}, R"(
    0s      ! call
    0s      > INVITE
    0.1s    < 180 misdirected                 # catalogue 45: crosstalk behind NAT
    0.1s    = rings elsewhere 180
    0.1s    > CANCEL
    32.1s   = over                            # the 487 is lost; nobody waits any longer
  )");
}

TEST_CASE("RFC 3261 figure 5: after 100 timers A and B run no more") {
  CHECK_LADDER(Caller{}, R"(
    0s      ! call
    0s      > INVITE
    0.2s    < 100
    99s     .
    100s    < 180
    100s    = rings 180
    100s    > CANCEL
    132s    = over
  )");
}

TEST_CASE("RFC 3261 17.1.1.3: a final answer is acknowledged, and ends the call") {
  CHECK_LADDER(Caller{}, R"(
    0s      ! call
    0s      > INVITE
    0.1s    < 404 misdirected
    0.1s    > ACK
    0.1s    = refused 404
    0.1s    = over
    99s     .
  )");
}
