// What a Lync phone does with the outputs of its machines.
#include "models/device/lync_phone.hpp"

namespace models {

void LyncPhone::connect(Use use, Ipv4 to, std::uint16_t port, Time now, Outbox& out) {
  disconnect(now, out);
  const std::uint16_t local = next_port_++;
  if (next_port_ == 0) next_port_ = 49152;
  connection_.emplace(Connection{.use = use,
                                 .remote = to,
                                 .tcp = TcpConnection(config_->tcp, out.tcp_buffers, local, port,
                                                      static_cast<std::uint32_t>(random_.next()))});
  TcpActions actions;
  connection_->tcp.open(now, actions);
  carry_out(actions, now, out);
}

// With a RST: the next connection does not wait for this one's end.
void LyncPhone::disconnect(Time now, Outbox& out) {
  if (!connection_) return;
  TcpActions actions;
  connection_->tcp.abort(now, actions);
  for (const auto& action : actions) {
    if (const auto* segment = std::get_if<TcpSegment>(&action)) {
      station_.send(*segment, connection_->remote, now, out);
    }
  }
  connection_.reset();
}

void LyncPhone::carry_out(const TcpActions& actions, Time now, Outbox& out) {
  const std::uint16_t port = connection_->tcp.local_port();
  for (const auto& action : actions) {
    if (!connection_ || connection_->tcp.local_port() != port) return;  // it made room for another
    if (const auto* segment = std::get_if<TcpSegment>(&action)) {
      station_.send(*segment, connection_->remote, now, out);
    } else if (const auto* again = std::get_if<TcpRetransmitted>(&action)) {
      out.journal.add(RetransmissionFact{.at = now,
                                         .device = out.self,
                                         .remote = connection_->remote,
                                         .waited = again->waited,
                                         .rto = again->rto,
                                         .probe = again->probe});
    } else if (std::holds_alternative<TcpEstablished>(action)) {
      established(now, out);
    } else if (const auto* delivered = std::get_if<TcpDelivered>(&action)) {
      deliver(delivered->message, now, out);
    } else {  // closed by the other side, refused, reset or timed out
      return connection_ended(now, out);
    }
  }
}

void LyncPhone::established(Time now, Outbox& out) {
  if (connection_->use == Use::web) {
    const WebMessage request{.user = number_};
    return send(request, length_of(request), now, out);
  }
  SipUaActions actions;
  ua_.start(now, actions);
  carry_out(actions, now, out);
}

void LyncPhone::deliver(const TcpMessage& message, Time now, Outbox& out) {
  if (const auto* web = std::get_if<WebMessage>(&message)) {
    const bool ok = web->status < 300;
    disconnect(now, out);
    return tell_discovery([&](LyncActions& actions) { discovery_.web_answered(ok, now, actions); },
                          now, out);
  }
  const auto* sip = std::get_if<SipMessage>(&message);
  if (sip == nullptr) return;
  if (sip->is_final()) ++out.journal.transactions;
  SipUaActions actions;
  ua_.receive(*sip, now, actions);
  carry_out(actions, now, out);
}

void LyncPhone::connection_ended(Time now, Outbox& out) {
  const Use use = connection_->use;
  if (is_registered()) {
    tell(PhoneFact::Kind::lost, OutOfService::ucm_closed_connection, 0, now, out);
  }
  connection_.reset();
  ua_.stop();
  tell_discovery(
      [&](LyncActions& actions) {
        use == Use::web ? discovery_.web_failed(now, actions)
                        : discovery_.register_failed(now, actions);
      },
      now, out);
}

void LyncPhone::send(const TcpMessage& message, std::uint16_t length, Time now, Outbox& out) {
  if (!connection_) return;
  TcpActions actions;
  connection_->tcp.send(message, length, now, actions);
  carry_out(actions, now, out);
}

void LyncPhone::send_datagram(const UdpDatagram& datagram, Ipv4 to, Time now, Outbox& out) {
  station_.send(datagram, to, now, out);
}

void LyncPhone::carry_out(const LyncActions& actions, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (std::holds_alternative<LyncInform>(action)) {
      DhcpInformActions inform;
      inform_.start(station_.host().address(), config_->vendor_class, now, inform);
      carry_out(inform, now, out);
    } else if (const auto* ask = std::get_if<LyncAsk>(&action)) {
      DnsActions dns;
      resolver_.resolve(ask->name, ask->type, now, dns);
      carry_out(dns, now, out);
    } else if (const auto* web = std::get_if<LyncConnectWeb>(&action)) {
      connect(Use::web, web->address, web->port, now, out);
    } else if (const auto* registrar = std::get_if<LyncRegister>(&action)) {
      connect(Use::registrar, registrar->address, registrar->port, now, out);
    } else if (const auto* failed = std::get_if<LyncFailed>(&action)) {
      tell(PhoneFact::Kind::sign_in_failed, {}, static_cast<std::uint16_t>(failed->step), now, out);
    }  // LyncSignedIn: the registration has told it
  }
}

void LyncPhone::carry_out(const DnsActions& actions, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<DnsSend>(&action)) {
      send_datagram({.message = send->message,
                     .source_port = dns_client_port,
                     .destination_port = dns_port,
                     .length = length_of(send->message)},
                    send->to, now, out);
    } else if (const auto* resolved = std::get_if<DnsResolved>(&action)) {
      tell_discovery([&](LyncActions& more) { discovery_.resolved(*resolved, now, more); }, now,
                     out);
    } else {
      tell_discovery(
          [&](LyncActions& more) { discovery_.unresolved(std::get<DnsFailed>(action), now, more); },
          now, out);
    }
  }
}

void LyncPhone::carry_out(const DhcpInformActions& actions, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<DhcpSend>(&action)) {
      send_datagram({.message = send->message,
                     .source_port = dhcp_client_port,
                     .destination_port = dhcp_server_port,
                     .length = length_of(send->message)},
                    send->to, now, out);
    } else if (const auto* informed = std::get_if<DhcpInformed>(&action)) {
      const DhcpMessage& ack = informed->message;
      tell_discovery(
          [&](LyncActions& more) {
            discovery_.informed(ack.web_service, ack.registrar, now, more);
          },
          now, out);
    } else {
      tell_discovery([&](LyncActions& more) { discovery_.inform_failed(now, more); }, now, out);
    }
  }
}

void LyncPhone::carry_out(const SipUaActions& actions, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* send_action = std::get_if<UaSend>(&action)) {
      send(send_action->message, length_of(send_action->message), now, out);
    } else if (std::holds_alternative<UaRegistered>(action)) {
      tell(PhoneFact::Kind::registered, {}, 0, now, out);
      tell_discovery([&](LyncActions& more) { discovery_.registered(now, more); }, now, out);
    } else if (const auto* failed = std::get_if<UaRegistrationFailed>(&action)) {
      const bool silent = failed->why == RegistrationFailure::timed_out;
      tell(failed->was_registered ? PhoneFact::Kind::lost : PhoneFact::Kind::all_failed,
           silent ? OutOfService::registration_timed_out : OutOfService::registration_rejected,
           failed->status, now, out);
      ua_.stop();
      disconnect(now, out);
      tell_discovery([&](LyncActions& more) { discovery_.register_failed(now, more); }, now, out);
    }
  }
}

void LyncPhone::tell(PhoneFact::Kind kind, OutOfService why, std::uint16_t status, Time now,
                     Outbox& out) {
  out.journal.add(PhoneFact{
      .at = now, .phone = number_, .why = why, .status = status, .server = server(), .kind = kind});
}

}  // namespace models
