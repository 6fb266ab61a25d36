// Cisco ASA and PIX: what its statements set, or why they set nothing.
#include "app/import/asa_rules.hpp"

#include <charconv>

namespace app {
namespace {

using enum LineFate;
constexpr std::string_view on_asa = "interface";
constexpr std::string_view asa_management = "the management of the device";

}  // namespace

long asa_seconds(std::string_view text) {
  long total = 0;
  int parts = 0;
  while (true) {
    const std::size_t colon = text.find(':');
    const std::string_view part = text.substr(0, colon);
    long number = 0;
    if (!is_number(part)) return -1;
    std::from_chars(part.data(), part.data() + part.size(), number);
    total = total * 60 + number;
    ++parts;
    if (colon == std::string_view::npos) return parts == 3 ? total : -1;
    text.remove_prefix(colon + 1);
  }
}

const std::vector<StatementRule>& asa_rules() {
  static const std::vector<StatementRule> rules{
      {"", "interface <rest>", ">interface"},
      {"", "object network <w>", ">object"},
      {"", "object service <w>", ">other", irrelevant, "named by rules that are not modelled"},
      {"", "object-group <rest>", ">other", irrelevant, "named by rules that are not modelled"},
      {"", "class-map <rest>", ">other", relevant, "classes of traffic are not modelled"},
      {"", "policy-map <rest>", ">policy", irrelevant, "where the following lines belong"},
      {"", "group-policy <rest>", ">other", irrelevant, "VPN of people"},
      {"", "tunnel-group <rest>", ">other", relevant, "VPN is not modelled"},
      {"", "crypto <rest>", ">other", relevant, "VPN is not modelled"},
      {"", "hostname <w>", "hostname=$1", irrelevant, "its name"},
      {"", "same-security-traffic permit inter-interface", "inter=on"},
      {"", "same-security-traffic permit intra-interface", "intra=on"},
      {"", "arp timeout <n>", "arp_timeout=$1"},
      {"", "arp permit-nonconnected", "", relevant, "ARP for other networks than its own"},
      {"", "arp rate-limit <rest>", "", irrelevant, asa_management},
      {"", "arp <rest>", "", relevant, "static ARP entries are not modelled"},
      {"", "sysopt noproxyarp <w>", "noproxyarp+=$1"},
      {"", "sysopt connection tcpmss <rest>", "", relevant, "what it makes of MSS: mss_clamp"},
      {"", "sysopt <rest>", "", irrelevant, "telephony does not depend on it"},
      {"", "timeout <rest>", "timeout+=$1"},
      {"", "route <w> <ip> <ip> <ip> <rest>", "route+=$2 $3 $4 $5"},
      {"", "route <w> <n> <n> <ip> <rest>", "route+=0.0.0.0 0.0.0.0 $4 $5"},
      {"", "nat <rest>", "nat+=$1"},
      {"", "global <rest>", "", relevant, "NAT of releases before 8.3 is not modelled"},
      {"", "static <rest>", "", relevant, "NAT of releases before 8.3 is not modelled"},
      {"", "access-list <rest>", "", relevant, "rules: say them as firewall.permit in site.yaml"},
      {"", "access-group <rest>", "", relevant, "rules: say them as firewall.permit in site.yaml"},
      {"", "service resetinbound", "reset_in=on"},
      {"", "service resetoutbound", "reset_out=on"},
      {"", "service-policy <w> global", "policy=$1"},
      {"", "service-policy <rest>", "", relevant, "a policy of one interface"},
      {"", "dhcpd <rest>", "", relevant, "the DHCP server of an ASA is not modelled"},
      {"", "dhcprelay <rest>", "", relevant, "the DHCP relay of an ASA is not modelled"},
      {"", "failover <rest>", "", relevant, "fail-over of two units is not modelled"},
      {"", "threat-detection <rest>", "", relevant, "threat detection is not modelled"},
      {"", "mtu <w> <n>", "mtu+=$1 $2"},
      {"", "router <rest>", ">other", relevant, "routing protocols are not modelled"},
      {"", "sla monitor <rest>", ">other", relevant, "tracked routes of an ASA are not modelled"},
      {"", "track <rest>", "", relevant, "tracked routes of an ASA are not modelled"},
      {"", "ip verify reverse-path <rest>", "", relevant, "checks of sources are not modelled"},
      {"", "ip local pool <rest>", "", irrelevant, "VPN of people"},
      {"", "tls-proxy <rest>", ">other", relevant, "an ASA's TLS proxy is not modelled"},
      {"", "phone-proxy <rest>", ">other", relevant, "an ASA's phone proxy is not modelled"},
      {"", "monitor-interface <rest>", "", irrelevant, "of fail-over"},
      {"", "service sw-reset-button", "", irrelevant, asa_management},
      {"", "filter <rest>", "", irrelevant, "no protocol of phones"},
      {"", "privilege <rest>", "", irrelevant, asa_management},
      {"", "license <rest>", "", irrelevant, asa_management},
      {"", "time-range <rest>", ">other", irrelevant, "named by rules that are not modelled"},
      {"", "quota <rest>", "", irrelevant, asa_management},
      {"", "xlate <rest>", "", irrelevant, "telephony does not depend on it"},
      {"", "asa version <rest>", "", irrelevant, asa_management},
      {"", "pix version <rest>", "", irrelevant, asa_management},
      {"", "names", "", irrelevant, asa_management},
      {"", "name <rest>", "", irrelevant, asa_management},
      {"", "enable <rest>", "", irrelevant, asa_management},
      {"", "passwd <rest>", "", irrelevant, asa_management},
      {"", "username <rest>", ">other", irrelevant, asa_management},
      {"", "domain-name <rest>", "", irrelevant, asa_management},
      {"", "ftp <rest>", "", irrelevant, asa_management},
      {"", "dns <rest>", ">other", irrelevant, asa_management},
      {"", "pager <rest>", "", irrelevant, asa_management},
      {"", "logging <rest>", "", irrelevant, asa_management},
      {"", "icmp <rest>", "", irrelevant, asa_management},
      {"", "asdm <rest>", "", irrelevant, asa_management},
      {"", "aaa <rest>", "", irrelevant, asa_management},
      {"", "aaa-server <rest>", ">other", irrelevant, asa_management},
      {"", "http <rest>", "", irrelevant, asa_management},
      {"", "snmp-server <rest>", "", irrelevant, asa_management},
      {"", "telnet <rest>", "", irrelevant, asa_management},
      {"", "ssh <rest>", "", irrelevant, asa_management},
      {"", "console <rest>", "", irrelevant, asa_management},
      {"", "management-access <rest>", "", irrelevant, asa_management},
      {"", "boot <rest>", "", irrelevant, asa_management},
      {"", "clock <rest>", "", irrelevant, asa_management},
      {"", "ntp <rest>", "", irrelevant, asa_management},
      {"", "user-identity <rest>", "", irrelevant, asa_management},
      {"", "dynamic-access-policy-record <rest>", "", irrelevant, asa_management},
      {"", "prompt <rest>", "", irrelevant, asa_management},
      {"", "call-home <rest>", ">other", irrelevant, asa_management},
      {"", "cryptochecksum:<rest>", "", irrelevant, asa_management},
      {"", "webvpn", ">other", irrelevant, "VPN of people"},
      {"", "ssl <rest>", "", irrelevant, asa_management},
      {"", "banner <rest>", "", irrelevant, "a text for people"},
      {"", "terminal <rest>", "", irrelevant, asa_management},

      {on_asa, "nameif <w>", "nameif=$1"},
      {on_asa, "security-level <n>", "level=$1"},
      {on_asa, "ip address <ip> <ip> <rest>", "address=$1 $2"},
      {on_asa, "ip address <rest>", "", relevant, "an address that comes by DHCP or PPPoE"},
      {on_asa, "vlan <n>", "vlan=$1"},
      {on_asa, "shutdown", "shutdown=on"},
      {on_asa, "description <rest>", "", irrelevant, "a name"},
      {on_asa, "speed <rest>", "", relevant, "rates are said of links"},
      {on_asa, "duplex <rest>", "", relevant, "duplex is not modelled: a mismatch loses frames"},
      {on_asa, "management-only", "", irrelevant, asa_management},
      {on_asa, "switchport <rest>", "", relevant, "the switch in an ASA 5505 is not modelled"},
      {on_asa, "bridge-group <rest>", "", relevant, "bridge groups are not modelled"},

      {"object", "subnet <ip> <ip>", "subnet=$1 $2"},
      {"object", "host <ip>", "subnet=$1 255.255.255.255"},
      {"object", "range <rest>", "", relevant, "a range of addresses"},
      {"object", "fqdn <rest>", "", relevant, "a name"},
      {"object", "description <rest>", "", irrelevant, "a name"},
      {"object", "nat <rest>", "nat+=$1"},
      {"policy", "class <rest>", "class=$1", irrelevant, "where the following lines belong"},
      {"policy", "inspect sip <rest>", "inspect_sip=on"},
      {"policy", "inspect skinny <rest>", "", relevant, "inspection of SCCP is not modelled"},
      {"policy", "inspect icmp <rest>", "inspect_icmp=on"},
      {"policy", "inspect <rest>", "", irrelevant, "no protocol of phones"},
      {"policy", "parameters", "", irrelevant, "where the following lines belong"},
      {"policy", "message-length <rest>", "", irrelevant, "of DNS"},
      {"policy", "set connection <rest>", "", relevant, "time-outs and limits of a policy"},
      {"policy", "<rest>", "", relevant, "of a policy: not modelled"},
  };
  return rules;
}

}  // namespace app
