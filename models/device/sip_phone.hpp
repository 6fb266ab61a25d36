// A SIP phone or softphone over UDP: a host and one registration (RFC 3261), at a server whose
// address it was told, or that it finds by DNS (RFC 3263).
#pragma once

#include <memory>
#include <vector>

#include "models/device/installation.hpp"
#include "models/device/station.hpp"
#include "models/protocol/sip/sip_client.hpp"
#include "models/protocol/sip/sip_locator.hpp"
#include "models/protocol/sip/sip_ua.hpp"
#include "models/wire/endpoint.hpp"
#include "sim/base/copy.hpp"

namespace models {

struct SipPhoneConfig {
  StationConfig station;
  SipUaConfig sip;
  Ipv4 registrar;
  int registrar_port = 5060;  // RFC 3261 19.1.2
  Name domain{};              // instead: whose registrar is asked for in DNS
  Name service{};             // _sip._udp.<domain>
  SipLocatorConfig fail_over;
  DnsResolverConfig resolver;
  std::array<Ipv4, 2> dns{};     // without DHCP
  std::vector<Ipv4> registrars;  // the servers of this run, for the journal's numbers
  int local_port = 5060;         // many phones; what a NAT makes of twenty of them: [measured-nat]
  Duration start = 0s;           // power-on
  Duration start_spread = 0s;    // plus up to this, random for each phone
};

class SipPhone {
 public:
  using Config = SipPhoneConfig;
  static constexpr bool is_phone = true;
  static constexpr std::uint32_t power_on = 1;  // wake-up index; 0 is everything else

  SipPhone(const Config& config, const Installation& self);

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
  // Of a registrar that is known by name.
  struct Location {
    DnsResolver resolver;
    SipLocator locator;
    Endpoint target{};     // of the REGISTER under way
    Endpoint registrar{};  // that granted the last one
  };
  static constexpr std::uint16_t dns_client_port = 53'000;  // any dynamic port

  void carry_out(const SipUaActions& actions, Endpoint asked_by, Time now, Outbox& out);
  void carry_out(const SrvActions& actions, Time now, Outbox& out);
  void carry_out(const DnsActions& actions, Time now, Outbox& out);
  void receive_datagram(const UdpDatagram& datagram, Ipv4 from, Time now, Outbox& out);
  void receive_icmp(const IcmpMessage& message, Time now, Outbox& out);
  bool listens_for(const UdpDatagram& datagram) const;
  void send(const UdpDatagram& datagram, Ipv4 to, Time now, Outbox& out);
  void registered(Time now, Outbox& out);
  void tell(const UaRegistrationFailed& failed, Time now, Outbox& out);
  // Gives the locator an input, and carries out what it answers.
  template <class Input>
  void tell_locator(Input input, Time now, Outbox& out) {
    SrvActions actions;
    input(actions);
    carry_out(actions, now, out);
  }
  void follow_station(Time now, Outbox& out);  // it has an address now, or none any more
  void lost(PhoneFact::Kind why, Time now, Outbox& out);
  void arm(Outbox& out);
  Endpoint registrar() const;
  Endpoint target_of(const SipMessage& request) const;
  ServerIndex server() const;  // the registrar's place in `registrars`

  sim::Beside<const SipPhoneConfig> config_;
  Alarm alarm_;
  std::uint32_t number_;
  bool on_ = false;
  SipUa ua_;
  Station station_;
  sim::Box<Location> location_;
  Time start_at_;
};

}  // namespace models
