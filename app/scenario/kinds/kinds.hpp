// The closed list of kinds of device: what a file may call them, and what it may say about each.
#pragma once

#include <variant>

#include "app/scenario/kinds/call_server.hpp"
#include "app/scenario/kinds/computer.hpp"
#include "app/scenario/kinds/phone.hpp"
#include "app/scenario/kinds/router.hpp"
#include "app/scenario/kinds/server.hpp"
#include "app/scenario/kinds/switch.hpp"
#include "models/network/network.hpp"

namespace app {

template <class Device>
using SpecFor = typename SpecOf<Device>::type;
using Spec = models::ForKinds<std::variant, SpecFor>;

// Things that register, and things that they register at.
constexpr bool is_phone(models::NodeKind kind) { return models::is<models::Phone>(kind); }
constexpr bool is_server(models::NodeKind kind) { return models::is<models::CallServer>(kind); }

Spec empty_spec(models::NodeKind kind);
// Null: of another kind.
const HostSpec* host_of(const Spec& spec);
const StationSpec* station_of(const Spec& spec);
// Of a host, or of a switch that has one.
std::optional<sim::Ipv4Interface> address_of(const Spec& spec);
std::optional<sim::Mac> mac_of(const Spec& spec);
std::optional<int> count_of(const Spec& spec);
int port_count(const Spec& spec);
// Where a phone registers, the primary first; empty for others.
std::vector<sim::Located<std::string>> servers_of(const Spec& spec);

}  // namespace app
