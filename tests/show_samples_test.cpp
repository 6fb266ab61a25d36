// More of what devices show, beside published samples ([ntc-templates], [asa-show]).
#include "tests/show_fixture.hpp"

namespace tests::shows {

TEST_CASE("show authentication sessions, power inline, snooping binding: as in samples") {
  const Run access("access/healthy.yaml", "5min");
  const Shown sessions = access.on("sw1", "show authentication sessions");
  CHECK(lines(sessions.text)[0] ==
        "Interface    MAC Address    Method  Domain  Status Fg Session ID");
  CHECK(begins(line_with(sessions, "Fa0/1 ")) ==
        begins("Gi1/0/5      848a.12cd.3636 mab     VOICE   Auth      0A0A1DFE00000FBD000101FF"));
  const Run poe("poe/budget-of-24.yaml", "5min");
  const Shown power = poe.on("sw1", "show power inline");
  CHECK(ends(lines(power.text)[3]) == ends("1           740.0      330.0       410.0"));
  CHECK(begins(line_with(power, "Fa0/1 ")) ==
        begins("Gi1/0/1   auto   on         30.0    Ieee PD             4     30.0"));
  CHECK(line_with(power, "power-deny").starts_with("Fa0/"));
  const Run snooping("snooping/all-watched.yaml", "10min");
  const Shown bindings = snooping.on("sw1", "show ip dhcp snooping binding");
  CHECK(begins(line_with(bindings, "02:00:00:00:00:05")) ==
        begins("00:09:BB:3D:D6:58   10.1.10.2        86250       dhcp-snooping  10    "
               "FastEthernet0/1"));
}

TEST_CASE("show standby, show arp of an ASA, pjsip show contacts: as in samples") {
  const Run lan("lan/core-preempts.yaml", "5min");
  CHECK(lan.on("ra", "show standby").text ==
        "GigabitEthernet0/1 - Group 70\n"
        "  State is Active\n"
        "  Virtual IP address is 10.70.0.1\n"
        "  Active virtual MAC address is 0000.0c07.ac46\n"
        "    Local virtual MAC address is 0000.0c07.ac46 (v1 default)\n"
        "  Hello time 3 sec, hold time 10 sec\n"
        "  Preemption enabled\n"
        "  Active router is local\n"
        "  Standby router is 10.70.0.3\n"
        "  Priority 110 (configured 110)\n");
  CHECK(begins(line_with(lan.on("rb", "show standby brief"), "Gi0/1")) ==
        begins("Fa0/1       70   100 P Standby 10.70.0.2       local           10.70.0.1"));
  const Run firewall("everyday/firewall-idle-timeout.yaml", "10min");
  CHECK(begins(line_with(firewall.on("fw", "show arp"), "10.2.1.51")) ==
        begins("        inside 10.2.1.51 444e.6df8.b97e 592"));
  const Run early("everyday/firewall-idle-timeout.yaml", "1min");
  const Shown connections = early.on("fw", "show conn");
  CHECK(line_with(connections, "10.2.1.51").starts_with("TCP "));
  CHECK(line_with(connections, "10.2.1.51").find(", bytes 0, flags UIO") != std::string::npos);
  const Run registrar("registrar/max-contacts.yaml", "10min");
  const std::string contact = line_with(registrar.on("pbx", "pjsip show contacts"), "phone1/");
  const std::string sample =
      "  Contact:  phone1/sip:203.0.113.9:5060                    1a2b3c4d5e NonQual         nan";
  CHECK(begins(contact) == begins(sample));
  CHECK(ends(contact).back() == ends(sample).back());
}

TEST_CASE("show ip dhcp binding and conflict: a server with IOS' words") {
  sim::Diagnostics diagnostics;
  const auto source = app::read_source(
      std::string(FASTBUSY_SOURCE_DIR) + "/scenarios/netphone/dhcp-conflict.yaml", diagnostics);
  REQUIRE(source);
  std::string text = source->text;
  const std::string was = "profile: windows-dhcp-2008r2";
  text.replace(text.find(was), was.size(), "profile: ios-dhcp");
  const auto scenario = app::load({"x.yaml", text}, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(scenario);
  const auto run =
      app::simulate({.scenario = *scenario, .seed = 1, .stop = std::chrono::minutes(50)}, {});
  const auto on = [&](const std::string& command) {
    return app::show(*run.world, *scenario, *scenario->device("sbs"), command);
  };
  const Shown bindings = on("show ip dhcp binding");
  CHECK(lines(bindings.text)[1] ==
        "IP address          Client-ID/              Lease expiration        Type");
  CHECK(begins(line_with(bindings, "192.168.16.51")) ==
        begins("10.1.51.20          0100.5079.6668.01       Mar 02 2002 01:03 AM    Automatic"));
  CHECK(lines(on("sh ip dhcp conf").text)[0] ==
        "IP address        Detection method   Detection time          VRF");
}

TEST_CASE("show: leases in nobody's words, and a display in the phone's") {
  const Run netphone("netphone/dhcp-conflict.yaml", "44min");
  const Shown leases = netphone.on("sbs", "leases");
  CHECK(leases.rows.size() == 6);
  CHECK(netphone.on("phone1", "display").rows[0][1].second == "Initialisierung");
}

}  // namespace tests::shows
