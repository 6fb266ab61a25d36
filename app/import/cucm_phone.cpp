// SEP<MAC>.cnf.xml: what a Cisco Unified CM, or who writes its files, tells a phone.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <pugixml.hpp>

#include "app/import/cucm_elements.hpp"
#include "app/import/readers.hpp"
#include "app/import/statements.hpp"
#include "sim/base/address.hpp"

namespace app {
namespace {

using enum LineFate;

class PhoneReader {
 public:
  PhoneReader(ConfigFile& file, Draft& draft) : file_(file), draft_(draft) {}

  void read() {
    pugi::xml_document document;
    const auto result = document.load_buffer(file_.text.data(), file_.text.size(),
                                             pugi::parse_default, pugi::encoding_utf8);
    for (std::size_t i = 1; i <= file_.lines.size(); ++i) {
      if (file_.notes[i - 1].fate != blank) file_.note(i, irrelevant, "the form of the file");
    }
    if (!result) {
      for (std::size_t i = 1; i <= file_.lines.size(); ++i) {
        file_.note(i, LineFate::unknown, fmt::format("no XML: {}", result.description()));
      }
      return;
    }
    line_starts();
    DraftDevice& device = draft_.device(file_.stem(), "phone", &file_);
    device_ = &device;
    if (const auto mac = mac_of_name(); !mac.empty()) {
      device.set("mac", '"' + mac + '"', {{&file_, 0}}, "the file's name");
    }
    walk(document.document_element(), 0);
    finish();
    notes_.tell(file_);
  }

 private:
  void line_starts() {
    for (const auto line : file_.lines) {
      starts_.push_back(static_cast<std::ptrdiff_t>(line.data() - file_.text.data()));
    }
  }
  std::size_t line_of(const pugi::xml_node& node) const {
    return static_cast<std::size_t>(std::ranges::upper_bound(starts_, node.offset_debug()) -
                                    starts_.begin());
  }

  std::string mac_of_name() const {
    const std::string_view name = file_.stem();
    if (name.size() != 15 || (!name.starts_with("SEP") && !name.starts_with("sep"))) return "";
    std::string mac;
    for (std::size_t i = 3; i < 15; i += 2)
      mac += (i > 3 ? ":" : "") + std::string(name.substr(i, 2));
    std::ranges::transform(mac, mac.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return sim::parse_mac(mac) ? mac : "";
  }

  // What the element says, with all that is in it; an element's fate is that of its lines.
  void mark(const pugi::xml_node& node, LineFate fate, std::string_view why) {
    say(line_of(node), node.name(), fate, why);
    for (const auto& child : node.children()) {
      if (child.type() == pugi::node_element) mark(child, fate, why);
    }
  }

  void walk(const pugi::xml_node& node, int depth) {
    constexpr int deepest = 64;
    if (depth > deepest) return;
    for (const auto& child : node.children()) {
      if (child.type() != pugi::node_element) continue;
      const std::string_view name = child.name();
      const std::string_view text = child.text().get();
      if (std::ranges::find(cucm_structure, name) != cucm_structure.end()) {
        if (name == "member") begins_member(child);
        walk(child, depth + 1);
        continue;
      }
      const auto at = std::ranges::find(cucm_elements, name, &CucmElement::element);
      if (text.find("{{") != text.npos || text.find("!!!") == 0) {
        mark(child, relevant, "a template's part that is not filled in");
      } else if (at != cucm_elements.end()) {
        const bool empty = !child.first_child();
        mark(child, empty ? irrelevant : at->fate, empty ? "empty" : at->why);
      } else if (!take(child, name, std::string(text))) {
        mark(child, unknown, "no element that is known");
      }
    }
  }

  void say(std::size_t line, std::string_view element, LineFate fate, std::string_view why) {
    notes_.say(line, element, fate, why);
  }
  void claim(std::string_view element) { notes_.claim(element); }

  void begins_member(const pugi::xml_node& node) {
    priority_ = node.attribute("priority").as_int(static_cast<int>(servers_.size()));
  }

  bool take(const pugi::xml_node& node, std::string_view name, const std::string& text) {
    const std::size_t line = line_of(node);
    const Place place{&file_, line};
    if (name == "processNodeName") {
      if (text.empty()) say(line, name, irrelevant, "empty");
      if (!text.empty()) servers_.push_back({priority_, {text, place}});
      return true;
    }
    struct Fixed {
      std::string_view element;
      std::string_view usual;
      LineFate otherwise;
      std::string_view why;
    };
    constexpr std::array<Fixed, 9> fixed{
        Fixed{"ethernetPhonePort", "2000", relevant, "SCCP at another port than 2000"},
        {"sipPort", "5060", relevant, ""},
        {"voipControlPort", "5060", relevant, ""},
        {"registerWithProxy", "true", relevant, "a phone that does not register"},
        {"sipRetx", "10", relevant, "how often a request is repeated: by T1 and timer F"},
        {"backupProxyPort", "", irrelevant, "of a proxy that is not there"},
        {"outboundProxyPort", "", irrelevant, "of a proxy that is not there"},
        {"emergencyProxyPort", "", irrelevant, "of a proxy that is not there"},
        {"voiceVlanAccess", "", irrelevant, "the PC behind it, in the voice VLAN"}};
    const auto f = std::ranges::find(fixed, name, &Fixed::element);
    if (f != fixed.end()) {
      if (text == f->usual || text.empty() || f->otherwise == irrelevant) {
        say(line, name, irrelevant, f->otherwise == irrelevant ? f->why : "as usual");
      } else if (name == "sipPort" && is_number(text)) {
        device_->set("registrar_port", text, {place});
      } else if (name == "voipControlPort" && is_number(text)) {
        device_->set("local_port", text, {place});
      } else {
        say(line, name, f->otherwise, f->why);
      }
      return true;
    }
    constexpr std::array<std::string_view, 9> later{"deviceProtocol",
                                                    "timerRegisterExpires",
                                                    "timerRegisterDelta",
                                                    "timerKeepAliveExpires",
                                                    "timerT1",
                                                    "timerT2",
                                                    "connectionMonitorDuration",
                                                    "transportLayerProtocol",
                                                    "deviceSecurityMode"};
    if (name == "adminVlanId" || name == "ethernetConfig") {
      const bool is_vlan = is_number(text) && text != "0" && text != "4095";
      if (is_vlan) device_->set("vlan", text, {place});
      if (!is_vlan) say(line, name, irrelevant, "none");
      return true;
    }
    if (std::ranges::find(later, name) == later.end()) return false;
    say(line, name, relevant, unclaimed);
    values_.push_back({std::string(name), text, place});
    return true;
  }

  struct Value {
    std::string name;
    std::string text;
    Place place;
  };
  const Value* value(std::string_view name) const {
    const auto at = std::ranges::find(values_, name, &Value::name);
    return at == values_.end() ? nullptr : &*at;
  }
  void time(const char* name, const char* path, const char* unit, const char* otherwise) {
    const Value* found = value(name);
    if (found != nullptr && is_number(found->text)) {
      claim(name);
      device_->set(path, found->text + unit, {found->place});
    } else if (found == nullptr && *otherwise != 0) {
      draft_.imply(*device_, path, otherwise, fmt::format("CUCM: {} [cucm-sip]", otherwise));
    }
  }
  void nothing(const char* name, const char* why, LineFate fate = irrelevant) {
    if (const Value* found = value(name)) say(found->place.line, name, fate, why);
  }

  void finish() {
    const Value* protocol = value("deviceProtocol");
    const bool sccp = protocol != nullptr && protocol->text == "SCCP";
    std::ranges::stable_sort(servers_, {}, [](const auto& s) { return s.first; });
    constexpr std::size_t most = 4;
    for (std::size_t i = 0; i < servers_.size(); ++i) {
      if (i >= most) {
        say(servers_[i].second.from.line, "processNodeName", relevant,
            "a phone has four call servers at most");
      } else {
        device_->servers.push_back(servers_[i].second);
        file_.used(servers_[i].second.from.line, device_->name + ".call_servers");
      }
    }
    if (servers_.empty()) device_->lacks.push_back("call_servers: its file names none");
    device_->set("profile", sccp ? "cisco-7975-sccp" : "cisco-8961-sip",
                 protocol != nullptr ? Places{protocol->place} : Places{},
                 "assumed: its stack is this model's");
    claim("deviceProtocol");
    if (sccp) device_->set("protocol", "sccp", {protocol->place});
    if (sccp) {
      time("connectionMonitorDuration", "sccp.connection_monitor", "s", "");
      for (const char* name :
           {"timerRegisterExpires", "timerRegisterDelta", "timerKeepAliveExpires", "timerT1",
            "timerT2", "transportLayerProtocol"}) {
        nothing(name, "of SIP, and this is an SCCP phone");
      }
    } else {
      sip();
    }
    const Value* mode = value("deviceSecurityMode");
    if (mode != nullptr && (mode->text == "2" || mode->text == "3")) {
      if (sccp) {
        nothing("deviceSecurityMode", "SCCP over TLS is not modelled", relevant);
      } else {
        claim("deviceSecurityMode");
        device_->set("transport", "tls", {mode->place});
      }
    } else {
      nothing("deviceSecurityMode", "not secured");
    }
  }

  void sip() {
    time("timerRegisterDelta", "sip.register_delta", "s", "5s");
    time("timerKeepAliveExpires", "sip.standby_keepalive", "s", "120s");
    if (const Value* keepalive = value("timerKeepAliveExpires")) {
      constexpr int longest = 300;
      const bool good = is_number(keepalive->text);
      const int every = good ? std::stoi(keepalive->text.substr(0, 6)) : 0;
      if (good) {
        device_->set("sip.fallback_retry", fmt::format("{}s", std::min(every, longest)),
                     {keepalive->place}, "at most 300 s [cisco-sipcc]");
      }
    }
    const Value* monitor = value("connectionMonitorDuration");
    const bool usual = monitor != nullptr && monitor->text == "120";
    nothing("connectionMonitorDuration",
            usual ? "as usual" : "how long a SIP phone waits to go back is not modelled",
            usual ? irrelevant : relevant);
    const Value* transport = value("transportLayerProtocol");
    const bool udp = transport != nullptr && transport->text == "2";
    if (udp) {
      claim("transportLayerProtocol");
      device_->set("transport", "udp", {transport->place});
      device_->set("user_agent", "standard", {transport->place}, "over UDP: no Unified CM");
    } else if (transport != nullptr && transport->text == "1") {
      claim("transportLayerProtocol");
      device_->set("transport", "tcp", {transport->place});
    } else {
      nothing("transportLayerProtocol", "as usual: TCP, as its profile says");
    }
    if (udp) {
      time("timerRegisterExpires", "sip.register_expires", "s", "3600s");
      time("timerT1", "sip.timers.t1", "ms", "");
      time("timerT2", "sip.timers.t2", "ms", "");
      for (const char* path :
           {"sip.register_delta", "sip.standby_keepalive", "sip.fallback_retry"}) {
        const DraftSetting* setting = device_->find(path);
        if (setting == nullptr) continue;
        for (const Place& place : setting->from) {
          file_.note(place.line, relevant,
                     "of a phone at a Unified CM; this one is at a SIP proxy");
        }
        std::erase_if(device_->settings, [&](const DraftSetting& s) { return s.path == path; });
        std::erase_if(draft_.defaults, [&](const ImpliedDefault& d) {
          return d.device == device_->name && d.path == path;
        });
      }
    } else {
      nothing("timerRegisterExpires", "a Unified CM grants its own keepalive interval");
      nothing("timerT1", "over TCP no request is repeated");
      nothing("timerT2", "over TCP no request is repeated");
    }
  }

  ConfigFile& file_;
  Draft& draft_;
  ElementNotes notes_{};
  DraftDevice* device_ = nullptr;
  std::vector<std::ptrdiff_t> starts_{};
  std::vector<std::pair<int, ServerName>> servers_{};
  std::vector<Value> values_{};
  int priority_ = 0;
};

}  // namespace

void import_cucm_phone(ConfigFile& file, Draft& draft) { PhoneReader(file, draft).read(); }

}  // namespace app
