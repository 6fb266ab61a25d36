// Which server a SIP client asks next when its registrar is a name, or one of a list: RFC 3263 4,
// the targets of SrvTargets, and a memory of those that failed. The caller asks DNS and sends the
// requests. Left out: NAPTR, weights (equal priorities stand as the answer has them), TCP.
#pragma once

#include "models/protocol/dns/srv_targets.hpp"
#include "sim/base/copy.hpp"

namespace models {

struct SipLocatorConfig {
  // A target that failed is passed over so long. 0s: each request begins with the best one (Aastra;
  // Polycom and Yealink: newRequests, their default). Gigaset: 5 min; Cisco Proxy Fallback Intvl,
  // Polycom and Yealink failback "duration": 3600 s. forever: until the one in use fails.
  Duration failed_for = 0s;
  SrvFallback fallback = SrvFallback::no_records;  // RFC 3263 4.2
  bool heeds_icmp = true;  // RFC 3261 18.4: port unreachable is a failure of the transport
};

class SipLocator {
 public:
  // `service`: _sip._udp.<host>; `port` of the host itself, when there are no SRV records.
  SipLocator(const SipLocatorConfig& config, Name service, Name host, std::uint16_t port)
      : config_(&config), service_(service), host_(host), port_(port) {}

  // Instead of asking DNS: these, in order.
  void use_list(std::span<const Ipv4> servers);
  // A new request: SrvAsk, then SrvTarget, or SrvExhausted.
  void locate(Time now, SrvActions& out);
  void resolved(const DnsResolved& result, Time now, SrvActions& out);
  void failed(const DnsFailed& result, Time now, SrvActions& out);
  // The target in use did not answer, or said 503; it wants peace for `retry_after` (0s: unsaid).
  void target_failed(Duration retry_after, Time now, SrvActions& out);
  void target_answered();
  void stop();  // power off: what failed is forgotten, too

 private:
  struct Failed {
    Name host;
    std::uint16_t port;
    Ipv4 address;  // of one without a name
    Time until;
    bool is(const SrvTarget& target) const {
      return host == target.host && port == target.port && (host || address == target.address);
    }
  };

  void follow(const SrvActions& actions, Time now, SrvActions& out);
  void give_listed(Time now, SrvActions& out);
  void give_deferred(SrvActions& out, SrvExhausted end = {});
  void forget(const SrvTarget& target);
  bool is_passed_over(const SrvTarget& target, Time now) const;

  sim::Beside<const SipLocatorConfig> config_;
  SrvTargets targets_;
  sim::StaticVector<SrvTarget, 16> deferred_;  // passed over; tried when all others have failed
  sim::StaticVector<Failed, 4> failed_;
  sim::StaticVector<Ipv4, 8> list_;
  std::size_t next_ = 0;  // of the list
  SrvTarget current_{};
  Name service_;
  Name host_;
  std::uint16_t port_;
};

}  // namespace models
