// Kea's kea-dhcp4.conf: JSON with comments. Read as YAML, whose subset JSON is, so that lines are
// known.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "app/import/dhcp_scope.hpp"
#include "app/import/ios_config.hpp"
#include "app/import/readers.hpp"
#include "sim/schema/document.hpp"

namespace app {
namespace {

using enum LineFate;

// Without comments and includes; every character keeps its place.
std::string without_comments(ConfigFile& file) {
  std::string text = file.text;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      quoted = c != '"' && c != '\n';
      continue;
    }
    const std::string_view rest = std::string_view(text).substr(i);
    std::size_t end = i;
    if (c == '"') {
      quoted = true;
    } else if (c == '#' || rest.starts_with("//")) {
      end = std::min(text.find('\n', i), text.size());
    } else if (rest.starts_with("/*")) {
      end = std::min(text.find("*/", i), text.size() - 2) + 2;
    } else if (rest.starts_with("<?")) {
      end = std::min(text.find("?>", i), text.size() - 2) + 2;
    } else if (c == '\t' || c == '\r') {
      text[i] = ' ';
    }
    for (; i < end; ++i) {
      if (text[i] != '\n') text[i] = ' ';
    }
    if (end > 0 && i == end && c != '"' && end > 0 && (c == '#' || c == '/' || c == '<')) --i;
  }
  return text;
}

class KeaReader {
 public:
  KeaReader(ConfigFile& file, Draft& draft) : file_(file), draft_(draft) {}

  void read() {
    for (std::size_t i = 1; i <= file_.lines.size(); ++i) {
      if (file_.notes[i - 1].fate == blank) continue;
      const bool include = file_.lines[i - 1].find("<?include") != std::string_view::npos;
      file_.note(i, include ? relevant : irrelevant,
                 include ? "another file, which is not looked into" : "the form of the file");
    }
    sim::Diagnostics complaints;
    const auto root = sim::parse_yaml(without_comments(file_), file_.path, complaints);
    const sim::Node* dhcp = root && complaints.ok() ? root->find("Dhcp4") : nullptr;
    if (dhcp == nullptr || !dhcp->is_map()) {
      for (std::size_t i = 1; i <= file_.lines.size(); ++i) {
        if (file_.notes[i - 1].fate != blank) file_.note(i, unknown, "no JSON that can be read");
      }
      return;
    }
    device_ = &draft_.device("dhcp", "server", &file_);
    device_->set("profile", "kea-dhcp", {}, "what Kea does without a word [kea-dhcp]");
    device_->set("dhcp.enabled", "true", {});
    std::vector<const sim::Node*> subnets;
    for (const auto& entry : dhcp->entries) global(entry, subnets);
    for (const sim::Node* list : subnets) {
      for (const sim::Node& item : list->items) subnet(item);
    }
    if (device_->find("dhcp.lease") == nullptr) {
      draft_.imply(*device_, "dhcp.lease", "7200s", "Kea: 7200 s [kea-dhcp]");
    }
    if (device_->find("dhcp.authoritative") == nullptr) {
      draft_.imply(*device_, "dhcp.authoritative", "false", "Kea: not authoritative [kea-dhcp]");
    }
  }

 private:
  Place at(const sim::Node::Entry& entry) {
    return {&file_, static_cast<std::size_t>(std::max(entry.at.line, 0))};
  }
  void say(const sim::Node::Entry& entry, LineFate fate, std::string_view why) {
    const std::size_t line = at(entry).line;
    if (line == 0 || line > file_.notes.size()) return;
    if (file_.notes[line - 1].fate == used && fate == irrelevant) return;
    file_.note(line, fate, entry.key + ": " + std::string(why));
    tell_inside(entry.value, fate, why);
  }
  void tell_inside(const sim::Node& node, LineFate fate, std::string_view why) {
    for (const auto& entry : node.entries) say(entry, fate, why);
    for (const auto& item : node.items) tell_inside(item, fate, why);
  }

  void global(const sim::Node::Entry& entry, std::vector<const sim::Node*>& subnets) {
    const std::string& key = entry.key;
    const std::string& text = entry.value.text;
    if (key == "subnet4") {
      subnets.push_back(&entry.value);
    } else if (key == "valid-lifetime" && is_number(text)) {
      device_->set("dhcp.lease", lease_seconds(text), {at(entry)});
    } else if (key == "decline-probation-period" && is_number(text)) {
      device_->set("dhcp.decline_time", seconds(text), {at(entry)});
    } else if (key == "authoritative") {
      device_->set("dhcp.authoritative", text == "true" ? "true" : "false", {at(entry)});
    } else if (key == "option-data") {
      for (const sim::Node& item : entry.value.items) option(item, nullptr);
    } else if (key == "shared-networks") {
      say(entry, relevant, "subnets that share a cable are not modelled");
    } else if (key == "client-classes" || key == "hooks-libraries" || key == "option-def" ||
               key == "renew-timer" || key == "rebind-timer") {
      say(entry, relevant, "not modelled");
    } else if (key == "interfaces-config" || key == "lease-database" || key == "loggers" ||
               key == "control-socket" || key == "control-sockets" || key == "dhcp-ddns" ||
               key == "expired-leases-processing" || key == "sanity-checks" || key == "comment" ||
               key == "user-context" || key == "max-valid-lifetime" ||
               key == "min-valid-lifetime") {
      say(entry, irrelevant, "telephony does not depend on it");
    } else {
      say(entry, unknown, "no parameter that is known");
    }
  }

  // Of one subnet, or of all.
  void option(const sim::Node& item, DhcpScope* scope) {
    int code = 0;
    std::string value;
    const sim::Node::Entry* place = nullptr;
    for (const auto& entry : item.entries) {
      if (entry.key == "data") value = entry.value.text;
      if (entry.key == "name" || entry.key == "code") {
        place = &entry;
        struct Name {
          std::string_view name;
          int code;
        };
        for (const Name& n : {Name{"routers", 3}, Name{"domain-name-servers", 6},
                              Name{"ntp-servers", 42}, Name{"tftp-server-name", 66}}) {
          if (n.name == entry.value.text) code = n.code;
        }
        if (is_number(entry.value.text)) code = std::stoi(entry.value.text.substr(0, 5));
      }
    }
    if (place == nullptr) return;
    std::string plain = value;
    if (code == 66 && scope == nullptr) {
      device_->set("dhcp.tftp_server_name", yaml_scalar(value), {at(*place)});
    } else if (code == 0 || scope == nullptr || !scope->option(code, plain, at(*place))) {
      if (code != 0 && scope == nullptr) options_.push_back({code, value, at(*place)});
      say(*place, relevant, "this option is not modelled");
    }
  }

  void subnet(const sim::Node& node) {
    DhcpScope scope;
    for (const auto& entry : node.entries) {
      const std::string& key = entry.key;
      if (key == "subnet") {
        const auto network = sim::parse_ipv4_interface(entry.value.text);
        if (network) scope.network = *network;
        add_place(scope.from, at(entry));
      } else if (key == "pools") {
        for (const sim::Node& pool : entry.value.items) pools(pool, scope);
      } else if (key == "option-data") {
        for (const sim::Node& item : entry.value.items) option(item, &scope);
      } else if (key == "reservations") {
        for (const sim::Node& item : entry.value.items) reservation(item, scope);
      } else if (key == "valid-lifetime" && is_number(entry.value.text)) {
        scope.lease = lease_seconds(entry.value.text);
        add_place(scope.from, at(entry));
      } else if (key == "id" || key == "comment" || key == "user-context" || key == "interface") {
        say(entry, irrelevant, "telephony does not depend on it");
      } else {
        say(entry, relevant, "of a subnet: not modelled");
      }
    }
    for (const Option& o : options_) {
      const bool said =
          (o.code == 3 && !scope.router.empty()) || (o.code == 6 && !scope.dns.empty()) ||
          (o.code == 150 && !scope.tftp.empty()) || (o.code == 42 && !scope.ntp.empty());
      if (!said) scope.option(o.code, o.value, o.from);
    }
    if (scope.network.prefix_length == 32 || scope.ranges.empty()) return;
    device_->add("dhcp.scopes", scope.text(), scope.from);
  }

  void pools(const sim::Node& node, DhcpScope& scope) {
    for (const auto& entry : node.entries) {
      if (entry.key != "pool") {
        say(entry, relevant, "of a pool: not modelled");
        continue;
      }
      std::string text = entry.value.text;
      std::erase(text, ' ');
      const std::size_t hyphen = text.find('-');
      const auto block = sim::parse_ipv4_interface(text);
      const auto first =
          block ? std::optional(block->network()) : sim::parse_ipv4(text.substr(0, hyphen));
      const auto last = block                         ? std::optional(block->broadcast())
                        : hyphen == std::string::npos ? std::nullopt
                                                      : sim::parse_ipv4(text.substr(hyphen + 1));
      if (!first || !last || *last < *first) {
        say(entry, relevant, "no pool");
        continue;
      }
      scope.ranges.push_back({*first, *last});
      add_place(scope.from, at(entry));
    }
  }

  void reservation(const sim::Node& node, DhcpScope& scope) {
    const sim::Node* mac = node.find("hw-address");
    const sim::Node* address = node.find("ip-address");
    const auto ip = address == nullptr ? std::nullopt : sim::parse_ipv4(address->text);
    const bool good = mac != nullptr && ip && sim::parse_mac(mac->text);
    if (good) scope.reservations.push_back({mac->text, *ip});
    for (const auto& entry : node.entries) {
      const bool ours = entry.key == "hw-address" || entry.key == "ip-address";
      if (good && ours) {
        add_place(scope.from, at(entry));
      } else {
        say(entry, ours || entry.key == "option-data" ? relevant : irrelevant, "of a host");
      }
    }
  }

  struct Option {
    int code;
    std::string value;
    Place from;
  };
  ConfigFile& file_;
  Draft& draft_;
  DraftDevice* device_ = nullptr;
  std::vector<Option> options_{};
};

}  // namespace

void import_kea(ConfigFile& file, Draft& draft) { KeaReader(file, draft).read(); }

}  // namespace app
