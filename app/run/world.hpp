// A scenario come to life: the configs that the network runs on, the network, and who is who.
#pragma once

#include <deque>
#include <memory>
#include <tuple>

#include "app/scenario/scenario.hpp"
#include "sim/base/copy.hpp"

namespace app {

class World {
  template <class Device>
  using Configs = std::deque<typename Device::Config>;

 public:
  World(const Scenario& scenario, std::uint64_t seed);
  // Between two slices: it goes on as the original would, with settings of its own. Not recorded.
  World(const World& other) : World(other, sim::CopyUnderWay()) {}
  World& operator=(const World&) = delete;

  void reconfigure(const Reconfiguration& change);  // in force at once
  void move(const std::vector<TimelineEntry::Move>& moves);
  void apply(const TimelineEntry& entry);  // power, cables, calls

  models::Network& network() { return *network_; }
  const models::Network& network() const { return *network_; }
  models::NodeId node(std::size_t device) const { return nodes_[device]; }
  std::size_t device(models::NodeId node) const;
  std::size_t phone(std::uint32_t number) const {  // its device number
    return device(network_->phone_nodes()[number]);
  }
  // The device at that place of the phone's list of servers.
  std::size_t server_of(std::uint32_t phone, models::ServerIndex server) const;
  // Who had its address then: another host may have taken it over.
  std::size_t stands_in_for(std::size_t server, Time at) const;
  // What a device of that kind runs on; its members are its settings.
  template <class Kind>
  const typename Kind::Config& config(std::size_t device) const {
    const Device& d = scenario_.devices[device];
    return std::get<Configs<Kind>>(configs_)[first_config_[d.entry] + d.spec];
  }
  const models::NameTable& names() const { return names_; }
  std::optional<std::size_t> device_at(sim::Ipv4 address) const;
  // The path that --set takes; empty: no setting of its config, or none that a file has.
  std::string path(std::size_t device, models::Setting setting) const;
  // Of what ended a frame at that port: a setting of the device or of its link; links.3.up, if an
  // operator had pulled the cable, or the file had it so.
  std::string path(models::NodeId node, std::uint16_t port, const models::Cause& cause) const;

 private:
  World(const World& other, sim::CopyUnderWay&& copy);
  void talk(const TimelineEntry& entry);
  models::NodeId server_for(std::uint32_t phone) const;
  void plug(std::uint32_t cable, bool in_file);  // as the operator wants it, or else the file

  const Scenario& scenario_;
  models::NameTable names_;
  models::ForKinds<std::tuple, Configs> configs_;  // by entry and spec, in order
  std::vector<std::size_t> first_config_;          // by entry: where its specs' configs begin
  std::deque<models::LinkConfig> link_configs_;    // by entry of `links`
  std::vector<std::optional<bool>> plugged_;  // by cable: what the operator did; else the file's
  std::unique_ptr<models::Network> network_;
  std::vector<models::NodeId> nodes_;                                 // by device
  std::array<std::vector<std::size_t>, models::kind_count> devices_;  // by kind and index
  std::vector<std::pair<sim::Ipv4, std::size_t>> addresses_;          // sorted
  struct Moved {
    Time at;
    sim::Ipv4 to;
    std::size_t device;
  };
  std::vector<Moved> moved_;  // hosts, in order of time
};

}  // namespace app
