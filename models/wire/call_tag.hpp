// What tells a re-INVITE from a call's first INVITE: a tag in its To (RFC 3261 12.2). It is there,
// where the first one has the user that is called.
#pragma once

#include "models/wire/call.hpp"

namespace models {

inline constexpr std::uint32_t tagged_for_a_call = outside_the_house - 1;

// It begins a call; else it is of one that its receiver should know.
constexpr bool begins_a_call(const CallMessage& m) {
  return m.is_request() && m.method == SipMethod::invite && m.expires != tagged_for_a_call;
}

}  // namespace models
