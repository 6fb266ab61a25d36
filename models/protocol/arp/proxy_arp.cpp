#include "models/protocol/arp/proxy_arp.hpp"

#include <algorithm>

namespace models {

ProxyArpAnswer ProxyArp::receive(const ProxyArpRequest& request, Time now, ProxyArpActions& out) {
  const ArpPacket& packet = request.packet;
  if (!answers(request)) return ProxyArpAnswer::none;
  // Linux arp_process: who asks us alone is answered at once (measured).
  const Duration random =
      request.is_unicast ? 0s : random_.between(0s, config_->reply_delay_random);
  const Reply reply{now + config_->reply_delay + random, packet.sha, packet.tpa, packet.spa};
  if (reply.at == now) {
    send(reply, out);
    return ProxyArpAnswer::given;
  }
  if (queue_.size() >= static_cast<std::size_t>(config_->queue)) return ProxyArpAnswer::queue_full;
  queue_.push_back(reply);
  return ProxyArpAnswer::given;
}

bool ProxyArp::answers(const ProxyArpRequest& request) const {
  const ArpPacket& packet = request.packet;
  if (!config_->enabled || packet.op != ArpOp::request) return false;
  if (packet.tpa == address_.address || packet.sha == mac_) return false;
  if (packet.spa == Ipv4{} && !config_->answers_probes) return false;
  const auto holds = [&](const Ipv4Interface& prefix) { return prefix.contains(packet.tpa); };
  if (std::ranges::any_of(config_->addresses, holds)) return true;
  switch (config_->answers_for) {
    case ProxyArpFor::routed: return request.routed_elsewhere;
    case ProxyArpFor::identity_nat_any: return address_.contains(packet.tpa);
    case ProxyArpFor::listed: return false;
  }
  return false;
}

void ProxyArp::wake(Time now, ProxyArpActions& out) {
  const auto first = std::ranges::min_element(queue_, {}, &Reply::at);
  if (first == queue_.end() || now < first->at) return;
  send(*first, out);  // one at a time: the others wake us again
  queue_.erase(first);
}

Time ProxyArp::deadline() const {
  Time earliest = never;
  for (const Reply& reply : queue_) earliest = std::min(earliest, reply.at);
  return earliest;
}

void ProxyArp::send(const Reply& reply, ProxyArpActions& out) const {
  out.push_back(
      {{.sha = mac_, .tha = reply.to, .spa = reply.asked, .tpa = reply.asker, .op = ArpOp::reply},
       reply.to});
}

}  // namespace models
