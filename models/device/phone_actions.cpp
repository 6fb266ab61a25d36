// What a phone does with the outputs of its machines: TCP talks to SIP, and SIP to TCP.
#include "models/device/phone.hpp"

namespace models {
namespace {

constexpr OutOfService seen_as(TcpEnd how) {
  switch (how) {
    case TcpEnd::finished: return OutOfService::ucm_closed_connection;
    case TcpEnd::refused:
    case TcpEnd::reset: return OutOfService::ucm_reset_connection;
    case TcpEnd::timed_out: return OutOfService::tcp_timed_out;
  }
  return OutOfService::tcp_timed_out;
}

}  // namespace

void Phone::transmit(const Slot& slot, const TcpSegment& segment, Time now, Outbox& out) {
  host_.send({.payload = segment, .source = {}, .destination = slot.remote}, now, out);
}

void Phone::carry_out(const TcpActions& actions, std::size_t slot, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (slots_[slot].server == unused) return;
    SipClientActions sip;
    const ServerIndex server = slots_[slot].server;
    if (const auto* segment = std::get_if<TcpSegment>(&action)) {
      transmit(slots_[slot], *segment, now, out);
    } else if (const auto* again = std::get_if<TcpRetransmitted>(&action)) {
      out.journal.add(RetransmissionFact{.at = now,
                                         .device = out.self,
                                         .remote = slots_[slot].remote,
                                         .waited = again->waited,
                                         .rto = again->rto,
                                         .probe = again->probe});
    } else if (const auto* ended = std::get_if<TcpEnded>(&action)) {
      return tcp_ended(slot, ended->how, now, out);
    } else if (server == detached) {
      continue;
    } else if (std::holds_alternative<TcpEstablished>(action)) {
      client_.connected(server, now, sip);
    } else if (const auto* delivered = std::get_if<TcpDelivered>(&action)) {
      if (delivered->message.is_final()) ++out.journal.transactions;
      client_.receive(server, delivered->message, now, sip);
    } else {  // the server closed: so do we, and the client turns to another
      disconnect(server, now, out);
      client_.disconnected(server, OutOfService::ucm_closed_connection, now, sip);
    }
    carry_out(sip, now, out);
  }
}

void Phone::tcp_ended(std::size_t slot, TcpEnd how, Time now, Outbox& out) {
  const ServerIndex server = slots_[slot].server;
  slots_[slot].server = unused;
  if (server == detached) return;
  SipClientActions sip;
  client_.disconnected(server, seen_as(how), now, sip);
  carry_out(sip, now, out);
}

void Phone::carry_out(const SipClientActions& actions, Time now, Outbox& out) {
  for (const auto& action : actions) {
    PhoneFact fact{.at = now, .phone = number_};
    if (const auto* connecting = std::get_if<SipConnect>(&action)) {
      connect(connecting->server, now, out);
      continue;
    }
    if (const auto* leaving = std::get_if<SipDisconnect>(&action)) {
      disconnect(leaving->server, now, out);
      continue;
    }
    if (const auto* sending = std::get_if<SipSend>(&action)) {
      const std::size_t slot = slot_of(sending->server);
      if (slot == no_slot) continue;  // it ended in the same moment; its loss is told
      TcpActions tcp;
      slots_[slot].tcp.send(sending->message, length_of(sending->message), now, tcp);
      carry_out(tcp, slot, now, out);
      continue;
    }
    if (const auto* registered = std::get_if<SipRegistered>(&action)) {
      fact.kind = PhoneFact::Kind::registered;
      fact.server = registered->server;
    } else if (const auto* lost = std::get_if<SipLost>(&action)) {
      fact.kind = PhoneFact::Kind::lost;
      fact.server = lost->server;
      fact.why = lost->why;
    } else if (const auto* moved = std::get_if<SipMoved>(&action)) {
      fact.kind = PhoneFact::Kind::moved;
      fact.server = moved->from;
    } else {
      fact.kind = PhoneFact::Kind::all_failed;
    }
    out.journal.add(fact);
  }
}

}  // namespace models
