// Linux: timers of connection tracking from sysctl, and whether there is NAT, from iptables or nft.
#include <fmt/format.h>

#include <algorithm>

#include "app/import/ios_config.hpp"
#include "app/import/readers.hpp"

namespace app {
namespace {

using enum LineFate;

struct Sysctl {
  std::string_view key;  // its end
  const char* path;
  const char* unit;
};
constexpr Sysctl sysctls[] = {
    {"nf_conntrack_udp_timeout", "nat.udp_timeout", "s"},
    {"nf_conntrack_udp_timeout_stream", "nat.udp_stream_timeout", "s"},
    {"nf_conntrack_tcp_timeout_established", "nat.tcp_established_timeout", "s"},
    {"nf_conntrack_tcp_timeout_syn_sent", "nat.tcp_syn_timeout", "s"},
    {"nf_conntrack_tcp_timeout_fin_wait", "nat.tcp_closing_timeout", "s"},
    {"nf_conntrack_icmp_timeout", "nat.icmp_timeout", "s"},
    {"nf_conntrack_max", "nat.capacity", ""},
    {"nf_conntrack_tcp_loose", "nat.tcp_loose", "?"},
    {"gc_thresh3", "arp.capacity", ""},
};

// One router for all files of a host; it has no interfaces but in site.yaml.
DraftDevice& linux_router(ConfigFile& file, Draft& draft) {
  if (DraftDevice* there = draft.find("linux"); there != nullptr && there->kind == "router") {
    return *there;
  }
  DraftDevice& device = draft.device("linux", "router", &file);
  device.set("profile", "linux-nat", {}, "the kernel's defaults [linux-conntrack]");
  return device;
}

void read_sysctl(ConfigFile& file, Draft& draft) {
  for (std::size_t i = 1; i <= file.lines.size(); ++i) {
    const std::string_view text = file.lines[i - 1];
    const auto words = words_of(text);
    if (words.empty()) continue;
    if (words[0].front() == '#' || words[0].front() == ';') {
      file.note(i, irrelevant, "a comment");
      continue;
    }
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) {
      file.note(i, unknown, "no KEY = VALUE");
      continue;
    }
    const auto key = words_of(text.substr(0, equals));
    const auto value = words_of(text.substr(equals + 1));
    if (key.size() != 1 || value.size() != 1) {
      file.note(i, irrelevant, "of the host itself");
      continue;
    }
    const auto at = std::ranges::find_if(sysctls, [&](const Sysctl& s) {
      return key[0].ends_with(s.key) &&
             (key[0].size() == s.key.size() || key[0][key[0].size() - s.key.size() - 1] == '.' ||
              key[0][key[0].size() - s.key.size() - 1] == '/');
    });
    if (at != std::end(sysctls) && is_number(value[0])) {
      const std::string as = *at->unit == '?' ? (value[0] == "0" ? "false" : "true")
                                              : std::string(value[0]) + at->unit;
      linux_router(file, draft).set(at->path, as, {{&file, i}});
    } else if (key[0].find("conntrack") != key[0].npos || key[0].find(".arp_") != key[0].npos ||
               key[0].find("gc_thresh") != key[0].npos ||
               key[0].find("tcp_retries") != key[0].npos ||
               key[0].find("proxy_arp") != key[0].npos || key[0].find("rp_filter") != key[0].npos ||
               key[0].find("ip_forward") != key[0].npos) {
      file.note(i, relevant, "whose: a server's or a router's, stands not here");
    } else {
      file.note(i, irrelevant, "telephony does not depend on it");
    }
  }
}

void read_rules(ConfigFile& file, Draft& draft) {
  for (std::size_t i = 1; i <= file.lines.size(); ++i) {
    const std::string_view text = file.lines[i - 1];
    const auto words = words_of(text);
    if (words.empty()) continue;
    const std::string line(text);
    const auto has = [&](const char* what) { return line.find(what) != std::string::npos; };
    if (words[0].front() == '#' || words[0].front() == '*' || words[0].front() == ':' ||
        words[0] == "COMMIT" || words[0] == "}" || has("{")) {
      file.note(i, irrelevant, "the form of the file");
    } else if (has("MASQUERADE") || has("masquerade")) {
      DraftDevice& device = linux_router(file, draft);
      file.note(i, relevant, "NAT out of an interface whose address stands not here");
      draft.open.push_back(device.name + ".interfaces: with outside: true where it masquerades");
    } else if (has("SNAT") || has("snat") || has("DNAT") || has("dnat") || has("--helper") ||
               has("ct helper") || has("NOTRACK") || has("notrack") || has("timeout")) {
      file.note(i, relevant, "NAT of this kind is not modelled");
    } else if (words[0] == "-A" || has("accept") || has("drop") || has("jump") || has("reject")) {
      file.note(i, relevant, "rules of its filter are not modelled");
    } else {
      file.note(i, unknown, "no rule that is known");
    }
  }
}

}  // namespace

void import_linux(ConfigFile& file, Draft& draft) {
  if (file.kind == FileKind::sysctl) {
    read_sysctl(file, draft);
  } else {
    read_rules(file, draft);
  }
}

}  // namespace app
