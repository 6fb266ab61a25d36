// Who was registered where: the servers' bindings, joined with what the phones saw.
#include "app/evidence/stays.hpp"

#include <algorithm>
#include <map>

#include "app/evidence/log_texts.hpp"
#include "app/scenario/short_text.hpp"

namespace app {
namespace {

using models::BindingFact;
using models::OutOfService;
using models::PhoneFact;
using models::Unbound;

void end_by_server(Stay& stay, const BindingFact& fact, const std::string& phone) {
  const Logged& entry = logged_by(fact.why);
  stay.to = fact.at;
  stay.ended = true;
  stay.reason = entry.reason;
  stay.reason_code = entry.code;
  stay.patience = fact.waited;
  stay.server_text = server_log(fact, entry, phone);
}

// The phone left, or was thrown out, before the server noticed anything.
void end_by_phone(Stay& stay, const PhoneFact& fact) {
  stay.to = fact.at;
  stay.ended = true;
  stay.lost = fact.kind != PhoneFact::Kind::moved && fact.kind != PhoneFact::Kind::powered_off;
  if (fact.kind == PhoneFact::Kind::lost) {
    stay.reason = seen(fact.why).reason;
    stay.reason_code = static_cast<int>(fact.why);
  } else if (fact.kind == PhoneFact::Kind::powered_off) {
    stay.reason = "powered_off";  // whoever switched it off misses nothing
    stay.switched_off = true;
  } else if (fact.kind == PhoneFact::Kind::power_lost) {
    stay.reason = "power_lost";
  } else if (fact.kind == PhoneFact::Kind::address_lost) {
    stay.reason = "lost_ip_address";
    stay.reason_code = 16;  // TCPdeviceLostIPAddress
  } else if (fact.kind == PhoneFact::Kind::moved) {
    stay.reason = "device_unregistered";
  } else {  // taken in by a server whose answer never came
    stay.reason = "registration_timed_out";
    stay.reason_code = static_cast<int>(OutOfService::registration_timed_out);
  }
}

// One phone's facts of both kinds, in order of time; the server acts before the phone notices.
class PhoneHistory {
 public:
  PhoneHistory(const Scenario& scenario, std::size_t phone)
      : phone_(phone), name_(scenario.devices[phone].name) {
    const Device& device = scenario.devices[phone];
    const Spec& spec = scenario.entries[device.entry].specs[device.spec];
    const auto& own = std::get<PhoneSpec>(spec);
    is_lync_ = own.is_lync();
    if (!own.is_standard()) return;
    display_ = &own.display;
    if (own.dhcp.enabled) last_text_ = display_->no_address;  // until it has one
  }

  void bound(std::size_t server, Time at) {
    if (open_.contains(server)) return;  // registered again, at another place
    open_[server] = stays_.size();
    Stay stay;
    stay.phone = phone_;
    stay.server = server;
    stay.from = at;
    stay.confirmed = registered_at_ == server;
    stays_.push_back(stay);
  }
  void unbound(std::size_t server, const BindingFact& fact) {
    const auto open = open_.find(server);
    if (open == open_.end()) return;
    Stay& stay = stays_[open->second];
    open_.erase(open);
    if (stay.ended) {  // the phone had turned away before; the server logs it all the same
      if (stay.server_text.empty()) {
        stay.server_text = server_log(fact, logged_by(fact.why), name_) + ", " +
                           short_text(fact.at - stay.to) + " later";
      }
      return;
    }
    end_by_server(stay, fact, name_);
    // Held elsewhere in the same moment, or let go by the phone itself: no loss.
    stay.lost = fact.why != Unbound::device_unregistered &&
                std::ranges::none_of(open_, [&](const auto& o) { return !stays_[o.second].ended; });
  }
  void noticed(std::optional<std::size_t> server, const PhoneFact& fact) {
    if (fact.kind == PhoneFact::Kind::registered) return registered(*server, fact.at);
    registered_at_.reset();
    last_text_ = text_of(fact);
    for (const auto& [at, place] : open_) {  // what has not ended is among them
      if (server && at != *server) continue;
      if (Stay& stay = stays_[place]; !stay.ended) end_by_phone(stay, fact);
    }
    const bool shows = fact.kind == PhoneFact::Kind::lost ||
                       fact.kind == PhoneFact::Kind::address_lost ||
                       fact.kind == PhoneFact::Kind::power_lost;
    for (auto stay = stays_.rbegin(); shows && stay != stays_.rend(); ++stay) {
      if ((server && stay->server != *server) || !stay->phone_text.empty()) continue;
      stay->phone_text = text_of(fact);
      return;
    }
  }
  // Tells more than what the line makes of it.
  void booting(const PhoneFact& fact, const std::string& text) {
    const bool waits = fact.kind == PhoneFact::Kind::unprovisioned && !fact.goes_on;
    if (waits || fact.kind == PhoneFact::Kind::tls_failed) {
      boot_text_ = text;
    } else if (!fact.goes_on && last_text_.empty()) {
      last_text_ = text;
    }
  }
  const std::string& last_text() const { return boot_text_.empty() ? last_text_ : boot_text_; }
  std::vector<Stay> finish(Time end) {
    // Taken in by a server whose answer never came: no registration.
    std::erase_if(stays_, [](const Stay& stay) { return stay.ended && !stay.confirmed; });
    for (Stay& stay : stays_) {
      if (!stay.ended) stay.to = end;
    }
    return std::move(stays_);
  }

 private:
  void registered(std::size_t server, Time at) {
    registered_at_ = server;
    boot_text_.clear();
    const auto open = open_.find(server);
    if (open == open_.end()) return;
    if (stays_[open->second].ended) {  // the server never noticed that the phone had been away
      open_.erase(open);
      bound(server, at);
    }
    stays_[open_.find(server)->second].confirmed = true;
  }
  // What its user reads, or a Cisco phone's LastOutOfServiceInformation.
  std::string text_of(const PhoneFact& fact) const {
    if (fact.kind == PhoneFact::Kind::powered_off) return "";
    if (fact.kind == PhoneFact::Kind::power_lost) return "dark";
    if (fact.kind == PhoneFact::Kind::sign_in_failed) {
      return std::string(models::display_of(static_cast<models::LyncStep>(fact.status)));
    }
    if (is_lync_) return std::string(display_of(models::LyncStep::registrar_unreachable));
    if (display_ == nullptr) return numbered(seen(fact.why).name, static_cast<int>(fact.why));
    if (fact.kind == PhoneFact::Kind::address_lost) return display_->no_address;
    if (fact.why == OutOfService::registration_timed_out) return display_->timed_out;
    return models::is_unauthorized(fact.status) ? display_->wrong_password : display_->rejected;
  }

  std::size_t phone_;
  std::string name_;
  const DisplaySpec* display_ = nullptr;
  bool is_lync_ = false;
  std::optional<std::size_t> registered_at_;  // as the phone believes
  std::string boot_text_;                     // what keeps its line from beginning
  std::string last_text_;                     // of the last trouble that it noticed
  std::vector<Stay> stays_;
  std::map<std::size_t, std::size_t> open_;  // the server's open binding
};

// What a phone shows, or its log says, before its line has begun.
std::string boot_text(const World& world, const Scenario& scenario, const PhoneFact& fact) {
  const auto device = world.device_at(fact.about);
  const std::string server = device ? scenario.devices[*device].name : to_text(fact.about);
  using Kind = PhoneFact::Kind;
  if (fact.kind == Kind::clock_unset) {
    return "its clock is not set: no answer from " +
           (fact.about == sim::Ipv4{} ? "any time server, it knows none" : server);
  }
  if (fact.kind == Kind::trust_refused) return "trust list of " + server + " refused";
  if (fact.kind == Kind::tls_failed) {
    switch (static_cast<models::TlsAlert>(fact.status)) {
      case models::TlsAlert::certificate_expired:
        return "TLS: the certificate of " + server + " is not valid now" +
               (fact.by_wrong_clock ? ", says a clock that is not set" : "");
      case models::TlsAlert::unknown_ca:
        return "TLS: the certificate of " + server + " is from an unknown authority";
      case models::TlsAlert::protocol_version: return "TLS: " + server + " refuses its version";
      case models::TlsAlert::handshake_failure:
      case models::TlsAlert::close_notify: return "TLS: " + server + " refuses the handshake";
    }
  }
  switch (static_cast<models::ProvisioningFailure>(fact.status)) {
    case models::ProvisioningFailure::no_server: return "waits for its configuration: no server";
    case models::ProvisioningFailure::unresolved:
      return "waits for its configuration: the server's name is not found";
    case models::ProvisioningFailure::missing:
      return "waits for its configuration: " + server + " has no such file";
    case models::ProvisioningFailure::no_answer:
    case models::ProvisioningFailure::refused: break;
  }
  return "waits for its configuration from " + server;
}

}  // namespace

void read_stays(const World& world, const Scenario& scenario, History& history) {
  const models::Network& network = world.network();
  const auto& bindings = network.journal().bindings;
  const auto& seen_by_phones = network.journal().phones;
  std::vector<PhoneHistory> histories;
  for (std::uint32_t i = 0; i < network.phone_nodes().size(); ++i) {
    histories.emplace_back(scenario, world.phone(i));
  }
  std::size_t next = 0;
  const auto phones_until = [&](Time at) {
    for (; next < seen_by_phones.size() && seen_by_phones[next].at < at; ++next) {
      const PhoneFact& fact = seen_by_phones[next];
      std::optional<std::size_t> server;
      using Kind = PhoneFact::Kind;
      if (fact.is_of_boot()) {
        histories[fact.phone].booting(fact, boot_text(world, scenario, fact));
        continue;
      }
      if (fact.kind == Kind::lost || fact.kind == Kind::moved || fact.kind == Kind::registered) {
        server = world.stands_in_for(world.server_of(fact.phone, fact.server), fact.at);
      }
      histories[fact.phone].noticed(server, fact);
    }
  };
  for (const BindingFact& fact : bindings) {
    phones_until(fact.at);
    const std::size_t server = world.device(fact.server);
    if (fact.bound) {
      histories[fact.phone].bound(server, fact.at);
    } else {
      histories[fact.phone].unbound(server, fact);
    }
  }
  phones_until(models::never);
  for (PhoneHistory& phone : histories) {
    history.phone_texts.push_back(phone.last_text());
    for (Stay& stay : phone.finish(network.now())) history.stays.push_back(std::move(stay));
  }
}

}  // namespace app
