// NAT of Cisco IOS: what it hides behind which interface, if its access list covers all, and how
// long.
#include <fmt/format.h>

#include <algorithm>

#include "app/import/ios_config.hpp"

namespace app {
namespace {

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

}  // namespace

std::optional<sim::Ipv4Interface> ios_address(const Block& port) {
  const Fact* fact = port.find("address");
  if (fact == nullptr || port.find("shutdown") != nullptr) return std::nullopt;
  const auto words = words_of(fact->value);
  const auto ip = sim::parse_ipv4(words[0]);
  const auto mask = sim::parse_ipv4(words[1]);
  if (!ip || !mask || prefix_length(*mask) < 0) return std::nullopt;
  return sim::Ipv4Interface{*ip, static_cast<std::uint8_t>(prefix_length(*mask))};
}

// The interface behind which NAT hides the others; empty: there is none, or it cannot be told.
std::string ios_nat_outside(const IosConfig& config, DraftDevice& device, Places& from,
                            Draft& draft) {
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
  if (!ios_address(*port))
    return leave_out(fmt::format("the address of {} stands nowhere", outside));
  bool readable = true;
  const auto entries = acl(config, std::string(words[0]), from, readable);
  if (!readable) return leave_out("its access list has more than networks in it");
  std::size_t inside = 0;
  for (const Block& one : config.ports) {
    const auto address = ios_address(one);
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

void build_ios_nat_timers(const IosConfig& config, DraftDevice& device, bool on, Draft& draft) {
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
    } else if (config.global.negated(t.fact)) {
      for (const Fact& off : config.global.facts) {
        if (off.key == t.fact) {
          idle(config, &off, "no time-out, or the usual one: two readings", LineFate::relevant);
        }
      }
    } else if (fact != nullptr) {
      const bool never = fact->value == "never";
      device.set(t.path, never ? "24h" : seconds(fact->value), config.at(fact),
                 never ? "never: the model's longest" : "");
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

}  // namespace app
