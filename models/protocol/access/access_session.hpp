// One device at a port that authenticates: how far it has come, and what it may do meanwhile.
#pragma once

#include <variant>

#include "models/wire/ethernet.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

// Why a device's frames are dropped.
enum class AccessBar : std::uint8_t {
  none,
  asking,     // nobody has answered EAP yet, and MAB comes later
  listening,  // MAB only learns the MAC from it
  server,     // RADIUS has not answered
  no_method,  // no supplicant, and no MAB
  rejected,   // RADIUS said no
  domain,     // a device for data in the voice VLAN, or a phone that has left the VLAN for data
  host_mode,  // one device more than the port admits
  crowded,    // more devices than it has room for
};

// What a device may do at the port.
enum class AccessGrant : std::uint8_t { none, data, voice, critical, guest, failure };

struct AccessSession {
  enum class State : std::uint8_t {
    asking,      // an EAP-Request/Identity is out
    exchanging,  // another EAP request is
    waiting,     // RADIUS is asked
    listening,   // MAB waits for a first frame
    settled,     // let in, until it must reauthenticate
    held,        // until it may try again
  };
  Mac mac{};             // none: nobody has been heard yet
  EapMessage request{};  // that is out
  Time deadline = never;
  Time heard{};          // its last frame
  Time cached_until{};   // reauthenticates without a server; 0: no server has failed yet
  Duration period = {};  // of reauthentication; 0: none
  int sent = 0;          // how often the request was
  VlanId vlan = 0;       // that it was given; 0: the port's
  State state{};
  AccessGrant grant{};
  AccessBar bar{};
  bool by_mab = false;  // the method under way, and then that which let it in
  bool let_in_by_mab = false;
  bool terminates = false;  // at its end the session is over, not renewed
  bool tagged = false;      // a phone that has used the voice VLAN
};

// What the port's machine wants.
struct AccessSend {  // out of the port
  EapolFrame frame;
};
struct AccessAsk {  // RADIUS
  RadiusMessage request;
};
struct AccessForget {  // what was learned of it: it is not let in any more
  Mac mac;
};
struct AccessDisable {};  // the port: err-disabled
using AccessAction = std::variant<AccessSend, AccessAsk, AccessForget, AccessDisable>;
using AccessActions = sim::StaticVector<AccessAction, 200>;  // a few for each device at the port

}  // namespace models
