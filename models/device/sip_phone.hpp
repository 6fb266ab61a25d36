// A SIP phone or softphone over UDP: a host and one registration (RFC 3261).
#pragma once

#include "models/device/station.hpp"
#include "models/protocol/sip_ua.hpp"
#include "models/wire/endpoint.hpp"

namespace models {

struct SipPhoneConfig {
  StationConfig station;
  SipUaConfig sip;
  Ipv4 registrar;
  int registrar_port = 5060;   // RFC 3261 19.1.2
  int local_port = 5060;       // many phones; what NAT makes of twenty of them is facts 6.3
  Duration start = 0s;         // power-on
  Duration start_spread = 0s;  // plus up to this, random for each phone
};

class SipPhone {
 public:
  static constexpr std::uint32_t power_on = 1;  // wake-up index; 0 is everything else

  // `number` is the phone's own number in this run, and its SIP user.
  SipPhone(const SipPhoneConfig& config, std::uint32_t number, NodeId id, Mac mac,
           Ipv4Interface address, std::uint64_t seed, std::string_view name);

  void receive(FrameId frame, Time now, Outbox& out);
  void wake(std::uint32_t index, Time at, Outbox& out);
  void start(Time now, Outbox& out);  // power on
  void stop(Time now, Outbox& out);   // power off: without a word to anyone
  Time first_wake() const { return start_at_; }

  std::uint32_t number() const { return number_; }
  bool is_registered() const { return ua_.is_registered(); }
  const Station& station() const { return station_; }

 private:
  void carry_out(const SipUaActions& actions, Endpoint asked_by, Time now, Outbox& out);
  void follow_station(Time now, Outbox& out);  // it has an address now, or none any more
  void lost(PhoneFact::Kind why, Time now, Outbox& out);
  void arm(Outbox& out);
  Endpoint registrar() const;

  const SipPhoneConfig* config_;
  Alarm alarm_;
  std::uint32_t number_;
  bool on_ = false;
  SipUa ua_;
  Station station_;
  Time start_at_;
};

}  // namespace models
