// --logs: each vendor's own words, compared with lines that the field reports and manuals quote.

#include <filesystem>
#include <regex>

#include "app/commands/commands.hpp"
#include "app/report/logs/vendor.hpp"
#include "tests/logs_fixture.hpp"

namespace {

namespace fs = std::filesystem;
using tests::log_scenario;
using tests::Logged;

std::string without_values(const std::string& line) {  // [Reason=13] -> [Reason]
  return std::regex_replace(line, std::regex("=[^\\]]*\\]"), "]");
}

}  // namespace

TEST_CASE("logs: CUCM's EndPointUnregistered is the line of Cisco's case study") {
  const std::string quoted =
      "31 uc-ucm-01 local7 3 : 41679: uc-ucm-01.pcce.local Jul 02 2015 06:22:31 UTC : "
      "%UC_CALLMANAGER-3-EndPointUnregistered: %[DeviceName=SEPE0D1730A8137]"
      "[IPAddress=10.60.98.210][Protocol=SIP][DeviceType=592][Description=Phone][Reason=13]"
      "[IPAddrAttributes=0][LastSignalReceived=SIPStationDPrimaryLineTimeout]"
      "[AppID=Cisco CallManager][ClusterID=StandAloneCluster][NodeID=uc-ucm-01]: "
      "An endpoint has unregistered";
  const Logged logged = log_scenario("scenarios/cisco/sip-sixteen-minute-cycle.yaml", "seed: 1\n",
                                     "seed: 1\nbegins: 2015-07-02 06:06:26\n");
  const auto lines = logged.lines("cucm1.syslog", "EndPointUnregistered");
  CHECK(lines.size() == 36);
  CHECK(lines[0] ==
        "13 cucm1 local7 3 : 13: cucm1 Jul 02 2015 06:22:31 UTC : "
        "%UC_CALLMANAGER-3-EndPointUnregistered: %[DeviceName=SEP020000000006]"
        "[IPAddress=10.106.114.53][Protocol=SIP][DeviceType=540][Description=phone3][Reason=13]"
        "[IPAddrAttributes=0][LastSignalReceived=SIPStationDPrimaryLineTimeout]"
        "[AppID=Cisco CallManager][ClusterID=StandAloneCluster][NodeID=cucm1]: "
        "An endpoint has unregistered");
  const auto tail = [](const std::string& line) {
    return without_values(line.substr(line.find("%UC_CALLMANAGER")));
  };
  CHECK(tail(lines[0]) == tail(quoted));
  const std::regex head(
      "^\\d+ \\S+ local7 3 : \\d+: \\S+ [A-Z][a-z]{2} \\d\\d \\d{4} \\d\\d:\\d\\d:\\d\\d UTC : .*");
  CHECK(std::regex_match(quoted, head));
  CHECK(std::regex_match(lines[0], head));
  CHECK(logged.lines("cucm1.syslog", "-6-EndPointRegistered: %[DeviceName=").size() == 48);
  CHECK(logged.lines("cucm2.syslog", "[Reason=10]").size() == 36);  // the phones go back
}

TEST_CASE("logs: a phone that CUCM rejects is an EndPointTransientConnection") {
  const Logged logged = log_scenario("scenarios/cisco/sccp-jitter.yaml", "profile: cisco-cucm,",
                                     "profile: cisco-cucm, sccp: {rejects: true},");
  const auto lines = logged.lines("cucm1.syslog", "");
  REQUIRE_FALSE(lines.empty());
  CHECK(lines[0].find("UTC : %UC_CALLMANAGER-3-EndPointTransientConnection: %[ConnectingPort=2000]"
                      "[DeviceName=SEP0200") != std::string::npos);
  CHECK(lines[0].find("[Reason=2]") != std::string::npos);  // as of a device that nobody entered
  CHECK(logged.lines("cucm1.syslog", "EndPointRegistered").empty());
}

TEST_CASE("logs: Asterisk says UNREACHABLE once for each loss, and Reachable when it ends") {
  const Logged logged = log_scenario("scenarios/starface/nat-keepalive.yaml");
  const auto lost = logged.lines("pbx.full", "UNREACHABLE");
  CHECK(lost.size() == tests::losses(logged.result));
  CHECK(lost[0] ==
        "[Jan  1 00:01:05] NOTICE[1871]: chan_sip.c:28837 sip_poke_noanswer: "
        "Peer 'phone10' is now UNREACHABLE!  Last qualify: 20");
  const auto registered = logged.lines("pbx.full", "Registered SIP 'phone1' at 203.0.113.2:");
  CHECK(registered.size() == 1);
  CHECK(logged.lines("pbx.full", "Peer 'phone1' is now Reachable. (20ms / 2000ms)").size() >= 2);
  const Logged down = log_scenario("scenarios/everyday/registrar-down-and-back.yaml");
  CHECK(down.lines("pbx.full", "Registered SIP").size() > 0);
}

// linphone-android issue 1630 quotes the first three, of a contact jellypro with OPTIONS.
TEST_CASE("logs: chan_pjsip tells of contacts and endpoints in its own words") {
  const Logged logged = log_scenario("scenarios/registrar/stale-contact.yaml");
  const auto added = logged.lines("pbx.full", "Added contact");
  REQUIRE_FALSE(added.empty());
  CHECK(std::regex_match(
      added[0], std::regex("\\[Jan  1 00:00:\\d\\d\\] VERBOSE\\[1871\\] res_pjsip_registrar\\.c: "
                           "Added contact 'sip:phone\\d@[0-9.:]+' to AOR 'phone\\d' with "
                           "expiration of 3600 seconds")));
  CHECK_FALSE(logged
                  .lines("pbx.full",
                         "res_pjsip/pjsip_configuration.c: Endpoint phone1 is now "
                         "Reachable")
                  .empty());
  CHECK(added.size() == 6);  // another port after the router was restarted
  CHECK(logged.lines("pbx.full", "due to expiration")[0].starts_with("[Jan  1 01:00:01]"));
  const Logged full = log_scenario("scenarios/registrar/max-contacts.yaml");
  CHECK_FALSE(full.lines("pbx.full",
                         "WARNING[1871] res_pjsip_registrar.c: Registration attempt "
                         "from endpoint 'phone")
                  .empty());
  CHECK_FALSE(full.lines("pbx.full", "will exceed max contacts of 1").empty());
  const Logged banned = log_scenario("scenarios/registrar/banned-office.yaml");
  CHECK_FALSE(banned.lines("pbx.full", "' failed for '").empty());
  CHECK(banned.lines("pbx.full", "Failed to authenticate")[0].find(
            "NOTICE[1871] res_pjsip/pjsip_distributor.c: Request 'REGISTER' from '<sip:spare@") !=
        std::string::npos);
}

TEST_CASE("logs: the ASA denies a SYN by 106001 and anything else by 106015") {
  const Logged logged = log_scenario("scenarios/cisco/sccp-asa-proxy-arp.yaml");
  CHECK(logged.lines("asa.syslog", "106001")[0] ==
        "Jan 01 2026 00:00:01 asa : %ASA-2-106001: Inbound TCP connection denied from "
        "10.1.1.53/49152 to 10.1.1.11/2000 flags SYN  on interface inside");
  const auto denied = logged.lines("asa.syslog", "106015");
  REQUIRE_FALSE(denied.empty());
  CHECK(std::regex_match(
      denied[0],
      std::regex(
          "Jan 01 2026 \\d\\d:\\d\\d:\\d\\d asa : %ASA-6-106015: Deny TCP \\(no connection\\) "
          "from 10\\.1\\.1\\.\\d+/\\d+ to 10\\.1\\.1\\.1[12]/2000 flags [A-Z ]+  on "
          "interface inside")));
  CHECK_FALSE(logged.lines("asa.syslog", "/2000 flags PSH ACK  on interface inside").empty());
}

TEST_CASE("logs: the Catalyst names the MAC; restrict logs no err-disable, protect nothing") {
  const std::string path = "scenarios/everyday/port-security-max-1-pc-behind-phone.yaml";
  const Logged logged = log_scenario(path);
  const auto violations = logged.lines("sw1.syslog", "PSECURE_VIOLATION");
  CHECK(violations.size() == 6);
  CHECK(logged.lines("sw1.syslog", "FastEthernet0/6.")[0] ==
        "Jan  1 00:26:47.199: %PORT_SECURITY-2-PSECURE_VIOLATION: Security violation occurred, "
        "caused by MAC address 0200.0000.0014 on port FastEthernet0/6.");
  CHECK(logged.lines("sw1.syslog", "%PM-4-ERR_DISABLE")[0].ends_with(" in err-disable state"));
  const auto as = [&](const std::string& mode) {
    return log_scenario(path, "ports: 1-6}", "ports: 1-6, violation: " + mode + "}");
  };
  CHECK(as("restrict").lines("sw1.syslog", "ERR_DISABLE").empty());
  for (const app::LogFile& file : as("protect").files) CHECK(file.name != "sw1.syslog");
}

TEST_CASE("logs: every lost phone of every scenario stands in the log of its server") {
  std::size_t looked_at = 0;
  for (const auto& entry : fs::recursive_directory_iterator("scenarios")) {
    if (entry.path().extension() != ".yaml") continue;
    INFO(entry.path().string());
    const Logged logged = log_scenario(entry.path().string());
    for (const app::Stay& stay : logged.result.history.stays) {
      const app::Scenario& scenario = logged.result.scenario;
      const auto vendor = app::logs::vendor_of(scenario, stay.server);
      const bool silent = stay.server_text.empty() || stay.reason == "server_down" ||
                          stay.server_text.starts_with("nothing");
      if (!stay.lost || silent || vendor == app::logs::Vendor::none) continue;
      ++looked_at;
      const app::Device& phone = scenario.devices[stay.phone];
      const bool cucm = vendor == app::logs::Vendor::cucm;
      const std::string word = cucm ? "[DeviceName=SEP" + app::logs::digits_of(phone.mac) + "]"
                                    : "'" + phone.name + "' is now UNREACHABLE!";
      const std::string other = vendor == app::logs::Vendor::pjsip
                                    ? "Endpoint " + phone.name + " is now Unreachable"
                                    : "Unregistered SIP '" + phone.name + "'";
      const std::string& text =
          logged.text(scenario.devices[stay.server].name + (cucm ? ".syslog" : ".full"));
      INFO(word);
      CHECK((text.find(word) != text.npos || (!cucm && text.find(other) != text.npos)));
    }
  }
  CHECK(looked_at > 250);
}

TEST_CASE("begins: a date and time that exist, and nothing else") {
  CHECK(app::parse_wall_time("2012-02-29 23:59:59"));
  for (const char* wrong : {"2011-02-29 00:00:00", "2012-03-01", "2012-3-1 08:00:00", "",
                            "2012-03-01T08:00:00", "2012-03-01 24:00:00", "2012-13-01 00:00:00",
                            "2012-00-01 00:00:00", "1969-12-31 00:00:00", "2012-03-01 08:00:0x"}) {
    INFO(wrong);
    CHECK_FALSE(app::parse_wall_time(wrong));
  }
  const auto begins = *app::parse_wall_time("2012-02-29 23:59:59");
  const app::Wall wall = app::wall(begins, sim::Time{} + std::chrono::milliseconds(1500));
  CHECK(wall.month_name() == "Mar");
  CHECK(wall.weekday_name() == "Thu");
  CHECK((wall.day == 1 && wall.clock() == "00:00:00" && wall.millisecond == 500));
  CHECK(app::logs::syslog_time(wall) == "Mar  1 00:00:00");
  CHECK(app::logs::cisco_mac(*sim::parse_mac("00:24:14:2d:df:24")) == "0024.142d.df24");
  std::string yaml = tests::contents("scenarios/cisco/sip-healthy.yaml");
  yaml.insert(yaml.find("seed:"), "begins: 2012-02-30 08:00:00\n");
  sim::Diagnostics diagnostics;
  CHECK_FALSE(app::load({"begins.yaml", yaml}, {}, diagnostics));
  CHECK(diagnostics.text().find("error: '2012-02-30 08:00:00' is not a date and time, such as "
                                "2012-03-01 08:00:00") != std::string::npos);
}

TEST_CASE("output files: --logs writes a new or an empty folder, all or nothing") {
  const tests::Folder folder("logs");
  const std::string file = "scenarios/cisco/sip-healthy.yaml";
  const std::string logs = folder.file("logs");
  CHECK(app::run_command({.file = file, .logs = logs, .quiet = true}) == app::exit_ok);
  CHECK(fs::exists(logs + "/cucm1.syslog"));
  CHECK(app::run_command({.file = file, .logs = logs, .quiet = true}) == app::exit_usage);
  CHECK(app::run_command({.file = file, .logs = folder.file("no/where"), .quiet = true}) ==
        app::exit_usage);
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator{}) == 1);
  CHECK(app::write_logs(folder.file("bad"), {{"a.log", "a"}, {"no/where.log", "b"}}) != "");
  CHECK_FALSE(fs::exists(folder.file("bad")));
}
