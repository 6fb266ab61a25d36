// A server of names, addresses and access: a host with a DHCP, a DNS and a RADIUS server, or some.
#pragma once

#include <optional>

#include "models/device/installation.hpp"
#include "models/device/ip_host.hpp"
#include "models/device/process.hpp"
#include "models/protocol/access/radius_server.hpp"
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
  int socket_queue = 256;  // datagrams that wait for a process that hangs [linux-socket]
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
  using Input = std::variant<DhcpArrived, DnsArrived, RadiusArrived>;

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
  void arm(Outbox& out);

  sim::Beside<const ServerConfig> config_;
  IpHost host_;
  DhcpServer dhcp_;
  DnsServer dns_;
  RadiusServer radius_;
  Process<Input> process_;
  Alarm alarm_;
  bool on_ = false;
  bool boots_ = true;  // at the start of the run
};

}  // namespace models
