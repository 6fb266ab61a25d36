// ISC dhcpd.conf: statements with semicolons and braces, and the declarations that scopes come
// from.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "app/import/braced.hpp"
#include "app/import/dhcp_scope.hpp"
#include "app/import/ios_config.hpp"
#include "app/import/readers.hpp"

namespace app {
namespace {

using enum LineFate;

std::string joined(const std::vector<std::string>& words, std::size_t from) {
  std::string text;
  for (; from < words.size(); ++from) {
    if (words[from] != ",") text += (text.empty() ? "" : ",") + words[from];
  }
  return text;
}

class DhcpdReader {
 public:
  DhcpdReader(ConfigFile& file, Draft& draft) : file_(file), draft_(draft) {}

  void read() {
    for (std::size_t i = 1; i <= file_.lines.size(); ++i) {
      const auto words = words_of(file_.lines[i - 1]);
      if (words.empty()) continue;
      const bool comment = words[0].front() == '#' || words[0] == "}" || words[0] == "{";
      file_.note(i, comment ? irrelevant : unknown,
                 comment ? "a comment, or the form" : "no statement");
    }
    const std::vector<BracedStatement> all = braced_statements(file_);
    device_ = &draft_.device(file_.stem() == "dhcpd" ? "dhcp" : file_.stem(), "server", &file_);
    device_->set("profile", "isc-dhcpd", {}, "what dhcpd does without a word [isc-dhcpd]");
    device_->set("dhcp.enabled", "true", {});
    global(all);
    if (device_->find("dhcp.lease") == nullptr) {
      draft_.imply(*device_, "dhcp.lease", "43200s", "dhcpd: 43200 s [isc-dhcpd]");
    }
    if (device_->find("dhcp.authoritative") == nullptr) {
      draft_.imply(*device_, "dhcp.authoritative", "false", "dhcpd: not authoritative [isc-dhcpd]");
    }
    if (device_->find("dhcp.ping_attempts") == nullptr) {
      draft_.imply(*device_, "dhcp.ping_attempts", "1", "dhcpd: ping-check is on [isc-dhcpd]");
    }
    finish_scopes();
  }

 private:
  void say(const BracedStatement& s, LineFate fate, std::string_view why) {
    for (std::size_t line = s.line; line <= s.last; ++line) {
      if (file_.notes[line - 1].fate != blank) file_.note(line, fate, std::string(why));
    }
  }
  Place at(const BracedStatement& s) { return {&file_, s.line}; }
  static bool is(const BracedStatement& s, std::size_t i, std::string_view word) {
    return i < s.words.size() && s.words[i] == word;
  }
  static std::string word(const BracedStatement& s, std::size_t i) {
    return i < s.words.size() ? s.words[i] : "";
  }

  // Statements that mean the same at every level; `scope`: of which they hold, or of all.
  bool common(const BracedStatement& s, DhcpScope* scope) {
    const std::string first = word(s, 0);
    if (first == "default-lease-time" && is_number(word(s, 1))) {
      if (scope != nullptr) {
        scope->lease = lease_seconds(word(s, 1));
        add_place(scope->from, at(s));
      } else {
        device_->set("dhcp.lease", lease_seconds(word(s, 1)), {at(s)});
      }
    } else if (first == "max-lease-time" || first == "min-lease-time") {
      say(s, irrelevant, "phones ask for no time of their own");
    } else if (first == "option") {
      return option(s, scope);
    } else if (first == "authoritative" || (first == "not" && is(s, 1, "authoritative"))) {
      device_->set("dhcp.authoritative", first == "not" ? "false" : "true", {at(s)});
    } else if (first == "ping-check") {
      const bool off = is(s, 1, "false") || is(s, 1, "off");
      device_->set("dhcp.ping_attempts", off ? "0" : "1", {at(s)});
    } else if (first == "ping-timeout" && is_number(word(s, 1))) {
      device_->set("dhcp.ping_wait", seconds(word(s, 1)), {at(s)});
    } else if (first == "abandon-lease-time" && is_number(word(s, 1))) {
      device_->set("dhcp.bad_address_time", seconds(word(s, 1)), {at(s)});
      device_->set("dhcp.decline_time", seconds(word(s, 1)), {at(s)});
    } else if (first == "next-server" || first == "filename" || first == "server-name") {
      say(s, relevant, "bootp's server and file are not modelled");
    } else if (first == "include") {
      say(s, relevant, "another file, which is read only if it is given");
    } else if (first == "failover" || first == "class" || first == "subclass" || first == "if" ||
               first == "elsif" || first == "else" || first == "allow" || first == "deny" ||
               first == "ignore" || first == "range6" || first == "on" || first == "set") {
      say(s, relevant, "conditions, classes, fail-over: not modelled, and not guessed");
    } else {
      constexpr std::array<std::string_view, 14> management{"ddns-update-style",
                                                            "ddns-updates",
                                                            "log-facility",
                                                            "key",
                                                            "zone",
                                                            "omapi-port",
                                                            "lease-file-name",
                                                            "pid-file-name",
                                                            "update-static-leases",
                                                            "local-address",
                                                            "one-lease-per-client",
                                                            "server-identifier",
                                                            "use-host-decl-names",
                                                            "db-time-format"};
      if (std::ranges::find(management, first) == management.end()) return false;
      say(s, irrelevant, "telephony does not depend on it");
    }
    return true;
  }

  bool option(const BracedStatement& s, DhcpScope* scope) {
    const std::string name = word(s, 1);
    if (is(s, 2, "code")) {  // option voip-tftp code 150 = array of ip-address
      int code = 0;
      const std::string number = word(s, 3);
      std::from_chars(number.data(), number.data() + number.size(), code);
      names_[name] = code;
      say(s, irrelevant, "the name of an option");
      return true;
    }
    const auto at_name = names_.find(name);
    const int code = at_name == names_.end() ? 0 : at_name->second;
    std::string value = joined(s.words, 2);
    std::erase(value, '"');
    if (code == 66) {
      if (scope != nullptr) {
        say(s, relevant, "option 66 is the same for all scopes here: say it outside of subnets");
      } else {
        device_->set("dhcp.tftp_server_name", yaml_scalar(value), {at(s)});
      }
    } else if (code == 1 || code == 15 || code == 28 || code == 12 || code == 119) {
      say(s, irrelevant, "telephony does not depend on it");
    } else if (code != 0 && scope != nullptr) {
      if (!scope->option(code, value, at(s))) say(s, relevant, "this option is not modelled");
    } else if (code != 0) {
      defaults_.push_back({code, value, at(s)});
      say(s, relevant, unclaimed);
    } else {
      say(s, relevant, "this option is not modelled");
    }
    return true;
  }

  void global(const std::vector<BracedStatement>& all) {
    for (const BracedStatement& s : all) {
      const std::string first = word(s, 0);
      if (first == "subnet" && s.opens) {
        subnet(s);
      } else if (first == "shared-network" || first == "group") {
        file_.note(s.line, first == "group" ? irrelevant : relevant,
                   first == "group" ? "several declarations" : "subnets that share a cable");
        global(s.inside);
      } else if (first == "host") {
        host(s);
      } else if (!common(s, nullptr)) {
        say(s, unknown, "no statement that is known");
      }
    }
  }

  void subnet(const BracedStatement& s) {
    const auto ip = sim::parse_ipv4(word(s, 1));
    const auto mask = sim::parse_ipv4(word(s, 3));
    if (!ip || !mask || prefix_length(*mask) < 0) return say(s, relevant, "no subnet");
    DhcpScope scope;
    scope.network = {*ip, static_cast<std::uint8_t>(prefix_length(*mask))};
    scope.from.push_back(at(s));
    inside(s.inside, scope);
    scopes_.push_back(std::move(scope));
  }

  void inside(const std::vector<BracedStatement>& all, DhcpScope& scope) {
    for (const BracedStatement& s : all) {
      const std::string first = word(s, 0);
      if (first == "range") {
        const std::size_t i = is(s, 1, "dynamic-bootp") ? 2 : 1;
        const auto low = sim::parse_ipv4(word(s, i));
        const auto high = s.words.size() > i + 1 ? sim::parse_ipv4(word(s, i + 1)) : low;
        if (!low || !high || *high < *low) {
          say(s, relevant, "no range");
          continue;
        }
        scope.ranges.push_back({*low, *high});
        add_place(scope.from, at(s));
      } else if (first == "pool") {
        file_.note(s.line, irrelevant, "several declarations");
        inside(s.inside, scope);
      } else if (first == "host") {
        host(s);
      } else if (!common(s, &scope)) {
        say(s, unknown, "no statement that is known");
      }
    }
  }

  void host(const BracedStatement& s) {
    Host host{"", {}, {at(s)}};
    for (const BracedStatement& inner : s.inside) {
      if (is(inner, 0, "hardware")) {
        host.mac = word(inner, 2);
        host.from.push_back(at(inner));
      } else if (is(inner, 0, "fixed-address")) {
        host.address = sim::parse_ipv4(word(inner, 1));
        host.from.push_back(at(inner));
      } else {
        say(inner, relevant, "options of one host are not modelled");
      }
    }
    file_.note(s.line, relevant, "a host without an address, or in no subnet with a range");
    hosts_.push_back(std::move(host));
  }

  void finish_scopes() {
    for (DhcpScope& scope : scopes_) {
      for (const auto& d : defaults_) {
        const bool said =
            (d.code == 3 && !scope.router.empty()) || (d.code == 6 && !scope.dns.empty()) ||
            (d.code == 150 && !scope.tftp.empty()) || (d.code == 42 && !scope.ntp.empty());
        if (!said) scope.option(d.code, d.value, d.from);
      }
      for (const Host& host : hosts_) {
        if (!host.address || !sim::parse_mac(host.mac) || !scope.network.contains(*host.address)) {
          continue;
        }
        scope.reservations.push_back({host.mac, *host.address});
        for (const Place& place : host.from) add_place(scope.from, place);
      }
      if (const std::string text = scope.text(); !text.empty()) {
        device_->add("dhcp.scopes", text, scope.from);
      } else {
        for (const Place& place : scope.from) {
          file_.note(place.line, irrelevant, "a subnet in which nothing is dealt out");
        }
      }
    }
  }

  struct Host {
    std::string mac;
    std::optional<sim::Ipv4> address;
    Places from;
  };
  struct Option {
    int code;
    std::string value;
    Place from;
  };

  ConfigFile& file_;
  Draft& draft_;
  DraftDevice* device_ = nullptr;
  std::map<std::string, int, std::less<>> names_{{"routers", 3},
                                                 {"domain-name-servers", 6},
                                                 {"tftp-server-name", 66},
                                                 {"ntp-servers", 42},
                                                 {"subnet-mask", 1},
                                                 {"domain-name", 15},
                                                 {"broadcast-address", 28},
                                                 {"domain-search", 119},
                                                 {"host-name", 12},
                                                 {"option-150", 150},
                                                 {"option-132", 132},
                                                 {"dhcp-lease-time", 51}};
  std::vector<DhcpScope> scopes_{};
  std::vector<Host> hosts_{};
  std::vector<Option> defaults_{};
};

}  // namespace

void import_isc_dhcpd(ConfigFile& file, Draft& draft) { DhcpdReader(file, draft).read(); }

}  // namespace app
