#include "app/import/draft.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace app {
namespace {

struct Branch {
  std::string key;
  std::vector<DraftSetting*> leaves{};  // one, or the items of a list
  std::vector<Branch> below{};
};

void put(Branch& branch, std::string_view path, DraftSetting& setting) {
  const std::size_t dot = path.find('.');
  const std::string_view key = path.substr(0, dot);
  auto at = std::ranges::find(branch.below, key, &Branch::key);
  if (at == branch.below.end()) {
    branch.below.push_back({std::string(key)});
    at = branch.below.end() - 1;
  }
  if (dot == std::string_view::npos) {
    at->leaves.push_back(&setting);
  } else {
    put(*at, path.substr(dot + 1), setting);
  }
}

std::string comment(const DraftSetting& setting) {
  constexpr std::size_t most = 4;
  std::string text;
  for (std::size_t i = 0; i < setting.from.size() && i < most; ++i) {
    const Place& place = setting.from[i];
    if (place.file == nullptr) continue;
    const bool same = i > 0 && setting.from[i - 1].file == place.file;
    text += text.empty() ? "" : same ? "," : ", ";
    text += same ? std::to_string(place.line) : place.file->place(place.line);
  }
  if (setting.from.size() > most) text += fmt::format(" and {} more", setting.from.size() - most);
  if (!setting.note.empty()) text += (text.empty() ? "" : ": ") + setting.note;
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return text.empty() ? "" : "   # " + text;
}

void write(const Branch& branch, std::size_t indent, std::string& text, std::size_t& line) {
  for (const Branch& at : branch.below) {
    const std::string margin(indent, ' ');
    if (at.leaves.size() == 1 && !at.leaves[0]->item) {
      text +=
          fmt::format("{}{}: {}{}\n", margin, at.key, at.leaves[0]->value, comment(*at.leaves[0]));
      at.leaves[0]->line = line++;
      continue;
    }
    text += fmt::format("{}{}:\n", margin, at.key);
    ++line;
    for (DraftSetting* leaf : at.leaves) {
      text += fmt::format("{}  - {}{}\n", margin, leaf->value, comment(*leaf));
      leaf->line = line++;
    }
    write(at, indent + 2, text, line);
  }
}

void in_order(Places& from) {
  std::ranges::stable_sort(
      from, [](const Place& a, const Place& b) { return a.file == b.file && a.line < b.line; });
}

}  // namespace

void DraftDevice::set(std::string path, std::string value, Places from, std::string note) {
  in_order(from);
  for (const Place& place : from) {
    if (place.file != nullptr) place.file->used(place.line, name + '.' + path);
  }
  const auto at = std::ranges::find(settings, path, &DraftSetting::path);
  if (at != settings.end() && !at->item) {
    *at = {std::move(path), std::move(value), std::move(from), std::move(note)};
    return;
  }
  settings.push_back({std::move(path), std::move(value), std::move(from), std::move(note)});
}

void DraftDevice::add(std::string path, std::string value, Places from, std::string note) {
  in_order(from);
  for (const Place& place : from) {
    if (place.file != nullptr) place.file->used(place.line, name + '.' + path);
  }
  settings.push_back({std::move(path), std::move(value), std::move(from), std::move(note), true});
}

const DraftSetting* DraftDevice::find(std::string_view path) const {
  const auto at = std::ranges::find(settings, path, &DraftSetting::path);
  return at == settings.end() ? nullptr : &*at;
}

DraftDevice& Draft::device(std::string_view wanted_name, std::string_view kind, ConfigFile* file) {
  std::string name = name_of(wanted_name);
  for (int n = 2; find(name) != nullptr; ++n) name = fmt::format("{}-{}", name_of(wanted_name), n);
  devices.push_back({std::move(name), std::string(kind), file});
  return devices.back();
}

DraftDevice* Draft::find(std::string_view name) {
  const auto at = std::ranges::find(devices, name, &DraftDevice::name);
  return at == devices.end() ? nullptr : &*at;
}

void Draft::imply(DraftDevice& device, std::string path, std::string value, std::string because) {
  defaults.push_back({device.name, path, value, because});
  device.set(std::move(path), std::move(value), {}, "by absence: " + std::move(because));
}

std::string name_of(std::string_view text) {
  std::string name;
  for (const char c : text.substr(0, 48)) {
    const bool good = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
    name += good ? c : '_';
  }
  return name.empty() ? "device" : name;
}

std::string yaml_scalar(std::string_view text) {
  constexpr std::string_view plain_marks = "_-./%+";
  const bool plain =
      !text.empty() &&
      std::ranges::all_of(text,
                          [&](char c) {
                            return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                                   plain_marks.find(c) != plain_marks.npos;
                          }) &&
      text.front() != '-' && text.front() != '%';
  if (plain) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < ' ' || byte == 127) {
      out += fmt::format("\\x{:02x}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string yaml_flow(const sim::Node& node) {
  if (node.is_scalar()) {
    const std::string text = yaml_scalar(node.text);
    return node.quoted && text.front() != '"' ? '"' + text + '"' : text;
  }
  std::string text = node.is_map() ? "{" : "[";
  for (const auto& entry : node.entries) {
    if (text.size() > 1) text += ", ";
    text += yaml_scalar(entry.key) + ": " + yaml_flow(entry.value);
  }
  for (const auto& item : node.items) text += (text.size() > 1 ? ", " : "") + yaml_flow(item);
  return node.is_null() ? "null" : text + (node.is_map() ? "}" : "]");
}

std::string seconds(std::string_view number) { return std::string(number) + 's'; }

std::string device_text(DraftDevice& device, std::size_t& line) {
  std::string text = fmt::format("  {}:\n    kind: {}\n", device.name, device.kind);
  line += 2;
  if (!device.port_names.empty()) {
    constexpr std::size_t most = 100;  // of a row
    std::string row = "    # ports:";
    for (std::size_t i = 0; i < device.port_names.size(); ++i) {
      if (device.port_names[i].empty()) continue;
      const std::string one = fmt::format(" {} = {}", i + 1, device.port_names[i]);
      if (row.size() + one.size() > most) {
        text += row + '\n';
        ++line;
        row = "    #  ";
      }
      row += one;
    }
    text += row + '\n';
    ++line;
  }
  Branch root;
  for (DraftSetting& setting : device.settings) put(root, setting.path, setting);
  write(root, 4, text, line);
  return text;
}

}  // namespace app
