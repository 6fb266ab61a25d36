// The running network: all devices by kind, the links between them, and the dispatch of events.
// Every frame is made in the outbox's pool and meets exactly one fate.
// Longer than 300 lines because it is one interface; its chapters are network_*.cpp.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "models/network/kinds.hpp"
#include "models/network/link.hpp"
#include "models/network/spanning_trees.hpp"
#include "models/network/storms.hpp"
#include "sim/kernel/simulation.hpp"

namespace models {

struct LoopSearch;

// Who a device is; a switch has only its name.
struct Identity {
  Mac mac;                  // of its first interface
  Ipv4Interface address;    // of an end device
  std::string name;         // keys its randomness
  std::uint32_t place = 0;  // in its group of equal devices
};

enum class ClearedTable : std::uint8_t { arp, mac, nat, auth, bindings };

// How much to make room for; beyond it the run allocates, up to `frames`, where it stops.
struct NetworkSize {
  std::uint32_t phones = 0;   // of every kind: they share one numbering
  std::uint32_t clients = 0;  // of them, that connect by TCP
  std::array<std::uint32_t, kind_count> devices{};
  std::uint32_t ports = 0;           // of all devices together
  std::uint32_t frames = 4'000'000;  // under way at once: more is a storm
  template <class Device>
  std::uint32_t& count() {
    return devices[place_of(node_kind<Device>())];
  }
};

class Network {
 public:
  Network(const NetworkSize& size, std::uint64_t seed);
  // Between two slices, while a sim::CopyUnderWay lives that knows the copy of every config and of
  // each PointedInto in it. It goes on as the original would; it is not recorded.
  Network(const Network&) = default;
  Network& operator=(const Network&) = delete;
  ~Network() = default;

  // Building. Configs are shared and must outlive the network; changing one takes effect at once.
  template <class Config>
  NodeId add(const Config& config, const Identity& who);
  // That phone is a trunk of that call server: it has no cable of its own.
  void lodge(NodeId phone, NodeId server);
  // The link's number: 0, 1, ... `name` keys its randomness. Several may end at one port, of which
  // at most one is plugged in at a time.
  std::uint32_t connect(LinkEnd a, LinkEnd b, const LinkConfig& config, const std::string& name);
  void start();  // every device that boots will power on at its time

  // Running, in slices; stops early at Ctrl-C (stop()) or when the frame pool is exhausted.
  // Or after `most` events: now() then stays at the last one.
  void run_until(Time end, std::uint64_t most = ~std::uint64_t{0});
  void stop() { simulation_.stop(); }
  bool exhausted() const { return outbox_.out_of_frames; }

  // Recording: frames are kept in `trace` from now on; null: no longer.
  void record(Trace* trace) { outbox_.trace = trace; }

  // Of drops that tell the same about the same phone the last one is kept, once there are so many.
  void thin_journal_at(std::size_t drops) { thin_at_ = drops; }
  // Floods as one frame for each port, from now on: slow, and what the usual way must be equal to.
  void flood_each_port() { outbox_.floods.to_each_port = true; }

  // What an operator does between two slices, at now().
  void power(NodeId node, bool on, bool restarts = false);  // a restart: no UPS bridges it
  void act(NodeId server, ProcessAct act);                  // on its service
  // Its tables are emptied: clear arp-cache, mac address-table, ip nat
  // translation, ip dhcp snooping binding.
  void clear(NodeId node, ClearedTable table);
  void change_authorization(NodeId host);  // by its RADIUS server: its port begins anew
  void readdress(NodeId host, Ipv4Interface address);
  void plug(std::uint32_t link, bool in);  // a cable, into both its ports or out of them; or as is
  void reconfigured();                     // after devices' configs have been changed
  void call(NodeId server, std::uint32_t phone);  // from outside; how it ends is in the journal
  // The same, but it is answered, and lasts for so long; one that the phone makes, to another or to
  // outside_the_house; all calls of a phone go on hold, or on.
  void talk(NodeId server, std::uint32_t phone, Duration lasts);
  void dial(NodeId phone, std::uint32_t called, Duration lasts);
  void hold(NodeId phone, bool holds);

  void dispatch(const sim::Event& event);  // for the simulation only

  Time now() const { return simulation_.now(); }
  std::uint64_t events() const { return simulation_.events(); }
  NodeId last_served() const { return outbox_.self; }  // whose event was the last one
  std::uint64_t frames_made() const { return outbox_.made; }
  std::uint32_t frames_under_way() const { return outbox_.frames.in_use() + together_; }
  const Journal& journal() const { return outbox_.journal; }
  template <class Device>
  const std::vector<Device>& all() const {
    return std::get<std::vector<Device>>(devices_);
  }
  template <class Device>
  const Device& at(NodeId node) const {
    return all<Device>()[node.index()];
  }
  // Calls the visitor with the device.
  template <class Visitor>
  void visit(NodeId node, Visitor visitor) const {
    visit_in(devices_, node, visitor);
  }
  // Phones of every kind by their number, in the order in which they were added.
  const std::vector<NodeId>& phone_nodes() const { return phone_nodes_; }
  std::uint32_t number_of_phones() const { return static_cast<std::uint32_t>(phone_nodes_.size()); }
  std::optional<std::uint32_t> phone_number(NodeId node) const;
  // Switched off by nobody, though its port may give it no power.
  bool is_meant_on(NodeId node) const;
  const SpanningTrees* trees() const { return trees_.get(); }  // null: nothing to block
  bool is_plugged(std::uint32_t link) const { return links_[link].forth.is_up(); }
  // The link at a device's port, or none.
  const LinkDirection* link_at(NodeId node, std::uint16_t port) const;
  std::uint32_t link_number(NodeId node, std::uint16_t port) const;  // of one that is there

 private:
  template <class Device>
  using Rack = std::vector<Device>;
  template <class Racks, class Visitor>
  static void visit_in(Racks& racks, NodeId node, Visitor& visitor);
  template <class Visitor>
  void visit(NodeId node, Visitor visitor) {
    visit_in(devices_, node, visitor);
  }
  template <class Device>
  Device& device(NodeId node) {
    return std::get<Rack<Device>>(devices_)[node.index()];
  }
  NodeId next_id(NodeKind kind, std::size_t index, std::uint16_t ports);
  template <class Config>
  void note_vlans(const Config& config);
  std::size_t place(NodeId node, std::uint16_t port) const {  // in leaving_
    return first_port_[node.kind()][node.index()] + port;
  }
  void carry_out();
  void carry_out_links(NodeId self);
  void transmit(FrameId frame, std::uint16_t port);
  void expect(const Frame& frame, const LinkDirection& way) const;
  void thin_journal();  // network_journal.cpp
  // network_floods.cpp
  void prepare_floods();
  bool settle(NodeId node, NodeId at);
  bool is_moved(std::uint32_t link) const;
  void move_cable(std::uint32_t link);
  void stop_sharing(std::uint32_t direction);
  void end_runs();
  void join(std::uint32_t run);
  void leave_run(std::uint32_t direction);
  void note_macs(FloodRun& run);
  void transmit_flood(FrameId frame, const Floods::Sent& sent);
  void transmit_each(FrameId frame, const std::vector<std::uint16_t>& ports, std::uint16_t ingress);
  void arrive(std::uint32_t flood);
  void trace_event(const sim::Event& event);
  void operator_acts();
  bool is_on(NodeId node) const;
  void follow_links(NodeId node, bool up);
  void tell(const LinkDirection& leaving, bool up);
  bool has_cable(LinkEnd end, std::uint32_t link) const;  // and no other one
  void take_ports(std::uint32_t link);

  // network_lodgers.cpp
  NodeId host_of(NodeId lodger) const;  // no_node: it has a cable of its own
  template <class Action>
  void for_lodgers_of(NodeId server, Action act);
  void carry_between(NodeId self, const std::vector<Ipv4Packet>& unreached);
  void offer(FrameId frame, NodeId server);
  void follow_process(NodeId server, ProcessAct act);

  // network_power.cpp: Power over Ethernet
  void prepare_power();
  void carry_out_power(NodeId self);
  void connect_power(NodeId node);
  void light(NodeId node);
  void darken(NodeId node);
  void switch_powered(NodeId node, bool on);  // by an operator
  void plug_powered(std::uint32_t link, bool in);
  const PoweredDeviceConfig* powered(NodeId node) const;  // null: it has its own power
  const LinkDirection* source_of(NodeId node) const;      // the cable to the port that powers it

  // network_trees.cpp
  void prepare_trees();
  void follow_trees();
  void list_tree_ports(std::vector<TreePort>& ports, std::vector<std::uint32_t>& places);
  void change_role(std::uint32_t port, const SpanningTrees& old, bool hears, bool settled);
  Duration until_it_knows(std::uint32_t port, const SpanningTrees& old) const;
  void change_topology();
  LinkEnd end_of(std::uint32_t port) const;
  LinkEnd tree_end(std::uint32_t port) const;
  bool carries_bpdus(std::uint32_t port) const;
  bool sees_link_down(std::uint32_t port) const;
  bool is_cable_down(std::uint32_t port) const;
  std::uint32_t representative(std::uint32_t port) const;  // of a channel: its first port

  // network_channels.cpp: bundles of cables
  void prepare_channels();
  void join_bundles(std::vector<std::uint32_t>& segments) const;
  void check_channels();

  // network_loops.cpp: what no spanning tree opens
  void prepare_loops();
  LoopSearch search_loops() const;
  void follow_loops();
  void find_loop_edges(LoopSearch& search) const;
  void blame_loop(LoopSearch& search) const;
  void tell_loops(const LoopSearch& search);
  // network_storms.cpp
  std::vector<std::uint64_t> storm_rates(const LoopSearch& search) const;
  void fill_cables(const LoopSearch& search);
  void fill_hosts(const LoopSearch& search, const std::vector<std::uint64_t>& rates);
  void tell_storms();
  void follow_flooded();
  bool drowns(FrameId frame, std::uint32_t number, std::uint16_t port);

  struct Flood {  // under way to a run of ports
    FrameId frame{};
    std::uint32_t run = 0;
    std::uint32_t count = 0;              // of its ports
    std::vector<std::uint16_t> missed{};  // those that it does not reach
  };
  struct Lodging {
    NodeId phone;
    NodeId server;
  };

  static constexpr std::uint32_t no_direction = ~std::uint32_t{0};

  NetworkSize size_;
  std::uint64_t seed_;
  Outbox outbox_;  // before the devices, which borrow from it
  sim::Simulation simulation_;
  ForKinds<std::tuple, Rack> devices_;
  std::vector<NodeId> phone_nodes_;
  std::array<std::vector<std::uint32_t>, kind_count>
      first_port_;                      // by kind and index: where a node's ports begin
  std::vector<std::uint32_t> leaving_;  // by port: the direction that begins there, or none
  std::vector<Link> links_;
  std::vector<Lodging> lodgings_;  // the trunks
  sim::Box<SpanningTrees> trees_;  // where there is anything to block
  sim::Box<Storms> storms_;        // the same
  std::vector<VlanId> vlans_;      // that hosts use
  std::vector<sim::Random> dice_;  // by direction: of loss and jitter
  std::size_t thin_at_ = Journal::limit / 2;
  std::vector<Flood> under_way_;
  std::vector<std::uint32_t> landed_;    // places in it that are free
  std::uint32_t together_ = 0;           // frames under way, without a number of their own
  std::vector<std::uint32_t> run_of_;    // by direction: its run of ports; 0: none
  std::vector<std::uint32_t> moved_;     // cables that an operator has touched, in order
  std::vector<std::uint16_t> alone_;     // for one flood at a time
  std::vector<FloodRun::Member> heard_;  // the same
};

template <class Racks, class Visitor>
void Network::visit_in(Racks& racks, NodeId node, Visitor& visitor) {
  std::uint8_t kind = 0;
  const auto visit_if = [&](auto& rack) {
    if (node.kind() == kind++) visitor(rack[node.index()]);
  };
  std::apply([&](auto&... rack) { (visit_if(rack), ...); }, racks);
}

template <class Action>
void Network::for_lodgers_of(NodeId server, Action act) {
  for (const auto& [phone, host] : lodgings_) {
    if (host != server) continue;
    outbox_.self = phone;
    act(device<Phone>(phone));
    carry_out();
  }
}

template <class Config>
void Network::note_vlans(const Config& config) {
  const auto note = [&](VlanId vlan) {
    if (vlan != 0 && std::ranges::find(vlans_, vlan) == vlans_.end()) vlans_.push_back(vlan);
  };
  if constexpr (requires { config.station; }) note(config.station.host.interface.vlan);
  if constexpr (requires { config.host; }) note(config.host.interface.vlan);
  if constexpr (requires { config.interfaces; }) {
    for (const auto& interface : config.interfaces) note(interface.interface.vlan);
  }
}

template <class Config>
NodeId Network::add(const Config& config, const Identity& who) {
  NodeId id;
  for_each_kind([&]<class Device>() {
    if constexpr (std::is_same_v<typename Device::Config, Config>) {
      auto& rack = std::get<Rack<Device>>(devices_);
      std::uint16_t ports = 1;
      if constexpr (requires { Device::port_count(config); }) ports = Device::port_count(config);
      id = next_id(node_kind<Device>(), rack.size(), ports);
      note_vlans(config);
      rack.emplace_back(config, Installation{.id = id,
                                             .mac = who.mac,
                                             .address = who.address,
                                             .seed = seed_,
                                             .name = who.name,
                                             .place = who.place,
                                             .number = number_of_phones(),
                                             .phones = size_.phones,
                                             .clients = size_.clients});
      if constexpr (is_phone<Device>) phone_nodes_.push_back(id);
    }
  });
  return id;
}

}  // namespace models
