// What every end device says about its network: the part that the kinds of host share.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <vector>

#include "models/device/ip_host.hpp"
#include "sim/schema/position.hpp"
#include "sim/schema/value_types.hpp"

namespace app {

using models::Duration;
using models::Time;
using sim::operator""h;
using sim::operator""min;
using sim::operator""ms;
using sim::operator""s;

// How many devices one `count` may make, and one file may hold.
inline constexpr int most_devices = 4'000'000;

// What a file says about a device of that class.
template <class Device>
struct SpecOf;

using ProfileNames = sim::OneOrMore<std::string>;  // applied in order: later ones win

struct RouteSpec {
  sim::Ipv4Interface to;
  sim::Ipv4 via;
  int distance = 1;
};

struct HostSpec {
  std::string kind;
  ProfileNames profile;
  std::optional<int> count;
  sim::Located<sim::Ipv4Interface> address;
  std::optional<sim::Mac> mac;
  std::optional<sim::Located<sim::Ipv4>> gateway;
  std::vector<RouteSpec> routes;
  int vlan = 0;
  int mtu = models::InterfaceConfig{}.mtu;
  models::PathMtuDiscovery path_mtu_discovery = models::HostConfig{}.path_mtu_discovery;
  Duration mtu_expires = models::HostConfig{}.mtu_expires;
  models::ArpConfig arp;
};

template <class Spec>
concept IsHost = std::derived_from<Spec, HostSpec>;

}  // namespace app
