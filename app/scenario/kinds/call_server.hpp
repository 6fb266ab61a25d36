// kind: call_server - a Cisco Unified Communications Manager node.
#pragma once

#include "app/scenario/kinds/host.hpp"
#include "models/device/call_server.hpp"

namespace app {

struct CallServerSpec : HostSpec {
  CallServerSpec() { arp.capacity = 16384; }  // assumed: phones on its own subnet
  int max_connections = models::CallServerConfig{}.max_connections;
  int tls_port = models::CallServerConfig{}.tls_port;
  bool serves_web = false;
  int web_status = models::CallServerConfig{}.web_status;
  models::TcpConfig tcp;
  models::RegistrarConfig sip;
  models::SccpRegistrarConfig sccp;
};

template <>
struct SpecOf<models::CallServer> {
  using type = CallServerSpec;
};

}  // namespace app
