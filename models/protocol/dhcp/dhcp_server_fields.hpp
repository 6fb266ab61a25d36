// DhcpServerConfig, with what it holds, and DhcpRelayConfig in a file: keys, meaning, bounds. The
// classes and FQDNs (models::Name) are texts in a file: whoever reads it has keys for them.
#pragma once

#include "models/protocol/dhcp/dhcp_relay.hpp"
#include "models/protocol/dhcp/dhcp_server_config.hpp"
#include "sim/schema/field.hpp"

namespace models {

constexpr auto names(DhcpVerdict*) {
  return std::array{sim::Name{DhcpVerdict::ack, "ack", "it is leased"},
                    sim::Name{DhcpVerdict::nak, "nak", "the client starts anew"},
                    sim::Name{DhcpVerdict::silent, "silent", "no answer"}};
}
constexpr auto names(DhcpRefusal*) {
  return std::array{sim::Name{DhcpRefusal::nak, "nak", "the client starts anew"},
                    sim::Name{DhcpRefusal::silent, "silent", "no answer"}};
}
constexpr auto names(DhcpChoice*) {
  using enum DhcpChoice;
  return std::array{
      sim::Name{lowest, "lowest", "the lowest that is free"},
      sim::Name{next, "next", "the next one after the last that was dealt (Kea)"},
      sim::Name{mac_hash, "mac_hash", "from a place given by the client's MAC (dnsmasq)"},
      sim::Name{least_recently_used, "least_recently_used", "never used, else longest not heard"}};
}
constexpr auto names(DhcpPinged*) {
  using enum DhcpPinged;
  return std::array{sim::Name{never_leased, "never_leased", "that nobody ever leased (Windows)"},
                    sim::Name{not_own, "not_own", "that is not the client's lease (dnsmasq)"},
                    sim::Name{all, "all", "every one (ISC)"}};
}
constexpr auto names(DhcpOnConflict*) {
  using enum DhcpOnConflict;
  return std::array{
      sim::Name{next_address, "next_address", "another address is tried (Windows, dnsmasq)"},
      sim::Name{no_offer, "no_offer", "this DISCOVER is not answered (ISC)"}};
}
constexpr auto names(DhcpAtPingLimit*) {
  using enum DhcpAtPingLimit;
  return std::array{sim::Name{no_offer, "no_offer", "this DISCOVER is not answered"},
                    sim::Name{offer_unchecked, "offer_unchecked", "without a ping (dnsmasq)"}};
}

inline sim::Fields<DhcpRange> fields(DhcpRange*) {
  using C = DhcpRange;
  return {sim::required("first", &C::first, "the first address"),
          sim::required("last", &C::last, "the last address")};
}
inline sim::Fields<DhcpReservation> fields(DhcpReservation*) {
  using C = DhcpReservation;
  return {sim::required("mac", &C::mac, "the client"),
          sim::required("address", &C::address, "always its own, in the pool or beside it")};
}
inline sim::Fields<DhcpScope> fields(DhcpScope*) {
  using C = DhcpScope;
  using sim::field;
  return {
      sim::required("network", &C::network, "the subnet: an address of it, and its length"),
      field("pool", &C::pool, "what is dealt out; default: nothing, options only"),
      field("excluded", &C::excluded, "ranges of the pool that are not dealt out").at_most(64),
      field("reservations", &C::reservations, "addresses that are always the same client's")
          .at_most(4096),
      field("router", &C::router, "option 3"),
      field("dns", &C::dns, "option 6").at_most(2),
      field("lease", &C::lease, "option 51; default: the server's", 1s, 87600h).or_forever(),
      field("tftp_servers", &C::tftp_servers, "option 150").at_most(2),
      field("ntp_servers", &C::ntp_servers, "option 42, of which the first one counts").at_most(2),
      field("voice_vlan", &C::voice_vlan,
            "option 132, or in 43 or 242: the VLAN that phones are sent to; 0 = none", 0, 4094)};
}
inline sim::Fields<DhcpImport> fields(DhcpImport*) {
  using C = DhcpImport;
  return {sim::required("mac", &C::mac, "the client"),
          sim::required("address", &C::address, "what it has leased")};
}
inline sim::Fields<DhcpVerdicts> fields(DhcpVerdicts*) {
  using C = DhcpVerdicts;
  using sim::field;
  return {field("free", &C::free, "in the pool, nobody's"),
          field("leased_to_another", &C::leased_to_another, "or offered to another, or kept out"),
          field("other_on_record", &C::other_on_record,
                "the client has a lease on another address; ack: it moves, if this one is free"),
          field("other_subnet", &C::other_subnet, "of another network"),
          field("outside_pool", &C::outside_pool, "in the subnet, but not dealt out")};
}
inline sim::Fields<DhcpAnswers> fields(DhcpAnswers*) {
  using C = DhcpAnswers;
  using sim::field;
  return {field("init_reboot", &C::init_reboot, "to a client that boots and asks for its address"),
          field("renewing", &C::renewing, "to a client that asks this server alone"),
          field("rebinding", &C::rebinding, "to a client that asks every server")};
}

inline sim::Fields<DhcpServerConfig> fields(DhcpServerConfig*) {
  using C = DhcpServerConfig;
  using sim::field;
  return {
      field("lease", &C::lease, "how long a lease is", 1s, 87600h).or_forever(),
      field("authoritative", &C::authoritative, "which table answers a REQUEST"),
      field("answers", &C::answers,
            "to a REQUEST for an address that is not on record as the client's"),
      field("authoritative_answers", &C::authoritative_answers, "the same, if authoritative"),
      field("choice", &C::choice, "which free address is offered"),
      field("offers_previous", &C::offers_previous, "before that, the client's previous one"),
      field("heeds_requested", &C::heeds_requested, "before that, the one of option 50"),
      field("offer_hold", &C::offer_hold, "so long an offer is nobody else's; 0s: not at all", 0s,
            24h),
      field("lease_grace", &C::lease_grace, "an expired lease stays its client's so long", 0s,
            8760h),
      field("ping_attempts", &C::ping_attempts, "pings before an offer; 0: none", 0, 10),
      field("ping_wait", &C::ping_wait, "for the answer to each", 1ms, 1min),
      field("pinged", &C::pinged, "which addresses are pinged"),
      field("ping_again_after", &C::ping_again_after,
            "not if the address was checked or its client heard within this", 0s, 24h),
      field("on_conflict", &C::on_conflict, "what follows an answered ping"),
      field("bad_address_time", &C::bad_address_time, "so long it is then kept out", 1s, 8760h)
          .or_forever(),
      field("decline_time", &C::decline_time, "a declined address is kept out so long", 0s, 8760h)
          .or_forever(),
      field("reclaims_bad_addresses", &C::reclaims_bad_addresses,
            "addresses that are kept out are offered when nothing else is free"),
      field("pings_at_once", &C::pings_at_once, "addresses that are being checked", 1, 65536),
      field("at_ping_limit", &C::at_ping_limit, "what a DISCOVER beyond pings_at_once gets"),
      field("inform_needs_authority", &C::inform_needs_authority,
            "INFORM is answered only if authoritative"),
      field("trusts_relay_info", &C::trusts_relay_info,
            "answers what has option 82, but no relay's address"),
      field("keeps_leases", &C::keeps_leases, "leases outlive a restart; else they are in RAM"),
      field("observes_expiry", &C::observes_expiry, "the end of a lease is logged when it comes"),
      field("scopes", &C::scopes, "the subnets; the first that contains the client counts")
          .at_most(64),
      field("imported", &C::imported, "leases from before the run: a migrated database")};
}

inline sim::Fields<DhcpRelayConfig> fields(DhcpRelayConfig*) {
  using C = DhcpRelayConfig;
  using sim::field;
  return {field("servers", &C::servers, "ip helper-address").at_most(8),
          field("min_secs", &C::min_secs, "clients that began less long ago must wait", 0s, 1h),
          field("trusts_relay_info", &C::trusts_relay_info, "relays what has option 82 already")};
}

}  // namespace models
