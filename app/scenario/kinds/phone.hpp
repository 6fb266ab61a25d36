// kind: phone - a Cisco phone with TCP connections to its call managers.
#pragma once

#include "app/scenario/kinds/station.hpp"
#include "models/device/phone.hpp"

namespace app {

struct PhoneSpec : StationSpec {
  std::vector<sim::Located<std::string>> call_servers;
  Duration start{};
  Duration start_spread{};
  models::Signalling protocol{};
  models::TcpConfig tcp;
  models::SipClientConfig sip;
  models::SccpClientConfig sccp;
};

template <>
struct SpecOf<models::Phone> {
  using type = PhoneSpec;
};

}  // namespace app
