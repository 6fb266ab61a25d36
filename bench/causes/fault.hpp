// One fault of a network: what it changes in the file, and which answers to "why?" are right.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bench/causes/edit.hpp"
#include "bench/causes/network.hpp"
#include "sim/base/random.hpp"

namespace bench {

struct Fault {
  std::string_view family;
  std::string kind;                  // which of that family: each is taken as often as the others
  std::string text;                  // phone.vlan = 99 (110)
  std::vector<Edit> edits;           // in this order
  std::vector<std::string> answers;  // the setting, its list; the opposite end of its pair

  // A further right answer, as --set names it; an empty one adds nothing.
  Fault& or_at(std::string answer);
  Fault& or_at(const std::vector<std::string>& all);
};

using Faults = std::vector<Fault>;

// A setting changed, as --set names it; the value as it was is told. What holds an item of a list
// is right, too: sw1.port_settings of sw1.port_settings.3.trunk.
Fault changed(std::string_view family, std::string kind, const Network& network,
              const std::string& setting, const std::string& value);
// A key, or an item of a list, gone from the file.
Fault missing(std::string_view family, std::string kind, const std::string& setting);
// Something that the timeline does: {power_off, sw1}.
Fault done(std::string_view family, std::string kind, const Network& network, sim::Duration at,
           const std::string& act, const std::string& target);
// The lists and items in which a setting stands.
std::vector<std::string> holders(const std::string& setting);

// Faults of one family: all places where they can be made, with values drawn from `random`.
using Maker = void (*)(const Network&, sim::Random&, Faults&);
struct Family {
  std::string_view name;
  Maker make;
};
std::span<const Family> families();

// The makers, each in the file of its subject.
void timer_faults(const Network& network, sim::Random& random, Faults& out);
void vlan_faults(const Network& network, sim::Random& random, Faults& out);
void mask_faults(const Network& network, sim::Random& random, Faults& out);
void gateway_faults(const Network& network, sim::Random& random, Faults& out);
void duplicate_faults(const Network& network, sim::Random& random, Faults& out);
void route_faults(const Network& network, sim::Random& random, Faults& out);
void cable_faults(const Network& network, sim::Random& random, Faults& out);
void power_faults(const Network& network, sim::Random& random, Faults& out);
void link_faults(const Network& network, sim::Random& random, Faults& out);
void access_faults(const Network& network, sim::Random& random, Faults& out);
void watch_faults(const Network& network, sim::Random& random, Faults& out);
void boot_faults(const Network& network, sim::Random& random, Faults& out);
void trunk_faults(const Network& network, sim::Random& random, Faults& out);
void first_hop_faults(const Network& network, sim::Random& random, Faults& out);
void pool_faults(const Network& network, sim::Random& random, Faults& out);
void option_faults(const Network& network, sim::Random& random, Faults& out);
void relay_faults(const Network& network, sim::Random& random, Faults& out);
void dhcp_faults(const Network& network, sim::Random& random, Faults& out);
void dns_faults(const Network& network, sim::Random& random, Faults& out);
void password_faults(const Network& network, sim::Random& random, Faults& out);
void port_faults(const Network& network, sim::Random& random, Faults& out);
void registrar_faults(const Network& network, sim::Random& random, Faults& out);
void nat_faults(const Network& network, sim::Random& random, Faults& out);
void firewall_faults(const Network& network, sim::Random& random, Faults& out);
void limit_faults(const Network& network, sim::Random& random, Faults& out);

}  // namespace bench
