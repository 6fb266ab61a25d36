// fastbusy scan: the addresses in use at one moment, beside the list of leases; as one compares an
// IP scan with the DHCP server's on site.
#include <fmt/format.h>

#include "app/commands/commands.hpp"
#include "app/evidence/lease_scan.hpp"
#include "sim/base/text.hpp"

namespace app {
namespace {

using Finding = ScannedAddress::Finding;

std::string users_of(const ScannedAddress& one, const Scenario& scenario) {
  std::string text;
  for (const std::size_t user : one.users) {
    text += (text.empty() ? "" : ", ") + scenario.devices[user].name;
  }
  return text.empty() ? "-" : text;
}

std::string holder_of(const ScannedAddress& one, const Scenario& scenario) {
  if (!one.holder) return one.finding == Finding::kept_out ? "BAD_ADDRESS" : "-";
  if (one.holder_device) return scenario.devices[*one.holder_device].name;
  return to_text(*one.holder);
}

std::string table_of(const std::vector<ScannedAddress>& found, const Scenario& scenario, Time at,
                     bool all, std::size_t& wrong) {
  std::size_t used = 0;
  std::string text = fmt::format("{:<16} {:<24} {:<18}\n", "address", "in use by", "leased to");
  for (const ScannedAddress& one : found) {
    used += one.users.empty() ? 0 : 1;
    if (one.finding != Finding::fine) ++wrong;
    if (one.finding == Finding::fine && !all) continue;
    text += fmt::format("{:<16} {:<24} {:<18} {}\n", to_text(one.address), users_of(one, scenario),
                        holder_of(one, scenario), describe(one.finding));
  }
  return text +
         fmt::format("At {}: {} addresses in use; {} do not agree with the list of leases.\n",
                     sim::clock_text(at), used, wrong);
}

}  // namespace

int scan_command(const ScanArguments& arguments) {
  sim::Diagnostics diagnostics;
  RunOptions options;
  read_options(arguments.sets, {}, "", options, diagnostics);
  const auto source = read_source(find_scenario(arguments.file), diagnostics);
  std::optional<Scenario> scenario;
  if (source && diagnostics.ok()) scenario = load(*source, options.sets, diagnostics);
  Duration at{};
  if (scenario) at = read_moment(arguments.at, *scenario, diagnostics);
  if (const std::string text = diagnostics.text(); !text.empty()) fmt::print(stderr, "{}", text);
  if (!diagnostics.ok() || !scenario) return exit_usage;
  ProgressLine progress(false);
  const Simulation until =
      simulate({.scenario = *scenario, .seed = scenario->seed, .what = "scan", .stop = at},
               progress.callback());
  if (until.interrupted) return exit_inconclusive;
  std::size_t wrong = 0;
  fmt::print("{}", scan_text(*until.world, *scenario, arguments.all, &wrong));
  return wrong == 0 ? exit_ok : exit_failed;
}

std::string scan_text(const World& world, const Scenario& scenario, bool all,
                      std::size_t* wrong_ones) {
  std::size_t wrong = 0;
  std::string text =
      table_of(scan_leases(world, scenario), scenario, world.network().now(), all, wrong);
  if (wrong_ones != nullptr) *wrong_ones = wrong;
  return text;
}

}  // namespace app
