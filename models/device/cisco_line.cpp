#include "models/device/cisco_line.hpp"

#include <algorithm>

#include "models/device/phone.hpp"
#include "models/protocol/sip/sip_answers.hpp"

namespace models {

template <class Client, class Requests>
CiscoLine<Client, Requests>::CiscoLine(const PhoneConfig& config, const Installation& self)
    : client_(
          [&]() -> const auto& {
            if constexpr (std::is_same_v<Client, SipClient>) {
              return config.cisco;
            } else {
              return config.sccp;
            }
          }(),
          self.number, static_cast<std::uint8_t>(config.call_servers.size()),
          sim::Random(self.seed, self.name, "sip")) {}

template <class Client, class Requests>
template <class Input>
void CiscoLine<Client, Requests>::tell(Input input, Phone& phone, Time now, Outbox& out) {
  Actions actions;
  input(actions);
  carry_out(actions, phone, now, out);
}

template <class Client, class Requests>
void CiscoLine<Client, Requests>::start(Phone& phone, Time now, Outbox& out) {
  tell([&](Actions& actions) { client_.start(actions); }, phone, now, out);
}

template <class Client, class Requests>
void CiscoLine<Client, Requests>::stop() {
  client_.stop();
  requests_ = {};
}

template <class Client, class Requests>
Time CiscoLine<Client, Requests>::deadline() const {
  Time deadline = client_.deadline();
  if constexpr (over_udp) {
    for (const SipTransaction& request : requests_) {
      deadline = std::min(deadline, request.deadline());
    }
  }
  return deadline;
}

template <class Client, class Requests>
void CiscoLine<Client, Requests>::wake(Phone& phone, Time now, Outbox& out) {
  if constexpr (over_udp) {
    for (ServerIndex server = 0; server < requests_.size(); ++server) {
      SipTransactionActions results;
      requests_[server].wake(phone.config().sip.timers, now, results);
      for (const auto& result : results) {
        if (const auto* again = std::get_if<SipSendAgain>(&result)) {
          send_datagram(server, again->request, phone, now, out);
        } else {
          disconnected(phone, server, TcpEnd::timed_out, now, out);
        }
      }
    }
  }
  if (now < client_.deadline()) return;
  tell([&](Actions& actions) { client_.wake(now, actions); }, phone, now, out);
}

template <class Client, class Requests>
void CiscoLine<Client, Requests>::connected(Phone& phone, ServerIndex server, Time now,
                                            Outbox& out) {
  tell([&](Actions& actions) { client_.connected(server, now, actions); }, phone, now, out);
}

template <class Client, class Requests>
void CiscoLine<Client, Requests>::disconnected(Phone& phone, ServerIndex server, TcpEnd how,
                                               Time now, Outbox& out) {
  // Without a connection a request was not answered, and that is what the phone tells.
  const OutOfService why = over_udp ? OutOfService::registration_timed_out : seen_as(how);
  tell([&](Actions& actions) { client_.disconnected(server, why, now, actions); }, phone, now, out);
}

// A message of the other protocol is nothing that this phone understands.
template <class Client, class Requests>
void CiscoLine<Client, Requests>::receive(Phone& phone, ServerIndex server,
                                          const TcpMessage& message, Time now, Outbox& out) {
  using Message = std::conditional_t<std::is_same_v<Client, SipClient>, SipMessage, SccpMessage>;
  if (const auto* sip = std::get_if<SipMessage>(&message)) {
    if (sip->is_final()) ++out.journal.transactions;
  } else if (const auto* sccp = std::get_if<SccpMessage>(&message);
             sccp != nullptr && sccp->id == SccpId::keepalive_ack) {
    ++out.journal.transactions;
  }
  const auto* own = std::get_if<Message>(&message);
  if (own == nullptr) return;
  if constexpr (std::is_same_v<Client, SipClient>) {
    if (own->is_request()) {
      for (const SipMessage& answer : answers_to(*own, phone.number(), true)) {
        phone.send(server, answer, length_of(answer), now, out);
      }
      return;
    }
  }
  tell([&](Actions& actions) { client_.receive(server, *own, now, actions); }, phone, now, out);
}

template <class Client, class Requests>
bool CiscoLine<Client, Requests>::listens_for(const Phone& phone,
                                              const UdpDatagram& datagram) const {
  return over_udp && std::holds_alternative<SipMessage>(datagram.message) &&
         datagram.destination_port == phone.listens_on();
}

template <class Client, class Requests>
void CiscoLine<Client, Requests>::receive(Phone& phone, const UdpDatagram& datagram, Ipv4 from,
                                          Time now, Outbox& out) {
  if constexpr (over_udp) {
    const auto& servers = phone.config().call_servers;
    if (std::ranges::find(servers, from) == servers.end()) return;
    const ServerIndex server = phone.server_at(from);
    const auto& message = std::get<SipMessage>(datagram.message);
    if (message.is_request()) {
      for (const SipMessage& answer : answers_to(message, phone.number(), true)) {
        send_datagram(server, answer, phone, now, out);
      }
      return;
    }
    SipTransactionActions results;
    requests_[server].receive(message, phone.config().sip.timers, now, results);
    for (const auto& result : results) {
      receive(phone, server, TcpMessage{std::get<SipAnswered>(result).answer}, now, out);
    }
  }
}

// RFC 3261 18.4: only of a socket that is connected.
template <class Client, class Requests>
void CiscoLine<Client, Requests>::receive(Phone& phone, const IcmpMessage& message, Time now,
                                          Outbox& out) {
  if constexpr (over_udp) {
    const PhoneConfig& config = phone.config();
    const auto server = std::ranges::find(config.call_servers, message.about_to);
    if (!config.sip.heeds_icmp || !message.is_hard() || server == config.call_servers.end()) return;
    if (message.about_destination_port != config.registrar_port) return;
    SipTransaction& request = requests_[phone.server_at(message.about_to)];
    if (request.deadline() == never) return;
    request.abandon();
    disconnected(phone, phone.server_at(message.about_to), TcpEnd::refused, now, out);
  }
}

template <class Client, class Requests>
void CiscoLine<Client, Requests>::send(ServerIndex server, const SipMessage& message, Phone& phone,
                                       Time now, Outbox& out) {
  if constexpr (over_udp) {
    requests_[server].start(message, phone.config().sip.timers, now);
    send_datagram(server, message, phone, now, out);
  } else {
    phone.send(server, message, length_of(message), now, out);
  }
}

template <class Client, class Requests>
void CiscoLine<Client, Requests>::send_datagram(ServerIndex server, const SipMessage& message,
                                                Phone& phone, Time now, Outbox& out) const {
  const PhoneConfig& config = phone.config();
  phone.send({.message = message,
              .source_port = phone.local_port(),
              .destination_port = static_cast<std::uint16_t>(config.registrar_port),
              .length = length_of(message)},
             config.call_servers[server], now, out);
}

template <class Client, class Requests>
void CiscoLine<Client, Requests>::carry_out(const Actions& actions, Phone& phone, Time now,
                                            Outbox& out) {
  const PhoneConfig& config = phone.config();
  const int port = config.protocol == Signalling::sccp ? sccp_port : config.registrar_port;
  for (const auto& action : actions) {
    std::visit(
        [&]<class Action>(const Action& a) {
          if constexpr (std::is_same_v<Action, SipConnect>) {
            if (over_udp) return connected(phone, a.server, now, out);
            phone.connect(a.server,
                          {config.call_servers[a.server], static_cast<std::uint16_t>(port)}, now,
                          out);
          } else if constexpr (std::is_same_v<Action, SipDisconnect>) {
            if constexpr (over_udp) requests_[a.server].abandon();
            phone.disconnect(a.server, now, out);
          } else if constexpr (std::is_same_v<Action, SipSend>) {
            send(a.server, a.message, phone, now, out);
          } else if constexpr (std::is_same_v<Action, SccpSend>) {
            phone.send(a.server, a.message, length_of(a.message), now, out);
          } else if constexpr (std::is_same_v<Action, SipRegistered>) {
            phone.tell({.server = a.server, .kind = PhoneFact::Kind::registered}, now, out);
          } else if constexpr (std::is_same_v<Action, SipLost>) {
            phone.tell({.why = a.why, .server = a.server, .kind = PhoneFact::Kind::lost}, now, out);
          } else if constexpr (std::is_same_v<Action, SipMoved>) {
            phone.tell({.server = a.from, .kind = PhoneFact::Kind::moved}, now, out);
          } else if constexpr (std::is_same_v<Action, SipAllFailed>) {
            phone.tell({.kind = PhoneFact::Kind::all_failed}, now, out);
          }  // SccpReboot: the client begins anew by itself
        },
        action);
  }
}

template class CiscoLine<SipClient, NoRequests>;
template class CiscoLine<SipClient, UdpRequests>;
template class CiscoLine<SccpClient, NoRequests>;

}  // namespace models
