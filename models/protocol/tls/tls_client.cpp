#include "models/protocol/tls/tls_client.hpp"

#include <algorithm>

namespace models {

using enum TlsClient::State;

TlsAlert verdict_on(const TlsCertificate& certificate, const TlsClientConfig& config,
                    Duration clock, std::span<const Name> trusts) {
  if (!config.verifies) return TlsAlert::close_notify;
  if (!trusts.empty() && std::ranges::find(trusts, certificate.issuer) == trusts.end()) {
    return TlsAlert::unknown_ca;
  }
  const auto seconds = std::chrono::floor<std::chrono::seconds>(clock).count();
  if (config.checks_dates &&
      (seconds < certificate.valid_from || seconds >= certificate.valid_until)) {
    return TlsAlert::certificate_expired;
  }
  return TlsAlert::close_notify;
}

void TlsClient::send(TlsFlight flight, bool resumes, TlsActions& out) const {
  const std::uint16_t bytes = flight_bytes(flight, version_ == TlsVersion::tls13, resumes, 0);
  out.push_back(TlsSend{{.user = user_,
                         .session = resumes ? session_ : 0,
                         .length = bytes,
                         .whole = bytes,
                         .flight = flight,
                         .version = version_}});
}

void TlsClient::open(const TlsClientConfig& config, std::uint32_t user, std::uint32_t session,
                     Time now, TlsActions& out) {
  user_ = user;
  session_ = config.resumes ? session : 0;
  version_ = config.version;
  enter(hello_sent, now + config.timeout);
  send(TlsFlight::client_hello, session_ != 0, out);
}

void TlsClient::say(TlsAlert alert, TlsActions& out) const {
  TlsMessage message{
      .user = user_, .flight = TlsFlight::alert, .alert = alert, .version = version_};
  message.length = message.whole = flight_bytes(TlsFlight::alert, false, false, 0);
  out.push_back(TlsSend{message});
}

// RFC 5246 7.2.2: who sends or gets a fatal alert closes the connection.
void TlsClient::fail(TlsAlert alert, TlsActions& out) {
  say(alert, out);
  out.push_back(TlsFailed{alert, false, false});
  forget();
}

void TlsClient::close(TlsActions& out) {
  if (state_ == State::open) say(TlsAlert::close_notify, out);
  forget();
}

void TlsClient::receive(const TlsClientConfig& config, const TlsMessage& m, Duration clock,
                        std::span<const Name> trusts, Time now, TlsActions& out) {
  if (state_ == idle || !m.is_last) return;
  if (m.is_fatal()) {
    out.push_back(TlsFailed{m.alert, true, false});
    return forget();
  }
  if (m.flight == TlsFlight::server_resumes && state_ == hello_sent && session_ != 0) {
    version_ = m.version;
    send(TlsFlight::client_finished, true, out);  // the certificate is not looked at again
    enter(State::open, never);
    out.push_back(TlsOpen{session_});
    return;
  }
  if (m.flight == TlsFlight::server_hello && state_ == hello_sent) {
    version_ = m.version;
    const TlsAlert wrong = verdict_on(m.certificate, config, clock, trusts);
    if (wrong != TlsAlert::close_notify) return fail(wrong, out);
    send(TlsFlight::client_finished, false, out);
    if (version_ != TlsVersion::tls13) return enter(finished_sent, now + config.timeout);
    enter(State::open, never);
    out.push_back(TlsOpen{m.session});
    return;
  }
  if (m.flight != TlsFlight::server_finished || state_ != finished_sent) return;
  enter(State::open, never);
  out.push_back(TlsOpen{m.session});
}

void TlsClient::wake(Time now, TlsActions& out) {
  if (now < deadline_) return;
  out.push_back(TlsFailed{TlsAlert::handshake_failure, false, true});
  forget();
}

}  // namespace models
