#include "app/import/file_kind.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "app/import/statements.hpp"

namespace app {
namespace {

// A line that begins so (blanks in front left out) speaks for a kind, so much.
struct Sign {
  std::string_view begins;
  FileKind kind;
  std::string_view whose;  // of what is refused
  int weight;
};
constexpr std::array signs{
    Sign{"interface GigabitEthernet", FileKind::ios, "", 3},
    Sign{"interface FastEthernet", FileKind::ios, "", 3},
    Sign{"interface TenGigabitEthernet", FileKind::ios, "", 3},
    Sign{"interface TwoGigabitEthernet", FileKind::ios, "", 3},
    Sign{"interface range ", FileKind::ios, "", 3},
    Sign{"interface Vlan", FileKind::ios, "", 2},
    Sign{"int range ", FileKind::ios, "", 3},
    Sign{"conf t", FileKind::ios, "", 2},
    Sign{"sw mo", FileKind::ios, "", 2},
    Sign{"sw acc", FileKind::ios, "", 2},
    Sign{"int gi", FileKind::ios, "", 2},
    Sign{"int fa", FileKind::ios, "", 2},
    Sign{"switchport ", FileKind::ios, "", 2},
    Sign{"ip nat ", FileKind::ios, "", 4},
    Sign{"ip route ", FileKind::ios, "", 1},
    Sign{"ip dhcp pool ", FileKind::ios, "", 4},
    Sign{"service timestamps ", FileKind::ios, "", 3},
    Sign{"service password-encryption", FileKind::ios, "", 3},
    Sign{"line vty ", FileKind::ios, "", 2},
    Sign{"hostname ", FileKind::ios, "", 1},
    Sign{"spanning-tree ", FileKind::ios, "", 1},
    Sign{"mac address-table ", FileKind::ios, "", 2},
    Sign{"mac-address-table ", FileKind::ios, "", 2},
    Sign{"errdisable recovery ", FileKind::ios, "", 3},
    Sign{"ASA Version", FileKind::asa, "", 20},
    Sign{"PIX Version", FileKind::asa, "", 20},
    Sign{": Saved", FileKind::asa, "", 10},
    Sign{"nameif ", FileKind::asa, "", 6},
    Sign{"security-level ", FileKind::asa, "", 6},
    Sign{"timeout xlate ", FileKind::asa, "", 8},
    Sign{"sysopt ", FileKind::asa, "", 6},
    Sign{"<device", FileKind::cucm_phone, "", 10},
    Sign{"<deviceProtocol>", FileKind::cucm_phone, "", 20},
    Sign{"<callManagerGroup", FileKind::cucm_phone, "", 20},
    Sign{"object network ", FileKind::asa, "", 6},
    Sign{"subnet ", FileKind::isc_dhcpd, "", 4},
    Sign{"ping-check ", FileKind::isc_dhcpd, "", 5},
    Sign{"option routers ", FileKind::isc_dhcpd, "", 5},
    Sign{"default-lease-time ", FileKind::isc_dhcpd, "", 6},
    Sign{"max-lease-time ", FileKind::isc_dhcpd, "", 6},
    Sign{"option domain-name-servers ", FileKind::isc_dhcpd, "", 5},
    Sign{"hardware ethernet ", FileKind::isc_dhcpd, "", 5},
    Sign{"dhcp-range=", FileKind::dnsmasq, "", 10},
    Sign{"dhcp-option=", FileKind::dnsmasq, "", 8},
    Sign{"dhcp-host=", FileKind::dnsmasq, "", 8},
    Sign{"\"Dhcp4\"", FileKind::kea, "", 20},
    Sign{"\"subnet4\"", FileKind::kea, "", 10},
    Sign{"type=aor", FileKind::pjsip, "", 10},
    Sign{"type=endpoint", FileKind::pjsip, "", 10},
    Sign{"type = aor", FileKind::pjsip, "", 10},
    Sign{"type = endpoint", FileKind::pjsip, "", 10},
    Sign{"type=friend", FileKind::chan_sip, "", 8},
    Sign{"type=peer", FileKind::chan_sip, "", 8},
    Sign{"type = friend", FileKind::chan_sip, "", 8},
    Sign{"defaultexpiry", FileKind::chan_sip, "", 8},
    Sign{"net.ipv4.", FileKind::sysctl, "", 4},
    Sign{"net.netfilter.", FileKind::sysctl, "", 6},
    Sign{"*nat", FileKind::iptables, "", 8},
    Sign{"*filter", FileKind::iptables, "", 8},
    Sign{"-A POSTROUTING", FileKind::iptables, "", 8},
    Sign{"table ip ", FileKind::iptables, "", 8},
    Sign{"table inet ", FileKind::iptables, "", 8},
    Sign{"\"edges\"", FileKind::batfish_topology, "", 5},
    Sign{"{\"edges\"", FileKind::batfish_topology, "", 5},
    Sign{"{\"node1\"", FileKind::batfish_topology, "", 3},
    Sign{"{ \"Dhcp4\"", FileKind::kea, "", 20},
    Sign{"{\"Dhcp4\"", FileKind::kea, "", 20},
    Sign{"\"node1\"", FileKind::batfish_topology, "", 3},
    Sign{"feature ", FileKind::refused, "Cisco NX-OS", 4},
    Sign{"vrf context ", FileKind::refused, "Cisco NX-OS", 8},
    Sign{"!Command: show running-config", FileKind::refused, "Cisco NX-OS", 20},
    Sign{"interface Ethernet1/", FileKind::refused, "Cisco NX-OS", 3},
    Sign{"!! IOS XR", FileKind::refused, "Cisco IOS XR", 40},
    Sign{"interface GigabitEthernet0/0/0/", FileKind::refused, "Cisco IOS XR", 8},
    Sign{"! device: ", FileKind::refused, "Arista EOS", 8},
    Sign{"interface Ethernet", FileKind::refused, "Arista EOS", 1},
    Sign{"set system ", FileKind::refused, "Juniper Junos", 6},
    Sign{"set interfaces ", FileKind::refused, "Juniper Junos", 4},
    Sign{"set interfaces ethernet", FileKind::refused, "VyOS or EdgeOS", 8},
    Sign{"host-name ", FileKind::refused, "Juniper Junos", 3},
    Sign{"#config-version=FG", FileKind::refused, "Fortinet FortiOS", 30},
    Sign{"config system ", FileKind::refused, "Fortinet FortiOS", 5},
    Sign{"config firewall ", FileKind::refused, "Fortinet FortiOS", 5},
    Sign{"/ip ", FileKind::refused, "MikroTik RouterOS", 6},
    Sign{"/interface ", FileKind::refused, "MikroTik RouterOS", 6},
    Sign{"add action=", FileKind::refused, "MikroTik RouterOS", 3},
    Sign{"<pfsense>", FileKind::refused, "pfSense", 40},
    Sign{"<opnsense>", FileKind::refused, "OPNsense", 40},
    Sign{"config interface", FileKind::refused, "OpenWrt", 5},
    Sign{"config defaults", FileKind::refused, "OpenWrt", 5},
    Sign{"sysname ", FileKind::refused, "Huawei VRP or HPE Comware", 8},
    Sign{"port link-type ", FileKind::refused, "Huawei VRP or HPE Comware", 8},
    Sign{"; J", FileKind::refused, "HPE ProCurve or ArubaOS-Switch", 6},
    Sign{"untagged ", FileKind::refused, "HPE ProCurve or ArubaOS-Switch", 3},
    Sign{"create vlan ", FileKind::refused, "ExtremeXOS", 6},
    Sign{"configure vlan ", FileKind::refused, "ExtremeXOS", 6},
    Sign{"#!KAMAILIO", FileKind::refused, "Kamailio", 40},
    Sign{"loadmodule ", FileKind::refused, "Kamailio or OpenSIPS", 5},
    Sign{"#!version:1.0.0.1", FileKind::refused, "Yealink", 40},
    Sign{"account.1.", FileKind::refused, "Yealink", 5},
    Sign{"<settings>", FileKind::refused, "snom", 6},
    Sign{"<phone-settings", FileKind::refused, "snom", 20},
    Sign{"<gs_provision", FileKind::refused, "Grandstream", 40},
    Sign{"<PHONE_CONFIG>", FileKind::refused, "Poly", 40},
    Sign{"<polycomConfig", FileKind::refused, "Poly", 40},
    Sign{"<DHCPServer", FileKind::refused, "Windows DHCP", 40},
    Sign{"Dhcp Server ", FileKind::refused, "Windows DHCP", 10},
    Sign{"topology:", FileKind::refused, "containerlab", 6},
};

bool begins_with(std::string_view line, std::string_view what) {
  return line.size() >= what.size() &&
         std::ranges::equal(line.substr(0, what.size()), what, [](char a, char b) {
           return std::tolower(static_cast<unsigned char>(a)) ==
                  std::tolower(static_cast<unsigned char>(b));
         });
}

// Examples in a text for people are nobody's configuration.
bool is_document(const ConfigFile& file) {
  return std::ranges::any_of(file.lines, [](std::string_view line) {
    return line.starts_with("```") || line.starts_with("~~~") || begins_with(line, "<!doctype") ||
           begins_with(line, "<html");
  });
}

struct Votes {
  FileKind kind;
  std::string_view whose;
  int weight = 0;
};

}  // namespace

void tell_kind(ConfigFile& file) {
  if (is_binary(file.text)) {
    file.whose = "not text";
    return;
  }
  if (is_document(file)) {
    file.whose = "a document, not a configuration";
    return;
  }
  std::vector<Votes> votes;
  constexpr std::size_t enough = 20'000;  // lines
  constexpr int most = 200;               // for one kind
  for (std::size_t i = 0; i < std::min(file.lines.size(), enough); ++i) {
    std::string_view line = file.lines[i];
    line.remove_prefix(std::min(line.find_first_not_of(" \t\xef\xbb\xbf"), line.size()));
    for (const Sign& sign : signs) {
      if (!begins_with(line, sign.begins)) continue;
      auto at = std::ranges::find_if(
          votes, [&](const Votes& v) { return v.kind == sign.kind && v.whose == sign.whose; });
      if (at == votes.end()) at = votes.insert(votes.end(), Votes{sign.kind, sign.whose});
      if (at->weight < most) at->weight += sign.weight;
    }
  }
  const auto best = std::ranges::max_element(votes, {}, &Votes::weight);
  constexpr int certain = 4;
  if (best == votes.end() || best->weight < certain) {
    const bool tags = file.text.find("{{") != std::string::npos;
    file.whose = tags ? "a template with parts that are not filled in" : "nothing that is known";
    return;
  }
  file.kind = best->kind;
  file.whose =
      best->kind == FileKind::refused ? std::string(best->whose) : std::string(to_text(best->kind));
}

}  // namespace app
