// kind: sip_phone - a phone or softphone that registers by SIP over UDP.
#pragma once

#include "app/scenario/kinds/station.hpp"
#include "models/device/sip_phone.hpp"
#include "models/protocol/sip_ua_fields.hpp"

namespace app {

// What the phone's user reads; the phone chooses by what it saw, which need not be the truth.
struct DisplaySpec {
  std::string registered = "ready";
  std::string timed_out = "Registration failed: no answer";
  std::string rejected = "Registration failed: rejected";
  std::string no_address = "No IP address";
};
constexpr auto fields(DisplaySpec*) {
  using S = DisplaySpec;
  return std::tuple{field("registered", &S::registered, "while it is registered", 1, 200),
                    field("timed_out", &S::timed_out, "when nobody answers the REGISTER", 1, 200),
                    field("rejected", &S::rejected, "when the REGISTER is refused", 1, 200),
                    field("no_address", &S::no_address, "while DHCP gives it none", 1, 200)};
}

struct SipPhoneSpec : StationSpec {
  sim::Located<std::string> registrar;
  int registrar_port = models::SipPhoneConfig{}.registrar_port;
  int local_port = models::SipPhoneConfig{}.local_port;
  Duration start{};
  Duration start_spread{};
  models::SipUaConfig sip;
  DisplaySpec display;
};
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
