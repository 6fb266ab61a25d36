// An IOS router, or the routing of a layer 3 switch: interfaces, NAT, routes.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/import/ios_config.hpp"

namespace app {
namespace {

std::string parent(std::string_view name) { return std::string(name.substr(0, name.find('.'))); }

bool is_cabled(std::string_view name) {
  const std::string_view type = interface_type(name);
  return type != "Loopback" && type != "Tunnel" && type != "Dialer" && type != "Virtual-Template";
}

struct Track {
  std::string address;  // pinged
  Places from{};
  std::string every{};
};

std::optional<Track> track_of(const IosConfig& config, std::string_view number) {
  const Block* track = config.block("track", number);
  const Fact* sla = track == nullptr ? nullptr : track->find("sla");
  const Block* probe = sla == nullptr ? nullptr : config.block("sla", sla->value);
  const Fact* echo = probe == nullptr ? nullptr : probe->find("echo");
  if (echo == nullptr) return std::nullopt;
  Track found{echo->value, {{config.file, track->line}, {config.file, echo->line}}};
  found.every = "60s";  // `frequency` default
  if (const Fact* every = probe->find("every")) {
    found.every = seconds(every->value);
    add_place(found.from, {config.file, every->line});
  }
  return found;
}

// `route_tracks`: of each route, the object that it hangs on.
void routes(const IosConfig& config, DraftDevice& device, std::vector<std::string>& route_tracks) {
  for (const Fact* fact : config.global.all("route")) {
    const auto words = words_of(fact->value);
    const auto to = sim::parse_ipv4(words[0]);
    const auto mask = sim::parse_ipv4(words[1]);
    std::size_t at = 2;
    if (at < words.size() && !sim::parse_ipv4(words[at])) ++at;  // out of an interface
    const auto via = at < words.size() ? sim::parse_ipv4(words[at]) : std::nullopt;
    if (!to || !mask || prefix_length(*mask) < 0 || !via) {
      idle(config, fact, "a route without a next router", LineFate::relevant);
      continue;
    }
    std::string text = fmt::format("to: {}/{}, via: {}", words[0], prefix_length(*mask), words[at]);
    Places from{{config.file, fact->line}};
    std::string track_number;
    bool complete = true;
    for (++at; at < words.size(); ++at) {
      if (is_number(words[at])) {
        text += fmt::format(", distance: {}", words[at]);
      } else if (words[at] == "track" && at + 1 < words.size()) {
        const auto track = track_of(config, words[++at]);
        complete &= track.has_value();
        if (!track) continue;
        track_number = words[at];
        text += ", track: " + track->address;
        for (const Place& place : track->from) add_place(from, place);
        device.set("route_tracking.every", track->every, track->from);
      } else if (words[at] == "name" || words[at] == "tag") {
        ++at;
      }
    }
    if (!complete) {
      idle(config, fact, "what it is tracked by cannot be told", LineFate::relevant);
      continue;
    }
    route_tracks.push_back(track_number);
    device.add("routes", '{' + text + '}', from);
  }
}

// One life of ARP entries for all interfaces.
void arp(const IosConfig& config, DraftDevice& device, const std::vector<const Block*>& ports,
         Draft& draft) {
  std::vector<const Fact*> said;
  for (const Block* port : ports) {
    if (const Fact* fact = port->find("arp_timeout")) said.push_back(fact);
  }
  if (said.empty()) {
    return draft.imply(device, "arp.lifetime", "4h", "IOS: arp timeout 14400 s [ios-arp]");
  }
  const bool same = said.size() == ports.size() &&
                    std::ranges::all_of(said, [&](auto* f) { return f->value == said[0]->value; });
  if (same) return device.set("arp.lifetime", seconds(said[0]->value), config.at(said));
  for (const Fact* fact : said) {
    idle(config, fact, "interfaces differ: a router has one arp.lifetime", LineFate::relevant);
  }
}

// What every interface says alike is said of the router.
void icmp(const IosConfig& config, DraftDevice& device, const std::vector<const Block*>& ports) {
  for (const auto& [key, path] : {std::pair("redirects", "sends_redirects"),
                                  std::pair("unreachables", "sends_unreachables")}) {
    Places from;
    std::size_t off = 0;
    for (const Block* port : ports) {
      if (!port->negated(key)) continue;
      ++off;
      for (const Fact& fact : port->facts) {
        if (fact.key == key) add_place(from, {config.file, fact.line});
      }
    }
    if (off > 0 && off == ports.size()) device.set(path, "false", from);
  }
}

}  // namespace

void build_ios_router(const IosConfig& config, DraftDevice& device, bool layer3, Draft& draft) {
  std::vector<const Block*> active;
  std::map<std::string, std::size_t> ports;  // of parents
  if (layer3) device.port_names.push_back("VLAN interfaces");
  for (const Block& port : config.ports) {
    if (!ios_address(port) || port.find("vrf") != nullptr) continue;
    if (!is_cabled(port.name)) {
      idle(config, port.find("address"), "an interface without a cable is not modelled",
           LineFate::relevant);
      continue;
    }
    active.push_back(&port);
    const std::string name = parent(port.name);
    if ((layer3 && name.starts_with("Vlan")) || ports.contains(name)) continue;
    device.port_names.push_back(name);
    ports[name] = device.port_names.size();
  }
  if (!layer3) device.set("routes_follow_link", "true", {}, "assumed: as every IOS does");
  std::vector<std::string> route_tracks;
  Places nat_from;
  const std::string outside = ios_nat_outside(config, device, nat_from, draft);
  std::size_t proxies = 0;
  Places no_proxies;
  routes(config, device, route_tracks);
  for (const Block* port : active) {
    const Fact* address = port->find("address");
    Places from = config.at(address);
    const bool svi = layer3 && port->name.starts_with("Vlan");
    std::string text = fmt::format("{{port: {}, address: {}", svi ? 1 : ports[parent(port->name)],
                                   sim::to_text(*ios_address(*port)));
    const auto take = [&](const char* key) {
      const Fact* fact = port->find(key);
      if (fact != nullptr) add_place(from, {config.file, fact->line});
      return fact;
    };
    if (svi && port->name != "Vlan1") text += ", vlan: " + port->name.substr(4);  // 1: untagged
    if (const Fact* tag = take("dot1q"); tag && tag->value != "0") text += ", vlan: " + tag->value;
    if (port->name == outside) {
      text += ", outside: true";
      for (const Place& place : nat_from) add_place(from, place);
    }
    if (port->negated("proxy_arp")) {
      text += ", proxy_arp: false";
      for (const Fact& fact : port->facts) {
        if (fact.key == "proxy_arp") add_place(no_proxies, {config.file, fact.line});
      }
      for (const Place& place : no_proxies) add_place(from, place);
    } else {
      ++proxies;
    }
    if (const Fact* mtu = take("mtu")) text += ", mtu: " + mtu->value;
    if (const Fact* mss = take("mss")) text += ", mss_clamp: " + mss->value;
    std::string helpers;
    for (const Fact* helper : port->all("helper")) {
      helpers += (helpers.empty() ? "" : ", ") + helper->value;
      add_place(from, {config.file, helper->line});
    }
    if (!helpers.empty()) text += ", dhcp_relay: [" + helpers + ']';
    text += ios_first_hops(config, *port, route_tracks, from, draft);
    device.add("interfaces", text + '}', from);
  }
  const Fact* disabled = config.global.find("proxy_arp_disabled");
  if (disabled != nullptr || proxies == 0) {
    device.set("proxy_arp.enabled", "false", disabled ? config.at(disabled) : no_proxies);
  } else {
    draft.imply(device, "proxy_arp.enabled", "true", "IOS: ip proxy-arp is on [ios-arp]");
    draft.imply(device, "proxy_arp.answers_for", "routed", "IOS: what it routes [ios-arp]");
  }
  arp(config, device, active, draft);
  icmp(config, device, active);
  build_ios_nat_timers(config, device, !outside.empty(), draft);
  if (const Fact* trust = config.global.find("relay_trust")) {
    device.set("dhcp_relay.trusts_relay_info", "true", config.at(trust));
  }
}

}  // namespace app
