// What few phones have between their lease and their line: a configuration that is fetched, a
// clock that is set, and TLS between TCP and the line. A phone without any of it has none of these.
#pragma once

#include <array>
#include <vector>

#include "models/device/installation.hpp"
#include "models/device/outbox.hpp"
#include "models/device/phone_config.hpp"
#include "models/protocol/dns/dns_resolver.hpp"
#include "sim/base/copy.hpp"

namespace models {

class Phone;

class PhoneBoot {
 public:
  static constexpr std::uint8_t http_use = 0xfe;  // beside the line's numbers for connections

  PhoneBoot(const PhoneConfig& config, const Installation& self);
  static bool is_needed(const PhoneConfig& config) {
    return config.provisioning.enabled || config.time.enabled || has_handshake(config);
  }

  // It has an address; Phone::begin_line() follows, at once or when it has its configuration.
  void start(Phone& phone, Time now, Outbox& out);
  void stop();  // the address is gone
  void power_off();
  void wake(Phone& phone, Time now, Outbox& out);
  Time deadline() const;

  bool listens_for(const UdpDatagram& datagram) const;
  void receive(Phone& phone, const UdpDatagram& datagram, Ipv4 from, Time now, Outbox& out);
  // Of a connection: true if it has been dealt with, and the line need not know.
  bool connected(Phone& phone, std::uint8_t use, Time now, Outbox& out);
  bool receive(Phone& phone, std::uint8_t use, const TcpMessage& message, Time now, Outbox& out);
  void closes(Phone& phone, std::uint8_t use, Time now, Outbox& out);  // its FIN follows
  void aborts(std::uint8_t use);                                       // its RST follows
  bool ended(Phone& phone, std::uint8_t use, TcpEnd how, Time now, Outbox& out);

 private:
  struct Session {
    Ipv4 server{};
    std::uint32_t number = 0;
    Time until{};
  };

  static bool has_handshake(const PhoneConfig& config) {
    return config.transport == SipTransport::tls && config.tls.handshake &&
           config.protocol == Signalling::sip && config.discovery != Discovery::lync;
  }
  void carry_out(const ProvisioningActions& actions, Phone& phone, Time now, Outbox& out);
  void carry_out(const DnsActions& actions, Phone& phone, Time now, Outbox& out);
  void carry_out(const SntpActions& actions, Phone& phone, Time now, Outbox& out);
  void carry_out(const TlsActions& actions, Phone& phone, std::uint8_t use, Time now, Outbox& out);
  void failed(const TlsFailed& failed, Phone& phone, std::uint8_t use, Time now, Outbox& out);
  void heed(const TrustList& list, Phone& phone, Time now, Outbox& out);
  Duration clock(Time now) const {
    return config_->time.enabled ? sntp_.clock(now) : now.time_since_epoch();
  }
  Session& session_with(Ipv4 server);

  sim::Beside<const PhoneConfig> config_;
  Provisioning provisioning_;
  SntpClient sntp_;
  DnsResolver resolver_;
  std::array<TlsClient, 3> tls_{};  // by the line's number for the connection
  std::vector<Name> trusts_;
  std::vector<Session> sessions_;
  std::uint32_t number_;
  bool has_tls_;
};

}  // namespace models
