// The keys of host.hpp: meaning, bounds, defaults.
#pragma once

#include "app/scenario/kinds/host.hpp"
#include "models/protocol/arp/arp_fields.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(PathMtuDiscovery*) {
  using enum PathMtuDiscovery;
  return std::array{sim::Name{off, "off", "nothing has DF set"},
                    sim::Name{tcp, "tcp", "TCP has DF set, UDP goes in fragments where it must"},
                    sim::Name{all, "all", "Linux: UDP has DF set, too, if it fits what is known"}};
}

}  // namespace models

namespace app {

using sim::field;
using sim::required;

// Of every kind of device.
template <class Spec>
sim::Field<Spec> profile_field() {
  return field("profile", &Spec::profile, "values beneath its own: see Profiles; later ones win")
      .at_most(8);
}

inline sim::Fields<RouteSpec> fields(RouteSpec*) {
  using S = RouteSpec;
  return {required("to", &S::to, "network and prefix length; 0.0.0.0/0 is everything"),
          required("via", &S::via, "the next router"),
          field("distance", &S::distance, "of two routes to one network the lower wins", 1, 255)};
}

inline sim::Fields<HostSpec> host_fields(const sim::Field<HostSpec>& address) {
  using S = HostSpec;
  return {
      required("kind", &S::kind, "what it is"),
      profile_field<S>(),
      field("count", &S::count, "so many of them: name1, name2, ...", 1, most_devices),
      address,
      field("mac", &S::mac, "MAC of the first one; made up if missing"),
      field("gateway", &S::gateway, "router for destinations outside the prefix"),
      field("routes", &S::routes, "static routes; the longest prefix wins"),
      field("vlan", &S::vlan, "802.1Q tag of what it sends; 0 = untagged", 0, 4094),
      field("mtu", &S::mtu, "of what it sends: IP packets", 576, 9216),
      field("path_mtu_discovery", &S::path_mtu_discovery,
            "which of its packets routers must not cut (RFC 1191)"),
      field("mtu_expires", &S::mtu_expires,
            "so long it remembers what ICMP said of a way; TCP connections: to their end", 1s, 24h),
      field("arp", &S::arp, "ARP cache")};
}

inline sim::Fields<HostSpec> fields(HostSpec*) {
  return host_fields(
      required("address", &HostSpec::address, "address and prefix length of the first one"));
}

}  // namespace app
