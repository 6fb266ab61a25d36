// SEP<MAC>.cnf.xml: what a Cisco Unified CM, or who writes its files, tells a phone.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <pugixml.hpp>

#include "app/import/readers.hpp"
#include "app/import/statements.hpp"
#include "sim/base/address.hpp"

namespace app {
namespace {

struct Known {
  std::string_view element;
  LineFate fate;
  std::string_view why;
};
using enum LineFate;
// With all that stands in them. What is used is not here.
constexpr std::array known{
    Known{"dateTimeSetting", irrelevant, "its clock and display"},
    Known{"commonProfile", irrelevant, "its menus"},
    Known{"vendorConfig", irrelevant, "its keys, display and ports"},
    Known{"userLocale", irrelevant, "its language"},
    Known{"networkLocale", irrelevant, "its tones"},
    Known{"networkLocaleInfo", irrelevant, "its tones"},
    Known{"sipCallFeatures", irrelevant, "features of calls"},
    Known{"phoneServices", irrelevant, "services on the display"},
    Known{"speedDials", irrelevant, "its keys"},
    Known{"versionStamp", irrelevant, "the file's own"},
    Known{"loadInformation", irrelevant, "its firmware"},
    Known{"inactiveLoadInformation", irrelevant, "its firmware"},
    Known{"fullConfig", irrelevant, "the file's own"},
    Known{"sshUserId", irrelevant, "access for people"},
    Known{"sshPassword", irrelevant, "access for people"},
    Known{"commonConfig", irrelevant, "its menus"},
    Known{"authenticationURL", irrelevant, "services on the display"},
    Known{"directoryURL", irrelevant, "services on the display"},
    Known{"idleURL", irrelevant, "services on the display"},
    Known{"idleTimeout", irrelevant, "services on the display"},
    Known{"informationURL", irrelevant, "services on the display"},
    Known{"messagesURL", irrelevant, "services on the display"},
    Known{"proxyServerURL", irrelevant, "services on the display"},
    Known{"servicesURL", irrelevant, "services on the display"},
    Known{"secureAuthenticationURL", irrelevant, "services on the display"},
    Known{"secureDirectoryURL", irrelevant, "services on the display"},
    Known{"secureInformationURL", irrelevant, "services on the display"},
    Known{"secureMessagesURL", irrelevant, "services on the display"},
    Known{"secureServicesURL", irrelevant, "services on the display"},
    Known{"dscpForSCCPPhoneConfig", irrelevant, "priorities of packets"},
    Known{"dscpForSCCPPhoneServices", irrelevant, "priorities of packets"},
    Known{"dscpForCm2Dvce", irrelevant, "priorities of packets"},
    Known{"dscpForAudio", irrelevant, "priorities of packets"},
    Known{"dscpVideo", irrelevant, "priorities of packets"},
    Known{"capfAuthMode", irrelevant, "how it gets a certificate"},
    Known{"capfList", irrelevant, "how it gets a certificate"},
    Known{"certHash", irrelevant, "of a certificate"},
    Known{"encrConfig", irrelevant, "of the file"},
    Known{"featurePolicyFile", irrelevant, "its keys"},
    Known{"ipAddressMode", irrelevant, "IPv4 is what is modelled"},
    Known{"ipPreferenceModeControl", irrelevant, "IPv4 is what is modelled"},
    Known{"allowAutoConfig", irrelevant, "of IPv6"},
    Known{"tzdata", irrelevant, "its clock"},
    Known{"phoneLabel", irrelevant, "its display"},
    Known{"stutterMsgWaiting", irrelevant, "its tones"},
    Known{"callStats", irrelevant, "statistics"},
    Known{"softKeyFile", irrelevant, "its keys"},
    Known{"dialTemplate", irrelevant, "its dial plan"},
    Known{"preferredCodec", irrelevant, "of calls"},
    Known{"dtmfAvtPayload", irrelevant, "of calls"},
    Known{"dtmfDbLevel", irrelevant, "of calls"},
    Known{"dtmfOutofBand", irrelevant, "of calls"},
    Known{"startMediaPort", irrelevant, "of calls"},
    Known{"stopMediaPort", irrelevant, "of calls"},
    Known{"silentPeriodBetweenCallWaitingBursts", irrelevant, "its tones"},
    Known{"enableVad", irrelevant, "of calls"},
    Known{"disableLocalSpeedDialConfig", irrelevant, "its keys"},
    Known{"poundEndOfDial", irrelevant, "its dial plan"},
    Known{"alwaysUsePrimeLine", irrelevant, "its keys"},
    Known{"alwaysUsePrimeLineVoiceMail", irrelevant, "its keys"},
    Known{"autoAnswerTimer", irrelevant, "of calls"},
    Known{"autoAnswerAltBehavior", irrelevant, "of calls"},
    Known{"autoAnswerOverride", irrelevant, "of calls"},
    Known{"transferOnhookEnabled", irrelevant, "of calls"},
    Known{"kpml", irrelevant, "of calls"},
    Known{"maxRedirects", irrelevant, "of calls"},
    Known{"timerInviteExpires", irrelevant, "of calls"},
    Known{"sipInviteRetx", irrelevant, "of calls"},
    Known{"remotePartyID", irrelevant, "of calls"},
    Known{"userInfo", irrelevant, "of calls"},
    Known{"advertiseG722Codec", irrelevant, "of calls"},
    Known{"mobility", irrelevant, "its keys"},
    Known{"singleButtonBarge", irrelevant, "its keys"},
    Known{"joinAcrossLines", irrelevant, "its keys"},
    Known{"TVS", relevant, "trust verification (TVS) is not modelled"},
    Known{"vpnGroup", relevant, "the phone's VPN is not modelled"},
    Known{"srstInfo", relevant, "SRST: name it as the last of call_servers in site.yaml"},
    Known{"mlppDomainId", irrelevant, "of calls"},
    Known{"mlppIndicationStatus", irrelevant, "of calls"},
    Known{"preemption", irrelevant, "of calls"},
    Known{"timerSubscribeExpires", irrelevant, "subscriptions are not modelled, nor needed"},
    Known{"timerSubscribeDelta", irrelevant, "subscriptions are not modelled, nor needed"},
    Known{"natEnabled", relevant, "an address that the phone claims to have"},
    Known{"natAddress", relevant, "an address that the phone claims to have"},
    Known{"natReceivedProcessing", relevant, "NAT as the phone sees it is not modelled"},
    Known{"outboundProxy", relevant, "an outbound proxy is not modelled"},
    Known{"backupProxy", relevant, "a backup proxy is not modelled: name it in call_servers"},
    Known{"emergencyProxy", relevant, "a proxy for emergencies is not modelled"},
    Known{"addOnModules", relevant, "modules draw power: power.draw"},
    Known{"revertPriority", irrelevant, "its way back is by its firmware"},
    Known{"sipLines", irrelevant, "its extensions; one registration is modelled"},
    Known{"lines", irrelevant, "its extensions; one registration is modelled"},
    Known{"name", irrelevant, "a name"},
    Known{"description", irrelevant, "a name"},
    Known{"tftpDefault", irrelevant, "of the group"},
    Known{"mgcpPorts", irrelevant, "of gateways"},
    Known{"securedSipPort", irrelevant, "TLS is at 5061"},
};
constexpr std::array structure{
    "device",      "devicePool", "callManagerGroup", "members",    "member",
    "callManager", "ports",      "sipProfile",       "sipProxies", "sipStack"};

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
    tell_lines();
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
      if (std::ranges::find(structure, name) != structure.end()) {
        if (name == "member") begins_member(child);
        walk(child, depth + 1);
        continue;
      }
      const auto at = std::ranges::find(known, name, &Known::element);
      if (text.find("{{") != text.npos || text.find("!!!") == 0) {
        mark(child, relevant, "a template's part that is not filled in");
      } else if (at != known.end()) {
        const bool empty = !child.first_child();
        mark(child, empty ? irrelevant : at->fate, empty ? "empty" : at->why);
      } else if (!take(child, name, std::string(text))) {
        mark(child, unknown, "no element that is known");
      }
    }
  }

  // Of an element; several may share a line, and a later word about one replaces the first.
  void say(std::size_t line, std::string_view element, LineFate fate, std::string_view why) {
    const auto at = std::ranges::find_if(
        said_, [&](const Said& s) { return s.line == line && s.element == element; });
    Said said{line, std::string(element), fate, std::string(why)};
    if (at != said_.end() && fate != unknown) {
      *at = std::move(said);
    } else {
      said_.push_back(std::move(said));
    }
  }
  void claim(std::string_view element) {
    std::erase_if(said_, [&](const Said& s) { return s.element == element; });
  }
  // The gravest of what is said of a line's elements is said of the line.
  void tell_lines() {
    for (const Said& said : said_) {
      LineNote& note = file_.notes[said.line - 1];
      const bool first = note.why == "the form of the file";
      if (!first && said.fate < note.fate) continue;
      const bool graver = said.fate > note.fate || first;
      constexpr std::size_t enough = 300;
      if (note.why.size() > enough && !graver) continue;
      const std::string kept = graver && note.fate != used ? "" : note.why + "; ";
      note = {said.fate, kept + said.element + ": " + said.why};
    }
  }

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
    constexpr std::array<Fixed, 10> fixed{
        Fixed{"ethernetPhonePort", "2000", relevant, "SCCP at another port than 2000"},
        {"sipPort", "5060", relevant, ""},
        {"voipControlPort", "5060", relevant, ""},
        {"registerWithProxy", "true", relevant, "a phone that does not register"},
        {"sipRetx", "10", relevant, "how often a request is repeated: by T1 and timer F"},
        {"backupProxyPort", "", irrelevant, "of a proxy that is not there"},
        {"outboundProxyPort", "", irrelevant, "of a proxy that is not there"},
        {"emergencyProxyPort", "", irrelevant, "of a proxy that is not there"},
        {"voiceVlanAccess", "", irrelevant, "the PC behind it, in the voice VLAN"},
        {"spanToPCPort", "", irrelevant, "the PC behind it"}};
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

  struct Said {
    std::size_t line;
    std::string element;
    LineFate fate;
    std::string why;
  };

  ConfigFile& file_;
  Draft& draft_;
  std::vector<Said> said_{};
  DraftDevice* device_ = nullptr;
  std::vector<std::ptrdiff_t> starts_{};
  std::vector<std::pair<int, ServerName>> servers_{};
  std::vector<Value> values_{};
  int priority_ = 0;
};

}  // namespace

void import_cucm_phone(ConfigFile& file, Draft& draft) { PhoneReader(file, draft).read(); }

}  // namespace app
