// HSRP and VRRP of an interface of Cisco IOS.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/import/ios_config.hpp"

namespace app {
namespace {

struct Group {
  const IosConfig& config;
  const Block& port;
  std::string prefix;  // hsrp.10.
  Places& from;

  const Fact* take(const char* key) const {
    const Fact* fact = port.find(prefix + key);
    if (fact != nullptr) add_place(from, {config.file, fact->line});
    return fact;
  }
};

// `track 1 decrement 20`, `track Gi0/1 20`: interfaces and routes by their numbers here.
std::string tracked(const Group& group, const std::vector<std::string>& route_tracks) {
  std::string interfaces;
  std::string routes;
  std::string decrement;
  for (const Fact* fact : group.port.all(group.prefix + "track")) {
    const auto words = words_of(fact->value);
    std::string interface = words[0] == "object" ? "" : interface_name(words[0]);
    std::size_t route = 0;
    if (words[0] == "object") {
      const Block* object = group.config.block("track", words[1]);
      if (object != nullptr) interface = interface_name(object->value("interface"));
      interface = interface.substr(0, interface.find("line-protocol"));
      const auto at = std::ranges::find(route_tracks, words[1]);
      if (at != route_tracks.end()) {
        route = static_cast<std::size_t>(at - route_tracks.begin()) + 1;
      }
    }
    std::size_t number = 0;
    std::size_t n = 0;
    for (const Block& port : group.config.ports) {
      const bool there = port.find("address") != nullptr && port.find("shutdown") == nullptr &&
                         port.find("vrf") == nullptr && !port.name.starts_with("Loopback") &&
                         !port.name.starts_with("Tunnel") && !port.name.starts_with("Dialer");
      n += there ? 1 : 0;
      if (there && port.name == interface) number = n;
    }
    const std::string_view amount = words.back();
    const bool differs = !decrement.empty() && decrement != amount;
    if ((number == 0 && route == 0) || differs) {
      idle(group.config, fact,
           differs ? "one decrement counts for all that is tracked"
                   : "what it tracks is not modelled",
           LineFate::relevant);
      continue;
    }
    decrement = amount;
    add_place(group.from, {group.config.file, fact->line});
    std::string& list = number != 0 ? interfaces : routes;
    list += fmt::format("{}{}", list.empty() ? "" : ", ", number != 0 ? number : route);
  }
  std::string text;
  if (!interfaces.empty()) text += ", track: [" + interfaces + ']';
  if (!routes.empty()) text += ", track_routes: [" + routes + ']';
  if (!text.empty()) text += ", decrement: " + decrement;
  return text;
}

std::string hsrp(const Group& group, const std::string& number,
                 const std::vector<std::string>& tracks, const Draft& draft) {
  const Fact* address = group.take("address");
  std::string text = fmt::format("{{group: {}, address: {}", number, address->value);
  if (const Fact* version = group.port.find("hsrp_version")) {
    text += ", version: " + version->value;
    add_place(group.from, {group.config.file, version->line});
  }
  if (const Fact* priority = group.take("priority")) text += ", priority: " + priority->value;
  if (group.take("preempt") != nullptr) text += ", preempt: true";
  if (const Fact* delay = group.take("delay")) text += ", preempt_delay: " + seconds(delay->value);
  if (const Fact* reload = group.take("reload")) {
    text += ", preempt_delay_reload: " + seconds(reload->value);
  }
  if (const Fact* timers = group.take("timers")) {
    const auto words = words_of(timers->value);
    text += fmt::format(", hello: {}, hold: {}", words[0], words[1]);
  }
  if (const Fact* password = group.take("password")) {
    constexpr std::size_t letters = 8;
    text += ", password: " + draft.secrets.token(password->value, letters);
  }
  if (const Fact* md5 = group.port.find(group.prefix + "md5")) {
    idle(group.config, md5, "MD5 of HSRP is not modelled", LineFate::relevant);
  }
  if (const Fact* bia = group.port.find("hsrp_bia")) {
    text += ", use_bia: true";
    add_place(group.from, {group.config.file, bia->line});
  }
  return text + tracked(group, tracks) + '}';
}

std::string vrrp(const Group& group, const std::string& number) {
  const Fact* address = group.take("address");
  std::string text = fmt::format("{{group: {}, address: {}", number, address->value);
  if (const Fact* priority = group.take("priority")) text += ", priority: " + priority->value;
  if (group.port.negated(group.prefix + "preempt")) {
    text += ", preempt: false";
    for (const Fact& fact : group.port.facts) {
      if (fact.key == group.prefix + "preempt")
        add_place(group.from, {group.config.file, fact.line});
    }
  } else {
    idle(group.config, group.port.find(group.prefix + "preempt"), "VRRP preempts by default");
  }
  if (const Fact* delay = group.take("delay")) text += ", preempt_delay: " + seconds(delay->value);
  if (const Fact* interval = group.take("interval")) text += ", interval: " + interval->value;
  if (group.take("learn") != nullptr) text += ", learns_interval: true";
  return text + '}';
}

}  // namespace

std::string ios_first_hops(const IosConfig& config, const Block& port,
                           const std::vector<std::string>& tracks, Places& from,
                           const Draft& draft) {
  std::string text;
  for (const char* protocol : {"hsrp", "vrrp"}) {
    std::set<std::string> numbers;
    const std::string prefix = std::string(protocol) + '.';
    for (const Fact& fact : port.facts) {
      if (!fact.key.starts_with(prefix)) continue;
      const std::size_t dot = fact.key.find('.', prefix.size());
      numbers.insert(fact.key.substr(prefix.size(), dot - prefix.size()));
    }
    std::string list;
    for (const std::string& number : numbers) {
      const Group group{config, port, prefix + number + '.', from};
      if (port.find(group.prefix + "address") == nullptr) continue;
      list += (list.empty() ? "" : ", ") +
              (*protocol == 'h' ? hsrp(group, number, tracks, draft) : vrrp(group, number));
    }
    if (!list.empty()) text += fmt::format(", {}: [{}]", protocol, list);
  }
  return text;
}

}  // namespace app
