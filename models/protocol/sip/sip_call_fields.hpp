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
                    sim::Name{not_registered, "not_registered", "no INVITE is sent"},
                    sim::Name{answered, "answered", "until somebody hung up, and both were heard"},
                    sim::Name{one_way, "one_way", "answered, and one of the two heard nothing"},
                    sim::Name{no_audio, "no_audio", "answered, and neither heard anything"},
                    sim::Name{dropped, "dropped", "answered, and it ended by itself"}};
}

constexpr std::string_view to_text(SipCallEnd how) {
  for (const auto& end : names(static_cast<SipCallEnd*>(nullptr))) {
    if (end.value == how) return end.name;
  }
  return "";
}

}  // namespace models
