#include "models/protocol/tls/tls_server.hpp"

#include <algorithm>

namespace models {
namespace {

std::uint32_t session_at(Time now) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
  return static_cast<std::uint32_t>(seconds) + 1;
}

}  // namespace

bool TlsServer::knows(std::uint32_t session, Time now) const {
  if (!config_->resumes || session == 0 || session < session_at(began_)) return false;
  return now < Time{} + std::chrono::seconds(session) + config_->session_lifetime;
}

// In parts that fit a segment.
void TlsServer::say(TlsMessage m, TlsAnswers& out) const {
  constexpr std::size_t most = 3;
  for (m.offset = 0; m.offset < m.whole && out.size() < most;) {
    const int rest = m.whole - m.offset;
    m.length = static_cast<std::uint16_t>(std::min<int>(rest, tls_part_bytes));
    m.is_last = m.length == rest;
    out.push_back(TlsAnswer{m});
    m.offset = static_cast<std::uint16_t>(m.offset + m.length);
  }
}

void TlsServer::receive(const TlsMessage& m, Time now, TlsAnswers& out) const {
  TlsMessage answer{.user = m.user, .version = std::min(m.version, config_->newest)};
  const bool is_13 = answer.is_13();
  if (m.flight == TlsFlight::client_hello && answer.version < config_->oldest) {
    answer.flight = TlsFlight::alert;  // RFC 5246 E.1
    answer.alert = TlsAlert::protocol_version;
  } else if (m.flight == TlsFlight::client_hello && knows(m.session, now)) {
    answer.flight = TlsFlight::server_resumes;
    answer.session = m.session;
  } else if (m.flight == TlsFlight::client_hello) {
    answer.flight = TlsFlight::server_hello;
    answer.certificate = config_->certificate;
    if (is_13 && config_->resumes) answer.session = session_at(now);
  } else if (m.flight == TlsFlight::client_finished && !is_13 && m.session == 0) {
    answer.flight = TlsFlight::server_finished;
    if (config_->resumes) answer.session = session_at(now);
  } else {
    return;
  }
  answer.whole = flight_bytes(answer.flight, is_13, false,
                              static_cast<std::uint16_t>(config_->certificate_bytes));
  say(answer, out);
}

}  // namespace models
