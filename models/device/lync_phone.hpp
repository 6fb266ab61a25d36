// A Lync 2010 phone: it finds its web service and its registrar by DHCP and DNS, fetches a
// certificate over HTTPS, and registers over TLS ([lync-report]). Left out: TLS itself, the PIN.
#pragma once

#include <optional>
#include <vector>

#include "models/device/installation.hpp"
#include "models/device/station.hpp"
#include "models/protocol/dhcp/dhcp_inform.hpp"
#include "models/protocol/lync/lync_discovery.hpp"
#include "models/protocol/sip/sip_client.hpp"
#include "models/protocol/sip/sip_ua.hpp"
#include "models/protocol/tcp/tcp_connection.hpp"
#include "sim/base/copy.hpp"

namespace models {

struct LyncPhoneConfig {
  StationConfig station;
  TcpConfig tcp;
  SipUaConfig sip;
  LyncConfig lync;
  DhcpInformConfig inform;
  Name vendor_class;  // of the INFORM: MS-UC-Client, to the letter
  DnsResolverConfig resolver;
  std::array<Ipv4, 2> dns{};     // without DHCP
  std::vector<Ipv4> registrars;  // the servers of this run, for the journal's numbers
  Duration start = 0s;           // power-on
  Duration start_spread = 0s;    // plus up to this, random for each phone
};

class LyncPhone {
 public:
  using Config = LyncPhoneConfig;
  static constexpr bool is_phone = true;
  static constexpr std::uint32_t power_on = 1;  // wake-up index; 0 is everything else

  LyncPhone(const Config& config, const Installation& self);

  void receive(FrameId frame, Time now, Outbox& out);
  void wake(std::uint32_t index, Time at, Outbox& out);
  void start(Time now, Outbox& out);  // power on
  void stop(Time now, Outbox& out);   // power off: without a word to anyone
  Time first_wake() const { return start_at_; }

  std::uint32_t number() const { return number_; }
  bool is_registered() const { return ua_.is_registered(); }
  const Station& station() const { return station_; }
  bool is_on() const { return on_; }

 private:
  enum class Use : std::uint8_t { web, registrar };
  struct Connection {
    Use use;
    Ipv4 remote;
    TcpConnection tcp;
  };
  static constexpr std::uint16_t dns_client_port = 53'000;  // any dynamic port

  void follow_station(Time now, Outbox& out);
  void lost(PhoneFact::Kind why, Time now, Outbox& out);
  void connect(Use use, Ipv4 to, std::uint16_t port, Time now, Outbox& out);
  void disconnect(Time now, Outbox& out);
  void receive_datagram(const UdpDatagram& datagram, Ipv4 from, Time now, Outbox& out);
  void deliver(const TcpMessage& message, Time now, Outbox& out);
  void established(Time now, Outbox& out);
  void connection_ended(Time now, Outbox& out);
  void send(const TcpMessage& message, std::uint16_t length, Time now, Outbox& out);
  void send_datagram(const UdpDatagram& datagram, Ipv4 to, Time now, Outbox& out);
  void carry_out(const TcpActions& actions, Time now, Outbox& out);
  void carry_out(const LyncActions& actions, Time now, Outbox& out);
  void carry_out(const DnsActions& actions, Time now, Outbox& out);
  void carry_out(const DhcpInformActions& actions, Time now, Outbox& out);
  void carry_out(const SipUaActions& actions, Time now, Outbox& out);
  void tell(PhoneFact::Kind kind, OutOfService why, std::uint16_t status, Time now, Outbox& out);
  // Gives the discovery an input, and carries out what it answers.
  template <class Input>
  void tell_discovery(Input input, Time now, Outbox& out) {
    LyncActions actions;
    input(actions);
    carry_out(actions, now, out);
  }
  ServerIndex server() const;  // the registrar's place in `registrars`
  void arm(Outbox& out);

  sim::Beside<const LyncPhoneConfig> config_;
  Alarm alarm_;
  std::uint32_t number_;
  std::uint16_t next_port_ = 49152;  // RFC 6335: dynamic ports
  bool on_ = false;
  Station station_;
  DhcpInform inform_;
  DnsResolver resolver_;
  LyncDiscovery discovery_;
  std::optional<Connection> connection_;
  SipUa ua_;
  sim::Random random_;
  Time start_at_;
};

}  // namespace models
