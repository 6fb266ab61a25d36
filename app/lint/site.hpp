// What rules ask about a scenario: who hangs where, which way packets go, how often phones send
// something. Read from the file, without a run.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/scenario/scenario.hpp"
#include "models/network/topology.hpp"
#include "sim/base/text.hpp"

namespace app {

// All phones that share their settings, by the first of them.
struct PhoneGroup {
  std::size_t device = 0;
  std::size_t count = 0;
  const PhoneSpec* spec = nullptr;
};

// A cable, seen from one of its ends.
struct CableEnd {
  std::uint16_t port = 0;  // of the file, from 1
  std::size_t other = 0;
  std::uint16_t other_port = 0;
  std::size_t entry = 0;  // of `links:`
};

// How often something is sent, and the setting that says so.
struct Beat {
  Duration every{};
  std::string path{};
};

// The way of a packet by routing tables. Names of interfaces are those of the file, from 1.
struct RoutedHop {
  std::size_t device = 0;
  std::size_t in = 0;   // interface; 0: it begins here
  std::size_t out = 0;  // the same; 0: it ends here
};
struct RoutedWay {
  std::vector<RoutedHop> hops{};
  bool arrives = false;
  std::string stuck{};  // why not
};

class Site {
 public:
  explicit Site(const Scenario& scenario);

  const Scenario& scenario() const { return scenario_; }
  const std::vector<PhoneGroup>& phones() const { return phones_; }
  const std::vector<CableEnd>& cables(std::size_t device) const { return cables_[device]; }
  template <class S>
  const S* as(std::size_t device) const {
    return std::get_if<S>(&spec_of(scenario_, device));
  }
  // One device for each spec of that kind.
  template <class S>
  std::vector<std::size_t> all() const {
    std::vector<std::size_t> devices;
    for (const Entry& entry : scenario_.entries) {
      if (entry.count == 0 || !std::holds_alternative<S>(entry.specs[0])) continue;
      devices.push_back(entry.first);
      devices.insert(devices.end(), entry.owners.begin(), entry.owners.end());
    }
    return devices;
  }
  const std::string& name(std::size_t device) const { return scenario_.devices[device].name; }
  std::string group_name(std::size_t device) const;  // phone, or phone3 if it has its own settings
  std::string path(std::size_t device, const std::string& below) const;

  // Devices beyond that port, as far as routers; none if the switch itself is reached again.
  std::vector<std::size_t> behind(std::size_t sw, std::uint16_t port) const;
  std::vector<std::size_t> way(std::size_t from, std::size_t to) const;  // both included
  bool is_cut(std::size_t from, std::size_t to) const { return way(from, to).empty(); }

  std::vector<std::size_t> servers(const PhoneGroup& phone) const;  // its call servers
  std::optional<std::size_t> owner(sim::Ipv4 address) const;
  // Of a phone: its own, or one of the pool that is its likeliest.
  std::optional<sim::Ipv4Interface> address(std::size_t device) const;
  RoutedWay route(std::size_t from, sim::Ipv4 to) const;
  // The router on that way that translates, and its outside interface.
  struct Translator {
    std::size_t device = 0;
    std::size_t outside = 0;
  };
  std::optional<Translator> translator(const RoutedWay& way) const;

  // What the phone sends by itself while it is registered there.
  std::optional<Beat> refresh(const PhoneGroup& phone, std::size_t server) const;
  std::optional<Beat> keepalive(const PhoneGroup& phone) const;  // none: it sends none
  std::optional<Beat> own_beat(const PhoneGroup& phone, std::size_t server) const;
  // What the server asks it, and it answers: OPTIONS.
  std::optional<Beat> qualify(const PhoneGroup& phone, std::size_t server,
                              bool is_seen_natted) const;

  // Longest silence that neither side takes for the end.
  std::optional<Beat> patience(const PhoneGroup& phone, std::size_t server) const;

  // Where to hand a packet on; 0.0.0.0: directly. 0: any interface.
  struct NextHop {
    sim::Ipv4 via{};
    std::size_t interface = 0;
  };

  Time settled() const;  // all phones were switched on so long ago that they are registered

 private:
  std::optional<sim::Ipv4Interface> leased(std::size_t device) const;
  std::optional<NextHop> leased_router(sim::Ipv4Interface own) const;

  const Scenario& scenario_;
  std::vector<PhoneGroup> phones_;
  std::vector<std::vector<CableEnd>> cables_;
  std::vector<models::Edge> edges_;
};

inline bool speaks_udp(const PhoneSpec& phone) {
  return !phone.is_sccp() && !phone.is_lync() && phone.transport == models::SipTransport::udp &&
         !phone.goes_by_tcp();
}
// 10.0.0.0/24
std::string network_text(sim::Ipv4Interface address);
// 4min of 5min: how much is left, in percent of the second.
int percent_of(Duration part, Duration whole);
// Round, and no less: to whole seconds, from 2 min on to whole minutes.
std::string at_least_text(Duration duration);

}  // namespace app
