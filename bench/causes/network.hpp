// What those who make faults ask about a network: who is where, on whose way, and what is free.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/scenario/setting.hpp"
#include "bench/causes/base.hpp"
#include "sim/base/random.hpp"

namespace bench {

// An entry of `devices:` of one kind; what it says includes its profiles.
template <class Spec>
struct Named {
  std::string name;
  const Spec& spec;
};

// Where a device of an entry is plugged in.
struct SwitchPort {
  std::string owner;  // the switch
  std::uint16_t port = 0;
  std::size_t setting = 0;  // the item of its port_settings that holds the port; 0: none
  // sw1.port_settings.2.vlan; empty: there is no such item
  std::string path(const std::string& key) const;
};

// A phone's entry, and a call server that it may register at.
struct Pair {
  std::string phone;
  std::string server;
};

class Network {
 public:
  explicit Network(const Base& base) : base_(base) {}

  const app::Scenario& scenario() const { return base_.scenario; }
  // A setting as --set names it: what it is, whether the file itself has it, how many items.
  std::string value(const std::string& setting) const;
  bool has(const std::string& setting) const { return node(setting) != nullptr; }
  std::size_t items(const std::string& setting) const;

  template <class Spec>
  std::vector<Named<Spec>> all() const {
    std::vector<Named<Spec>> found;
    for (const app::Entry& entry : base_.scenario.entries) {
      const auto* spec = std::get_if<Spec>(&entry.specs[0]);
      if (spec != nullptr) found.push_back({entry.name, *spec});
    }
    return found;
  }
  std::vector<Named<app::HostSpec>> hosts() const;

  // Of all its ports, or of one of a router's.
  std::vector<SwitchPort> ports_of(const std::string& entry, int own_port = 0) const;
  // The tags of what it is cabled to directly, if that is no switch: isp.interfaces.2.vlan.
  std::vector<std::string> tags_opposite(const std::string& entry, int own_port = 0) const;
  std::vector<std::string> at_ports(const SwitchPort& port) const;  // hosts below the same item
  std::vector<Pair> pairs() const;
  // The entries on the way between the first devices of two, without these.
  std::vector<std::string> between(const std::string& from, const std::string& to) const;
  std::vector<Pair> pairs_across(const std::string& entry) const;
  // How often the phones across a device, or one of these pairs, make themselves heard.
  std::vector<std::string> intervals(const std::vector<Pair>& pairs) const;
  // Who forgets a silent phone on the way of these pairs.
  std::vector<std::string> timers(const std::vector<Pair>& pairs) const;

  // r1.interfaces.2.address of the router that has it; empty: none has.
  std::string interface_with(sim::Ipv4 address) const;
  // Who has it: phone.address, r1.interfaces.1.address; empty: nobody.
  std::string owner_of(sim::Ipv4 address) const;
  // r1.routes.2.via, of all that lead there; dc.dhcp.scopes.1.router.
  std::vector<std::string> routes_via(sim::Ipv4 address) const;
  std::vector<std::string> scopes_with_router(sim::Ipv4 address) const;
  bool is_free(sim::Ipv4 address) const;  // of devices, and of pools
  sim::Ipv4 free_address(sim::Ipv4Interface network, sim::Random& random) const;

 private:
  const sim::Node* node(const std::string& setting) const;
  std::size_t first_device(const std::string& entry) const;

  const Base& base_;
};

// Of devices that count on, too: phone.address is phone3's, two addresses below.
bool has_address(const app::Entry& entry, sim::Ipv4 address);

template <class T>
const T& pick(const std::vector<T>& from, sim::Random& random) {
  return from[random.below(from.size())];
}

}  // namespace bench
