// An Ethernet switch: learning bridge with VLANs (IEEE 802.1D, 802.1Q) and port security. Left out:
// spanning tree, so the topology must not have loops; the build checks that.
#pragma once

#include <vector>

#include "models/device/outbox.hpp"
#include "models/protocol/port_security.hpp"

namespace models {

// What a range of ports is set to.
struct SwitchPortConfig {
  VlanId vlan = 1;        // access VLAN; on a trunk the native VLAN
  VlanId voice_vlan = 0;  // tagged on an access port; 0 = none
  bool trunk = false;     // carries every VLAN, tagged but for the native one
};

struct SwitchConfig {
  Duration mac_aging = 300s;  // IEEE 802.1D default; Catalyst mac address-table aging-time
  int mac_capacity = 8192;    // Catalyst 2960: 8 K unicast addresses
  PortSecurityConfig port_security;
  std::vector<SwitchPortConfig> ports;  // by port number - 1
  std::vector<bool> secure;             // the same: is port security on there
};

class Switch {
 public:
  explicit Switch(const SwitchConfig& config);

  void receive(std::uint16_t port, FrameId frame, Time now, Outbox& out);
  void wake(std::uint32_t index, Time at, Outbox& out);
  void plug(std::uint16_t port) { states_[port].linked = true; }
  void link_changed(std::uint16_t port, bool up);
  void start(Time, Outbox&) { on_ = true; }
  void stop(Time, Outbox&);  // power off: the tables are empty afterwards

  std::uint16_t port_count() const { return static_cast<std::uint16_t>(ports_.size()); }
  bool err_disabled(std::uint16_t port) const { return states_[port].err_disabled; }
  std::uint64_t violations() const { return violations_; }

 private:
  struct Port {
    SecurePort secure;
    Alarm recovery;
  };
  struct PortState {  // what every frame asks: of all 48 ports on two cache lines
    bool err_disabled = false;
    bool linked = false;
  };

  VlanId classify(std::uint16_t port, const Frame& frame) const;  // 0: not allowed
  bool carries(std::uint16_t port, VlanId vlan) const;
  bool admitted(std::uint16_t port, MacKey source, FrameId frame, Time now, Outbox& out);
  void learn(std::uint16_t port, MacKey source, Time now);
  void flood(std::uint16_t ingress, VlanId vlan, FrameId frame, Time now, Outbox& out);
  void forward(std::uint16_t port, VlanId vlan, FrameId frame, Outbox& out) const;
  void violated(std::uint16_t port, Time now, Outbox& out);

  const SwitchConfig* config_;
  MacTable table_;
  std::vector<Port> ports_;
  std::vector<PortState> states_;  // by port, as ports_
  std::uint64_t violations_ = 0;
  bool on_ = true;
};

}  // namespace models
