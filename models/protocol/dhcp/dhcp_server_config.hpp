// What a DHCP server lets one choose, and its scopes. Defaults are RFC 2131 or, where it is silent,
// ISC dhcpd 4.4.3; profiles name what vendors ship. Left out: filters, classes by
// option 82, failover, client identifiers (a client is its chaddr), option 55: all that is there is
// given.
#pragma once

#include <optional>
#include <vector>

#include "models/wire/dhcp.hpp"
#include "models/wire/name.hpp"
#include "models/wire/names.hpp"

namespace models {

struct DhcpRange {
  Ipv4 first{};
  Ipv4 last{};
  constexpr bool contains(Ipv4 a) const { return first <= a && a <= last; }
  constexpr std::uint32_t size() const {  // none: from 0.0.0.0
    return first == Ipv4{} || last < first ? 0 : last.value - first.value + 1;
  }
};

inline constexpr std::uint32_t most_pool_addresses = 65'536;

// An address that is always the same client's, in the pool or beside it.
struct DhcpReservation {
  Mac mac{};
  Ipv4 address{};
};

struct DhcpScope {
  Ipv4Interface network{};  // the subnet; its prefix length is option 1
  DhcpRange pool{};         // default: none, options only
  std::vector<DhcpRange> excluded{};
  Ipv4 router{};            // 3
  std::vector<Ipv4> dns{};  // 6, the first two
  std::vector<DhcpReservation> reservations{};
  std::optional<Duration> lease{};  // 51; default: the server's
  Name web_service{};               // 43: sub-option 3 of MS-UC-Client
  Name web_service_class{};         // option 60 of those who get it, to the letter; none: everyone
  Name registrar{};                 // 120
  Name registrar_class{};
  std::vector<Ipv4> tftp_servers{};  // 150, the first two
  std::vector<Ipv4> ntp_servers{};   // 42, the first one
  DhcpBoot boot_server{};            // of it 66 or 160
  int voice_vlan = 0;  // 132 (also as 43 or 242, by vendor): the VLAN that phones belong in

  bool deals(Ipv4 address) const {
    if (reservation_of(address) != nullptr) return true;
    if (pool.size() == 0 || !pool.contains(address)) return false;
    for (const DhcpRange& range : excluded) {
      if (range.contains(address)) return false;
    }
    return true;
  }
  const DhcpReservation* reservation_of(Ipv4 address) const {
    for (const DhcpReservation& one : reservations) {
      if (one.address == address) return &one;
    }
    return nullptr;
  }
  const DhcpReservation* reservation_of(Mac mac) const {
    for (const DhcpReservation& one : reservations) {
      if (one.mac == mac) return &one;
    }
    return nullptr;
  }
  // It is kept for another client, or this client has one of its own.
  bool keeps_from(Mac mac, Ipv4 address) const {
    if (reservations.empty()) return false;
    const DhcpReservation* own = reservation_of(mac);
    const DhcpReservation* its = reservation_of(address);
    return own != nullptr ? own->address != address : its != nullptr;
  }
  // For whoever reads a file: the machine takes a pool that is not sound for what it is.
  bool is_sound() const {
    return pool.size() == 0 ? pool.first == Ipv4{} && pool.last == Ipv4{}
                            : pool.size() <= most_pool_addresses && network.contains(pool.first) &&
                                  network.contains(pool.last);
  }
};

// A lease that is there before the run begins: what a migration takes along from the old server.
struct DhcpImport {
  Mac mac{};
  Ipv4 address{};
};

enum class DhcpVerdict : std::uint8_t { ack, nak, silent };
enum class DhcpRefusal : std::uint8_t { nak, silent };  // there is nothing that could be granted

// REQUEST for an address that is not on record as this client's.
struct DhcpVerdicts {
  DhcpVerdict free = DhcpVerdict::silent;            // in the pool, nobody's: 4.3.2, "no record"
  DhcpRefusal leased_to_another = DhcpRefusal::nak;  // or offered, or kept out
  // The client has a lease, on another address of the subnet: 4.3.2, "notion of IP address". With
  // ack it moves if it may have the new one; if not, it is treated as one without a lease.
  DhcpVerdict other_on_record = DhcpVerdict::nak;
  DhcpRefusal other_subnet = DhcpRefusal::nak;     // 4.3.2, "wrong network"
  DhcpRefusal outside_pool = DhcpRefusal::silent;  // in the subnet: 4.3.2, "no record"
};
struct DhcpAnswers {
  DhcpVerdicts init_reboot{};
  DhcpVerdicts renewing{};   // to this server alone
  DhcpVerdicts rebinding{};  // to every server
};

// What an authoritative server says of an address that it knows nothing of (Kea).
inline constexpr DhcpVerdicts refuses_unknown{.free = DhcpVerdict::nak,
                                              .outside_pool = DhcpRefusal::nak};

enum class DhcpChoice : std::uint8_t { lowest, next, mac_hash, least_recently_used };
enum class DhcpPinged : std::uint8_t { never_leased, not_own, all };
enum class DhcpOnConflict : std::uint8_t { next_address, no_offer };
enum class DhcpAtPingLimit : std::uint8_t { no_offer, offer_unchecked };

struct DhcpServerConfig {
  Duration lease = 12h;        // ISC default-lease-time
  bool authoritative = false;  // which of the two tables answers a REQUEST
  DhcpAnswers answers{};
  DhcpAnswers authoritative_answers{refuses_unknown, refuses_unknown, refuses_unknown};

  DhcpChoice choice = DhcpChoice::least_recently_used;
  bool offers_previous = true;  // 4.3.1: the client's previous address, if it is free
  bool heeds_requested = true;  // 4.3.1: then what it asks for in option 50
  Duration offer_hold = 120s;   // so long an offered address is nobody else's
  Duration lease_grace = 0s;    // an expired lease stays its client's so long (Windows: 4 h)

  int ping_attempts = 1;    // 2.2: SHOULD probe before an offer; 0: none
  Duration ping_wait = 1s;  // for the answer to each
  DhcpPinged pinged = DhcpPinged::all;
  Duration ping_again_after = 60s;  // only so long after it was checked, or its client heard
  DhcpOnConflict on_conflict = DhcpOnConflict::no_offer;
  Duration bad_address_time = 24h;  // ISC abandon-lease-time; more than 0 s
  Duration decline_time = 24h;
  bool reclaims_bad_addresses = true;  // when nothing else is free
  int pings_at_once = 4096;            // assumed: no server is known to have such a limit
  DhcpAtPingLimit at_ping_limit = DhcpAtPingLimit::no_offer;

  bool inform_needs_authority = false;  // ISC: INFORM is answered by an authoritative server only
  Name answers_only_inform_of{};        // Lync registrar: of this option 60, nothing else
  bool trusts_relay_info = true;        // option 82 without giaddr; IOS: only if told so
  bool keeps_leases = true;             // over a restart; false: in RAM, as small routers
  bool observes_expiry = false;         // someone reads the log: an expiry is an event

  std::vector<DhcpScope> scopes{};
  std::vector<DhcpImport> imported{};
};

}  // namespace models
