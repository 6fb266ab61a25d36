#include "tests/sip_ua_ladder.hpp"

using models::SipMessage;
using models::SipMethod;

void UdpPhone::receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
  SipMessage message{.user = 7, .cseq = register_};
  const std::string_view asked = words.skip("OPTIONS")  ? "OPTIONS"
                                 : words.skip("INVITE") ? "INVITE"
                                 : words.skip("CANCEL") ? "CANCEL"
                                 : words.skip("ACK")    ? "ACK"
                                                        : "";
  if (!asked.empty()) {
    message.method = asked == "OPTIONS"  ? SipMethod::options
                     : asked == "INVITE" ? SipMethod::invite
                     : asked == "CANCEL" ? SipMethod::cancel
                                         : SipMethod::ack;
    message.cseq = 500;
    message.user = words.number_after("user").value_or(7);
  } else if (words.skip("CRLF")) {
    message.method = SipMethod::crlf;
  } else if (words.skip("REGISTER")) {
    message.cseq = 1;
  } else {
    message.status = static_cast<std::uint16_t>(words.number());
    message.expires = words.number_after("expires").value_or(0);
    message.retry_after = static_cast<std::uint16_t>(words.number_after("retry-after").value_or(0));
    message.min_expires = static_cast<std::uint16_t>(words.number_after("min-expires").value_or(0));
    message.nonce = words.number_after("nonce").value_or(0);
    message.stale = words.skip("stale");
    if (words.skip("before")) message.cseq = before_;
    if (words.skip("another")) message.user = 8;
    if (words.skip("options")) {
      message.method = SipMethod::options;
      message.cseq = options_;
    }
  }
  models::SipUaActions out;
  ua_.receive(message, now, out);
  print(out, now, trace);
}

void UdpPhone::fact(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
  models::SipUaActions out;
  if (words.skip("boot")) ua_.start(now, out);
  if (words.skip("off")) ua_.stop();
  if (words.skip("located")) ua_.located(words.skip("elsewhere"), now, out);
  if (words.skip("unlocated")) ua_.unlocated(now, out);
  if (words.skip("icmp")) ua_.transport_failed(now, out);
  if (words.skip("disconnected")) ua_.flow_failed(now, out);
  if (const auto seconds = words.number_after("keepalive")) {
    config_.keepalive = std::chrono::seconds{*seconds};
  }
  print(out, now, trace);
}

std::string UdpPhone::registered(std::string_view script) {
  return R"(
    0s ! boot
    0s > REGISTER expires 3600
    0s < 200 expires 3600
    0s = registered
  )" + std::string(script);
}

std::string UdpPhone::sent(const SipMessage& m) {
  if (m.method == SipMethod::crlf) {
    if (length_of(m) != 4) FAIL_CHECK("CRLFCRLF has 4 bytes");
    return "CRLF";
  }
  if (!m.is_request()) {
    if (m.method == SipMethod::register_ || m.cseq != 500) FAIL_CHECK("an answer to what?");
    const std::string whose = m.user == 7 ? "" : " for user " + std::to_string(m.user);
    const std::string method = m.method == SipMethod::invite   ? " INVITE"
                               : m.method == SipMethod::cancel ? " CANCEL"
                                                               : "";
    return std::to_string(m.status) + method + whose + (m.misdirected ? " misdirected" : "");
  }
  if (m.user != 7) FAIL_CHECK("in another's name");
  if (m.method == SipMethod::options) {
    const bool again = m.cseq == options_;
    options_ = m.cseq;
    return again ? "OPTIONS again" : "OPTIONS";
  }
  if (m.cseq == register_) return "REGISTER again";
  if (m.cseq < register_) FAIL_CHECK("CSeq runs back");
  before_ = register_;
  register_ = m.cseq;
  const std::string nonce = m.nonce != 0 ? " nonce " + std::to_string(m.nonce) : "";
  if (m.expires == models::no_expires) return "REGISTER" + nonce;
  return "REGISTER expires " + std::to_string(m.expires) + nonce;
}

void UdpPhone::print(const models::SipUaActions& actions, sim::Time now, ladder::Trace& trace) {
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<models::UaSend>(&action)) {
      trace.add(now, '>', sent(send->message));
    } else if (std::holds_alternative<models::UaRegistered>(action)) {
      trace.add(now, '=', "registered");
    } else if (std::holds_alternative<models::UaLocate>(action)) {
      trace.add(now, '=', "locate");
    } else if (const auto* target = std::get_if<models::UaTargetFailed>(&action)) {
      const auto wait = target->retry_after / std::chrono::seconds{1};
      trace.add(now, '=', "next" + (wait > 0 ? " retry-after " + std::to_string(wait) : ""));
    } else if (const auto* failed = std::get_if<models::UaRegistrationFailed>(&action)) {
      std::string why = "timed out";
      if (failed->why == models::RegistrationFailure::unresolved) why = "unresolved";
      if (failed->why == models::RegistrationFailure::rejected) {
        why = "rejected " + std::to_string(failed->status);
      }
      if (failed->gave_up) why += ", gives up";
      trace.add(now, '=', (failed->was_registered ? "lost: " : "failed: ") + why);
    } else if (std::holds_alternative<models::UaFlowDead>(action)) {
      trace.add(now, '=', "flow dead");
    } else {
      trace.add(now, '=', "keepalive lost");
    }
  }
}
