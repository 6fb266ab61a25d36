// What an IP phone is set to: which line registers it, over what, and where.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "models/device/station.hpp"
#include "models/protocol/boot/provisioning.hpp"
#include "models/protocol/boot/sntp_client.hpp"
#include "models/protocol/dhcp/dhcp_inform.hpp"
#include "models/protocol/lync/lync_discovery.hpp"
#include "models/protocol/rtp/rtp_stream.hpp"
#include "models/protocol/sccp/sccp_client.hpp"
#include "models/protocol/sip/sip_client.hpp"
#include "models/protocol/sip/sip_dialog.hpp"
#include "models/protocol/sip/sip_locator.hpp"
#include "models/protocol/sip/sip_ua.hpp"
#include "models/protocol/tcp/tcp_config.hpp"
#include "models/protocol/tls/tls_client.hpp"

namespace models {

enum class Signalling : std::uint8_t { sip, sccp };
enum class SipTransport : std::uint8_t { udp, tcp, tls };
// How SIP registers: one registration, or Cisco's active, standby and fallback call managers.
enum class SipUserAgent : std::uint8_t { standard, cisco };
enum class Discovery : std::uint8_t { none, lync };

struct PhoneConfig {
  StationConfig station;
  VoiceVlanConfig voice_vlan;
  TcpConfig tcp;
  Signalling protocol = Signalling::sip;
  SipTransport transport = SipTransport::udp;
  int tcp_above = 0;  // RFC 3261 18.1.1: `transport` follows from it and register_bytes
  SipUserAgent user_agent = SipUserAgent::standard;
  Discovery discovery = Discovery::none;
  SipUaConfig sip;
  SipClientConfig cisco;
  SccpClientConfig sccp;
  PhoneCallsConfig calls;
  RtpConfig rtp;
  std::vector<Ipv4> call_servers;            // by priority; the journal's numbers of them
  int register_bytes = register_text_bytes;  // of a REGISTER; Authorization is 190 more
  int registrar_port = 5060;                 // RFC 3261 19.1.2
  int local_port = 5060;    // of UDP: many phones; [measured-nat]: what a NAT makes of twenty
  int local_port_step = 0;  // each further one of a group: so much higher
  std::optional<int> contact_port{};  // where it listens, as Via and Contact say; none: local_port
  Name domain{};                      // instead: whose registrar is asked for in DNS
  Name service{};                     // _sip._udp.<domain>
  SipLocatorConfig fail_over;
  DnsResolverConfig resolver;
  std::array<Ipv4, 2> dns{};  // without DHCP
  LyncConfig lync;
  DhcpInformConfig inform;
  Name vendor_class;  // of the INFORM: MS-UC-Client, to the letter
  ProvisioningConfig provisioning;
  SntpConfig time;
  TlsClientConfig tls;
  Duration start = 0s;         // power-on
  Duration start_spread = 0s;  // plus up to this, random for each phone
};

inline constexpr std::uint16_t dns_client_port = 53'000;  // any dynamic port
inline constexpr std::uint16_t boot_dns_port = 53'001;    // the same, of its provisioning server
inline constexpr std::uint16_t trunk_dns_port = 53'002;   // the first of trunks

// What the phone's user learns from how a connection ended.
constexpr OutOfService seen_as(TcpEnd how) {
  switch (how) {
    case TcpEnd::finished: return OutOfService::ucm_closed_connection;
    case TcpEnd::refused:
    case TcpEnd::reset: return OutOfService::ucm_reset_connection;
    case TcpEnd::timed_out:
    case TcpEnd::unreachable: return OutOfService::tcp_timed_out;
  }
  return OutOfService::tcp_timed_out;
}

}  // namespace models
