// Who was registered where: the servers' bindings, joined with what the phones saw.
#include <algorithm>
#include <map>

#include "app/evidence/read_history.hpp"

namespace app {
namespace {

using models::BindingFact;
using models::OutOfService;
using models::PhoneFact;

struct Seen {  // LastOutOfServiceInformation, facts 1.4
  std::string_view reason;
  std::string_view name;
};
Seen seen(OutOfService why) {
  switch (why) {
    case OutOfService::tcp_timed_out: return {"tcp_timed_out", "TCPtimedOut"};
    case OutOfService::ucm_reset_connection:
      return {"ucm_reset_connection", "TCPucmResetConnection"};
    case OutOfService::ucm_closed_connection:
      return {"ucm_closed_connection", "TCPucmClosedConnection"};
    case OutOfService::registration_timed_out:
      return {"registration_timed_out", "TCPDeviceRegistrationTimedOut"};
    case OutOfService::registration_rejected:
      return {"registration_rejected", "TCPClosedRegistrationReject"};
  }
  return {"unknown", "unknown"};
}

std::string numbered(std::string_view name, int code) {
  return std::string(name) + " (" + std::to_string(code) + ")";
}

void end_by_server(Stay& stay, const BindingFact& fact) {
  stay.to = fact.at;
  stay.ended = true;
  stay.reason = to_text(fact.reason);
  stay.reason_code = static_cast<int>(fact.reason);
  if (fact.reason == models::CucmReason::server_down) {
    stay.server_text = "nothing: it lost power";
    return;
  }
  stay.server_text = "EndPointUnregistered Reason=" + std::to_string(stay.reason_code) + " " +
                     std::string(cucm_name(fact.reason));
}

// The phone left, or was thrown out, before the server noticed anything.
void end_by_phone(Stay& stay, const PhoneFact& fact) {
  stay.to = fact.at;
  stay.ended = true;
  stay.lost = fact.kind != PhoneFact::Kind::moved;
  if (fact.kind == PhoneFact::Kind::lost) {
    stay.reason = seen(fact.why).reason;
    stay.reason_code = static_cast<int>(fact.why);
  } else if (fact.kind == PhoneFact::Kind::powered_off) {
    stay.reason = "powered_off";
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
  explicit PhoneHistory(std::size_t phone) : phone_(phone) {}

  void bound(std::size_t server, Time at) {
    open_[server] = stays_.size();
    Stay stay;
    stay.phone = phone_;
    stay.server = server;
    stay.from = at;
    stays_.push_back(stay);
  }
  void unbound(std::size_t server, const BindingFact& fact) {
    const auto open = open_.find(server);
    if (open == open_.end()) return;
    Stay& stay = stays_[open->second];
    open_.erase(open);
    if (stay.ended) return;  // the phone had turned away before
    end_by_server(stay, fact);
    // Held elsewhere in the same moment, or let go by the phone itself: no loss.
    stay.lost = fact.reason != models::CucmReason::device_unregistered &&
                std::ranges::none_of(open_, [&](const auto& o) { return !stays_[o.second].ended; });
  }
  void noticed(std::optional<std::size_t> server, const PhoneFact& fact) {
    if (fact.kind == PhoneFact::Kind::registered) return;
    for (Stay& stay : stays_) {
      if (server && stay.server != *server) continue;
      if (!stay.ended) end_by_phone(stay, fact);
    }
    if (fact.kind != PhoneFact::Kind::lost || stays_.empty()) return;
    for (auto stay = stays_.rbegin(); stay != stays_.rend(); ++stay) {
      if (stay->server != server || !stay->phone_text.empty()) continue;
      stay->phone_text = numbered(seen(fact.why).name, static_cast<int>(fact.why));
      return;
    }
  }
  std::vector<Stay> finish(Time end) {
    for (Stay& stay : stays_) {
      if (!stay.ended) stay.to = end;
    }
    return std::move(stays_);
  }

 private:
  std::size_t phone_;
  std::vector<Stay> stays_;
  std::map<std::size_t, std::size_t> open_;  // the server's open binding
};

}  // namespace

std::vector<Stay> read_stays(const World& world) {
  const models::Network& network = world.network();
  const auto& bindings = network.journal().bindings;
  const auto& seen_by_phones = network.journal().phones;
  std::vector<PhoneHistory> histories;
  for (std::uint32_t i = 0; i < network.phones().size(); ++i)
    histories.emplace_back(world.phone(i));
  std::size_t next = 0;
  const auto phones_until = [&](Time at) {
    for (; next < seen_by_phones.size() && seen_by_phones[next].at < at; ++next) {
      const PhoneFact& fact = seen_by_phones[next];
      std::optional<std::size_t> server;
      if (fact.kind == PhoneFact::Kind::lost || fact.kind == PhoneFact::Kind::moved) {
        server = world.server_of(fact.phone, fact.server);
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
  std::vector<Stay> stays;
  for (PhoneHistory& history : histories) {
    for (Stay& stay : history.finish(network.now())) stays.push_back(std::move(stay));
  }
  return stays;
}

}  // namespace app
