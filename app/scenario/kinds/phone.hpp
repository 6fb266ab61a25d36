// kind: phone - an IP phone or softphone: by which protocol it registers, over what, and where.
#pragma once

#include "app/scenario/kinds/station.hpp"
#include "models/device/phone.hpp"

namespace app {

// What the phone's user reads; the phone chooses by what it saw, which need not be the truth.
struct DisplaySpec {
  std::string registered = "ready";
  std::string timed_out = "Registration failed: no answer";
  std::string rejected = "Registration failed: rejected";
  std::string wrong_password = "Registration failed: wrong password";
  std::string no_address = "No IP address";
};

// Registration by SIP: what RFC 3261 leaves to a phone, and what Cisco's add to it.
struct PhoneSipSpec : models::SipUaConfig, models::SipClientConfig {};

// Its clock, and what that shows when nobody has set it.
struct PhoneTimeSpec : models::SntpConfig {
  std::string at_boot = "1970-01-01 00:00:00";  // assumed: a counter that begins with power
};

struct PhoneTlsSpec : models::TlsClientConfig {
  std::vector<std::string> issuers;
};

struct PhoneSpec : StationSpec {
  sim::Located<std::string> runs_on;
  std::vector<sim::Located<std::string>> call_servers;
  std::vector<sim::Located<std::string>> backups;
  models::Signalling protocol{};
  models::SipTransport transport{};
  int tcp_above = 0;
  models::SipUserAgent user_agent{};
  models::Discovery discovery{};
  int register_bytes = models::PhoneConfig{}.register_bytes;
  std::optional<int> registrar_port;
  int local_port = models::PhoneConfig{}.local_port;
  std::optional<int> contact_port;
  int local_port_step = models::PhoneConfig{}.local_port_step;
  std::string domain;
  std::vector<sim::Ipv4> dns;
  models::DnsResolverConfig resolver;
  models::VoiceVlanConfig voice_vlan;
  models::SipLocatorConfig fail_over;
  std::string vendor_class = "MS-UC-Client";
  models::DhcpInformConfig inform;
  models::LyncConfig lync;
  models::ProvisioningConfig provisioning;
  PhoneTimeSpec time;
  PhoneTlsSpec tls;
  Duration start{};
  Duration start_spread{};
  models::TcpConfig tcp;
  PhoneSipSpec sip;
  models::SccpClientConfig sccp;
  models::PhoneCallsConfig calls;
  models::RtpConfig rtp;
  DisplaySpec display;

  bool is_trunk() const { return !runs_on.value.empty(); }
  // RFC 3261 18.1.1: its REGISTER is too long for UDP, if not before it is asked for a password.
  bool goes_by_tcp() const {
    const int longest = register_bytes + (sip.password.empty() ? 0 : 190);  // [assumed-sizes]
    return is_standard() && transport == models::SipTransport::udp && tcp_above != 0 &&
           longest > tcp_above;
  }
  bool is_lync() const { return discovery == models::Discovery::lync; }
  // Between TCP and SIP there is a handshake.
  bool has_tls() const {
    return transport == models::SipTransport::tls && tls.handshake && !is_sccp() && !is_lync();
  }
  bool is_sccp() const { return protocol == models::Signalling::sccp; }
  // One registration as RFC 3261 has it.
  bool is_standard() const {
    return !is_lync() && !is_sccp() && user_agent == models::SipUserAgent::standard;
  }
};

template <>
struct SpecOf<models::Phone> {
  using type = PhoneSpec;
};

}  // namespace app
