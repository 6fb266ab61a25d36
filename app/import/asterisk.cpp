// Asterisk: pjsip.conf and sip.conf, sections of KEY=VALUE with templates.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/import/ios_config.hpp"
#include "app/import/readers.hpp"

namespace app {
namespace {

using enum LineFate;

struct AsteriskKey {
  const char* section;  // its type; of sip.conf: general, peer
  const char* key;
  const char* path;  // empty: nowhere
  const char* unit;
  LineFate otherwise;
  const char* why;
};
constexpr AsteriskKey pjsip_keys[] = {
    {"aor", "max_contacts", "sip.max_contacts", "", relevant, ""},
    {"aor", "remove_existing", "sip.remove_existing", "?", relevant, ""},
    {"aor", "remove_unavailable", "sip.remove_unavailable", "?", relevant, ""},
    {"aor", "default_expiration", "sip.default_expiry", "s", relevant, ""},
    {"aor", "minimum_expiration", "sip.min_expiry", "s", relevant, ""},
    {"aor", "maximum_expiration", "sip.max_expiry", "s", relevant, ""},
    {"aor", "qualify_frequency", "sip.qualify_every", "q", relevant, ""},
    {"aor", "qualify_timeout", "sip.qualify", "h", relevant, ""},
    {"aor", "contact", "", "", relevant, "a contact that is not registered is not modelled"},
    {"aor", "mailboxes", "", "", irrelevant, "voicemail"},
    {"aor", "outbound_proxy", "", "", relevant, "a proxy is not modelled"},
    {"aor", "support_path", "", "", relevant, "Path is not modelled"},
    {"aor", "authenticate_qualify", "", "", irrelevant, "of trunks"},
    {"endpoint", "rewrite_contact", "sip.contact", "c", relevant, ""},
    {"endpoint", "force_rport", "sip.force_rport", "?", relevant, ""},
    {"endpoint", "transport", "", "", irrelevant, "phones say what they use"},
    {"endpoint", "aors", "", "", irrelevant, "a reference"},
    {"endpoint", "auth", "", "", irrelevant, "a reference"},
    {"endpoint", "outbound_auth", "", "", irrelevant, "a reference"},
    {"endpoint", "rtp_symmetric", "", "", irrelevant, "of calls"},
    {"transport", "bind", "port", "b", relevant, "its own address: say it in site.yaml"},
    {"transport", "protocol", "", "", irrelevant, "phones say what they use"},
    {"transport", "local_net", "", "", relevant, "a registrar behind NAT is not modelled"},
    {"transport", "external_media_address", "", "", relevant,
     "a registrar behind NAT is not modelled"},
    {"transport", "external_signaling_address", "", "", relevant,
     "a registrar behind NAT is not modelled"},
    {"transport", "*", "", "", irrelevant, "of the transport"},
    {"endpoint", "identify_by", "", "", relevant, "how a phone is told is not modelled"},
    {"endpoint", "*", "", "", irrelevant, "of calls"},
    {"auth", "nonce_lifetime", "sip.auth.nonce_lifetime", "s", relevant, ""},
    {"auth", "auth_type", "", "", irrelevant, "how a password is asked for"},
    {"auth", "username", "", "", irrelevant, "a name"},
    {"auth", "*", "", "", relevant, "whether phones know their passwords stands not here"},
    {"registration", "*", "", "", relevant, "a trunk: say it as a phone with runs_on in site.yaml"},
    {"identify", "*", "", "", irrelevant, "how a trunk is told"},
    {"global", "*", "", "", irrelevant, "of the server"},
    {"system", "*", "", "", irrelevant, "of the server"},
    {"acl", "*", "", "", relevant, "access lists are not modelled"},
};
constexpr AsteriskKey chan_sip_keys[] = {
    {"general", "defaultexpiry", "sip.default_expiry", "s", relevant, ""},
    {"general", "minexpiry", "sip.min_expiry", "s", relevant, ""},
    {"general", "maxexpiry", "sip.max_expiry", "s", relevant, ""},
    {"general", "qualifyfreq", "sip.qualify_every", "s", relevant, ""},
    {"general", "timert1", "sip.t1", "ms", relevant, ""},
    {"general", "bindport", "port", "", relevant, ""},
    {"general", "udpbindaddr", "port", "b", relevant, "its own address: say it in site.yaml"},
    {"general", "bindaddr", "port", "b", relevant, "its own address: say it in site.yaml"},
    {"*", "qualify", "sip.qualify", "y", relevant, ""},
    {"*", "nat", "sip.contact", "n", relevant, ""},
    {"general", "register", "", "", relevant,
     "a trunk: say it as a phone with runs_on in site.yaml"},
    {"general", "externip", "", "", relevant, "a registrar behind NAT is not modelled"},
    {"general", "externaddr", "", "", relevant, "a registrar behind NAT is not modelled"},
    {"general", "localnet", "", "", relevant, "a registrar behind NAT is not modelled"},
    {"*", "defaultuser", "", "", irrelevant, "a name"},
    {"*", "secret", "", "", relevant, "whether phones know their passwords stands not here"},
    {"*", "md5secret", "", "", relevant, "whether phones know their passwords stands not here"},
    {"*", "permit", "", "", relevant, "access lists are not modelled"},
    {"*", "deny", "", "", relevant, "access lists are not modelled"},
    {"*", "host", "", "", irrelevant, "phones register"},
    {"*", "type", "", "", irrelevant, "the kind of the section"},
    {"*", "*", "", "", irrelevant, "of calls"},
};

bool is_yes(std::string_view value) {
  return value == "yes" || value == "true" || value == "1" || value == "on";
}

// As the scenario says it; empty: that is no value of it.
std::string value_of(const AsteriskKey& key, const std::string& value) {
  switch (*key.unit) {
    case '?': return is_yes(value) ? "true" : "false";
    case 'c': return is_yes(value) ? "received" : "as_written";
    case 'q': return value == "0" ? "" : is_number(value) ? seconds(value) : "";
    case 'b': {
      const std::size_t colon = value.rfind(':');
      return colon == std::string::npos ? "" : value.substr(colon + 1);
    }
    case 'y': {
      if (is_yes(value)) return "2s";
      return is_number(value) ? value + "ms" : value == "no" ? "0s" : "";
    }
    case 'n': {
      if (value == "no" || value == "never") return "as_written";
      return is_yes(value) || value.find("comedia") != value.npos ? "received" : "";
    }
    case 'h': return "";
    default: return is_number(value) ? value + key.unit : "";
  }
}

class AsteriskReader {
 public:
  AsteriskReader(ConfigFile& file, Draft& draft) : file_(file), draft_(draft) {
    pjsip_ = file.kind == FileKind::pjsip;
  }

  void read() {
    for (std::size_t i = 1; i <= file_.lines.size(); ++i) line(i);
    DraftDevice& device = draft_.device("asterisk", "call_server", &file_);
    device_ = &device;
    device.set("profile", pjsip_ ? "chan-pjsip" : "", {}, "");
    if (!pjsip_)
      std::erase_if(device.settings, [](const DraftSetting& s) { return s.path == "profile"; });
    for (const Section& section : sections_) tell(section);
    agree();
    if (!pjsip_ && !device.find("sip.default_expiry")) {
      draft_.imply(device, "sip.default_expiry", "120s", "chan_sip: 120 s [chan-sip]");
    }
    if (pjsip_ && !device.find("sip.contact")) {
      draft_.imply(device, "sip.contact", "as_written", "pjsip: rewrite_contact no [res-pjsip]");
    }
    if (!device.find("sip.qualify") && !device.find("sip.qualify_every")) {
      draft_.imply(device, "sip.qualify", "0s",
                   pjsip_ ? "pjsip: off [res-pjsip]" : "chan_sip: off [chan-sip]");
    }
  }

 private:
  struct Value {
    std::string key;
    std::string value;
    std::size_t line;
  };
  struct Section {
    std::string name;
    std::size_t line = 0;
    bool is_template = false;
    std::string type{};
    std::vector<std::size_t> beneath{};  // templates
    std::vector<Value> values{};
  };

  void line(std::size_t i) {
    std::string text(file_.lines[i - 1]);
    text = text.substr(0, text.find(';'));
    const auto words = words_of(text);
    if (words.empty()) {
      if (file_.notes[i - 1].fate != blank) file_.note(i, irrelevant, "a comment");
      return;
    }
    if (words[0].front() == '#')
      return file_.note(i, relevant, "another file, which is not looked into");
    if (words[0].front() == '[') return begins(i, text);
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || sections_.empty()) {
      return file_.note(i, unknown, "no KEY=VALUE of a section");
    }
    const auto trimmed = [](std::string part) {
      if (part.starts_with('>')) part.erase(0, 1);
      part.erase(0, std::min(part.find_first_not_of(" \t"), part.size()));
      return part.substr(0, part.find_last_not_of(" \t") + 1);
    };
    Value value{lowered(trimmed(text.substr(0, equals))), trimmed(text.substr(equals + 1)), i};
    if (value.key == "type") sections_.back().type = value.value;
    file_.note(i, unknown, "no key that is known");
    sections_.back().values.push_back(std::move(value));
  }

  void begins(std::size_t i, const std::string& text) {
    Section section;
    const std::size_t open = text.find('[');
    const std::size_t close = text.find(']');
    if (close == std::string::npos) return file_.note(i, unknown, "no section");
    section.name = text.substr(open + 1, close - open - 1);
    section.line = i;
    std::string more = text.substr(close + 1);
    std::ranges::replace_if(
        more, [](char c) { return c == '(' || c == ')' || c == ','; }, ' ');
    for (const auto word : words_of(more)) {
      if (word == "!") {
        section.is_template = true;
        continue;
      }
      for (std::size_t s = 0; s < sections_.size() && section.beneath.size() < 16; ++s) {
        if (sections_[s].name != word || !sections_[s].is_template) continue;
        section.beneath.push_back(s);
        if (section.type.empty()) section.type = sections_[s].type;
      }
    }
    file_.note(i, irrelevant, "where the following lines belong");
    sections_.push_back(std::move(section));
  }

  std::string type_of(const Section& section) const {
    if (pjsip_) return section.type;
    return section.name == "general" || section.name == "authentication" ? section.name : "peer";
  }

  const AsteriskKey* key_of(const Section& section, const std::string& key) const {
    const std::string type = type_of(section);
    const auto fits = [&](const AsteriskKey& k) {
      return (k.section == type || *k.section == '*') && (k.key == key || *k.key == '*');
    };
    if (pjsip_) {
      const auto at = std::ranges::find_if(pjsip_keys, fits);
      return at == std::end(pjsip_keys) ? nullptr : &*at;
    }
    const auto at = std::ranges::find_if(chan_sip_keys, fits);
    return at == std::end(chan_sip_keys) ? nullptr : &*at;
  }

  void tell(const Section& section) {
    for (const Value& value : section.values) {
      if (value.key == "type") {
        file_.note(value.line, irrelevant, "the kind of the section");
        continue;
      }
      const AsteriskKey* key = key_of(section, value.key);
      if (key == nullptr) continue;
      file_.note(value.line, key->otherwise,
                 *key->why != 0 ? std::string(key->why) : std::string(unclaimed));
      if (*key->path == 0) continue;
      said_[key->path].push_back({*key, value, section.is_template});
    }
  }

  // A server has one of each: what all sections say alike.
  void agree() {
    for (const auto& [path, all] : said_) {
      Places from;
      std::string value;
      bool differs = false;
      for (const Said& said : all) {
        const std::string one = value_of(said.key, said.value.value);
        if (*said.key.unit == 'q' && said.value.value == "0") {
          file_.note(said.value.line, irrelevant, "off, as without it");
          continue;
        }
        if (one.empty()) continue;
        differs |= !value.empty() && value != one;
        value = one;
        from.push_back({&file_, said.value.line});
      }
      if (differs) {
        for (const Place& place : from) {
          file_.note(place.line, relevant, "sections differ: a server has one " + path);
        }
        draft_.open.push_back(fmt::format("{}.{}: sections differ", device_->name, path));
      } else if (!value.empty()) {
        device_->set(path, value, from);
        if (path == "sip.qualify_every" && pjsip_) {
          device_->set("sip.qualify_not_ok", value, from);
          device_->set("sip.qualify", "1500ms", from,
                       "twice this is qualify_timeout, 3 s [res-pjsip]");
        }
      }
    }
  }

  struct Said {
    AsteriskKey key;
    Value value;
    bool in_template;
  };
  ConfigFile& file_;
  Draft& draft_;
  DraftDevice* device_ = nullptr;
  bool pjsip_ = false;
  std::vector<Section> sections_{};
  std::map<std::string, std::vector<Said>, std::less<>> said_{};
};

}  // namespace

void import_asterisk(ConfigFile& file, Draft& draft) { AsteriskReader(file, draft).read(); }

}  // namespace app
