// The keys of call_server.hpp: meaning, bounds, defaults.
#pragma once

#include "app/scenario/kinds/call_server.hpp"
#include "app/scenario/kinds/host_fields.hpp"
#include "models/protocol/sccp/sccp_fields.hpp"
#include "models/protocol/sip/sip_fields.hpp"
#include "models/protocol/tcp/tcp_fields.hpp"

namespace app {

inline sim::Fields<CallServerSpec> fields(CallServerSpec*) {
  using S = CallServerSpec;
  return {sim::fields_of<HostSpec>(),
          {field("max_connections", &S::max_connections, "TCP connections; one more SYN is ignored",
                 1, 16'000'000),
           field("tls_port", &S::tls_port, "SIP over TLS", 1, 65535),
           field("serves_web", &S::serves_web, "HTTPS on 443: certificates for Lync phones"),
           field("web_status", &S::web_status, "of its answers", 200, 599),
           field("tcp", &S::tcp, "TCP stack"), field("sip", &S::sip, "registrar of SIP phones"),
           field("sccp", &S::sccp, "registrar of SCCP phones")}};
}

}  // namespace app
