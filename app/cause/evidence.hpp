// The journal's deviations that concern one phone, and the devices on its way to a server.
#pragma once

#include <algorithm>
#include <map>
#include <span>
#include <vector>

#include "app/cause/connected.hpp"
#include "app/cause/segments.hpp"
#include "app/evidence/history.hpp"
#include "app/run/world.hpp"
#include "models/network/topology.hpp"

namespace app {

using models::DropFact;
using models::RetransmissionFact;

constexpr bool dies_on_cable(models::Fate fate) {
  return fate == models::Fate::link_down || fate == models::Fate::lost_on_link ||
         fate == models::Fate::link_queue_full || fate == models::Fate::too_big_for_link;
}
constexpr bool waits_for_arp(models::Fate fate) {
  return fate == models::Fate::arp_unanswered || fate == models::Fate::arp_queue_full;
}

// DHCP that did not reach its server, or its client, by a switch's or a relay's decision.
constexpr bool is_snooped(models::Fate fate) {
  using enum models::Fate;
  return fate == dhcp_server_untrusted || fate == dhcp_no_trusted_port ||
         fate == dhcp_relay_info_untrusted || fate == dhcp_client_untrusted ||
         fate == rate_exceeded;
}

class Evidence {
 public:
  Evidence(const World& world, const Scenario& scenario)
      : world_(world),
        scenario_(scenario),
        has_rings_(has_rings(scenario)),
        segments_(world, scenario),
        edges_(neighbours(scenario)) {
    const models::Journal& journal = world.network().journal();
    drops_.resize(world.network().phone_nodes().size());
    talk_drops_.resize(drops_.size());
    retransmissions_.resize(drops_.size());
    const auto is_clients = [](const DropFact& drop) { return is_snooped(drop.fate); };
    if (std::ranges::any_of(journal.drops, is_clients)) {
      for (std::size_t i = 0; i < scenario.devices.size(); ++i) {
        const auto phone = number_of(world.node(i));
        if (phone) clients_.emplace(scenario.devices[i].mac, *phone);
      }
    }
    for (const DropFact& drop : journal.drops) {
      const auto phone = phone_of(drop);
      const bool of_talk = drop.is_media || drop.is_call;
      if (phone) (of_talk ? talk_drops_ : drops_)[*phone].push_back(&drop);
    }
    for (const RetransmissionFact& again : journal.retransmissions) {
      if (const auto phone = number_of(again.device)) retransmissions_[*phone].push_back(&again);
    }
  }

  // The last frame between the two that died on their way during [from, to], and how many did.
  // `only_to_phone`: of those that the server sent.
  void find_drops(std::size_t phone, std::size_t server, Time from, Time decisive, Time to,
                  Cause& cause, bool only_to_phone = false) {
    const auto way = way_between(phone, server);
    const std::uint32_t number = *number_of(world_.node(phone));
    int best = 0;
    for (const DropFact* drop : during(drops_[number], from, to)) {
      if (!lies_on(*drop, way) || !between(*drop, phone, server)) continue;
      if (only_to_phone && drop->origin != world_.node(server)) continue;
      cause.drops += drop->times;
      if (drop->at < decisive) continue;
      const int rank = rank_of(*drop, decisive > from ? to : models::never);
      if (rank < best) continue;
      best = rank;
      cause.drop = *drop;
    }
    if (cause.drop && waits_for_arp(cause.drop->fate)) find_dead_request(way, cause);
    const sim::Ipv4 address = scenario_.devices[server].address.address;
    for (const auto* again : during(retransmissions_[number], from, to)) {
      if (again->remote == address) cause.delays.push_back(again->waited);
    }
  }

  // The last message of a call, or its last media, that died during [from, to], and how many did.
  // `by_phone`: of those that the phone had sent, or the server; nothing: whoever did.
  void find_talk_drops(std::size_t phone, std::size_t server, bool media,
                       std::optional<bool> by_phone, Time from, Time to, Cause& cause) {
    const auto way = way_between(phone, server);
    const std::uint32_t number = *number_of(world_.node(phone));
    for (const DropFact* drop : during(talk_drops_[number], from, to)) {
      if (drop->is_media != media || !lies_on(*drop, way)) continue;
      if (by_phone && (drop->origin == world_.node(phone)) != *by_phone) continue;
      cause.drops += drop->times;
      cause.drop = *drop;
    }
    if (cause.drop && waits_for_arp(cause.drop->fate)) find_dead_request(way, cause);
  }

  // The devices from the phone to the server, both included.
  std::vector<std::size_t> way_between(std::size_t phone, std::size_t server) {
    const std::size_t nodes = scenario_.devices.size();
    auto& next = towards_[server];
    if (next.empty()) next = models::towards(server, nodes, edges_);
    std::vector<std::size_t> way{phone};
    while (way.back() != server && next[way.back()] != nodes) way.push_back(next[way.back()]);
    for (std::size_t i = 0, last = has_rings_ ? way.size() : 0; i < last; ++i) {
      const auto ring = ring_of(scenario_, way[i]);
      if (ring.empty()) continue;
      way.insert(way.end(), ring.begin(), ring.end());
      break;
    }
    return way;
  }

 private:
  // The ARP request that died on its way, if one did, instead of the packet that waited for it.
  void find_dead_request(const std::vector<std::size_t>& way, Cause& cause) {
    constexpr std::chrono::seconds window{
        10};  // assumed: longer than all retries of a request take
    const DropFact waited = *cause.drop;
    const auto& drops = world_.network().journal().drops;  // in order of time
    for (auto drop = std::ranges::lower_bound(drops, waited.at - window, {}, &DropFact::at);
         drop != drops.end() && drop->at <= waited.at; ++drop) {
      if (drop->is_arp && drop->origin == waited.device && lies_on(*drop, way)) cause.drop = *drop;
    }
  }
  // Which of two drops tells more: a packet given up for want of an ARP reply tells less than the
  // request that died; what the phone sent is what the server waited for; and while a cable is out,
  // or a device off, nothing would have arrived, whatever else died.
  int rank_of(const DropFact& drop, Time lost_at) const {
    if (drop.fate == models::Fate::arp_queue_full) return 0;
    if (drop.fate == models::Fate::arp_unanswered) return 1;
    if (lost_at != models::never && is_out_until(drop, lost_at)) return 4;
    return number_of(drop.origin) ? 3 : 2;
  }
  bool is_out_until(const DropFact& drop, Time until) const {
    using Kind = TimelineEntry::Kind;
    if (drop.cause.act == models::Act::none) return false;
    const bool cable = drop.cause.act == models::Act::cable;
    const bool service = drop.cause.act == models::Act::service;
    const std::size_t target =
        cable ? world_.network().link_number(drop.device, drop.port) : world_.device(drop.device);
    const auto ends_it = [&](Kind kind) {
      if (service && (kind == Kind::start_service || kind == Kind::resume)) return true;
      return kind == (cable ? Kind::plug : Kind::power_on);
    };
    return std::ranges::none_of(scenario_.timeline, [&](const TimelineEntry& entry) {
      return ends_it(entry.kind) && entry.at > drop.at && entry.at <= until &&
             std::ranges::find(entry.targets, target) != entry.targets.end();
    });
  }
  std::optional<std::uint32_t> number_of(models::NodeId node) const {
    return world_.network().phone_number(node);
  }
  std::optional<std::uint32_t> phone_of(const DropFact& drop) const {
    if (drop.user != models::no_phone) return drop.user;
    if (drop.is_dhcp && is_snooped(drop.fate)) {
      const auto client = clients_.find(drop.receiver);
      return client == clients_.end() ? std::nullopt : std::optional(client->second);
    }
    if (const auto origin = number_of(drop.origin)) return origin;
    const auto device = world_.device_at(drop.destination);
    return device ? number_of(world_.node(*device)) : std::nullopt;
  }
  template <class Fact>
  static std::span<const Fact* const> during(const std::vector<const Fact*>& facts, Time from,
                                             Time to) {
    const auto at = [](const Fact* fact) { return fact->at; };
    return {std::ranges::lower_bound(facts, from, {}, at),
            std::ranges::upper_bound(facts, to, {}, at)};
  }
  // What carries a message of the phone may stand there under a NAT's address, or be on a way that
  // no route should have sent it; the rest is known by its destination.
  bool between(const DropFact& drop, std::size_t phone, std::size_t server) const {
    const bool from_phone = drop.origin == world_.node(phone);
    if (drop.is_dhcp && is_snooped(drop.fate)) return true;
    if (drop.is_dhcp) {
      return from_phone &&
             (drop.cause.act == models::Act::power || drop.cause.act == models::Act::service ||
              drop.fate == models::Fate::stp_not_forwarding ||
              drop.fate == models::Fate::port_err_disabled ||
              drop.fate == models::Fate::access_unauthorized ||
              drop.fate == models::Fate::access_violation);
    }
    if (drop.user != models::no_phone) {
      return from_phone ? !is_for_another_server(drop, server) : drop.origin == world_.node(server);
    }
    if (!from_phone && !drop.is_arp && drop.origin != world_.node(server)) return false;
    const std::size_t other = from_phone ? server : phone;
    return drop.destination == scenario_.devices[other].address.address;
  }
  bool is_for_another_server(const DropFact& drop, std::size_t server) const {
    const auto device = world_.device_at(drop.destination);
    return device && *device != server &&
           is_server(scenario_.entries[scenario_.devices[*device].entry].kind);
  }
  // A copy that was flooded elsewhere concerns nobody. Whose receiver is nobody's own MAC: the
  // other end of its cable is off the way.
  bool lies_on(const DropFact& drop, const std::vector<std::size_t>& way) {
    if (const auto known = segments_.was_on_its_way(drop)) return *known;
    const auto on_way = [&](models::NodeId node) {
      return std::ranges::find(way, world_.device(node)) != way.end();
    };
    const auto kind = models::kind_of(drop.device);  // no copies of other's frames there
    if (models::is<models::Router>(kind) || models::is<models::Server>(kind)) return true;
    if (drop.is_dhcp && is_snooped(drop.fate) && !number_of(drop.origin)) return true;  // to it
    if (!on_way(drop.device)) return false;
    const bool at_a_port = dies_on_cable(drop.fate) ||
                           drop.fate == models::Fate::port_err_disabled ||
                           drop.fate == models::Fate::access_unauthorized;
    const auto* link = at_a_port ? world_.network().link_at(drop.device, drop.port) : nullptr;
    return link == nullptr || on_way(link->to());
  }

  const World& world_;
  const Scenario& scenario_;
  bool has_rings_;
  Segments segments_;
  std::vector<models::Edge> edges_;
  std::map<std::size_t, std::vector<std::size_t>> towards_;  // by call server
  std::map<sim::Mac, std::uint32_t> clients_;                // phones, where DHCP was dropped
  std::vector<std::vector<const DropFact*>> drops_;          // by phone, in order of time
  std::vector<std::vector<const DropFact*>> talk_drops_;     // the same, of its calls
  std::vector<std::vector<const RetransmissionFact*>> retransmissions_;
};

}  // namespace app
