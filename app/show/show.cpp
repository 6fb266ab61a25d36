// The commands by who has them, and how their words are read: as IOS reads them, each may be cut
// short as long as it stays unambiguous.
#include "app/show/show.hpp"

#include <algorithm>
#include <array>

#include "app/report/logs/vendor.hpp"
#include "app/scenario/parts.hpp"
#include "app/scenario/profile_stack.hpp"
#include "app/show/sight.hpp"

namespace app {
namespace {

using showing::Sight;

// Whose words a device understands; it may have several.
enum Tongue : unsigned {
  catalyst = 1U,
  ios_router = 2U,
  asa = 4U,
  linux_host = 8U,
  linux_router = 16U,
  chan_sip = 32U,
  pjsip = 64U,
  call_manager = 128U,
  dhcp_server = 256U,
  ios_dhcp = 512U,
  phone = 1024U,
  other_router = 2048U,
};

struct Command {
  std::string_view words;
  unsigned tongues = 0;
  std::size_t arguments = 0;  // at most
  Shown (*function)(const Sight&) = nullptr;
};
const std::array commands{
    Command{"conntrack -L", linux_router, 0, showing::conntrack},
    Command{"display", phone, 0, showing::phone_display},
    Command{"ip neigh", linux_host | linux_router | other_router, 1, showing::ip_neigh},
    Command{"leases", dhcp_server, 0, showing::leases},
    Command{"pjsip show contacts", pjsip, 0, showing::pjsip_contacts},
    Command{"registrations", call_manager | chan_sip | pjsip, 0, showing::registrations},
    Command{"show arp", asa, 0, showing::asa_arp},
    Command{"show arp", catalyst | ios_router, 0, showing::ios_arp},
    Command{"show authentication sessions", catalyst, 0, showing::authentication_sessions},
    Command{"show conn", asa, 0, showing::conn},
    Command{"show interfaces status", catalyst, 0, showing::interfaces_status},
    Command{"show interfaces status err-disabled", catalyst, 0, showing::interfaces_err_disabled},
    Command{"show ip arp", catalyst | ios_router, 0, showing::ios_arp},
    Command{"show ip dhcp binding", ios_dhcp, 0, showing::dhcp_binding},
    Command{"show ip dhcp conflict", ios_dhcp, 0, showing::dhcp_conflict},
    Command{"show ip dhcp snooping binding", catalyst, 0, showing::snooping_bindings},
    Command{"show ip nat translations", ios_router, 0, showing::nat_translations},
    Command{"show ip nat translations verbose", ios_router, 0, showing::nat_translations_verbose},
    Command{"show mac address-table", catalyst, 2, showing::mac_address_table},
    Command{"show port-security", catalyst, 0, showing::port_security},
    Command{"show port-security address", catalyst, 0, showing::port_security_addresses},
    Command{"show port-security interface", catalyst, 1, showing::port_security_interface},
    Command{"show power inline", catalyst, 0, showing::power_inline},
    Command{"show running-config", catalyst | ios_router | asa, 0, showing::running_config},
    Command{"show spanning-tree", catalyst, 0, showing::spanning_tree},
    Command{"show standby", ios_router, 0, showing::standby},
    Command{"show standby brief", ios_router, 0, showing::standby_brief},
    Command{"show vlan", catalyst, 0, showing::vlan_brief},
    Command{"show vlan brief", catalyst, 0, showing::vlan_brief},
    Command{"show xlate", asa, 0, showing::xlate},
    Command{"sip show peers", chan_sip, 0, showing::sip_peers},
    Command{"status", phone | linux_host, 0, showing::phone_status},
    Command{"translations", other_router, 0, showing::translations},
};

bool has_profile(const Spec& spec, std::string_view name) {
  return std::ranges::find(profiles_of(spec), name) != profiles_of(spec).end();
}

// Assumed: any host that names no other system is a Linux; a router without a profile, and every
// switch, is Cisco's.
unsigned tongues_of(const Scenario& scenario, std::size_t device) {
  const Spec& spec = spec_of(scenario, device);
  const logs::Vendor vendor = logs::vendor_of(scenario, device);
  if (std::holds_alternative<SwitchSpec>(spec)) return catalyst;
  if (std::holds_alternative<PhoneSpec>(spec)) return phone | linux_host;
  if (std::holds_alternative<ComputerSpec>(spec)) return linux_host;
  if (const auto* router = std::get_if<RouterSpec>(&spec)) {
    if (router->firewall.enabled || vendor == logs::Vendor::asa) return asa;
    if (has_profile(spec, "linux-nat")) return linux_router;
    constexpr std::array others{"home-router-nat", "pf-nat", "routeros-nat"};
    const bool is_other = std::ranges::any_of(
        others, [&](std::string_view profile) { return has_profile(spec, profile); });
    return is_other ? other_router : ios_router;
  }
  if (const auto* server = std::get_if<CallServerSpec>(&spec)) {
    if (server->is_cucm()) return call_manager | linux_host;
    return linux_host | (has_profile(spec, "chan-pjsip") ? pjsip : chan_sip);
  }
  const bool deals = std::get<ServerSpec>(spec).dhcp.enabled;
  if (vendor == logs::Vendor::ios) return ios_router | ios_dhcp | dhcp_server;
  return linux_host | (deals ? dhcp_server : 0U);
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (c != ' ' && c != '\t') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  if (!word.empty()) words.push_back(word);
  return words;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return result;
}

// How many words of the command stand at the front of what was typed; 0: it is another one.
std::size_t matched(const std::vector<std::string>& typed, const Command& command) {
  const auto words = split(command.words);
  if (typed.size() < words.size()) return 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!lower(words[i]).starts_with(lower(typed[i]))) return 0;
  }
  return words.size();
}

// Whether every word is written out.
std::size_t exact_words(const std::vector<std::string>& typed, const Command& command) {
  const auto words = split(command.words);
  std::size_t count = 0;
  for (std::size_t i = 0; i < words.size(); ++i)
    count += lower(words[i]) == lower(typed[i]) ? 1 : 0;
  return count;
}

struct Chosen {
  const Command* command = nullptr;
  std::size_t words = 0;
  bool ambiguous = false;
};

Chosen choose(const std::vector<std::string>& typed, unsigned tongues) {
  Chosen best;
  for (const Command& command : commands) {
    if ((command.tongues & tongues) == 0) continue;
    const std::size_t words = matched(typed, command);
    if (words == 0 || typed.size() > words + command.arguments) continue;
    if (words < best.words) continue;
    if (words > best.words) {
      best = {&command, words, false};
    } else if (best.command->function != command.function) {
      const std::size_t exact = exact_words(typed, command);
      const std::size_t before = exact_words(typed, *best.command);
      if (exact > before) best = {&command, words, false};
      if (exact == before) best.ambiguous = true;
    }
  }
  return best;
}

std::vector<std::string> with_show(std::vector<std::string> typed) {
  typed.insert(typed.begin(), "show");
  return typed;
}

std::string joined_words(const std::vector<std::string>& typed) {
  std::string text;
  for (const std::string& word : typed) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace

std::vector<std::string> commands_of(const Scenario& scenario, std::size_t device) {
  const unsigned tongues = tongues_of(scenario, device);
  std::vector<std::string> names;
  for (const Command& command : commands) {
    if ((command.tongues & tongues) != 0) names.emplace_back(command.words);
  }
  return names;
}

Shown show(const World& world, const Scenario& scenario, std::size_t device,
           std::string_view command) {
  const std::vector<std::string> typed = split(command);
  const unsigned tongues = tongues_of(scenario, device);
  Chosen chosen = choose(typed, tongues);
  std::size_t skipped = 0;
  if (chosen.command == nullptr) {
    chosen = choose(with_show(typed), tongues);
    skipped = 1;
  }
  if (chosen.command == nullptr) {
    const auto known = commands_of(scenario, device);
    const bool shows = !typed.empty() && std::string_view("show").starts_with(lower(typed[0]));
    const auto meant = shows || typed.empty() ? typed : with_show(typed);
    return showing::refusal("% " + unknown("command", joined_words(meant), known));
  }
  if (chosen.ambiguous) {
    return showing::refusal("% Ambiguous command: \"" + joined_words(typed) + "\"");
  }
  Sight sight{.world = world, .scenario = scenario, .device = device};
  const auto first = static_cast<std::ptrdiff_t>(chosen.words - skipped);
  sight.arguments.assign(typed.begin() + first, typed.end());
  return chosen.command->function(sight);
}

}  // namespace app
