// Cisco ASA: which of its time-outs governs phones, for whom it answers ARP, what NAT hides.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "app/import/asa_rules.hpp"
#include "app/import/ios_config.hpp"
#include "app/import/readers.hpp"

namespace app {
namespace {

class AsaReader {
 public:
  AsaReader(ConfigFile& file, Draft& draft) : file_(file), draft_(draft) {}

  void read() {
    for (std::size_t i = 1; i <= file_.lines.size(); ++i) line(i);
    const Fact* hostname = global_.find("hostname");
    device_ = &draft_.device(hostname != nullptr ? hostname->value : std::string(file_.stem()),
                             "router", &file_);
    if (hostname != nullptr) file_.note(hostname->line, LineFate::used, "the device's name");
    device_->set("profile", "cisco-asa", {}, "what an ASA does without a word [asa-timeouts]");
    nat_ = asa_nat(global_, blocks_, file_);
    interfaces();
    proxy_arp();
    routes();
    timers();
    switches();
  }

 private:
  void line(std::size_t i) {
    const auto words = words_of(file_.lines[i - 1]);
    if (words.empty()) return;
    if (words[0].front() == '!' || words[0].front() == ':') {
      return file_.note(i, LineFate::irrelevant, "a comment");
    }
    const bool margin = file_.lines[i - 1].front() == ' ';
    if (!margin) open_ = nullptr;
    const bool negated = words[0] == "no";
    const std::size_t from = negated ? 1 : 0;
    if (open_ != nullptr && open_->kind == "other") {
      return file_.note(i, other_.otherwise, std::string(other_.why));
    }
    const std::string_view in =
        open_ == nullptr ? std::string_view() : std::string_view(open_->kind);
    auto match = table_.find(in, words, from);
    if (match.rule == nullptr && negated) match = table_.find_shorter(in, words, from);
    if (match.rule == nullptr && words[0].starts_with("Cryptochecksum")) {
      return file_.note(i, LineFate::irrelevant, "a checksum");
    }
    if (match.rule == nullptr)
      return file_.note(i, LineFate::unknown, "no statement that is known");
    if (!match.rule->sets.starts_with('>')) {
      take(match, negated, i, open_ == nullptr ? global_ : *open_, file_);
      return;
    }
    file_.note(i, match.rule->sets == ">other" ? match.rule->otherwise : LineFate::irrelevant,
               match.rule->sets == ">other" ? std::string(match.rule->why)
                                            : "where the following lines belong");
    if (negated) return;
    other_ = *match.rule;
    blocks_.push_back({std::string(match.rule->sets.substr(1)),
                       match.captured.empty() ? "" : match.captured[0], i});
    open_ = &blocks_.back();
  }

  Places at(const Fact* fact) { return {{&file_, fact->line}}; }
  void lost(const Fact* fact, std::string why) {
    file_.note(fact->line, LineFate::relevant, std::move(why));
  }

  // NAT of a part of the hosts: the model hides all of them, or none.
  void check_nat() {
    if (nat_.hidden_behind.empty() || !nat_.hidden) return;
    for (const Block& block : blocks_) {
      const Fact* address = block.kind == "interface" ? block.find("address") : nullptr;
      const Fact* name = block.find("nameif");
      if (address == nullptr || name == nullptr || name->value == nat_.hidden_behind) continue;
      const auto own = asa_network(address->value);
      const bool whole = own && nat_.hidden->prefix_length <= own->prefix_length &&
                         nat_.hidden->contains(own->address);
      if (whole) continue;
      for (const Place& place : nat_.from) {
        file_.note(place.line, LineFate::relevant,
                   fmt::format("hosts of {} are not hidden, and the model hides all", name->value));
      }
      draft_.open.push_back(fmt::format("{}.nat: it leaves out {}", device_->name, name->value));
      nat_.hidden_behind.clear();
      return;
    }
  }

  void interfaces() {
    check_nat();
    std::vector<std::string> silent;
    for (const Fact* fact : global_.all("noproxyarp")) silent.push_back(fact->value);
    for (const Block& block : blocks_) {
      const Fact* address = block.kind == "interface" ? block.find("address") : nullptr;
      const Fact* name = block.find("nameif");
      if (block.kind != "interface") continue;
      if (address == nullptr || name == nullptr || block.find("shutdown") != nullptr) {
        for (const Fact& fact : block.facts) {
          file_.note(fact.line, LineFate::irrelevant,
                     "an interface that is down, or has no address");
        }
        continue;
      }
      const auto own = asa_network(address->value);
      if (!own) continue;
      const std::string parent = block.name.substr(0, block.name.find('.'));
      std::size_t port = port_number(*device_, parent);
      if (port == 0) {
        device_->port_names.push_back(parent);
        port = device_->port_names.size();
      }
      Places from{{&file_, address->line}, {&file_, name->line}};
      const Fact* level = block.find("level");
      std::string text =
          fmt::format("{{port: {}, address: {}, security_level: {}", port, sim::to_text(*own),
                      level != nullptr          ? level->value
                      : name->value == "inside" ? "100"
                                                : "0");
      if (level != nullptr) from.push_back({&file_, level->line});
      if (const Fact* vlan = block.find("vlan")) {
        text += ", vlan: " + vlan->value;
        from.push_back({&file_, vlan->line});
      }
      if (name->value == nat_.hidden_behind) {
        text += ", outside: true";
        for (const Place& place : nat_.from) add_place(from, place);
      }
      for (const Fact* fact : global_.all("noproxyarp")) {
        if (fact->value != name->value) continue;
        text += ", proxy_arp: false";
        from.push_back({&file_, fact->line});
      }
      for (const Fact* fact : global_.all("mtu")) {
        const auto words = words_of(fact->value);
        if (words[0] != name->value) continue;
        if (words[1] != "1500") text += fmt::format(", mtu: {}", words[1]);
        from.push_back({&file_, fact->line});
      }
      device_->add("interfaces", text + '}', from, name->value);
    }
    if (!nat_.hidden_behind.empty() &&
        std::ranges::none_of(device_->settings, [](const DraftSetting& s) {
          return s.value.find("outside: true") != std::string::npos;
        })) {
      for (const Place& place : nat_.from) {
        file_.note(place.line, LineFate::relevant,
                   "the interface that it hides behind has no address");
      }
    }
  }

  void proxy_arp() {
    if (!nat_.any.empty()) {
      device_->set("proxy_arp.answers_for", "identity_nat_any", nat_.any);
    } else {
      draft_.imply(
          *device_, "proxy_arp.answers_for", "listed",
          "ASA: for mapped addresses only; there is no identity NAT of any [asa-proxy-arp]");
    }
    if (!nat_.answers.empty()) {
      std::string list;
      for (const std::string& a : nat_.answers) list += (list.empty() ? "" : ", ") + a;
      device_->set("proxy_arp.addresses", '[' + list + ']', nat_.answers_from);
    }
    draft_.defaults.push_back({device_->name, "proxy_arp.enabled", "true",
                               "ASA: on, unless sysopt noproxyarp [asa-proxy-arp]"});
  }

  void routes() {
    for (const Fact* fact : global_.all("route")) {
      const auto words = words_of(fact->value);
      const auto to = asa_network(fact->value);
      if (!to || words.size() < 3) {
        lost(fact, "a route that cannot be told");
        continue;
      }
      std::string text = fmt::format("{{to: {}, via: {}", sim::to_text(*to), words[2]);
      if (words.size() > 3 && is_number(words[3])) text += fmt::format(", distance: {}", words[3]);
      const bool tracked = std::ranges::find(words, std::string_view("track")) != words.end();
      if (tracked) {
        lost(fact, "tracked routes of an ASA are not modelled");
        continue;
      }
      device_->add("routes", text + '}', at(fact));
    }
  }

  // `timeout conn 1:00:00 half-closed 0:10:00 udp 0:02:00`, which may go on in further lines.
  void timers() {
    struct Timer {
      const char* word;
      const char* path;
      const char* otherwise;
    };
    constexpr Timer timers[] = {{"conn", "firewall.conn_timeout", "1h"},
                                {"half-closed", "firewall.half_closed_timeout", "10min"},
                                {"embryonic", "firewall.embryonic_timeout", "30s"},
                                {"udp", "firewall.udp_timeout", "2min"},
                                {"sip", "firewall.sip_timeout", "30min"},
                                {"icmp", "firewall.icmp_timeout", "2s"}};
    std::vector<std::string> said;
    for (const Fact* fact : global_.all("timeout")) {
      const auto words = words_of(fact->value);
      file_.note(fact->line, LineFate::irrelevant,
                 "time-outs of protocols that phones do not speak");
      for (std::size_t w = 0; w + 1 < words.size(); w += 2) {
        const auto timer = std::ranges::find(
            timers, words[w], [](const Timer& t) { return std::string_view(t.word); });
        const long time = asa_seconds(words[w + 1]);
        if (timer == std::end(timers) || time < 0) continue;
        device_->set(timer->path, time == 0 ? "forever" : fmt::format("{}s", time), at(fact));
        said.emplace_back(timer->word);
      }
    }
    for (const Timer& timer : timers) {
      if (std::ranges::find(said, timer.word) != said.end()) continue;
      draft_.imply(*device_, timer.path, timer.otherwise,
                   fmt::format("ASA: {} [asa-timeouts]", timer.otherwise));
    }
    if (const Fact* arp = global_.find("arp_timeout")) {
      device_->set("arp.lifetime", seconds(arp->value), at(arp));
    } else {
      draft_.imply(*device_, "arp.lifetime", "4h", "ASA: 14400 s [asa-timeouts]");
    }
  }

  void switches() {
    const Fact* inspect = nullptr;
    const Fact* icmp = nullptr;
    const Fact* policy = global_.find("policy");
    for (const Block& block : blocks_) {
      const bool in_force =
          policy != nullptr && block.kind == "policy" && block.name == policy->value;
      if (block.kind != "policy") continue;
      for (const char* key : {"inspect_sip", "inspect_icmp"}) {
        const Fact* fact = block.find(key);
        if (fact == nullptr) continue;
        if (!in_force)
          file_.note(fact->line, LineFate::irrelevant, "no service-policy applies it globally");
        if (in_force) (std::string_view(key) == "inspect_sip" ? inspect : icmp) = fact;
      }
    }
    Places from = policy == nullptr ? Places{} : at(policy);
    if (inspect != nullptr) from.push_back({&file_, inspect->line});
    if (inspect != nullptr) {
      device_->set("firewall.inspect_sip", "true", from, "so `timeout sip` governs UDP 5060");
    } else {
      draft_.imply(*device_, "firewall.inspect_sip", "false",
                   "no `inspect sip` in force: `timeout udp` governs [asa-timeouts]");
    }
    if (icmp != nullptr) {
      device_->set("firewall.inspect_icmp", "true", at(icmp));
    } else {
      draft_.imply(*device_, "firewall.inspect_icmp", "false", "no `inspect icmp` [asa-timeouts]");
    }
    struct Flag {
      const char* fact;
      const char* path;
    };
    for (const Flag& flag : {Flag{"inter", "firewall.same_security_permit_inter_interface"},
                             Flag{"intra", "firewall.same_security_permit_intra_interface"},
                             Flag{"reset_in", "firewall.reset_inbound"},
                             Flag{"reset_out", "firewall.reset_outbound"}}) {
      if (const Fact* fact = global_.find(flag.fact)) device_->set(flag.path, "true", at(fact));
    }
  }

  ConfigFile& file_;
  Draft& draft_;
  DraftDevice* device_ = nullptr;
  StatementTable table_{asa_rules(), false};
  StatementRule other_{};
  Block global_{};
  std::deque<Block> blocks_{};
  Block* open_ = nullptr;
  AsaNat nat_{};
};

}  // namespace

void import_asa(ConfigFile& file, Draft& draft) { AsaReader(file, draft).read(); }

}  // namespace app
