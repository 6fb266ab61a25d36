// [sccp-station]: an SCCP phone boots, registers step by step, keeps alive, is rejected, is reset.
// Longer than 300 lines because every edge of that table has its ladder.
#include "tests/sccp_ladder.hpp"

using namespace std::chrono_literals;

TEST_CASE("[chan-skinny] sequence: Alarm, Register, capabilities, templates; then the standby") {
  CHECK_LADDER(SccpPhone{}, R"(
    0s    ! boot
    0s    > cm1 connect
    0.01s ! cm1 connected
    0.01s > cm1 Alarm
    0.01s > cm1 Register
    0.02s < cm1 RegisterAck 30 60
    0.02s < cm1 CapabilitiesReq
    0.02s > cm1 CapabilitiesRes
    0.02s > cm1 ButtonTemplateReq
    0.03s < cm1 ButtonTemplate
    0.03s > cm1 SoftKeyTemplateReq
    0.04s < cm1 SoftKeyTemplateRes
    0.04s > cm1 SoftKeySetReq
    0.05s < cm1 SoftKeySetRes
    0.05s = cm1 registered
    0.05s > cm2 connect
    0.06s ! cm2 connected
  )");
}

TEST_CASE("[chan-skinny] sequence: without Alarm; without standby; with one call manager") {
  CHECK_LADDER((SccpPhone{{.alarm = false, .standby = false}}), R"(
    0s ! boot
    0s > cm1 connect
    0s ! cm1 connected
    0s > cm1 Register
    0s < cm1 accepts
    0s = cm1 registered
    9s .
  )");
  CHECK_LADDER((SccpPhone{{}, 1}), R"(
    0s ! boot
    0s > cm1 connect
    0s ! cm1 connected
    0s > cm1 Alarm
    0s > cm1 Register
    0s < cm1 accepts
    0s = cm1 registered
    9s .
  )");
}

TEST_CASE("[chan-skinny] sequence: what nobody asked for is discarded") {
  CHECK_LADDER(SccpPhone{}, R"(
    0s ! boot
    0s > cm1 connect
    0s < cm1 RegisterAck 30 60               # not even connected
    0s ! cm1 connected
    0s > cm1 Alarm
    0s > cm1 Register
    1s < cm1 KeepAliveAck
    1s < cm1 CapabilitiesReq                 # before RegisterAck
    1s < cm1 RegisterTokenAck
    2s < cm1 accepts
    2s = cm1 registered
    2s > cm2 connect
    3s < cm1 RegisterAck 5 5
    3s < cm1 RegisterReject
    3s < cm1 UnregisterAck
    3s < cm1 SoftKeySetRes
    3s ! cm1 connected
    3s < cm1 KeepAliveAck
    9s .
  )");
}

TEST_CASE("[cucm-sccp]: KeepAlive every 30 s to the primary, every 60 s to the backup") {
  CHECK_LADDER(SccpPhone{}, SccpPhone::registered(R"(
    30s    > cm1 KeepAlive
    30.01s < cm1 KeepAliveAck
    60s    > cm1 KeepAlive                   # from when it was sent, not from the answer
    60s    > cm2 KeepAlive
    60.5s  < cm1 KeepAliveAck
    90s    > cm1 KeepAlive
    90s    < cm1 KeepAliveAck
    120s   > cm1 KeepAlive
    120s   > cm2 KeepAlive                   # answered in TCP only: nothing is missed
    120s   < cm1 KeepAliveAck
  )"));
}

TEST_CASE("[cisco-200410]: a backup that never answers stands by for ever") {
  std::string script;
  for (int at = 30; at <= 900; at += 30) {
    const std::string time = std::to_string(at) + "s ";
    script += time + "> cm1 KeepAlive\n";
    if (at % 60 == 0) script += time + "> cm2 KeepAlive\n";
    script += time + "< cm1 KeepAliveAck\n";
  }
  CHECK_LADDER(SccpPhone{}, SccpPhone::registered(script));
}

TEST_CASE("[chan-skinny]: the intervals are those of RegisterAck, but never below 10 s") {
  const std::string until_asked = R"(
    0s ! boot
    0s > cm1 connect
    0s ! cm1 connected
    0s > cm1 Register
  )";
  const std::string after = R"(
    0s < cm1 CapabilitiesReq
    0s > cm1 CapabilitiesRes
    0s > cm1 ButtonTemplateReq
    0s < cm1 ButtonTemplate
    0s > cm1 SoftKeyTemplateReq
    0s < cm1 SoftKeyTemplateRes
    0s > cm1 SoftKeySetReq
    0s < cm1 SoftKeySetRes
    0s = cm1 registered
    0s > cm2 connect
    0s ! cm2 connected
  )";
  CHECK_LADDER((SccpPhone{{.alarm = false}}),
               until_asked + "0s < cm1 RegisterAck 15 20" + after + R"(
    15s > cm1 KeepAlive
    15s < cm1 KeepAliveAck
    20s > cm2 KeepAlive
    30s > cm1 KeepAlive
  )");
  CHECK_LADDER((SccpPhone{{.alarm = false}}), until_asked + "0s < cm1 RegisterAck 3 4" + after + R"(
    10s > cm1 KeepAlive
    10s > cm2 KeepAlive
    10s < cm1 KeepAliveAck
    20s > cm1 KeepAlive
    20s > cm2 KeepAlive
  )");
  CHECK_LADDER((SccpPhone{{.alarm = false, .min_keepalive = 1s}}),
               until_asked + "0s < cm1 RegisterAck 3 4" + after + R"(
    3s > cm1 KeepAlive
    3s < cm1 KeepAliveAck
    4s > cm2 KeepAlive
    6s > cm1 KeepAlive
  )");
}

TEST_CASE("[sccp-station]: keepalives begin with RegisterAck, before the templates are there") {
  CHECK_LADDER((SccpPhone{{.alarm = false, .answer_timeout = 40s}, 1}), R"(
    0s  ! boot
    0s  > cm1 connect
    0s  ! cm1 connected
    0s  > cm1 Register
    0s  < cm1 RegisterAck 30 60
    25s < cm1 CapabilitiesReq
    25s > cm1 CapabilitiesRes
    25s > cm1 ButtonTemplateReq
    30s > cm1 KeepAlive
    30s < cm1 KeepAliveAck
    60s > cm1 KeepAlive
    60s < cm1 KeepAliveAck
    65s > cm1 disconnect                     # no ButtonTemplate for 40 s
    65s = all failed
  )");
}

TEST_CASE(
    "[sccp-station] Connecting: refused or silent: the next in order; all: from the beginning") {
  CHECK_LADDER((SccpPhone{{}, 3}), R"(
    0s   ! boot
    0s   > cm1 connect
    0s   ! cm1 reset
    0s   > cm2 connect
    41s  ! cm2 silent
    41s  > cm3 connect
    42s  ! cm3 reset
    42s  = all failed
    87s  > cm1 connect
    87s  ! cm1 connected
    87s  > cm1 Alarm
    87s  > cm1 Register
  )");
}

TEST_CASE(
    "[sccp-station] WaitAck: every answer that is missing for 30 s turns the phone to the next") {
  const std::string steps[] = {
      "", "0s < cm1 RegisterAck 30 60\n",
      "0s < cm1 CapabilitiesReq\n0s > cm1 CapabilitiesRes\n0s > cm1 ButtonTemplateReq\n",
      "0s < cm1 ButtonTemplate\n0s > cm1 SoftKeyTemplateReq\n",
      "0s < cm1 SoftKeyTemplateRes\n0s > cm1 SoftKeySetReq\n"};
  std::string so_far = R"(
    0s ! boot
    0s > cm1 connect
    0s ! cm1 connected
    0s > cm1 Register
  )";
  for (const std::string& step : steps) {
    so_far += step;
    CHECK_LADDER((SccpPhone{{.alarm = false}}), so_far + R"(
      30s > cm1 disconnect
      30s > cm2 connect
    )");
    CHECK_LADDER((SccpPhone{{.alarm = false}}), so_far + R"(
      1s ! cm1 closed
      1s > cm2 connect
    )");
  }
}

TEST_CASE("[sccp-station] WaitAck: RegisterReject: display, wait, retry the next") {
  CHECK_LADDER(SccpPhone{}, R"(
    0s   ! boot
    0s   > cm1 connect
    0s   ! cm1 connected
    0s   > cm1 Alarm
    0s   > cm1 Register
    1s   < cm1 RegisterReject
    1s   > cm1 disconnect
    2s   ! cm1 closed                        # the server's own close: nothing new
    21s  > cm2 connect
    21s  ! cm2 connected
    21s  > cm2 Alarm
    21s  > cm2 Register
    22s  < cm2 RegisterReject
    22s  > cm2 disconnect
    42s  = all failed
    87s  > cm1 connect
  )");
  CHECK_LADDER((SccpPhone{{.alarm = false}}), R"(
    0s   ! boot
    0s   > cm1 connect
    0s   ! cm1 connected
    0s   > cm1 Register
    1s   < cm1 RegisterReject
    1s   > cm1 disconnect
    21s  > cm2 connect
    21s  ! cm2 connected
    21s  > cm2 Register
    21s  < cm2 accepts
    21s  = cm2 registered
    51s  > cm2 KeepAlive
    51s  < cm2 KeepAliveAck
    81s  > cm1 connect                       # it is tried again like any that failed
    81s  > cm2 KeepAlive
  )");
}

TEST_CASE("[sccp-station]: the waits after rejection and failure are drawn from their ranges") {
  const models::SccpClientConfig config;
  for (int i = 0; i < 1000; ++i) {
    const std::string name = "phone" + std::to_string(i);
    models::SccpClient client(config, 1, 1, sim::Random(1, name, "sccp"));
    models::SccpClientActions out;
    client.start(out);
    client.disconnected(0, models::OutOfService::tcp_timed_out, sim::Time{10s}, out);
    REQUIRE(client.deadline() >= sim::Time{40s});
    REQUIRE(client.deadline() <= sim::Time{70s});
    out.clear();
    client.start(out);
    client.connected(0, sim::Time{100s}, out);
    client.receive(0, {.id = models::SccpId::register_reject}, sim::Time{100s}, out);
    REQUIRE(client.deadline() >= sim::Time{110s});
    REQUIRE(client.deadline() <= sim::Time{160s});
  }
}

TEST_CASE("[sccp-station] Reset 1: reboots; Reset 2: registers anew at once") {
  CHECK_LADDER(SccpPhone{}, SccpPhone::registered(R"(
    5s  < cm1 Reset 1
    5s  = cm1 lost: 22 UcmInitiatedReset
    5s  > cm1 disconnect
    5s  > cm2 disconnect
    5s  = reboots
    65s > cm1 connect
  )"));
  CHECK_LADDER((SccpPhone{{.reboot = 90s}}), SccpPhone::registered(R"(
    5s  < cm1 Reset 1
    5s  = cm1 lost: 22 UcmInitiatedReset
    5s  > cm1 disconnect
    5s  > cm2 disconnect
    5s  = reboots
    6s  ! off                                # a device that boots by itself
    50s ! boot
    50s > cm1 connect
  )"));
  CHECK_LADDER(SccpPhone{}, SccpPhone::registered(R"(
    5s < cm1 Reset 2
    5s = cm1 lost: 23 UcmInitiatedRestart
    5s > cm1 disconnect
    5s > cm2 disconnect
    5s > cm1 connect
    5s ! cm1 connected
    5s > cm1 Alarm
    5s > cm1 Register
    6s < cm1 Reset 2                         # before it is registered: nothing is lost
    6s > cm1 disconnect
    6s > cm1 connect
  )"));
}

TEST_CASE("SCCP power off: nothing more is sent; boot begins anew") {
  CHECK_LADDER(SccpPhone{}, SccpPhone::registered(R"(
    25s  ! off
    500s ! boot
    500s > cm1 connect
    500s ! cm1 connected
    500s > cm1 Alarm
    500s > cm1 Register
  )"));
}
