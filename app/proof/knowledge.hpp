// What the network itself knows, and what a wrong value may therefore have been meant to be:
// addresses and VLANs of neighbours, prefixes in use, names, ports, passwords. Never the remedies.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "app/proof/leaves.hpp"

namespace app {

class Knowledge {
 public:
  explicit Knowledge(const Scenario& scenario);

  // Other values that the setting could have, the likeliest first; none that it has. `thorough`:
  // numbers by smaller steps.
  std::vector<std::string> values_for(const Leaf& leaf, bool thorough) const;

  const std::vector<sim::Ipv4Interface>& router_interfaces() const { return interfaces_; }
  const std::vector<sim::Ipv4>& call_servers() const { return call_servers_; }
  const std::vector<sim::Ipv4>& servers() const { return servers_; }  // DHCP and DNS
  const std::set<int>& vlans() const { return vlans_; }
  const std::set<std::string>& names() const { return names_; }
  const std::set<sim::Ipv4Interface>& prefixes() const { return prefixes_; }
  std::vector<std::string> networks() const;  // 10.0.60.0/24, and 0.0.0.0/0

 private:
  std::vector<std::string> addresses_for(const Leaf& leaf) const;
  std::vector<std::string> interfaces_for(const Leaf& leaf) const;
  std::vector<std::string> macs_for(const Leaf& leaf) const;
  std::vector<std::string> texts_for(const Leaf& leaf) const;
  std::vector<std::string> numbers_for(const Leaf& leaf, bool thorough) const;
  std::vector<std::string> ports_for(const Leaf& leaf) const;
  std::vector<std::string> pool_ends_for(const Leaf& leaf) const;
  std::string free_address(sim::Ipv4Interface in) const;

  const Scenario& scenario_;
  std::vector<sim::Ipv4Interface> interfaces_;  // of routers
  std::vector<sim::Ipv4> gateways_;             // as hosts and scopes name them
  std::vector<sim::Ipv4> call_servers_;
  std::vector<sim::Ipv4> servers_;
  std::vector<sim::Ipv4Interface> hosts_;
  std::set<sim::Ipv4Interface> prefixes_;  // networks
  std::set<int> vlans_;
  std::set<int> ports_;
  std::set<std::string> authorities_;
  std::set<std::string> names_;  // of DNS, and in DHCP options
  std::set<std::string> passwords_;
  std::set<std::string> classes_;  // option 60
};

}  // namespace app
