// Every message that is modelled, as a frame, with what Wireshark must read in it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "models/wire/bytes/encode.hpp"

namespace tests {

struct WireCase {
  std::string name;
  models::Frame frame;
  std::vector<std::pair<std::string, std::string>> reads;  // field, its value
};

class WireCases {
 public:
  WireCases();
  const std::vector<WireCase>& all() const { return cases_; }
  std::string bytes(const models::Frame& frame) const;
  const models::NameTable& names() const { return names_; }
  models::Parties parties() const { return {phones_, servers_}; }

  using Reads = std::vector<std::pair<std::string, std::string>>;
  void tcp(const std::string& name, models::TcpSegment segment, bool up, const Reads& reads);
  void udp(const std::string& name, const models::UdpDatagram& datagram, bool up,
           const Reads& reads);

 private:
  static constexpr models::Ipv4 phone_address{0x0a00'000b};   // 10.0.0.11
  static constexpr models::Ipv4 server_address{0x0a00'0002};  // 10.0.0.2
  void headers();
  void icmp();
  void sip();
  void calls();
  void sccp();
  void dhcp();
  void dns();
  void tls();
  void access();
  void handshakes();
  void boot();
  void add(const std::string& name, const models::Ipv4Packet& packet, const Reads& reads);

  models::NameTable names_;
  std::vector<models::PhoneIdentity> phones_;
  std::vector<models::Ipv4> servers_;
  std::vector<WireCase> cases_;
  std::uint16_t port_ = 50'000;  // each segment is a conversation of its own
};

}  // namespace tests
