// What --with says: devices of its own or more about imported ones, cables, times, expectations.
#include <fmt/format.h>

#include <algorithm>

#include "app/import/ios_config.hpp"
#include "app/import/site.hpp"

namespace app {
namespace {

void flatten(const sim::Node& node, const std::string& path, DraftDevice& device,
             ConfigFile& file) {
  for (const auto& entry : node.entries) {
    const std::string at = path.empty() ? entry.key : path + '.' + entry.key;
    if (entry.value.is_map()) {
      flatten(entry.value, at, device, file);
      continue;
    }
    if (at == "kind") continue;
    std::string note;
    for (const DraftSetting& setting : device.settings) {
      if (setting.path != at && !setting.path.starts_with(at + '.')) continue;
      for (const Place& place : setting.from) {
        if (place.file == nullptr) continue;
        const std::string instead = file.place(static_cast<std::size_t>(entry.at.line));
        place.file->note(place.line, LineFate::irrelevant, instead + " says otherwise");
        if (note.empty()) note = "instead of " + place.file->place(place.line);
      }
    }
    std::erase_if(device.settings, [&](const DraftSetting& s) {
      return s.path == at || s.path.starts_with(at + '.');
    });
    device.settings.push_back(
        {at, yaml_flow(entry.value), {{&file, static_cast<std::size_t>(entry.at.line)}}, note});
    std::erase_if(device.lacks, [&](const std::string& l) { return l.starts_with(at + ':'); });
    if (at == "call_servers") device.servers.clear();
  }
}

// sw1:Gi1/0/7, sw1:Gi1/0/{1-12}: as numbers of ports.
std::string end_of_cable(const std::string& text, Draft& draft) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos || colon + 1 == text.size()) return text;
  const std::string name = text.substr(0, colon);
  const std::string port = text.substr(colon + 1);
  if (port.find_first_not_of("0123456789{}-") == std::string::npos) return text;
  for (const std::string& candidate : {name, name + "-routing"}) {
    const DraftDevice* device = draft.find(candidate);
    if (device == nullptr) continue;
    const std::size_t brace = port.find('{');
    if (brace == std::string::npos) {
      const std::size_t number = port_number(*device, interface_name(port));
      if (number != 0) return fmt::format("{}:{}", candidate, number);
      continue;
    }
    const std::string inside = port.substr(brace + 1, port.find('}') - brace - 1);
    const std::string prefix = port.substr(0, brace);
    const std::string first = inside.substr(0, inside.find('-'));
    const std::string last = inside.substr(inside.rfind('-') + 1);
    const std::size_t from = port_number(*device, interface_name(prefix + first));
    const std::size_t to = port_number(*device, interface_name(prefix + last));
    if (from != 0 && to >= from) return fmt::format("{}:{{{}-{}}}", candidate, from, to);
  }
  return text;
}

std::string cable(std::string_view text, Draft& draft) {
  std::string line;
  for (const auto word : words_of(text)) {
    line += (line.empty() ? "" : " ") + end_of_cable(std::string(word), draft);
  }
  return line;
}

}  // namespace

void merge_devices(const Beside& beside, Draft& draft, sim::Diagnostics& diagnostics) {
  const sim::Node* devices = beside.root.find("devices");
  if (devices == nullptr || !devices->is_map()) return;
  for (const auto& entry : devices->entries) {
    if (!entry.value.is_map()) {
      diagnostics.error(entry.at, "a device is a map");
      continue;
    }
    const sim::Node* kind = entry.value.find("kind");
    DraftDevice* device = draft.find(entry.key);
    if (device == nullptr && (kind == nullptr || !kind->is_scalar())) {
      std::string known;
      for (const DraftDevice& d : draft.devices) known += (known.empty() ? "" : ", ") + d.name;
      diagnostics.error(entry.at, fmt::format("'{}' is none of the imported devices ({}), and has "
                                              "no kind",
                                              entry.key, known));
      continue;
    }
    if (device == nullptr) {
      device = &draft.device(entry.key, kind->text, beside.file);
    } else if (kind != nullptr && kind->text != device->kind) {
      diagnostics.error(kind->at, fmt::format("the files say that it is a {}", device->kind));
      continue;
    }
    flatten(entry.value, "", *device, *beside.file);
  }
}

std::vector<std::string> cables(const Beside& beside, Draft& draft) {
  std::vector<std::string> lines;
  for (const std::string& link : draft.links) lines.push_back(cable(link, draft));
  const sim::Node* links = beside.root.find("links");
  if (links == nullptr || !links->is_list()) return lines;
  for (const sim::Node& item : links->items) {
    if (item.is_scalar()) {
      lines.push_back(cable(item.text, draft));
      continue;
    }
    sim::Node copy = item;
    if (sim::Node* between = copy.find("between"); between && between->is_scalar()) {
      between->text = cable(between->text, draft);
      between->quoted = true;
    }
    lines.push_back(yaml_flow(copy));
  }
  return lines;
}

std::string other_sections(const Beside& beside) {
  std::string text;
  const auto& entries = beside.root.entries;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::string& key = entries[i].key;
    if (key == "devices" || key == "links" || key == "version" || key == "title" ||
        key == "source" || key == "duration") {
      continue;
    }
    const auto from = static_cast<std::size_t>(entries[i].at.line);
    const std::size_t to = i + 1 < entries.size() ? static_cast<std::size_t>(entries[i + 1].at.line)
                                                  : beside.file->lines.size() + 1;
    text += '\n';
    for (std::size_t line = from; line < to; ++line) {
      text += std::string(beside.file->lines[line - 1]) + '\n';
    }
  }
  return text;
}

}  // namespace app
