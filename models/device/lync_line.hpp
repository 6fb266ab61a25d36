// A Lync 2010 phone's sign-in: it finds its web service and its registrar by DHCP and DNS, fetches
// a certificate over HTTPS, and registers over TLS ([lync-report]). Left out: the PIN.
#pragma once

#include "models/device/installation.hpp"
#include "models/device/outbox.hpp"
#include "models/device/phone_config.hpp"
#include "models/wire/endpoint.hpp"
#include "sim/base/copy.hpp"

namespace models {

class Phone;

class LyncLine {
 public:
  LyncLine(const PhoneConfig& config, const Installation& self);

  void start(Phone& phone, Time now, Outbox& out);  // it has an address
  void stop();                                      // nobody is told; what it has learned is kept
  void power_off() {}
  void wake(Phone& phone, Time now, Outbox& out);
  Time deadline() const;
  bool is_registered() const { return ua_.is_registered(); }

  void connected(Phone& phone, std::uint8_t use, Time now, Outbox& out);
  void receive(Phone& phone, std::uint8_t use, const TcpMessage& message, Time now, Outbox& out);
  void disconnected(Phone& phone, std::uint8_t use, TcpEnd how, Time now, Outbox& out);
  bool listens_for(const Phone& phone, const UdpDatagram& datagram) const;
  void receive(Phone& phone, const UdpDatagram& datagram, Ipv4 from, Time now, Outbox& out);
  void receive(Phone&, const IcmpMessage&, Time, Outbox&) {}

 private:
  // A phone has one of them at a time.
  enum class Use : std::uint8_t { web, registrar };

  void connect(Use use, Endpoint to, Phone& phone, Time now, Outbox& out);
  void disconnect(Phone& phone, Time now, Outbox& out);
  void carry_out(const LyncActions& actions, Phone& phone, Time now, Outbox& out);
  void carry_out(const DnsActions& actions, Phone& phone, Time now, Outbox& out);
  void carry_out(const DhcpInformActions& actions, Phone& phone, Time now, Outbox& out);
  void carry_out(const SipUaActions& actions, Phone& phone, Time now, Outbox& out);
  void tell(PhoneFact::Kind kind, OutOfService why, std::uint16_t status, const Phone& phone,
            Time now, Outbox& out) const;
  // Gives the discovery an input, and carries out what it answers.
  template <class Input>
  void tell_discovery(Input input, Phone& phone, Time now, Outbox& out) {
    LyncActions actions;
    input(actions);
    carry_out(actions, phone, now, out);
  }

  DhcpInform inform_;
  DnsResolver resolver_;
  LyncDiscovery discovery_;
  SipUa ua_;
  Ipv4 remote_{};  // of the connection, or of the last one
  std::uint32_t number_;
};

}  // namespace models
