// A scenario as it is meant: names resolved, ranges expanded, every reference checked.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "app/scenario/calendar.hpp"
#include "app/scenario/expectation.hpp"
#include "app/scenario/kinds/kinds.hpp"
#include "app/scenario/link_spec.hpp"
#include "app/scenario/shared_list.hpp"
#include "models/network/topology.hpp"
#include "sim/schema/diagnostic.hpp"
#include "sim/schema/override.hpp"

namespace app {

// One device of the run: `phone3` of the entry `phone`.
struct Device {
  std::string name;
  std::size_t entry = 0;  // of Scenario::entries
  std::size_t spec = 0;   // of that entry's specs
  sim::Mac mac;
  sim::Ipv4Interface address;  // of a host
};

// One entry of `devices:`. All its devices share specs[0], but those that a --set, a remedy or the
// timeline names one by one.
struct Entry {
  std::string name;
  sim::Position at;
  models::NodeKind kind{};
  bool counted = false;  // has `count`: its devices are numbered
  bool good = false;     // could be read; what follows from a bad one is not complained about
  std::vector<Spec> specs;
  std::vector<std::size_t> owners;  // of specs[1], [2] ...: their devices, in order
  std::size_t first = 0;            // its devices are devices[first .. first + count)
  std::size_t count = 0;
  // phone3 is number 2 of the counted entry phone; none, if it has no such device.
  std::optional<std::size_t> number_of(std::string_view device) const;
};

struct LinkPlan {
  std::size_t a = 0;  // device
  std::size_t b = 0;
  std::uint16_t port_a = 0;
  std::uint16_t port_b = 0;
  std::size_t entry = 0;  // of `links:`
};

// Settings that a running network takes over: whole specs, since a spec makes a config.
struct Reconfiguration {
  struct OfSpec {
    std::size_t entry = 0;
    std::size_t spec = 0;
    Spec value;
  };
  struct OfLink {
    std::size_t link = 0;  // of Scenario::link_specs
    LinkSpec value;
  };
  std::vector<OfSpec> specs;
  std::vector<OfLink> links;
};

struct TimelineEntry {
  enum class Kind : std::uint8_t {
    set,
    power_on,
    power_off,
    plug,
    unplug,
    call,
    hold,
    unhold,
    stop_service,
    start_service,
    hang,
    resume,
    clear_arp,
    clear_mac,
    clear_nat,
    clear_auth,
    clear_bindings,
    coa,
  };
  Time at{};
  Kind kind{};
  struct Move {  // of a host, to another address
    std::size_t device = 0;
    sim::Ipv4Interface to{};
  };
  struct Talk {  // a call that is answered: between devices; none: outside
    std::optional<std::size_t> caller{};
    std::optional<std::size_t> called{};
    Duration lasts{};
  };
  std::vector<sim::Assignment> sets{};
  std::vector<Talk> talks{};  // of `call`
  std::vector<Move> moves{};
  Reconfiguration change{};            // what they come to, after those before
  std::vector<std::size_t> targets{};  // devices, or links
  std::string text{};                  // as the file says it
  std::size_t number = 0;              // in the file, from 1
  bool restarts = false;               // power_off of a reboot
};

struct Scenario;
struct Remedy {
  std::string text;  // a1=v1, a2=v2
  std::vector<sim::Assignment> sets;
  std::vector<Expectation> expectations;
  std::shared_ptr<const Scenario> with_it{};  // the scenario with these settings, without remedies
};

struct SourceTree;
struct Scenario {
  std::shared_ptr<const SourceTree> tree;  // the file that it was made of
  std::vector<sim::Assignment> sets;       // with these settings, no path twice
  std::string path;
  std::string title;
  std::string source;
  Duration duration{};
  std::uint64_t seed = 1;
  WallTime begins = default_begin;  // the devices' clocks at the start
  std::vector<Entry> entries;
  SharedList<Device> devices;
  SharedList<std::size_t> by_name;  // devices in order of their names
  std::vector<LinkSpec> link_specs;
  SharedList<LinkPlan> links;
  SharedList<TimelineEntry> timeline;  // in order of time
  SharedList<Expectation> expectations;
  SharedList<Remedy> remedies;

  const Entry* entry(std::string_view name) const;
  // A device's number in `devices`, by its own name.
  std::optional<std::size_t> device(std::string_view name) const;
  const std::string& text() const;  // of the file
};
inline const Spec& spec_of(const Scenario& scenario, std::size_t device) {
  const Device& d = scenario.devices[device];
  return scenario.entries[d.entry].specs[d.spec];
}

// The call server that a trunk runs on; nothing: it is a device of its own.
std::optional<std::size_t> trunk_host(const Scenario& scenario, std::size_t device);
// Whether the timeline has calls that are answered.
bool has_talks(const Scenario& scenario);
// Who is beside whom: at the other end of a cable; a trunk beside its call server.
std::vector<models::Edge> neighbours(const Scenario& scenario);

struct SourceText {
  std::string path;
  std::string text;
};
std::optional<SourceText> read_source(const std::string& path, sim::Diagnostics& diagnostics);

// `more` after `sets`; a path that is set again keeps its place and gets the later value.
std::vector<sim::Assignment> joined(std::vector<sim::Assignment> sets,
                                    const std::vector<sim::Assignment>& more);

// All complaints of the file at once. `sets` are applied in order, over the profiles.
std::optional<Scenario> load(const SourceText& source, const std::vector<sim::Assignment>& sets,
                             sim::Diagnostics& diagnostics);
// As if the file of `base`, which was loaded, had been read with these settings, too; without what
// it expects, and without its remedies. Costs what the settings touch, unless they move devices,
// ports or cables.
std::optional<Scenario> changed(const Scenario& base, const std::vector<sim::Assignment>& more,
                                sim::Diagnostics& diagnostics);

}  // namespace app
