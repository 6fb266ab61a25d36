// The client's side of a TLS handshake, one for each connection: RFC 5246 7.3 (two round trips; one
// with a resumed session), RFC 8446 2 (one). It judges the server's certificate by its own clock
// and by whom it trusts. Left out: ciphers, names in certificates, revocation, its own certificate,
// renegotiation, 0-RTT.
#pragma once

#include <span>
#include <variant>
#include <vector>

#include "models/wire/tls.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

struct TlsClientConfig {
  bool handshake = true;                   // else the connection is used as it is
  TlsVersion version = TlsVersion::tls12;  // assumed: the newest that it speaks
  bool resumes = true;                     // assumed
  Duration session_lifetime = 2h;          // assumed: so long it tries to; RFC 5246 F.1.4: < 24 h
  bool verifies = true;                    // the certificate at all
  bool checks_dates = true;                // with verifies
  std::vector<Name> trusts{};              // issuers; none: every one
  bool takes_trust_lists = true;           // whom CTL and ITL name, if it trusts who signed them
  Duration timeout = 30s;                  // assumed: for each answer
};

struct TlsSend {
  TlsMessage message;
};
struct TlsOpen {
  std::uint32_t session;  // to resume; 0: none was granted
};
struct TlsFailed {
  TlsAlert alert;
  bool by_peer;
  bool timed_out;
};
using TlsActions = sim::StaticVector<std::variant<TlsSend, TlsOpen, TlsFailed>, 4>;

class TlsClient {
 public:
  enum class State : std::uint8_t { idle, hello_sent, finished_sent, open };

  void open(const TlsClientConfig& config, std::uint32_t user, std::uint32_t session, Time now,
            TlsActions& out);
  // `clock`: what it believes the time to be, since the run's begin.
  void receive(const TlsClientConfig& config, const TlsMessage& message, Duration clock,
               std::span<const Name> trusts, Time now, TlsActions& out);
  void wake(Time now, TlsActions& out);
  void close(TlsActions& out);  // says so, if it is open
  void forget() { *this = TlsClient{}; }

  Time deadline() const { return deadline_; }
  State state() const { return state_; }

 private:
  void send(TlsFlight flight, bool resumes, TlsActions& out) const;
  void say(TlsAlert alert, TlsActions& out) const;
  void fail(TlsAlert alert, TlsActions& out);
  void enter(State state, Time deadline) {
    state_ = state;
    deadline_ = deadline;
  }

  Time deadline_ = never;
  std::uint32_t user_ = 0;
  std::uint32_t session_ = 0;  // asked for
  TlsVersion version_ = TlsVersion::tls12;
  State state_ = State::idle;
};

// What is wrong with it; close_notify: nothing.
TlsAlert verdict_on(const TlsCertificate& certificate, const TlsClientConfig& config,
                    Duration clock, std::span<const Name> trusts);

}  // namespace models
