#include "app/import/config_file.hpp"

#include <algorithm>

namespace app {

std::string_view to_text(LineFate fate) {
  switch (fate) {
    case LineFate::blank: return "blank";
    case LineFate::used: return "used";
    case LineFate::irrelevant: return "irrelevant";
    case LineFate::relevant: return "not modelled";
    case LineFate::unknown: return "unknown";
  }
  return "";
}

std::string_view to_text(FileKind kind) {
  switch (kind) {
    case FileKind::ios: return "Cisco IOS";
    case FileKind::asa: return "Cisco ASA";
    case FileKind::cucm_phone: return "CUCM phone";
    case FileKind::isc_dhcpd: return "ISC dhcpd";
    case FileKind::dnsmasq: return "dnsmasq";
    case FileKind::kea: return "Kea";
    case FileKind::pjsip: return "Asterisk pjsip";
    case FileKind::chan_sip: return "Asterisk chan_sip";
    case FileKind::sysctl: return "Linux sysctl";
    case FileKind::iptables: return "Linux iptables or nftables";
    case FileKind::batfish_topology: return "layer 1 topology";
    case FileKind::refused: return "refused";
    case FileKind::no_configuration: return "no configuration";
  }
  return "";
}

ConfigFile::ConfigFile(std::string shown_path, std::string whole_text)
    : path(std::move(shown_path)), text(std::move(whole_text)) {
  const std::string_view all = text;
  for (std::size_t from = all.starts_with("\xef\xbb\xbf") ? 3 : 0; from < all.size();) {
    const std::size_t end = std::min(all.find_first_of("\r\n", from), all.size());
    lines.push_back(all.substr(from, end - from));
    from = end + (all.substr(end).starts_with("\r\n") ? 2 : 1);
  }
  notes.resize(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].find_first_not_of(" \t\f\v") == std::string_view::npos) {
      notes[i].fate = LineFate::blank;
    }
  }
}

std::string_view ConfigFile::stem() const {
  const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
  return name.substr(0, std::min(name.find('.'), name.size()));
}

std::string ConfigFile::place(std::size_t line) const {
  return line == 0 ? path : path + ':' + std::to_string(line);
}

void ConfigFile::note(std::size_t line, LineFate fate, std::string why) {
  if (line == 0 || line > notes.size()) return;
  notes[line - 1] = {fate, std::move(why)};
}

void ConfigFile::used(std::size_t line, const std::string& path_of_setting) {
  if (line == 0 || line > notes.size()) return;
  constexpr std::size_t enough = 200;  // of a range of 48 ports
  LineNote& note = notes[line - 1];
  if (note.why.find(path_of_setting) != std::string::npos) return;
  if (note.fate != LineFate::used) note = {LineFate::used, ""};
  if (note.why.size() > enough) return;
  note.why += (note.why.empty() ? "" : ", ") + path_of_setting;
}

std::size_t ConfigFile::count(LineFate fate) const {
  return static_cast<std::size_t>(std::ranges::count(notes, fate, &LineNote::fate));
}

bool is_binary(std::string_view text) {
  const std::string_view head = text.substr(0, std::size_t{64} << 10U);
  const auto odd = std::ranges::count_if(head, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && byte != 3 &&
           byte != 27;
  });
  return head.find('\0') != std::string_view::npos ||
         static_cast<std::size_t>(odd) * 50 > head.size();
}

}  // namespace app
