// FB401 to FB404: how long NATs and firewalls remember, against how often anybody sends something.
#include <algorithm>
#include <set>

#include "app/lint/rule.hpp"
#include "app/lint/site.hpp"

namespace app {
namespace {

using namespace std::chrono_literals;

// Who forgets an idle flow on the way of a phone to its call server.
struct Memory {
  std::size_t router = 0;
  std::size_t inside = 0;  // interface
  bool is_nat = false;
  Duration lasts{};
  Duration first{};                 // of a flow that is no stream yet; 0: the same
  std::vector<std::string> keys{};  // of the router; the first is the timer in force
};

Memory nat_memory(const models::NatConfig& nat, bool is_udp, int port) {
  Memory memory{.is_nat = true};
  if (!is_udp) {
    memory.lasts = nat.tcp_established_timeout;
    memory.keys = {"nat.tcp_established_timeout"};
  } else if (nat.sip_alg && nat.sip_timeout && port == 5060) {
    memory.lasts = *nat.sip_timeout;
    memory.keys = {"nat.sip_timeout"};
  } else if (nat.udp_stream_timeout) {
    memory.lasts = *nat.udp_stream_timeout;
    if (nat.udp_stream_after > Duration{}) memory.first = nat.udp_timeout;
    memory.keys = {"nat.udp_stream_timeout", "nat.udp_timeout"};
  } else {
    memory.lasts = nat.udp_timeout;
    memory.keys = {"nat.udp_timeout"};
  }
  return memory;
}

Memory firewall_memory(const models::FirewallConfig& firewall, bool is_udp, int port) {
  Memory memory;
  if (!is_udp && firewall.tcp_state_bypass) {
    memory.lasts = firewall.tcp_bypass_timeout;
    memory.keys = {"firewall.tcp_bypass_timeout", "firewall.tcp_state_bypass"};
  } else if (firewall.inspect_sip && port == firewall.sip_port) {
    memory.lasts = firewall.sip_timeout;
    memory.keys = {"firewall.sip_timeout", "firewall.inspect_sip"};
  } else if (is_udp) {
    memory.lasts = firewall.udp_timeout;
    memory.keys = {"firewall.udp_timeout", "firewall.inspect_sip"};
  } else {
    memory.lasts = firewall.conn_timeout;
    memory.keys = {"firewall.conn_timeout", "firewall.inspect_sip"};
  }
  return memory;
}

int server_port(const PhoneSpec& phone, const CallServerSpec& server) {
  if (phone.is_sccp()) return 2000;
  if (phone.transport == models::SipTransport::tls) return server.tls_port;
  return phone.registrar_port.value_or(server.port);
}

// A firewall forgets what may not come in by itself: from a lower to a higher level.
bool guards(const RouterSpec& router, const RoutedHop& hop) {
  if (!router.firewall.enabled || hop.in == 0 || hop.out == 0) return false;
  return router.firewall.permit.empty() && router.interfaces[hop.in - 1].security_level >=
                                               router.interfaces[hop.out - 1].security_level;
}

std::vector<Memory> memories_of(const Site& site, const PhoneGroup& phone, std::size_t server) {
  std::vector<Memory> all;
  const auto* there = site.as<CallServerSpec>(server);
  if (there == nullptr) return all;
  const bool is_udp = speaks_udp(*phone.spec);
  const int port = server_port(*phone.spec, *there);
  const RoutedWay way = site.route(trunk_host(site.scenario(), phone.device).value_or(phone.device),
                                   site.scenario().devices[server].address.address);
  if (!way.arrives) return all;
  for (const RoutedHop& hop : way.hops) {
    const auto* router = site.as<RouterSpec>(hop.device);
    if (router == nullptr || hop.in == 0 || hop.out == 0) continue;
    const auto add = [&](Memory memory) {
      memory.router = hop.device;
      memory.inside = hop.in;
      all.push_back(std::move(memory));
    };
    const bool translates =
        router->interfaces[hop.out - 1].outside && !router->interfaces[hop.in - 1].outside;
    if (translates) add(nat_memory(router->nat, is_udp, port));
    if (guards(*router, hop)) add(firewall_memory(router->firewall, is_udp, port));
  }
  return all;
}

bool hides_nat(const Site& site, const Memory& memory) {
  return memory.is_nat && site.as<RouterSpec>(memory.router)->nat.sip_alg;
}

// [linux-conntrack]: a flow that is forgotten before its second packet never becomes a stream.
Memory in_force(Memory memory, Duration every) {
  if (memory.first == Duration{} || every < memory.first) return memory;
  memory.lasts = memory.first;
  std::ranges::reverse(memory.keys);
  return memory;
}

std::string compared(Duration lasts, Duration every) {
  if (lasts > every) return std::to_string(percent_of(lasts - every, every)) + " % to spare";
  if (lasts == every) return "just as long";
  return sim::to_text(every - lasts) + " too early";
}

// Each phone with each memory on the way to its first call server, each pair of settings once.
template <class Visit>
void each_memory(const Site& site, bool udp, Visit visit) {
  std::set<std::string> told;
  for (const PhoneGroup& phone : site.phones()) {
    const auto servers = site.servers(phone);
    if (servers.empty() || phone.spec->is_lync() || speaks_udp(*phone.spec) != udp) continue;
    const auto own = site.own_beat(phone, servers[0]);
    if (!own) continue;
    // Groups that behave alike are told once: a site has many.
    const auto keepalive = site.keepalive(phone);
    const std::string alike = sim::to_text(own->every) + (keepalive ? "k" : "") +
                              site.name(servers[0]) + (phone.spec->is_sccp() ? "s" : "");
    for (const Memory& memory : memories_of(site, phone, servers[0])) {
      const std::string key = site.path(memory.router, memory.keys[0]) + alike;
      if (told.insert(key).second) visit(phone, servers[0], *own, memory);
    }
  }
}

void add_memory_cures(const Site& site, const PhoneGroup& phone, const Memory& memory,
                      Duration every, Suspicion& found) {
  // First the one that is everybody's.
  add_cure(found, {{site.path(memory.router, memory.keys[0]), at_least_text(every * 2)}});
  if (phone.spec->is_standard() && memory.lasts > 4s) {
    add_cure(found, {{site.path(phone.device, "sip.keepalive"), at_least_text(memory.lasts / 2)}});
  }
}

// The cable by which the phones come to that interface.
std::optional<std::size_t> inside_cable(const Site& site, const Memory& memory) {
  const auto* router = site.as<RouterSpec>(memory.router);
  const auto port = static_cast<std::uint16_t>(router->interfaces[memory.inside - 1].port - 1);
  const auto& links = site.scenario().links;
  for (std::size_t i = 0; i < links.size(); ++i) {
    const bool is_it = (links[i].a == memory.router && links[i].port_a == port) ||
                       (links[i].b == memory.router && links[i].port_b == port);
    if (is_it) return i;
  }
  return std::nullopt;
}

}  // namespace

// [rfc4787] REQ-5, REQ-6: a mapping that nothing has refreshed for so long is gone.
std::vector<Suspicion> udp_timeout(const Site& site) {
  std::vector<Suspicion> all;
  each_memory(
      site, true,
      [&](const PhoneGroup& phone, std::size_t server, const Beat& own, const Memory& all_of_it) {
        const auto asked = site.qualify(phone, server, !hides_nat(site, all_of_it));
        const Beat beat = asked && asked->every < own.every ? *asked : own;
        const Memory memory = in_force(all_of_it, beat.every);
        if (memory.lasts > beat.every + beat.every / 10) return;
        Suspicion found;
        found.message = site.name(memory.router) + " forgets an idle UDP flow after " +
                        sim::to_text(memory.lasts) + ", and between " +
                        site.group_name(phone.device) + " and " + site.name(server) +
                        " something goes every " + sim::to_text(beat.every) + ": " +
                        compared(memory.lasts, beat.every);
        found.holds = memory.lasts > beat.every;
        found.by_calls = true;
        for (const std::string& key : memory.keys)
          found.paths.push_back(site.path(memory.router, key));
        found.paths.insert(found.paths.begin() + 1, beat.path);
        if (own.path != beat.path) found.paths.push_back(own.path);
        if (asked && asked->path != beat.path) found.paths.push_back(asked->path);
        add_memory_cures(site, phone, memory, beat.every, found);
        all.push_back(std::move(found));
      });
  return all;
}

// Only what the server asks keeps the mapping: after one gap nothing comes in that could renew it.
std::vector<Suspicion> refresh_direction(const Site& site) {
  std::vector<Suspicion> all;
  each_memory(
      site, true,
      [&](const PhoneGroup& phone, std::size_t server, const Beat& own, const Memory& all_of_it) {
        const auto asked = site.qualify(phone, server, !hides_nat(site, all_of_it));
        const Memory memory = asked ? in_force(all_of_it, asked->every) : all_of_it;
        if (!asked || own.every < memory.lasts || asked->every >= memory.lasts) return;
        const auto cable = inside_cable(site, memory);
        Suspicion found;
        found.message = "only what " + site.name(server) + " asks every " +
                        sim::to_text(asked->every) + " keeps the flow at " +
                        site.name(memory.router) + " open for " + sim::to_text(memory.lasts) +
                        "; " + site.group_name(phone.device) + " sends nothing for " +
                        sim::to_text(own.every);
        found.by_calls = true;
        found.paths = {own.path, asked->path, site.path(memory.router, memory.keys[0])};
        if (memory.is_nat) found.paths.push_back(site.path(memory.router, "nat.refresh"));
        if (cable) {
          const Time at = site.settled();
          const Duration outage = memory.lasts + 30s;
          const auto act = [&](TimelineEntry::Kind kind, Time when, const std::string& text) {
            return TimelineEntry{.at = when, .kind = kind, .targets = {*cable}, .text = text};
          };
          found.stress =
              Stress{.acts = {act(TimelineEntry::Kind::unplug, at, "the phones' cable is pulled"),
                              act(TimelineEntry::Kind::plug, at + outage, "and plugged in again")},
                     .text = "the phones' cable to " + site.name(memory.router) + " pulled for " +
                             sim::to_text(outage),
                     .watched = at.time_since_epoch() + outage + 15min};
        }
        add_memory_cures(site, phone, memory, own.every, found);
        all.push_back(std::move(found));
      });
  return all;
}

// [voip-info-alg]: who does not see the NAT does not keep its mapping open.
std::vector<Suspicion> sip_alg(const Site& site) {
  std::vector<Suspicion> all;
  each_memory(
      site, true,
      [&](const PhoneGroup& phone, std::size_t server, const Beat& own, const Memory& memory) {
        const auto* there = site.as<CallServerSpec>(server);
        const bool would_ask = there->sip.qualify_natted_only && there->sip.qualify > Duration{};
        if (!hides_nat(site, memory) || !would_ask || own.every < memory.lasts) return;
        Suspicion found;
        found.message = site.name(memory.router) + " hides itself from " + site.name(server) +
                        ", which keeps flows of phones behind a NAT open, and no others; " +
                        site.group_name(phone.device) + " sends nothing for " +
                        sim::to_text(own.every) + ", and the flow lasts " +
                        sim::to_text(memory.lasts);
        found.by_calls = true;
        found.paths = {site.path(memory.router, "nat.sip_alg"),
                       site.path(server, "sip.qualify_natted_only"), own.path,
                       site.path(memory.router, memory.keys[0])};
        add_cure(found, {{site.path(memory.router, "nat.sip_alg"), "false"}});
        all.push_back(std::move(found));
      });
  return all;
}

// [asa-timeouts]: a segment of a connection that was forgotten is dropped in silence.
std::vector<Suspicion> tcp_idle(const Site& site) {
  std::vector<Suspicion> all;
  each_memory(
      site, false,
      [&](const PhoneGroup& phone, std::size_t server, const Beat& own, const Memory& memory) {
        const auto asked = site.qualify(phone, server, true);
        Beat beat = asked && asked->every < own.every ? *asked : own;
        const bool has_standby = phone.spec->user_agent == models::SipUserAgent::cisco &&
                                 !phone.spec->is_sccp() && phone.spec->sip.standby &&
                                 site.servers(phone).size() > 1;
        if (has_standby && phone.spec->sip.standby_keepalive > beat.every) {
          beat = {phone.spec->sip.standby_keepalive,
                  site.path(phone.device, "sip.standby_keepalive")};
        }
        if (memory.lasts > beat.every + beat.every / 10) return;
        Suspicion found;
        found.message = site.name(memory.router) + " forgets an idle TCP connection after " +
                        sim::to_text(memory.lasts) + ", and " + site.group_name(phone.device) +
                        " sends something over one every " + sim::to_text(beat.every) + ": " +
                        compared(memory.lasts, beat.every);
        found.holds = memory.lasts > beat.every;
        found.by_calls = true;
        for (const std::string& key : memory.keys)
          found.paths.push_back(site.path(memory.router, key));
        found.paths.insert(found.paths.begin() + 1, beat.path);
        const std::string path = site.path(memory.router, memory.keys[0]);
        add_cure(found, {{path, at_least_text(beat.every * 2)}});
        all.push_back(std::move(found));
      });
  return all;
}

}  // namespace app
