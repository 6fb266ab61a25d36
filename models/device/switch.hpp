// An Ethernet switch: learning bridge with VLANs ([ieee-802-1d], [ieee-802-1q]), port security, the
// wait of spanning tree, CDP and LLDP; switch_access.cpp: 802.1X, switch_watch.cpp: its hosts,
// switch_*.cpp: the others. The network says which ports the tree blocks, and where there is a
// loop. Longer than 300 lines because it is one device's interface.
#pragma once

#include <vector>

#include "models/device/host_watch.hpp"
#include "models/device/installation.hpp"
#include "models/device/outbox.hpp"
#include "models/device/switch_access.hpp"
#include "models/device/switch_channels.hpp"
#include "models/device/switch_loops.hpp"
#include "models/protocol/l2/announcement.hpp"
#include "models/protocol/l2/port_security.hpp"
#include "models/protocol/l2/power_sourcing.hpp"
#include "models/protocol/l2/spanning_tree.hpp"
#include "sim/base/copy.hpp"

namespace models {

struct VlanRange {
  VlanId first;
  VlanId last;
};

// What a range of ports is set to.
struct SwitchPortConfig {
  VlanId vlan = 1;                   // access VLAN; on a trunk the native VLAN
  VlanId voice_vlan = 0;             // tagged on an access port; 0 = none
  bool trunk = false;                // carries every VLAN, tagged but for the native one,
  std::vector<VlanRange> allowed{};  // or these: switchport trunk allowed vlan; none: all
  int stp_cost = 0;                  // of spanning tree; 0: by the cable's rate
  bool bpdu_filter = false;          // [catalyst-2950]: neither sends BPDUs nor heeds them
};

struct SwitchConfig {
  Duration mac_aging = 300s;  // [ieee-802-1d]; Catalyst mac address-table aging-time
  int mac_capacity = 8192;    // [catalyst-2960]: 8 K unicast addresses
  PortSecurityConfig port_security;
  SpanningTreeConfig spanning_tree{};
  AnnouncementConfig cdp{};
  AnnouncementConfig lldp{};
  HostWatchConfig watch{};
  std::vector<SwitchPortConfig> ports;  // by port number - 1
  std::vector<bool> secure;             // the same: is port security on there
  bool watches = false;                 // watch.is_on(), for every frame
  bool passes_eapol = false;            // to other ports, as the switch inside a phone does
  HostConfig management{};              // its own address
  VlanId management_vlan = 1;
  RadiusClientConfig radius{};
  sim::PointedInto<AccessConfig> access{};  // what ports demand of who is plugged in
  std::vector<std::uint16_t> access_of{};   // by port: its place there, from 1; 0: nothing
  PowerSourcingConfig poe{};                // what its ports give
  PowerPorts power_ports{};
  PoweredDeviceConfig power{};                 // where its own comes from
  sim::PointedInto<ChannelConfig> channels{};  // bundles of cables
  std::vector<std::uint16_t> channel_of{};     // by port: its place there, from 1; 0: none
  StormControlConfig storm_control{};
  LoopProtectConfig loop_protect{};
};

class Switch {
 public:
  using Config = SwitchConfig;
  Switch(const Config& config, const Installation&);
  static std::uint16_t port_count(const Config& config) {
    return static_cast<std::uint16_t>(config.ports.size());
  }

  void expect(std::uint16_t port, const Frame& frame) const;  // it is on its way to us
  void receive(std::uint16_t port, FrameId frame, Time now, Outbox& out);
  void wake(std::uint32_t index, Time at, Outbox& out);
  // Building: a cable, and the switch at its other end. What is plugged in then has been up for
  // long.
  // `passes_hellos`: a switch or a router is there; other hosts do not listen to those of FHRPs.
  void plug(std::uint16_t port, SpanningTreeNeighbour neighbour = {}, bool passes_hellos = true);
  // A cable was pulled or plugged in, or the device at its other end was switched off or on.
  void link_changed(std::uint16_t port, bool up, Time now, Outbox& out);
  void start(Time now, Outbox& out);
  void stop(Time now, Outbox& out);  // power off: the tables are empty afterwards
  void reconfigured(Time now, Outbox& out);
  void clear_auth(Time now, Outbox& out);
  void clear_auth(std::uint16_t port, Time now, Outbox& out);
  void clear_mac() {  // what was learned; secure addresses stay
    table_.erase_if([](const MacKey&, const MacEntry& entry) { return !entry.secure; });
  }

  void clear_bindings();  // of DHCP snooping
  // Cables with the same number lead to end devices, and are alike; 0: no other is like it.
  void alike(std::uint16_t port, std::uint16_t number);

  // Power over Ethernet: a device asks for it at a port, or is no more there; and its own.
  void attach(std::uint16_t port, const PoweredDeviceConfig& device, Time now, Outbox& out);
  void detach(std::uint16_t port, Time now, Outbox& out);
  // Without its mains it goes on with its UPS, if it has one; false: it has none, or is off.
  bool runs_on_battery(Time now, Outbox& out);
  void mains_back() { battery_.clear(); }
  void power_came(Time now, Outbox& out) { start(now, out); }
  void power_lost(Time now, Outbox& out) { stop(now, out); }
  const PoweredDeviceConfig& power() const { return config_->power; }
  bool wants_power() const { return wants_power_; }
  void want_power(bool wants) { wants_power_ = wants; }

  std::uint16_t port_count() const { return static_cast<std::uint16_t>(ports_.size()); }
  bool is_on() const { return on_; }
  bool err_disabled(std::uint16_t port) const { return states_[port].err_disabled; }
  // Of spanning tree: who it is, what its ways cost; and what the tree makes of a port.
  std::uint64_t bridge_id() const {
    return static_cast<std::uint64_t>(config_->spanning_tree.priority) << 48U | mac_.value;
  }
  std::uint32_t path_cost(std::uint16_t port, std::uint64_t rate) const;
  bool guards(std::uint16_t port) const;
  void guard(std::uint16_t port, Time now, Outbox& out);
  void hear_bridges(std::uint16_t port, bool hears) { ports_[port].neighbour.hears = hears; }
  void set_blocked(std::uint16_t port, bool blocked);
  void open(std::uint16_t port, Time begin, Time now, Outbox& out);
  void topology_changed(Time now);
  const SpanningTreeConfig& spanning_tree() const { return config_->spanning_tree; }
  bool filters_bpdus(std::uint16_t port) const { return config_->ports[port].bpdu_filter; }

  // switch_channels.cpp. To spanning tree and to tables a channel is one port: its lowest.
  std::uint16_t logical(std::uint16_t port) const {
    return states_[port].member ? bundled(port) : port;
  }
  bool carries_frames(std::uint16_t port) const {  // it is up, and not idle in its channel
    return on_ && !states_[port].err_disabled && (!states_[port].member || !is_idle(port));
  }
  bool is_static_channel(std::uint16_t port) const;
  void unlit(std::uint16_t port);  // building: its cable is not plugged in
  std::optional<LacpPdu> says_lacp(std::uint16_t port) const;
  void settle_channels(bool on, Time now, Outbox& out);
  void settle_lacp(std::uint16_t port, const std::optional<LacpPdu>& said, Time now);
  // Of a static one: how many ports of bridges answer in it.
  void suspect_channel(std::uint16_t leader, bool misconfigured, Time now, Outbox& out);

  // switch_loops.cpp: the network has looked for loops.
  void see_loops(LoopView view, Time now, Outbox& out);
  void storm_began(VlanId vlan, const StormRates& into, Time now, Outbox& out);
  void goes_astray(VlanId vlan, Mac host, Outbox& out);
  bool carries(std::uint16_t port, VlanId vlan) const;
  // Does a frame of `vlan` that leaves by `port` have a tag?
  bool tags(std::uint16_t port, VlanId vlan) const { return access_vlan(port) != vlan; }
  VlanId entered(std::uint16_t port, VlanId tag) const;  // its VLAN here; 0: not allowed
  bool forwards(std::uint16_t port, Time now) const;
  const Config& config() const { return *config_; }
  std::uint64_t violations() const { return violations_; }

  // What its operator may look at.
  Mac mac() const { return mac_; }
  const MacTable& mac_table() const { return table_; }
  bool is_blocked(std::uint16_t port) const { return ports_[port].blocked; }
  bool is_guarded(std::uint16_t port) const { return ports_[port].guarded; }  // err-disabled by it
  Time up_since(std::uint16_t port) const { return ports_[port].up_since; }
  const SpanningTreeNeighbour& neighbour(std::uint16_t port) const {
    return ports_[port].neighbour;
  }
  VlanId untagged_vlan(std::uint16_t port) const { return access_vlan(port); }
  const SwitchAccess* access() const { return access_.get(); }
  const HostWatch* host_watch() const { return watch_.get(); }
  const PowerSourcing* power_sourcing() const { return poe_.get(); }

 private:
  struct Port {
    SecurePort secure;
    Alarm recovery;
    SpanningTreeNeighbour neighbour;
    Time up_since{};                 // or since when it is on its way to forward
    Alarm forwards{};                // in a tree with redundant cables
    sim::Beside<const int> limit{};  // that err-disabled it: an address too many, a rate; none: a
                                     // moved MAC
    bool guarded = false;            // BPDU guard did
    bool looped_back = false;        // loop protection did
    bool blocked = false;            // by spanning tree
  };
  struct PortState {  // what every frame asks: of all 48 ports on two cache lines
    bool err_disabled = false;
    bool linked = false;
    bool waiting = false;            // spanning tree may not forward yet
    bool controlled : 1 = false;     // devices authenticate there
    bool closed : 1 = false;         // and none has yet: nothing leaves by it
    bool passes_hellos : 1 = false;  // of routers that share an address
    bool member : 1 = false;         // of a channel
  };

  VlanId classify(std::uint16_t port, const Frame& frame) const {  // 0: not allowed
    return entered(port, frame.vlan);
  }
  bool admitted(std::uint16_t port, MacKey source, FrameId frame, Time now, Outbox& out);
  void learn(std::uint16_t port, MacKey source, Time now);
  SpanningTreeState tree_state(std::uint16_t port, Time now) {
    return states_[port].waiting ? waited(port, now) : SpanningTreeState::forwarding;
  }
  SpanningTreeState waited(std::uint16_t port, Time now);
  void drop_waiting(std::uint16_t port, FrameId frame, Time now, Outbox& out);
  static constexpr std::uint32_t of_tree = 1U << 16U;   // wake-up index of a port's `forwards`
  static constexpr std::uint32_t of_watch = 1U << 18U;  // of device tracking's next probe
  static constexpr std::uint32_t of_channels = 1U << 20U;
  static constexpr std::uint32_t of_loops = 1U << 21U;
  static constexpr std::uint32_t of_battery = 1U << 22U;
  static constexpr std::uint32_t of_boot = 1U << 23U;

  void link_came_up(std::uint16_t port, Time now);
  void lost_link(std::uint16_t port);
  void begin(Time now, Outbox& out);
  void wake_power(std::uint32_t index, Time at, Outbox& out);

  // switch_channels.cpp
  std::uint16_t bundled(std::uint16_t port) const;
  bool is_idle(std::uint16_t port) const;     // a member that carries nothing
  bool can_leave(std::uint16_t port) const {  // of a channel's lowest port
    return !states_[port].member || !is_dark(port);
  }
  bool is_dark(std::uint16_t port) const;
  // False: the frame was for the member alone, or died there.
  bool joins(std::uint16_t& port, FrameId frame, Time now, Outbox& out);
  bool skips(std::uint16_t port, std::uint16_t ingress) const;  // of a flooded frame
  std::uint16_t member_for(std::uint16_t port, const Frame& frame) const;
  void drop_idle(std::uint16_t port, FrameId frame, Time now, Outbox& out) const;
  void channel_link(std::uint16_t port, bool up, Time now, Outbox& out);
  void start_channels(Time now, Outbox& out);
  void stop_channels();
  void wake_channels(Time at, Outbox& out);
  void carry_out(const ChannelActions& actions, std::size_t channel, Time now, Outbox& out);
  void set_members(std::uint16_t port, bool disabled, Time now, Outbox& out);

  // switch_loops.cpp
  SwitchLoops& loops();
  void watch_loops(Outbox& out);
  bool is_cut(std::uint16_t port, VlanId vlan) const;
  // False: it has met its fate in a storm.
  bool survives(std::uint16_t port, VlanId vlan, FrameId frame, Time now, Outbox& out);
  // Storm control: true: it is one too many.
  bool controlled(std::uint16_t port, FrameId frame, Time now, Outbox& out);
  void wake_loops(Time at, Outbox& out);
  void forget_loops();
  void drop_disabled(std::uint16_t port, FrameId frame, Time now, Outbox& out) const;
  bool hears(std::uint16_t port, FrameId frame, Time now, Outbox& out);
  // `only`: to no other ports than these.
  void flood(std::uint16_t ingress, VlanId vlan, FrameId frame, Time now, Outbox& out,
             const PortSet* only = nullptr);
  // switch_flood.cpp
  struct Copies;
  struct FloodPlan {  // of a VLAN
    struct Step {
      std::uint16_t port;
      std::uint32_t run;  // 0: only that port
    };
    VlanId vlan;
    std::vector<Step> steps;  // in the order of the ports; only such that may carry it
  };
  struct FloodPlans {
    std::vector<FloodPlan> plans{};
    std::vector<std::uint16_t> alike{};      // by port: the network's number for its kind of cable
    std::vector<std::uint32_t> run_of{};     // by port: 0: none
    std::vector<bool> waited{};              // by port: for spanning tree, when it was made
    std::vector<std::uint16_t> unsettled{};  // ports of runs that came up
    bool is_old = false;
  };
  void flood_to(std::uint16_t port, Copies& copies, VlanId vlan, FrameId frame, Time now,
                Outbox& out, const PortSet* only);
  void pass_on(const Copies& copies, VlanId vlan, FrameId frame, Outbox& out) const;
  void send_last(const Copies& copies, VlanId vlan, FrameId frame, Outbox& out) const;
  void flood_later(std::uint16_t port);
  void floods_changed() {
    if (floods_ != nullptr) floods_->is_old = true;
  }
  bool is_in(std::uint32_t run, std::uint16_t port) const {
    return port < floods_->run_of.size() && floods_->run_of[port] == run;
  }
  const FloodPlan& plan_of(VlanId vlan, Time now, Outbox& out);
  FloodPlan make_plan(VlanId vlan, Time now, Outbox& out);

  void forward(std::uint16_t port, VlanId vlan, FrameId frame, Outbox& out) const;
  // By a port that leads to its destination, if it may.
  void leave(std::uint16_t port, VlanId vlan, FrameId frame, Time now, Outbox& out);
  void violated(std::uint16_t port, const int* limit, Time now, Outbox& out);
  void shut(std::uint16_t port, const int* limit, Duration recovery, Time now, Outbox& out);
  // switch_watch.cpp
  HostWatch& watch();
  bool watched(std::uint16_t port, VlanId vlan, FrameId frame, Time now, Outbox& out);
  bool snooped(std::uint16_t port, VlanId vlan, FrameId frame, Time now, Outbox& out);
  void answered(MacKey client, FrameId frame, Time now, Outbox& out);
  void drop_snooped(std::uint16_t port, SnoopingDrop why, FrameId frame, Time now,
                    Outbox& out) const;
  bool inspected(std::uint16_t port, VlanId vlan, FrameId frame, Time now, Outbox& out);
  bool guarded(std::uint16_t port, VlanId vlan, FrameId frame, Time now, Outbox& out);
  std::optional<Cause> unbound(MacKey host, Ipv4 address, std::uint16_t port, const bool* enabled,
                               Time now);
  void exceeded(std::uint16_t port, const RateLimitConfig& limit, FrameId frame, Time now,
                Outbox& out);
  void track(MacKey host, Ipv4 address, std::uint16_t port, bool granted, Time now, Outbox& out);
  void plan_probe(Time now, Outbox& out);
  void probe_hosts(Time now, Outbox& out);
  void watch_link(std::uint16_t port, bool up, Time now, Outbox& out);
  void forget_hosts(Time now);

  // switch_poe.cpp
  static constexpr std::uint32_t of_poe = 1U << 19U;
  void carry_out(const PowerActions& actions, Outbox& out);
  Cause cause_of(const PowerChange& change) const;
  void power_follows(std::uint16_t port, Time now, Outbox& out);  // its being err-disabled
  void wake_poe(Time at, Outbox& out);

  // switch_access.cpp
  static constexpr std::uint32_t of_access = 1U << 17U;  // wake-up index
  void prepare_access(const Installation& self);
  bool enters(std::uint16_t port, VlanId vlan, FrameId frame, Time now, Outbox& out);
  void drop_closed(std::uint16_t port, FrameId frame, Time now, Outbox& out) const;
  // Of a copy that would have gone there: who is meant, or looked for by ARP, may stand behind it.
  void miss_closed(std::uint16_t port, FrameId frame, Time now, Outbox& out);
  bool disabled_by_access(std::uint16_t port) const;
  void access_link(std::uint16_t port, bool up, Time now, Outbox& out);
  void err_disable_access(std::uint16_t port, Time now, Outbox& out);
  bool to_cpu(VlanId vlan, FrameId frame, Time now, Outbox& out);
  void from_cpu(std::size_t before, Time now, Outbox& out);
  void carry_out(const AccessActions& actions, std::uint16_t port, Time now, Outbox& out);
  void carry_out(const RadiusActions& actions, Time now, Outbox& out);
  void wake_access(Time at, Outbox& out);
  void stop_access(Time now, Outbox& out);
  void arm_access(Outbox& out);
  VlanId given_vlan(std::uint16_t port) const;
  VlanId access_vlan(std::uint16_t port) const {  // of what is not tagged
    return states_[port].controlled ? given_vlan(port) : config_->ports[port].vlan;
  }

  sim::Beside<const SwitchConfig> config_;
  Mac mac_;
  MacTable table_;
  std::vector<Port> ports_;
  std::vector<PortState> states_;  // by port, as ports_
  sim::Box<SwitchAccess> access_;  // of one that authenticates, or has an address
  sim::Box<HostWatch> watch_;      // null: it has not watched yet
  sim::Box<PowerSourcing> poe_;    // null: nobody has asked for power
  sim::Box<SwitchChannels> channels_;
  sim::Box<SwitchLoops> loops_;
  sim::Box<FloodPlans> floods_;  // null: no cables are alike
  Alarm next_power_{};
  Alarm battery_{};
  Alarm boots_{};
  std::uint64_t violations_ = 0;
  bool on_ = true;
  bool sees_loops_ = false;   // for every frame: one is there, or storm control
  bool wants_power_ = false;  // from another switch's port
};

}  // namespace models
