// The server's side of a TLS handshake (RFC 5246 7.3, RFC 8446 2). It remembers nothing of a
// connection: what a flight is answered with follows from it, and a session is the second at which
// it was granted (RFC 5077: the ticket is the state). Left out: clients' certificates.
#pragma once

#include "models/wire/tls.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

struct TlsServerConfig {
  TlsCertificate certificate{};
  int certificate_bytes = 2400;  // assumed: of the chain
  TlsVersion oldest = TlsVersion::tls10;
  TlsVersion newest = TlsVersion::tls13;
  bool resumes = true;             // assumed
  Duration session_lifetime = 2h;  // assumed: of a ticket
};

struct TlsAnswer {
  TlsMessage message;
};
using TlsAnswers = sim::StaticVector<TlsAnswer, 3>;  // the parts of a flight

class TlsServer {
 public:
  explicit TlsServer(const TlsServerConfig& config) : config_(&config) {}

  // Its process has begun: tickets of before are not known any more.
  void start(Time now) { began_ = now; }
  void receive(const TlsMessage& message, Time now, TlsAnswers& out) const;

 private:
  bool knows(std::uint32_t session, Time now) const;
  void say(TlsMessage message, TlsAnswers& out) const;

  sim::Beside<const TlsServerConfig> config_;
  Time began_{};
};

}  // namespace models
