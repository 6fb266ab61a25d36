// A DHCP client: RFC 2131 figure 5, and RFC 5227 before and while an address is used
// (dhcp_acd.cpp). The first OFFER is taken. Left out: RELEASE but by leave(), a choice
// among offers, an ACK that grants another address than was asked for, options 58 and 59; that a
// router is there is seen by ARP (dhclient pings it: it lies in the same subnet).
#pragma once

#include <variant>

#include "models/protocol/dhcp/dhcp_client_config.hpp"
#include "models/wire/arp.hpp"
#include "models/wire/dhcp.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/static_vector.hpp"

namespace models {

struct DhcpClientLease {
  Time begins{};  // when it was asked for: RFC 2131 4.4.1
  Ipv4 address{};
  Ipv4 router{};
  std::array<Ipv4, 2> dns{};
  Ipv4 server_id{};
  std::uint32_t seconds = 0;
  Name web_service{};
  Name registrar{};
  std::uint8_t prefix_length = 0;  // 0: not given
  std::uint16_t voice_vlan = 0;    // 132; 0: not given
  DhcpBoot boot{};                 // 42, 66, 150, 160

  Time expiry() const { return part(1000); }
  Time part(int permille) const;  // begins, expires, or between
  bool configures_like(const DhcpClientLease& other) const;
};

// A message to port 67 of `to`, from port 68 of `from`: 0.0.0.0 while the address is not in use.
struct DhcpSend {
  DhcpMessage message;
  Ipv4 to;
  Ipv4 from;
};
// RFC 5227 2.1.1: an ARP request for the address, with sender 0.0.0.0.
struct DhcpProbe {
  Ipv4 address;
};
// An ARP request for the router, with the granted address as sender, before it is used.
struct DhcpAskRouter {
  Ipv4 address;
  Ipv4 router;
};
// RFC 5227 2.3: an ARP request for the address, with the address as sender.
struct DhcpAnnounce {
  Ipv4 address;
};
// Use this address, or these options, from now on.
struct DhcpBound {
  DhcpClientLease lease;
};
// Stop using the address.
enum class DhcpLoss : std::uint8_t { expired, nak, conflict };
struct DhcpReleased {
  DhcpLoss why;
};
// No address within give_up_after; nothing more until start().
struct DhcpFailed {};
using DhcpActions = sim::StaticVector<std::variant<DhcpSend, DhcpProbe, DhcpAskRouter, DhcpAnnounce,
                                                   DhcpBound, DhcpReleased, DhcpFailed>,
                                      6>;

class DhcpClient {
 public:
  enum class State : std::uint8_t {
    off,
    init,         // until the first DISCOVER
    selecting,    // DISCOVER sent
    requesting,   // REQUEST sent for an offer
    probing,      // granted; is the address free?
    declined,     // it is not: until the next attempt
    bound,        // until T1
    renewing,     // T1: the leasing server is asked
    rebinding,    // T2: every server is asked
    outlived,     // the lease is over, its address is used on: the same
    router,       // no answer to the REQUEST: is at least the router there?
    init_reboot,  // refused; until the same address is asked for again
    rebooting,    // REQUEST sent for the remembered address
    failed,       // given up
  };

  DhcpClient(const DhcpClientConfig& config, Mac mac, sim::Random random, Name vendor_class = {})
      : config_(&config), random_(random), mac_(mac), vendor_class_(vendor_class) {}

  void remember(const DhcpClientLease& lease) { lease_ = lease; }  // from before the run
  void start(Time now, DhcpActions& out);                          // the phone has booted
  void stop();                                                     // power off
  // To another network: the lease is forgotten, and given back if so wished (RFC 2131 4.4.6).
  void leave(bool gives_back, DhcpActions& out);
  void receive(const DhcpMessage& message, Time now, DhcpActions& out);
  void conflict(Time now, DhcpActions& out);  // an ARP packet of which shows_conflict() is true
  void wake(Time now, DhcpActions& out);

  Time deadline() const;
  State state() const { return state_; }
  bool is_configured() const { return in_use_; }
  const DhcpClientLease& lease() const {
    return lease_;
  }  // in use or, if not configured, remembered
  bool shows_conflict(const ArpPacket& packet) const;
  bool shows_router(const ArpPacket& packet) const {
    const bool checks = state_ == State::probing &&
                        config_->conflict_detection == DhcpConflictDetection::asks_router;
    return checks ? packet.spa == offered_.router
                  : state_ == State::router && packet.spa == lease_.router;
  }
  void router_answered(Time now, DhcpActions& out);  // an ARP packet of which that is true

 private:
  void begin(Time now);
  bool asks_again(Time now) const;
  void restart(Time now, DhcpActions& out);
  void discover(Time now, DhcpActions& out);
  void discover_after(Duration wait, Time now, DhcpActions& out);
  void send_discover(Time now, DhcpActions& out);
  void reboot(Time now, DhcpActions& out);
  void send_request(Time now, DhcpActions& out);
  void offered(const DhcpMessage& offer, Time now, DhcpActions& out);
  void granted(const DhcpMessage& ack, Time now, DhcpActions& out);
  void refused(Time now, DhcpActions& out);
  void unanswered(Time now, DhcpActions& out);
  bool keeps_address() const { return config_->on_expiry == DhcpOnExpiry::keep || reuses_; }
  bool may_reuse() const;
  void reuse(Time now, DhcpActions& out);
  void outlive(Time now, DhcpActions& out);
  void extend(Time now, DhcpActions& out);
  void extended(const DhcpMessage& ack, Time now, DhcpActions& out);
  void taken_away(Time now, DhcpActions& out);
  void release(DhcpLoss why, DhcpActions& out);
  void forget();
  void give_up(DhcpActions& out);
  DhcpMessage message(DhcpType type) const;
  DhcpClientLease lease_of(const DhcpMessage& ack) const;
  std::uint16_t secs(Time now) const;
  std::uint32_t new_xid() { return static_cast<std::uint32_t>(random_.next()); }

  // dhcp_acd.cpp
  void check(Time now, DhcpActions& out);
  void probe(Time now, DhcpActions& out);
  void ask_router(Time now, DhcpActions& out);
  void configure(Time now, DhcpActions& out);
  void announce(Time now, DhcpActions& out);
  void decline(const DhcpClientLease& lease, Time now, DhcpActions& out);

  sim::Beside<const DhcpClientConfig> config_;
  sim::Random random_;
  Mac mac_;
  DhcpClientLease lease_;    // in use or remembered; its options outlive its address
  DhcpClientLease offered_;  // requesting: the offer; probing: what was granted
  Time next_ = never;        // of the state
  Time announce_at_ = never;
  Time give_up_at_ = never;
  Time reuse_at_ = never;
  Time began_{};         // the acquisition or renewal: secs
  Time asked_at_{};      // REQUEST: the lease counts from there
  Time defend_until_{};  // a conflict before this is the second one
  std::uint32_t xid_ = 0;
  int tries_ = 0;          // of what is being sent, or probes
  int announcements_ = 0;  // left
  int conflicts_ = 0;
  int naks_ = 0;           // to the remembered address, since the boot
  int refused_boots_ = 0;  // boots with such NAKs, since the last success
  Name vendor_class_;
  std::uint16_t secs_ = 0;
  State state_ = State::off;
  bool in_use_ = false;
  bool reuses_ = false;  // the last address, though no server has granted it since the boot
};

}  // namespace models
