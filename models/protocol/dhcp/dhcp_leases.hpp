// A DHCP server's bindings (RFC 2131 1.4), one record for each address of a pool that was ever
// used, and the order in which free addresses are dealt out. Expiry is judged when one looks.
#pragma once

#include <utility>

#include "models/protocol/dhcp/dhcp_server_config.hpp"
#include "sim/base/copy.hpp"
#include "sim/base/table_growth.hpp"

namespace models {

struct DhcpBinding {
  enum class State : std::uint8_t { free, leased, kept_out };

  Mac mac{};                    // the last client that had it
  Mac offered_to{};             // the last client that it was offered to
  Time until{};                 // of the lease, or of being kept out
  Time offered_until{};         // it waits for its client's REQUEST, or for the answer to a ping
  std::optional<Time> heard{};  // when it was checked, or its client heard, last
  State state = State::free;
  bool was_leased = false;
};

enum class DhcpStanding : std::uint8_t { free, own, anothers, kept_out };

class DhcpLeases {
 public:
  explicit DhcpLeases(const DhcpServerConfig& config);

  const DhcpBinding* find(Ipv4 address) const { return bindings_.find(address); }
  // visit(address, binding), in order of the addresses.
  template <class Visit>
  void for_each(Visit visit) const {
    bindings_.for_each_sorted(visit);
  }
  // What the address is to this client.
  DhcpStanding standing(Ipv4 address, Mac mac, Time now) const;
  // The address that was this client's last, or that it was offered.
  std::optional<Ipv4> last_address(Mac mac, const DhcpScope& scope) const;
  // It has a lease in force, on another address.
  bool has_other(Ipv4 address, Mac mac, const DhcpScope& scope, Time now) const;

  std::optional<Ipv4> choose(Mac mac, const DhcpScope& scope, Time now);
  // None is free: the one that is kept out and would be free again first is made so.
  std::optional<Ipv4> reclaim(const DhcpScope& scope, Time now);

  void heard(Ipv4 address, Time now) { binding(address).heard = now; }
  void offer(Ipv4 address, Mac mac, const DhcpScope& scope, Time until);
  void withdraw(Ipv4 address) { binding(address).offered_until = {}; }
  void grant(Ipv4 address, Mac mac, const DhcpScope& scope, Time until, Time now);
  void release(Ipv4 address) { binding(address).state = DhcpBinding::State::free; }
  // The next client of this scope is not led to the same address: dnsmasq's addr_epoch.
  void keep_out(Ipv4 address, const DhcpScope& scope, Time until);

  // The end of a lease that counts, with its grace.
  Time end_of(const DhcpBinding& binding) const;
  // Of the lease that ends first; later ones go by address.
  std::optional<Ipv4> first_to_end() const;

 private:
  struct Dealer {  // of one scope
    Ipv4 network{};
    Ipv4 last{};              // dealt, for DhcpChoice::next
    std::uint32_t epoch = 0;  // for DhcpChoice::mac_hash
  };
  using Client = std::pair<Mac, Ipv4>;  // and its network: it may have an address in each

  DhcpBinding& binding(Ipv4 address);
  Dealer& dealer(const DhcpScope& scope);
  std::uint32_t start(Mac mac, const DhcpScope& scope);
  bool is_free_for(Ipv4 address, Mac mac, const DhcpScope& scope, Time now) const;
  std::optional<Ipv4> least_recently_used(Mac mac, const DhcpScope& scope, Time now) const;
  void forget(Mac mac, Ipv4 address, const DhcpScope& scope);
  void name(Mac mac, Ipv4 address, const DhcpScope& scope);

  sim::Beside<const DhcpServerConfig> config_;
  sim::FlatTable<Ipv4, DhcpBinding> bindings_;
  sim::FlatTable<Client, Ipv4> clients_;  // each is named by a binding
  std::vector<Dealer> dealers_;
};

}  // namespace models
