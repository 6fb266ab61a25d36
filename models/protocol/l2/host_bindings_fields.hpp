// HostBindingsConfig and StaticBinding in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/l2/host_bindings.hpp"
#include "sim/schema/field.hpp"

namespace models {

inline sim::Fields<HostBindingsConfig> fields(HostBindingsConfig*) {
  using C = HostBindingsConfig;
  using sim::field;
  return {
      field("capacity", &C::capacity, "bindings; beyond it clients are not bound", 1, 1'000'000),
      field("binding_delay", &C::binding_delay, "from an ACK until its binding is in force", 0s,
            1min),
      field("database", &C::database, "bindings outlive a restart of the switch"),
      field("write_delay", &C::write_delay, "so long after a change the database is written", 0s,
            24h)};
}

inline sim::Fields<StaticBinding> fields(StaticBinding*) {
  using C = StaticBinding;
  using sim::field;
  using sim::required;
  return {required("mac", &C::mac, "of the host"), required("address", &C::address, "that it has"),
          field("vlan", &C::vlan, "where; 0 = any", 0, 4094),
          field("port", &C::port, "of the switch; 0 = any", 0, 10'000)};
}

}  // namespace models
