// [cisco-200410], [ccm-mib]: what a call manager holds about one phone, and when it drops it. `on
// 1` names the TCP connection. The default registrar grants 120 s and drops after 115 + 15 = 130 s.
#include "models/protocol/sip/sip_registrar.hpp"
#include "tests/ladder.hpp"

using namespace std::chrono_literals;

namespace {

std::string name_of(models::CucmReason reason) {  // CUCM logs nothing when it loses power
  const std::string_view name = models::cucm_name(reason);
  return std::string(name.empty() ? to_text(reason) : name);
}

class Registrar {
 public:
  explicit Registrar(const models::RegistrarConfig& config) : config_(config) {}

  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    models::SipMessage request{.user = 7, .cseq = ++cseq_};
    request.token = words.skip("REFER");
    if (request.token) request.method = models::SipMethod::refer;
    if (words.skip("REGISTER")) request.expires = words.number_after("expires").value_or(0);
    request.keepalive = words.skip("cisco-keep-alive");
    const auto connection = words.number_after("on");
    models::RegistrarActions out;
    binding_.receive(request, connection.value_or(0), config_, now, out);
    print(out, now, trace);
  }
  void fact(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    models::RegistrarActions out;
    if (const auto connection = words.number_after("ended")) {
      binding_.connection_ended(*connection, out);
    } else if (words.skip("stop")) {
      binding_.stop(out);
    }
    print(out, now, trace);
  }
  void wake(sim::Time now, ladder::Trace& trace) {
    models::RegistrarActions out;
    binding_.wake(config_, now, out);
    print(out, now, trace);
  }
  sim::Time deadline() const { return binding_.deadline(); }

 private:
  void print(const models::RegistrarActions& actions, sim::Time now, ladder::Trace& trace) {
    for (const auto& action : actions) {
      if (const auto* answer = std::get_if<models::RegistrarAnswer>(&action)) {
        const models::SipMessage& m = answer->message;
        if (m.user != 7 || m.cseq == 0 || m.cseq > cseq_) FAIL_CHECK("an answer to nobody");
        std::string text = std::to_string(m.status);
        if (m.status == 200) text += " expires " + std::to_string(m.expires);
        if (m.cseq != cseq_) text += " to the request before";
        trace.add(now, '>', text + " on " + std::to_string(answer->connection));
      } else if (const auto* close = std::get_if<models::RegistrarClose>(&action)) {
        trace.add(now, '>', "close " + std::to_string(close->connection));
      } else if (const auto* unbound = std::get_if<models::RegistrarUnbound>(&action)) {
        trace.add(now, '=',
                  "dropped: " + name_of(unbound->reason) + ' ' +
                      std::to_string(static_cast<int>(unbound->reason)));
      } else {
        trace.add(now, '=', "bound");
      }
    }
  }

  models::RegistrarConfig config_;
  models::RegistrarPool answers_{1};
  models::RegistrarBinding binding_{answers_};
  std::uint32_t cseq_ = 0;
};

models::RegistrarConfig without_trying() { return {.trying = false}; }

}  // namespace

TEST_CASE("[cisco-200410] None: REGISTER binds, 100 and 200 with Expires 120") {
  CHECK_LADDER(Registrar{{}}, R"(
    0s < REGISTER expires 3600 on 1
    0s > 100 on 1
    0s = bound
    0s > 200 expires 120 on 1
  )");
}

TEST_CASE("[cisco-200410] Registered: the timer of 130 s starts anew with each REGISTER") {
  CHECK_LADDER(Registrar{without_trying()}, R"(
    0s          < REGISTER expires 3600 on 1
    0s          = bound
    0s          > 200 expires 120 on 1
    129.9s      < REGISTER expires 3600 on 1      # in time
    129.9s      > 200 expires 120 on 1
    259.8s      .
    259.899999999s .
    259.9s      = dropped: KeepAliveTimeout 13
    259.9s      > close 1
    999s        .
  )");
}

TEST_CASE("[cisco-200410]: delta, interval and grace decide when a phone is overdue") {
  CHECK_LADDER((Registrar{{.keepalive_interval = 300s,
                           .register_delta = 10s,
                           .keepalive_grace = 2s,
                           .close_connection = false,
                           .trying = false}}),
               R"(
    0s   < REGISTER expires 3600 on 1
    0s   = bound
    0s   > 200 expires 300 on 1
    292s = dropped: KeepAliveTimeout 13           # and TCP stays
    999s .
  )");
}

TEST_CASE("[cisco-200410]: a late REGISTER binds anew") {
  CHECK_LADDER((Registrar{{.close_connection = false, .trying = false}}), R"(
    0s   < REGISTER expires 3600 on 1
    0s   = bound
    0s   > 200 expires 120 on 1
    130s = dropped: KeepAliveTimeout 13
    143s < REGISTER expires 3600 on 1
    143s = bound
    143s > 200 expires 120 on 1
    273s = dropped: KeepAliveTimeout 13
  )");
}

TEST_CASE("RFC 3261 10.2.2: Expires: 0 removes the binding") {
  CHECK_LADDER(Registrar{without_trying()}, R"(
    0s  < REGISTER expires 3600 on 1
    0s  = bound
    0s  > 200 expires 120 on 1
    50s < REGISTER expires 0 on 1
    50s = dropped: DeviceUnregistered 10
    50s > 200 expires 0 on 1
    60s < REGISTER expires 0 on 1                 # nothing to remove
    60s > 200 expires 0 on 1
    999s .
  )");
}

TEST_CASE("[cisco-200410]: Expires: 0 with cisco-keep-alive leaves the bindings alone") {
  CHECK_LADDER(Registrar{without_trying()}, R"(
    0s   < REGISTER expires 0 cisco-keep-alive on 1
    0s   > 200 expires 0 on 1
    999s .
  )");
  CHECK_LADDER(Registrar{without_trying()}, R"(
    0s   < REGISTER expires 3600 on 1
    0s   = bound
    0s   > 200 expires 120 on 1
    100s < REGISTER expires 0 cisco-keep-alive on 2
    100s > 200 expires 0 on 2
    130s = dropped: KeepAliveTimeout 13           # nor does it prolong them
    130s > close 1
  )");
}

TEST_CASE("[cisco-200410]: a token is granted, and binds nothing") {
  CHECK_LADDER(Registrar{{}}, R"(
    0s   < REFER on 1
    0s   > 100 on 1
    0s   > 202 on 1
    999s .
  )");
}

TEST_CASE("[ccm-mib]: REGISTER from another port: dropped and bound anew") {
  CHECK_LADDER(Registrar{without_trying()}, R"(
    0s   < REGISTER expires 3600 on 1
    0s   = bound
    0s   > 200 expires 120 on 1
    50s  < REGISTER expires 3600 on 2
    50s  = dropped: SourcePortChanged 24
    50s  = bound
    50s  > 200 expires 120 on 2
    60s  ! ended 1                                # no longer concerns it
    180s = dropped: KeepAliveTimeout 13
    180s > close 2
  )");
}

TEST_CASE("[ccm-mib]: the connection ends: dropped, and what was to be answered there is not") {
  CHECK_LADDER((Registrar{{.trying = false, .answer_delay = 20ms}}), R"(
    0s      < REGISTER expires 3600 on 1
    0s      = bound
    0.01s   ! ended 1
    0.01s   = dropped: ConnectivityError 6
    1s      < REGISTER expires 3600 on 2
    1s      = bound
    1.02s   > 200 expires 120 on 2
    2s      ! ended 1
    131s    = dropped: KeepAliveTimeout 13
    131s    > close 2
  )");
}

TEST_CASE("the server stops: dropped, nothing is answered any more") {
  CHECK_LADDER((Registrar{{.answer_delay = 20ms}}), R"(
    0s      < REGISTER expires 3600 on 1
    0s      > 100 on 1
    0s      = bound
    0.01s   ! stop
    0.01s   = dropped: server_down 0
    999s    .
  )");
  CHECK_LADDER(Registrar{{}}, R"(
    0s ! stop                                     # nobody was registered
    9s .
  )");
}

TEST_CASE(
    "100 Trying and the final answer come after their delays; the timer counts from arrival") {
  CHECK_LADDER((Registrar{{.trying_delay = 12ms, .answer_delay = 20ms}}), R"(
    0s      < REGISTER expires 3600 on 1
    0s      = bound
    0.012s  > 100 on 1
    0.02s   > 200 expires 120 on 1
    130s    = dropped: KeepAliveTimeout 13
    130s    > close 1
  )");
  CHECK_LADDER((Registrar{{.trying_delay = 30ms, .answer_delay = 20ms}}), R"(
    0s      < REGISTER expires 3600 on 1
    0s      = bound
    0.02s   > 200 expires 120 on 1                # the delays decide the order
    0.03s   > 100 on 1
  )");
}

TEST_CASE("a second question while two answers are in the making is answered at once") {
  CHECK_LADDER((Registrar{{.trying_delay = 10ms, .answer_delay = 20ms}}), R"(
    0s      < REGISTER expires 0 cisco-keep-alive on 1
    0.005s  < REGISTER expires 3600 on 1
    0.005s  > 100 on 1
    0.005s  = bound
    0.005s  > 200 expires 120 on 1
    0.01s   > 100 to the request before on 1
    0.02s   > 200 expires 0 to the request before on 1
  )");
}
