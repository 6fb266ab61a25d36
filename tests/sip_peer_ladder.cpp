#include "tests/sip_peer_ladder.hpp"

#include <algorithm>

using models::SipMessage;
using models::SipMethod;

namespace {

models::Endpoint port(std::uint32_t number) {
  return {sim::Ipv4{0xcb007109}, static_cast<std::uint16_t>(number)};
}

constexpr sim::Ipv4 inside{0x0a000007};

std::string text(models::Endpoint endpoint) {
  if (endpoint.address == inside) return "inside " + std::to_string(endpoint.port);
  if (endpoint.address != port(0).address) FAIL_CHECK("another address");
  return std::to_string(endpoint.port);
}

std::string name(models::SipPeer::State state) {
  switch (state) {
    case models::SipPeer::State::unmonitored: return "Unmonitored";
    case models::SipPeer::State::unknown: return "UNKNOWN";
    case models::SipPeer::State::reachable: return "OK";
    case models::SipPeer::State::lagged: return "LAGGED";
    case models::SipPeer::State::unreachable: return "UNREACHABLE";
  }
  return "";
}

}  // namespace

void Peer::receive(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
  SipMessage message{.user = 7, .cseq = 900, .contact = port(0).address};
  std::uint16_t written = 0;
  if (words.skip("REGISTER")) {
    const bool natted = words.skip("natted");
    message.call_id = static_cast<std::uint8_t>(words.number_after("call-id").value_or(1));
    message.rport = words.skip("rport");
    message.cseq = words.number_after("cseq").value_or(900);
    written = static_cast<std::uint16_t>(words.number_after("contact").value_or(0));
    if (natted) message.contact = inside;
    if (natted && written == 0) written = 5060;
    message.expires = words.number_after("expires").value_or(models::no_expires);
    message.status = static_cast<std::uint16_t>(words.number_after("status").value_or(0));
    if (const auto nonce = words.number_after("nonce")) {
      models::SipCredentials credentials;
      credentials.challenged({.nonce = nonces_.at(*nonce - 1), .status = 401}, 0);
      credentials.sign(message, std::to_string(words.number_after("password").value_or(0)));
    }
  } else if (words.skip("CRLF")) {
    message.method = SipMethod::crlf;
  } else {
    message.method = SipMethod::options;
    if (!words.skip("OPTIONS")) {
      message.status = static_cast<std::uint16_t>(words.number());
      message.cseq = words.skip("before") ? before_ : options_;
      message.misdirected = words.skip("misdirected");
    }
  }
  models::Endpoint from = port(words.number_after("from").value_or(5060));
  from.stream = words.skip("stream");
  message.contact_port = written;
  models::SipPeerActions out;
  peer_.receive(message, from, config_, now, out);
  print(out, now, trace);
}

void Peer::fact(ladder::Words& words, sim::Time now, ladder::Trace& trace) {
  if (const auto seconds = words.number_after("qualify")) {
    config_.qualify = std::chrono::seconds{*seconds};
  }
  if (words.skip("restart")) {
    models::SipPeerActions out;
    peer_.restarted(now, out);
    return print(out, now, trace);
  }
  if (words.skip("targets")) {
    std::string all;
    for (const models::SipContact* contact : peer_.targets(config_)) {
      all += (all.empty() ? "" : ", ") + text(contact->endpoint());
    }
    return trace.add(now, '=', "calls go to " + (all.empty() ? "nobody" : all));
  }
  if (words.skip("disconnected")) {
    models::SipPeerActions out;
    models::Endpoint gone = port(5060);
    gone.stream = true;
    peer_.connection_ended(gone, config_, out);
    return print(out, now, trace);
  }
  if (!words.skip("look")) return;
  const std::string where = peer_.is_registered() ? text(peer_.endpoint()) : "unregistered";
  trace.add(now, '=', where + ' ' + name(peer_.state(config_)));
}

std::string Peer::registered(std::string_view script) {
  return R"(
    0s    < REGISTER expires 3600
    0s    = Registered at 5060
    0s    > OPTIONS to 5060
    0s    > 200 expires 3600 to 5060
    0s    < 200
    0s    = Reachable 1ms
  )" + std::string(script);
}

std::string Peer::sent(const SipMessage& m) {
  if (m.user != 7) FAIL_CHECK("of another phone");
  if (m.method == SipMethod::crlf) return "CRLF";
  if (m.is_request()) {
    if (m.method != SipMethod::options) FAIL_CHECK("a PBX asks with OPTIONS only");
    if (m.cseq == options_) return "OPTIONS again";
    if (m.cseq < options_) FAIL_CHECK("CSeq runs back");
    before_ = options_;
    options_ = m.cseq;
    return "OPTIONS";
  }
  if (m.cseq < 900) FAIL_CHECK("an answer to what?");
  const std::string status = std::to_string(m.status);
  if (m.status == 401) {
    const auto known = std::ranges::find(nonces_, m.nonce);
    const auto which = known - nonces_.begin() + 1;
    if (known == nonces_.end()) nonces_.push_back(m.nonce);
    return status + " nonce " + std::to_string(which) + (m.stale ? " stale" : "");
  }
  if (m.nonce != 0 || m.response != 0) FAIL_CHECK("credentials in an answer");
  if (m.refusal == models::SipRefusal::locked) return status + " locked";
  if (m.refusal == models::SipRefusal::too_many_contacts) return status + " too many contacts";
  if (m.min_expires > 0) return status + " min-expires " + std::to_string(m.min_expires);
  if (m.method == SipMethod::options) return status;
  return status + " expires " + std::to_string(m.expires);
}

void Peer::print(const models::SipPeerActions& actions, sim::Time now, ladder::Trace& trace) {
  const auto show = [&](const std::string& what) { trace.add(now, '=', what); };
  const auto ms = [](std::int32_t value) { return std::to_string(value) + "ms"; };
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<models::PeerSend>(&action)) {
      trace.add(now, '>', sent(send->message) + " to " + text(send->to));
    } else if (const auto* registered = std::get_if<models::PeerRegistered>(&action)) {
      show("Registered at " + text(registered->at));
    } else if (const auto* reachable = std::get_if<models::PeerReachable>(&action)) {
      show("Reachable " + ms(reachable->ms));
    } else if (const auto* lagged = std::get_if<models::PeerLagged>(&action)) {
      show("Lagged " + ms(lagged->ms));
    } else if (const auto* unreachable = std::get_if<models::PeerUnreachable>(&action)) {
      show("UNREACHABLE, last qualify " + std::to_string(unreachable->last_qualify));
    } else if (const auto* other = std::get_if<models::PeerMisdirected>(&action)) {
      show("another phone at " + text(other->from) + " said " + std::to_string(other->status));
    } else {
      show(std::holds_alternative<models::PeerExpired>(action)        ? "expired"
           : std::holds_alternative<models::PeerDisconnected>(action) ? "Disconnected"
                                                                      : "Unregistered");
    }
  }
}
