// A call server: a host that accepts TCP connections on port 5060 and holds registrations.
#pragma once

#include <vector>

#include "models/device/ip_host.hpp"
#include "models/protocol/sip_registrar.hpp"
#include "models/protocol/tcp_connection.hpp"
#include "sim/base/flat_table.hpp"

namespace models {

struct CallServerConfig {
  HostConfig host;
  TcpConfig tcp;
  RegistrarConfig sip;
  int max_connections = 65536;
};

class CallServer {
 public:
  static constexpr std::uint16_t sip_port = 5060;

  // `phones`: how many phones the run has; `connections`: room to prepare for.
  CallServer(const CallServerConfig& config, NodeId id, Mac mac, Ipv4Interface address,
             std::uint32_t phones, std::uint32_t connections, std::uint64_t seed,
             std::string_view name);

  void receive(FrameId frame, Time now, Outbox& out);
  void wake(std::uint32_t index, Time at, Outbox& out);
  void start() { on_ = true; }
  void stop(Time now, Outbox& out);  // power off: without a word to anyone

  const IpHost& host() const { return host_; }
  bool holds(std::uint32_t phone) const { return bindings_[phone].sip.is_registered(); }
  std::uint32_t registered() const { return registered_; }

 private:
  // Wake-up indices: 0 the host, then connections and bindings in turn.
  static constexpr std::uint32_t of_connection(std::uint32_t i) { return 1 + 2 * i; }
  static constexpr std::uint32_t of_binding(std::uint32_t i) { return 2 + 2 * i; }
  static constexpr std::uint32_t nobody = ~std::uint32_t{0};

  struct Connection {
    Ipv4 remote;
    std::uint32_t phone = nobody;  // who spoke on it last
    std::uint8_t generation = 0;   // tells a reused entry from its predecessor
    bool in_use = false;
    Alarm alarm;
    TcpConnection tcp;
  };
  struct Binding {
    RegistrarBinding sip;
    Alarm alarm;
  };
  struct Flow {
    Ipv4 remote;
    std::uint16_t port;
    auto operator<=>(const Flow&) const = default;
    std::uint64_t hash() const { return sim::mix64(std::uint64_t{remote.value} << 16U | port); }
  };

  ConnectionId name_of(std::uint32_t index) const;
  void accept(const TcpSegment& syn, Ipv4 remote, FrameId frame, Time now, Outbox& out);
  void carry_out(const TcpActions& actions, std::uint32_t index, Time now, Outbox& out);
  void carry_out(const RegistrarActions& actions, std::uint32_t phone, Time now, Outbox& out);
  void answer(const RegistrarAnswer& answer, Time now, Outbox& out);
  void close(ConnectionId connection, Time now, Outbox& out);
  void ended(std::uint32_t index, Time now, Outbox& out);
  void arm_connection(std::uint32_t index, Outbox& out);
  void arm_binding(std::uint32_t phone, Outbox& out);

  const CallServerConfig* config_;
  IpHost host_;
  Alarm alarm_;
  sim::FlatTable<Flow, std::uint32_t> flows_;
  std::vector<Connection> connections_;
  std::vector<std::uint32_t> free_;
  std::vector<Binding> bindings_;  // by phone number
  sim::Random random_;
  std::uint32_t registered_ = 0;
  bool on_ = true;
};

}  // namespace models
