// Asterisk's `full` log with res_pjsip, verbose 3: contacts that come and go, who is reachable, who
// is refused; [res-pjsip], and lines as quoted in [belle-sip]'s issue 1630. Thread ids and Call-IDs
// are assumed ([assumed-logs]).
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/report/logs/vendor.hpp"

namespace app::logs {
namespace {

using models::BindingFact;
using models::SipMessage;
using models::SipMethod;

class PjsipLog {
 public:
  explicit PjsipLog(const Witness& witness)
      : witness_(witness), config_(witness.spec<CallServerSpec>().sip) {}

  std::vector<LogFile> write() {
    auto frame = witness_.frames.begin();
    const auto until = [&](Time at, auto see) {
      for (; frame != witness_.frames.end() && (*frame)->at <= at; ++frame) see(**frame);
    };
    for (const BindingFact& fact : witness_.journal().bindings) {
      if (fact.server != witness_.node()) continue;
      until(fact.at - Duration{1}, [this](const auto& record) { seen(record); });
      told(fact);
    }
    until(models::never, [this](const auto& record) { seen(record); });
    for (auto& [user, endpoint] : endpoints_)
      expire(user, endpoint, witness_.world.network().now());
    return one_file(witness_, ".full", std::move(lines_));
  }

 private:
  struct AorContact {
    std::string uri;
    Time until{};
  };
  struct Endpoint {
    Time poked{};  // the first OPTIONS of this exchange
    std::uint32_t cseq = 0;
    std::string asked;                   // the Contact of the last REGISTER
    std::vector<AorContact> contacts{};  // the newest last
    bool is_reachable = false;
    bool contact_reachable = false;
  };

  // Where calls go, as the endpoint's rewrite_contact has it.
  std::string uri(const models::TraceRecord& record, const SipMessage& sip) const {
    const models::Endpoint from{.address = record.frame.ipv4()->source,
                                .port = ports_of(record).source};
    const bool rewrites =
        config_.contact == models::ContactUse::received ||
        (config_.contact == models::ContactUse::if_behind_nat && models::is_behind_nat(sip, from));
    const bool as_sent = rewrites || sip.contact_port == 0;
    return fmt::format("sip:{}@{}:{}", name(sip.user),
                       to_text(as_sent ? from.address : sip.contact),
                       as_sent ? from.port : sip.contact_port);
  }
  void registers(const models::TraceRecord& record, const SipMessage& sip) {
    Endpoint& endpoint = endpoints_[sip.user];
    if (!is_sent(record) && sip.is_request()) endpoint.asked = uri(record, sip);
    if (!is_sent(record) || sip.status != 200 || sip.expires == 0) return;
    expire(sip.user, endpoint, record.at);
    const Time until = record.at + std::chrono::seconds{sip.expires};
    const auto known = std::ranges::find(endpoint.contacts, endpoint.asked, &AorContact::uri);
    if (known != endpoint.contacts.end()) {  // refreshed, which is not said at this level
      known->until = until;
      return;
    }
    if (std::ssize(endpoint.contacts) >= config_.max_contacts) {
      removed(record.at, sip.user, endpoint.contacts.front().uri, "remove_existing");
      endpoint.contacts.erase(endpoint.contacts.begin());
    }
    endpoint.contacts.push_back({endpoint.asked, until});
    line(record.at, registrar_file,
         fmt::format("Added contact '{}' to AOR '{}' with expiration of {} seconds", endpoint.asked,
                     name(sip.user), sip.expires));
    if (!endpoint.is_reachable) reach(record.at, sip.user, endpoint, true);
  }
  // All but the last: its end is a fact of the journal.
  void expire(std::uint32_t user, Endpoint& endpoint, Time now) {
    while (endpoint.contacts.size() > 1 && endpoint.contacts.front().until <= now) {
      removed(endpoint.contacts.front().until, user, endpoint.contacts.front().uri, "expiration");
      endpoint.contacts.erase(endpoint.contacts.begin());
    }
  }
  void seen(const models::TraceRecord& record) {
    const SipMessage* sip = sip_of(record);
    if (sip == nullptr) return;
    if (sip->method == SipMethod::register_) registers(record, *sip);
    refused(record, *sip);
    if (sip->method != SipMethod::options) return;
    Endpoint& endpoint = endpoints_[sip->user];
    if (is_sent(record) && sip->is_request() && sip->cseq != endpoint.cseq) {
      endpoint.cseq = sip->cseq;
      endpoint.poked = record.at;
    } else if (!is_sent(record) && sip->is_final() && !endpoint.contact_reachable &&
               !endpoint.contacts.empty()) {
      endpoint.contact_reachable = true;
      if (!endpoint.is_reachable) reach(record.at, sip->user, endpoint, true);
      const double ms = static_cast<double>((record.at - endpoint.poked).count()) / 1e6;
      line(record.at, options_file,
           fmt::format("Contact {}/{} is now Reachable.  RTT: {:.3f} msec", name(sip->user),
                       endpoint.contacts.back().uri, ms));
    }
  }
  void refused(const models::TraceRecord& record, const SipMessage& sip) {
    if (!is_sent(record) || sip.refusal == models::SipRefusal::none) return;
    const std::string peer = fmt::format("{}:{}", to_text(record.frame.ipv4()->destination),
                                         ports_of(record).destination);
    const std::string who = name(sip.user);
    if (sip.refusal == models::SipRefusal::too_many_contacts) {
      line(record.at, "WARNING[1871] res_pjsip_registrar.c",
           fmt::format("Registration attempt from endpoint '{0}' ({1}) to AOR '{0}' will exceed "
                       "max contacts of {2}",
                       who, peer, config_.max_contacts));
    } else if (sip.refusal == models::SipRefusal::wrong_password) {
      line(record.at, "NOTICE[1871] res_pjsip/pjsip_distributor.c",
           fmt::format("Request 'REGISTER' from '<sip:{}@{}>' failed for '{}' (callid: {}-{}) - "
                       "Failed to authenticate",
                       who, to_text(record.frame.ipv4()->source), peer, who, sip.call_id));
    }
  }
  void told(const BindingFact& fact) {
    if (fact.bound) return;  // the REGISTER and its answer tell more
    Endpoint& endpoint = endpoints_[fact.phone];
    endpoint.contact_reachable = false;
    if (fact.why == models::Unbound::server_down) {  // without power it says nothing
      endpoint = Endpoint{};
      return;
    }
    expire(fact.phone, endpoint, fact.at);
    if (endpoint.contacts.empty()) return;
    const std::string& contact = endpoint.contacts.back().uri;
    if (fact.why == models::Unbound::unreachable) {  // it stays registered
      line(fact.at, options_file,
           fmt::format("Contact {}/{} is now Unreachable.  RTT: 0.000 msec", name(fact.phone),
                       contact));
    } else {
      removed(fact.at, fact.phone, contact, reason(fact.why));
      endpoint.contacts.clear();
    }
    reach(fact.at, fact.phone, endpoint, false);
  }
  static std::string_view reason(models::Unbound why) {
    if (why == models::Unbound::device_unregistered) return "request";
    return why == models::Unbound::connectivity_error ? "shutdown" : "expiration";
  }
  void removed(Time at, std::uint32_t user, const std::string& contact, std::string_view why) {
    line(at, registrar_file,
         fmt::format("Removed contact '{}' from AOR '{}' due to {}", contact, name(user), why));
  }
  void reach(Time at, std::uint32_t user, Endpoint& endpoint, bool is_reachable) {
    endpoint.is_reachable = is_reachable;
    line(at, "VERBOSE[1871] res_pjsip/pjsip_configuration.c",
         fmt::format("Endpoint {} is now {}", name(user),
                     is_reachable ? "Reachable" : "Unreachable"));
  }
  const std::string& name(std::uint32_t phone) const { return witness_.phone(phone).name; }
  void line(Time at, std::string_view who, const std::string& text) {
    lines_.push_back({at, fmt::format("[{}] {}: {}", syslog_time(witness_.wall(at)), who, text)});
  }

  static constexpr std::string_view options_file = "VERBOSE[1871] res_pjsip/pjsip_options.c";
  static constexpr std::string_view registrar_file = "VERBOSE[1871] res_pjsip_registrar.c";

  const Witness& witness_;
  const models::SipPeerConfig& config_;
  std::map<std::uint32_t, Endpoint> endpoints_;
  std::vector<Line> lines_;
};

}  // namespace

std::vector<LogFile> pjsip(const Witness& witness) { return PjsipLog(witness).write(); }

}  // namespace app::logs
