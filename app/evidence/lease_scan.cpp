#include "app/evidence/lease_scan.hpp"

#include <algorithm>
#include <map>

namespace app {
namespace {

using Finding = ScannedAddress::Finding;
using models::DhcpBinding;

// The address of an end device that is on and has one.
std::optional<sim::Ipv4> address_in_use(const models::Network& network, models::NodeId node) {
  std::optional<sim::Ipv4> address;
  network.visit(node, [&](const auto& device) {
    if constexpr (requires { device.station(); }) {
      if (device.is_on()) address = device.station().host().address();
    } else if constexpr (requires { device.host(); }) {
      if (device.is_on()) address = device.host().address();
    }
  });
  return address;
}

class Scan {
 public:
  Scan(const World& world, const Scenario& scenario) : world_(world), scenario_(scenario) {}

  std::vector<ScannedAddress> run() {
    find_users();
    for (std::size_t i = 0; i < scenario_.devices.size(); ++i) {
      if (models::is<models::Server>(world_.node(i))) compare(i);
    }
    std::vector<ScannedAddress> found;
    for (auto& [address, one] : rows_) {
      if (one.users.size() > 1) one.finding = Finding::duplicate;
      if (one.server || in_a_scope(address)) found.push_back(std::move(one));
    }
    return found;
  }

 private:
  void find_users() {
    const models::Network& network = world_.network();
    for (std::size_t i = 0; i < scenario_.devices.size(); ++i) {
      const models::NodeId node = world_.node(i);
      const Device& device = scenario_.devices[i];
      const Spec& spec = scenario_.entries[device.entry].specs[device.spec];
      if (const auto* router = std::get_if<RouterSpec>(&spec)) {
        if (!network.all<models::Router>()[node.index()].is_on()) continue;
        for (const auto& one : router->interfaces) {
          use(one.address.value.address, i, static_cast<std::uint16_t>(one.port - 1));
        }
      } else if (const auto address = address_in_use(network, node)) {
        use(*address, i, 0);
      }
    }
  }
  void use(sim::Ipv4 address, std::size_t device, std::uint16_t port) {
    const auto* cable = world_.network().link_at(world_.node(device), port);
    if (address == sim::Ipv4{} || cable == nullptr || !cable->is_up()) return;
    row(address).users.push_back(device);
  }
  ScannedAddress& row(sim::Ipv4 address) {
    ScannedAddress& one = rows_[address];
    one.address = address;
    return one;
  }

  void compare(std::size_t server) {
    const models::ServerConfig& config = world_.config<models::Server>(server);
    if (!config.serves_dhcp) return;
    const auto& dhcp = world_.network().all<models::Server>()[world_.node(server).index()].dhcp();
    for (const models::DhcpScope& scope : config.dhcp.scopes) {
      scopes_.push_back(scope.network);
      for (std::uint32_t a = scope.pool.first.value; a <= scope.pool.last.value; ++a) {
        if (scope.deals({a})) judge(server, dhcp.leases(), {a});
      }
    }
  }
  void judge(std::size_t server, const models::DhcpLeases& leases, sim::Ipv4 address) {
    const DhcpBinding* binding = leases.find(address);
    const auto used = rows_.find(address);
    const bool is_used = used != rows_.end();
    const bool is_leased = binding != nullptr && binding->state == DhcpBinding::State::leased &&
                           world_.network().now() < leases.end_of(*binding);
    const bool is_kept_out = binding != nullptr && binding->state == DhcpBinding::State::kept_out &&
                             world_.network().now() < binding->until;
    if (!is_used && !is_leased) return;
    ScannedAddress& one = row(address);
    if (one.holder && !is_leased) return;  // another server's lease
    one.server = server;
    if (is_leased) {
      one.holder = binding->mac;
      one.holder_device = device_of(binding->mac);
    }
    const auto holds = [&](std::size_t user) { return one.holder_device == user; };
    if (!is_used) {
      one.finding = Finding::silent;
    } else if (is_kept_out) {
      one.finding = Finding::kept_out;
    } else if (!is_leased) {
      one.finding = Finding::no_lease;
    } else {
      one.finding = std::ranges::any_of(one.users, holds) ? Finding::fine : Finding::anothers;
    }
  }
  std::optional<std::size_t> device_of(sim::Mac mac) const {
    const auto found = std::ranges::find(scenario_.devices, mac, &Device::mac);
    if (found == scenario_.devices.end()) return std::nullopt;
    return static_cast<std::size_t>(found - scenario_.devices.begin());
  }
  bool in_a_scope(sim::Ipv4 address) const {
    return std::ranges::any_of(scopes_, [&](const auto& n) { return n.contains(address); });
  }

  const World& world_;
  const Scenario& scenario_;
  std::map<sim::Ipv4, ScannedAddress> rows_;
  std::vector<models::Ipv4Interface> scopes_;
};

}  // namespace

std::string_view describe(Finding finding) {
  switch (finding) {
    case Finding::fine: return "";
    case Finding::duplicate: return "in use twice";
    case Finding::no_lease: return "in use without a lease";
    case Finding::anothers: return "in use, but leased to another";
    case Finding::kept_out: return "in use, BAD_ADDRESS in the list";
    case Finding::silent: return "leased, and nobody answers";
  }
  return "";
}

std::vector<ScannedAddress> scan_leases(const World& world, const Scenario& scenario) {
  return Scan(world, scenario).run();
}

}  // namespace app
