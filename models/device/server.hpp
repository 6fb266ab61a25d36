// A server of what devices need to begin: a host with a DHCP server, a DNS server, a RADIUS server,
// a file service (TFTP, HTTP), a time server, or several of them.
#pragma once

#include <optional>

#include "models/device/connections.hpp"
#include "models/device/installation.hpp"
#include "models/device/ip_host.hpp"
#include "models/device/process.hpp"
#include "models/protocol/access/radius_server.hpp"
#include "models/protocol/boot/file_server.hpp"
#include "models/protocol/dhcp/dhcp_server.hpp"
#include "models/protocol/dns/dns_server.hpp"
#include "models/wire/endpoint.hpp"
#include "sim/base/copy.hpp"

namespace models {

struct ServerConfig {
  HostConfig host;
  bool serves_dhcp = false;
  DhcpServerConfig dhcp;
  bool serves_dns = false;
  DnsServerConfig dns;
  bool serves_radius = false;
  RadiusServerConfig radius;
  FileServerConfig files;
  bool serves_ntp = false;
  bool is_synchronized = true;  // of NTP
  TcpConfig tcp;                // of HTTP
  int max_connections = 1024;   // the same
  int socket_queue = 256;       // datagrams that wait for a process that hangs [linux-socket]
};

class Server {
 public:
  using Config = ServerConfig;
  static constexpr std::uint32_t power_on = 1;  // wake-up index; 0 is everything else

  Server(const Config& config, const Installation& self);

  void receive(FrameId frame, Time now, Outbox& out);
  void wake(std::uint32_t index, Time at, Outbox& out);
  void start(Time now, Outbox& out);
  void stop(Time now, Outbox& out);                 // power off
  void act(ProcessAct act, Time now, Outbox& out);  // on its service; the kernel goes on
  void clear_arp() { host_.clear_arp(); }
  void readdress(Ipv4Interface address, Time now, Outbox& out);
  static Time first_wake() { return Time{}; }

  const IpHost& host() const { return host_; }
  bool is_on() const { return on_; }
  const DhcpServer& dhcp() const { return dhcp_; }

  // What TCP says: see Connections::carry_out.
  void transmit(const TcpSegment& segment, Ipv4 remote, Time now, Outbox& out);
  void connected(ConnectionId, Time, Outbox&) {}
  void delivered(ConnectionId connection, const TcpMessage& message, Time now, Outbox& out);
  void closed_by_peer(ConnectionId connection, Time now, Outbox& out);
  void ended(ConnectionId connection, TcpEnd how, Time now, Outbox& out);

 private:
  // What the process finds when it goes on.
  struct DhcpArrived {
    DhcpMessage message;
    bool broadcast;
  };
  struct DnsArrived {
    DnsMessage question;
    Endpoint from;
  };
  struct RadiusArrived {
    RadiusMessage request;
    Endpoint from;
  };
  struct TftpArrived {
    TftpMessage message;
    Endpoint from;
    std::uint16_t port;
  };
  struct NtpArrived {
    NtpMessage question;
    Endpoint from;
  };
  struct HttpArrived {
    ConnectionId connection;
    HttpMessage request;
  };
  struct PeerClosed {
    ConnectionId connection;
  };
  using Input = std::variant<DhcpArrived, DnsArrived, RadiusArrived, TftpArrived, NtpArrived,
                             HttpArrived, PeerClosed>;
  // What a connection is asked for, and how much of it has been sent.
  struct Download {
    HttpMessage request{};
    std::uint32_t sent = 0;
    bool is_under_way = false;
    Alarm alarm;
  };

  void take_in(const Input& input, FrameId frame, Time now, Outbox& out);
  void carry_out(const Input& input, Time now, Outbox& out);
  void run_dhcp(Time now, Outbox& out);
  void answered_ping(Ipv4 from, Time now, Outbox& out);
  void receive_dhcp(const DhcpMessage& message, bool broadcast, Time now, Outbox& out);
  void receive_dns(const DnsMessage& question, Endpoint from, Time now, Outbox& out);
  void receive_radius(const RadiusMessage& request, Endpoint from, Time now, Outbox& out);
  void carry_out(const DhcpServerActions& actions, Time now, Outbox& out);
  void reply(const DhcpReply& reply, Time now, Outbox& out);
  void send(const UdpDatagram& datagram, Ipv4 to, Time now, Outbox& out);
  // server_files.cpp
  bool receive_file_request(const Ipv4Packet& packet, FrameId frame, Time now, Outbox& out);
  void receive(const TcpSegment& segment, const Ipv4Packet& packet, FrameId frame, Time now,
               Outbox& out);
  void refuse(const Ipv4Packet& packet, FrameId frame, Time now, Outbox& out);
  void hear_too_big(const IcmpMessage& error, Time now, Outbox& out);
  void go_on(ConnectionId connection, Time now, Outbox& out);
  void wake_connection(std::uint32_t index, Time at, Outbox& out);
  void end_connections(Time now, Outbox& out);
  void run_files(Time now, Outbox& out);
  void carry_out(const FileServerActions& actions, Time now, Outbox& out);
  void answer(const NtpArrived& asked, Time now, Outbox& out);
  void arm_connection(ConnectionId connection, Outbox& out);
  void arm(Outbox& out);

  sim::Beside<const ServerConfig> config_;
  IpHost host_;
  DhcpServer dhcp_;
  DnsServer dns_;
  RadiusServer radius_;
  FileServer files_;
  Connections<Download, HashedFlows> connections_;
  sim::Random random_;
  Process<Input> process_;
  Alarm alarm_;
  bool on_ = false;
  bool boots_ = true;  // at the start of the run
};

}  // namespace models
