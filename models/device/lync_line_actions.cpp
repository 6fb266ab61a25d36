// What a Lync phone does with the outputs of its machines.
#include "models/device/lync_line.hpp"
#include "models/device/phone.hpp"

namespace models {

void LyncLine::carry_out(const LyncActions& actions, Phone& phone, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (std::holds_alternative<LyncInform>(action)) {
      DhcpInformActions inform;
      inform_.start(phone.station().host().address(), phone.config().vendor_class, now, inform);
      carry_out(inform, phone, now, out);
    } else if (const auto* ask = std::get_if<LyncAsk>(&action)) {
      DnsActions dns;
      resolver_.resolve(ask->name, ask->type, now, dns);
      carry_out(dns, phone, now, out);
    } else if (const auto* web = std::get_if<LyncConnectWeb>(&action)) {
      connect(Use::web, {web->address, web->port}, phone, now, out);
    } else if (const auto* registrar = std::get_if<LyncRegister>(&action)) {
      connect(Use::registrar, {registrar->address, registrar->port}, phone, now, out);
    } else if (const auto* failed = std::get_if<LyncFailed>(&action)) {
      tell(PhoneFact::Kind::sign_in_failed, {}, static_cast<std::uint16_t>(failed->step), phone,
           now, out);
    }  // LyncSignedIn: the registration has told it
  }
}

void LyncLine::carry_out(const DnsActions& actions, Phone& phone, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<DnsSend>(&action)) {
      phone.send({.message = send->message,
                  .source_port = dns_client_port,
                  .destination_port = dns_port,
                  .length = length_of(send->message)},
                 send->to, now, out);
    } else if (const auto* resolved = std::get_if<DnsResolved>(&action)) {
      tell_discovery([&](LyncActions& more) { discovery_.resolved(*resolved, now, more); }, phone,
                     now, out);
    } else {
      tell_discovery(
          [&](LyncActions& more) { discovery_.unresolved(std::get<DnsFailed>(action), now, more); },
          phone, now, out);
    }
  }
}

void LyncLine::carry_out(const DhcpInformActions& actions, Phone& phone, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<DhcpSend>(&action)) {
      phone.send({.message = send->message,
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
          phone, now, out);
    } else {
      tell_discovery([&](LyncActions& more) { discovery_.inform_failed(now, more); }, phone, now,
                     out);
    }
  }
}

void LyncLine::carry_out(const SipUaActions& actions, Phone& phone, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<UaSend>(&action)) {
      phone.send(static_cast<std::uint8_t>(Use::registrar), send->message, length_of(send->message),
                 now, out);
    } else if (std::holds_alternative<UaRegistered>(action)) {
      tell(PhoneFact::Kind::registered, {}, 0, phone, now, out);
      tell_discovery([&](LyncActions& more) { discovery_.registered(now, more); }, phone, now, out);
    } else if (const auto* failed = std::get_if<UaRegistrationFailed>(&action)) {
      const bool silent = failed->why == RegistrationFailure::timed_out;
      tell(failed->was_registered ? PhoneFact::Kind::lost : PhoneFact::Kind::all_failed,
           silent ? OutOfService::registration_timed_out : OutOfService::registration_rejected,
           failed->status, phone, now, out);
      ua_.stop();
      disconnect(phone, now, out);
      tell_discovery([&](LyncActions& more) { discovery_.register_failed(now, more); }, phone, now,
                     out);
    }
  }
}

}  // namespace models
