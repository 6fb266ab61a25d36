// kind: pbx - a PBX of the Asterisk family, over UDP.
#pragma once

#include "app/scenario/kinds/host.hpp"
#include "models/device/pbx.hpp"
#include "models/protocol/sip_peer_fields.hpp"

namespace app {

struct PbxSpec : HostSpec {
  PbxSpec() { arp.capacity = 1024; }  // Linux gc_thresh3
  int port = models::PbxConfig{}.port;
  models::SipPeerConfig sip;
};
constexpr auto fields(PbxSpec*) {
  using S = PbxSpec;
  return std::tuple_cat(fields(static_cast<HostSpec*>(nullptr)),
                        std::tuple{field("port", &S::port, "UDP port that it listens on", 1, 65535),
                                   field("sip", &S::sip, "registrar and qualify")});
}

}  // namespace app
