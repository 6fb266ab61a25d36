// fastbusy new: a first scenario of one's own, healthy, with comments that say what to try next.
#include <fmt/format.h>

#include <algorithm>

#include "app/commands/commands.hpp"
#include "app/scenario/parts.hpp"
#include "app/scenario/profile.hpp"

namespace app {
namespace {

// Complains about what is no profile of that kind. Empty: none was asked for, which is fine.
bool is_profile(std::string_view option, const std::string& name, std::string_view kind,
                sim::Diagnostics& diagnostics) {
  if (name.empty()) return true;
  std::vector<std::string> names;
  for (const std::string& one : profile_names()) {
    sim::Diagnostics ignored;
    const Profile* profile = read_profile(one, ignored);
    if (profile != nullptr && profile->kind == kind) names.push_back(one);
  }
  if (std::ranges::find(names, name) != names.end()) return true;
  diagnostics.error({diagnostics.add_argument(option, name), 1, 1},
                    unknown(std::string(kind) + " profile", name, names));
  return false;
}

std::string profile(const std::string& name) { return name.empty() ? "" : ", profile: " + name; }

// 10.10.0.0/16 holds the site: servers in 10.10.0.0/24, phones from 10.10.1.1 on.
std::string text_of(const NewArguments& a, const std::string& command) {
  const bool hosted = !a.nat.empty();
  const std::string phones = a.phones > 1 ? fmt::format("phone{{1-{}}}", a.phones) : "phone";
  const std::string ports = a.phones > 1 ? fmt::format("sw1:{{1-{}}}", a.phones) : "sw1:1";
  std::string text = fmt::format(
      "# Written by: {}\n"
      "# It is healthy. What would break it? Try --set, the timeline below, or: fastbusy advise "
      "FILE\n"
      "version: 2\n"
      "title: {} phone{} register{}, and stay registered\n"
      "source: a network of our own\n"
      "duration: 1h\n\n"
      "devices:\n",
      command, a.phones, a.phones == 1 ? "" : "s", a.phones == 1 ? "s" : "");
  text += hosted ? fmt::format(
                       "  pbx: {{kind: call_server{}, address: 198.51.100.10/24, gateway: "
                       "198.51.100.1}}   # at the provider\n"
                       "  isp:\n"
                       "    kind: router\n"
                       "    interfaces:\n"
                       "      - {{port: 1, address: 198.51.100.1/24}}\n"
                       "      - {{port: 2, address: 203.0.113.1/30}}\n"
                       "  nat:\n"
                       "    kind: router\n"
                       "    profile: {}\n"
                       "    interfaces:\n"
                       "      - {{port: 1, address: 10.10.0.1/16}}\n"
                       "      - {{port: 2, address: 203.0.113.2/30, outside: true}}\n"
                       "    routes: [{{to: 0.0.0.0/0, via: 203.0.113.1}}]\n",
                       profile(a.call_server), a.nat)
                 : fmt::format("  pbx: {{kind: call_server{}, address: 10.10.0.10/16}}\n",
                               profile(a.call_server));
  if (!a.dhcp.empty()) {
    text += fmt::format(
        "  dhcp:\n"
        "    kind: server\n"
        "    profile: {}\n"
        "    address: 10.10.0.5/16\n"
        "    dhcp:\n"
        "      enabled: true\n"
        "      lease: 8h\n"
        "      scopes:\n"
        "        - network: 10.10.0.0/16\n"
        "          pool: {{first: 10.10.1.1, last: 10.10.16.254}}\n{}",
        a.dhcp, hosted ? "          router: 10.10.0.1\n" : "");
  }
  text += fmt::format("  sw1: {{kind: switch{}, ports: {}}}\n", profile(a.switches), a.phones + 4);
  text += fmt::format("  phone:\n    kind: phone\n{}{}",
                      a.phone.empty() ? "" : "    profile: " + a.phone + "\n",
                      a.phones > 1 ? fmt::format("    count: {}\n", a.phones) : "");
  text += a.dhcp.empty() ? fmt::format("    address: 10.10.1.1/16   # the first one's\n{}",
                                       hosted ? "    gateway: 10.10.0.1\n" : "")
                         : "    dhcp: {enabled: true}\n";
  text += fmt::format(
      "    call_servers: [pbx]\n{}{}"
      "    start_spread: 30s\n",
      a.transport.empty() ? "" : "    transport: " + a.transport + "\n",
      hosted ? "    sip: {keepalive: 25s}   # else the NAT forgets it between two REGISTERs\n"
             : "");
  text += fmt::format("\nlinks:\n  - {} - {}\n", phones, ports);
  if (!a.dhcp.empty()) text += fmt::format("  - dhcp - sw1:{}\n", a.phones + 1);
  text += hosted ? fmt::format(
                       "  - nat:1 - sw1:{}\n"
                       "  - {{between: \"nat:2 - isp:2\", delay: 10ms, rate: 20Mbit/s}}\n"
                       "  - pbx - isp:1\n",
                       a.phones + 2)
                 : fmt::format("  - pbx - sw1:{}\n", a.phones + 2);
  text +=
      "\n# What happens when. Uncomment one, and run it again:\n"
      "# timeline:\n"
      "#   - {at: 20min, power_off: pbx}\n"
      "#   - {at: 25min, power_on: pbx}\n"
      "#   - {at: 30min, unplug: sw1:1}\n"
      "#   - {at: 40min, set: {sw1.mac_aging: 10s}}\n";
  text += fmt::format(
      "\nexpect:\n"
      "  - {{that: phone.registered, is: {}}}\n"
      "  - {{that: phone.losses, is: 0}}\n",
      a.phones);
  return text;
}

std::string command_of(const NewArguments& a) {
  std::string text = fmt::format("fastbusy new --phones {}", a.phones);
  const auto add = [&](std::string_view option, const std::string& value) {
    if (!value.empty()) text += fmt::format(" --{} {}", option, value);
  };
  add("phone", a.phone);
  add("call-server", a.call_server);
  add("switch", a.switches);
  add("nat", a.nat);
  add("dhcp", a.dhcp);
  add("transport", a.transport);
  return text;
}

}  // namespace

int new_command(const NewArguments& arguments) {
  sim::Diagnostics diagnostics;
  is_profile("--phone", arguments.phone, "phone", diagnostics);
  is_profile("--call-server", arguments.call_server, "call_server", diagnostics);
  is_profile("--switch", arguments.switches, "switch", diagnostics);
  is_profile("--nat", arguments.nat, "router", diagnostics);
  is_profile("--dhcp", arguments.dhcp, "server", diagnostics);
  std::optional<RunResult> result;
  const std::string text = text_of(arguments, command_of(arguments));
  if (diagnostics.ok()) {  // what is handed out was tried
    RunOptions options;
    options.duration = std::chrono::minutes(10);
    ProgressLine progress(false);
    result = run({"new.yaml", text}, options, progress.callback(), diagnostics);
  }
  fmt::print(stderr, "{}", diagnostics.text());
  if (!result) return exit_usage;
  if (result->interrupted) return exit_inconclusive;
  fmt::print("{}", text);
  fmt::print(stderr, "tried for 10min: {} of {} phones registered, {} lost\n",
             result->history.registered_at_end.size(), result->phones(), result->losses());
  return result->failed() ? exit_failed : exit_ok;
}

}  // namespace app
