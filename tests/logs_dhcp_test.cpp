// --logs of DHCP servers: Windows' audit log, dhcpd, dnsmasq, Kea, IOS.
#include <regex>

#include "tests/logs_fixture.hpp"

using tests::log_scenario;
using tests::Logged;

TEST_CASE("logs: a Windows DHCP server's audit log, one file a weekday") {
  const Logged logged = log_scenario("scenarios/netphone/dhcp-conflict.yaml");
  const std::string name = "sbs.DhcpSrvLog-Mon.log";
  CHECK(logged.text(name).starts_with("\t\tMicrosoft DHCP Service Activity Log\r\n"));
  CHECK(logged.lines(name, "Started")[0] == "00,03/05/12,07:30:00,Started,,,,,0,6,,,\r");
  CHECK(logged.lines(name, ",Assign,").size() == 12);  // the PCs, each twice: the first was busy
  const auto refused = logged.lines(name, ",NACK,192.168.16.51,,020000000004,,");
  REQUIRE_FALSE(refused.empty());
  CHECK(std::regex_match(refused[0], std::regex("15,03/05/12,08:00:\\d\\d,NACK,192\\.168\\.16\\.51,"
                                                ",020000000004,,\\d+,6,,,\r")));
  const Logged pinged =
      log_scenario("scenarios/netphone/dhcp-conflict.yaml", "      enabled: true\n      scopes:",
                   "      enabled: true\n      ping_attempts: 1\n      scopes:");
  const auto conflicts = pinged.lines(name, "BAD_ADDRESS");
  REQUIRE_FALSE(conflicts.empty());  // as Microsoft: 13,03/07/11,08:02:11,Conflict,...,BAD_ADDRESS
  CHECK(std::regex_match(
      conflicts[0],
      std::regex("13,03/05/"
                 "12,\\d\\d:\\d\\d:\\d\\d,Conflict,192\\.168\\.16\\.\\d+,BAD_ADDRESS,,,0,6,,,\r")));
  const Logged full = log_scenario("scenarios/everyday/dhcp-scope-exhausted.yaml");
  CHECK_FALSE(full.lines("dc.DhcpSrvLog-Thu.log", ",Scope Full,").empty());
}

TEST_CASE("logs: dhcpd, dnsmasq, Kea and IOS tell the same exchange in their own words") {
  const std::string path = "scenarios/everyday/dhcp-rogue-server.yaml";
  const Logged isc = log_scenario(path);
  const auto first = isc.lines("rogue.syslog", "02:00:00:00:00:0e");
  REQUIRE(first.size() >= 4);
  CHECK(first[0] ==
        "Jan  1 00:20:03 rogue dhcpd[812]: DHCPDISCOVER from 02:00:00:00:00:0e via eth0");
  CHECK(first[1] ==
        "Jan  1 00:20:03 rogue dhcpd[812]: DHCPOFFER on 192.168.16.200 to 02:00:00:00:00:0e via "
        "eth0");
  CHECK(first[2] ==
        "Jan  1 00:20:03 rogue dhcpd[812]: DHCPREQUEST for 192.168.16.200 (192.168.16.254) from "
        "02:00:00:00:00:0e via eth0");
  CHECK(
      first[3] ==
      "Jan  1 00:20:03 rogue dhcpd[812]: DHCPACK on 192.168.16.200 to 02:00:00:00:00:0e via eth0");
  const auto as = [&](const std::string& profile) {
    return log_scenario(path, "profile: isc-dhcpd", "profile: " + profile);
  };
  const Logged dnsmasq = as("dnsmasq");
  CHECK(dnsmasq.lines("dhcp.syslog", "dnsmasq-dhcp[645]: DHCPDISCOVER(eth0) 02:00:00:").size() >=
        6);
  CHECK(dnsmasq.lines("dhcp.syslog", "dnsmasq-dhcp[645]: DHCPACK(eth0) 192.168.16.1").size() >= 6);
  const auto allocated = as("kea-dhcp").lines("dhcp.kea-dhcp4.log", "DHCP4_LEASE_ALLOC");
  REQUIRE(allocated.size() >= 6);
  CHECK(std::regex_match(
      allocated[0],
      std::regex("2026-01-01 00:00:\\d\\d\\.\\d{3} INFO  \\[kea-dhcp4\\.leases/731\\.139672\\] "
                 "DHCP4_LEASE_ALLOC \\[hwtype=1 02:00:00:00:00:0[0-9a-f]\\], cid=\\[no info\\], "
                 "tid=0x[0-9a-f]+: lease 192\\.168\\.16\\.\\d+ has been allocated for \\d+ "
                 "seconds")));
  const Logged ios = log_scenario("scenarios/netphone/dhcp-conflict.yaml",
                                  "profile: windows-dhcp-2008r2", "profile: ios-dhcp");
  const auto pinged = ios.lines("sbs.syslog", "PING_CONFLICT");
  REQUIRE_FALSE(pinged.empty());
  CHECK(std::regex_match(pinged[0], std::regex("Mar  5 0\\d:\\d\\d:\\d\\d\\.\\d{3}: %DHCPD-4-"
                                               "PING_CONFLICT: DHCP address conflict:  server "
                                               "pinged 192\\.168\\.16\\.\\d+\\.")));
}

TEST_CASE("logs: ISC dhcpd abandons a busy address, refuses a foreign one, runs out of leases") {
  std::string busy = tests::contents("scenarios/netphone/dhcp-conflict.yaml");
  const auto replace = [&](const std::string& from, const std::string& to) {
    REQUIRE(busy.find(from) != busy.npos);
    busy.replace(busy.find(from), from.size(), to);
  };
  replace("profile: windows-dhcp-2008r2", "profile: isc-dhcpd");
  replace("first: 192.168.16.51, last: 192.168.16.99", "first: 192.168.16.3, last: 192.168.16.4");
  const auto pinged = tests::log_text(busy).lines("sbs.syslog", ": pinged before offer");
  REQUIRE_FALSE(pinged.empty());
  CHECK(std::regex_match(pinged[0], std::regex("Mar  5 07:\\d\\d:\\d\\d sbs dhcpd\\[812\\]: "
                                               "Abandoning IP address 192\\.168\\.16\\.3: "
                                               "pinged before offer")));
  const auto as = [](const std::string& profile) {
    return log_scenario("scenarios/netphone/dhcp-conflict.yaml", "profile: windows-dhcp-2008r2",
                        "profile: " + profile);
  };
  CHECK(as("isc-dhcpd").lines("sbs.syslog", "DHCPNAK")[0] ==
        "Mar  5 08:00:01 sbs dhcpd[812]: DHCPNAK on 192.168.16.53 to 02:00:00:00:00:06 via eth0");
  const Logged full = log_scenario("scenarios/everyday/dhcp-scope-exhausted.yaml",
                                   "profile: windows-dhcp-2008r2", "profile: isc-dhcpd");
  const auto none = full.lines("dc.syslog", ": no free leases");
  REQUIRE_FALSE(none.empty());
  CHECK(none[0].find("DHCPDISCOVER from 02:00:00:") != std::string::npos);
  CHECK(none[0].ends_with(" via eth0: network 192.168.16.0/24: no free leases"));
}
