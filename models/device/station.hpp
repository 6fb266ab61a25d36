// An end device's place in the network: a host whose address is configured, or comes by DHCP. What
// stands on it (a phone, a PC) begins when there is an address, and stops when it is gone.
#pragma once

#include <memory>
#include <optional>

#include "models/device/installation.hpp"
#include "models/device/ip_host.hpp"
#include "models/protocol/access/supplicant.hpp"
#include "models/protocol/dhcp/dhcp_client.hpp"
#include "models/protocol/l2/powered_device.hpp"
#include "models/protocol/l2/voice_vlan.hpp"
#include "sim/base/copy.hpp"

namespace models {

struct StationConfig {
  HostConfig host;
  SupplicantConfig supplicant;
  PoweredDeviceConfig power{};
  bool uses_dhcp = false;
  DhcpClientConfig dhcp;
  Name vendor_class;                // option 60
  Duration boot = 0s;               // after DHCP has given up: until it begins again
  std::uint32_t remembers_for = 0;  // seconds that the remembered lease (its address) still lasts
  bool lodges = false;              // it runs on a server, with whose address it sends
  int broadcast_limit = 5000;       // that it can take in a second; 0: any; [assumed-storms]
};

class Station {
 public:
  enum class Change : std::uint8_t { none, up, down };

  // Its address: the configured one; with DHCP the one that it remembers, 0.0.0.0: none.
  // `voice`: of a phone, if it finds its VLAN by itself.
  Station(const StationConfig& config, const Installation& self, const sim::Random& random,
          const VoiceVlanConfig* voice = nullptr);

  // As IpHost: the packet, if it is one for the transport layer of what stands here.
  const Ipv4Packet* receive(FrameId frame, Time now, Outbox& out);
  void receive_while_off(FrameId frame, Time now, Outbox& out) const {
    host_.receive_while_off(frame, now, out);
  }
  void fetch_gateway() const { host_.fetch_gateway(); }
  void clear_arp() { host_.clear_arp(); }
  template <class Payload>
  void send(const Payload& payload, Ipv4 destination, Time now, Outbox& out) {
    if (config_->lodges) [[unlikely]]
      return out.lodge(payload, destination);
    host_.send(payload, destination, now, out);
  }
  void refuse(const Ipv4Packet& packet, FrameId frame, Time now, Outbox& out) {
    host_.refuse(packet, frame, now, out);
  }
  // What stands here is given ICMP errors, too.
  void hear_icmp() { host_.hear(config_->uses_dhcp ? dhcp_client_port : 0, true); }
  void start(Time now, Outbox& out);  // power on
  void stop(Time now, Outbox& out);   // power off
  // Whether the other end of its cable is alive. It looks for its VLAN when it is, and anew when it
  // is again; what has an address keeps it meanwhile.
  void link_changed(bool up, bool on, Time now, Outbox& out);
  // It boots again: without a word to anyone, and back after a while.
  void restart(Duration after, Time now, Outbox& out) {
    stop(now, out);
    restart_at_ = now + after;
  }
  // What stands here may begin. False: without power; its port is asked for it.
  bool has_power(Outbox& out) {
    if (config_->power.source == PowerSupply::external || powered_) return true;
    wants_power_ = out.draws_power = out.power_changed = true;
    return false;
  }
  const PoweredDeviceConfig& power() const { return config_->power; }
  int broadcast_limit() const { return config_->broadcast_limit; }
  bool wants_power() const { return wants_power_; }
  void want_power(bool wants) { wants_power_ = wants; }
  void set_power(bool powered) { powered_ = powered; }
  void readdress(Ipv4Interface address, Time now, Outbox& out) {  // of one without DHCP
    host_.configure(address, {});
    out.floods.listeners.add(Listeners::Own{address.address}, out.self);
    host_.came_up(now, out);
  }
  // Its server has another address.
  void follow(Ipv4Interface address) { host_.configure(address, {}); }
  void wake(Time now, Outbox& out);

  // What happened since the last question: asked after start, receive and wake.
  Change take_change() { return std::exchange(change_, Change::none); }
  Time deadline() const;
  const IpHost& host() const { return host_; }
  // Of DHCP: the options in use; none without it.
  const DhcpClientLease* lease() const {
    return dhcp_ != nullptr && dhcp_->is_configured() ? &dhcp_->lease() : nullptr;
  }
  const DhcpClient* dhcp() const { return dhcp_.get(); }

 private:
  // What it does at its port before it begins.
  struct Attachment {
    std::optional<VoiceVlan> voice{};
    std::optional<Supplicant> supplicant{};
  };

  VoiceVlan* voice() const {
    return attached_ != nullptr && attached_->voice ? &*attached_->voice : nullptr;
  }
  Supplicant* supplicant() const {
    return attached_ != nullptr && attached_->supplicant ? &*attached_->supplicant : nullptr;
  }
  // True: something came that is about its port.
  bool hear_port(FrameId frame, Time now, Outbox& out);
  void authenticate(Time now, Outbox& out);
  void enter(Time now, Outbox& out);
  void begin(Time now, Outbox& out);
  void move(VlanId vlan, Time now, Outbox& out);
  void leave(bool gives_back, Time now, Outbox& out);
  void carry_out(const DhcpActions& actions, Time now, Outbox& out);
  void carry_out(const VoiceVlanActions& actions, Time now, Outbox& out);
  void carry_out(const SupplicantActions& actions, Time now, Outbox& out);

  sim::Beside<const StationConfig> config_;
  IpHost host_;
  sim::Box<DhcpClient> dhcp_;
  sim::Box<Attachment> attached_;
  Time restart_at_ = never;
  Change change_ = Change::none;
  bool linked_ = true;
  bool waits_ = false;        // for its supplicant, before it enters
  bool begun_ = false;        // it uses its VLAN: with an address, or on the way to one
  bool wants_power_ = false;  // from its port, where it gets it
  bool powered_ = false;
};

}  // namespace models
