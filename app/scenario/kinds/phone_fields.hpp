// The keys of phone.hpp: meaning, bounds, defaults.
#pragma once

#include "app/scenario/kinds/phone.hpp"
#include "app/scenario/kinds/station_fields.hpp"
#include "models/protocol/boot/provisioning_fields.hpp"
#include "models/protocol/dns/dns_fields.hpp"
#include "models/protocol/l2/voice_vlan_fields.hpp"
#include "models/protocol/lync/lync_fields.hpp"
#include "models/protocol/rtp/rtp_fields.hpp"
#include "models/protocol/sccp/sccp_fields.hpp"
#include "models/protocol/sip/sip_dialog_fields.hpp"
#include "models/protocol/sip/sip_fields.hpp"
#include "models/protocol/sip/sip_locator_fields.hpp"
#include "models/protocol/sip/sip_ua_fields.hpp"
#include "models/protocol/tcp/tcp_fields.hpp"
#include "models/protocol/tls/tls_fields.hpp"

namespace models {
constexpr auto names(Signalling*) {
  return std::array{sim::Name{Signalling::sip, "sip", "SIP: see transport and user_agent"},
                    sim::Name{Signalling::sccp, "sccp", "SCCP (Skinny) over TCP 2000"}};
}
constexpr auto names(SipTransport*) {
  return std::array{
      sim::Name{SipTransport::udp, "udp", "each request repeated until answered"},
      sim::Name{SipTransport::tcp, "tcp", "one connection, which TCP repairs"},
      sim::Name{SipTransport::tls, "tls", "as tcp, to port 5061, with a handshake: see tls"}};
}
constexpr auto names(SipUserAgent*) {
  return std::array{sim::Name{SipUserAgent::standard, "standard", "one registration (RFC 3261)"},
                    sim::Name{SipUserAgent::cisco, "cisco",
                              "an active, a standby and a fallback call manager (SIPCC)"}};
}
constexpr auto names(Discovery*) {
  return std::array{
      sim::Name{Discovery::none, "none", "the call servers are given, or a domain"},
      sim::Name{Discovery::lync, "lync", "options 43 and 120, then DNS, as a Lync 2010 phone"}};
}
}  // namespace models

namespace app {

inline sim::Fields<DisplaySpec> fields(DisplaySpec*) {
  using S = DisplaySpec;
  return {field("registered", &S::registered, "while it is registered", 1, 200),
          field("timed_out", &S::timed_out, "when nobody answers the REGISTER", 1, 200),
          field("rejected", &S::rejected, "when the REGISTER is refused", 1, 200),
          field("wrong_password", &S::wrong_password,
                "when it is refused with 401 or 403: its credentials", 1, 200),
          field("no_address", &S::no_address, "while DHCP gives it none", 1, 200)};
}

inline sim::Fields<PhoneSipSpec> fields(PhoneSipSpec*) {
  return {sim::fields_of<models::SipUaConfig>(), sim::fields_of<models::SipClientConfig>()};
}

inline sim::Fields<PhoneTimeSpec> fields(PhoneTimeSpec*) {
  using S = PhoneTimeSpec;
  return {sim::fields_of<models::SntpConfig>(),
          {field("at_boot", &S::at_boot,
                 "what its clock shows when it begins without: 1970-01-01 00:00:00", 19, 19)}};
}

inline sim::Fields<PhoneTlsSpec> fields(PhoneTlsSpec*) {
  using S = PhoneTlsSpec;
  return {
      sim::fields_of<models::TlsClientConfig>(),
      {field("trusts", &S::issuers, "whose certificates it takes; none: everyone's").at_most(8)}};
}

inline sim::Fields<PhoneSpec> fields(PhoneSpec*) {
  using S = PhoneSpec;
  return {
      sim::fields_of<StationSpec>(),
      {field("runs_on", &S::runs_on,
             "a trunk: the call server that registers so at another one, from its own address, and "
             "without a cable of its own",
             0, 200),
       required("call_servers", &S::call_servers,
                "names of its call servers, the primary first; with a domain or discovery those "
                "that it may find")
           .at_most(4),
       field("backups", &S::backups, "further ones, behind call_servers").at_most(3),
       field("protocol", &S::protocol, "how it registers"),
       field("transport", &S::transport, "what SIP runs over"),
       field(
           "tcp_above", &S::tcp_above,
           "of UDP: with a REGISTER that is longer, Authorization included, it registers over TCP; "
           "RFC 3261 18.1.1 says 1300; 0 = never",
           0, 4000),
       field("user_agent", &S::user_agent, "how SIP registers"),
       field("discovery", &S::discovery, "how it finds its call servers"),
       field("register_bytes", &S::register_bytes,
             "length of its REGISTER; with Authorization it is 190 longer", 700, 3800),
       field("registrar_port", &S::registrar_port,
             "of its call servers; without it 5060, over TLS 5061", 1, 65535),
       field("local_port", &S::local_port, "UDP port that it sends from", 1024, 65535),
       field("contact_port", &S::contact_port,
             "UDP port that it listens on, as its Via and Contact say; without it local_port", 1024,
             65535),
       field("local_port_step", &S::local_port_step,
             "of count: each further phone's local_port is so much higher; 0 = all the same", 0,
             64),
       field("domain", &S::domain,
             "a DNS name instead of an address: it asks for _sip._udp.NAME (_tcp, _sips._tcp), and "
             "registers where the records lead (RFC 3263); with discovery: where it asks DNS",
             0, 240),
       field("dns", &S::dns, "with a domain: DNS servers, without DHCP").at_most(2),
       field("resolver", &S::resolver, "with a domain: DNS resolver"),
       field("voice_vlan", &S::voice_vlan,
             "how it finds the VLAN for voice; if by nothing of this, `vlan` is it"),
       field("fail_over", &S::fail_over, "of several call servers: when one does not answer"),
       field("vendor_class", &S::vendor_class,
             "of discovery: option 60 of its INFORM, to the letter", 0, 200),
       field("inform", &S::inform, "of discovery: DHCPINFORM"),
       field("lync", &S::lync, "of discovery: order, retries, sign-in"),
       field("provisioning", &S::provisioning, "the configuration that it fetches first"),
       field("time", &S::time, "its clock"),
       field("tls", &S::tls, "of transport: tls: handshake and certificates"),
       field("start", &S::start, "power-on"),
       field("start_spread", &S::start_spread, "plus a random time up to this, for each phone"),
       field("tcp", &S::tcp, "TCP stack"),
       field("sip", &S::sip, "registration by SIP"),
       field("sccp", &S::sccp, "registration by SCCP"),
       field("calls", &S::calls, "of a standard user agent: calls that are answered"),
       field("rtp", &S::rtp, "the same: their media"),
       field("display", &S::display, "what its user reads")}};
}

}  // namespace app
