// What devices show, beside published samples: the columns stand where theirs do.
#include "tests/show_fixture.hpp"

namespace tests::shows {

TEST_CASE("show port-security: as a Catalyst prints it") {
  const Run run(sixteen, "14:00");
  const Shown all = run.on("sw1", "show port-security");
  CHECK(lines(all.text)[0] ==
        "Secure Port  MaxSecureAddr  CurrentAddr  SecurityViolation  Security Action");
  CHECK(ends(line_with(all, "Fa0/3 ")) ==
        ends("      Fa0/1              1            1                  0         Shutdown"));
  REQUIRE(all.rows.size() == 12);
  CHECK(all.rows[2] == Shown::Row{{"secure_port", "Fa0/3"},
                                  {"max_secure_addr", "2"},
                                  {"current_addr", "1"},
                                  {"security_violation", "0"},
                                  {"security_action", "Shutdown"}});
  CHECK(run.on("sw1", "port-sec int gi1/0/3").text ==
        "Port Security              : Enabled\n"
        "Port Status                : Secure-up\n"
        "Violation Mode             : Shutdown\n"
        "Aging Time                 : 1 mins\n"
        "Aging Type                 : Inactivity\n"
        "SecureStatic Address Aging : Disabled\n"
        "Maximum MAC Addresses      : 2\n"
        "Total MAC Addresses        : 1\n"
        "Configured MAC Addresses   : 0\n"
        "Sticky MAC Addresses       : 0\n"
        "Last Source Address:Vlan   : 0200.0000.0006:1\n"
        "Security Violation Count   : 0\n");
  const Shown addresses = run.on("sw1", "sh port-security addr");
  const std::string row = line_with(addresses, "Fa0/3 ");
  CHECK(begins(row) ==
        begins("   1    0024.142d.df24    SecureDynamic                 Fa0/1        1 (I)"));
  CHECK(row == "   1    0200.0000.0006    SecureDynamic                 Fa0/3        1 (I)");
}

TEST_CASE("show mac address-table: secure addresses are STATIC; it may be narrowed down") {
  const Run run(sixteen, "14:00");
  const Shown all = run.on("sw1", "sh mac add");
  CHECK(line_with(all, "Fa0/3") == "   1    0200.0000.0006    STATIC      Fa0/3");
  CHECK(line_with(all, "Fa0/23") == "   1    0200.0000.0001    DYNAMIC     Fa0/23");
  CHECK(run.on("sw1", "show mac address-table int Fa0/3").rows.size() == 1);
  CHECK(run.on("sw1", "show mac address-table dynamic").rows.size() == 2);
  CHECK_FALSE(run.on("sw1", "show mac address-table int Fa0/99").understood);
}

TEST_CASE("show: an address that aged out is gone from every table, and still the last source") {
  const Run run(sixteen, "20min");
  CHECK(run.on("sw1", "show port-security address").rows.empty());
  CHECK(run.on("sw1", "show mac address-table interface Fa0/3").rows.empty());
  const Shown port = run.on("sw1", "show port-security interface Fa0/3");
  CHECK(line_with(port, "Last Source") == "Last Source Address:Vlan   : 0200.0000.0006:1");
  CHECK(line_with(port, "Total MAC") == "Total MAC Addresses        : 0");
}

TEST_CASE("show interfaces status, vlan, spanning-tree: columns as in ntc-templates' samples") {
  const Run run(sixteen, "14:00");
  const Shown status = run.on("sw1", "sh int status");
  CHECK(lines(status.text)[0] ==
        "Port      Name               Status       Vlan       Duplex  Speed Type");
  CHECK(ends(line_with(status, "Fa0/3 ")) ==
        ends("Gi1/4                        connected    1          a-full  a-100 10/100BaseTX"));
  CHECK(ends(line_with(status, "Fa0/20")) ==
        ends("Gi1/01                       notconnect   1            auto   auto 10/100BaseTX"));
  const Shown vlans = run.on("sw1", "show vlan brief");
  CHECK(begins(lines(vlans.text)[2]) ==
        begins("1    default                          active    Gi0/1, Gi0/2, Gi0/3, Gi0/4"));
  const Shown tree = run.on("sw1", "show spanning-tree");
  CHECK(line_with(tree, "enabled protocol") == "  Spanning tree enabled protocol ieee");
  CHECK(line_with(tree, "  Root ID") == "  Root ID    Priority    32769");
  CHECK(line_with(tree, "  Bridge ID") ==
        "  Bridge ID  Priority    32769  (priority 32768 sys-id-ext 1)");
  CHECK(line_with(tree, "Fa0/3 ") == "Fa0/3               Desg FWD 19        128.3    P2p Edge");
}

TEST_CASE("show arp, ip neigh: IOS, ASA and Linux, each in its columns") {
  const Run run("starface/nat-61s-one-lost-packet.yaml", "21:00");
  const Shown ios = run.on("isp", "show arp");
  CHECK(lines(ios.text)[0] ==
        "Protocol  Address          Age (min)  Hardware Addr   Type   Interface");
  CHECK(line_with(ios, "198.51.100.10") ==
        "Internet  198.51.100.10           0   0200.0000.0001  ARPA   GigabitEthernet0/1");
  const Run phones(sixteen, "14:00");
  CHECK(line_with(phones.on("phone3", "ip neigh"), "161") ==
        "10.106.114.161 dev eth0 lladdr 02:00:00:00:00:01 REACHABLE");
}

TEST_CASE("sip show peers: chan_sip's columns, and who is UNREACHABLE") {
  const Run run("starface/nat-61s-one-lost-packet.yaml", "21:00");
  const Shown peers = run.on("pbx", "sip show peers");
  CHECK(lines(peers.text)[0] ==
        "Name/username             Host                                    Dyn Forcerport Comedia"
        "    ACL Port     Status      Description                      ");
  const std::string sample =
      "1001/1001                 192.168.0.127                            D  Yes        Yes"
      "            48886    UNREACHABLE                      ";
  CHECK(begins(line_with(peers, "phone1/")) == begins(sample));
  CHECK(line_with(peers, "10 sip peers") ==
        "10 sip peers [Monitored: 1 online, 9 offline Unmonitored: 0 online, 0 offline]");
}

TEST_CASE("conntrack -L and show ip nat translations: the same flows, each in its columns") {
  sim::Diagnostics diagnostics;
  const auto source = app::read_source(
      std::string(FASTBUSY_SOURCE_DIR) + "/scenarios/starface/nat-healthy.yaml", diagnostics);
  REQUIRE(source);
  const auto with = [&](const std::string& profile) {
    std::string text = source->text;
    const std::string was = "profile: home-router-nat";
    return text.replace(text.find(was), was.size(), profile);
  };
  const auto show = [&](const std::string& profile, const std::string& command) {
    const auto scenario = app::load({"x.yaml", with(profile)}, {}, diagnostics);
    INFO(diagnostics.text());
    REQUIRE(scenario);
    const auto run =
        app::simulate({.scenario = *scenario, .seed = 1, .stop = std::chrono::minutes(5)}, {});
    return app::show(*run.world, *scenario, *scenario->device("nat"), command);
  };
  const Shown linux_flows = show("profile: linux-nat", "conntrack -L");
  CHECK(line_with(linux_flows, "src=192.168.1.51").starts_with("udp      17 "));
  CHECK(line_with(linux_flows, "src=192.168.1.51").ends_with("[ASSURED] mark=0 use=1"));
  CHECK(linux_flows.rows.size() == 10);
  const Shown translations = show("", "sh ip nat tr");
  CHECK(lines(translations.text)[0] ==
        "Pro Inside global         Inside local          Outside local         Outside global");
  CHECK(begins(line_with(translations, "192.168.1.51:5060"))[2] == 26);
  CHECK(show("", "sh ip nat tr verb").text.find("    create 00:0") != std::string::npos);
}

TEST_CASE("show: what a device does not have is said, with what may have been meant") {
  const Run run(sixteen, "1min");
  CHECK(run.on("sw1", "show port-securty").text ==
        "% unknown command 'show port-securty'; did you mean 'show port-security'?\n");
  CHECK(run.on("phone1", "show xlate").text ==
        "% unknown command 'show xlate'; there is display, ip neigh, status\n");
  CHECK_FALSE(run.on("sw1", "").understood);
  CHECK_FALSE(run.on("sw1", "show port-security interface").understood);
  CHECK_FALSE(run.on("sw1", "show vlan 1 2 3").understood);
}

TEST_CASE("show: every command of every device answers, at several moments, and changes nothing") {
  for (const std::string path :
       {"cisco/sccp-asa-proxy-arp.yaml", "lan/core-preempts.yaml", "access/healthy.yaml",
        "poe/budget-of-24.yaml", "snooping/all-watched.yaml", "registrar/max-contacts.yaml"}) {
    CAPTURE(path);
    const auto scenario = tests::load_file(std::string(FASTBUSY_SOURCE_DIR) + "/scenarios/" + path);
    app::Course course(*scenario, scenario->seed);
    app::Course untouched(*scenario, scenario->seed);
    for (const auto at :
         {std::chrono::seconds(0), std::chrono::seconds(40), std::chrono::seconds(400)}) {
      course.run_until(models::Time{} + at);
      untouched.run_until(models::Time{} + at);
      for (std::size_t device = 0; device < scenario->devices.size(); ++device) {
        for (const std::string& command : app::commands_of(*scenario, device)) {
          CAPTURE(scenario->devices[device].name, command);
          const Shown shown = app::show(course.world(), *scenario, device, command);
          const bool needs_more =
              command == "show port-security interface" || command == "show power inline";
          CHECK((shown.understood || needs_more));
          for (const std::string& line : lines(shown.text)) {
            CHECK(std::ranges::all_of(line, [](char c) { return c >= ' '; }));
          }
        }
      }
    }
    CHECK(course.network().events() == untouched.network().events());
  }
}

TEST_CASE("moments: durations, and clocks as they are read") {
  using namespace std::chrono_literals;
  CHECK(app::moment_of("20:03") == sim::Duration(20min + 3s));
  CHECK(app::moment_of("1:20:03") == sim::Duration(1h + 20min + 3s));
  CHECK(app::moment_of("20min 3s") == sim::Duration(20min + 3s));
  for (const char* wrong : {"", "20", "20:3", "20:61", ":", "1:2:3:4", "-1:00", "x:00", "20:03:"}) {
    CAPTURE(wrong);
    CHECK_FALSE(app::moment_of(wrong));
  }
}

}  // namespace tests::shows
