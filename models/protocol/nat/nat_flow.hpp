// One flow through a NAT and the timer that runs for it: [linux-conntrack], RFC 5382 5 for TCP.
// TCP is judged by its flags alone; sequence numbers are not checked (RFC 7857 2.2 is left out).
#pragma once

#include <tuple>

#include "models/protocol/nat/nat_config.hpp"
#include "models/wire/endpoint.hpp"
#include "models/wire/sip.hpp"
#include "sim/base/hash.hpp"

namespace models {

enum class NatProtocol : std::uint8_t { udp, tcp, icmp };

struct TcpFlags {
  bool syn = false, ack = false, fin = false, rst = false;
};

// As it is outside the NAT's translation: `local` is the inside endpoint of what goes out, the
// outside endpoint of what comes in.
struct NatPacket {
  NatProtocol protocol = NatProtocol::udp;
  Endpoint local;
  Endpoint remote;
  TcpFlags tcp{};
};

// A local endpoint with as much of the remote one as a behaviour looks at.
struct NatKey {
  Ipv4 local_address;
  Ipv4 remote_address;
  std::uint16_t local_port = 0;
  std::uint16_t remote_port = 0;
  NatProtocol protocol = NatProtocol::udp;

  NatKey() = default;
  constexpr NatKey(const NatPacket& p, NatBehavior behavior)
      : local_address(p.local.address), local_port(p.local.port), protocol(p.protocol) {
    if (behavior >= NatBehavior::address_dependent) remote_address = p.remote.address;
    if (behavior == NatBehavior::address_and_port_dependent) remote_port = p.remote.port;
  }
  constexpr auto operator<=>(const NatKey&) const = default;
  constexpr std::uint64_t hash() const {
    return sim::mix64(std::uint64_t{local_address.value} << 32U | remote_address.value) ^
           sim::mix64(std::uint64_t{local_port} << 32U | std::uint64_t{remote_port} << 8U |
                      static_cast<std::uint64_t>(protocol));
  }
};
static_assert(sizeof(NatKey) == 16);

struct NatFlow {
  NatKey mapping;  // to which it belongs: its inside endpoint
  Time began{};
  NatTimer timer = NatTimer::udp_timeout;
  bool replied = false;  // something came in
  bool sip = false;      // to port 5060
  // Of the router itself: nobody inside began it; or who did was forgotten when `former` ran out,
  // at `began`.
  bool own = false;
  bool had_owner = false;
  NatTimer former = NatTimer::udp_timeout;
  bool syn_out = false, syn_in = false;

  constexpr bool is_of(const NatKey& key) const { return !own && mapping == key; }
  constexpr Endpoint inside() const { return {mapping.local_address, mapping.local_port}; }

  static constexpr bool may_begin(const NatConfig& c, const NatPacket& p) {
    if (p.protocol != NatProtocol::tcp) return true;
    if (p.tcp.fin || p.tcp.rst) return false;
    return p.tcp.syn ? !p.tcp.ack : c.tcp_loose && p.tcp.ack;
  }
  constexpr NatFlow() = default;
  constexpr NatFlow(const NatPacket& p, const NatKey& key, Time now)
      : mapping(key), began(now), sip(p.remote.port == sip_port) {
    // Linux takes a connection that it meets in its middle for an established one.
    if (p.protocol == NatProtocol::tcp) {
      timer = p.tcp.syn ? NatTimer::tcp_syn_timeout : NatTimer::tcp_established_timeout;
    }
  }

  // A packet of the flow: `timer` runs from now on.
  constexpr void passed_out(const NatConfig& c, TcpFlags tcp, Time now) {
    syn_out = restarts(tcp) || syn_out || tcp.syn;
    timer = next_timer(c, tcp, now);
  }
  constexpr void passed_in(const NatConfig& c, TcpFlags tcp, Time now) {
    syn_in = restarts(tcp) || syn_in || tcp.syn;
    timer = next_timer(c, tcp, now);  // [measured-nat]: the first reply makes no stream yet
    replied = true;
  }

 private:
  // A SYN after the end: the next connection between the same ports.
  constexpr bool restarts(TcpFlags tcp) {
    if (mapping.protocol != NatProtocol::tcp || !tcp.syn) return false;
    if (timer != NatTimer::tcp_closing_timeout) return false;
    syn_out = syn_in = false;
    timer = NatTimer::tcp_syn_timeout;
    return true;
  }
  constexpr NatTimer next_timer(const NatConfig& c, TcpFlags tcp, Time now) const {
    using enum NatTimer;
    switch (mapping.protocol) {
      case NatProtocol::icmp: return icmp_timeout;
      case NatProtocol::udp: {
        if (sip && c.sip_alg && c.sip_timeout) return sip_timeout;
        const bool stream = replied && now > after(began, c.udp_stream_after);
        return stream && c.udp_stream_timeout ? udp_stream_timeout : udp_timeout;
      }
      case NatProtocol::tcp: {
        if (tcp.fin || tcp.rst) return tcp_closing_timeout;
        const bool open = syn_out && syn_in && tcp.ack && !tcp.syn;  // RFC 5382 2: both SYNs, ACK
        return timer == tcp_syn_timeout && open ? tcp_established_timeout : timer;
      }
    }
    return timer;
  }
};

}  // namespace models
