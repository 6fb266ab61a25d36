// Importing configurations: what statements set, what absence means, and that no line is forgotten.
#include <chrono>

#include "app/import/statements.hpp"
#include "tests/import_fixture.hpp"

using tests::fate;
using tests::imported;
using tests::value;

namespace {

const std::string one_port =
    "hostname sw1\n"
    "interface GigabitEthernet1/0/5\n"
    " switchport mode access\n"
    " switchport access vlan 10\n"
    " switchport voice vlan 110\n";

std::string router(const std::string& more) {
  return "hostname r1\ninterface GigabitEthernet0/0\n ip address 203.0.113.2 255.255.255.252\n"
         " ip nat outside\ninterface GigabitEthernet0/1\n ip address 10.0.0.1 255.255.255.0\n"
         " ip nat inside\n!\nip nat inside source list 1 interface gi0/0 overload\n" +
         more;
}

}  // namespace

TEST_CASE("import: port security does nothing without its bare line [catalyst-3550]") {
  auto with = imported({{"sw1.cfg", one_port + " switchport port-security aging time 1\n"
                                               " switchport port-security\n"}});
  CHECK(value(with, "sw1", "port_security.enabled") == "true");
  CHECK(value(with, "sw1", "port_security.aging_time") == "1min");
  CHECK(value(with, "sw1", "port_security.aging_type") == "absolute");
  CHECK(value(with, "sw1", "port_security.maximum") == "1");
  CHECK(value(with, "sw1", "port_security.violation") == "shutdown");
  CHECK(value(with, "sw1", "port_security.ports") == "5");
  CHECK(fate(with, 6) == "used: sw1.port_security.aging_time");
  auto without = imported({{"sw1.cfg", one_port + " switchport port-security aging time 1\n"}});
  CHECK(value(without, "sw1", "port_security.enabled") == "false");
  CHECK(value(without, "sw1", "port_security.aging_time") == "");
  CHECK(fate(without, 6) ==
        "irrelevant: it does nothing without the line 'switchport port-security'");
  auto back = imported({{"sw1.cfg", one_port + " switchport port-security\n"
                                               " no switchport port-security\n"}});
  CHECK(value(back, "sw1", "port_security.enabled") == "false");
}

TEST_CASE("import: abbreviations, ranges, scripts and templates say the same") {
  const std::string script =
      "conf t\nhostname sw1\nint range gi1/0/5 - 6, Gi1/0/8\nsw mo acc\nsw acc vl 10\n"
      "sw vo vl 110\nspanning-tree portf\nexit\nend\n";
  auto site = imported({{"a.txt", script}});
  CHECK(value(site, "sw1", "port_settings") == "{ports: \"5-6,8\", vlan: 10, voice_vlan: 110}");
  CHECK(value(site, "sw1", "stp.portfast") == "true");
  CHECK(site.lost() == 0);
  auto pattern = imported({{"a.cfg",
                            "hostname sw1\ntemplate DESK\n switchport mode access\n"
                            " switchport access vlan 10\n switchport voice vlan 110\n!\n"
                            "interface GigabitEthernet1/0/5\n source template DESK\n"
                            "interface GigabitEthernet1/0/6\n source template DESK\n"
                            " switchport access vlan 11\n"}});
  const app::DraftDevice& sw1 = pattern.draft.devices.at(0);
  CHECK(std::ranges::count(sw1.settings, std::string("port_settings"), &app::DraftSetting::path) ==
        2);
}

TEST_CASE("import: two readings of an abbreviation are none") {
  const std::vector<app::StatementRule> rules{{"", "alpha beta", "a=1"},
                                              {"", "alpine beta", "b=1"}};
  const app::StatementTable table(rules, true);
  CHECK(table.find("", app::words_of("alpha beta"), 0).rival == nullptr);
  CHECK(table.find("", app::words_of("alp be"), 0).rival != nullptr);
  CHECK(table.find("", app::words_of("alph be"), 0).rule == &rules[0]);
  CHECK(table.find("", app::words_of("a b"), 0).rule == nullptr);
}

TEST_CASE("import: what is relevant and not modelled, and what nobody knows, are told apart") {
  auto site = imported({{"sw1.cfg", one_port + " storm-control broadcast level 1.00\n"
                                               " frobnicate the telephone\n"
                                               " mls qos trust dscp\n"
                                               " description Secret phone\n"}});
  CHECK(fate(site, 6) == "not modelled: storms are not modelled");
  CHECK(fate(site, 7) == "unknown: no statement that is known");
  CHECK(fate(site, 8).starts_with("irrelevant: "));
  CHECK(fate(site, 9).starts_with("irrelevant: "));
  CHECK(site.lost() == 2);
}

TEST_CASE("import: ports that differ in port security are not mixed") {
  auto site = imported({{"sw1.cfg", one_port + " switchport port-security\n"
                                               "interface GigabitEthernet1/0/9\n"
                                               " switchport mode access\n"
                                               " switchport port-security maximum 50\n"
                                               " switchport port-security\n"}});
  CHECK(value(site, "sw1", "port_security.ports") == "5");
  CHECK(value(site, "sw1", "port_security.maximum") == "1");
  CHECK(fate(site, 9).starts_with("not modelled: "));
}

TEST_CASE("import: IOS NAT by its timers, and by what its silence means [ios-nat]") {
  auto said = imported({{"r1.cfg", router("ip nat translation udp-timeout 60\n"
                                          "access-list 1 permit 10.0.0.0 0.0.0.255\n")}});
  CHECK(value(said, "r1", "nat.udp_timeout") == "60s");
  CHECK(value(said, "r1", "nat.tcp_established_timeout") == "24h");
  CHECK(value(said, "r1", "interfaces").find("outside: true") != std::string::npos);
  CHECK(value(said, "r1", "proxy_arp.enabled") == "true");
  auto silent = imported({{"r1.cfg", router("access-list 1 permit any\n")}});
  CHECK(value(silent, "r1", "nat.udp_timeout") == "300s");
  CHECK(value(silent, "r1", "nat.sip_alg") == "true");
}

TEST_CASE("import: an access list that leaves phones out of NAT is a finding") {
  auto site = imported({{"r1.cfg", router("access-list 1 permit 10.0.0.0 0.0.0.127\n")}});
  CHECK(value(site, "r1", "interfaces").find("outside") == std::string::npos);
  CHECK(value(site, "r1", "nat.udp_timeout") == "");
  CHECK(fate(site, 9).find("leaves out hosts of 10.0.0.1/24") != std::string::npos);
  CHECK(site.lost() > 0);
}

TEST_CASE("import: the governing timer of an ASA is told, not the one that is written") {
  const std::string asa =
      "ASA Version 9.1\nhostname asa\ninterface Ethernet0/1\n nameif inside\n security-level 100\n"
      " ip address 10.0.0.1 255.255.255.0\ntimeout conn 1:00:00 udp 0:02:00\n"
      "timeout sip 0:10:00\npolicy-map global_policy\n class inspection_default\n  inspect sip\n";
  auto off = imported({{"asa.cfg", asa}});
  CHECK(value(off, "asa", "firewall.inspect_sip") == "false");
  CHECK(value(off, "asa", "firewall.sip_timeout") == "600s");
  CHECK(value(off, "asa", "proxy_arp.answers_for") == "listed");
  auto on = imported({{"asa.cfg", asa + "service-policy global_policy global\n"
                                        "nat (inside,any) source static any any\n"}});
  CHECK(value(on, "asa", "firewall.inspect_sip") == "true");
  CHECK(value(on, "asa", "proxy_arp.answers_for") == "identity_nat_any");
}

TEST_CASE("import: secrets are tokens, equal ones equal") {
  const std::string config = one_port +
                             "enable secret 5 $1$mERr$9cTjUIEq\nusername x password hunter22\n"
                             "username y password 0 hunter22\nsnmp-server community hunter23 RO\n"
                             "tacacs-server key 7 hunter24\n";
  auto site = imported({{"sw1.cfg", config}});
  const std::string all =
      app::coverage_text(site) + app::coverage_json(site) + app::coverage_html(site) + site.text;
  for (const char* secret : {"hunter2", "mERr"}) CHECK(all.find(secret) == std::string::npos);
  const app::Secrets& secrets = site.draft.secrets;
  CHECK(secrets.masked("username x password hunter22") ==
        "username x password " + secrets.token("hunter22"));
  CHECK(secrets.masked("<sshPassword>a b</sshPassword>") ==
        "<sshPassword>" + secrets.token("a b") + "</sshPassword>");
  CHECK(secrets.masked("password = a=b") == "password = " + secrets.token("a=b"));
}

TEST_CASE("import: sha256 as FIPS 180-4 has it") {
  const auto hash = app::sha256("abc");
  CHECK(hash[0] == 0xba);
  CHECK(hash[31] == 0xad);
  CHECK(app::sha256(std::string(64, 'a'))[0] == 0xff);
}

TEST_CASE("import: a vendor that is not read is refused by its name") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"set system host-name x\nset interfaces ge-0/0/0 unit 0\n", "Juniper Junos"},
      {"#config-version=FGT60E\nconfig system global\n", "Fortinet FortiOS"},
      {"# by RouterOS 6.48\n/ip address\nadd address=10.0.0.1/24\n/ip pool\n", "MikroTik RouterOS"},
      {"!Command: show running-config\nfeature interface-vlan\nvrf context management\n",
       "Cisco NX-OS"},
      {"<?xml version=\"1.0\"?>\n<pfsense>\n</pfsense>\n", "pfSense"}};
  for (const auto& [text, vendor] : cases) {
    auto site = imported({{"x.cfg", text}, {"sw1.cfg", one_port}});
    CAPTURE(vendor);
    CHECK(site.files[0].kind == app::FileKind::refused);
    CHECK(site.files[0].whose == vendor);
    CHECK(site.refused() == 1);
  }
  auto notes = imported(
      {{"notes.txt", "The switch has port security on, I believe.\n"}, {"sw1.cfg", one_port}});
  CHECK(notes.files[0].kind == app::FileKind::no_configuration);
  CHECK(notes.lost() == 0);
}

TEST_CASE("import: what the model cannot take is left out with a word") {
  auto site = imported({{"sw1.cfg", one_port + "mac address-table aging-time 4000000000\n"}},
                       "devices: {}\n");
  CHECK(value(site, "sw1", "mac_aging") == "");
  CHECK(fate(site, 6).starts_with("not modelled: the model has no such value"));
}

TEST_CASE("import: site.yaml says otherwise, and the line says so") {
  auto site = imported({{"sw1.cfg", one_port + "mac address-table aging-time 600\n"}},
                       "devices:\n  sw1: {mac_aging: 20min}\n");
  CHECK(value(site, "sw1", "mac_aging") == "20min");
  CHECK(fate(site, 6) == "irrelevant: site.yaml:2 says otherwise");
}

TEST_CASE("import: 100 000 lines in linear time, mixed line ends, no crash") {
  std::string text = "hostname big\r\n";
  for (int i = 1; i <= 14'000; ++i) {
    text += "interface GigabitEthernet1/0/" + std::to_string(1 + i % 48) + (i % 2 ? "\r\n" : "\n") +
            " switchport mode access\n switchport port-security aging time " +
            std::to_string(i % 9) + "\r switchport port-security\n spanning-tree portfast\n!\n" +
            " ip address\n";
  }
  auto site = imported({{"big.cfg", text}});
  CHECK(site.files[0].lines.size() > 97'000);
  CHECK(value(site, "big", "port_security.enabled") == "true");
  auto binary =
      imported({{"x.bin", std::string("interface\0GigabitEthernet", 24)}, {"s", one_port}});
  CHECK(binary.files[0].kind == app::FileKind::no_configuration);
}
