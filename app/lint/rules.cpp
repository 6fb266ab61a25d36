// The rules, one row each: `fastbusy lint --rules` and the README's table are made of it.
#include <algorithm>
#include <array>

#include "app/lint/rule.hpp"

namespace app {
namespace {

constexpr std::string_view as_it_is = "the scenario as it is, with its timeline";
constexpr std::string_view with_calls =
    "the scenario as it is, with its timeline; copies of it are called";

constexpr std::array table{
    LintRule{"FB101", "port-security-ageing",
             "Secure addresses go before the phones behind them send again.",
             "port_security.aging_time, aging_type; register_expires, keepalive, "
             "keepalive_interval",
             "The frame that teaches an aged address is lost, and what waits for it with it.",
             as_it_is, port_security_ageing},
    LintRule{"FB102", "port-security-maximum", "More addresses come in at a port than it admits.",
             "port_security.maximum, maximum_access, maximum_voice; phones, PCs and their VLANs",
             "A phone counts once for each VLAN that it is in, its PC once more; one too many is a "
             "violation.",
             as_it_is, port_security_maximum},
    LintRule{"FB103", "portfast-missing",
             "Phones wait for spanning tree at ports that lead to no switch.",
             "stp.portfast, auto_edge, forward_delay; dhcp.give_up_after",
             "A port listens and learns before it forwards; who gives up before that begins anew, "
             "and takes the link down again.",
             as_it_is, portfast_missing},
    LintRule{"FB104", "trunk-lacks-vlan", "A trunk does not carry the VLAN of phones behind it.",
             "port_settings.allowed, vlan, voice_vlan; phones' vlan",
             "Frames of a VLAN that is not on the list end there, in one direction or both.",
             as_it_is, trunk_lacks_vlan},
    LintRule{"FB105", "mab-after-dhcp",
             "802.1X is tried for longer than phones wait for an address.",
             "port_access.tx_period, max_reauth_req, order; dhcp.give_up_after",
             "A phone without a supplicant is let in by its MAC address only after 802.1X has "
             "failed.",
             as_it_is, mab_too_late},
    LintRule{"FB106", "power-budget", "Devices take more power than the switch has.",
             "poe.budget, allocation; power.class, draw",
             "By class a port sets aside what the class allows, whatever is drawn; who comes last "
             "stays dark.",
             as_it_is, power_budget},
    LintRule{"FB201", "proxy-arp", "A router answers ARP requests for a call server beside it.",
             "interfaces.proxy_arp, proxy_arp.answers_for; the call server's address, arp.accept",
             "Of two answers the first or the last one counts; what goes to the router does not "
             "arrive.",
             as_it_is, proxy_arp},
    LintRule{"FB202", "return-route", "What phones send arrives, and nothing comes back.",
             "routes, gateway of everybody on the way",
             "A way there is no way back: each side needs a route to the other's network.",
             as_it_is, return_route},
    LintRule{"FB203", "floating-route", "A second route takes over only when a cable is pulled.",
             "routes.distance, track",
             "A static route stays in force while its next hop is there, whatever happens behind "
             "it.",
             "without the timeline, the next router's far cable pulled", floating_route},
    LintRule{"FB204", "way-too-narrow", "Messages do not fit, and nobody says so.",
             "interfaces.mtu, fragments, sends_unreachables, mss_clamp; links.mtu; register_bytes",
             "Long datagrams go in fragments, which some drop; long segments need ICMP or a clamp.",
             with_calls, tunnel_mtu},
    LintRule{"FB205", "failover-patience",
             "The routers need longer to take over than phones and call servers wait.",
             "hsrp.hold, vrrp.interval; timer_f, keepalive_grace, sccp.detection",
             "While nobody answers for the gateway nothing passes.",
             "without the timeline, the active router off", first_hop_patience},
    LintRule{
        "FB206", "tree-patience",
        "Spanning tree needs longer for another way than phones and call servers wait.",
        "stp.mode, max_age, forward_delay; timer_f, keepalive_grace, sccp.detection",
        "IEEE 802.1D listens and learns before a port forwards, and may wait for max_age first.",
        "without the timeline, one cable between switches pulled", tree_patience},
    LintRule{"FB207", "tracking-patience",
             "A monitored route needs longer to fail over than phones and call servers wait.",
             "route_tracking.every, failures; timer_f, keepalive_grace, sccp.detection",
             "Until so many pings are unanswered everything goes where nothing comes from.",
             "without the timeline, the next router's far cable pulled", tracking_patience},
    LintRule{"FB301", "unknown-leases",
             "A DHCP server deals out addresses that clients hold from before.",
             "dhcp.ping_attempts, imported; dhcp.lease_left",
             "Neither its list nor a ping tells it that an address is in use.", with_calls,
             unknown_leases},
    LintRule{"FB302", "pool-too-small",
             "A pool has fewer addresses than clients, fixed hosts and declines need.",
             "dhcp.scopes.pool, excluded, decline_time; clients, fixed addresses, device_tracking",
             "An address that is leased, declined or found in use is nobody else's for long.",
             as_it_is, pool_too_small},
    LintRule{"FB303", "option-missing", "A lease lacks an option that phones need.",
             "dhcp.scopes: router, dns, tftp_servers, ntp_servers; provisioning, domain, discovery",
             "Without it they do not know where to ask.", as_it_is, options_missing},
    LintRule{"FB304", "pools-overlap", "Two DHCP servers deal out the same addresses.",
             "dhcp.scopes.pool, excluded of both", "Neither knows the other's leases.", with_calls,
             pools_overlap},
    LintRule{"FB401", "udp-timeout", "A NAT or firewall forgets a phone's flow before it is used.",
             "nat.udp_timeout, udp_stream_timeout, firewall.udp_timeout; keepalive, qualify_every, "
             "register_expires",
             "Once it is forgotten nothing comes in until the phone sends again.", with_calls,
             udp_timeout},
    LintRule{"FB402", "refresh-direction",
             "Only what comes in keeps the flow of a phone open, and after a gap nothing can.",
             "nat.refresh, udp_timeout; keepalive, qualify_every",
             "An OPTIONS that finds the flow gone cannot open it; the phone's own packets can.",
             "without the timeline, the phones' cable pulled for longer than the flow lasts",
             refresh_direction},
    LintRule{"FB403", "sip-alg", "An ALG hides the NAT from who would keep it open.",
             "nat.sip_alg; qualify_natted_only, keepalive",
             "The registrar sees a phone without a NAT, and asks it nothing.", with_calls, sip_alg},
    LintRule{"FB404", "tcp-idle", "A NAT or firewall forgets connections that phones still use.",
             "firewall.conn_timeout, sip_timeout, nat.tcp_established_timeout; keepalive_interval, "
             "standby_keepalive, register_expires",
             "The next segment is dropped without a word, and repeated until the phone gives up.",
             with_calls, tcp_idle},
    LintRule{"FB501", "grant-and-refresh", "Phones come back later than their registration lasts.",
             "max_expiry, keepalive_interval, keepalive_grace; heeds_grant, refresh_percent, "
             "register_delta, min_keepalive",
             "The grant counts, not what was asked for.", with_calls, grant_and_refresh},
    LintRule{"FB502", "grace-and-retransmission",
             "A call manager's grace is over before a lost keepalive is repeated.",
             "sip.keepalive_grace; tcp.rto_min", "TCP repeats after RTO, then after twice that.",
             "without the timeline, with 5 % of the frames at the phones' cables lost",
             grace_and_retransmission},
    LintRule{"FB503", "registrar-capacity",
             "More phones register than the registrar works off in time.",
             "load.per_second; the number of phones, register_expires, timer_f",
             "Who waits too long asks again, and makes the queue longer.",
             "without the timeline, a power failure of all its phones", registrar_capacity},
};

}  // namespace

std::span<const LintRule> lint_rules() { return table; }

const LintRule* lint_rule(std::string_view code) {
  const auto found = std::ranges::find_if(
      table, [&](const LintRule& rule) { return rule.code == code || rule.name == code; });
  return found == table.end() ? nullptr : &*found;
}

void add_cure(Suspicion& suspicion, const SetTo& sets) {
  Difference cure;
  for (const auto& [path, value] : sets) {
    auto one = difference_of(path, value);
    if (!one) return;
    cure.names += (cure.names.empty() ? "" : ", ") + path;
    cure.sets.push_back(std::move(one->sets.front()));
  }
  if (!cure.sets.empty()) suspicion.cures.push_back(std::move(cure));
}

}  // namespace app
