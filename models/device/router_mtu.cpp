// What a router does with packets that are larger than the way out, and to keep them from coming:
// RFC 791 2.3, RFC 1191 4, [cisco-25885].
#include "models/device/router.hpp"

namespace models {

bool Router::takes_fragments(FrameId id, Time now, Outbox& out) {
  switch (config_->fragments) {
    case FragmentPolicy::pass: return true;
    case FragmentPolicy::reassemble:
      std::get<Ipv4Packet>(out.frames[id].payload).fragment = 0;
      return true;
    case FragmentPolicy::drop: break;
  }
  drop(id, Fate::fragment_dropped, {.setting = &config_->fragments}, now, out);
  return false;
}

// Each end sends what the other one's SYN allows: to change that is to tell both.
void Router::clamp_mss(Ipv4Packet& packet, std::size_t from, std::size_t to) const {
  const auto clamp = [&](int limit) {
    auto* tcp = std::get_if<TcpSegment>(&packet.payload);
    if (limit == 0 || tcp == nullptr || !tcp->syn) return;
    tcp->mss = std::min(tcp->mss, static_cast<std::uint16_t>(limit));
  };
  clamp(config_->interfaces[from].mss_clamp);
  clamp(config_->interfaces[to].mss_clamp);
}

// RFC 1812 4.2.2.7, 4.3.3.1: in fragments, or back to its sender, if he may be told.
bool Router::fits(FrameId id, std::size_t to, Time now, Outbox& out) {
  auto& packet = std::get<Ipv4Packet>(out.frames[id].payload);
  const auto mtu = static_cast<std::uint16_t>(interfaces_[to].mtu());
  if (!packet.dont_fragment) {
    packet.fragment = mtu;
    return true;
  }
  const Ipv4Packet about = packet;
  Cause cause{.setting = &config_->interfaces[to].interface.mtu};
  if (!config_->sends_unreachables) cause.setting = &config_->sends_unreachables;
  out.drop(id, Fate::too_big_df, interfaces_[to].port(), cause, now);
  complain(IcmpType::unreachable, icmp_fragmentation_needed, about, now, out, mtu);
  return false;
}

}  // namespace models
