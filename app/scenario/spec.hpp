// What a scenario file may say about each kind of device and about a link: one struct, one table.
#pragma once

#include <string>
#include <vector>

#include "models/device/call_server.hpp"
#include "models/device/phone.hpp"
#include "models/device/switch.hpp"
#include "models/network/link.hpp"
#include "models/protocol/arp_fields.hpp"
#include "models/protocol/port_security_fields.hpp"
#include "models/protocol/sip_fields.hpp"
#include "models/protocol/tcp_fields.hpp"
#include "sim/schema/field.hpp"

namespace app {

using models::Duration;
using models::Time;
using sim::operator""h;
using sim::operator""min;
using sim::operator""ms;
using sim::operator""s;
using sim::field;
using sim::required;

// How many devices one `count` may make, and one file may hold.
inline constexpr int most_devices = 4'000'000;

struct PhoneSpec {
  std::string kind;
  std::optional<std::string> profile;
  std::optional<int> count;
  sim::Located<sim::Ipv4Interface> address;
  std::optional<sim::Mac> mac;
  std::optional<sim::Located<sim::Ipv4>> gateway;
  int vlan = 0;
  std::vector<sim::Located<std::string>> call_servers;
  Duration start{};
  Duration start_spread{};
  models::ArpConfig arp;
  models::TcpConfig tcp;
  models::SipClientConfig sip;
};

constexpr auto fields(PhoneSpec*) {
  using S = PhoneSpec;
  return std::tuple{
      required("kind", &S::kind, "phone"),
      field("profile", &S::profile, "vendor defaults, such as cisco-8961-sip"),
      field("count", &S::count, "so many of them: phone1, phone2, ...", 1, most_devices),
      required("address", &S::address, "address and prefix length of the first one"),
      field("mac", &S::mac, "MAC of the first one; made up if missing"),
      field("gateway", &S::gateway,
            "router for destinations outside the prefix; no kind of device routes yet"),
      field("vlan", &S::vlan, "802.1Q tag of what it sends; 0 = untagged", 0, 4094),
      required("call_servers", &S::call_servers, "names of its call servers, the primary first")
          .at_most(3),
      field("start", &S::start, "power-on"),
      field("start_spread", &S::start_spread, "plus a random time up to this, for each phone"),
      field("arp", &S::arp, "ARP cache"),
      field("tcp", &S::tcp, "TCP stack"),
      field("sip", &S::sip, "registration")};
}

struct CallServerSpec {
  std::string kind;
  std::optional<std::string> profile;
  std::optional<int> count;
  sim::Located<sim::Ipv4Interface> address;
  std::optional<sim::Mac> mac;
  std::optional<sim::Located<sim::Ipv4>> gateway;
  int vlan = 0;
  int max_connections = models::CallServerConfig{}.max_connections;
  models::ArpConfig arp{.capacity = 16384};
  models::TcpConfig tcp;
  models::RegistrarConfig sip;
};

constexpr auto fields(CallServerSpec*) {
  using S = CallServerSpec;
  return std::tuple{
      required("kind", &S::kind, "call_server"),
      field("profile", &S::profile, "vendor defaults, such as cisco-cucm"),
      field("count", &S::count, "so many of them", 1, 1000),
      required("address", &S::address, "address and prefix length of the first one"),
      field("mac", &S::mac, "MAC of the first one; made up if missing"),
      field("gateway", &S::gateway,
            "router for destinations outside the prefix; no kind of device routes yet"),
      field("vlan", &S::vlan, "802.1Q tag of what it sends; 0 = untagged", 0, 4094),
      field("max_connections", &S::max_connections, "TCP connections; one more SYN is ignored", 1,
            16'000'000),
      field("arp", &S::arp, "ARP cache"),
      field("tcp", &S::tcp, "TCP stack"),
      field("sip", &S::sip, "registrar")};
}

// Port security with the ports that have it.
struct PortSecuritySpec : models::PortSecurityConfig {
  std::optional<sim::Located<sim::PortRanges>> ports;
};
constexpr auto fields(PortSecuritySpec*) {
  return std::tuple_cat(
      std::tuple{field("ports", &PortSecuritySpec::ports, "ports that have it, such as 1-12")},
      fields(static_cast<models::PortSecurityConfig*>(nullptr)));
}

struct PortSettingSpec {
  sim::Located<sim::PortRanges> ports;
  int vlan = 1;
  int voice_vlan = 0;
  bool trunk = false;
};
constexpr auto fields(PortSettingSpec*) {
  using S = PortSettingSpec;
  return std::tuple{
      required("ports", &S::ports, "such as 1-12"),
      field("vlan", &S::vlan, "access VLAN; on a trunk the native one", 1, 4094),
      field("voice_vlan", &S::voice_vlan, "tagged on an access port; 0 = none", 0, 4094),
      field("trunk", &S::trunk, "carries every VLAN")};
}

struct SwitchSpec {
  std::string kind;
  std::optional<std::string> profile;
  std::optional<int> count;
  int ports = 24;
  Duration mac_aging = models::SwitchConfig{}.mac_aging;
  int mac_capacity = models::SwitchConfig{}.mac_capacity;
  PortSecuritySpec port_security;
  std::vector<PortSettingSpec> port_settings;
};

constexpr auto fields(SwitchSpec*) {
  using S = SwitchSpec;
  return std::tuple{required("kind", &S::kind, "switch"),
                    field("profile", &S::profile, "vendor defaults, such as cisco-catalyst"),
                    field("count", &S::count, "so many of them", 1, 100'000),
                    field("ports", &S::ports, "number of ports", 1, 10'000),
                    field("mac_aging", &S::mac_aging,
                          "life of a learned address since its last frame", 1s, 1'000'000s)
                        .or_forever(),
                    field("mac_capacity", &S::mac_capacity,
                          "learned addresses; beyond it frames are flooded", 1, 4'000'000),
                    field("port_security", &S::port_security, "port security"),
                    field("port_settings", &S::port_settings, "VLANs of ports")};
}

struct LinkSpec {
  std::optional<std::string> between;
  Duration delay = models::LinkConfig{}.delay;
  sim::BitRate rate{models::LinkConfig{}.rate};
  sim::Probability loss;
  Duration jitter = models::LinkConfig{}.jitter;
  bool reorder = false;
  Duration queue = models::LinkConfig{}.queue;
  bool up = true;
};

constexpr auto fields(LinkSpec*) {
  using S = LinkSpec;
  return std::tuple{
      required("between", &S::between, "the two ends, such as phone{1-12} - sw1:{1-12}"),
      field("delay", &S::delay, "propagation, one way", 0s, 10s),
      field("rate", &S::rate, "serialisation"),
      field("loss", &S::loss, "chance that a frame is lost"),
      field("jitter", &S::jitter, "added to the delay, uniform from 0 to this", 0s, 10s),
      field("reorder", &S::reorder, "frames may overtake each other by jitter"),
      field("queue", &S::queue, "a frame that would wait longer is dropped", 0s, 1min),
      field("up", &S::up, "the cable is plugged in")};
}

}  // namespace app
