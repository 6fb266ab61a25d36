#include "models/device/phone_boot.hpp"

#include <algorithm>

#include "models/device/phone.hpp"

namespace models {

PhoneBoot::PhoneBoot(const PhoneConfig& config, const Installation& self)
    : config_(&config),
      provisioning_(config.provisioning, self.number),
      sntp_(config.time, self.number),
      resolver_(config.resolver),
      number_(self.number),
      has_tls_(has_handshake(config)) {}

void PhoneBoot::start(Phone& phone, Time now, Outbox& out) {
  const DhcpClientLease* lease = phone.station().lease();
  const DhcpBoot told = lease != nullptr ? lease->boot : DhcpBoot{};
  resolver_.servers(lease != nullptr ? lease->dns : config_->dns);
  if (config_->time.enabled) {
    SntpActions actions;
    sntp_.booted(now);
    sntp_.start(told.time_server, now, actions);
    carry_out(actions, phone, now, out);
  }
  if (!config_->provisioning.enabled || provisioning_.is_done()) return phone.begin_line(now, out);
  ProvisioningActions actions;
  provisioning_.start(told, now, actions);
  carry_out(actions, phone, now, out);
}

// A phone that has its configuration does not ask again because its address has changed.
void PhoneBoot::stop() {
  if (!provisioning_.is_done()) provisioning_.stop();
  sntp_.stop();
  for (TlsClient& one : tls_) one.forget();
}

void PhoneBoot::power_off() {
  stop();
  provisioning_.stop();
  sntp_.power_off();
  resolver_.stop();
  sessions_.clear();
}

Time PhoneBoot::deadline() const {
  Time first = std::min({provisioning_.deadline(), sntp_.deadline(), resolver_.deadline()});
  for (const TlsClient& one : tls_) first = std::min(first, one.deadline());
  return first;
}

void PhoneBoot::wake(Phone& phone, Time now, Outbox& out) {
  if (now >= resolver_.deadline()) {
    DnsActions actions;
    resolver_.wake(now, actions);
    carry_out(actions, phone, now, out);
  }
  if (now >= sntp_.deadline()) {
    SntpActions actions;
    sntp_.wake(now, actions);
    carry_out(actions, phone, now, out);
  }
  for (std::uint8_t use = 0; use < tls_.size(); ++use) {
    if (now < tls_[use].deadline()) continue;
    TlsActions actions;
    tls_[use].wake(now, actions);
    carry_out(actions, phone, use, now, out);
  }
  if (now < provisioning_.deadline()) return;
  ProvisioningActions actions;
  provisioning_.wake(now, actions);
  carry_out(actions, phone, now, out);
}

bool PhoneBoot::listens_for(const UdpDatagram& datagram) const {
  const std::uint16_t port = datagram.destination_port;
  if (std::holds_alternative<TftpMessage>(datagram.message)) return provisioning_.listens_on(port);
  if (std::holds_alternative<NtpMessage>(datagram.message)) return port == ntp_port;
  return port == boot_dns_port && std::holds_alternative<DnsMessage>(datagram.message);
}

void PhoneBoot::receive(Phone& phone, const UdpDatagram& datagram, Ipv4 from, Time now,
                        Outbox& out) {
  if (const auto* tftp = std::get_if<TftpMessage>(&datagram.message)) {
    ProvisioningActions actions;
    provisioning_.receive(*tftp, {from, datagram.source_port}, now, actions);
    carry_out(actions, phone, now, out);
  } else if (const auto* ntp = std::get_if<NtpMessage>(&datagram.message)) {
    SntpActions actions;
    sntp_.receive(*ntp, from, now, actions);
    carry_out(actions, phone, now, out);
  } else if (const auto* dns = std::get_if<DnsMessage>(&datagram.message)) {
    DnsActions actions;
    resolver_.receive(*dns, from, now, actions);
    carry_out(actions, phone, now, out);
  }
}

bool PhoneBoot::connected(Phone& phone, std::uint8_t use, Time now, Outbox& out) {
  if (use == http_use) {
    const HttpMessage request = provisioning_.request();
    phone.send(use, request, length_of(request), now, out);
    return true;
  }
  if (!has_tls_ || use >= tls_.size()) return false;
  const Session& known = session_with(phone.remote_of(use));
  TlsActions actions;
  tls_[use].open(config_->tls, number_, now < known.until ? known.number : 0, now, actions);
  carry_out(actions, phone, use, now, out);
  return true;
}

bool PhoneBoot::receive(Phone& phone, std::uint8_t use, const TcpMessage& message, Time now,
                        Outbox& out) {
  if (const auto* tls = std::get_if<TlsMessage>(&message)) {
    if (use >= tls_.size()) return true;
    TlsActions actions;
    const auto& trusted = trusts_.empty() ? config_->tls.trusts : trusts_;
    tls_[use].receive(config_->tls, *tls, clock(now), trusted, now, actions);
    carry_out(actions, phone, use, now, out);
    return true;
  }
  const auto* http = std::get_if<HttpMessage>(&message);
  if (http == nullptr || use != http_use) return use == http_use;
  ProvisioningActions actions;
  provisioning_.receive(*http, now, actions);
  carry_out(actions, phone, now, out);
  return true;
}

// RFC 5246 7.2.1: close_notify, where the handshake is over.
void PhoneBoot::closes(Phone& phone, std::uint8_t use, Time now, Outbox& out) {
  if (use >= tls_.size()) return;
  TlsActions actions;
  tls_[use].close(actions);
  carry_out(actions, phone, use, now, out);
}

void PhoneBoot::aborts(std::uint8_t use) {
  if (use < tls_.size()) tls_[use].forget();
}

bool PhoneBoot::ended(Phone& phone, std::uint8_t use, TcpEnd how, Time now, Outbox& out) {
  if (use < tls_.size()) tls_[use].forget();
  if (use != http_use) return false;
  ProvisioningActions actions;
  provisioning_.connection_ended(how == TcpEnd::refused, now, actions);
  carry_out(actions, phone, now, out);
  return true;
}

void PhoneBoot::carry_out(const ProvisioningActions& actions, Phone& phone, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<TftpSend>(&action)) {
      phone.send({.message = send->message,
                  .source_port = send->from,
                  .destination_port = send->to.port,
                  .length = length_of(send->message)},
                 send->to.address, now, out);
    } else if (const auto* fetch = std::get_if<HttpFetch>(&action)) {
      phone.connect(http_use, {fetch->from, http_port}, now, out);
    } else if (std::holds_alternative<HttpClose>(action)) {
      phone.disconnect(http_use, now, out);
    } else if (const auto* ask = std::get_if<ProvisioningResolve>(&action)) {
      DnsActions dns;
      resolver_.resolve(ask->name, DnsType::a, now, dns);
      carry_out(dns, phone, now, out);
    } else if (const auto* list = std::get_if<TrustListArrived>(&action)) {
      heed(list->list, phone, now, out);
    } else if (const auto* failed = std::get_if<ProvisioningFailed>(&action)) {
      phone.tell({.status = static_cast<std::uint16_t>(failed->why),
                  .goes_on = failed->goes_on,
                  .about = failed->server,
                  .kind = PhoneFact::Kind::unprovisioned},
                 now, out);
    } else if (std::holds_alternative<Provisioned>(action)) {
      phone.begin_line(now, out);
    } else {
      phone.restart(config_->provisioning.ask_again, now, out);
    }
  }
}

void PhoneBoot::carry_out(const DnsActions& actions, Phone& phone, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<DnsSend>(&action)) {
      phone.send({.message = send->message,
                  .source_port = boot_dns_port,
                  .destination_port = dns_port,
                  .length = length_of(send->message)},
                 send->to, now, out);
      continue;
    }
    const auto* found = std::get_if<DnsResolved>(&action);
    const bool has_any = found != nullptr && found->count > 0;
    ProvisioningActions more;
    provisioning_.resolved(has_any ? found->answers[0].address : Ipv4{}, now, more);
    carry_out(more, phone, now, out);
  }
}

void PhoneBoot::carry_out(const SntpActions& actions, Phone& phone, Time now, Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<NtpSend>(&action)) {
      phone.send({.message = send->message,
                  .source_port = ntp_port,
                  .destination_port = ntp_port,
                  .length = length_of(send->message)},
                 send->to, now, out);
    } else if (const auto* failed = std::get_if<SntpFailed>(&action)) {
      if (sntp_.is_set()) continue;
      phone.tell({.status = static_cast<std::uint16_t>(failed->why),
                  .about = failed->server,
                  .kind = PhoneFact::Kind::clock_unset},
                 now, out);
    }
  }
}

void PhoneBoot::carry_out(const TlsActions& actions, Phone& phone, std::uint8_t use, Time now,
                          Outbox& out) {
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<TlsSend>(&action)) {
      phone.send(use, send->message, send->message.length, now, out);
    } else if (const auto* open = std::get_if<TlsOpen>(&action)) {
      session_with(phone.remote_of(use)) = {phone.remote_of(use), open->session,
                                            now + config_->tls.session_lifetime};
      phone.line_connected(use, now, out);
    } else {
      failed(std::get<TlsFailed>(action), phone, use, now, out);
    }
  }
}

// The line learns that it has no connection, and does what it does then.
void PhoneBoot::failed(const TlsFailed& failed, Phone& phone, std::uint8_t use, Time now,
                       Outbox& out) {
  const Ipv4 server = phone.remote_of(use);
  if (!failed.timed_out) {
    phone.tell({.status = static_cast<std::uint16_t>(failed.alert),
                .by_wrong_clock = config_->time.enabled && !sntp_.is_set(),
                .about = server,
                .server = phone.server_at(server),
                .kind = PhoneFact::Kind::tls_failed},
               now, out);
  }
  session_with(server) = {};
  phone.disconnect(use, now, out);
  phone.line_disconnected(use, failed.timed_out ? TcpEnd::timed_out : TcpEnd::refused, now, out);
}

// [cisco-itl]: a new list counts if it is signed by someone of the present one; the first always.
void PhoneBoot::heed(const TrustList& list, Phone& phone, Time now, Outbox& out) {
  if (!config_->tls.takes_trust_lists || !list.authority) return;
  const auto& present = trusts_.empty() ? config_->tls.trusts : trusts_;
  const bool is_known =
      present.empty() || std::ranges::find(present, list.signed_by) != present.end();
  if (is_known) {
    trusts_ = {list.authority};
    if (list.signed_by && list.signed_by != list.authority) trusts_.push_back(list.signed_by);
    return;
  }
  phone.tell({.about = provisioning_.server(), .kind = PhoneFact::Kind::trust_refused}, now, out);
}

PhoneBoot::Session& PhoneBoot::session_with(Ipv4 server) {
  for (Session& one : sessions_) {
    if (one.server == server) return one;
  }
  for (Session& one : sessions_) {
    if (one.server == Ipv4{}) return one = {.server = server};
  }
  return sessions_.emplace_back(Session{.server = server});
}

}  // namespace models
