// The keys of sip_phone.hpp: meaning, bounds, defaults.
#pragma once

#include "app/scenario/kinds/sip_phone.hpp"
#include "app/scenario/kinds/station_fields.hpp"
#include "models/protocol/sip_ua_fields.hpp"

namespace app {

constexpr auto fields(DisplaySpec*) {
  using S = DisplaySpec;
  return std::tuple{field("registered", &S::registered, "while it is registered", 1, 200),
                    field("timed_out", &S::timed_out, "when nobody answers the REGISTER", 1, 200),
                    field("rejected", &S::rejected, "when the REGISTER is refused", 1, 200),
                    field("no_address", &S::no_address, "while DHCP gives it none", 1, 200)};
}

constexpr auto fields(SipPhoneSpec*) {
  using S = SipPhoneSpec;
  return std::tuple_cat(
      fields(static_cast<StationSpec*>(nullptr)),
      std::tuple{
          required("registrar", &S::registrar, "name of its PBX"),
          field("registrar_port", &S::registrar_port, "UDP port of the PBX", 1, 65535),
          field("local_port", &S::local_port, "UDP port that it sends from", 1024, 65535),
          field("start", &S::start, "power-on"),
          field("start_spread", &S::start_spread, "plus a random time up to this, for each phone"),
          field("sip", &S::sip, "registration and keepalive"),
          field("display", &S::display, "what its user reads")});
}

}  // namespace app
