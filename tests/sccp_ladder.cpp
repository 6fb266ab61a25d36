#include "tests/sccp_ladder.hpp"

#include <utility>

using models::OutOfService;
using models::SccpClientActions;
using models::SccpId;
using models::SccpMessage;

namespace {

constexpr std::pair<SccpId, std::string_view> messages[] = {
    {SccpId::keepalive, "KeepAlive"},
    {SccpId::register_, "Register"},
    {SccpId::ip_port, "IpPort"},
    {SccpId::button_template_req, "ButtonTemplateReq"},
    {SccpId::capabilities_res, "CapabilitiesRes"},
    {SccpId::alarm, "Alarm"},
    {SccpId::softkey_set_req, "SoftKeySetReq"},
    {SccpId::unregister, "Unregister"},
    {SccpId::softkey_template_req, "SoftKeyTemplateReq"},
    {SccpId::register_token_req, "RegisterTokenReq"},
    {SccpId::register_ack, "RegisterAck"},
    {SccpId::button_template, "ButtonTemplate"},
    {SccpId::capabilities_req, "CapabilitiesReq"},
    {SccpId::register_reject, "RegisterReject"},
    {SccpId::reset, "Reset"},
    {SccpId::keepalive_ack, "KeepAliveAck"},
    {SccpId::softkey_template_res, "SoftKeyTemplateRes"},
    {SccpId::softkey_set_res, "SoftKeySetRes"},
    {SccpId::unregister_ack, "UnregisterAck"},
    {SccpId::register_token_ack, "RegisterTokenAck"},
    {SccpId::register_token_reject, "RegisterTokenReject"},
};

std::string seen(OutOfService why) {
  const auto code = std::to_string(static_cast<int>(why));
  if (why == OutOfService::tcp_timed_out) return code + " TCPtimedOut";
  if (why == OutOfService::ucm_reset_connection) return code + " TCPucmResetConnection";
  if (why == OutOfService::ucm_closed_connection) return code + " TCPucmClosedConnection";
  if (why == OutOfService::sccp_keepalive_failure) return code + " SCCPKeepAliveFailure";
  if (why == OutOfService::registration_timed_out) return code + " RegistrationTimedOut";
  if (why == OutOfService::ucm_initiated_reset) return code + " UcmInitiatedReset";
  if (why == OutOfService::ucm_initiated_restart) return code + " UcmInitiatedRestart";
  return code;
}

}  // namespace

std::string name_of(SccpId id) {
  for (const auto& [value, name] : messages) {
    if (value == id) return std::string(name);
  }
  return "?";
}

SccpId id_of(std::string_view text) {
  for (const auto& [value, name] : messages) {
    if (name == text) return value;
  }
  FAIL_CHECK("no such message: " << text);
  return SccpId::keepalive;
}

models::SccpClientConfig SccpPhone::with_fixed_waits(models::SccpClientConfig config) {
  using namespace std::chrono_literals;
  config.reject_wait_min = config.reject_wait_max = 20s;
  config.restart_min = config.restart_max = 45s;
  return config;
}

models::ServerIndex SccpPhone::server(ladder::Words& words) {
  const std::string name = words.next();
  if (name == "cm1") return 0;
  if (name == "cm2") return 1;
  if (name != "cm3") FAIL_CHECK("no such call manager: " << name);
  return 2;
}

void SccpPhone::receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
  const models::ServerIndex from = server(words);
  if (words.skip("accepts")) return accept(from, now, trace);
  SccpMessage message{.user = 7, .id = id_of(words.next())};
  if (message.id == SccpId::register_ack) {
    message.keepalive = words.number();
    message.secondary_keepalive = words.number();
  } else if (message.id == SccpId::register_token_reject) {
    message.keepalive = words.number();
  } else if (message.id == SccpId::reset) {
    message.reset_type = static_cast<models::SccpResetType>(words.number());
  }
  SccpClientActions out;
  client_.receive(from, message, now, out);
  print(out, now, trace);
}

void SccpPhone::accept(models::ServerIndex from, sim::Time now, ladder::Trace& trace) {
  constexpr std::pair<SccpId, SccpId> questions[] = {
      {SccpId::capabilities_req, SccpId::button_template_req},
      {SccpId::button_template, SccpId::softkey_template_req},
      {SccpId::softkey_template_res, SccpId::softkey_set_req}};
  SccpClientActions out;
  client_.receive(
      from, {.user = 7, .keepalive = 30, .secondary_keepalive = 60, .id = SccpId::register_ack},
      now, out);
  if (!out.empty()) FAIL_CHECK("RegisterAck asks for nothing");
  for (const auto& [told, asked] : questions) {
    out.clear();
    client_.receive(from, {.user = 7, .id = told}, now, out);
    const auto* sent = out.empty() ? nullptr : std::get_if<models::SccpSend>(&out.back());
    if (sent == nullptr || sent->message.id != asked) FAIL_CHECK("no " << name_of(asked));
  }
  out.clear();
  client_.receive(from, {.user = 7, .id = SccpId::softkey_set_res}, now, out);
  print(out, now, trace);
}

void SccpPhone::fact(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
  SccpClientActions out;
  if (words.skip("boot")) {
    client_.start(out);
  } else if (words.skip("off")) {
    client_.stop();
  } else if (words.skip("delayed")) {
    config_.detection.mode = models::SccpDetectionMode::delayed;
  } else if (words.skip("normal")) {
    config_.detection.mode = models::SccpDetectionMode::normal;
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

std::string SccpPhone::registered(std::string_view script) {
  return R"(
    0s ! boot
    0s > cm1 connect
    0s ! cm1 connected
    0s > cm1 Alarm
    0s > cm1 Register
    0s < cm1 accepts
    0s = cm1 registered
    0s > cm2 connect
    0s ! cm2 connected
  )" + std::string(script);
}

void SccpPhone::print(const SccpClientActions& actions, sim::Time now, ladder::Trace& trace) {
  const auto name = [](models::ServerIndex s) { return "cm" + std::to_string(s + 1) + ' '; };
  for (const auto& action : actions) {
    if (const auto* connect = std::get_if<models::SipConnect>(&action)) {
      trace.add(now, '>', name(connect->server) + "connect");
    } else if (const auto* leave = std::get_if<models::SipDisconnect>(&action)) {
      trace.add(now, '>', name(leave->server) + "disconnect");
    } else if (const auto* send = std::get_if<models::SccpSend>(&action)) {
      if (send->message.user != 7) FAIL_CHECK("a message of another phone");
      trace.add(now, '>', name(send->server) + name_of(send->message.id));
    } else if (const auto* registered = std::get_if<models::SipRegistered>(&action)) {
      trace.add(now, '=', name(registered->server) + "registered");
    } else if (const auto* lost = std::get_if<models::SipLost>(&action)) {
      trace.add(now, '=', name(lost->server) + "lost: " + seen(lost->why));
    } else if (const auto* moved = std::get_if<models::SipMoved>(&action)) {
      trace.add(now, '=', name(moved->from) + "left");
    } else if (std::holds_alternative<models::SipAllFailed>(action)) {
      trace.add(now, '=', "all failed");
    } else {
      trace.add(now, '=', "reboots");
    }
  }
}
