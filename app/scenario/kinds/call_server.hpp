// kind: call_server - a PBX or call manager: which registrar it is, and what it listens to.
#pragma once

#include "app/scenario/kinds/host.hpp"
#include "models/device/call_server.hpp"

namespace app {

// The registrar of SIP phones: a PBX's peers, and what a Cisco Unified CM holds.
struct RegistrarSpec : models::SipPeerConfig, models::RegistrarConfig {};

struct CertificateSpec {
  std::string issuer;
  std::string valid_from;
  std::string valid_until;
};

struct CallServerTlsSpec : models::TlsServerConfig {
  CertificateSpec own;
};

struct CallServerSpec : HostSpec {
  CallServerSpec() { arp.capacity = 16384; }  // assumed: phones on its own subnet
  models::RegistrarKind registrar{};
  int port = models::CallServerConfig{}.port;
  int invite_bytes = models::CallServerConfig{}.invite_bytes;
  int register_answer_bytes = models::CallServerConfig{}.register_answer_bytes;
  int tls_port = models::CallServerConfig{}.tls_port;
  int max_connections = models::CallServerConfig{}.max_connections;
  int socket_queue = models::CallServerConfig{}.socket_queue;
  bool serves_web = false;
  int web_status = models::CallServerConfig{}.web_status;
  models::TcpConfig tcp;
  RegistrarSpec sip;
  models::SccpRegistrarConfig sccp;
  models::RegistrarLoadConfig load;
  models::SourceBansConfig ban;
  models::SipDialogConfig calls;
  models::RtpConfig rtp = models::CallServerConfig{}.rtp;
  CallServerTlsSpec tls;

  bool is_cucm() const { return registrar == models::RegistrarKind::cucm; }
};

template <>
struct SpecOf<models::CallServer> {
  using type = CallServerSpec;
};

}  // namespace app
