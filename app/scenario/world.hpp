// A scenario come to life: the configs that the network runs on, the network, and who is who.
#pragma once

#include <deque>
#include <memory>

#include "app/scenario/scenario.hpp"

namespace app {

class World {
 public:
  World(const Scenario& scenario, std::uint64_t seed);
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // Takes over the settings of the same file with other values; in force at once.
  void reconfigure(const Scenario& changed);
  void apply(const TimelineEntry& entry);  // power and cables

  models::Network& network() { return *network_; }
  const models::Network& network() const { return *network_; }
  models::NodeId node(std::size_t device) const { return nodes_[device]; }
  std::size_t device(models::NodeId node) const;
  std::size_t phone(std::uint32_t number) const { return phones_[number]; }  // its device number
  // The device at that place of the phone's list of call servers.
  std::size_t server_of(std::uint32_t phone, models::ServerIndex server) const;
  std::optional<std::size_t> device_at(sim::Ipv4 address) const;
  // The path that --set takes, for a setting of the device, or of the link at its port.
  std::string path(models::NodeId node, std::uint16_t port, models::Setting setting) const;

 private:
  void configure(const Scenario& scenario);

  const Scenario& scenario_;
  std::deque<models::PhoneConfig> phone_configs_;  // by entry and spec, in order
  std::deque<models::CallServerConfig> server_configs_;
  std::deque<models::SwitchConfig> switch_configs_;
  std::deque<models::LinkConfig> link_configs_;  // one for each cable: each can be unplugged
  std::vector<std::optional<bool>> plugged_;     // by cable: what the operator did; else the file's
  std::unique_ptr<models::Network> network_;
  std::vector<models::NodeId> nodes_;                         // by device
  std::vector<std::size_t> phones_;                           // by phone number
  std::vector<std::size_t> servers_;                          // by call server number
  std::vector<std::size_t> switches_;                         // by switch number
  std::vector<std::pair<sim::Ipv4, std::size_t>> addresses_;  // sorted
};

}  // namespace app
