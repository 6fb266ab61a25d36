// The connection table of a firewall between interfaces with security levels, as the ASA keeps it
// ([asa-tcp]). TCP is judged by its flags, not by sequence numbers. Left out: pinholes that an
// inspection opens (media), fragments, simultaneous open, RST when a connection ages out.
#pragma once

#include <utility>

#include "models/protocol/nat/firewall_config.hpp"
#include "sim/base/ageing_table.hpp"
#include "sim/base/copy.hpp"

namespace models {

// As it stands in the packet. Of an ICMP query and its reply both ports are the identifier.
struct FlowPacket {
  NatProtocol protocol = NatProtocol::udp;
  Endpoint source{};
  Endpoint destination{};
  TcpFlags tcp{};
  bool icmp_query = true;  // false: a reply or an error, which begins nothing
};

enum class FirewallRefusal : std::uint8_t {
  none,
  no_connection,    // TCP without a SYN that belongs to nothing: %ASA-6-106015
  aged,             // part of a connection that was there until `since`: `timer` decided
  not_permitted,    // from a lower level, and `permit` has no rule for it
  inter_interface,  // same_security_permit_inter_interface
  intra_interface,  // in and out by the same interface: same_security_permit_intra_interface
  table_full,       // capacity
  out_of_state,     // not what the handshake wants: its other half takes another way
};
struct FirewallVerdict {
  FirewallRefusal why = FirewallRefusal::none;
  bool is_new = false;  // the connection was made for this packet
  bool resets = false;  // the refused segment is to be answered with RST: reset_inbound, _outbound
  Time since = never;   // when the former connection had aged out ...
  FirewallTimer timer = FirewallTimer::conn_timeout;  // ... by which setting; else what runs now
};

// Both ends of a connection with the interfaces behind which they are, the lower one first.
struct FirewallKey {
  Ipv4 low_address, high_address;
  std::uint16_t low_port = 0, high_port = 0;
  std::uint8_t low_interface = 0, high_interface = 0;
  NatProtocol protocol = NatProtocol::udp;

  FirewallKey() = default;
  FirewallKey(const FlowPacket& packet, int in_interface, int out_interface);
  constexpr auto operator<=>(const FirewallKey&) const = default;
  constexpr std::uint64_t hash() const {
    return sim::mix64(std::uint64_t{low_address.value} << 32U | high_address.value) ^
           sim::mix64(std::uint64_t{low_port} << 48U | std::uint64_t{high_port} << 32U |
                      std::uint64_t{low_interface} << 24U | std::uint64_t{high_interface} << 16U |
                      static_cast<std::uint64_t>(protocol));
  }
};
static_assert(sizeof(FirewallKey) == 16);

struct FirewallConnection {
  enum class State : std::uint8_t {
    stateless,  // UDP, ICMP, bypassed TCP
    syn_sent,   // embryonic: the initiator's SYN has passed,
    syn_acked,  // and the SYN-ACK
    established,
    fin_sent,     // by `closer`
    half_closed,  // the other side has acknowledged it
    last_ack,     // both have sent a FIN, `closer` the last one
  };
  bool low_began = false;   // the initiator is the key's lower end
  bool low_closes = false;  // the last FIN came from there
  State state = State::stateless;
  FirewallTimer timer = FirewallTimer::udp_timeout;
};

// `config` is shared and read at every packet, so that a change is in force for the next one; the
// rules are asked when a connection begins, and with `rematches` at each packet. A copy of the
// table is what a standby firewall with a state link has.
class FirewallTable {
 public:
  explicit FirewallTable(const FirewallConfig& config);

  FirewallVerdict pass(const FlowPacket& packet, int in_interface, int out_interface, Time now);
  void clear() { connections_.clear(); }  // a reboot, or a standby without the state: never seen

  std::size_t in_use(Time now) const { return connections_.live(now); }
  // visit(entry), aged ones, too.
  template <class Visit>
  void for_each_connection(Visit visit) const {
    connections_.for_each_sorted(visit);
  }

 private:
  FirewallRefusal why_not_begin(const FlowPacket& packet, int in_interface,
                                int out_interface) const;
  FirewallRefusal why_not_again(const FirewallKey& key, const FirewallConnection& c) const;
  bool is_permitted(const FlowPacket& packet, int in_interface, int out_interface) const;
  bool resets(const FlowPacket& packet, FirewallRefusal why, int in_interface,
              int out_interface) const;
  FirewallTimer timer_of(const FirewallKey& key, const FirewallConnection& connection) const;
  int level(int interface) const;

  sim::Beside<const FirewallConfig> config_;
  sim::AgeingTable<FirewallKey, FirewallConnection> connections_;
};

}  // namespace models
