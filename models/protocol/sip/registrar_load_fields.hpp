// RegistrarLoadConfig in a file: keys, meaning, bounds.
#pragma once

#include "models/protocol/sip/registrar_load.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(Overload*) {
  return std::array{
      sim::Name{Overload::ignore, "ignore", "no answer: the phone will repeat it"},
      sim::Name{Overload::refuse, "refuse", "503 Service Unavailable (RFC 3261 21.5.4)"}};
}

inline sim::Fields<RegistrarLoadConfig> fields(RegistrarLoadConfig*) {
  using C = RegistrarLoadConfig;
  using sim::field;
  return {
      field("per_second", &C::per_second, "REGISTERs that it works off; 0: no limit", 0, 1'000'000),
      field("queue", &C::queue, "REGISTERs that wait; one more is too much", 0, 1'000'000),
      field("overload", &C::overload, "what becomes of it"),
      field("retry_after", &C::retry_after,
            "Retry-After of the 503, in whole seconds; 0s: no such header", 0s, 18h),
      field("retry_after_spread", &C::retry_after_spread, "plus up to this, random for each 503",
            0s, 18h),
      field("absorbs_copies", &C::absorbs_copies,
            "a copy of a REGISTER that waits is dropped (RFC 3261 17.2.2); else it waits, too"),
      field("max_phones", &C::max_phones, "phones registered at a time, by licence; 0: no limit", 0,
            1'000'000),
      field("no_licence_answer", &C::no_licence_answer, "status of what one more hears", 400, 699)};
}

}  // namespace models
