// An interface that answers ARP requests for others: Linux proxy_arp and the ASA (RFC 1027,
// [asa-proxy-arp], [measured-proxy-arp]). Its own address is the ArpCache's. Left out: the ASA's
// collision syslog, medium_id.
#pragma once

#include <vector>

#include "models/protocol/arp/arp_cache.hpp"
#include "sim/base/copy.hpp"

namespace models {

enum class ProxyArpFor : std::uint8_t {
  routed,            // Linux, RFC 1027: what leaves by another interface than the request came by
  identity_nat_any,  // ASA 8.4(2): every address of the interface's own network
  listed,            // nothing but `addresses`
};

struct ProxyArpConfig {
  bool enabled = false;
  ProxyArpFor answers_for = ProxyArpFor::identity_nat_any;
  std::vector<Ipv4Interface> addresses{};  // always: NAT's mapped addresses, VPN pools
  Duration reply_delay = 300us;            // ASA: assumed, it answers at once; Linux: 0 s
  Duration reply_delay_random = 0s;        // of a broadcast, uniform; Linux proxy_delay: 0.8 s
  bool answers_probes =
      true;        // RFC 5227's, without a sender; ASA: assumed; Linux: false (measured)
  int queue = 64;  // replies that wait: Linux proxy_qlen; one more is not given
};

struct ProxyArpRequest {
  ArpPacket packet{};
  bool is_unicast = false;        // the frame was sent to our MAC
  bool routed_elsewhere = false;  // our routing table sends `tpa` out of another interface
};
enum class ProxyArpAnswer : std::uint8_t { none, given, queue_full };

using ProxyArpActions = sim::StaticVector<ArpSend, 1>;

class ProxyArp {
 public:
  ProxyArp(const ProxyArpConfig& config, Mac mac, Ipv4Interface address, sim::Random random)
      : config_(&config), mac_(mac), address_(address), random_(random) {}

  // `given`: at once in `out`, or later by wake().
  ProxyArpAnswer receive(const ProxyArpRequest& request, Time now, ProxyArpActions& out);
  void wake(Time now, ProxyArpActions& out);
  void clear() { queue_.clear(); }  // power off

  Time deadline() const;

 private:
  struct Reply {
    Time at{};
    Mac to;
    Ipv4 asked;
    Ipv4 asker;
  };
  bool answers(const ProxyArpRequest& request) const;
  void send(const Reply& reply, ProxyArpActions& out) const;

  sim::Beside<const ProxyArpConfig> config_;
  Mac mac_;
  Ipv4Interface address_;
  sim::Random random_;
  std::vector<Reply> queue_;  // in the order of the requests
};

}  // namespace models
