// Importing what hosts are configured by: DHCP servers, registrars, kernels; and the cables beside.
#include "tests/import_fixture.hpp"

using tests::fate;
using tests::imported;
using tests::value;

namespace {

const std::string kea = R"({
  // comment
  "Dhcp4": {
    "valid-lifetime": 4000, # of all
    "subnet4": [ { "subnet": "10.0.0.0/24", "id": 1,
      "pools": [ { "pool": "10.0.0.100 - 10.0.0.199" } ],
      "option-data": [
        { "name": "routers", "data": "10.0.0.1" },
        { "code": 150, "data": "10.0.0.9" } ] } ],
    "frob": 1
  }
}
)";

}  // namespace

TEST_CASE("import: Kea's JSON with comments, and its lifetimes [kea-dhcp]") {
  auto site = imported({{"kea-dhcp4.conf", kea}});
  CHECK(value(site, "dhcp", "dhcp.lease") == "4000s");
  CHECK(value(site, "dhcp", "dhcp.authoritative") == "false");
  CHECK(value(site, "dhcp", "dhcp.scopes") ==
        "{network: 10.0.0.0/24, pool: {first: 10.0.0.100, last: 10.0.0.199}, router: 10.0.0.1, "
        "tftp_servers: [10.0.0.9]}");
  CHECK(fate(site, 4) == "used: dhcp.dhcp.lease");
  CHECK(fate(site, 10).starts_with("unknown: "));
  CHECK(site.text.find("\n# dhcp: address: its own\n") != std::string::npos);
  auto cut = imported({{"kea-dhcp4.conf", kea.substr(0, kea.size() / 2)}});
  CHECK(cut.lost() > 5);
}

TEST_CASE("import: dnsmasq without a netmask is not guessed [dnsmasq-dhcp]") {
  auto site = imported({{"dnsmasq.conf",
                         "no-ping\ndhcp-range=192.168.1.50,192.168.1.150,255.255.255.0,12h\n"
                         "dhcp-range=192.168.2.50,192.168.2.150,12h\n"
                         "dhcp-option=option:router,192.168.1.1\n"
                         "dhcp-option=tag:x,150,192.168.1.9\n"}});
  CHECK(value(site, "dhcp", "dhcp.ping_attempts") == "0");
  CHECK(value(site, "dhcp", "dhcp.scopes").find("lease: 12h") != std::string::npos);
  CHECK(fate(site, 3).starts_with("not modelled: its netmask"));
  CHECK(fate(site, 5).starts_with("not modelled: tags"));
}

TEST_CASE("import: dhcpd's ranges, gaps and hosts [isc-dhcpd]") {
  auto site = imported({{"dhcpd.conf",
                         "ping-check false;\nclass \"phones\" { match if x; }\n"
                         "subnet 10.0.0.0 netmask 255.255.255.0 {\n range 10.0.0.10 10.0.0.19;\n"
                         " range 10.0.0.30 10.0.0.39; option routers 10.0.0.1;\n}\n"}});
  CHECK(value(site, "dhcp", "dhcp.ping_attempts") == "0");
  CHECK(value(site, "dhcp", "dhcp.lease") == "43200s");
  CHECK(value(site, "dhcp", "dhcp.scopes") ==
        "{network: 10.0.0.0/24, pool: {first: 10.0.0.10, last: 10.0.0.39}, excluded: [{first: "
        "10.0.0.20, last: 10.0.0.29}], router: 10.0.0.1}");
  CHECK(fate(site, 2).starts_with("not modelled: conditions, classes"));
}

TEST_CASE("import: chan_sip's templates, and secrets in its lines [chan-sip]") {
  auto site = imported({{"sip.conf",
                         "[general]\ndefaultexpiry=300\nnat=no\n"
                         "register => user:geheim99@sip.example.com\n[a](!)\ntype=friend\n"
                         "qualify=yes\n[201](a)\nsecret=geheim99\n#include more.conf\n"}});
  CHECK(value(site, "asterisk", "sip.default_expiry") == "300s");
  CHECK(value(site, "asterisk", "sip.contact") == "as_written");
  CHECK(value(site, "asterisk", "sip.qualify") == "2s");
  CHECK(app::coverage_text(site).find("geheim") == std::string::npos);
  CHECK(fate(site, 10) == "not modelled: another file, which is not looked into");
  auto two =
      imported({{"sip.conf", "[a]\ntype=friend\nqualify=yes\n[b]\ntype=friend\nqualify=no\n"}});
  CHECK(fate(two, 3).starts_with("not modelled: sections differ"));
}

TEST_CASE("import: timers of Linux, whose interfaces site.yaml says [linux-conntrack]") {
  const std::string sysctl =
      "net.netfilter.nf_conntrack_udp_timeout = 60\n"
      "net.netfilter.nf_conntrack_udp_timeout_stream=180\nvm.swappiness = 10\n";
  auto site = imported({{"99.conf", sysctl}},
                       "devices:\n  linux: {interfaces: [{port: 1, address: 10.0.0.1/24}]}\n");
  CHECK(value(site, "linux", "nat.udp_timeout") == "60s");
  CHECK(value(site, "linux", "nat.udp_stream_timeout") == "180s");
  CHECK(site.text.find("\n  linux:\n") != std::string::npos);
  CHECK(imported({{"99.conf", sysctl}}).text.find("\n  linux:\n") == std::string::npos);
}

TEST_CASE("import: Batfish's layer 1 topology is cables, each once") {
  const std::string topology =
      "{\"edges\": [\n{\"node1\": {\"hostname\": \"a\", \"interfaceName\": \"Gi1/0/5\"},\n"
      "\"node2\": {\"hostname\": \"b\", \"interfaceName\": \"GigabitEthernet1/0/7\"}},\n"
      "{\"node2\": {\"hostname\": \"a\", \"interfaceName\": \"GigabitEthernet1/0/5\"},\n"
      "\"node1\": {\"hostname\": \"b\", \"interfaceName\": \"GigabitEthernet1/0/7\"}}\n]}\n";
  const auto sw = [](const char* name, const char* port) {
    return std::string("hostname ") + name + "\ninterface GigabitEthernet1/0/" + port +
           "\n switchport mode trunk\n";
  };
  auto site = imported(
      {{"layer1_topology.json", topology}, {"a.cfg", sw("a", "5")}, {"b.cfg", sw("b", "7")}});
  CHECK(site.text.find("links:\n  - a:5 - b:7\n") != std::string::npos);
  CHECK(site.complete);
}

TEST_CASE("import: HSRP, tracked routes and time-outs that never come [cisco-hsrp]") {
  auto site = imported({{"r1.cfg",
                         "hostname r1\ninterface GigabitEthernet0/0\n"
                         " ip address 203.0.113.2 255.255.255.252\n"
                         "interface GigabitEthernet0/1.110\n encapsulation dot1Q 110\n"
                         " ip address 10.110.0.2 255.255.255.0\n standby 7 ip 10.110.0.1\n"
                         " standby 7 priority 120\n standby 7 preempt\n"
                         " standby 7 authentication Hunter22\n standby 7 track 1 decrement 30\n"
                         "ip sla 1\n icmp-echo 198.51.100.1\n frequency 5\n"
                         "track 1 ip sla 1 reachability\n"
                         "ip route 0.0.0.0 0.0.0.0 203.0.113.1 track 1\n"}});
  const app::DraftDevice* r1 = site.draft.find("r1");
  REQUIRE(r1 != nullptr);
  std::string interfaces;
  for (const auto& setting : r1->settings) {
    if (setting.path == "interfaces") interfaces += setting.value;
  }
  CHECK(interfaces.find("vlan: 110, hsrp: [{group: 7, address: 10.110.0.1, priority: 120, "
                        "preempt: true, password: s") != std::string::npos);
  CHECK(interfaces.find("track_routes: [1], decrement: 30") != std::string::npos);
  CHECK(interfaces.find("Hunter22") == std::string::npos);
  CHECK(value(site, "r1", "routes") == "{to: 0.0.0.0/0, via: 203.0.113.1, track: 198.51.100.1}");
  CHECK(value(site, "r1", "route_tracking.every") == "5s");
  CHECK(site.lost() == 0);
}

TEST_CASE("import: a phone's file in one line: the gravest of its elements is said of it") {
  const std::string phone =
      "<device><deviceProtocol>SIP</deviceProtocol><devicePool><callManagerGroup><members><member "
      "priority=\"1\"><callManager><processNodeName>b.example.com</processNodeName></callManager>"
      "</member><member priority=\"0\"><callManager><processNodeName>a.example.com"
      "</processNodeName></callManager></member></members></callManagerGroup></devicePool>";
  const std::string with =
      "devices:\n  a: {kind: call_server, address: 10.0.0.1/24}\n"
      "  b: {kind: call_server, address: 10.0.0.2/24}\n  SEP1: {address: 10.0.0.9/24}\n"
      "links:\n  - SEP1 - a\n";
  auto site = imported({{"SEP1.cnf.xml", phone + "</device>\n"}}, with);
  CHECK(value(site, "SEP1", "call_servers") == "[a, b]");
  CHECK(fate(site, 1).starts_with("used: "));
  auto more = imported({{"SEP1.cnf.xml", phone + "<frob>1</frob></device>\n"}}, with);
  CHECK(fate(more, 1).starts_with("unknown: "));
  CHECK(more.lost() == 1);
  auto cut = imported({{"SEP1.cnf.xml", phone + "\n"}}, "");
  CHECK(cut.lost() > 0);
  auto blank = imported({{"SEP1.cnf.xml",
                          "<device><deviceProtocol>SIP</deviceProtocol><devicePool>"
                          "<processNodeName>{{ XX }}</processNodeName></devicePool>"
                          "</device>\n"}});
  CHECK(fate(blank, 1).find("a template's part") != std::string::npos);
}

TEST_CASE("import: an example in a document is nobody's configuration") {
  auto site = imported({{"guide.txt",
                         "# Port security\n```\ninterface GigabitEthernet1/0/1\n"
                         " switchport port-security\n```\n"}});
  CHECK(site.files[0].kind == app::FileKind::no_configuration);
  CHECK(site.draft.devices.empty());
}
