// The part of a config that every kind of host has.
#pragma once

#include "app/scenario/scenario.hpp"

namespace app {

models::Ipv4 address_named(const std::string& device, const Scenario& scenario);
std::vector<models::Route> routes_of(const std::vector<RouteSpec>& specs);
// A date of the scenario's clock; none, or no date: nothing.
std::optional<Duration> since_begin(const std::string& date, const Scenario& scenario);
models::HostConfig host_config(const HostSpec& spec);
models::StationConfig station_config(const StationSpec& spec, models::NameTable& names);

}  // namespace app
