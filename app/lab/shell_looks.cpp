// Looks at the network that change nothing in it: a call is tried in a copy, logs come from the
// same run once more.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/evidence/run.hpp"
#include "app/lab/shell.hpp"
#include "app/proof/leaves.hpp"
#include "app/report/logs/logs.hpp"
#include "app/scenario/parts.hpp"
#include "app/show/show.hpp"
#include "app/what_if/globs.hpp"
#include "sim/base/text.hpp"

namespace app {
namespace {

std::string_view end_of_call(models::SipCallEnd how) {
  using enum models::SipCallEnd;
  switch (how) {
    case rings: return "rings";
    case rings_elsewhere: return "another phone rings";
    case refused: return "is refused";
    case no_answer: return "no answer";
    case unreachable: return "the server does not try: it is unreachable";
    case not_registered: return "the server does not know where it is";
    case answered: return "is answered";
    case one_way: return "is answered, and only one side hears the other";
    case no_audio: return "is answered, and nobody hears the other";
    case dropped: return "is answered, and cut off";
  }
  return "";
}

std::string last_lines(const std::string& text, std::size_t count) {
  std::size_t at = text.size();
  if (at > 0 && text.back() == '\n') --at;
  for (std::size_t n = 0; n < count; ++n) {
    const auto before = at == 0 ? std::string::npos : text.rfind('\n', at - 1);
    if (before == std::string::npos) return text;
    at = before;
  }
  return text.substr(at + 1);
}

}  // namespace

std::string Shell::show_on(std::size_t device, std::string_view command) {
  const Scenario& scenario = session_.scenario();
  if (command.empty() || command == "show" || command == "?") {
    std::string text;
    for (const std::string& one : commands_of(scenario, device)) text += one + "\n";
    return text;
  }
  ++looks_;
  return show(session_.world(), scenario, device, command).text;
}

std::string Shell::topology() const {
  const Scenario& scenario = session_.scenario();
  const models::Network& network = session_.world().network();
  std::string text;
  for (std::size_t i = 0; i < scenario.devices.size(); ++i) {
    const Device& device = scenario.devices[i];
    const auto kind = models::kind_word(scenario.entries[device.entry].kind);
    const bool has = device.address.address != sim::Ipv4{};
    text += fmt::format("{:<16} {:<12} {}\n", device.name, kind,
                        has ? to_text(device.address.address) : "");
  }
  for (std::uint32_t i = 0; i < scenario.links.size(); ++i) {
    const LinkPlan& link = scenario.links[i];
    text += fmt::format("{} - {}{}\n", port_text(scenario, link.a, link.port_a),
                        port_text(scenario, link.b, link.port_b),
                        network.is_plugged(i) ? "" : "   (unplugged)");
  }
  return text;
}

std::string Shell::log(const Words& words) {
  std::string why;
  if (words.size() < 2) return "log of which device?\n";
  const auto device = device_of(words[1], why);
  if (!device) return why;
  std::size_t count = 20;
  if (words.size() > 2) {
    count = static_cast<std::size_t>(std::max(0, std::atoi(words[2].c_str())));
    if (count == 0) return "how many lines?\n";
  }
  ++looks_;
  RunResult result;
  result.scenario = session_.scenario();
  result.seed = result.scenario.seed;
  result.duration = session_.now().time_since_epoch();
  result.history.end = session_.now();
  LogReader reader(result);
  replay(result, {[&](const World& world, const auto& records) { reader.read(world, records); }},
         session_.now(), {});
  for (const LogFile& file : reader.take()) {
    if (file.name.starts_with(words[1] + ".")) return last_lines(file.text, count);
  }
  return "(nothing)\n";
}

std::string Shell::settings(const Words& words) const {
  const Scenario& scenario = session_.scenario();
  const std::string pattern = words.size() > 1 ? words[1] : "*";
  std::string text;
  std::set<std::string> told;
  const auto tell = [&](const std::vector<Leaf>& leaves) {
    for (const Leaf& leaf : leaves) {
      const bool asked = fits(pattern, leaf.path) || leaf.path.starts_with(pattern);
      if (!asked || !fits_any(lab_.may_change, leaf.path)) continue;
      if (!told.insert(leaf.path).second) continue;
      std::string value = leaf.value.empty() ? leaf.preset : leaf.value;
      for (const Session::Act& act : session_.acts()) {
        if (act.set && act.set->path == leaf.path) value = act.set->value;
      }
      text += fmt::format("{:<44} {}\n", leaf.path, value.empty() ? "(not set)" : value);
    }
  };
  for (const Entry& entry : scenario.entries) {
    if (entry.count > 0 && fits_any(lab_.may_look, scenario.devices[entry.first].name)) {
      tell(leaves_of_device(scenario, entry.first));
    }
  }
  for (std::size_t i = 0; i < scenario.link_specs.size(); ++i) tell(leaves_of_link(scenario, i));
  return text.empty() ? "No setting of that name may be changed\n" : text;
}

std::string Shell::call(const Words& words) {
  std::string why;
  if (words.size() != 2) return "call which phone?\n";
  const auto device = device_of(words[1], why);
  if (!device) return why;
  const auto number = session_.world().network().phone_number(session_.world().node(*device));
  if (!number) return words[1] + " is no phone\n";
  ++looks_;
  Course copy(session_.course());
  TimelineEntry entry{.kind = TimelineEntry::Kind::call};
  entry.targets = {*device};
  const std::size_t before = copy.network().journal().calls.size();
  copy.world().apply(entry);
  copy.network().run_until(copy.now() + std::chrono::seconds(40), 1'000'000);
  const auto& calls = copy.network().journal().calls;
  for (std::size_t i = before; i < calls.size(); ++i) {
    if (calls[i].phone != *number) continue;
    return fmt::format("{}: {}\n", words[1], end_of_call(calls[i].how));
  }
  return words[1] + ": no answer\n";
}

std::string Shell::probe(const Words& words) {
  std::string why;
  if (words.size() != 2) return "probe from which device?\n";
  const auto device = device_of(words[1], why);
  if (!device) return why;
  ++looks_;
  return tools_.probe ? tools_.probe(session_.world(), session_.scenario(), *device)
                      : "no probe here\n";
}

}  // namespace app
