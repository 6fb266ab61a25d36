#include "app/lab/shell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/scenario/parts.hpp"
#include "app/show/show.hpp"
#include "sim/base/text.hpp"

namespace app {
namespace {

constexpr std::size_t longest_line = 1000;

std::vector<std::string> split_line(std::string_view line) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : line) {
    if (c != ' ' && c != '\t' && c != '\r') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  if (!word.empty()) words.push_back(word);
  return words;
}

std::string joined_from(const std::vector<std::string>& words, std::size_t first) {
  std::string text;
  for (std::size_t i = first; i < words.size(); ++i) text += (text.empty() ? "" : " ") + words[i];
  return text;
}

// As a timeline has them.
constexpr std::array shell_acts{"unplug",         "plug",       "reboot",       "power_off",
                                "power_on",       "clear_arp",  "clear_mac",    "clear_nat",
                                "clear_bindings", "clear_auth", "stop_service", "start_service"};

constexpr std::array verbs{"advance",  "call", "changes", "connect", "exit", "goto",     "help",
                           "hint",     "log",  "on",      "probe",   "quit", "scan",     "set",
                           "settings", "show", "submit",  "ticket",  "time", "topology", "undo"};

struct Help {
  std::string_view command;
  std::string_view meaning;
};
constexpr std::array helps{
    Help{"ticket", "the user's words"},
    Help{"topology", "devices and cables"},
    Help{"advance 16min", "the clock goes on"},
    Help{"goto 20:03", "the clock stands there, forward or back"},
    Help{"connect DEVICE", "what follows is said to it; exit leaves it"},
    Help{"on DEVICE COMMAND", "one command to a device: on sw1 show mac address-table"},
    Help{"show ...", "of the device that is connected; show alone: which there are"},
    Help{"log DEVICE [LINES]", "what it has logged so far"},
    Help{"scan", "addresses in use, beside the list of leases"},
    Help{"probe DEVICE", "what DHCP and DNS would answer to it"},
    Help{"call PHONE", "would it ring?"},
    Help{"settings [PATTERN]", "what may be changed, and how it is set"},
    Help{"set PATH VALUE", "changes a setting, from now on"},
    Help{"unplug, plug sw1:7", "a cable, by one of its ends"},
    Help{"reboot, power_off, power_on DEVICE", ""},
    Help{"clear_arp, clear_mac, clear_nat, clear_bindings, clear_auth DEVICE", ""},
    Help{"stop_service, start_service DEVICE", ""},
    Help{"changes, undo", "what was done; the last one is taken back"},
    Help{"hint", "the next one; it has a cost"},
    Help{"submit [FILE]", "hands in what was done"},
    Help{"quit", ""},
};

}  // namespace

Shell::Shell(const Lab& lab, std::string language, ShellTools tools)
    : lab_(lab), language_(std::move(language)), tools_(std::move(tools)), session_(lab) {}

std::vector<std::string> Shell::words() const {
  std::vector<std::string> known(verbs.begin(), verbs.end());
  known.insert(known.end(), shell_acts.begin(), shell_acts.end());
  for (const Device& device : session_.scenario().devices) {
    if (fits_any(lab_.may_look, device.name)) known.push_back(device.name);
  }
  return known;
}

std::string Shell::prompt() const {
  const std::string clock = sim::clock_text(session_.now());
  return (connected_ ? session_.scenario().devices[*connected_].name + " " : "") +
         clock.substr(0, clock.size() - 3) + "> ";
}

std::string Shell::greeting() const {
  std::string text = lab_.ticket.in(language_);
  if (!text.ends_with('\n')) text += '\n';
  return text + fmt::format("\nThe clock may go to {}. help says what can be done.\n",
                            sim::to_text(lab_.budget));
}

std::string Shell::help() const {
  std::string text;
  for (const Help& one : helps) text += fmt::format("  {:<36} {}\n", one.command, one.meaning);
  return text;
}

std::optional<std::size_t> Shell::device_of(const std::string& word, std::string& why) const {
  const Scenario& scenario = session_.scenario();
  const auto device = scenario.device(word);
  const bool hidden = !fits_any(lab_.may_look, word);
  if (!device) {
    const Entry* entry = scenario.entry(word);
    why = entry != nullptr
              ? fmt::format("{0} is {1} devices; name one, such as {0}1\n", word, entry->count)
              : unknown_device(word, scenario) + "\n";
    return std::nullopt;
  }
  if (hidden) {
    why = word + " is not yours to look at\n";
    return std::nullopt;
  }
  return device;
}

std::string Shell::advance(const Words& words) {
  const auto by = moment_of(joined_from(words, 1));
  if (!by || *by < Duration{}) return "advance by how much? such as advance 16min\n";
  const Time limit = Time{} + lab_.budget;
  if (*by > limit - session_.now()) {
    return "The budget ends at " + sim::to_text(lab_.budget) + "\n";
  }
  if (!session_.go_to(session_.now() + *by)) return "the network does not come to rest\n";
  return "";
}

std::string Shell::go_to(const Words& words) {
  const auto moment = moment_of(joined_from(words, 1));
  if (!moment || *moment < Duration{}) return "goto when? such as goto 20:03, or goto 20min 3s\n";
  if (*moment > lab_.budget) return "The budget ends at " + sim::to_text(lab_.budget) + "\n";
  if (!session_.go_to(Time{} + *moment)) return "the network does not come to rest\n";
  return "";
}

std::string Shell::set(const Words& words) {
  LabSetting setting;
  if (words.size() == 2) {
    const auto equals = words[1].find('=');
    if (equals != std::string::npos) {
      setting = {words[1].substr(0, equals), words[1].substr(equals + 1)};
    }
  } else if (words.size() >= 3) {
    setting = {words[1], joined_from(words, 2)};
  }
  if (setting.path.empty()) return "set what? such as set sw1.mac_aging 1h\n";
  if (!fits_any(lab_.may_change, setting.path)) {
    return setting.path + " is not yours to change; settings says what is\n";
  }
  return session_.set(setting);
}

std::string Shell::act(const Words& words) {
  if (words.size() != 2) return words[0] + " what? a device, or a cable by one of its ends\n";
  const std::string device = words[1].substr(0, words[1].find(':'));
  if (!fits_any(lab_.may_act, device)) return device + " is not yours to touch\n";
  return session_.act(words[0], words[1]);
}

std::string Shell::hint() {
  const auto next = static_cast<std::size_t>(hints_);
  if (next >= lab_.hints.size()) return "There are no more hints\n";
  ++hints_;
  std::string text = lab_.hints[next].text.in(language_);
  if (!text.ends_with('\n')) text += '\n';
  return text + fmt::format("(it costs {} of 100)\n", lab_.hints[next].cost);
}

std::string Shell::done() const {
  std::string text;
  for (const Session::Act& one : session_.acts()) {
    text += fmt::format("{:>10}  {}\n", sim::clock_text(one.at), one.text);
  }
  return text.empty() ? "Nothing was changed\n" : text;
}

Submission Shell::submission() const {
  return {.changes = session_.changes(),
          .hints = hints_,
          .looks = looks_,
          .elapsed = session_.furthest().time_since_epoch()};
}

Shell::Answer Shell::execute(std::string_view line) {
  if (line.size() > longest_line) return {.text = "That is too long for a command\n"};
  const Words words = split_line(line.substr(0, line.find('#')));
  if (words.empty()) return {};
  const std::string& verb = words[0];
  if (verb == "quit") return {.leaves = true};
  if (verb == "exit") {
    if (!connected_) return {.leaves = true};
    connected_.reset();
    return {};
  }
  if (verb == "submit") return {.submitted = words.size() > 1 ? words[1] : ""};
  if (verb == "help" || verb == "?") return {help()};
  if (verb == "ticket") return {lab_.ticket.in(language_) + "\n"};
  if (verb == "time") return {sim::clock_text(session_.now()) + "\n"};
  if (verb == "topology") return {topology()};
  if (verb == "advance") return {advance(words)};
  if (verb == "goto") return {go_to(words)};
  if (verb == "log") return {log(words)};
  if (verb == "settings") return {settings(words)};
  if (verb == "set") return {set(words)};
  if (verb == "call") return {call(words)};
  if (verb == "probe") return {probe(words)};
  if (verb == "scan") {
    ++looks_;
    return {tools_.scan ? tools_.scan(session_.world(), session_.scenario()) : "no scan here\n"};
  }
  if (verb == "changes") return {done()};
  if (verb == "undo") return {session_.undo() ? "" : "Nothing was changed\n"};
  if (verb == "hint") return {hint()};
  if (std::ranges::find(shell_acts, verb) != shell_acts.end()) return {act(words)};
  std::string why;
  if (verb == "connect" || verb == "on") {
    if (words.size() < 2) return {verb + " to which device?\n"};
    const auto device = device_of(words[1], why);
    if (!device) return {why};
    if (verb == "on") return {show_on(*device, joined_from(words, 2))};
    connected_ = device;
    return {};
  }
  if (connected_) return {show_on(*connected_, joined_from(words, 0))};
  if (std::string_view("show").starts_with(verb)) return {"show where? connect DEVICE first\n"};
  std::vector<std::string> known(verbs.begin(), verbs.end());
  known.insert(known.end(), shell_acts.begin(), shell_acts.end());
  return {unknown("command", verb, known) + "\n"};
}

}  // namespace app
