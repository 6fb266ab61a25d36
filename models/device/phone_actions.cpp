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

template <class Client>
using ActionsOf =
    std::conditional_t<std::is_same_v<Client, SipClient>, SipClientActions, SccpClientActions>;

}  // namespace

template <class Input>
void Phone::tell_client(Input input, Time now, Outbox& out) {
  visit_client([&]<class Client>(Client& client) {
    ActionsOf<Client> actions;
    input(client, actions);
    carry_out_client(actions, now, out);
  });
}

void Phone::start(Time now, Outbox& out) {
  if (on_) return;
  on_ = true;
  station_.start(now, out);
  follow_station(now, out);
  arm(out);
}

void Phone::follow_station(Time now, Outbox& out) {
  switch (station_.take_change()) {
    case Station::Change::none: return;
    case Station::Change::down: return lost(PhoneFact::Kind::address_lost, now, out);
    case Station::Change::up:
      lost(PhoneFact::Kind::address_lost, now, out);  // if it moved to another address
      return tell_client([](auto& client, auto& actions) { client.start(actions); }, now, out);
  }
}

void Phone::wake_client(Time now, Outbox& out) {
  if (now < client_deadline()) return;
  tell_client([&](auto& client, auto& actions) { client.wake(now, actions); }, now, out);
}

void Phone::transmit(const Slot& slot, const TcpSegment& segment, Time now, Outbox& out) {
  station_.send(segment, slot.remote, now, out);
}

void Phone::carry_out(const TcpActions& actions, std::size_t slot, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (slots_[slot].server == unused) return;
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
      tell_client([&](auto& client, auto& sip) { client.connected(server, now, sip); }, now, out);
    } else if (const auto* delivered = std::get_if<TcpDelivered>(&action)) {
      deliver(server, delivered->message, now, out);
    } else {  // the server closed: so do we, and the client turns to another
      disconnect(server, now, out);
      tell_client(
          [&](auto& client, auto& sip) {
            client.disconnected(server, OutOfService::ucm_closed_connection, now, sip);
          },
          now, out);
    }
  }
}

// A message of the other protocol is nothing that this phone understands.
void Phone::deliver(ServerIndex server, const TcpMessage& message, Time now, Outbox& out) {
  if (const auto* sip = std::get_if<SipMessage>(&message)) {
    if (sip->is_final()) ++out.journal.transactions;
  } else if (const auto* sccp = std::get_if<SccpMessage>(&message);
             sccp != nullptr && sccp->id == SccpId::keepalive_ack) {
    ++out.journal.transactions;
  }
  tell_client(
      [&]<class Client>(Client& client, auto& actions) {
        using Message =
            std::conditional_t<std::is_same_v<Client, SipClient>, SipMessage, SccpMessage>;
        if (const auto* own = std::get_if<Message>(&message)) {
          client.receive(server, *own, now, actions);
        }
      },
      now, out);
}

void Phone::tcp_ended(std::size_t slot, TcpEnd how, Time now, Outbox& out) {
  const ServerIndex server = slots_[slot].server;
  slots_[slot].server = unused;
  if (server == detached) return;
  tell_client(
      [&](auto& client, auto& actions) { client.disconnected(server, seen_as(how), now, actions); },
      now, out);
}

void Phone::send(ServerIndex server, const TcpMessage& message, std::uint16_t length, Time now,
                 Outbox& out) {
  const std::size_t slot = slot_of(server);
  if (slot == no_slot) return;  // it ended in the same moment; its loss is told
  TcpActions tcp;
  slots_[slot].tcp.send(message, length, now, tcp);
  carry_out(tcp, slot, now, out);
}

template <class Actions>
void Phone::carry_out_client(const Actions& actions, Time now, Outbox& out) {
  const auto tell = [&](PhoneFact fact) {
    fact.at = now;
    fact.phone = number_;
    out.journal.add(fact);
  };
  for (const auto& action : actions) {
    std::visit(
        [&]<class Action>(const Action& a) {
          if constexpr (std::is_same_v<Action, SipConnect>) {
            connect(a.server, now, out);
          } else if constexpr (std::is_same_v<Action, SipDisconnect>) {
            disconnect(a.server, now, out);
          } else if constexpr (std::is_same_v<Action, SipSend> ||
                               std::is_same_v<Action, SccpSend>) {
            send(a.server, a.message, length_of(a.message), now, out);
          } else if constexpr (std::is_same_v<Action, SipRegistered>) {
            tell({.server = a.server, .kind = PhoneFact::Kind::registered});
          } else if constexpr (std::is_same_v<Action, SipLost>) {
            tell({.why = a.why, .server = a.server, .kind = PhoneFact::Kind::lost});
          } else if constexpr (std::is_same_v<Action, SipMoved>) {
            tell({.server = a.from, .kind = PhoneFact::Kind::moved});
          } else if constexpr (std::is_same_v<Action, SipAllFailed>) {
            tell({.kind = PhoneFact::Kind::all_failed});
          }  // SccpReboot: the client begins anew by itself
        },
        action);
  }
}

}  // namespace models
