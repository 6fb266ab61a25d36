// Who has which MAC: show arp of IOS and of an ASA, ip neigh of Linux ([ntc-templates],
// [linux-arp]). IOS counts an entry's age in minutes since it was last confirmed.
#include "app/show/sight.hpp"

namespace app::showing {
namespace {

using Neighbour = models::ArpCache::Neighbour;

struct Interface {
  const models::IpInterface* interface = nullptr;
  std::size_t place = 0;
  std::string name{};
};

std::vector<Interface> interfaces_of(const Sight& sight) {
  std::vector<Interface> found;
  if (models::is<models::Router>(sight.node())) {
    const auto& router = sight.of<models::Router>();
    for (std::size_t i = 0; i < router.interfaces().size(); ++i) {
      found.push_back({&router.interfaces()[i], i, interface_name(router.config().interfaces[i])});
    }
  } else if (const models::IpInterface* own = host_interface(sight)) {
    const bool is_switch = models::is<models::Switch>(sight.node());
    found.push_back(
        {own, 0, is_switch ? fmt::format("Vlan{}", own->vlan() == 0 ? 1 : own->vlan()) : "eth0"});
  }
  return found;
}

// What is usable: a stale entry of a host that revalidates is.
bool is_there(const Interface& at, const Neighbour& one, Time now) {
  if (!one.mac) return one.asked_for;
  return now < one.fresh_until || at.interface->config().arp.revalidate;
}

std::string linux_state(const Neighbour& one, Time now) {
  if (!one.mac) return "INCOMPLETE";
  if (one.asked_for) return "DELAY";
  return now < one.fresh_until ? "REACHABLE" : "STALE";
}

}  // namespace

Shown ios_arp(const Sight& sight) {
  Shown shown;
  shown.text = "Protocol  Address          Age (min)  Hardware Addr   Type   Interface\n";
  const auto add = [&](sim::Ipv4 address, const std::string& age, const std::string& mac,
                       const std::string& interface) {
    shown.text += fmt::format("Internet  {:<15}  {:>8}   {:<14}  ARPA   {}\n", to_text(address),
                              age, mac, interface);
    shown.rows.push_back({{"protocol", "Internet"},
                          {"address", to_text(address)},
                          {"age", age},
                          {"hardware_address", mac},
                          {"type", "ARPA"},
                          {"interface", interface}});
  };
  for (const Interface& one : interfaces_of(sight)) {
    if (one.interface->address() != sim::Ipv4{}) {
      add(one.interface->address(), "-", dotted(one.interface->mac()), one.name);
    }
    for (const Neighbour& other : one.interface->arp().neighbours()) {
      if (!is_there(one, other, sight.now())) continue;
      const bool known = other.mac.has_value();
      const std::string age =
          known ? std::to_string(whole(sight.now() - other.updated, 1min)) : "0";
      add(other.address, age, known ? dotted(*other.mac) : "Incomplete", known ? one.name : "");
    }
  }
  return shown;
}

Shown asa_arp(const Sight& sight) {
  Shown shown;
  for (const Interface& one : interfaces_of(sight)) {
    for (const Neighbour& other : one.interface->arp().neighbours()) {
      if (!other.mac || !is_there(one, other, sight.now())) continue;
      const std::string name = nameif(sight, one.place);
      const std::string age = std::to_string(whole(sight.now() - other.updated, 1s));
      shown.text += fmt::format("        {} {} {} {}\n", name, to_text(other.address),
                                dotted(*other.mac), age);
      shown.rows.push_back({{"interface", name},
                            {"address", to_text(other.address)},
                            {"mac_address", dotted(*other.mac)},
                            {"age", age}});
    }
  }
  return shown;
}

Shown ip_neigh(const Sight& sight) {
  Shown shown;
  if (!sight.arguments.empty() && !std::string_view("show").starts_with(sight.argument())) {
    return refusal("Command \"" + sight.argument() + "\" is unknown, try \"ip neigh help\".");
  }
  for (const Interface& one : interfaces_of(sight)) {
    const std::string dev =
        models::is<models::Router>(sight.node())
            ? fmt::format("eth{}", one.interface->port()) +
                  (one.interface->vlan() == 0 ? "" : fmt::format(".{}", one.interface->vlan()))
            : one.name;
    for (const Neighbour& other : one.interface->arp().neighbours()) {
      if (!is_there(one, other, sight.now())) continue;
      const std::string state = linux_state(other, sight.now());
      const std::string mac = !other.mac ? "" : to_text(*other.mac);
      shown.text += fmt::format("{} dev {}{} {}\n", to_text(other.address), dev,
                                mac.empty() ? "" : " lladdr " + mac, state);
      shown.rows.push_back(
          {{"address", to_text(other.address)}, {"dev", dev}, {"lladdr", mac}, {"state", state}});
    }
  }
  return shown;
}

}  // namespace app::showing
