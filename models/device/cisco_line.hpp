// A Cisco phone's registration with a list of call managers, by SIP (TCP, TLS or UDP) or by SCCP.
#pragma once

#include "models/device/installation.hpp"
#include "models/device/outbox.hpp"
#include "models/device/phone_config.hpp"
#include "sim/base/copy.hpp"

namespace models {

class Phone;

// Over UDP a request is repeated until it is answered (RFC 3261 17.1.2): one to each server.
using UdpRequests = std::array<SipTransaction, 3>;
struct NoRequests {};  // over TCP

// Client: SipClient or SccpClient.
template <class Client, class Requests>
class CiscoLine {
 public:
  CiscoLine(const PhoneConfig& config, const Installation& self);

  void start(Phone& phone, Time now, Outbox& out);  // it has an address
  void stop();                                      // nobody is told
  void power_off() {}
  void wake(Phone& phone, Time now, Outbox& out);
  Time deadline() const;
  bool is_registered() const { return client_.is_registered(); }
  const Client& client() const { return client_; }

  void connected(Phone& phone, ServerIndex server, Time now, Outbox& out);
  void receive(Phone& phone, ServerIndex server, const TcpMessage& message, Time now, Outbox& out);
  void disconnected(Phone& phone, ServerIndex server, TcpEnd how, Time now, Outbox& out);
  bool listens_for(const Phone& phone, const UdpDatagram& datagram) const;
  void receive(Phone& phone, const UdpDatagram& datagram, Ipv4 from, Time now, Outbox& out);
  void receive(Phone& phone, const IcmpMessage& message, Time now, Outbox& out);

 private:
  using Actions =
      std::conditional_t<std::is_same_v<Client, SipClient>, SipClientActions, SccpClientActions>;
  static constexpr bool over_udp = std::is_same_v<Requests, UdpRequests>;

  // Gives the client an input, and carries out what it answers.
  template <class Input>
  void tell(Input input, Phone& phone, Time now, Outbox& out);
  void carry_out(const Actions& actions, Phone& phone, Time now, Outbox& out);
  void send(ServerIndex server, const SipMessage& message, Phone& phone, Time now, Outbox& out);
  void send_datagram(ServerIndex server, const SipMessage& message, Phone& phone, Time now,
                     Outbox& out) const;

  Client client_;
  [[no_unique_address]] Requests requests_;
};
using CiscoSipLine = CiscoLine<SipClient, NoRequests>;
using CiscoUdpLine = CiscoLine<SipClient, UdpRequests>;
using CiscoSccpLine = CiscoLine<SccpClient, NoRequests>;

}  // namespace models
