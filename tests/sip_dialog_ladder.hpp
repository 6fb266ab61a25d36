// Plays one side of a call. `!` invite, offered, accept, hang up, hold, resume, lost (no connection
// leads there); `<` a request (INVITE 2, ACK 1, BYE 3, CANCEL 1, UPDATE 2) or an answer (180 to 1,
// 200 to 2 of BYE), with `se 1800 uas`, `sendonly`. `>` what it sends, `=` what its owner is told.
#pragma once

#include "models/protocol/sip/sip_dialog.hpp"
#include "tests/ladder.hpp"

namespace tests {

using namespace std::chrono_literals;

class DialogLadder {
 public:
  explicit DialogLadder(const models::SipDialogConfig& config = {}) : config_(config) {}

  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    models::CallMessage m;
    m.user = 7;
    m.call = 1;
    m.contact = {0x0a000009};
    m.contact_port = 5060;
    m.method = method(words, m.status);
    if (m.status == 0) m.cseq = words.number();
    if (m.status != 0 && words.skip("to")) m.cseq = words.number();
    if (m.status != 0 && words.skip("of")) m.method = method(words, ignored_);
    if (const auto se = words.number_after("se")) {
      m.session_expires = static_cast<std::uint16_t>(*se);
      if (words.skip("uac")) m.refresher = models::SessionRefresher::uac;
      if (words.skip("uas")) m.refresher = models::SessionRefresher::uas;
    }
    if (const auto least = words.number_after("min")) {
      m.min_expires = static_cast<std::uint16_t>(*least);
    }
    const bool offers = m.method == models::SipMethod::invite && m.status != 180;
    if (offers) m.media_port = 9000;
    if (words.skip("sendonly")) m.direction = models::MediaDirection::sends;
    if (words.skip("recvonly")) m.direction = models::MediaDirection::receives;
    models::SipDialogActions out;
    dialog_.receive(m, config_, timers_, now, out);
    print(out, now, trace);
  }
  void fact(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
    models::SipDialogActions out;
    if (words.skip("invite")) dialog_.invite(models::outside_the_house, config_, timers_, now, out);
    if (words.skip("accept")) dialog_.accept(config_, timers_, now, out);
    if (words.skip("hang")) {
      words.skip("up");
      dialog_.hang_up(timers_, now, out);
    }
    if (words.skip("hold")) dialog_.hold(true, timers_, now, out);
    if (words.skip("resume")) dialog_.hold(false, timers_, now, out);
    if (words.skip("lost")) dialog_.transport_failed(timers_, now, out);
    print(out, now, trace);
  }
  void wake(sim::Time now, ladder::Trace& trace) {
    models::SipDialogActions out;
    dialog_.wake(config_, timers_, now, out);
    print(out, now, trace);
  }
  sim::Time deadline() const { return dialog_.deadline(); }

 private:
  static models::SipMethod method(ladder::Words& words, std::uint16_t& status) {
    using enum models::SipMethod;
    const std::string word = words.next();
    if (word == "INVITE") return invite;
    if (word == "ACK") return ack;
    if (word == "BYE") return bye;
    if (word == "CANCEL") return cancel;
    if (word == "UPDATE") return update;
    status = static_cast<std::uint16_t>(std::stoi(word));
    return invite;
  }
  static std::string name(models::SipMethod method) {
    using enum models::SipMethod;
    if (method == invite) return "INVITE";
    if (method == ack) return "ACK";
    if (method == bye) return "BYE";
    return method == cancel ? "CANCEL" : "UPDATE";
  }
  static std::string name(models::DialogEnd how) {
    using enum models::DialogEnd;
    switch (how) {
      case hung_up: return "hung up";
      case hung_up_there: return "hung up there";
      case refused: return "refused";
      case no_answer: return "no answer";
      case no_ack: return "no ACK";
      case unanswered: return "unanswered";
      case expired: return "expired";
      case no_media: return "no media";
      case gone: return "gone";
      case not_registered: return "not registered";
    }
    return "";
  }
  static std::string text(const models::CallMessage& m) {
    std::string text = m.is_request() ? name(m.method) + " " + std::to_string(m.cseq)
                                      : std::to_string(m.status) + " to " + std::to_string(m.cseq);
    if (!m.is_request() && m.method != models::SipMethod::invite) text += " of " + name(m.method);
    if (m.session_expires != 0) {
      text += " se " + std::to_string(m.session_expires);
      if (m.refresher == models::SessionRefresher::uac) text += " uac";
      if (m.refresher == models::SessionRefresher::uas) text += " uas";
    }
    if (m.status == 422) text += " min " + std::to_string(m.min_expires);
    if (m.direction == models::MediaDirection::sends) text += " sendonly";
    if (m.direction == models::MediaDirection::receives) text += " recvonly";
    return text;
  }
  void print(const models::SipDialogActions& actions, sim::Time now, ladder::Trace& trace) {
    for (const auto& action : actions) {
      if (const auto* send = std::get_if<models::DialogSend>(&action)) {
        trace.add(now, '>', text(send->message));
      } else if (std::holds_alternative<models::DialogRings>(action)) {
        trace.add(now, '=', "rings");
      } else if (std::holds_alternative<models::DialogAnswered>(action)) {
        trace.add(now, '=', "answered");
      } else if (std::holds_alternative<models::DialogMedia>(action)) {
        trace.add(now, '=', dialog_.talks() ? "they talk" : "they are silent");
      } else {
        trace.add(now, '=', name(std::get<models::DialogEnded>(action).how));
      }
    }
  }

  models::SipDialogConfig config_;
  models::SipTimers timers_;
  std::uint16_t ignored_ = 0;
  models::SipDialog dialog_{7, 1, {.contact = {{0x0a000001}, 5060}, .media = {{0x0a000001}, 8000}}};
};

}  // namespace tests
