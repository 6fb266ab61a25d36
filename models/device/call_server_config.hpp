// What a call server is set to, and how its parts name their wake-ups.
#pragma once

#include "models/device/ip_host.hpp"
#include "models/protocol/rtp/rtp_stream.hpp"
#include "models/protocol/sccp/sccp_registrar.hpp"
#include "models/protocol/sip/registrar_load.hpp"
#include "models/protocol/sip/sip_dialog.hpp"
#include "models/protocol/sip/sip_peer.hpp"
#include "models/protocol/sip/sip_registrar.hpp"
#include "models/protocol/sip/source_bans.hpp"
#include "models/protocol/tcp/tcp_config.hpp"
#include "models/protocol/tls/tls_server.hpp"

namespace models {

enum class RegistrarKind : std::uint8_t { standard, cucm };

struct CallServerConfig {
  HostConfig host;
  TcpConfig tcp;
  RegistrarKind registrar = RegistrarKind::standard;
  SipPeerConfig sip;                                                     // standard
  RegistrarLoadConfig load;                                              // the same
  SourceBansConfig ban;                                                  // the same
  SipDialogConfig calls;                                                 // the same
  RtpConfig rtp = {.first_port = 10000, .sends_to = RtpTarget::latest};  // [asterisk-rtp]
  RegistrarConfig cucm;
  SccpRegistrarConfig sccp;
  TlsServerConfig tls;
  int port = 5060;                       // of SIP over UDP and TCP: RFC 3261 19.1.2
  int invite_bytes = invite_text_bytes;  // of an INVITE, with its SDP
  int register_answer_bytes = register_answer_text_bytes;  // of a final answer to a REGISTER
  int tls_port = 5061;                                     // SIP over TLS: RFC 3261 26.2
  bool serves_web = false;  // HTTPS: what a Lync front end tells phones first
  int web_status = 200;     // of its answers: 404 when the service is not there
  int max_connections = 65536;
  int socket_queue = 256;  // datagrams that wait for a process that hangs [linux-socket]
};

// Wake-up indices: 0 the host and what the registrar has for all, then connections, SIP and SCCP
// bindings in turn.
enum class CallServerPart : std::uint8_t { connection, sip, sccp };
constexpr std::uint32_t index_of(CallServerPart part, std::uint32_t i) {
  return 1 + 3 * i + static_cast<std::uint32_t>(part);
}

}  // namespace models
