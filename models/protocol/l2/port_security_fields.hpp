// PortSecurityConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/l2/port_security.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(Violation*) {
  return std::array{sim::Name{Violation::protect, "protect", "drop"},
                    sim::Name{Violation::restrict, "restrict", "drop and count"},
                    sim::Name{Violation::shutdown, "shutdown", "err-disable the port"}};
}
constexpr auto names(AgingType*) {
  return std::array{sim::Name{AgingType::absolute, "absolute", "since it was learned"},
                    sim::Name{AgingType::inactivity, "inactivity", "since its last frame"}};
}
constexpr auto names(Relearn*) {
  return std::array{
      sim::Name{Relearn::drop, "drop",
                "the frame that teaches the address is lost (implied by the case study)"},
      sim::Name{Relearn::forward, "forward", "it is forwarded (Dell N-Series)"}};
}

inline sim::Fields<PortSecurityConfig> fields(PortSecurityConfig*) {
  using C = PortSecurityConfig;
  using sim::field;
  return {
      field("enabled", &C::enabled, "switchport port-security"),
      field("maximum", &C::maximum, "secure addresses of a port, one for each MAC and VLAN", 1,
            6144),
      field("maximum_access", &C::maximum_access, "of them in its access VLAN; 0 = any", 0, 6144),
      field("maximum_voice", &C::maximum_voice, "of them in its voice VLAN; 0 = any", 0, 6144),
      field("violation", &C::violation, "what one address too many does"),
      field("aging_time", &C::aging_time, "life of a secure address; 0s = for ever", 0s, 1440min),
      field("aging_type", &C::aging_type, "from when aging_time counts"),
      field("aging_tick", &C::aging_tick, "addresses go at the next multiple of this; 0s = exactly",
            0s, 1h),
      field("sticky", &C::sticky, "learned addresses do not age"),
      field("relearn", &C::relearn, "the fate of the frame that teaches an address"),
      field("program_delay", &C::program_delay,
            "with relearn: drop, until the address is in hardware", 0s, 10s),
      field("errdisable_recovery", &C::errdisable_recovery,
            "errdisable recovery cause psecure-violation"),
      field("errdisable_interval", &C::errdisable_interval, "errdisable recovery interval", 1s,
            86400s)};
}

}  // namespace models
