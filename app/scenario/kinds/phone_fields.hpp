// The keys of phone.hpp: meaning, bounds, defaults.
#pragma once

#include "app/scenario/kinds/phone.hpp"
#include "app/scenario/kinds/station_fields.hpp"
#include "models/protocol/sccp/sccp_fields.hpp"
#include "models/protocol/sip/sip_fields.hpp"
#include "models/protocol/tcp/tcp_fields.hpp"

namespace models {
constexpr auto names(Signalling*) {
  return std::array{sim::Name{Signalling::sip, "sip", "SIP over TCP 5060"},
                    sim::Name{Signalling::sccp, "sccp", "SCCP (Skinny) over TCP 2000"}};
}
}  // namespace models

namespace app {

inline sim::Fields<PhoneSpec> fields(PhoneSpec*) {
  using S = PhoneSpec;
  return {
      sim::fields_of<StationSpec>(),
      {required("call_servers", &S::call_servers, "names of its call servers, the primary first")
           .at_most(3),
       field("start", &S::start, "power-on"),
       field("start_spread", &S::start_spread, "plus a random time up to this, for each phone"),
       field("protocol", &S::protocol, "how it registers"), field("tcp", &S::tcp, "TCP stack"),
       field("sip", &S::sip, "registration by SIP"),
       field("sccp", &S::sccp, "registration by SCCP")}};
}

}  // namespace app
