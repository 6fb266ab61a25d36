// DhcpServer, RFC 2131 4.3.2 to 4.3.5: REQUEST, DECLINE, RELEASE, INFORM; and what its answers
// have in common.
#include <algorithm>

#include "models/protocol/dhcp/dhcp_server.hpp"

namespace models {
namespace {

constexpr DhcpVerdict verdict_of(DhcpRefusal refusal) {
  return refusal == DhcpRefusal::nak ? DhcpVerdict::nak : DhcpVerdict::silent;
}

}  // namespace

// 4.3.2: which state the client is in shows in what it fills in.
void DhcpServer::requested(const DhcpMessage& m, const DhcpScope& scope, bool broadcast, Time now,
                           DhcpServerActions& out) {
  if (m.server_id != Ipv4{}) return selected(m, scope, now, out);
  const DhcpAnswers& answers =
      config_->authoritative ? config_->authoritative_answers : config_->answers;
  const bool reboots = m.ciaddr == Ipv4{};
  const Ipv4 address = reboots ? m.requested : m.ciaddr;
  if (address == Ipv4{}) return;
  const DhcpVerdicts& verdicts = reboots     ? answers.init_reboot
                                 : broadcast ? answers.rebinding
                                             : answers.renewing;
  answer(verdict(address, m.chaddr(), scope, verdicts, now), m, scope, address, now, out);
}

// In answer to an OFFER: ours, or another server's.
void DhcpServer::selected(const DhcpMessage& m, const DhcpScope& scope, Time now,
                          DhcpServerActions& out) {
  const Mac mac = m.chaddr();
  if (m.server_id != address_) {  // 3.1 (4): notification that the client has declined our offer
    std::erase_if(checks_, [&](const Check& c) {
      return c.discover.chaddr() == mac && scope.network.contains(c.address);
    });
    const auto last = leases_.last_address(mac, scope);
    if (last && leases_.find(*last)->offered_to == mac) leases_.withdraw(*last);
    return;
  }
  const DhcpStanding s = leases_.standing(m.requested, mac, now);
  const bool may =
      (s == DhcpStanding::own || s == DhcpStanding::free) && !scope.keeps_from(mac, m.requested);
  const DhcpVerdict v = may && scope.deals(m.requested) ? DhcpVerdict::ack : DhcpVerdict::nak;
  answer(v, m, scope, m.requested, now, out);
}

DhcpVerdict DhcpServer::verdict(Ipv4 address, Mac mac, const DhcpScope& scope,
                                const DhcpVerdicts& verdicts, Time now) const {
  if (!scope.network.contains(address)) return verdict_of(verdicts.other_subnet);
  if (scope.keeps_from(mac, address)) return verdict_of(verdicts.leased_to_another);
  const DhcpStanding s = leases_.standing(address, mac, now);
  if (s == DhcpStanding::own && scope.deals(address)) return DhcpVerdict::ack;
  const bool has_other = leases_.has_other(address, mac, scope, now);
  if (has_other && verdicts.other_on_record != DhcpVerdict::ack) return verdicts.other_on_record;
  if (!scope.deals(address)) return verdict_of(verdicts.outside_pool);
  if (s != DhcpStanding::free) return verdict_of(verdicts.leased_to_another);
  if (scope.reservation_of(mac) != nullptr) return DhcpVerdict::ack;  // it is on record
  return has_other ? DhcpVerdict::ack : verdicts.free;
}

void DhcpServer::answer(DhcpVerdict verdict, const DhcpMessage& m, const DhcpScope& scope,
                        Ipv4 address, Time now, DhcpServerActions& out) {
  switch (verdict) {
    case DhcpVerdict::silent: return;
    case DhcpVerdict::ack: return acknowledge(m, scope, address, now, out);
    case DhcpVerdict::nak: break;
  }
  DhcpMessage nak = addressed(m, DhcpType::nak);
  if (m.giaddr != Ipv4{}) nak.broadcast = true;  // 4.3.2: so that the relay broadcasts it
  out.push_back(DhcpReply{nak, delivery_of(nak)});
  out.push_back(DhcpLog{DhcpLogKind::nak, address, m.chaddr()});
}

void DhcpServer::acknowledge(const DhcpMessage& m, const DhcpScope& scope, Ipv4 address, Time now,
                             DhcpServerActions& out) {
  const DhcpBinding* b = leases_.find(address);
  const bool renews = b != nullptr && b->state == DhcpBinding::State::leased &&
                      b->mac == m.chaddr() && now < leases_.end_of(*b);
  std::erase_if(checks_, [&](const Check& c) { return c.address == address; });
  const Time end = after(now, lease_of(scope));
  leases_.grant(address, m.chaddr(), scope, end, now);
  next_expiry_ = std::min(next_expiry_, after(end, config_->lease_grace));
  DhcpMessage ack = reply(m, scope, DhcpType::ack);
  ack.ciaddr = m.ciaddr;
  ack.yiaddr = address;
  ack.lease = lease_seconds(scope);
  out.push_back(DhcpReply{ack, delivery_of(ack)});
  out.push_back(
      DhcpLog{renews ? DhcpLogKind::renewed : DhcpLogKind::assigned, address, m.chaddr()});
}

// 4.3.3. Of an address that is not this client's: ignored.
void DhcpServer::declined(const DhcpMessage& m, Time now, DhcpServerActions& out) {
  const DhcpScope* scope = scope_of(m.requested);
  if (scope == nullptr || (m.server_id != Ipv4{} && m.server_id != address_)) return;
  if (leases_.standing(m.requested, m.chaddr(), now) != DhcpStanding::own) return;
  leases_.keep_out(m.requested, *scope, after(now, config_->decline_time));
  out.push_back(DhcpLog{DhcpLogKind::declined, m.requested, m.chaddr()});
}

// 4.3.4: the address is remembered as this client's last.
void DhcpServer::released(const DhcpMessage& m, Time now, DhcpServerActions& out) {
  if (m.server_id != Ipv4{} && m.server_id != address_) return;
  const DhcpBinding* b = leases_.find(m.ciaddr);
  if (b == nullptr || b->state != DhcpBinding::State::leased || b->mac != m.chaddr() ||
      now >= leases_.end_of(*b)) {
    return;
  }
  leases_.release(m.ciaddr);
  leases_.withdraw(m.ciaddr);
  out.push_back(DhcpLog{DhcpLogKind::released, m.ciaddr, m.chaddr()});
}

// 4.3.5: to ciaddr, without an address and without a lease, even if it came through a relay.
void DhcpServer::informed(const DhcpMessage& m, DhcpServerActions& out) const {
  if (config_->inform_needs_authority && !config_->authoritative) return;
  const DhcpScope* scope = scope_of(m.ciaddr);
  if (scope == nullptr || m.ciaddr == Ipv4{}) return;
  DhcpMessage ack = reply(m, *scope, DhcpType::ack);
  ack.ciaddr = m.ciaddr;
  out.push_back(DhcpReply{ack, DhcpDelivery::to_ciaddr});
}

std::uint32_t DhcpServer::lease_seconds(const DhcpScope& scope) const {
  const Duration lease = lease_of(scope);
  return lease == forever ? infinite_lease : static_cast<std::uint32_t>(lease / 1s);
}

DhcpMessage DhcpServer::addressed(const DhcpMessage& m, DhcpType type) const {
  DhcpMessage r;
  r.set_chaddr(m.chaddr());
  r.xid = m.xid;
  r.giaddr = m.giaddr;
  r.relay_info = m.relay_info;  // RFC 3046 2.2
  r.server_id = address_;
  r.type = type;
  r.broadcast = m.broadcast;
  return r;
}

// What OFFER and ACK have in common: the options of the scope.
DhcpMessage DhcpServer::reply(const DhcpMessage& m, const DhcpScope& scope, DhcpType type) const {
  DhcpMessage r = addressed(m, type);
  r.router = scope.router;
  r.voice_vlan = static_cast<std::uint16_t>(scope.voice_vlan) & 0xfffU;
  r.prefix_length = scope.network.prefix_length & 0x3fU;  // at most 32
  std::copy_n(scope.dns.begin(), std::min(scope.dns.size(), r.dns.size()), r.dns.begin());
  const auto is_for = [&](Name vendor_class) {
    return !vendor_class || vendor_class == m.vendor_class;
  };
  if (is_for(scope.web_service_class)) r.web_service = scope.web_service;
  if (is_for(scope.registrar_class)) r.registrar = scope.registrar;
  DhcpBoot boot = scope.boot_server;
  std::copy_n(scope.tftp_servers.begin(), std::min<std::size_t>(scope.tftp_servers.size(), 2),
              boot.tftp_servers.begin());
  if (!scope.ntp_servers.empty()) boot.time_server = scope.ntp_servers.front();
  r.say(boot);
  return r;
}

}  // namespace models
