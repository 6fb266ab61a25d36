#include "app/import/site.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/scenario/scenario.hpp"
#include "sim/schema/document.hpp"

namespace app {
namespace {

// What a device of this kind cannot be without.
void complete(DraftDevice& device) {
  const auto needs = [&](const char* key, const char* what) {
    const bool said = std::ranges::any_of(
        device.lacks, [&](const std::string& l) { return l.starts_with(std::string(key) + ':'); });
    if (device.find(key) == nullptr && !said)
      device.lacks.push_back(fmt::format("{}: {}", key, what));
  };
  if (device.kind == "router") needs("interfaces", "no interface has an address");
  if (device.kind == "server" || device.kind == "call_server") needs("address", "its own");
  if (device.kind == "phone") needs("call_servers", "whom it registers at");
}

bool is_live(const DraftDevice& device) {
  return std::ranges::none_of(device.lacks, [](const std::string& lack) {
    return lack.starts_with("address:") || lack.starts_with("interfaces:") ||
           lack.starts_with("call_servers:");
  });
}

// Phones whose call servers are not there are not there either.
void settle_phones(Draft& draft) {
  for (DraftDevice& phone : draft.devices) {
    const DraftSetting* servers = phone.find("call_servers");
    if (phone.kind != "phone" || servers == nullptr) continue;
    for (const DraftDevice& device : draft.devices) {
      const bool named = servers->value.find(device.name) != std::string::npos;
      if (device.kind == "call_server" && named && !is_live(device)) {
        phone.lacks.push_back("call_servers: of " + device.name + " too little is known");
      }
    }
  }
}

std::string scalar_of(const Beside& beside, std::string_view key, std::string otherwise) {
  const sim::Node* node = beside.root.find(key);
  return node != nullptr && node->is_scalar() ? yaml_flow(*node) : std::move(otherwise);
}

std::size_t lines_in(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

std::string commented(const std::string& text) {
  std::string out;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = text.find('\n', from);
    out += "# " + text.substr(from, end - from) + '\n';
    from = end + 1;
  }
  return out;
}

std::string composed(ImportedSite& site, const Beside& beside,
                     const std::vector<std::string>& links) {
  std::string names;
  constexpr std::size_t most = 12;
  std::size_t read = 0;
  for (const ConfigFile& file : site.files) {
    if (file.kind == FileKind::refused || file.kind == FileKind::no_configuration) continue;
    if (++read <= most) names += (names.empty() ? "" : ", ") + file.path;
  }
  if (read > most) names += fmt::format(" and {} more", read - most);
  std::string text = fmt::format(
      "# Written by fastbusy import; behind each value, the lines that it comes from.\n"
      "version: 2\ntitle: {}\nsource: {}\nduration: {}\n\ndevices:\n",
      scalar_of(beside, "title", "A site, as its configurations have it"),
      scalar_of(beside, "source", yaml_scalar("the configurations " + names)),
      scalar_of(beside, "duration", "1h   # assumed"));
  std::string stub;
  std::size_t line = lines_in(text) + 1;
  for (DraftDevice& device : site.draft.devices) {
    std::size_t nowhere = 0;
    for (const std::string& lack : device.lacks)
      stub += fmt::format("# {}: {}\n", device.name, lack);
    if (is_live(device)) {
      text += device_text(device, line);
    } else {
      stub += commented(device_text(device, nowhere));
    }
  }
  for (const std::string& open : site.draft.open) stub += "# " + open + '\n';
  text += "\nlinks:\n";
  for (const std::string& link : links) text += "  - " + link + '\n';
  if (links.empty()) stub += "# links: configurations do not say who is cabled to whom\n";
  text += other_sections(beside);
  if (!stub.empty()) {
    text += "\n# What these files do not say; give it with --with:\n" + stub;
  }
  return text;
}

// Drops what the scenario cannot take, or what cannot act there, and says so of its lines. False:
// there was nothing to drop.
bool drop_refused(const sim::Diagnostics& diagnostics, ImportedSite& site) {
  bool dropped = false;
  const ConfigFile* beside = site.beside.empty() ? nullptr : &site.beside[0];
  for (const auto& problem : diagnostics.problems()) {
    const bool refused = problem.severity == sim::Diagnostics::Severity::error;
    const bool idle = problem.message.find("has no effect") != std::string::npos;
    if (!refused && !idle) continue;
    for (DraftDevice& device : site.draft.devices) {
      const auto setting =
          std::ranges::find(device.settings, static_cast<std::size_t>(std::max(problem.at.line, 0)),
                            &DraftSetting::line);
      if (setting == device.settings.end() || setting->line == 0) continue;
      const Places from = setting->from;
      if (from.empty() ? refused : from[0].file == nullptr || from[0].file == beside) continue;
      for (const Place& place : from) {
        place.file->note(place.line, refused ? LineFate::relevant : LineFate::irrelevant,
                         (refused ? "the model has no such value: " : "") + problem.message);
      }
      if (refused) {
        site.notes.push_back(fmt::format("{}: {}.{} is left out: {}",
                                         from[0].file->place(from[0].line), device.name,
                                         setting->path, problem.message));
      }
      device.settings.erase(setting);
      dropped = true;
    }
  }
  return dropped;
}

// A cable at a port that is shut down.
void check_ports_down(const Scenario& scenario, ImportedSite& site) {
  for (std::size_t i = 0; i < scenario.links.size(); ++i) {
    const LinkPlan& link = scenario.links[i];
    for (const auto& [end, index] :
         {std::pair(link.a, link.port_a), std::pair(link.b, link.port_b)}) {
      const std::size_t port = index + std::size_t{1};
      const DraftDevice* device = site.draft.find(scenario.devices[end].name);
      if (device == nullptr) continue;
      const auto down = std::ranges::find(device->ports_down, std::to_string(port));
      if (down == device->ports_down.end()) continue;
      site.notes.push_back(fmt::format("{}: a cable ends at {}:{} ({}), which is shut down",
                                       device->file->path, device->name, port,
                                       device->port_names[index]));
    }
  }
}

}  // namespace

void import_site(ImportedSite& site, const std::string& with, sim::Diagnostics& diagnostics) {
  Beside beside;
  if (!with.empty()) {
    const auto text = sim::read_file(with, diagnostics);
    auto root = text ? sim::parse_yaml(*text, with, diagnostics) : std::nullopt;
    if (!root || !diagnostics.ok()) return;
    site.beside.emplace_back(with.substr(with.rfind('/') + 1), *text);
    beside = {std::move(*root), &site.beside.back()};
    if (!beside.root.is_map() ||
        std::ranges::any_of(beside.root.entries, [](const auto& e) { return e.at.column != 1; })) {
      return diagnostics.error(beside.root.at, "a map in block style, as a scenario is");
    }
  }
  read_kinds(site);
  merge_devices(beside, site.draft, diagnostics);
  if (!diagnostics.ok()) return;
  resolve_servers_of_phones(site.draft);
  for (DraftDevice& device : site.draft.devices) complete(device);
  settle_phones(site.draft);
  const auto links = cables(beside, site.draft);
  constexpr int most_rounds = 20;
  for (int round = 0; round < most_rounds; ++round) {
    site.text = composed(site, beside, links);
    std::string tried = site.text;
    if (links.empty()) {  // two devices and a cable, so that the rest can be looked at
      const std::string marker = "\nlinks:\n";
      tried.insert(tried.find(marker) + marker.size(), "  - x-1:1 - x-2:1\n");
      tried.insert(tried.find(marker), "  x-1: {kind: switch}\n  x-2: {kind: switch}\n");
    }
    sim::Diagnostics complaints;
    const auto scenario = load({"site.yaml", tried}, {}, complaints);
    if (drop_refused(complaints, site)) continue;
    if (scenario) {
      check_ports_down(*scenario, site);
      site.complete = !links.empty();
      if (links.empty()) site.notes.push_back("no cables: say them with --with");
      return;
    }
    site.notes.push_back("the scenario cannot be run yet:\n" + complaints.text());
    return;
  }
}

}  // namespace app
