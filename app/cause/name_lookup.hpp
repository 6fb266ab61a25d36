// A phone whose registrar is a name, and what DNS said instead of an address.
#pragma once

#include "app/cause/evidence.hpp"

namespace app {

// True: in [from, to] it was DNS that failed last; the cause names what it said, and what decided.
// `is_new`: the phone has never been registered by that name.
bool blame_dns(const World& world, const Scenario& scenario, Evidence& evidence, std::size_t phone,
               Time from, Time to, bool is_new, Cause& cause);

// The setting by which a phone that found its server by name keeps an address that is no longer
// true; empty: it did not find it so.
std::string address_kept_by(const World& world, const Scenario& scenario, std::size_t phone);

}  // namespace app
