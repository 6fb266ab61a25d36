// What a run remembers: a count for every fate, who was registered where and when, and the
// deviations (drops, retransmissions) that explain a loss. A healthy run adds nothing but counts.
#pragma once

#include <array>
#include <vector>

#include "models/device/fate.hpp"
#include "models/protocol/dhcp/dhcp_server.hpp"
#include "models/protocol/sip/sip_call.hpp"
#include "models/protocol/sip/sip_client.hpp"
#include "models/wire/names.hpp"

namespace models {

// The setting that decided a frame's fate, below its device: `sw1` + `port_security.aging_time`.
enum class Setting : std::uint8_t {
  none,
  port_security_aging_time,
  port_security_relearn,
  port_security_maximum,
  stp_portfast,
  stp_forward_delay,
  keepalive_grace,
  link_loss,
  link_up,
  link_queue,
  device_power,
  gateway,
  arp_retries,
  arp_queue,
  arp_capacity,
  max_connections,
  vlan,
  host_vlan,
  min_refresh,
  routes,
  nat_capacity,
  nat_ports,
  nat_filtering,
  nat_tcp_loose,
  nat_udp_timeout,
  nat_udp_stream_timeout,
  nat_tcp_syn_timeout,
  nat_tcp_established_timeout,
  nat_tcp_closing_timeout,
  nat_icmp_timeout,
  nat_sip_timeout,
  nat_sip_alg,
  qualify,
  dhcp_relay,
  dhcp_relay_min_secs,
  dhcp_relay_max_hops,
  proxy_arp,
  firewall_tcp_state_bypass,
  firewall_permit,
  firewall_inter_interface,
  firewall_intra_interface,
  firewall_capacity,
  firewall_conn_timeout,
  firewall_half_closed_timeout,
  firewall_embryonic_timeout,
  firewall_tcp_bypass_timeout,
  firewall_udp_timeout,
  firewall_sip_timeout,
  firewall_icmp_timeout,
  sccp_detection,
  sip_timer_f,
  registrar_load,
  sip_password,
};

// How a server's registration of a phone ended. A PBX's `unreachable` peer stays registered, but no
// call finds it: here that is a loss, too.
enum class Unbound : std::uint8_t {
  server_down,  // it lost power: nothing is logged
  connectivity_error,
  device_unregistered,
  keepalive_timeout,
  source_port_changed,
  expired,
  unreachable,
};

inline constexpr std::uint32_t no_phone = ~std::uint32_t{0};

struct Cause {
  Setting setting = Setting::none;
  std::uint16_t item = 0;  // of a list that has the setting, counted from 1: of interfaces
  Time since = never;      // the table entry's: when it had aged out; never: no such entry
  Duration limit{};        // the setting's value, where it is a duration
};

struct DropFact {
  Time at{};
  NodeId device;  // where it died: the node that received it, or sent it onto the link
  NodeId origin;  // the device that made it
  std::uint32_t user = no_phone;  // the phone that its message is about, if it carries one
  Ipv4 destination;               // of the packet; the target for ARP
  Cause cause;
  std::uint16_t port = 0;
  Fate fate{};
  bool is_arp = false;
  bool is_dhcp = false;
};

struct RetransmissionFact {
  Time at{};
  NodeId device;
  Ipv4 remote;
  Duration waited{};
  Duration rto{};  // from now on
  bool probe = false;
};

// The server's view: it took a phone in, or dropped it.
struct BindingFact {
  Time at{};
  std::uint32_t phone = 0;
  NodeId server;
  Duration waited{};              // of an end: how long the server had been patient
  std::int32_t last_qualify = 0;  // of `unreachable`: ms, as the PBX logs it
  Unbound why{};                  // of an end
  bool bound = false;
};

// The phone's view.
struct PhoneFact {
  enum class Kind : std::uint8_t {
    registered,
    lost,
    moved,
    all_failed,
    powered_off,
    address_lost,    // DHCP took it away, or gave another
    sign_in_failed,  // Lync: `status` is the LyncStep
  };
  Time at{};
  std::uint32_t phone = 0;
  OutOfService why{};        // of `lost` and all_failed
  std::uint16_t status = 0;  // of a rejection
  ServerIndex server = 0;
  Kind kind{};
};

// How a call to a phone ended, as its caller's PBX sees it.
struct CallFact {
  Time at{};
  Time began{};
  std::uint32_t phone = 0;
  NodeId server;
  SipCallEnd how{};
  std::uint16_t status = 0;  // of the answer; 0: none
};

// What a DHCP server logs.
struct DhcpFact {
  Time at{};
  NodeId server;
  Ipv4 address;
  Mac mac;
  DhcpLogKind kind{};
};

class Journal {
 public:
  // Of each kind of deviation so many are kept; beyond it they are only counted.
  static constexpr std::size_t limit = 1'000'000;

  void add(const DropFact& fact) { keep(drops, fact); }
  void add(const RetransmissionFact& fact) { keep(retransmissions, fact); }
  void add(const BindingFact& fact) { bindings.push_back(fact); }
  void add(const PhoneFact& fact) { phones.push_back(fact); }
  void add(const DhcpFact& fact) { keep(dhcp, fact); }
  void add(const CallFact& fact) { calls.push_back(fact); }

  std::array<std::uint64_t, fate_count> fates{};
  std::vector<DropFact> drops;
  std::vector<RetransmissionFact> retransmissions;
  std::vector<BindingFact> bindings;
  std::vector<PhoneFact> phones;
  std::vector<DhcpFact> dhcp;
  std::vector<CallFact> calls;
  std::uint64_t not_kept = 0;
  std::uint64_t transactions = 0;  // final responses that phones received
  std::uint64_t misdirected = 0;   // answers of another phone, that a PBX took for the right one

 private:
  template <class Fact>
  void keep(std::vector<Fact>& facts, const Fact& fact) {
    if (facts.size() < limit) {
      facts.push_back(fact);
    } else {
      ++not_kept;
    }
  }
};

}  // namespace models
