// A call server: a host that takes SIP over UDP, TCP and TLS, and one registrar that holds the
// phones: a PBX's (RFC 3261 10.3, as Asterisk keeps peers), or a Cisco Unified CM's with SCCP.
// Either calls them when an operator does (server_calls). Its trunks are phones that lodge with it.
#pragma once

#include <variant>

#include "models/device/call_server_config.hpp"
#include "models/device/connections.hpp"
#include "models/device/cucm_registrar.hpp"
#include "models/device/installation.hpp"
#include "models/device/ip_host.hpp"
#include "models/device/pbx_registrar.hpp"
#include "models/device/process.hpp"
#include "sim/base/copy.hpp"

namespace models {

class CallServer {
 public:
  using Config = CallServerConfig;
  CallServer(const Config& config, const Installation& self);
  CallServer(const CallServer&) = default;
  CallServer(CallServer&&) noexcept = default;  // though a deque, in RegistrarLoad, promises less
  CallServer& operator=(const CallServer&) = delete;
  CallServer& operator=(CallServer&&) = delete;
  ~CallServer() = default;

  void expect(const Frame& frame) const;  // it is on its way to us
  void receive(FrameId frame, Time now, Outbox& out);
  void wake(std::uint32_t index, Time at, Outbox& out);
  void start(Time now, Outbox& out);
  void readdress(Ipv4Interface address, Time now, Outbox& out);  // its connections are gone
  void stop(Time now, Outbox& out);                 // power off: without a word to anyone
  void act(ProcessAct act, Time now, Outbox& out);  // on its service; the kernel goes on
  void clear_arp() { host_.clear_arp(); }
  // That phone runs on it, with its address: a trunk.
  void lodge(std::uint32_t phone);
  void send_for(NodeId lodger, const Ipv4Packet& packet, Time now, Outbox& out);
  void refuse(FrameId frame, Time now, Outbox& out);  // handed up, and no trunk awaited it
  bool runs() const { return on_ && process_.runs(); }
  // A call from outside.
  void call(std::uint32_t phone, Time now, Outbox& out);
  // The same, which is answered, and lasts for so long: of a standard registrar.
  void talk(std::uint32_t phone, Duration lasts, Time now, Outbox& out);
  std::vector<TalkFact> talks(Time now) const;  // that are under way, as they stand

  const IpHost& host() const { return host_; }
  bool is_on() const { return on_; }
  bool holds(std::uint32_t phone) const;
  std::uint32_t registered() const;
  const PbxRegistrar* pbx() const { return std::get_if<PbxRegistrar>(&registrar_); }
  const std::vector<ServerCalls::Call>& calls() const;  // that are not over

  // What its registrar may do. Nothing is sent to where no connection leads any more.
  const Config& config() const { return *config_; }
  void send(ConnectionId connection, const TcpMessage& message, std::uint16_t length, Time now,
            Outbox& out);
  void send(const SipMessage& message, Endpoint to, Time now, Outbox& out);
  void send(const CallMessage& message, Endpoint to, Time now, Outbox& out);
  void send(const RtpPacket& packet, std::uint16_t from, Endpoint to, Time now, Outbox& out);
  bool leads_to(Endpoint to) const;  // over TCP there is a connection
  void close(ConnectionId connection, Time now, Outbox& out);
  Endpoint endpoint_of(ConnectionId connection) const;  // of one that is there
  void failed_to_authenticate(Ipv4 source, Time now) { bans_.failed(source, config_->ban, now); }

  // What TCP says: see Connections::carry_out.
  void transmit(const TcpSegment& segment, Ipv4 remote, Time now, Outbox& out);
  void connected(ConnectionId, Time, Outbox&) {}
  void delivered(ConnectionId connection, const TcpMessage& message, Time now, Outbox& out);
  void closed_by_peer(ConnectionId connection, Time now, Outbox& out);
  void ended(ConnectionId connection, TcpEnd how, Time now, Outbox& out);

 private:
  static constexpr std::uint32_t nobody = ~std::uint32_t{0};
  struct Client {
    std::uint32_t phone = nobody;  // who spoke on it last
    Alarm alarm;
  };
  using Registrar = std::variant<CucmRegistrar, PbxRegistrar>;
  // What the process finds when it goes on.
  struct Datagram {
    SipMessage message;
    Endpoint from;
  };
  struct Delivered {
    ConnectionId connection;
    TcpMessage message;
  };
  struct PeerClosed {
    ConnectionId connection;
  };
  struct Ended {
    ConnectionId connection;
    std::uint32_t phone;
    Endpoint remote;
  };
  using Input = std::variant<Datagram, Delivered, PeerClosed, Ended>;

  template <class Self, class Visitor>
  static decltype(auto) visit_registrar(Self& self, Visitor visitor) {
    if (auto* cucm = std::get_if<CucmRegistrar>(&self.registrar_)) return visitor(*cucm);
    return visitor(std::get<PbxRegistrar>(self.registrar_));
  }
  void receive(const SipMessage& message, Endpoint from, FrameId frame, Time now, Outbox& out);
  bool receive_call(const UdpDatagram& datagram, Ipv4 from, FrameId frame, Time now, Outbox& out);
  void receive(const TcpSegment& segment, const Ipv4Packet& packet, FrameId frame, Time now,
               Outbox& out);
  void accept(const TcpSegment& syn, Ipv4 remote, FrameId frame, Time now, Outbox& out);
  void hear_too_big(const IcmpMessage& error, Time now, Outbox& out);
  void receive(const TlsMessage& message, ConnectionId connection, Time now, Outbox& out);
  std::uint16_t bytes_of(const SipMessage& message) const;
  std::uint16_t bytes_of(const CallMessage& message) const;
  void tell_ended(std::uint32_t phone, ConnectionId connection, Time now, Outbox& out);
  void end_process(Time now, Outbox& out);
  void go_on(Time now, Outbox& out);
  bool has_unread(ConnectionId connection) const;
  void arm_connection(ConnectionId connection, Outbox& out);
  void arm(Outbox& out);
  bool is_open(std::uint16_t port) const;
  bool may_be_a_lodgers(const Ipv4Packet& packet) const;
  Cause refusal() const { return {.act = process_.is_stopped() ? Act::service : Act::none}; }

  sim::Beside<const CallServerConfig> config_;
  IpHost host_;
  Alarm alarm_;
  Connections<Client, HashedFlows> connections_;
  Registrar registrar_;
  SourceBans bans_;
  TlsServer tls_;
  Process<Input> process_;
  sim::Random random_;
  std::vector<std::uint32_t> lodgers_;  // numbers of phones
  bool on_ = true;
};

}  // namespace models
