// fastbusy probe: what DHCP and DNS would answer to one device at one moment, and what is missing;
// as Microsoft's DHCPUtil and test-CsPhoneBootstrap ask it on site. The servers' tables are asked,
// not the network: whether a question arrives there is what `run` says.
#include <fmt/format.h>

#include "app/commands/commands.hpp"
#include "app/scenario/parts.hpp"
#include "sim/base/text.hpp"

namespace app {
namespace {

using models::DhcpMessage;
using models::DhcpType;

class Probe {
 public:
  Probe(const World& world, const Scenario& scenario, std::size_t device)
      : world_(world), scenario_(scenario), number_(device), device_(scenario.devices[device]) {
    const Spec& spec = scenario.entries[device_.entry].specs[device_.spec];
    if (const auto* phone = std::get_if<PhoneSpec>(&spec); phone != nullptr && phone->is_lync()) {
      phone_ = phone;
    }
    if (const auto* station = station_of(spec)) vendor_class_ = station->dhcp.vendor_class;
    if (phone_ != nullptr) vendor_class_ = phone_->vendor_class;
  }

  const std::string& text() const { return text_; }
  // Writes the answer; false: something is missing.
  bool ask() {
    say("{} at {}, class {}\n", device_.name, sim::clock_text(world_.network().now()),
        vendor_class_.empty() ? "none" : vendor_class_);
    for (const std::size_t server : servers()) ask_dhcp(server);
    if (phone_ != nullptr) {
      for (const std::size_t server : servers()) ask_dns(server);
    }
    if (!answered_) missing_.emplace_back("a DHCP server that answers");
    if (phone_ != nullptr && !web_service_) {
      missing_.emplace_back("option 43 (web service), or an SRV record to fall back to");
    }
    if (phone_ != nullptr && !registrar_) {
      missing_.emplace_back("option 120 (registrar), or an SRV record to fall back to");
    }
    for (const std::string& what : missing_) say("missing: {}\n", what);
    say("Result: {}\n", missing_.empty() ? "Success" : "Failure");
    return missing_.empty();
  }

 private:
  std::vector<std::size_t> servers() const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < scenario_.devices.size(); ++i) {
      const Entry& entry = scenario_.entries[scenario_.devices[i].entry];
      if (models::is<models::Server>(entry.kind)) found.push_back(i);
    }
    return found;
  }
  const models::Server& server(std::size_t device) const {
    return world_.network().all<models::Server>()[world_.node(device).index()];
  }
  template <class... Values>
  void say(fmt::format_string<Values...> format, Values&&... values) {
    text_ += fmt::format(format, std::forward<Values>(values)...);
  }
  void option(int number, std::string_view what, const std::string& value) {
    say("    option {:<4} {:<14} {}\n", number, what, value);
  }

  void ask_dhcp(std::size_t device) {
    const auto& config = world_.config<models::Server>(device);
    if (!config.serves_dhcp) return;
    const Device& d = scenario_.devices[device];
    for (const DhcpType type : {DhcpType::discover, DhcpType::inform}) {
      const char* name = type == DhcpType::discover ? "DISCOVER" : "INFORM";
      say("{} ({}), {}:\n", d.name, to_text(d.address.address), name);
      DhcpMessage question;
      question.xid = 1;
      question.type = type;
      question.set_chaddr(device_.mac);
      question.vendor_class = world_.names().find(vendor_class_);
      // Whoever asks for options has an address; the first of the server's network will do.
      if (type == DhcpType::inform) question.ciaddr = {d.address.network().value + 1};
      sim::CopyUnderWay alone;  // its copy has the same config
      alone.add(config, config);
      models::DhcpServer copy = server(device).dhcp();
      models::DhcpServerActions actions;
      copy.receive(question, {.local = d.address.address}, world_.network().now(), actions);
      bool said = false;
      for (const auto& action : actions) {
        if (const auto* reply = std::get_if<models::DhcpReply>(&action)) {
          show(reply->message);
          said = true;
        } else if (const auto* ping = std::get_if<models::DhcpPing>(&action)) {
          say("    pings {} before it offers it\n", to_text(ping->address));
          answered_ = said = true;
        }
      }
      if (!said) say("    no answer\n");
    }
  }

  void show(const DhcpMessage& m) {
    answered_ = true;
    if (m.yiaddr != models::Ipv4{}) {
      say("    offers      {}/{} for {}\n", to_text(m.yiaddr), m.prefix_length,
          sim::to_text(Duration{std::chrono::seconds{m.lease}}));
    }
    if (m.router != models::Ipv4{}) option(3, "router", to_text(m.router));
    for (const models::Ipv4 dns : m.dns) {
      if (dns != models::Ipv4{}) option(6, "DNS", to_text(dns));
    }
    if (m.web_service) option(43, "web service", std::string(world_.names().text(m.web_service)));
    if (m.registrar) option(120, "registrar", std::string(world_.names().text(m.registrar)));
    web_service_ = web_service_ || (m.web_service && m.type == DhcpType::ack);
    registrar_ = registrar_ || (m.registrar && m.type == DhcpType::ack);
  }

  void ask_dns(std::size_t device) {
    const auto& config = world_.config<models::Server>(device);
    if (!config.serves_dns) return;
    const Device& d = scenario_.devices[device];
    say("{} ({}), DNS:\n", d.name, to_text(d.address.address));
    const models::DnsServer dns(config.dns);
    for (const models::LyncLookup& lookup : world_.config<models::Phone>(number_).lync.lookups) {
      models::DnsMessage question;
      question.name = lookup.name;
      question.type = lookup.type;
      const models::DnsMessage answer = dns.answer(question);
      const bool is_srv = lookup.type == models::DnsType::srv;
      std::string text = answer.count == 0 ? "no such record" : "";
      for (std::size_t i = 0; i < answer.count; ++i) {
        const models::DnsRecord& r = answer.answers[i];
        text += (i == 0 ? "" : ", ") +
                (is_srv ? fmt::format("{}:{}", world_.names().text(r.target), r.port)
                        : to_text(r.address));
      }
      say("    {:<4} {:<40} {}\n", is_srv ? "SRV" : "A", world_.names().text(lookup.name), text);
      if (answer.count > 0) web_service_ = registrar_ = true;
    }
  }

  const World& world_;
  const Scenario& scenario_;
  std::size_t number_;
  const Device& device_;
  const PhoneSpec* phone_ = nullptr;  // one that looks for options
  std::string vendor_class_;
  std::string text_;
  std::vector<std::string> missing_;
  bool answered_ = false;
  bool web_service_ = false;
  bool registrar_ = false;
};

}  // namespace

Duration read_moment(const std::string& text, const Scenario& scenario,
                     sim::Diagnostics& diagnostics) {
  if (text.empty()) return scenario.duration;
  const Duration at = sim::parse_duration(text).value_or(Duration{-1});
  if (at < Duration{} || at > scenario.duration) {
    diagnostics.error(
        {diagnostics.add_argument("--at", text), 1, 1},
        "a time within the run, such as 10min; it ends after " + sim::to_text(scenario.duration));
  }
  return at;
}

int probe_command(const ProbeArguments& arguments) {
  sim::Diagnostics diagnostics;
  std::vector<sim::Assignment> sets;
  for (const std::string& text : arguments.sets) {
    if (auto set = sim::parse_assignment("--set", text, diagnostics)) sets.push_back(*set);
  }
  const auto source = read_source(find_scenario(arguments.file), diagnostics);
  std::optional<Scenario> scenario;
  if (source && diagnostics.ok()) scenario = load(*source, sets, diagnostics);
  std::optional<std::size_t> device;
  Duration at{};
  if (scenario) {
    device = scenario->device(arguments.from);
    if (!device) {
      const auto argument = diagnostics.add_argument("--from", arguments.from);
      diagnostics.error({argument, 1, 1}, unknown_device(arguments.from, *scenario));
    }
    at = read_moment(arguments.at, *scenario, diagnostics);
  }
  if (const std::string text = diagnostics.text(); !text.empty()) fmt::print(stderr, "{}", text);
  if (!diagnostics.ok() || !device) return exit_usage;
  ProgressLine progress(false);
  const Simulation until =
      simulate({.scenario = *scenario, .seed = scenario->seed, .what = "probe", .stop = at},
               progress.callback());
  if (until.interrupted) return exit_inconclusive;
  bool is_whole = false;
  fmt::print("{}", probe_text(*until.world, *scenario, *device, &is_whole));
  return is_whole ? exit_ok : exit_failed;
}

std::string probe_text(const World& world, const Scenario& scenario, std::size_t device,
                       bool* is_whole) {
  Probe probe(world, scenario, device);
  const bool answered = probe.ask();
  if (is_whole != nullptr) *is_whole = answered;
  return probe.text();
}

}  // namespace app
