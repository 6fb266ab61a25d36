// An IOS router, or the routing of a layer 3 switch: interfaces, NAT, routes.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/import/ios_config.hpp"

namespace app {
namespace {

std::string parent(std::string_view name) { return std::string(name.substr(0, name.find('.'))); }

std::optional<sim::Ipv4Interface> address_of(const Block& port) {
  const Fact* fact = port.find("address");
  if (fact == nullptr || port.find("shutdown") != nullptr) return std::nullopt;
  const auto words = words_of(fact->value);
  const auto ip = sim::parse_ipv4(words[0]);
  const auto mask = sim::parse_ipv4(words[1]);
  if (!ip || !mask || prefix_length(*mask) < 0) return std::nullopt;
  return sim::Ipv4Interface{*ip, static_cast<std::uint8_t>(prefix_length(*mask))};
}

bool is_cabled(std::string_view name) {
  const std::string_view type = interface_type(name);
  return type != "Loopback" && type != "Tunnel" && type != "Dialer" && type != "Virtual-Template";
}

struct AclEntry {
  bool permits = false;
  sim::Ipv4Interface source{};
  bool everywhere = true;  // to any destination
};

// A standard entry, or an extended one of `ip`; nothing: it cannot be told.
std::optional<AclEntry> acl_entry(std::string_view text) {
  auto words = words_of(text);
  if (words.size() < 2) return std::nullopt;
  AclEntry entry{words[0] == "permit"};
  words.erase(words.begin());
  const bool extended = words[0] == "ip";
  if (extended) words.erase(words.begin());
  if (words.empty()) return std::nullopt;
  std::size_t consumed = 1;
  if (words[0] == "any") {
    entry.source.prefix_length = 0;
  } else {
    const bool host = words[0] == "host" && words.size() > 1;
    const auto ip = sim::parse_ipv4(words[host ? 1 : 0]);
    if (!ip) return std::nullopt;
    const auto wild = host || words.size() < 2 ? std::nullopt : sim::parse_ipv4(words[1]);
    const int length = wild ? prefix_length({~wild->value}) : 32;
    if (length < 0) return std::nullopt;
    entry.source = {*ip, static_cast<std::uint8_t>(length)};
    consumed = host || wild ? 2 : 1;
  }
  if (extended) entry.everywhere = words.size() > consumed && words[consumed] == "any";
  return entry;
}

// Does the list let a whole network through? `why` says what is wrong.
bool covers(const std::vector<AclEntry>& list, sim::Ipv4Interface network, std::string& why) {
  for (const AclEntry& entry : list) {
    const bool whole = entry.source.prefix_length <= network.prefix_length &&
                       entry.source.contains(network.address);
    const bool part = whole || network.contains(entry.source.address);
    if (!part) continue;
    if (entry.permits && whole) return true;
    if (entry.everywhere) break;  // a part of it is refused, or only a part let through
    why = "some destinations are left out of NAT";
  }
  why = fmt::format("its access list leaves out hosts of {}", sim::to_text(network));
  return false;
}

std::vector<AclEntry> acl(const IosConfig& config, const std::string& name, Places& from,
                          bool& readable) {
  std::vector<const Fact*> facts = config.global.all("acl." + name);
  for (const Block& block : config.blocks) {
    if (block.kind != "acl" || block.name != name) continue;
    for (const Fact* fact : block.all("acl")) facts.push_back(fact);
  }
  std::vector<AclEntry> entries;
  for (const Fact* fact : facts) {
    const auto entry = acl_entry(fact->value);
    readable &= entry.has_value();
    if (entry) entries.push_back(*entry);
    add_place(from, {config.file, fact->line});
  }
  return entries;
}

// The interface behind which NAT hides the others; empty: there is none, or it cannot be told.
std::string nat_outside(const IosConfig& config, DraftDevice& device, Places& from, Draft& draft) {
  const auto overloads = config.global.all("nat.overload");
  const auto leave_out = [&](const std::string& why) {
    for (const Fact* fact : overloads) idle(config, fact, why, LineFate::relevant);
    for (const Block& port : config.ports) idle(config, port.find("nat"), why, LineFate::relevant);
    draft.open.push_back(fmt::format("{}.nat: {}", device.name, why));
    return std::string();
  };
  if (overloads.empty()) {
    for (const Block& port : config.ports) idle(config, port.find("nat"), "no rule uses it");
    return "";
  }
  const auto words = words_of(overloads[0]->value);
  const std::string outside = interface_name(words[1]);
  if (overloads.size() > 1) return leave_out("several rules of NAT: one is modelled");
  const Block* port = config.port(outside);
  if (port == nullptr || port->value("nat") != "outside") {
    return leave_out(fmt::format("{} is not 'ip nat outside'", outside));
  }
  if (!address_of(*port))
    return leave_out(fmt::format("the address of {} stands nowhere", outside));
  bool readable = true;
  const auto entries = acl(config, std::string(words[0]), from, readable);
  if (!readable) return leave_out("its access list has more than networks in it");
  std::size_t inside = 0;
  for (const Block& one : config.ports) {
    const auto address = address_of(one);
    if (!address || one.name == outside) continue;
    if (one.value("nat") != "inside") {
      return leave_out(fmt::format("{} is not 'ip nat inside', and the model hides all", one.name));
    }
    std::string why;
    if (!covers(entries, *address, why)) return leave_out(why);
    if (!why.empty()) draft.open.push_back(fmt::format("{}.nat: {}", device.name, why));
    add_place(from, {config.file, one.find("nat")->line});
    ++inside;
  }
  if (inside == 0) return leave_out("no interface is 'ip nat inside'");
  add_place(from, {config.file, overloads[0]->line});
  add_place(from, {config.file, port->find("nat")->line});
  return outside;
}

void nat_timers(const IosConfig& config, DraftDevice& device, bool on, Draft& draft) {
  struct Timer {
    const char* fact;
    const char* path;
    const char* otherwise;
  };
  for (const Timer& t : {Timer{"nat.udp", "nat.udp_timeout", "300s"},
                         Timer{"nat.tcp", "nat.tcp_established_timeout", "24h"},
                         Timer{"nat.syn", "nat.tcp_syn_timeout", "60s"},
                         Timer{"nat.finrst", "nat.tcp_closing_timeout", "60s"},
                         Timer{"nat.icmp", "nat.icmp_timeout", "60s"}}) {
    const Fact* fact = config.global.find(t.fact);
    if (!on) {
      idle(config, fact, "there is no NAT in the scenario");
    } else if (fact != nullptr) {
      device.set(t.path, seconds(fact->value), config.at(fact));
    } else {
      draft.imply(device, t.path, t.otherwise, fmt::format("IOS: {} [ios-nat]", t.otherwise));
    }
  }
  if (const Fact* most = config.global.find("nat.capacity"); most && on) {
    device.set("nat.capacity", most->value, config.at(most));
  }
  if (!on) return;
  for (const Fact& fact : config.global.facts) {
    if (fact.key != "nat.alg") continue;
    device.set("nat.sip_alg", fact.value == "off" ? "false" : "true", config.at(&fact));
  }
  if (device.find("nat.sip_alg") == nullptr) {
    draft.imply(device, "nat.sip_alg", "true", "IOS: NAT rewrites SIP at UDP 5060 [ios-nat]");
  }
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
    if (!address_of(port) || port.find("vrf") != nullptr) continue;
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
  std::vector<std::string> route_tracks;
  Places nat_from;
  const std::string outside = nat_outside(config, device, nat_from, draft);
  std::size_t proxies = 0;
  Places no_proxies;
  routes(config, device, route_tracks);
  for (const Block* port : active) {
    const Fact* address = port->find("address");
    Places from = config.at(address);
    const bool svi = layer3 && port->name.starts_with("Vlan");
    std::string text = fmt::format("{{port: {}, address: {}", svi ? 1 : ports[parent(port->name)],
                                   sim::to_text(*address_of(*port)));
    const auto take = [&](const char* key) {
      const Fact* fact = port->find(key);
      if (fact != nullptr) add_place(from, {config.file, fact->line});
      return fact;
    };
    if (svi) text += ", vlan: " + port->name.substr(4);
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
  nat_timers(config, device, !outside.empty(), draft);
  if (const Fact* trust = config.global.find("relay_trust")) {
    device.set("dhcp_relay.trusts_relay_info", "true", config.at(trust));
  }
}

}  // namespace app
