// Largest packets that do not go together: of neighbours in one network, of an interface and the
// MSS that it lets pass, of a line that carries next to nothing.
#include <map>
#include <set>

#include "app/scenario/kinds/spec.hpp"
#include "app/scenario/parts.hpp"

namespace app {
namespace {

// Every host takes packets of so many bytes: RFC 791 3.1.
constexpr int least_mtu = 576;
constexpr int tcp_and_ip = static_cast<int>(models::tcp_ip_header_bytes);

struct Neighbour {
  std::size_t device;
  int mtu;
};

class Mtus {
 public:
  Mtus(const Scenario& scenario, sim::Diagnostics& diagnostics)
      : scenario_(scenario), diagnostics_(diagnostics) {}

  void check() {
    for (std::size_t i = 0; i < scenario_.devices.size(); ++i) {
      const Device& device = scenario_.devices[i];
      const Entry& entry = scenario_.entries[device.entry];
      const Spec& spec = entry.specs[device.spec];
      if (const HostSpec* host = host_of(spec)) beside(i, device.address, host->mtu, entry.at);
      const auto* router = std::get_if<RouterSpec>(&spec);
      if (router == nullptr) continue;
      for (const InterfaceSpec& one : router->interfaces) {
        beside(i, one.address.value, one.mtu, one.address.at);
        clamp(i, one);
      }
    }
    for (const LinkPlan& link : scenario_.links) line(link);
  }

 private:
  std::string name(std::size_t device) const { return "'" + scenario_.devices[device].name + "'"; }

  // Who is asked to take more than it is set to take drops it: network cards do.
  void beside(std::size_t device, const sim::Ipv4Interface& in, int mtu, sim::Position at) {
    if (in.address == sim::Ipv4{}) return;
    const auto [first, is_first] = by_network_.try_emplace(in.network(), Neighbour{device, mtu});
    if (is_first || first->second.mtu == mtu) return;
    if (std::max(first->second.mtu, mtu) <= models::InterfaceConfig{}.mtu) return;
    if (!told_.insert(scenario_.devices[device].entry).second) return;
    diagnostics_.warning(at, name(device) + " has an MTU of " + std::to_string(mtu) + ", and " +
                                 name(first->second.device) + " in the same network one of " +
                                 std::to_string(first->second.mtu) +
                                 ": here each takes in whatever comes, a network card would not");
  }

  void clamp(std::size_t device, const InterfaceSpec& one) {
    if (one.mss_clamp == 0) return;
    const std::string text = "mss_clamp " + std::to_string(one.mss_clamp) + " of " + name(device);
    if (one.mss_clamp + tcp_and_ip > one.mtu) {
      diagnostics_.warning(one.address.at, text + " lets pass packets of " +
                                               std::to_string(one.mss_clamp + tcp_and_ip) +
                                               ", and its mtu there is " + std::to_string(one.mtu));
    } else if (one.mss_clamp + tcp_and_ip < least_mtu) {
      diagnostics_.warning(one.address.at, text + " leaves less than the " +
                                               std::to_string(least_mtu - tcp_and_ip) +
                                               " that every host takes (RFC 9293 3.7.1)");
    }
  }

  void line(const LinkPlan& link) {
    const LinkSpec& spec = scenario_.link_specs[link.entry];
    if (spec.mtu == 0 || spec.mtu >= least_mtu || !lines_.insert(link.entry).second) return;
    diagnostics_.warning(scenario_.entries[scenario_.devices[link.a].entry].at,
                         "the link of " + name(link.a) + " and " + name(link.b) +
                             " has an mtu of " + std::to_string(spec.mtu) + ": below " +
                             std::to_string(least_mtu) + " hardly anything passes");
  }

  const Scenario& scenario_;
  sim::Diagnostics& diagnostics_;
  std::map<sim::Ipv4, Neighbour> by_network_;
  std::set<std::size_t> told_;
  std::set<std::size_t> lines_;
};

}  // namespace

void check_mtus(const Scenario& scenario, sim::Diagnostics& diagnostics) {
  Mtus(scenario, diagnostics).check();
}

}  // namespace app
