// An IP phone: a station, its connections, and a line that registers it: as RFC 3261 and 3263 have
// it, as Cisco's phones do (SIP or SCCP), or as a Lync 2010 phone does. One line is switched on.
// Or a call server's trunk: the same line, with that server's address and cable.
#pragma once

#include <variant>
#include <vector>

#include "models/device/cisco_line.hpp"
#include "models/device/connections.hpp"
#include "models/device/lync_line.hpp"
#include "models/device/phone_boot.hpp"
#include "models/device/phone_config.hpp"
#include "models/device/sip_line.hpp"
#include "models/device/station.hpp"
#include "models/wire/endpoint.hpp"
#include "sim/base/copy.hpp"

namespace models {

class alignas(64) Phone {  // whole cache lines
 public:
  using Config = PhoneConfig;
  static constexpr bool is_phone = true;
  static constexpr std::uint32_t power_on = 1;  // wake-up index; 0 is everything else

  Phone(const Config& config, const Installation& self);

  void receive(FrameId frame, Time now, Outbox& out);
  void wake(std::uint32_t index, Time at, Outbox& out);
  void start(Time now, Outbox& out);  // power on
  void stop(Time now, Outbox& out);   // power off: without a word to anyone
  // Of a phone that its port powers.
  void power_came(Time now, Outbox& out);
  void power_lost(Time now, Outbox& out);
  const PoweredDeviceConfig& power() const { return station_.power(); }
  int broadcast_limit() const { return station_.broadcast_limit(); }
  bool wants_power() const { return station_.wants_power(); }
  void want_power(bool wants) { station_.want_power(wants); }
  void link_changed(std::uint16_t port, bool up, Time now, Outbox& out);
  void clear_arp() { station_.clear_arp(); }
  // Of a trunk: what its server has got that may be for it, what becomes of the server's process,
  // and its other address.
  bool awaits(const Ipv4Packet& packet) const;
  void take(FrameId frame, Time now, Outbox& out);
  void hear(const IcmpMessage& message, Time now, Outbox& out);
  void hang(bool hangs, Time now, Outbox& out);
  void follow(Ipv4Interface address) { station_.follow(address); }
  Time first_wake() const { return deadline_; }
  // Its user: calls that phone, or outside; puts all calls on hold. Only a standard SIP line does.
  void dial(std::uint32_t called, Duration lasts, Time now, Outbox& out);
  void hold(bool holds, Time now, Outbox& out);
  std::vector<TalkFact> talks(Time now) const;  // that are under way, as they stand

  std::uint32_t number() const { return number_; }
  bool is_registered() const;
  const SipClient* sip() const;  // of a Cisco phone
  const Station& station() const { return station_; }
  bool is_on() const { return on_; }
  // The RTO of the connection to that server; zero without one.
  Duration rto(ServerIndex server) const;

  // What its line may do. `use` is the line's own number for a connection.
  const Config& config() const { return *config_; }
  std::uint16_t local_port() const {  // of UDP
    return static_cast<std::uint16_t>(config_->local_port + config_->local_port_step * place_);
  }
  std::uint16_t dns_port() const {  // of what it asks DNS; several trunks have one address
    if (!config_->station.lodges) return dns_client_port;
    return static_cast<std::uint16_t>(trunk_dns_port + number_ % 1000);
  }
  std::uint16_t listens_on() const {  // of UDP, as its Via and Contact say
    return static_cast<std::uint16_t>(config_->contact_port.value_or(local_port()));
  }
  void connect(std::uint8_t use, Endpoint to, Time now, Outbox& out);
  void disconnect(std::uint8_t use, Time now, Outbox& out);  // TCP finishes on its own
  void abort(std::uint8_t use, Time now, Outbox& out);       // with a RST, if there is one
  // Nothing is sent where the connection has just ended.
  void send(std::uint8_t use, const TcpMessage& message, std::uint16_t length, Time now,
            Outbox& out);
  void send(UdpDatagram datagram, Ipv4 to, Time now, Outbox& out);
  Ipv4 remote_of(std::uint8_t use) const;  // 0.0.0.0: no such connection
  // What stands below the line may do, when it has done its part.
  void begin_line(Time now, Outbox& out);
  void line_connected(std::uint8_t use, Time now, Outbox& out);
  void line_disconnected(std::uint8_t use, TcpEnd how, Time now, Outbox& out);
  void restart(Duration after, Time now, Outbox& out);
  void tell(PhoneFact fact, Time now, Outbox& out) const;
  ServerIndex server_at(Ipv4 address) const;  // its place in the list; 0: not of the list
  Ipv4 registrar_address() const;             // of a standard line

  // What TCP says: see Connections::carry_out.
  void transmit(const TcpSegment& segment, Ipv4 remote, Time now, Outbox& out);
  void connected(ConnectionId connection, Time now, Outbox& out);
  void delivered(ConnectionId connection, const TcpMessage& message, Time now, Outbox& out);
  void closed_by_peer(ConnectionId connection, Time now, Outbox& out);
  void ended(ConnectionId connection, TcpEnd how, Time now, Outbox& out);

 private:
  static constexpr std::size_t max_connections = 3;
  static constexpr std::uint8_t detached = 0xff;  // closed by us, TCP finishes on its own
  // The lines of large sites stand in the phone itself.
  using Line = std::variant<CiscoSipLine, SipLine, sim::Box<CiscoUdpLine>, sim::Box<CiscoSccpLine>,
                            sim::Box<LyncLine>>;

  static sim::Box<PhoneBoot> make_boot(const Config& config, const Installation& self);
  static Line make_line(const Config& config, const Installation& self);
  template <class Self, class Visitor>
  static decltype(auto) visit_line(Self& self, Visitor visitor) {
    if (auto* cisco = std::get_if<CiscoSipLine>(&self.line_)) return visitor(*cisco);
    if (auto* standard = std::get_if<SipLine>(&self.line_)) return visitor(*standard);
    if (auto* udp = std::get_if<sim::Box<CiscoUdpLine>>(&self.line_)) return visitor(**udp);
    if (auto* sccp = std::get_if<sim::Box<CiscoSccpLine>>(&self.line_)) return visitor(**sccp);
    return visitor(*std::get<sim::Box<LyncLine>>(self.line_));
  }
  ConnectionId connection_of(std::uint8_t use) const;
  void write_via_and_contact(SipMessage& request) const;
  std::uint16_t bytes_of(const SipMessage& request) const;
  bool receive(const Ipv4Packet& packet, FrameId frame, Time now, Outbox& out);
  void follow_station(Time now, Outbox& out);  // it has an address now, or none any more
  void lost(PhoneFact::Kind why, Time now, Outbox& out);
  void go_dark(PhoneFact::Kind why, Time now, Outbox& out);
  void arm(Outbox& out);

  sim::Beside<const PhoneConfig> config_;
  Alarm alarm_;
  Time deadline_;  // as of the last event: an early wake-up looks no further; off: of power-on
  std::uint32_t number_;
  std::uint16_t next_port_ = 49152;  // RFC 6335: dynamic ports
  std::uint16_t place_ : 14;         // in its group: of its local port
  bool on_ : 1 = false;
  bool hangs_ : 1 = false;  // as its server does
  Connections<std::uint8_t, FewFlows> connections_;
  Station station_;
  Line line_;
  sim::Random random_;
  sim::Box<PhoneBoot> boot_;  // of few
};
static_assert(sizeof(Phone) == 448);

}  // namespace models
