#include "models/protocol/dhcp/dhcp_inform.hpp"

#include <algorithm>

namespace models {

using enum DhcpInform::State;

void DhcpInform::start(Ipv4 address, Name vendor_class, Time now, DhcpInformActions& out) {
  address_ = address;
  vendor_class_ = vendor_class;
  state_ = informing;
  began_ = now;
  xid_ = static_cast<std::uint32_t>(random_.next());
  tries_ = 0;
  send(now, out);
}

void DhcpInform::stop() {
  state_ = idle;
  next_ = never;
}

void DhcpInform::receive(const DhcpMessage& m, DhcpInformActions& out) {
  const bool ours = m.xid == xid_ && m.chaddr() == mac_;
  if (state_ != informing || !ours || m.type != DhcpType::ack) return;
  stop();
  out.push_back(DhcpInformed{m});
}

void DhcpInform::wake(Time now, DhcpInformActions& out) {
  if (now < next_) return;
  if (tries_ < config_->tries) return send(now, out);
  stop();
  out.push_back(DhcpInformFailed{});
}

void DhcpInform::send(Time now, DhcpInformActions& out) {
  DhcpMessage m;
  m.set_chaddr(mac_);
  m.xid = xid_;
  m.ciaddr = address_;
  m.vendor_class = vendor_class_;
  m.secs = static_cast<std::uint16_t>(std::min<std::int64_t>((now - began_) / 1s, longest_secs)) &
           longest_secs;
  m.type = DhcpType::inform;
  out.push_back(DhcpSend{m, limited_broadcast, address_});  // 4.4.3, if it knows no server
  next_ = now + wait_after(config_->retransmission, ++tries_, random_);
}

}  // namespace models
