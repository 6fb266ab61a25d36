// How a call can end: the words for reports and expectations.
#pragma once

#include "models/protocol/sip/sip_call.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(SipCallEnd*) {
  using enum SipCallEnd;
  return std::array{sim::Name{rings, "rings", "the phone rings"},
                    sim::Name{rings_elsewhere, "rings_elsewhere", "another phone rings"},
                    sim::Name{refused, "refused", "a final answer, such as 404"},
                    sim::Name{no_answer, "no_answer", "within timer B"},
                    sim::Name{unreachable, "unreachable", "by qualify: no INVITE is sent"},
                    sim::Name{not_registered, "not_registered", "no INVITE is sent"}};
}

constexpr std::string_view to_text(SipCallEnd how) {
  for (const auto& end : names(static_cast<SipCallEnd*>(nullptr))) {
    if (end.value == how) return end.name;
  }
  return "";
}

}  // namespace models
