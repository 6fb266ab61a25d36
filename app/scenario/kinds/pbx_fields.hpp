// The keys of pbx.hpp: meaning, bounds, defaults.
#pragma once

#include "app/scenario/kinds/host_fields.hpp"
#include "app/scenario/kinds/pbx.hpp"
#include "models/protocol/sip/registrar_load_fields.hpp"
#include "models/protocol/sip/sip_peer_fields.hpp"

namespace app {

inline sim::Fields<PbxSpec> fields(PbxSpec*) {
  using S = PbxSpec;
  return {sim::fields_of<HostSpec>(),
          {field("port", &S::port, "UDP port that it listens on", 1, 65535),
           field("sip", &S::sip, "registrar and qualify"),
           field("load", &S::load, "how many phones it can register")}};
}

}  // namespace app
