// The sections of a scenario file besides devices and links: one struct, one table each.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/migrate/steps.hpp"
#include "app/scenario/kinds/host_fields.hpp"
#include "sim/schema/node.hpp"

namespace app {

struct ScenarioFile {
  int version = first_format;
  std::string title;
  std::string source;
  Duration duration{};
  std::uint64_t seed = 1;
  std::optional<sim::Located<std::string>> begins;
  std::optional<sim::Node> profiles;
  sim::Node devices;
  sim::Node links;
  std::optional<sim::Node> timeline;
  std::optional<sim::Node> expect;
  std::optional<sim::Node> remedies;
  std::optional<sim::Node> lab;
};
inline sim::Fields<ScenarioFile> fields(ScenarioFile*) {
  using F = ScenarioFile;
  return {field("version", &F::version,
                "of the format of this file; fastbusy migrate rewrites older ones", first_format,
                present_format),
          required("title", &F::title, "one line: the symptom"),
          required("source", &F::source, "where the story comes from"),
          required("duration", &F::duration, "how long to simulate", 1ms, 876'000h),
          field("seed", &F::seed, "of all randomness"),
          field("begins", &F::begins, "the devices' clocks at the start: 2012-03-01 08:00:00"),
          field("profiles", &F::profiles, "the file's own: name: {kind: ..., values: ...}"),
          required("devices", &F::devices, "name: {kind: ..., ...}"),
          required("links", &F::links, "cables: A - B"),
          field("timeline", &F::timeline, "what happens when"),
          field("expect", &F::expect, "facts that must hold"),
          field("remedies", &F::remedies, "the smallest changes that cure"),
          field("lab", &F::lab, "a training lab around it: see labs/README.md")};
}

// One item of profiles:
struct ProfileSpec {
  sim::Located<std::string> kind;
  std::string about;
  sim::Node values;
};
inline sim::Fields<ProfileSpec> fields(ProfileSpec*) {
  using S = ProfileSpec;
  return {required("kind", &S::kind, "the kind of device that it is for; host: every end device"),
          field("about", &S::about, "what it is"),
          required("values", &S::values, "as a device has them; or each {is: VALUE, source: ...}")};
}

// One item of timeline:
struct TimelineSpec {
  sim::Located<Duration> at;
  std::optional<sim::Node> set;
  std::optional<sim::Located<std::string>> power_on;
  std::optional<sim::Located<std::string>> power_off;
  std::optional<sim::Located<std::string>> plug;
  std::optional<sim::Located<std::string>> unplug;
  std::optional<sim::Located<std::string>> call;
  std::optional<sim::Located<std::string>> to;
  std::optional<sim::Located<std::string>> from;
  std::optional<sim::Located<std::string>> hold;
  std::optional<sim::Located<std::string>> reboot;
  std::optional<sim::Located<Duration>> lasts;
  std::optional<sim::Located<std::string>> stop_service;
  std::optional<sim::Located<std::string>> start_service;
  std::optional<sim::Located<std::string>> hang;
  std::optional<sim::Located<std::string>> resume;
  std::optional<sim::Located<std::string>> clear_arp;
  std::optional<sim::Located<std::string>> clear_mac;
  std::optional<sim::Located<std::string>> clear_nat;
  std::optional<sim::Located<std::string>> clear_auth;
  std::optional<sim::Located<std::string>> clear_bindings;
  std::optional<sim::Located<std::string>> coa;
};
inline sim::Fields<TimelineSpec> fields(TimelineSpec*) {
  using S = TimelineSpec;
  return {required("at", &S::at, "time since the start"),
          field("set", &S::set, "configuration changes {path: value}"),
          field("power_on", &S::power_on, "a device"),
          field("power_off", &S::power_off, "a device; it says good-bye to nobody"),
          field("plug", &S::plug, "a link, by one of its ends: phone3, or sw1:7"),
          field("unplug", &S::unplug, "a link, by one of its ends: phone3, or sw1:7"),
          field("call", &S::call,
                "a phone, from outside: its PBX sends INVITE, and the caller hangs up at the first "
                "ring; with to, from or for it is answered"),
          field("to", &S::to, "of call: the phone calls another one, or outside"),
          field("from", &S::from, "of call: another phone calls it, or outside"),
          field("hold", &S::hold, "a phone puts its calls on hold, and takes them up after `for`"),
          field("reboot", &S::reboot, "a device: off, and on again after `for`"),
          field("for", &S::lasts,
                "of call: how long after the answer who has called hangs up; of hold; of reboot: "
                "how long it boots; without it 1min",
                1ms, 24h),
          field("stop_service", &S::stop_service,
                "a server's process ends; its kernel closes connections and refuses new ones"),
          field("start_service", &S::start_service, "it is started again"),
          field("hang", &S::hang,
                "a server's process hangs; its kernel goes on, acknowledges and keeps what comes"),
          field("resume", &S::resume, "it goes on, and works through what its kernel kept"),
          field("clear_arp", &S::clear_arp, "a device forgets its ARP entries"),
          field("clear_mac", &S::clear_mac, "a switch forgets the MAC addresses that it learned"),
          field("clear_nat", &S::clear_nat, "a router forgets translations and connections"),
          field("clear_auth", &S::clear_auth, "a switch ends all sessions of 802.1X and MAB"),
          field("clear_bindings", &S::clear_bindings,
                "a switch forgets which hosts DHCP snooping saw, and where"),
          field("coa", &S::coa,
                "a device: its RADIUS server has its port authenticate anew (RFC 5176)")};
}

// One item of expect:
struct ExpectationSpec {
  std::optional<sim::Located<std::string>> that;
  std::optional<sim::Located<std::string>> why;
  std::optional<sim::Node> is;
  std::optional<sim::Node> at_least;
  std::optional<sim::Node> at_most;
  std::optional<sim::Node> between;
  std::optional<sim::Located<std::string>> names;
  std::optional<sim::Located<Duration>> at;
  std::optional<sim::Located<Duration>> by;
  std::optional<sim::Located<std::vector<Duration>>> during;
};
inline sim::Fields<ExpectationSpec> fields(ExpectationSpec*) {
  using S = ExpectationSpec;
  return {field("that", &S::that, "a fact, such as phone.losses"),
          field("why", &S::why, "a fact whose cause is asked for: phone.losses"),
          field("is", &S::is, "equal to"),
          field("at_least", &S::at_least, "not less than"),
          field("at_most", &S::at_most, "not more than"),
          field("between", &S::between, "[low, high], both included"),
          field("names", &S::names, "the setting that the cause must end at"),
          field("at", &S::at, "looked at then"),
          field("by", &S::by, "until then"),
          field("during", &S::during, "[from, to]").at_most(2)};
}

// One item of remedies:
struct RemedySpec {
  sim::Node set;
  sim::Node expect;
};
inline sim::Fields<RemedySpec> fields(RemedySpec*) {
  using S = RemedySpec;
  return {required("set", &S::set, "the change {path: value}"),
          required("expect", &S::expect, "what holds with it, and not without it")};
}

}  // namespace app
