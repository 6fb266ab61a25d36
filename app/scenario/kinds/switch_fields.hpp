// The keys of switch.hpp: meaning, bounds, defaults.
#pragma once

#include "app/scenario/kinds/host_fields.hpp"
#include "app/scenario/kinds/switch.hpp"
#include "models/protocol/access/access_fields.hpp"
#include "models/protocol/access/radius_fields.hpp"
#include "models/protocol/l2/announcement_fields.hpp"
#include "models/protocol/l2/arp_inspection_fields.hpp"
#include "models/protocol/l2/device_tracking_fields.hpp"
#include "models/protocol/l2/dhcp_snooping_fields.hpp"
#include "models/protocol/l2/link_aggregation_fields.hpp"
#include "models/protocol/l2/port_security_fields.hpp"
#include "models/protocol/l2/power_sourcing_fields.hpp"
#include "models/protocol/l2/spanning_tree_fields.hpp"
#include "models/protocol/l2/storm_control_fields.hpp"

namespace app {

inline sim::Fields<PortSecuritySpec> fields(PortSecuritySpec*) {
  return {{field("ports", &PortSecuritySpec::ports, "ports that have it, such as 1-12")},
          sim::fields_of<models::PortSecurityConfig>()};
}

inline sim::Fields<DhcpSnoopingSpec> fields(DhcpSnoopingSpec*) {
  using S = DhcpSnoopingSpec;
  return {{field("vlans", &S::vlan_ranges, "where, such as 10,110; all, if missing"),
           field("trusted", &S::trusted_ports, "ports that lead to DHCP servers, such as 24")},
          sim::fields_of<models::DhcpSnoopingConfig>()};
}

inline sim::Fields<ArpInspectionSpec> fields(ArpInspectionSpec*) {
  using S = ArpInspectionSpec;
  return {{field("vlans", &S::vlan_ranges, "where, such as 10,110; all, if missing"),
           field("trusted", &S::trusted_ports, "ports that it does not inspect, such as 24")},
          sim::fields_of<models::ArpInspectionConfig>()};
}

inline sim::Fields<SourceGuardSpec> fields(SourceGuardSpec*) {
  return {{field("ports", &SourceGuardSpec::guarded_ports, "ports that have it, such as 1-12")},
          sim::fields_of<models::SourceGuardConfig>()};
}

inline sim::Fields<DeviceTrackingSpec> fields(DeviceTrackingSpec*) {
  return {{field("ports", &DeviceTrackingSpec::tracked_ports, "ports that have it, such as 1-12")},
          sim::fields_of<models::DeviceTrackingConfig>()};
}

inline sim::Fields<PortSettingSpec> fields(PortSettingSpec*) {
  using S = PortSettingSpec;
  return {required("ports", &S::ports, "such as 1-12"),
          field("vlan", &S::vlan, "access VLAN; on a trunk the native one", 1, 4094),
          field("voice_vlan", &S::voice_vlan, "tagged on an access port; 0 = none", 0, 4094),
          field("trunk", &S::trunk, "carries every VLAN, or those of allowed"),
          field("allowed", &S::allowed, "VLANs of a trunk, such as 10,20,100-199"),
          field("stp_cost", &S::stp_cost, "path cost of spanning tree; 0 = by the link's rate", 0,
                200'000'000),
          field("bpdu_filter", &S::bpdu_filter,
                "of spanning tree: they neither send BPDUs nor heed them")};
}

inline sim::Fields<ChannelSpec> fields(ChannelSpec*) {
  return {{required("ports", &ChannelSpec::ports, "its members, such as 23-24")},
          sim::fields_of<models::ChannelConfig>()};
}

inline sim::Fields<StormControlSpec> fields(StormControlSpec*) {
  return {{field("ports", &StormControlSpec::controlled_ports, "that have it, such as 1-24")},
          sim::fields_of<models::StormControlConfig>()};
}

inline sim::Fields<LoopProtectSpec> fields(LoopProtectSpec*) {
  return {{field("ports", &LoopProtectSpec::protected_ports,
                 "that send what tells a loop, such as 1-22")},
          sim::fields_of<models::LoopProtectConfig>()};
}

inline sim::Fields<PortAccessSpec> fields(PortAccessSpec*) {
  return {{required("ports", &PortAccessSpec::ports, "such as 1-12")},
          sim::fields_of<models::AccessConfig>()};
}

inline sim::Fields<PortPowerSpec> fields(PortPowerSpec*) {
  return {{required("ports", &PortPowerSpec::ports, "such as 1-12")},
          sim::fields_of<models::PowerPortConfig>()};
}

inline sim::Fields<SwitchSpec> fields(SwitchSpec*) {
  using S = SwitchSpec;
  return {
      required("kind", &S::kind, "switch"),
      profile_field<S>(),
      field("count", &S::count, "so many of them", 1, 100'000),
      field("mac", &S::mac, "MAC of the first one; made up if missing"),
      field("ports", &S::ports, "number of ports", 1, 10'000),
      field("mac_aging", &S::mac_aging, "life of a learned address since its last frame", 1s,
            1'000'000s)
          .or_forever(),
      field("mac_capacity", &S::mac_capacity, "learned addresses; beyond it frames are flooded", 1,
            4'000'000),
      field("port_security", &S::port_security, "port security"),
      field("stp", &S::stp, "spanning tree"),
      field("cdp", &S::cdp, "whether it tells phones its voice VLAN by CDP"),
      field("lldp", &S::lldp, "whether it tells phones its voice VLAN by LLDP-MED"),
      field("passes_eapol", &S::passes_eapol,
            "EAP goes on to other ports, as in the switch inside a phone"),
      field("address", &S::address, "its own, for management; default: none"),
      field("gateway", &S::gateway, "its router"),
      field("arp", &S::arp, "its ARP cache"),
      field("management_vlan", &S::management_vlan, "where its address is", 1, 4094),
      field("radius", &S::radius, "whom it asks about devices"),
      field("port_access", &S::port_access,
            "802.1X and MAB: what ranges of ports demand of who is plugged in")
          .at_most(64),
      field("poe", &S::poe, "Power over Ethernet: what its ports give to who has no other power"),
      field("port_power", &S::port_power, "of ranges of ports: the same").at_most(64),
      field("power", &S::power, "its own power: another switch's port may give it; its UPS"),
      field("channels", &S::channels, "bundles of cables: EtherChannel, LACP").at_most(128),
      field("storm_control", &S::storm_control, "how many broadcasts ports may send"),
      field("loop_protect", &S::loop_protect, "ports that find loops by what they send themselves"),
      field("dhcp_snooping", &S::dhcp_snooping, "which DHCP messages it lets pass"),
      field("arp_inspection", &S::arp_inspection, "which ARP it lets pass"),
      field("source_guard", &S::source_guard, "which IP packets it lets pass"),
      field("device_tracking", &S::device_tracking, "whether it asks hosts if they are there"),
      field("bindings", &S::bindings, "hosts that are bound by hand"),
      field("port_settings", &S::port_settings, "VLANs of ports")};
}

}  // namespace app
