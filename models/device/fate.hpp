// Every frame ends in exactly one fate of this closed list; each says what it means and what to do.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace models {

enum class Fate : std::uint8_t {
  delivered,
  not_for_me,
  flooded_nowhere,
  same_port,
  port_security_relearn,
  port_security_violation,
  port_err_disabled,
  access_unauthorized,
  access_violation,
  stp_not_forwarding,
  stp_blocked,
  vlan_not_allowed,
  announcement_unheard,
  dhcp_server_untrusted,
  dhcp_no_trusted_port,
  dhcp_relay_info_untrusted,
  dhcp_client_untrusted,
  arp_not_bound,
  ip_not_bound,
  rate_exceeded,
  lost_on_link,
  link_down,
  link_queue_full,
  too_big_for_link,
  no_link,
  device_down,
  no_route,
  arp_unanswered,
  arp_queue_full,
  arp_table_full,
  tcp_no_connection,
  tcp_table_full,
  port_unreachable,
  radius_unknown_client,
  service_hangs,
  socket_full,
  registrar_overloaded,
  source_banned,
  wrong_host,
  ttl_expired,
  not_forwarded,
  too_big_df,
  fragment_dropped,
  first_hop_not_active,
  first_hop_refused,
  dhcp_not_relayed,
  nat_mapping_aged,
  nat_unsolicited,
  nat_filtered,
  nat_taken_in,
  nat_former_address,
  nat_table_full,
  nat_no_port_free,
  nat_no_connection,
  firewall_no_connection,
  firewall_conn_aged,
  firewall_denied,
  firewall_table_full,
  firewall_out_of_state,
};

struct FateText {
  Fate fate;
  std::string_view name;
  bool is_loss;  // the sender wanted it to arrive, and it did not
  std::string_view meaning;
  std::string_view advice;
};

inline constexpr std::array fates{
    FateText{Fate::delivered, "delivered", false, "The receiver took it in.", ""},
    FateText{Fate::not_for_me, "not_for_me", false,
             "A flooded copy reached a device that it does not concern.", ""},
    FateText{Fate::flooded_nowhere, "flooded_nowhere", true,
             "The switch knew no port for it and had no other port in that VLAN.",
             "Check the links and the VLANs of the switch."},
    FateText{Fate::same_port, "same_port", false,
             "The destination lies behind the port that it came from (IEEE 802.1D 7.7).", ""},
    FateText{Fate::port_security_relearn, "port_security_relearn", true,
             "Port security did not know the source MAC: it learned it, and lost the frame.",
             "Let secure addresses live longer than the longest silence of the phone, or not age."},
    FateText{
        Fate::port_security_violation, "port_security_violation", true,
        "The port already holds its maximum of secure MAC addresses, or the MAC belongs to "
        "another secure port.",
        "Raise maximum: a phone may need 2, with a PC behind it 3; of a MAC that has moved, clear "
        "it at its old port."},
    FateText{Fate::port_err_disabled, "port_err_disabled", true,
             "The port is err-disabled after a security violation, or by a limit of its rate.",
             "Remove the cause; enable errdisable recovery or re-enable the port."},
    FateText{Fate::access_unauthorized, "access_unauthorized", true,
             "The port demands authentication (802.1X, MAB), and the device has not succeeded, or "
             "not yet, or not for that VLAN.",
             "Look at what RADIUS answered, and when: order, tx_period, critical VLANs."},
    FateText{Fate::access_violation, "access_violation", true,
             "A device more than the port's host mode admits.",
             "Choose another host_mode; RADIUS must call a phone one (voice)."},
    FateText{Fate::stp_not_forwarding, "stp_not_forwarding", true,
             "Spanning tree did not let the port forward yet: its link has been up for less than "
             "two forward delays, or another way led there until now.",
             "Set portfast on ports of phones, PCs and servers."},
    FateText{Fate::stp_blocked, "stp_blocked", false,
             "It came in by a redundant link, whose port spanning tree blocks.", ""},
    FateText{Fate::vlan_not_allowed, "vlan_not_allowed", true,
             "The port does not carry the frame's VLAN.",
             "Compare the tag with the port's access, voice and trunk VLANs."},
    FateText{Fate::announcement_unheard, "announcement_unheard", true,
             "A phone asked by CDP or LLDP which VLAN is for voice, and its switch does not speak "
             "that protocol, or not yet.",
             "Enable it on the switch, or set the phone's VLAN by hand."},
    FateText{Fate::dhcp_server_untrusted, "dhcp_server_untrusted", true,
             "DHCP snooping: a DHCP server's message came in at a port that is not trusted.",
             "Trust the port that leads to the DHCP server; find the other server."},
    FateText{
        Fate::dhcp_no_trusted_port, "dhcp_no_trusted_port", true,
        "DHCP snooping: what a client broadcasts goes to trusted ports only, and no other port "
        "of its VLAN is one.",
        "Trust the port that leads to the DHCP server or relay."},
    FateText{Fate::dhcp_relay_info_untrusted, "dhcp_relay_info_untrusted", true,
             "A DHCP message has option 82, but no relay's address, and who got it does not trust "
             "whoever put that in (RFC 3046 2.1).",
             "Trust it there, or let the switch below not insert option 82."},
    FateText{Fate::dhcp_client_untrusted, "dhcp_client_untrusted", true,
             "DHCP snooping: a client's message came in at a port that is not trusted, through a "
             "relay, from another MAC than its own, or about an address of another port.",
             "Trust the port of a relay."},
    FateText{
        Fate::arp_not_bound, "arp_not_bound", true,
        "%SW_DAI-4-DHCP_SNOOPING_DENY: its sender, address and MAC, is not bound at this port.",
        "Bind hosts that have no lease by hand, or trust their ports; keep the bindings in a "
        "database over a restart."},
    FateText{Fate::ip_not_bound, "ip_not_bound", true,
             "IP source guard: its source address is not bound at this port.",
             "Bind hosts that have no lease by hand; keep the bindings in a database over a "
             "restart."},
    FateText{
        Fate::rate_exceeded, "rate_exceeded", true,
        "More DHCP or ARP packets came in at the port than it may send: it is err-disabled.",
        "Trust ports that lead to other switches; raise the rate; enable errdisable recovery."},
    FateText{Fate::lost_on_link, "lost_on_link", true, "The link lost it.",
             "Check the link's loss."},
    FateText{Fate::link_down, "link_down", true, "The link was down.", "Bring the link up."},
    FateText{Fate::link_queue_full, "link_queue_full", true,
             "More waited for the link than its queue holds.",
             "Raise the link's rate or queue, or send less."},
    FateText{Fate::too_big_for_link, "too_big_for_link", true,
             "The packet was larger than the line carries, and nobody was told.",
             "Lower the MTU of both ends, or clamp the MSS; raise the line's."},
    FateText{Fate::no_link, "no_link", true, "Nothing is plugged into that port.",
             "Check the links."},
    FateText{Fate::device_down, "device_down", true, "The device that it reached was off.",
             "Power the device on."},
    FateText{Fate::no_route, "no_route", true,
             "No route leads to the destination: a host without a gateway, or a router's table.",
             "Set gateway, add a route, or correct the prefix."},
    FateText{Fate::arp_unanswered, "arp_unanswered", true,
             "Nobody answered the ARP requests for the next hop.",
             "Check that the next hop is up and in the same VLAN."},
    FateText{Fate::arp_queue_full, "arp_queue_full", true,
             "Pushed out of the queue of packets that wait for an ARP reply.",
             "Find out why nobody answers ARP; if it is only slow, raise arp.queue."},
    FateText{Fate::arp_table_full, "arp_table_full", true,
             "The ARP cache holds its maximum of fresh entries.", "Raise arp.capacity."},
    FateText{Fate::tcp_no_connection, "tcp_no_connection", true,
             "A TCP segment for a connection that does not exist; answered with RST.",
             "One end has closed or restarted while the other has not noticed."},
    FateText{Fate::tcp_table_full, "tcp_table_full", true,
             "The server holds its maximum of connections; the SYN is ignored.",
             "Raise max_connections."},
    FateText{Fate::port_unreachable, "port_unreachable", true,
             "A UDP datagram for a port that nobody listens on; answered with ICMP.",
             "Check the port and the transport."},
    FateText{Fate::radius_unknown_client, "radius_unknown_client", true,
             "The RADIUS server does not know the switch that asks, and says nothing (RFC 2865 3).",
             "Add the switch to the server's clients; compare their secret."},
    FateText{Fate::service_hangs, "service_hangs", true,
             "The kernel took it in for a process that hangs: no answer before that goes on.",
             "Find out what the process waits for, or restart its service."},
    FateText{Fate::socket_full, "socket_full", true,
             "More datagrams waited for a process that hangs than its socket holds.",
             "Find out what the process waits for, or restart its service."},
    FateText{Fate::registrar_overloaded, "registrar_overloaded", true,
             "More REGISTERs waited for the registrar than its queue holds.",
             "Let phones boot one after the other, or refuse with 503 and Retry-After."},
    FateText{
        Fate::source_banned, "source_banned", true,
        "The server takes in nothing from that address: too many wrong passwords came from it.",
        "Correct the password of who fails; raise ban.max_failures."},
    FateText{Fate::wrong_host, "wrong_host", true,
             "It was sent to the MAC of a host that does not have its IP address.",
             "Look for a gateway that is no router, or for two devices that claim one address."},
    FateText{Fate::ttl_expired, "ttl_expired", true, "Its time to live ran out (RFC 791).",
             "Look for routers that send it to each other."},
    FateText{Fate::not_forwarded, "not_forwarded", true,
             "A router got it from the wrong side: for an address inside its NAT, from outside.",
             "Send to the router's outside address."},
    FateText{Fate::too_big_df, "too_big_df", true,
             "Larger than the MTU of the way out, and not to be fragmented (DF): only its sender "
             "can help, if ICMP tells it so.",
             "Clamp the MSS, let ICMP through to who sends, or raise the MTU."},
    FateText{Fate::fragment_dropped, "fragment_dropped", true,
             "The datagram came in fragments, and what passes here are whole ones only.",
             "Let fragments pass, make messages shorter, or register over TCP."},
    FateText{Fate::first_hop_not_active, "first_hop_not_active", true,
             "It came to the virtual MAC of a group whose active router this one was: another one "
             "is now, and the switches do not know it.",
             "Let the new one announce itself, and its hellos come from the virtual MAC."},
    FateText{Fate::first_hop_refused, "first_hop_refused", true,
             "A hello of the same group with another password, interval or address.",
             "Give all routers of a group the same settings, or two of them are active."},
    FateText{Fate::dhcp_not_relayed, "dhcp_not_relayed", true,
             "A DHCP client asked again, and the router there passes its questions on to no "
             "server.",
             "Name the DHCP server as helper address of the client's interface."},
    FateText{Fate::nat_mapping_aged, "nat_mapping_aged", true,
             "The NAT had let the sender in, but forgot the mapping after too long a silence.",
             "Let the mapping live longer than the time between keepalives, or send them sooner."},
    FateText{Fate::nat_unsolicited, "nat_unsolicited", true,
             "Nobody inside the NAT has sent from that port.",
             "Register again after the router was restarted or got another address."},
    FateText{Fate::nat_filtered, "nat_filtered", true,
             "The NAT port is in use, but its owner never sent to this sender.",
             "Answer from the address and port that the phone sends to, or relax filtering."},
    FateText{
        Fate::nat_taken_in, "nat_taken_in", true,
        "The NAT takes it for its own: something that came when nobody inside had a flow began "
        "one, which holds the port.",
        "Drop what comes to the outside unasked, or let flows live longer than silences."},
    FateText{Fate::nat_former_address, "nat_former_address", true,
             "For an outside address that the router has no more: the flow is older than the "
             "change, and still in use.",
             "End all flows when the address changes, or be silent for longer than they live."},
    FateText{Fate::nat_table_full, "nat_table_full", true, "The NAT holds its maximum of flows.",
             "Raise capacity, or shorten the timeouts of what fills it."},
    FateText{Fate::nat_no_port_free, "nat_no_port_free", true,
             "No outside port is left for it: all are taken, or the only one that it may have.",
             "Widen first_port to last_port; with static ports give each phone a port of its own."},
    FateText{Fate::nat_no_connection, "nat_no_connection", true,
             "A TCP segment of a connection that the NAT does not know (any more).",
             "Let established connections live longer than their silence, or keep them alive."},
    FateText{Fate::firewall_no_connection, "firewall_no_connection", true,
             "%ASA-6-106015: Deny TCP (no connection). It belongs to no connection that the "
             "firewall saw begin.",
             "Look for a wrong ARP entry or an asymmetric route that brings it here."},
    FateText{Fate::firewall_conn_aged, "firewall_conn_aged", true,
             "The firewall had forgotten the connection after too long a silence.",
             "Let connections live longer than the time between keepalives."},
    FateText{Fate::firewall_denied, "firewall_denied", true,
             "No rule permits it to begin, or to leave by the interface that it came in by.",
             "Permit it; or find out why it was sent to the firewall at all."},
    FateText{Fate::firewall_table_full, "firewall_table_full", true,
             "The firewall holds its maximum of connections.", "Raise capacity."},
    FateText{Fate::firewall_out_of_state, "firewall_out_of_state", true,
             "Not what the handshake wants: its other half takes another way.",
             "Make both directions pass the same firewall, or bypass its TCP state."},
};
inline constexpr std::size_t fate_count = fates.size();

constexpr const FateText& describe(Fate fate) { return fates[static_cast<std::size_t>(fate)]; }

constexpr bool fates_in_order() {
  for (std::size_t i = 0; i < fate_count; ++i) {
    if (static_cast<std::size_t>(fates[i].fate) != i) return false;
  }
  return true;
}
static_assert(fates_in_order());

}  // namespace models
