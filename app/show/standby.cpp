// show standby of IOS: HSRP groups ([ntc-templates]). Who else is active or standby is read from
// the other routers of the group, as far as they are in the same state as they say. Left out: how
// long ago a state changed, when the next hello is due.
#include <optional>

#include "app/show/sight.hpp"

namespace app::showing {
namespace {

using models::HsrpState;

std::string_view state_word(HsrpState state) {
  switch (state) {
    case HsrpState::initial: return "Init";
    case HsrpState::learn: return "Learn";
    case HsrpState::listen: return "Listen";
    case HsrpState::speak: return "Speak";
    case HsrpState::standby: return "Standby";
    case HsrpState::active: return "Active";
  }
  return "Init";
}

struct Group {
  std::size_t interface = 0;
  const models::FhrpGroup* group = nullptr;
};

std::vector<Group> groups_of(const Sight& sight) {
  std::vector<Group> found;
  sight.of<models::Router>().for_each_first_hop(
      [&](std::size_t interface, const models::FhrpGroup& group) {
        if (group.hsrp() != nullptr) found.push_back({interface, &group});
      });
  return found;
}

// The address of who has that state in this group: "local", another's, or "unknown".
std::string who_is(const Sight& sight, const Group& own, HsrpState state) {
  if (own.group->hsrp()->state() == state) return "local";
  std::string other = "unknown";
  for (const models::Router& router : sight.world.network().all<models::Router>()) {
    router.for_each_first_hop([&](std::size_t interface, const models::FhrpGroup& group) {
      const bool same = &group != own.group && group.hsrp() != nullptr &&
                        group.address() == own.group->address() &&
                        group.config().group == own.group->config().group;
      if (!same || !router.is_on() || group.hsrp()->state() != state) return;
      other = to_text(router.interfaces()[interface].address());
    });
  }
  return other;
}

std::string interface_of(const Sight& sight, const Group& one) {
  return interface_name(sight.of<models::Router>().config().interfaces[one.interface]);
}

std::string cut_short(const std::string& name) {  // Gi0/1
  return "Gi" + name.substr(std::string_view("GigabitEthernet").size());
}

}  // namespace

Shown standby(const Sight& sight) {
  Shown shown;
  for (const Group& one : groups_of(sight)) {
    const models::Hsrp& hsrp = *one.group->hsrp();
    const models::HsrpConfig& c = *one.group->hsrp_config();
    const std::string active = who_is(sight, one, HsrpState::active);
    const std::string next = who_is(sight, one, HsrpState::standby);
    const std::string mac = dotted(one.group->virtual_mac());
    const std::string state(state_word(hsrp.state()));
    shown.text += fmt::format("{} - Group {}{}\n", interface_of(sight, one), c.group,
                              c.version == 2 ? " (version 2)" : "");
    shown.text += fmt::format("  State is {}\n  Virtual IP address is {}\n", state,
                              to_text(one.group->address()));
    shown.text += fmt::format("  Active virtual MAC address is {}\n", mac);
    shown.text += fmt::format("    Local virtual MAC address is {} ({})\n", mac,
                              c.use_bia ? "bia" : fmt::format("v{} default", c.version));
    shown.text += fmt::format("  Hello time {} sec, hold time {} sec\n", whole(c.hello, 1s),
                              whole(c.hold, 1s));
    shown.text +=
        c.preempt ? fmt::format("  Preemption enabled{}\n",
                                c.preempt_delay > 0s
                                    ? fmt::format(", delay min {} secs", whole(c.preempt_delay, 1s))
                                    : "")
                  : "  Preemption disabled\n";
    shown.text += fmt::format("  Active router is {}\n  Standby router is {}\n", active, next);
    shown.text += fmt::format("  Priority {} (configured {})\n", hsrp.priority(), c.priority);
    shown.rows.push_back({{"interface", interface_of(sight, one)},
                          {"group", std::to_string(c.group)},
                          {"state", state},
                          {"virtual_ip", to_text(one.group->address())},
                          {"virtual_mac", mac},
                          {"active_router", active},
                          {"standby_router", next},
                          {"priority", std::to_string(hsrp.priority())},
                          {"preempt", c.preempt ? "yes" : "no"}});
  }
  return shown;
}

Shown standby_brief(const Sight& sight) {
  Shown shown;
  shown.text =
      "                     P indicates configured to preempt.\n"
      "                     |\n"
      "Interface   Grp  Pri P State   Active          Standby         Virtual IP\n";
  for (const Group& one : groups_of(sight)) {
    const models::Hsrp& hsrp = *one.group->hsrp();
    const models::HsrpConfig& c = *one.group->hsrp_config();
    const std::string interface = cut_short(interface_of(sight, one));
    const std::string active = who_is(sight, one, HsrpState::active);
    const std::string next = who_is(sight, one, HsrpState::standby);
    const std::string state(state_word(hsrp.state()));
    shown.text += fmt::format("{:<11} {:<4} {:<3} {:<1} {:<7} {:<15} {:<15} {}\n", interface,
                              c.group, hsrp.priority(), c.preempt ? "P" : "", state, active, next,
                              to_text(one.group->address()));
    shown.rows.push_back({{"interface", interface},
                          {"group", std::to_string(c.group)},
                          {"priority", std::to_string(hsrp.priority())},
                          {"preempt", c.preempt ? "yes" : "no"},
                          {"state", state},
                          {"active", active},
                          {"standby", next},
                          {"virtual_ip", to_text(one.group->address())}});
  }
  return shown;
}

}  // namespace app::showing
