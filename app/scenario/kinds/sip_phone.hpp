// kind: sip_phone - a phone or softphone that registers by SIP over UDP.
#pragma once

#include "app/scenario/kinds/station.hpp"
#include "models/device/sip_phone.hpp"

namespace app {

// What the phone's user reads; the phone chooses by what it saw, which need not be the truth.
struct DisplaySpec {
  std::string registered = "ready";
  std::string timed_out = "Registration failed: no answer";
  std::string rejected = "Registration failed: rejected";
  std::string wrong_password = "Registration failed: wrong password";
  std::string no_address = "No IP address";
};

struct SipPhoneSpec : StationSpec {
  sim::Located<std::string> registrar;
  std::vector<sim::Located<std::string>> backups;
  std::string domain;
  std::vector<sim::Ipv4> dns;
  models::DnsResolverConfig resolver;
  models::SipLocatorConfig fail_over;
  int registrar_port = models::SipPhoneConfig{}.registrar_port;
  int local_port = models::SipPhoneConfig{}.local_port;
  Duration start{};
  Duration start_spread{};
  models::SipUaConfig sip;
  DisplaySpec display;
};

template <>
struct SpecOf<models::SipPhone> {
  using type = SipPhoneSpec;
};

}  // namespace app
