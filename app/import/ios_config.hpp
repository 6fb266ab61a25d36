// A configuration of Cisco IOS: running-config or script, abbreviated or not, as blocks of facts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/import/draft.hpp"
#include "app/import/statements.hpp"
#include "sim/base/address.hpp"

namespace app {

struct IosConfig {
  ConfigFile* file = nullptr;
  Block global{};
  std::vector<Block> blocks{};  // all but interfaces
  std::vector<Block> ports{};   // interfaces, each once, with what templates and ranges say
  const Block* block(std::string_view kind, std::string_view name) const;
  const Block* port(std::string_view name) const;  // also abbreviated
  Places at(const Fact* fact) const;
  Places at(const std::vector<const Fact*>& facts) const;
};

IosConfig read_ios(ConfigFile& file);
// GigabitEthernet1/0/1 of gi1/0/1 or "Gi 1/0/1"; as it is, if its type is not known.
std::string interface_name(std::string_view text);
// `1-4` of "Gi1/0/1 - 4, Gi1/0/7": all names; empty: that is no range.
std::vector<std::string> interface_range(std::string_view text);
// The number behind the last slash, or behind the type.
std::string_view interface_type(std::string_view name);

// What the blocks come to in the scenario. A layer 3 switch is two devices: its ports, its routing.
void build_ios(const IosConfig& config, Draft& draft);
void build_ios_switch(const IosConfig& config, DraftDevice& device, Draft& draft);
void build_ios_port_security(const IosConfig& config, DraftDevice& device, Draft& draft);
void build_ios_spanning_tree(const IosConfig& config, DraftDevice& device, Draft& draft);
void build_ios_watch(const IosConfig& config, DraftDevice& device);
void build_ios_access(const IosConfig& config, DraftDevice& device);
void build_ios_router(const IosConfig& config, DraftDevice& device, bool layer3, Draft& draft);
// HSRP and VRRP of one interface, as a piece of its line; tracked routes by what they track.
std::string ios_first_hops(const IosConfig& config, const Block& port,
                           const std::vector<std::string>& tracks, Places& from,
                           const Draft& draft);
// The address of an interface that is up.
std::optional<sim::Ipv4Interface> ios_address(const Block& port);
// The interface behind which NAT hides the others; empty: there is none, or it cannot be told.
std::string ios_nat_outside(const IosConfig& config, DraftDevice& device, Places& from,
                            Draft& draft);
void build_ios_nat_timers(const IosConfig& config, DraftDevice& device, bool on, Draft& draft);
void build_ios_dhcp(const IosConfig& config, std::string_view name, Draft& draft);

// Ports that say the same, and where.
struct PortGroup {
  std::string says{};
  std::vector<std::size_t> ports{};
  std::vector<const Block*> blocks{};
  Places from{};
  void join(std::size_t port, const Block& block, const Places& places);
};
PortGroup& group_of(std::vector<PortGroup>& groups, std::string_view says);
// The number of an interface as a port of the scenario; 0: none.
std::size_t port_number(const DraftDevice& device, std::string_view interface);
int prefix_length(sim::Ipv4 mask);                            // -1: that is no mask
void add_place(Places& places, Place place);                  // each once
std::string number_ranges(std::vector<std::size_t> numbers);  // 1-4,7
bool is_switched(const Block& port);                          // no routed port, no VLAN interface
bool is_physical(std::string_view interface);
bool means(std::string_view value, std::string_view word);  // abbreviated or not
std::string lowered(std::string_view text);
// A statement that cannot act, for a reason.
void idle(const IosConfig& config, const Fact* fact, std::string why,
          LineFate fate = LineFate::irrelevant);

}  // namespace app
