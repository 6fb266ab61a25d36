// dnsmasq.conf: its DHCP server.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "app/import/dhcp_scope.hpp"
#include "app/import/ios_config.hpp"
#include "app/import/readers.hpp"

namespace app {
namespace {

using enum LineFate;

std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t comma = text.find(',');
    std::string part(text.substr(0, comma));
    std::erase(part, ' ');
    parts.push_back(std::move(part));
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

std::string lease_of(std::string_view text) {
  if (text == "infinite") return "forever";
  if (text.empty()) return "";
  const char unit = text.back();
  const std::string_view number = text.substr(0, text.size() - 1);
  if (is_number(text)) return seconds(text);
  if (!is_number(number)) return "";
  if (unit == 'h') return std::string(number) + 'h';
  if (unit == 'm') return std::string(number) + "min";
  return unit == 'd' ? fmt::format("{}h", std::stoull(std::string(number)) * 24) : "";
}

int option_code(std::string_view name) {
  struct Name {
    std::string_view name;
    int code;
  };
  for (const Name& n : {Name{"option:router", 3}, Name{"option:dns-server", 6},
                        Name{"option:ntp-server", 42}, Name{"option:tftp-server", 66},
                        Name{"option:domain-name", 15}, Name{"option:domain-search", 119}}) {
    if (n.name == name) return n.code;
  }
  if (name.starts_with("option:")) name.remove_prefix(7);
  int code = 0;
  if (is_number(name)) std::from_chars(name.data(), name.data() + name.size(), code);
  return code;
}

class DnsmasqReader {
 public:
  DnsmasqReader(ConfigFile& file, Draft& draft)
      : file_(file),
        draft_(draft),
        device_(draft.device(file.stem() == "dnsmasq" ? "dhcp" : file.stem(), "server", &file)) {}

  void read() {
    device_.set("profile", "dnsmasq", {}, "what dnsmasq does without a word [dnsmasq-dhcp]");
    device_.set("dhcp.enabled", "true", {});
    for (std::size_t i = 1; i <= file_.lines.size(); ++i) {
      std::string_view text = file_.lines[i - 1];
      const auto words = words_of(text);
      if (words.empty()) continue;
      if (words[0].front() == '#') {
        file_.note(i, irrelevant, "a comment");
        continue;
      }
      text.remove_prefix(text.find_first_not_of(" \t"));
      text = text.substr(0, text.find(" #"));
      text = text.substr(0, text.find_last_not_of(" \t") + 1);
      const std::size_t equals = std::min(text.find('='), text.size());
      line(i, text.substr(0, equals), text.substr(std::min(equals + 1, text.size())));
    }
    finish();
  }

 private:
  void line(std::size_t i, std::string_view key, std::string_view value) {
    const Place place{&file_, i};
    if (key == "dhcp-range") return range(place, value);
    if (key == "dhcp-option" || key == "dhcp-option-force") return option(place, value);
    if (key == "dhcp-host") return host(place, value);
    if (key == "no-ping") return device_.set("dhcp.ping_attempts", "0", {place});
    if (key == "dhcp-authoritative") return device_.set("dhcp.authoritative", "true", {place});
    constexpr std::array<std::string_view, 9> lost{
        "dhcp-vendorclass", "dhcp-userclass", "dhcp-mac", "dhcp-match", "dhcp-boot",
        "dhcp-relay",       "dhcp-ignore",    "conf-dir", "conf-file"};
    if (std::ranges::find(lost, key) != lost.end()) {
      return file_.note(i, relevant, "classes, tags and further files are not modelled");
    }
    constexpr std::array<std::string_view, 22> others{"interface",
                                                      "bind-interfaces",
                                                      "bind-dynamic",
                                                      "listen-address",
                                                      "domain",
                                                      "domain-needed",
                                                      "bogus-priv",
                                                      "no-resolv",
                                                      "no-hosts",
                                                      "server",
                                                      "cache-size",
                                                      "log-dhcp",
                                                      "log-queries",
                                                      "log-facility",
                                                      "expand-hosts",
                                                      "local",
                                                      "user",
                                                      "group",
                                                      "except-interface",
                                                      "dhcp-leasefile",
                                                      "dhcp-lease-max",
                                                      "port"};
    if (std::ranges::find(others, key) != others.end()) {
      return file_.note(i, irrelevant, "telephony does not depend on it");
    }
    if (key == "address" || key == "srv-host" || key == "host-record" || key == "cname") {
      return file_.note(i, relevant, "its DNS: say it as dns of a server in site.yaml");
    }
    file_.note(i, unknown, "no option that is known");
  }

  void range(Place place, std::string_view value) {
    auto parts = parts_of(value);
    std::erase_if(parts, [](const std::string& p) { return p.starts_with("set:"); });
    if (!parts.empty() && parts[0].starts_with("tag:")) {
      return file_.note(place.line, relevant, "tags are not modelled");
    }
    const auto first = parts.empty() ? std::nullopt : sim::parse_ipv4(parts[0]);
    const auto last = parts.size() < 2 ? std::nullopt : sim::parse_ipv4(parts[1]);
    if (!first || !last || *last < *first) {
      return file_.note(place.line, relevant, "no range of addresses that are dealt out");
    }
    const auto mask = parts.size() > 2 ? sim::parse_ipv4(parts[2]) : std::nullopt;
    if (!mask || prefix_length(*mask) < 0) {
      return file_.note(place.line, relevant, "its netmask is that of an interface, and not here");
    }
    DhcpScope scope;
    scope.network = {*first, static_cast<std::uint8_t>(prefix_length(*mask))};
    scope.network.address = scope.network.network();
    scope.ranges.push_back({*first, *last});
    scope.lease = lease_of(parts.back());
    scope.from.push_back(place);
    scopes_.push_back(std::move(scope));
    file_.note(place.line, relevant, std::string(unclaimed));
  }

  void option(Place place, std::string_view value) {
    const auto parts = parts_of(value);
    if (parts[0].starts_with("tag:") || parts[0].starts_with("net:") ||
        parts[0].starts_with("vendor:")) {
      return file_.note(place.line, relevant, "tags and vendors' options are not modelled");
    }
    const int code = option_code(parts[0]);
    std::string rest;
    for (std::size_t i = 1; i < parts.size(); ++i) rest += (i > 1 ? "," : "") + parts[i];
    std::erase(rest, '"');
    if (code == 66) return device_.set("dhcp.tftp_server_name", yaml_scalar(rest), {place});
    if (code == 15 || code == 119 || code == 28) {
      return file_.note(place.line, irrelevant, "telephony does not depend on it");
    }
    file_.note(place.line, relevant,
               code == 0 ? "no option that is known" : "this option is not modelled");
    if (code != 0) options_.push_back({code, rest, place});
  }

  void host(Place place, std::string_view value) {
    std::string mac;
    std::optional<sim::Ipv4> address;
    for (const std::string& part : parts_of(value)) {
      if (sim::parse_mac(part)) mac = part;
      if (const auto ip = sim::parse_ipv4(part)) address = ip;
    }
    file_.note(place.line, relevant, "a host without MAC and address, or in no range's network");
    if (!mac.empty() && address) hosts_.push_back({mac, *address, place});
  }

  void finish() {
    for (DhcpScope& scope : scopes_) {
      for (const Option& o : options_) scope.option(o.code, o.value, o.from);
      for (const Host& h : hosts_) {
        if (!scope.network.contains(h.address)) continue;
        scope.reservations.push_back({h.mac, h.address});
        add_place(scope.from, h.from);
      }
      device_.add("dhcp.scopes", scope.text(), scope.from);
      if (scope.lease.empty()) {
        draft_.defaults.push_back(
            {device_.name, "dhcp.lease", "1h", "dnsmasq: 1 h [dnsmasq-dhcp]"});
      }
    }
    if (device_.find("dhcp.ping_attempts") == nullptr) {
      draft_.defaults.push_back(
          {device_.name, "dhcp.ping_attempts", "1", "dnsmasq: on [dnsmasq-dhcp]"});
    }
  }

  struct Option {
    int code;
    std::string value;
    Place from;
  };
  struct Host {
    std::string mac;
    sim::Ipv4 address;
    Place from;
  };
  ConfigFile& file_;
  Draft& draft_;
  DraftDevice& device_;
  std::vector<DhcpScope> scopes_{};
  std::vector<Option> options_{};
  std::vector<Host> hosts_{};
};

}  // namespace

void import_dnsmasq(ConfigFile& file, Draft& draft) { DnsmasqReader(file, draft).read(); }

}  // namespace app
