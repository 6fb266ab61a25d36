// A call server: a host that accepts TCP connections for SIP and SCCP and holds registrations.
#pragma once

#include <memory>
#include <vector>

#include "models/device/installation.hpp"
#include "models/device/ip_host.hpp"
#include "models/protocol/sccp/sccp_registrar.hpp"
#include "models/protocol/sip/sip_registrar.hpp"
#include "models/protocol/tcp/tcp_connection.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/flat_table.hpp"

namespace models {

struct CallServerConfig {
  HostConfig host;
  TcpConfig tcp;
  RegistrarConfig sip;
  SccpRegistrarConfig sccp;
  int tls_port = 5061;      // SIP over TLS: RFC 3261 26.2; TLS itself is left out
  bool serves_web = false;  // HTTPS: what a Lync front end tells phones first
  int web_status = 200;     // of its answers: 404 when the service is not there
  int max_connections = 65536;
};

class CallServer {
 public:
  using Config = CallServerConfig;
  CallServer(const Config& config, const Installation& self);

  void expect(const Frame& frame) const;  // it is on its way to us
  void receive(FrameId frame, Time now, Outbox& out);
  void wake(std::uint32_t index, Time at, Outbox& out);
  void start(Time, Outbox& out) { out.link_came_up = !std::exchange(on_, true); }
  void stop(Time now, Outbox& out);  // power off: without a word to anyone

  const IpHost& host() const { return host_; }
  bool is_on() const { return on_; }
  bool holds(std::uint32_t phone) const {
    return bindings_[phone].machine.is_registered() ||
           (!sccp_.empty() && sccp_[phone].machine.is_registered());
  }
  std::uint32_t registered() const { return registered_; }

 private:
  // Wake-up indices: 0 the host, then connections, SIP and SCCP bindings in turn.
  enum class Part : std::uint8_t { connection, sip, sccp };
  static constexpr std::uint32_t index_of(Part part, std::uint32_t i) {
    return 1 + 3 * i + static_cast<std::uint32_t>(part);
  }
  static constexpr std::uint32_t nobody = ~std::uint32_t{0};

  struct alignas(64) Connection {
    Ipv4 remote;
    std::uint32_t phone = nobody;  // who spoke on it last
    Alarm alarm;
    TcpConnection tcp;
    std::uint8_t generation = 0;  // tells a reused entry from its predecessor
    bool in_use = false;
  };
  static_assert(sizeof(Connection) == 128);
  template <class Machine>
  struct alignas(32) Binding {
    Machine machine;
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
  // Gives the phone's binding an input, and carries out what it answers.
  template <class Input>
  void tell_sip(std::uint32_t phone, Input input, Time now, Outbox& out);
  template <class Input>
  void tell_sccp(std::uint32_t phone, Input input, Time now, Outbox& out);
  template <class Input>
  void tell_both(std::uint32_t phone, Input input, Time now, Outbox& out);
  template <class Actions>
  void carry_out_binding(const Actions& actions, std::uint32_t phone, Duration patience, Time now,
                         Outbox& out);
  void wake_binding(Part part, std::uint32_t phone, Time at, Outbox& out);
  void deliver(std::uint32_t index, const TcpMessage& message, Time now, Outbox& out);
  void send(ConnectionId connection, const TcpMessage& message, std::uint16_t length, Time now,
            Outbox& out);
  void close(ConnectionId connection, Time now, Outbox& out);
  void tell_connection_ended(std::uint32_t phone, ConnectionId connection, Time now, Outbox& out);
  void ended(std::uint32_t index, Time now, Outbox& out);
  void arm_connection(std::uint32_t index, Outbox& out);
  bool is_open(std::uint16_t port) const {
    return port == sip_port || port == sccp_port || port == config_->tls_port ||
           (config_->serves_web && port == https_port);
  }

  sim::Beside<const CallServerConfig> config_;
  IpHost host_;
  Alarm alarm_;
  sim::FlatTable<Flow, std::uint32_t> flows_;
  std::vector<Connection> connections_;
  std::vector<std::uint32_t> free_;
  sim::Box<RegistrarPool> answers_;  // which the bindings borrow from, wherever we move
  std::vector<Binding<RegistrarBinding>> bindings_;  // by phone number
  std::vector<Binding<SccpBinding>> sccp_;           // the same, from the first SCCP message on
  sim::Random random_;
  std::uint32_t registered_ = 0;
  bool on_ = true;
};

}  // namespace models
