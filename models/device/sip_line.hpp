// A phone's SIP registration as RFC 3261 has it, over UDP, TCP or TLS: at the call server that it
// was told, at the next of a list, or where DNS leads (RFC 3263). One connection, opened by a
// REGISTER.
#pragma once

#include "models/device/installation.hpp"
#include "models/device/outbox.hpp"
#include "models/device/phone_calls.hpp"
#include "models/device/phone_config.hpp"
#include "models/wire/endpoint.hpp"
#include "sim/base/copy.hpp"

namespace models {

class Phone;

class SipLine {
 public:
  SipLine(const PhoneConfig& config, const Installation& self);

  void start(Phone& phone, Time now, Outbox& out);  // it has an address
  void stop();                                      // nobody is told
  void power_off();                                 // what it found out is forgotten, too
  void wake(Phone& phone, Time now, Outbox& out);
  Time deadline() const;
  bool is_registered() const { return ua_.is_registered(); }

  void connected(Phone& phone, std::uint8_t use, Time now, Outbox& out);
  void receive(Phone& phone, std::uint8_t use, const TcpMessage& message, Time now, Outbox& out);
  void disconnected(Phone& phone, std::uint8_t use, TcpEnd how, Time now, Outbox& out);
  bool listens_for(const Phone& phone, const UdpDatagram& datagram) const;
  void receive(Phone& phone, const UdpDatagram& datagram, Ipv4 from, Time now, Outbox& out);
  void receive(Phone& phone, const IcmpMessage& message, Time now, Outbox& out);

  // Of its calls: see PhoneCalls.
  void dial(std::uint32_t called, Duration lasts, Phone& phone, Time now, Outbox& out);
  void hold(bool holds, Phone& phone, Time now, Outbox& out);
  void end_calls(Phone& phone, Time now, Outbox& out);
  std::vector<TalkFact> talks(const Phone& phone, Time now) const;
  // False: no connection leads there.
  bool send(const CallMessage& message, Endpoint to, Phone& phone, Time now, Outbox& out);
  Endpoint registrar(const Phone& phone) const;

 private:
  // Of a registrar that is one of several, or known by name.
  struct Location {
    DnsResolver resolver;
    SipLocator locator;
    Endpoint target{};                      // of the REGISTER under way
    Endpoint registrar{};                   // that granted the last one
    std::optional<DnsFailed> unresolved{};  // what DNS said, when there was no server left
  };
  // Over TCP and TLS: to where the connection leads, and the REGISTER that waits for it.
  struct Stream {
    Endpoint to{};
    bool is_open = false;
    bool waits = false;
    SipMessage request{};
  };
  static constexpr std::uint8_t stream_use = 0;
  // What a phone over UDP that has not called has not.
  struct Besides {
    std::optional<Stream> stream{};
    std::optional<PhoneCalls> calls{};  // from the first one on
  };
  Stream* stream() const {
    return besides_ != nullptr && besides_->stream ? &*besides_->stream : nullptr;
  }
  PhoneCalls* calls() const {
    return besides_ != nullptr && besides_->calls ? &*besides_->calls : nullptr;
  }
  PhoneCalls& first_calls();

  void carry_out(const SipUaActions& actions, Endpoint asked_by, Phone& phone, Time now,
                 Outbox& out);
  void carry_out(const SrvActions& actions, Phone& phone, Time now, Outbox& out);
  void carry_out(const DnsActions& actions, Phone& phone, Time now, Outbox& out);
  void send(const SipMessage& message, Endpoint to, Phone& phone, Time now, Outbox& out);
  void receive(Phone& phone, const CallMessage& message, Endpoint from, Time now, Outbox& out);
  void send_on_stream(const SipMessage& message, Endpoint to, Phone& phone, Time now, Outbox& out);
  void close_stream(Phone& phone, Time now, Outbox& out);
  void registered(Phone& phone, Time now, Outbox& out);
  void failed(const UaRegistrationFailed& failed, Phone& phone, Time now, Outbox& out);
  // Gives the locator an input, and carries out what it answers.
  template <class Input>
  void tell_locator(Input input, Phone& phone, Time now, Outbox& out) {
    SrvActions actions;
    input(actions);
    carry_out(actions, phone, now, out);
  }
  Endpoint target_of(const SipMessage& request, const Phone& phone) const;

  SipUa ua_;
  std::uint32_t number_;
  sim::Box<Location> location_;
  sim::Box<Besides> besides_;
};

}  // namespace models
