// The only place that includes Catch2: version 2 (Debian 12) or 3 (Ubuntu 24.04). Tests use what
// both have: TEST_CASE, SECTION, CHECK, REQUIRE, INFO, CAPTURE, GENERATE, Catch::Approx; no
// matchers.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
namespace Catch {
using Detail::Approx;  // where version 3 has it
}
#endif

#include <string>

#include "sim/base/address.hpp"
#include "sim/base/text.hpp"
#include "sim/base/time.hpp"

// A failed CHECK prints 1min 30s, not 90000000000 ns.
namespace Catch {
template <>
struct StringMaker<sim::Duration> {
  static std::string convert(sim::Duration d) { return sim::to_text(d); }
};
template <>
struct StringMaker<sim::Time> {
  static std::string convert(sim::Time t) {
    return t == sim::never ? "never" : sim::to_text(t.time_since_epoch());
  }
};
template <>
struct StringMaker<sim::Ipv4> {
  static std::string convert(sim::Ipv4 a) { return sim::to_text(a); }
};
template <>
struct StringMaker<sim::Mac> {
  static std::string convert(sim::Mac a) { return sim::to_text(a); }
};
}  // namespace Catch
