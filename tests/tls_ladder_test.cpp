// TLS handshakes, flight by flight: RFC 5246 7.3, RFC 8446 2.
#include <deque>

#include "models/protocol/tls/tls_client.hpp"
#include "models/protocol/tls/tls_server.hpp"
#include "tests/catch.hpp"

namespace {

using namespace models;
using namespace std::chrono_literals;

constexpr Name our_ca{1, 6};
constexpr Name other_ca{2, 8};

std::string name_of(const TlsMessage& m) {
  switch (m.flight) {
    case TlsFlight::client_hello: return m.session != 0 ? "hello of a session" : "hello";
    case TlsFlight::server_hello: return m.is_last ? "certificate" : "part";
    case TlsFlight::server_resumes: return "resumes";
    case TlsFlight::client_finished: return "finished";
    case TlsFlight::server_finished: return "finished";
    case TlsFlight::alert: return "alert " + std::to_string(static_cast<int>(m.alert));
  }
  return "";
}

struct Bench {
  TlsClientConfig client{};
  TlsServerConfig server{.certificate = {.issuer = our_ca, .valid_from = -100, .valid_until = 100}};
  std::vector<Name> trusts{our_ca};
  Duration clock{};
  Time now{};
  std::uint32_t session = 0;
  TlsServer there{server};

  // What is said until the connection is open, or is not.
  std::string shake() {
    std::string text;
    TlsClient here;
    std::deque<TlsMessage> to_server, to_client;
    const auto take = [&](const TlsActions& actions) {
      for (const auto& action : actions) {
        if (const auto* send = std::get_if<TlsSend>(&action)) {
          to_server.push_back(send->message);
        } else if (const auto* open = std::get_if<TlsOpen>(&action)) {
          session = open->session;
          text += "open\n";
        } else {
          text += "failed\n";
        }
      }
    };
    TlsActions actions;
    here.open(client, 7, session, now, actions);
    take(actions);
    while (!to_server.empty() || !to_client.empty()) {
      if (!to_client.empty()) {
        const TlsMessage m = to_client.front();
        to_client.pop_front();
        text += "< " + name_of(m) + "\n";
        TlsActions more;
        here.receive(client, m, clock, trusts, now, more);
        take(more);
      } else {
        const TlsMessage m = to_server.front();
        to_server.pop_front();
        text += "> " + name_of(m) + "\n";
        TlsAnswers answers;
        there.receive(m, now, answers);
        for (const TlsAnswer& answer : answers) to_client.push_back(answer.message);
      }
    }
    return text;
  }
};

const std::string full = "> hello\n< part\n< certificate\n> finished\n< finished\nopen\n";

}  // namespace

TEST_CASE("RFC 5246 7.3: a full handshake takes two round trips, a resumed session one") {
  Bench b;
  CHECK(b.shake() == full);
  CHECK(b.shake() == "> hello of a session\n< resumes\nopen\n> finished\n");
  b.client.resumes = false;
  CHECK(b.shake() == full);
  b.client.resumes = true;
  b.server.resumes = false;
  CHECK(b.shake() == "> hello of a session\n< part\n< certificate\n> finished\n< finished\nopen\n");
}

TEST_CASE("RFC 8446 2: one round trip") {
  Bench b{.client = {.version = TlsVersion::tls13}};
  CHECK(b.shake() == "> hello\n< part\n< part\n< certificate\nopen\n> finished\n");
  CHECK(b.shake() == "> hello of a session\n< resumes\nopen\n> finished\n");
}

TEST_CASE("RFC 5077: a session ends with its lifetime, and with the server's process") {
  Bench b;
  b.shake();
  b.now = Time{3h};
  b.clock = {};
  CHECK(b.shake().starts_with("> hello of a session\n< part"));
  b.now = Time{4h};
  b.there.start(b.now);
  CHECK(b.shake().starts_with("> hello of a session\n< part"));
}

TEST_CASE("RFC 5246 7.2.2: an expired certificate, by the phone's own clock") {
  Bench b;
  b.clock = 100s;
  CHECK(b.shake() == "> hello\n< part\n< certificate\nfailed\n> alert 45\n");
  b.clock = 99s;
  CHECK(b.shake() == full);
  b.session = 0;
  b.clock = -101s;  // not valid yet
  CHECK(b.shake() == "> hello\n< part\n< certificate\nfailed\n> alert 45\n");
  b.client.checks_dates = false;
  CHECK(b.shake() == full);
}

TEST_CASE("RFC 5246 7.2.2: who trusts nobody in particular takes all, else only those") {
  Bench b;
  b.trusts = {other_ca};
  CHECK(b.shake() == "> hello\n< part\n< certificate\nfailed\n> alert 48\n");
  b.client.verifies = false;
  CHECK(b.shake() == full);
  b.session = 0;
  b.client.verifies = true;
  b.trusts = {};
  CHECK(b.shake() == full);
}

TEST_CASE("TLS: a resumed session does not show the certificate, though it has expired") {
  Bench b;
  b.shake();
  b.clock = 1000s;
  CHECK(b.shake() == "> hello of a session\n< resumes\nopen\n> finished\n");
}

TEST_CASE("RFC 5246 E.1: a version that the server does not take any more") {
  Bench b{.client = {.version = TlsVersion::tls10}};
  CHECK(b.shake() == full);
  b.session = 0;
  b.server.oldest = TlsVersion::tls12;
  CHECK(b.shake() == "> hello\n< alert 70\nfailed\n");
  b.client.version = TlsVersion::tls13;
  b.server.newest = TlsVersion::tls12;
  CHECK(b.shake() == full);
}

TEST_CASE("TLS: a server that does not answer is given up") {
  TlsClient client;
  TlsActions actions;
  client.open({.timeout = 30s}, 7, 0, {}, actions);
  CHECK(client.deadline() == Time{30s});
  TlsActions more;
  client.wake(Time{30s}, more);
  CHECK(std::get<TlsFailed>(more[0]).timed_out);
}

TEST_CASE("RFC 5246 7.2.1: an open connection is closed with close_notify") {
  const TlsClientConfig config;
  TlsClient client;
  TlsActions actions;
  client.open(config, 7, 5, {}, actions);
  client.receive(config, {.session = 5, .flight = TlsFlight::server_resumes}, {}, {}, {}, actions);
  TlsActions bye;
  client.close(bye);
  CHECK(std::get<TlsSend>(bye[0]).message.alert == TlsAlert::close_notify);
  TlsActions nothing;
  client.close(nothing);
  CHECK(nothing.empty());
}
