// The ground floor's names that every model uses, brought into `models` in one place.
#pragma once

#include "sim/base/address.hpp"
#include "sim/base/id.hpp"
#include "sim/base/time.hpp"

namespace models {

using sim::after;
using sim::Duration;
using sim::forever;
using sim::FrameId;
using sim::Ipv4;
using sim::Ipv4Interface;
using sim::Mac;
using sim::never;
using sim::NodeId;
using sim::Time;

inline constexpr Ipv4 limited_broadcast{0xffff'ffff};  // RFC 919

using std::literals::chrono_literals::operator""h;
using std::literals::chrono_literals::operator""min;
using std::literals::chrono_literals::operator""s;
using std::literals::chrono_literals::operator""ms;
using std::literals::chrono_literals::operator""us;
using std::literals::chrono_literals::operator""ns;

}  // namespace models
