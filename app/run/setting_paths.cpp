// The models' settings, as the file's paths.
#include "app/run/configs.hpp"

namespace app {

std::string_view path_below_device(models::Setting setting) {
  using enum models::Setting;
  switch (setting) {
    case none: return "";
    case port_security_aging_time: return "port_security.aging_time";
    case port_security_relearn: return "port_security.relearn";
    case port_security_maximum: return "port_security.maximum";
    case stp_portfast: return "stp.portfast";
    case stp_forward_delay: return "stp.forward_delay";
    case keepalive_grace: return "sip.keepalive_grace";
    case link_loss: return "loss";
    case link_up: return "up";
    case link_queue: return "queue";
    case device_power: return "";
    case gateway: return "gateway";
    case arp_retries: return "arp.retries";
    case arp_queue: return "arp.queue";
    case arp_capacity: return "arp.capacity";
    case max_connections: return "max_connections";
    case vlan: return "port_settings";
    case host_vlan: return "vlan";
    case min_refresh: return "sip.min_refresh";
    case routes: return "routes";
    case nat_capacity: return "nat.capacity";
    case nat_ports: return "nat.last_port";
    case nat_filtering: return "nat.filtering";
    case nat_tcp_loose: return "nat.tcp_loose";
    case nat_udp_timeout: return "nat.udp_timeout";
    case nat_udp_stream_timeout: return "nat.udp_stream_timeout";
    case nat_tcp_syn_timeout: return "nat.tcp_syn_timeout";
    case nat_tcp_established_timeout: return "nat.tcp_established_timeout";
    case nat_tcp_closing_timeout: return "nat.tcp_closing_timeout";
    case nat_icmp_timeout: return "nat.icmp_timeout";
    case nat_sip_timeout: return "nat.sip_timeout";
    case nat_sip_alg: return "nat.sip_alg";
    case qualify: return "sip.qualify";
    case dhcp_relay: return "interfaces.#.dhcp_relay";
    case dhcp_relay_min_secs: return "dhcp_relay.min_secs";
    case dhcp_relay_max_hops: return "dhcp_relay.max_hops";
    case sccp_detection: return "sccp.detection.mode";
    case sip_timer_f: return "sip.timers.timer_f";
    case registrar_load: return "load.per_second";
    case sip_password: return "sip.password";
    case proxy_arp: return "proxy_arp.enabled";
    case firewall_tcp_state_bypass: return "firewall.tcp_state_bypass";
    case firewall_permit: return "firewall.permit";
    case firewall_inter_interface: return "firewall.same_security_permit_inter_interface";
    case firewall_intra_interface: return "firewall.same_security_permit_intra_interface";
    case firewall_capacity: return "firewall.capacity";
    case firewall_conn_timeout: return "firewall.conn_timeout";
    case firewall_half_closed_timeout: return "firewall.half_closed_timeout";
    case firewall_embryonic_timeout: return "firewall.embryonic_timeout";
    case firewall_tcp_bypass_timeout: return "firewall.tcp_bypass_timeout";
    case firewall_udp_timeout: return "firewall.udp_timeout";
    case firewall_sip_timeout: return "firewall.sip_timeout";
    case firewall_icmp_timeout: return "firewall.icmp_timeout";
  }
  return "";
}

}  // namespace app
