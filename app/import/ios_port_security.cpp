// Port security and spanning tree of a Catalyst. The model has one of each for a switch: where
// ports differ, those with a voice VLAN count, and the others are said to be left out.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "app/import/ios_config.hpp"

namespace app {
namespace {

struct SecureKey {
  const char* fact;
  const char* path;
};
constexpr SecureKey secure_keys[] = {{"ps.maximum", "maximum"},     {"ps.access", "maximum_access"},
                                     {"ps.voice", "maximum_voice"}, {"ps.violation", "violation"},
                                     {"ps.time", "aging_time"},     {"ps.type", "aging_type"},
                                     {"ps.sticky", "sticky"}};

// As the scenario says it; empty: that is no value of it.
std::string secure_value(const SecureKey& key, const std::string& value) {
  const std::string_view path = key.path;
  if (path == "aging_time") return value + "min";
  if (path == "sticky") return "true";
  if (path == "violation") {
    for (const char* word : {"protect", "restrict", "shutdown"}) {
      if (means(value, word)) return word;
    }
    return "";
  }
  if (path == "aging_type") {
    return means(value, "inactivity") ? "inactivity" : means(value, "absolute") ? "absolute" : "";
  }
  return value;
}

std::string secure_text(const Block& port) {
  std::string text;
  for (const SecureKey& key : secure_keys) text += port.value(key.fact) + '/';
  return text;
}

std::size_t voices(const PortGroup& group) {
  return static_cast<std::size_t>(std::ranges::count_if(
      group.blocks, [](const Block* b) { return b->find("voice") != nullptr; }));
}

// Recovery from err-disable, by its causes.
const Fact* recovery(const IosConfig& config, std::initializer_list<const char*> causes) {
  for (const char* cause : causes) {
    if (const Fact* fact = config.global.find(std::string("recovery.") + cause)) return fact;
  }
  return config.global.find("recovery.all");
}

void one_group(const IosConfig& config, const PortGroup& group, DraftDevice& device, Draft& draft) {
  const std::string section = "port_security.";
  Places bare;
  for (const Block* port : group.blocks) add_place(bare, {config.file, port->find("ps")->line});
  device.set(section + "enabled", "true", bare);
  device.set(section + "ports", number_ranges(group.ports), {});
  constexpr std::pair<const char*, const char*> absent[] = {{"maximum", "1"},
                                                            {"violation", "shutdown"},
                                                            {"aging_time", "0s"},
                                                            {"aging_type", "absolute"}};
  for (const SecureKey& key : secure_keys) {
    Places from;
    std::string value;
    for (const Block* port : group.blocks) {
      const Fact* fact = port->find(key.fact);
      if (fact == nullptr) continue;
      value = secure_value(key, fact->value);
      add_place(from, {config.file, fact->line});
    }
    if (!value.empty()) {
      device.set(section + key.path, value, from);
      continue;
    }
    const auto at = std::ranges::find_if(
        absent, [&](const auto& pair) { return std::string_view(pair.first) == key.path; });
    if (at == std::end(absent) || !from.empty()) continue;
    draft.imply(device, section + key.path, at->second,
                std::string_view(key.path) == "aging_time"
                    ? "Catalyst: secure addresses do not age [catalyst-3550]"
                    : fmt::format("Catalyst: {} [catalyst-3550]", at->second));
  }
  const Fact* cause = recovery(config, {"psecure-violation", "psecure_violation"});
  if (cause == nullptr) {
    draft.imply(device, section + "errdisable_recovery", "false",
                "Catalyst: a port stays err-disabled [catalyst-ios]");
    return;
  }
  device.set(section + "errdisable_recovery", "true", config.at(cause));
  if (const Fact* interval = config.global.find("recovery_interval")) {
    device.set(section + "errdisable_interval", seconds(interval->value), config.at(interval));
  } else {
    draft.imply(device, section + "errdisable_interval", "300s", "Catalyst: 300 s [catalyst-ios]");
  }
}

// What those ports say that matter; nothing, if they differ.
struct Vote {
  std::size_t yes = 0;
  std::size_t no = 0;
  Places from{};
};

template <class Says>
Vote vote(const IosConfig& config, const DraftDevice& device, bool voice_only, const Says& says) {
  Vote all;
  for (const Block& port : config.ports) {
    if (port_number(device, port.name) == 0 || !is_switched(port)) continue;
    if (means(port.value("mode"), "trunk") || port.find("shutdown") != nullptr) continue;
    const bool voice = port.find("voice") != nullptr;
    if (voice_only ? !voice : port.facts.empty()) continue;
    const Fact* from = nullptr;
    ++(says(port, from) ? all.yes : all.no);
    if (from != nullptr) add_place(all.from, {config.file, from->line});
  }
  return all;
}

void portfast(const IosConfig& config, DraftDevice& device, Draft& draft) {
  const Fact* global = config.global.find("stp.portfast");
  const auto says = [&](const Block& port, const Fact*& from) {
    from = port.find("portfast");
    if (from != nullptr) return from->value != "disable";
    from = global;
    return (global != nullptr || port.find("voice") != nullptr) && !port.negated("portfast");
  };
  Vote votes = vote(config, device, true, says);
  const bool voice = votes.yes + votes.no > 0;
  if (!voice) votes = vote(config, device, false, says);
  if (votes.yes + votes.no == 0) return;
  if (votes.yes > 0 && votes.no > 0) {
    for (const Block& port : config.ports) {
      idle(config, port.find("portfast"),
           "some ports have it, and some not: a switch has it, or not", LineFate::relevant);
    }
    return draft.open.push_back(device.name + ".stp.portfast: its ports differ");
  }
  if (votes.from.empty() && votes.yes > 0) {
    return draft.imply(device, "stp.portfast", "true",
                       "a voice VLAN switches it on [catalyst-2950]");
  }
  if (votes.yes == 0 && votes.from.empty()) {
    return draft.imply(device, "stp.portfast", "false", "Catalyst: off [catalyst-2950]");
  }
  device.set("stp.portfast", votes.yes > 0 ? "true" : "false", votes.from);
}

void bpdu_guard(const IosConfig& config, DraftDevice& device) {
  const Fact* global = config.global.find("stp.guard");
  const auto says = [&](const Block& port, const Fact*& from) {
    from = port.find("guard");
    if (from == nullptr) from = global;
    return from != nullptr && from->value != "disable";
  };
  Vote votes = vote(config, device, true, says);
  if (votes.yes + votes.no == 0) votes = vote(config, device, false, says);
  if (votes.yes == 0) return;
  if (votes.no > 0) {
    for (const Block& port : config.ports) {
      idle(config, port.find("guard"), "some ports have it, and some not", LineFate::relevant);
    }
    return;
  }
  device.set("stp.bpdu_guard", "true", votes.from);
  const Fact* cause = recovery(config, {"bpduguard"});
  if (cause == nullptr) return;
  const Fact* interval = config.global.find("recovery_interval");
  Places from = config.at(cause);
  if (interval != nullptr) add_place(from, {config.file, interval->line});
  device.set("stp.guard_recovery", interval != nullptr ? seconds(interval->value) : "300s", from);
}

}  // namespace

void build_ios_port_security(const IosConfig& config, DraftDevice& device, Draft& draft) {
  std::vector<PortGroup> groups;
  for (const Block& port : config.ports) {
    const std::size_t number = port_number(device, port.name);
    if (number == 0) continue;
    if (port.find("ps") == nullptr) {
      for (const SecureKey& key : secure_keys) {
        for (const Fact& fact : port.facts) {
          if (fact.key != key.fact) continue;
          idle(config, &fact, "it does nothing without the line 'switchport port-security'");
        }
      }
      continue;
    }
    group_of(groups, secure_text(port)).join(number, port, {});
  }
  if (groups.empty()) {
    draft.imply(device, "port_security.enabled", "false", "Catalyst: off [catalyst-3550]");
    return;
  }
  std::ranges::stable_sort(groups, [](const PortGroup& a, const PortGroup& b) {
    const auto va = voices(a);
    const auto vb = voices(b);
    return va != vb ? va > vb : a.ports.size() > b.ports.size();
  });
  one_group(config, groups.front(), device, draft);
  for (std::size_t g = 1; g < groups.size(); ++g) {
    for (const Block* port : groups[g].blocks) {
      for (const Fact& fact : port->facts) {
        if (!fact.key.starts_with("ps")) continue;
        idle(config, &fact,
             fmt::format("a switch has one port security; that of ports {} is taken",
                         number_ranges(groups.front().ports)),
             LineFate::relevant);
      }
    }
    draft.open.push_back(fmt::format("{}.port_security: ports {} have another", device.name,
                                     number_ranges(groups[g].ports)));
  }
}

void build_ios_spanning_tree(const IosConfig& config, DraftDevice& device, Draft& draft) {
  const Block& global = config.global;
  if (const Fact* mode = global.find("stp.mode")) {
    const bool rapid = means(mode->value, "rapid-pvst") || means(mode->value, "mst");
    if (rapid || means(mode->value, "pvst")) {
      device.set("stp.mode", rapid ? "rstp" : "stp", config.at(mode));
    }
  } else {
    draft.imply(device, "stp.mode", "stp", "Catalyst: PVST+ [catalyst-2950]");
  }
  for (const Fact& fact : global.facts) {
    if (fact.key != "stp.vlans" || fact.value != "off") continue;
    idle(config, &fact, "one VLAN without spanning tree: a switch has it, or not",
         LineFate::relevant);
  }
  portfast(config, device, draft);
  bpdu_guard(config, device);
  struct Timer {
    const char* fact;
    const char* path;
    bool is_time;
  };
  for (const Timer& timer :
       {Timer{"stp.priority", "stp.priority", false},
        Timer{"stp.forward", "stp.forward_delay", true}, Timer{"stp.max_age", "stp.max_age", true},
        Timer{"stp.hello", "stp.hello", true}}) {
    std::vector<const Fact*> from;
    for (const Fact& fact : global.facts) {
      if (fact.key == timer.fact && fact.value != "off") from.push_back(&fact);
    }
    if (from.empty()) continue;
    if (std::ranges::any_of(from, [&](const Fact* f) { return f->value != from[0]->value; })) {
      for (const Fact* fact : from) {
        idle(config, fact, "VLANs differ: a switch has one tree", LineFate::relevant);
      }
      continue;
    }
    device.set(timer.path, timer.is_time ? seconds(from[0]->value) : from[0]->value,
               config.at(from));
  }
}

}  // namespace app
