// The keys of call_server.hpp: meaning, bounds, defaults.
#pragma once

#include "app/scenario/kinds/call_server.hpp"
#include "app/scenario/kinds/host_fields.hpp"
#include "models/protocol/rtp/rtp_fields.hpp"
#include "models/protocol/sccp/sccp_fields.hpp"
#include "models/protocol/sip/registrar_load_fields.hpp"
#include "models/protocol/sip/sip_dialog_fields.hpp"
#include "models/protocol/sip/sip_fields.hpp"
#include "models/protocol/sip/sip_peer_fields.hpp"
#include "models/protocol/sip/source_bans_fields.hpp"
#include "models/protocol/tcp/tcp_fields.hpp"
#include "models/protocol/tls/tls_fields.hpp"

namespace models {
constexpr auto names(RegistrarKind*) {
  return std::array{
      sim::Name{RegistrarKind::standard, "standard", "RFC 3261 10.3, with qualify as Asterisk"},
      sim::Name{RegistrarKind::cucm, "cucm", "Cisco Unified CM: keepalive timer, token, SCCP"}};
}
}  // namespace models

namespace app {

inline sim::Fields<RegistrarSpec> fields(RegistrarSpec*) {
  return {sim::fields_of<models::SipPeerConfig>(), sim::fields_of<models::RegistrarConfig>()};
}

inline sim::Fields<CertificateSpec> fields(CertificateSpec*) {
  using S = CertificateSpec;
  return {field("issuer", &S::issuer, "who has signed it, as `trusts` of a phone names it", 0, 200),
          field("valid_from", &S::valid_from, "such as 2026-01-01 00:00:00; none: always", 0, 19),
          field("valid_until", &S::valid_until, "the same; none: for ever", 0, 19)};
}

inline sim::Fields<CallServerTlsSpec> fields(CallServerTlsSpec*) {
  using S = CallServerTlsSpec;
  return {{field("certificate", &S::own, "that it shows")},
          sim::fields_of<models::TlsServerConfig>()};
}

inline sim::Fields<CallServerSpec> fields(CallServerSpec*) {
  using S = CallServerSpec;
  return {sim::fields_of<HostSpec>(),
          {field("registrar", &S::registrar, "how it holds registrations"),
           field("port", &S::port, "SIP over UDP and TCP", 1, 65535),
           field("invite_bytes", &S::invite_bytes, "length of an INVITE with its SDP", 600, 4000),
           field("register_answer_bytes", &S::register_answer_bytes,
                 "length of a final answer to a REGISTER", 600, 4000),
           field("tls_port", &S::tls_port, "SIP over TLS", 1, 65535),
           field("max_connections", &S::max_connections, "TCP connections; one more SYN is ignored",
                 1, 16'000'000),
           field("socket_queue", &S::socket_queue, "datagrams that wait for a process that hangs",
                 1, 1'000'000),
           field("serves_web", &S::serves_web, "HTTPS on 443: certificates for Lync phones"),
           field("web_status", &S::web_status, "of its answers", 200, 599),
           field("tcp", &S::tcp, "TCP stack"), field("sip", &S::sip, "registrar of SIP phones"),
           field("sccp", &S::sccp, "registrar of SCCP phones"),
           field("calls", &S::calls, "calls that are answered"),
           field("rtp", &S::rtp, "their media, which pass through it"),
           field("load", &S::load, "how many phones it can register"),
           field("tls", &S::tls, "of tls_port: handshake and certificate"),
           field("ban", &S::ban, "addresses from which too many wrong passwords came")}};
}

}  // namespace app
