#include "tests/sip_client_ladder.hpp"

using models::OutOfService;
using models::SipClientActions;
using models::SipMessage;

models::SipClientConfig SipPhone::with_fixed_restart(models::SipClientConfig config) {
  using namespace std::chrono_literals;
  config.restart_min = config.restart_max = 150s;
  return config;
}

models::ServerIndex SipPhone::server(ladder::Words& words) {
  const std::string name = words.next();
  if (name == "cm1") return 0;
  if (name == "cm2") return 1;
  if (name != "cm3") FAIL_CHECK("no such call manager: " << name);
  return 2;
}

void SipPhone::receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
  const models::ServerIndex from = server(words);
  SipMessage answer{.user = 7, .cseq = last_[from]};
  answer.status = static_cast<std::uint16_t>(words.number());
  answer.expires = words.number_after("expires").value_or(0);
  answer.retry_after = static_cast<std::uint16_t>(words.number_after("retry-after").value_or(0));
  if (words.skip("late")) answer.cseq = before_[from];
  SipClientActions out;
  client_.receive(from, answer, now, out);
  print(out, now, trace);
}

void SipPhone::fact(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
  SipClientActions out;
  if (words.skip("boot")) {
    client_.start(out);
  } else if (words.skip("off")) {
    client_.stop();
  } else {
    const models::ServerIndex where = server(words);
    const std::string what = words.next();
    if (what == "connected") client_.connected(where, now, out);
    if (what == "closed")
      client_.disconnected(where, OutOfService::ucm_closed_connection, now, out);
    if (what == "reset") client_.disconnected(where, OutOfService::ucm_reset_connection, now, out);
    if (what == "silent") client_.disconnected(where, OutOfService::tcp_timed_out, now, out);
  }
  print(out, now, trace);
}

std::string SipPhone::registered(std::string_view script) {
  return R"(
    0s ! boot
    0s > cm1 connect
    0s ! cm1 connected
    0s > cm1 REGISTER expires 3600
    0s < cm1 200 expires 120
    0s = cm1 registered
    0s > cm2 connect
    0s ! cm2 connected
    0s > cm2 REGISTER expires 0 cisco-keep-alive
    0s < cm2 200 expires 0
  )" + std::string(script);
}

void SipPhone::print(const SipClientActions& actions, sim::Time now, ladder::Trace& trace) {
  const auto name = [](models::ServerIndex s) { return "cm" + std::to_string(s + 1) + ' '; };
  const auto seen = [](OutOfService why) {
    switch (why) {
      case OutOfService::tcp_timed_out: return "TCP timed out";
      case OutOfService::ucm_reset_connection: return "reset";
      case OutOfService::ucm_closed_connection: return "closed";
      case OutOfService::registration_timed_out: return "no answer";
      case OutOfService::registration_rejected: return "rejected";
      case OutOfService::sccp_keepalive_failure:
      case OutOfService::ucm_initiated_reset:
      case OutOfService::ucm_initiated_restart: return "not SIP";
    }
    return "";
  };
  for (const auto& action : actions) {
    if (const auto* connect = std::get_if<models::SipConnect>(&action)) {
      trace.add(now, '>', name(connect->server) + "connect");
    } else if (const auto* leave = std::get_if<models::SipDisconnect>(&action)) {
      trace.add(now, '>', name(leave->server) + "disconnect");
    } else if (const auto* send = std::get_if<models::SipSend>(&action)) {
      const SipMessage& m = send->message;
      if (m.user != 7 || m.status != 0 || m.cseq <= last_[send->server]) FAIL_CHECK("no request");
      before_[send->server] = last_[send->server];
      last_[send->server] = m.cseq;
      std::string text = m.method == models::SipMethod::refer
                             ? "REFER"
                             : "REGISTER expires " + std::to_string(m.expires);
      if (m.keepalive) text += " cisco-keep-alive";
      if (m.token) text += " token";
      trace.add(now, '>', name(send->server) + text);
    } else if (const auto* registered = std::get_if<models::SipRegistered>(&action)) {
      trace.add(now, '=', name(registered->server) + "registered");
    } else if (const auto* lost = std::get_if<models::SipLost>(&action)) {
      trace.add(now, '=', name(lost->server) + "lost: " + seen(lost->why));
    } else if (const auto* moved = std::get_if<models::SipMoved>(&action)) {
      trace.add(now, '=', name(moved->from) + "left");
    } else {
      trace.add(now, '=', "all failed");
    }
  }
}
