// kind: pbx - a PBX of the Asterisk family, over UDP.
#pragma once

#include "app/scenario/kinds/host.hpp"
#include "models/device/pbx.hpp"

namespace app {

struct PbxSpec : HostSpec {
  PbxSpec() { arp.capacity = 1024; }  // Linux gc_thresh3
  int port = models::PbxConfig{}.port;
  models::SipPeerConfig sip;
  models::RegistrarLoadConfig load;
};

template <>
struct SpecOf<models::Pbx> {
  using type = PbxSpec;
};

}  // namespace app
