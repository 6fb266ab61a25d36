// [sccp-station], [ccm-mib]: what a call manager holds about one SCCP phone, when it drops it.
// `on 1` names the TCP connection. The default registrar drops after 3 x 30 + 5 = 95 s.
#include "models/protocol/sccp/sccp_registrar.hpp"
#include "tests/sccp_ladder.hpp"

using namespace std::chrono_literals;
using models::SccpId;

namespace {

class Registrar {
 public:
  explicit Registrar(const models::SccpRegistrarConfig& config = {}) : config_(config) {}

  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    models::SccpRegistrarActions out;
    const SccpId id = id_of(words.next());
    const std::uint32_t connection = words.number_after("on").value_or(0);
    binding_.receive({.user = 7, .id = id}, connection, config_, now, out);
    print(out, now, trace);
  }
  void fact(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    models::SccpRegistrarActions out;
    if (const auto connection = words.number_after("ended")) {
      binding_.connection_ended(*connection, out);
    } else if (words.skip("stop")) {
      binding_.stop(out);
    }
    print(out, now, trace);
  }
  void wake(sim::Time now, ladder::Trace& trace) {
    models::SccpRegistrarActions out;
    binding_.wake(config_, now, out);
    print(out, now, trace);
  }
  sim::Time deadline() const { return binding_.deadline(); }

 private:
  static void print(const models::SccpRegistrarActions& actions, sim::Time now,
                    ladder::Trace& trace) {
    for (const auto& action : actions) {
      if (const auto* answer = std::get_if<models::SccpAnswer>(&action)) {
        const models::SccpMessage& m = answer->message;
        if (m.user != 7) FAIL_CHECK("an answer to nobody");
        std::string text = name_of(m.id);
        if (m.id == SccpId::register_ack || m.id == SccpId::register_token_reject) {
          text += ' ' + std::to_string(m.keepalive);
        }
        if (m.id == SccpId::register_ack) text += ' ' + std::to_string(m.secondary_keepalive);
        trace.add(now, '>', text + " on " + std::to_string(answer->connection));
      } else if (const auto* close = std::get_if<models::RegistrarClose>(&action)) {
        trace.add(now, '>', "close " + std::to_string(close->connection));
      } else if (const auto* unbound = std::get_if<models::RegistrarUnbound>(&action)) {
        const std::string name(cucm_name(unbound->reason));
        const auto code = std::to_string(static_cast<int>(unbound->reason));
        trace.add(now, '=', "dropped: " + (name.empty() ? code : code + ' ' + name));
      } else {
        trace.add(now, '=', "bound");
      }
    }
  }

  models::SccpRegistrarConfig config_;
  models::SccpBinding binding_;
};

std::string bound(std::string_view script) {
  return R"(
    0s < Register on 1
    0s > RegisterAck 30 60 on 1
    0s > CapabilitiesReq on 1
    0s < CapabilitiesRes on 1
    0s = bound
  )" + std::string(script);
}

}  // namespace

TEST_CASE(
    "[chan-skinny] sequence: RegisterAck, CapabilitiesReq; bound with CapabilitiesRes; templates") {
  CHECK_LADDER(Registrar{}, R"(
    0s   < Alarm on 1
    0s   < IpPort on 1
    0s   < Register on 1
    0s   > RegisterAck 30 60 on 1
    0s   > CapabilitiesReq on 1
    0.1s < CapabilitiesRes on 2              # somebody else's
    0.1s < CapabilitiesRes on 1
    0.1s = bound
    0.1s < ButtonTemplateReq on 1
    0.1s > ButtonTemplate on 1
    0.2s < SoftKeyTemplateReq on 1
    0.2s > SoftKeyTemplateRes on 1
    0.3s < SoftKeySetReq on 1
    0.3s > SoftKeySetRes on 1
    0.4s < CapabilitiesRes on 1              # once is enough
    9s   .
  )");
}

TEST_CASE("[sccp-station]: each KeepAlive is answered and starts the 95 s anew") {
  CHECK_LADDER(Registrar{}, bound(R"(
    30s     < KeepAlive on 1
    30s     > KeepAliveAck on 1
    124.9s  < KeepAlive on 1                 # in time
    124.9s  > KeepAliveAck on 1
    219.899s .
    219.9s  = dropped: 13 KeepAliveTimeout
    219.9s  > close 1
    999s    .
  )"));
}

TEST_CASE("[sccp-station]: interval, misses and grace decide when a phone is overdue") {
  CHECK_LADDER((Registrar{{.keepalive_interval = 20s,
                           .secondary_keepalive = 40s,
                           .server_misses = 1,
                           .server_grace = 2s,
                           .close_connection = false}}),
               R"(
    0s  < Register on 1
    0s  > RegisterAck 20 40 on 1
    0s  > CapabilitiesReq on 1
    0s  < CapabilitiesRes on 1
    0s  = bound
    22s = dropped: 13 KeepAliveTimeout       # and TCP stays
    25s < KeepAlive on 1                     # of nobody: acknowledged in TCP only
    99s .
  )");
}

TEST_CASE("[sccp-station]: a phone that never sends its capabilities is let go without a binding") {
  CHECK_LADDER(Registrar{}, R"(
    0s  < Register on 1
    0s  > RegisterAck 30 60 on 1
    0s  > CapabilitiesReq on 1
    95s > close 1
    99s .
  )");
}

TEST_CASE(
    "[cisco-200410]: a standby's KeepAlive is acknowledged in TCP only, unless the setting says "
    "so") {
  CHECK_LADDER(Registrar{}, R"(
    0s  < KeepAlive on 1
    60s < KeepAlive on 1
    99s .
  )");
  CHECK_LADDER((Registrar{{.answers_standby = true}}), R"(
    0s  < KeepAlive on 1
    0s  > KeepAliveAck on 1
    99s .
  )");
  CHECK_LADDER(Registrar{}, bound(R"(
    50s < KeepAlive on 2                     # another connection prolongs nothing
    95s = dropped: 13 KeepAliveTimeout
    95s > close 1
  )"));
}

TEST_CASE("[ccm-mib] (10): Unregister, and Register on another connection") {
  CHECK_LADDER(Registrar{}, bound(R"(
    50s < Unregister on 1
    50s = dropped: 10 DeviceUnregistered
    50s > UnregisterAck on 1
    51s < Unregister on 1                    # nothing to remove
    51s > UnregisterAck on 1
    99s .
  )"));
  CHECK_LADDER(Registrar{}, bound(R"(
    50s  < Register on 2
    50s  = dropped: 10 DeviceUnregistered
    50s  > RegisterAck 30 60 on 2
    50s  > CapabilitiesReq on 2
    50s  < CapabilitiesRes on 2
    50s  = bound
    60s  ! ended 1                           # no longer concerns it
    61s  < Unregister on 1
    61s  > UnregisterAck on 1
    145s = dropped: 13 KeepAliveTimeout
    145s > close 2
  )"));
}

TEST_CASE("[ccm-mib] (6): the connection ends; what was to be answered there is not") {
  CHECK_LADDER(Registrar{}, bound(R"(
    50s ! ended 1
    50s = dropped: 6 ConnectivityError
    99s .
  )"));
  CHECK_LADDER((Registrar{{.answer_delay = 20ms}}), R"(
    0s    < Register on 1
    0.01s < RegisterTokenReq on 2
    0.01s ! ended 1                          # before it was bound
    0.03s > RegisterTokenAck on 2
    99s   .
  )");
}

TEST_CASE("[sccp-station]: RegisterReject binds nothing") {
  CHECK_LADDER((Registrar{{.rejects = true}}), R"(
    0s  < Register on 1
    0s  > RegisterReject on 1
    1s  < CapabilitiesRes on 1
    99s .
  )");
}

TEST_CASE("[sccp-station]: a token is granted, or refused with a time to wait; neither binds") {
  CHECK_LADDER(Registrar{}, R"(
    0s  < RegisterTokenReq on 1
    0s  > RegisterTokenAck on 1
    99s .
  )");
  CHECK_LADDER((Registrar{{.grants_token = false, .token_wait = 45s}}), R"(
    0s  < RegisterTokenReq on 1
    0s  > RegisterTokenReject 45 on 1
    99s .
  )");
}

TEST_CASE("SCCP: the server stops: dropped, nothing is answered any more") {
  CHECK_LADDER((Registrar{{.answer_delay = 20ms}}), R"(
    0s    < Register on 1
    0.02s > RegisterAck 30 60 on 1
    0.02s > CapabilitiesReq on 1
    0.03s < CapabilitiesRes on 1
    0.03s = bound
    1s    < KeepAlive on 1
    1.01s ! stop
    1.01s = dropped: 0
    99s   .
  )");
}

TEST_CASE(
    "SCCP: answers come after their delay, in order; a fourth in the making hastens the first") {
  CHECK_LADDER((Registrar{{.answer_delay = 20ms}}), R"(
    0s     < Register on 1
    0.005s < KeepAlive on 1
    0.006s < ButtonTemplateReq on 1
    0.006s > RegisterAck 30 60 on 1
    0.02s  > CapabilitiesReq on 1
    0.025s > KeepAliveAck on 1
    0.026s > ButtonTemplate on 1
    95.005s > close 1                        # the timer counts from the arrival
  )");
}

TEST_CASE("SCCP: a call manager's own messages mean nothing to another") {
  for (const char* message : {"RegisterAck", "ButtonTemplate", "CapabilitiesReq", "RegisterReject",
                              "Reset", "KeepAliveAck", "SoftKeyTemplateRes", "SoftKeySetRes",
                              "UnregisterAck", "RegisterTokenAck", "RegisterTokenReject"}) {
    CHECK_LADDER(Registrar{}, std::string("0s < ") + message + " on 1\n99s .");
  }
}
