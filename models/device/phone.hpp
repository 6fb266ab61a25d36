// A Cisco IP phone: a host, its TCP connections, and its registration with the call managers, by
// SIP or by SCCP.
#pragma once

#include <memory>
#include <variant>
#include <vector>

#include "models/device/installation.hpp"
#include "models/device/station.hpp"
#include "models/protocol/sccp/sccp_client.hpp"
#include "models/protocol/sip/sip_client.hpp"
#include "models/protocol/tcp/tcp_connection.hpp"
#include "sim/base/copy.hpp"

namespace models {

enum class Signalling : std::uint8_t { sip, sccp };

struct PhoneConfig {
  StationConfig station;
  TcpConfig tcp;
  Signalling protocol = Signalling::sip;
  SipClientConfig sip;
  SccpClientConfig sccp;
  std::vector<Ipv4> call_servers;  // by priority, at most 3
  Duration start = 0s;             // power-on
  Duration start_spread = 0s;      // plus up to this, random for each phone
};

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
  Time first_wake() const { return deadline_; }

  std::uint32_t number() const { return number_; }
  bool is_registered() const;
  const SipClient* sip() const { return std::get_if<SipClient>(&client_); }
  const Station& station() const { return station_; }
  bool is_on() const { return on_; }
  // The RTO of the connection to that server; zero without one.
  Duration rto(ServerIndex server) const;

 private:
  static constexpr std::size_t max_slots = 3;
  static constexpr std::size_t no_slot = max_slots;
  static constexpr ServerIndex detached = 0xff;  // closed by us, TCP finishes on its own
  static constexpr ServerIndex unused = 0xfe;
  struct Slot {
    ServerIndex server;
    Ipv4 remote;
    TcpConnection tcp;
  };

  std::size_t slot_of(ServerIndex server) const;
  std::size_t slot_for(const Ipv4Packet& packet) const;
  void connect(ServerIndex server, Time now, Outbox& out);
  void disconnect(ServerIndex server, Time now, Outbox& out);
  void transmit(const Slot& slot, const TcpSegment& segment, Time now, Outbox& out);
  void carry_out(const TcpActions& actions, std::size_t slot, Time now, Outbox& out);
  using Client = std::variant<SipClient, sim::Box<SccpClient>>;  // SIP is smaller
  static Client make_client(const PhoneConfig& config, std::uint32_t number, sim::Random random);
  template <class Visitor>
  auto visit_client(Visitor visitor) const {
    if (const auto* sip = std::get_if<SipClient>(&client_)) return visitor(*sip);
    return visitor(*std::get<sim::Box<SccpClient>>(client_));
  }
  template <class Visitor>
  void visit_client(Visitor visitor) {
    if (auto* sip = std::get_if<SipClient>(&client_)) return visitor(*sip);
    visitor(*std::get<sim::Box<SccpClient>>(client_));
  }
  // Gives the client an input, and carries out what it answers.
  template <class Input>
  void tell_client(Input input, Time now, Outbox& out);
  void wake_client(Time now, Outbox& out);
  template <class Actions>
  void carry_out_client(const Actions& actions, Time now, Outbox& out);
  void send(ServerIndex server, const TcpMessage& message, std::uint16_t length, Time now,
            Outbox& out);
  Time client_deadline() const {
    return visit_client([](const auto& client) { return client.deadline(); });
  }
  void deliver(ServerIndex server, const TcpMessage& message, Time now, Outbox& out);
  void tcp_ended(std::size_t slot, TcpEnd how, Time now, Outbox& out);
  void follow_station(Time now, Outbox& out);  // it has an address now, or none any more
  void lost(PhoneFact::Kind why, Time now, Outbox& out);
  Time deadline() const;
  void arm(Outbox& out);

  sim::Beside<const PhoneConfig> config_;
  Alarm alarm_;
  Time deadline_;  // as of the last event: an early wake-up looks no further; off: of power-on
  std::uint32_t number_;
  std::uint16_t next_port_ = 49152;  // RFC 6335: dynamic ports
  bool on_ = false;
  std::vector<Slot> slots_;  // room for two; few phones ever need the third
  Station station_;
  Client client_;
  sim::Random random_;
};
static_assert(sizeof(Phone) == 384);

}  // namespace models
