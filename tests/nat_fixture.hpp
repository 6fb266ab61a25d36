// A NAT between twenty phones and the outside, whose answers are text: a port, an inside endpoint,
// or why not.
#pragma once

#include "models/protocol/nat/nat_fields.hpp"
#include "tests/catch.hpp"

namespace nat_fixture {

using models::Endpoint;
using models::NatBehavior;
using models::NatConfig;
using models::NatMiss;
using models::NatPorts;
using models::NatProtocol;
using models::NatRefresh;
using models::NatRefusal;
using models::TcpFlags;
using sim::Duration;
using sim::Ipv4;
using sim::Time;
using namespace std::chrono_literals;

inline constexpr Ipv4 router{0xc000'0201};  // 192.0.2.1
inline constexpr Endpoint pbx{{0xc633'6405}, 5060};
inline constexpr Endpoint pbx_other_port{{0xc633'6405}, 5080};
inline constexpr Endpoint stranger{{0xcb00'7109}, 5060};

constexpr Endpoint phone(std::uint32_t number, std::uint16_t port = 5060) {
  return {{0xc0a8'0100 + number}, port};
}

inline constexpr TcpFlags syn{.syn = true}, ack{.ack = true}, syn_ack{.syn = true, .ack = true},
    fin{.ack = true, .fin = true}, rst{.rst = true};

inline NatConfig behaving(NatBehavior mapping, NatBehavior filtering) {
  return {.mapping = mapping, .filtering = filtering};
}
inline NatConfig udp_timeout(Duration timeout, NatRefresh refresh = NatRefresh::outbound) {
  return {.refresh = refresh, .udp_timeout = timeout};
}
// [linux-conntrack], [measured-nat]
inline NatConfig linux_nat() {
  return {.mapping = NatBehavior::address_and_port_dependent,
          .filtering = NatBehavior::address_and_port_dependent,
          .refresh = NatRefresh::both,
          .udp_timeout = 30s,
          .udp_stream_timeout = 120s,
          .tcp_loose = true};
}

template <class E>
std::string name_of(E value) {
  for (const auto& name : sim::names_of<E>()) {
    if (name.value == value) return std::string(name.name);
  }
  return "?";
}
inline std::string to_text(Endpoint e) {
  return sim::to_text(e.address) + ":" + std::to_string(e.port);
}

class Nat {
 public:
  explicit Nat(const NatConfig& c, NatProtocol protocol = NatProtocol::udp)
      : config(c), protocol_(protocol) {}

  models::NatOutbound send(Endpoint from, Endpoint to, Duration at, TcpFlags tcp = {}) {
    return table.outbound({protocol_, from, to, tcp}, Time{at});
  }
  models::NatInbound receive(Endpoint from, int port, Duration at, TcpFlags tcp = {}) {
    const Endpoint outside{table.address(), static_cast<std::uint16_t>(port)};
    return table.inbound({protocol_, outside, from, tcp}, Time{at});
  }
  // The outside port; -1: no_port_free, -2: table_full, -3: not_open.
  int out(Endpoint from, Endpoint to, Duration at, TcpFlags tcp = {}) {
    const auto sent = send(from, to, at, tcp);
    switch (sent.why) {
      case NatRefusal::none: return sent.outside.port;
      case NatRefusal::no_port_free: return -1;
      case NatRefusal::table_full: return -2;
      case NatRefusal::not_open: return -3;
    }
    return -4;
  }
  std::string in(Endpoint from, int port, Duration at, TcpFlags tcp = {}) {
    const auto got = receive(from, port, at, tcp);
    switch (got.why) {
      case NatMiss::none: return to_text(got.inside);
      case NatMiss::never_seen: return "never_seen";
      case NatMiss::filtered: return "filtered";
      case NatMiss::own: return "own";
      case NatMiss::aged:
        return "aged at " + sim::to_text(got.since.time_since_epoch()) + ": " + name_of(got.timer);
    }
    return "?";
  }

  NatConfig config;
  models::NatTable table{config, router, sim::Random(1, "router", "nat ports")};

 private:
  NatProtocol protocol_;
};

}  // namespace nat_fixture
