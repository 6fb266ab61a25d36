// The parts of loading a scenario, each for one section of the file.
#pragma once

#include <string>
#include <vector>

#include "app/scenario/scenario.hpp"
#include "sim/schema/node.hpp"

namespace app {

// What is wrong, and the names that would be right: "unknown device 'phon'; did you mean 'phone'?"
std::string unknown(std::string_view what, std::string_view word,
                    const std::vector<std::string>& known);
bool is_name(std::string_view text);  // such as devices and profiles may have
std::string unknown_device(std::string_view word, const Scenario& scenario);
std::string port_text(const Scenario& scenario, std::size_t device, std::uint16_t port);  // sw1:3
std::vector<std::string> servers(const Scenario& scenario);  // names of all, of every kind
// Those that a kind of phone can register at, and what they are called.
// The devices that a word names: one by its own name, or all of an entry. Complains if none.
std::vector<std::size_t> devices_named(const std::string& word, sim::Position at,
                                       const Scenario& scenario, sim::Diagnostics& diagnostics);
// `set: {path: value, ...}`. Complains about what is no path.
std::vector<sim::Assignment> read_sets(const sim::Node& node, sim::Diagnostics& diagnostics);

// `phone.held_by(cucm1)` and its like: what an expectation is about, and whether it is compared
// with durations. False after a complaint.
bool read_fact(const sim::Located<std::string>& that, const Scenario& scenario, Expectation& e,
               bool& is_duration, sim::Diagnostics& diagnostics);

// Devices, links and timeline of the file with these settings.
Scenario load_tree(const std::shared_ptr<const SourceTree>& tree,
                   const std::vector<sim::Assignment>& sets, sim::Diagnostics& diagnostics);
// devices: - entries, devices, their names, with scenario.sets. The devices in `own` get a spec of
// their own, because the timeline will change it.
void load_devices(const sim::Node& node, const std::vector<std::string>& own, Scenario& scenario,
                  sim::Diagnostics& diagnostics);
// The parts of it that a change of some settings needs: an entry as the file, the settings that
// name it and its profiles have it; its specs, made of that; a spec for one device alone.
sim::Node entry_node(const sim::Node& written, const Entry& entry, const Scenario& scenario,
                     sim::Diagnostics& diagnostics);
// specs[spec] and, of specs[0], how many devices there are. False after a complaint of its form.
bool read_spec(const sim::Node& node, std::size_t spec, Entry& entry, const Scenario& scenario,
               sim::Diagnostics& diagnostics);
void give_own_spec(std::size_t device, Scenario& scenario);
// Do these servers of a phone exist, and can it register there?
void resolve_servers(const Entry& entry, const Spec& spec, const Scenario& scenario,
                     sim::Diagnostics& diagnostics);
// What the settings of one device, or of all of an entry, must have in common. `node` is where they
// were read, so that a complaint shows the --set, the line or the item of the timeline that gave
// the value.
void check_spec(const Entry& entry, const std::string& name, const Spec& spec,
                const sim::Node& node, sim::Diagnostics& diagnostics);
// Does the path begin with a device, or with links? Complains if not.
bool check_target(const sim::Assignment& set, const Scenario& scenario,
                  sim::Diagnostics& diagnostics);
// Are these paths of this file? For a file that has complaints already.
void check_sets(const std::vector<sim::Assignment>& sets, const Scenario& scenario,
                sim::Diagnostics& diagnostics);
// links: - after the devices, with scenario.sets.
void load_links(const sim::Node& node, Scenario& scenario, sim::Diagnostics& diagnostics);
// The 2 of links.2.delay counts from 1; the answer from 0. None: no such link.
std::optional<std::size_t> link_number(std::string_view piece, std::size_t links);
// Is it a cable more, links.N.between behind the last of so many?
bool adds_link(const sim::Assignment& set, std::size_t links);
// The number that a setting names; complains if there is no such link.
std::optional<std::size_t> link_of(const sim::Assignment& set, std::size_t links,
                                   sim::Diagnostics& diagnostics);
// One link of the file, with the settings that name it.
sim::Node link_node(const sim::Node& written, std::size_t link, const Scenario& scenario,
                    sim::Diagnostics& diagnostics);
// Whether what was linked can work: one cable per port, no loop.
void check_links(const std::vector<sim::Position>& positions, const Scenario& scenario,
                 sim::Diagnostics& diagnostics);
// Whether spanning tree can open every loop of switches. `positions`: of the links, if at hand.
std::vector<bool> plugged_at_start(const Scenario& scenario);  // by link
// At most one cable of each port is plugged in; `at` is what says otherwise.
void check_turns(const std::vector<bool>& plugged, const Scenario& scenario, sim::Position at,
                 sim::Diagnostics& diagnostics);
void check_loops(const std::vector<sim::Position>* positions, const Scenario& scenario,
                 sim::Diagnostics& diagnostics);
// What devices say that can hardly be meant beside each other: warnings.
void check_plausible(const Scenario& scenario, sim::Diagnostics& diagnostics);
// Of them, addresses that are asked for what nobody there serves.
void check_services(const Scenario& scenario, sim::Diagnostics& diagnostics);
// Of them, routers that share an address; and what of their settings cannot act.
void check_first_hops(const Scenario& scenario, sim::Diagnostics& diagnostics);
void warn_of_idle_first_hops(const Scenario& scenario, sim::Diagnostics& diagnostics);
// Of them, MTUs and what should keep packets below them.
void check_mtus(const Scenario& scenario, sim::Diagnostics& diagnostics);
// Of them, a duplex mismatch that has nothing to meet.
void check_other_traffic(const Scenario& scenario, sim::Diagnostics& diagnostics);
// The same of Power over Ethernet.
void check_power(const Scenario& scenario, sim::Diagnostics& diagnostics);
void warn_of_idle_power(const Scenario& scenario, sim::Diagnostics& diagnostics);
// timeline: - after the links.
void load_timeline(const sim::Node& node, Scenario& scenario, sim::Diagnostics& diagnostics);
// remedies: - after everything else.
void load_remedies(const sim::Node& node, Scenario& scenario, sim::Diagnostics& diagnostics);
// What the timeline's settings come to, once everything else is right; then, what the remedies do.
void follow_timeline(Scenario& scenario, sim::Diagnostics& diagnostics);
void follow_remedies(Scenario& scenario, sim::Diagnostics& diagnostics);

}  // namespace app
