// FB204: messages that are longer than what a way carries in one piece.
#include <algorithm>
#include <set>

#include "app/lint/rule.hpp"
#include "app/lint/site.hpp"

namespace app {
namespace {

constexpr int udp_and_ip = 28;
constexpr int tcp_and_ip_header = 40;

// The narrowest place of the ways there and back.
struct Narrow {
  int mtu = 1500;
  std::string path{};
  std::size_t router = 0;
  std::size_t interface = 0;  // 0: a line, which tells nobody
};

void look_at_interfaces(const Site& site, const RoutedWay& way, Narrow& narrow) {
  for (const RoutedHop& hop : way.hops) {
    const auto* router = site.as<RouterSpec>(hop.device);
    if (router == nullptr || hop.out == 0 || hop.in == 0) continue;
    const int mtu = router->interfaces[hop.out - 1].mtu;
    if (mtu >= narrow.mtu) continue;
    narrow = {mtu, site.path(hop.device, "interfaces." + std::to_string(hop.out) + ".mtu"),
              hop.device, hop.out};
  }
}

// A line that carries less than what the routers send into it.
void look_at_lines(const Site& site, std::size_t from, std::size_t to, Narrow& narrow) {
  const std::vector<std::size_t> way = site.way(from, to);
  for (std::size_t i = 0; i + 1 < way.size(); ++i) {
    for (const CableEnd& cable : site.cables(way[i])) {
      const int mtu = site.scenario().link_specs[cable.entry].mtu;
      if (cable.other != way[i + 1] || mtu == 0 || mtu >= narrow.mtu) continue;
      const bool is_router = site.as<RouterSpec>(way[i]) != nullptr;
      narrow = {mtu, "links." + std::to_string(cable.entry + 1) + ".mtu",
                is_router ? way[i] : way[i + 1], 0};
    }
  }
}

std::optional<std::size_t> who_drops_fragments(const Site& site, const RoutedWay& there,
                                               const RoutedWay& back) {
  for (const RoutedWay* way : {&there, &back}) {
    for (const RoutedHop& hop : way->hops) {
      const auto* router = site.as<RouterSpec>(hop.device);
      if (router != nullptr && router->fragments == models::FragmentPolicy::drop) return hop.device;
    }
  }
  return std::nullopt;
}

bool is_clamped(const Site& site, const RoutedWay& way, int mtu) {
  return std::ranges::any_of(way.hops, [&](const RoutedHop& hop) {
    const auto* router = site.as<RouterSpec>(hop.device);
    const auto clamps = [&](std::size_t number) {
      if (router == nullptr || number == 0) return false;
      const int clamp = router->interfaces[number - 1].mss_clamp;
      return clamp != 0 && clamp + tcp_and_ip_header <= mtu;
    };
    return clamps(hop.in) || clamps(hop.out);
  });
}

// Why the sender does not hear that it is too long, by the setting; empty: it hears it.
std::string who_keeps_silent(const Site& site, const RoutedWay& there, const RoutedWay& back,
                             const Narrow& narrow) {
  if (narrow.interface == 0) return narrow.path;
  for (const RoutedWay* way : {&there, &back}) {
    for (const RoutedHop& hop : way->hops) {
      const auto* router = site.as<RouterSpec>(hop.device);
      if (router == nullptr || hop.out == 0) continue;
      const bool is_narrow = router->interfaces[hop.out - 1].mtu <= narrow.mtu;
      if (is_narrow && !router->sends_unreachables) {
        return site.path(hop.device, "sends_unreachables");
      }
      if (!is_narrow && router->firewall.enabled) return site.path(hop.device, "firewall.permit");
    }
  }
  return "";
}

}  // namespace

std::vector<Suspicion> tunnel_mtu(const Site& site) {
  std::vector<Suspicion> all;
  std::set<std::string> told;
  for (const PhoneGroup& phone : site.phones()) {
    const auto servers = site.servers(phone);
    const auto own = site.address(phone.device);
    if (servers.empty() || !own || phone.spec->is_trunk()) continue;
    const std::size_t server = servers[0];
    const auto* pbx = site.as<CallServerSpec>(server);
    const sim::Ipv4 address = site.scenario().devices[server].address.address;
    const RoutedWay there = site.route(phone.device, address);
    const RoutedWay back = site.route(server, own->address);
    Narrow narrow{.mtu = std::min(phone.spec->mtu, pbx->mtu)};
    look_at_interfaces(site, there, narrow);
    look_at_interfaces(site, back, narrow);
    look_at_lines(site, phone.device, server, narrow);
    Suspicion found;
    const std::string who = site.group_name(phone.device);
    if (speaks_udp(*phone.spec)) {
      const int request =
          phone.spec->register_bytes + (phone.spec->sip.password.empty() ? 0 : 190) + udp_and_ip;
      const int answer = pbx->register_answer_bytes + udp_and_ip;
      const int invite = pbx->invite_bytes + udp_and_ip;
      const int longest = std::max({request, answer, invite});
      const auto dropper = who_drops_fragments(site, there, back);
      const bool is_line = narrow.interface == 0 && !narrow.path.empty();
      using Df = models::PathMtuDiscovery;
      const bool is_phones = longest == request;
      const bool has_df =
          (is_phones ? phone.spec->path_mtu_discovery : pbx->path_mtu_discovery) == Df::all;
      const std::string silent =
          narrow.path.empty() ? "" : who_keeps_silent(site, there, back, narrow);
      const bool is_black_hole = has_df && !silent.empty();
      const bool is_lost = dropper || is_line || is_black_hole;
      if (longest <= narrow.mtu || !is_lost) continue;
      const std::string of = longest == request  ? site.path(phone.device, "register_bytes")
                             : longest == answer ? site.path(server, "register_answer_bytes")
                                                 : site.path(server, "invite_bytes");
      found.message = "packets of " + std::to_string(longest) + " bytes between " + who + " and " +
                      site.name(server) + " do not fit into " + std::to_string(narrow.mtu) +
                      ", and " +
                      (dropper   ? site.name(*dropper) + " drops fragments"
                       : is_line ? std::string("the line drops them without a word")
                                 : std::string("they may not be cut, and no ICMP says so"));
      if (narrow.path.empty()) narrow.path = site.path(phone.device, "mtu");
      if (dropper) {
        const std::string path = site.path(*dropper, "fragments");
        found.paths = {path, of, narrow.path};
        add_cure(found, {{path, "pass"}});
      } else if (is_line) {
        found.paths = {narrow.path, of};
        add_cure(found, {{narrow.path, "0"}});
      } else {
        const std::string df = site.path(is_phones ? phone.device : server, "path_mtu_discovery");
        found.paths = {narrow.path, silent, of, df};
        add_cure(found, {{silent, "true"}});
        add_cure(found, {{df, "tcp"}});
      }
      found.by_calls = longest == invite;
      if (phone.spec->is_standard())
        add_cure(found, {{site.path(phone.device, "tcp_above"), "1300"}});
    } else {
      const bool has_long =
          phone.spec->has_tls() || phone.spec->register_bytes + tcp_and_ip_header > narrow.mtu;
      const bool is_clamp =
          is_clamped(site, there, narrow.mtu) || is_clamped(site, back, narrow.mtu);
      if (narrow.path.empty() || !has_long || is_clamp) continue;
      const std::string silent = who_keeps_silent(site, there, back, narrow);
      if (silent.empty()) continue;
      found.message = "between " + who + " and " + site.name(server) + " packets of more than " +
                      std::to_string(narrow.mtu) + " bytes get lost, and no ICMP says so";
      found.paths = {
          narrow.path, silent,
          site.path(phone.device, phone.spec->has_tls() ? "transport" : "register_bytes")};
      const std::string clamp = std::to_string(narrow.mtu - tcp_and_ip_header);
      if (narrow.interface != 0) {
        const std::string interface = "interfaces." + std::to_string(narrow.interface);
        add_cure(found, {{site.path(narrow.router, interface + ".mss_clamp"), clamp}});
      }
      for (const RoutedHop& hop : there.hops) {
        if (hop.out == 0 || found.cures.size() > 3) continue;
        const std::string interface = "interfaces." + std::to_string(hop.out);
        add_cure(found, {{site.path(hop.device, interface + ".mss_clamp"), clamp}});
      }
    }
    if (!told.insert(found.paths[0] + who).second) continue;
    all.push_back(std::move(found));
  }
  return all;
}

}  // namespace app
