// Grants as [chan-sip] has them; how many contacts, and what becomes of one more, as [res-pjsip]
// and [kamailio-registrar] do.
#include "models/protocol/sip/sip_peer.hpp"

#include <algorithm>

namespace models {

namespace {

std::uint32_t whole_seconds(Duration d) { return static_cast<std::uint32_t>(d / 1s); }

SipMessage answer(const SipMessage& request, std::uint16_t status, std::uint32_t expires) {
  SipMessage message = request;
  message.status = status;
  message.expires = expires;
  message.nonce = message.response = 0;
  return message;
}

// Where the phone is to be reached, as its REGISTER and the registrar have it.
Endpoint contact_of(const SipMessage& request, Endpoint from, ContactUse use) {
  const bool natted = is_behind_nat(request, from);
  if (use == ContactUse::received || request.contact_port == 0) return from;
  if (use == ContactUse::if_behind_nat && natted) return from;
  // Assumed: who can be reached by a new connection is reached by its own just as well.
  if (from.stream && !natted) return from;
  return {request.contact, request.contact_port, from.stream};
}

template <class Action>
constexpr bool is_loss =
    std::is_same_v<Action, PeerUnregistered> || std::is_same_v<Action, PeerDisconnected> ||
    std::is_same_v<Action, PeerExpired> || std::is_same_v<Action, PeerUnreachable>;

}  // namespace

void SipPeer::receive(const SipMessage& message, Endpoint from, const SipPeerConfig& config,
                      Time now, SipPeerActions& out) {
  switch (message.method) {
    case SipMethod::register_:
      if (message.is_request()) register_(message, from, config, now, out);
      return;
    case SipMethod::options:
      if (message.is_request()) {  // the phone's keepalive
        const Endpoint to = answers_go_to(message, from, config.force_rport);
        out.push_back(PeerSend{answer(message, 200, 0), to});
        return;
      }
      return tell([&](SipContact& contact,
                      SipPeerActions& more) { contact.answered(message, from, config, now, more); },
                  config, out);
    case SipMethod::refer:
    case SipMethod::invite:  // a call's: SipCall
    case SipMethod::cancel:
    case SipMethod::ack:
    case SipMethod::bye:
    case SipMethod::update: return;
    case SipMethod::crlf:
      if (from.stream && config.answers_pings) out.push_back(PeerSend{message, from});
      return;
  }
}

template <class Input>
void SipPeer::tell(Input input, const SipPeerConfig& config, SipPeerActions& out) {
  if (more_ == nullptr) return input(first_, out);
  each([&](SipContact& contact) {
    SipPeerActions actions;
    input(contact, actions);
    bool others = false;
    each([&](const SipContact& other) {
      others = others || (&other != &contact && other.is_callable(config));
    });
    for (const auto& action : actions) {
      const bool is_silent =
          others && std::visit([]<class A>(const A&) { return is_loss<A>; }, action);
      if (!is_silent) out.push_back(action);
    }
  });
  std::erase_if(*more_, [](const SipContact& contact) { return contact.is_over(); });
}

void SipPeer::wake(const SipPeerConfig& config, Time now, SipPeerActions& out) {
  tell(
      [&](SipContact& contact, SipPeerActions& more) {
        if (now >= contact.deadline()) contact.wake(config, asker_, now, more);
      },
      config, out);
}

void SipPeer::connection_ended(Endpoint remote, const SipPeerConfig& config, SipPeerActions& out) {
  if (!config.drops_with_connection) return;
  tell(
      [&](SipContact& contact, SipPeerActions& more) {
        if (!contact.is_registered() || contact.endpoint() != remote) return;
        contact.unbind();
        more.push_back(PeerDisconnected{});
      },
      config, out);
}

void SipPeer::restarted(Time now, SipPeerActions& out) {
  challenge_ = {};
  each([&](SipContact& contact) { contact.restarted(now); });
  if (is_registered()) out.push_back(PeerRegistered{endpoint()});
}

Time SipPeer::deadline() const {
  Time soonest = never;
  each([&](const SipContact& contact) { soonest = std::min(soonest, contact.deadline()); });
  return soonest;
}

SipPeer::State SipPeer::state(const SipPeerConfig& config) const {
  const SipContact* best = &first_;
  each([&](const SipContact& contact) {
    if (!best->is_callable(config) && contact.is_callable(config)) best = &contact;
  });
  return best->state(config);
}

bool SipPeer::is_registered() const {
  bool any = false;
  each([&](const SipContact& contact) { any = any || contact.is_registered(); });
  return any;
}

std::int32_t SipPeer::last_qualify() const {
  std::int32_t best = first_.last_qualify();
  each([&](const SipContact& contact) {
    if (contact.is_registered()) best = std::max(best, contact.last_qualify());
  });
  return best;
}

std::vector<const SipContact*> SipPeer::targets(const SipPeerConfig& config) const {
  std::vector<const SipContact*> all;
  each([&](const SipContact& contact) {
    if (contact.is_callable(config)) all.push_back(&contact);
  });
  std::ranges::stable_sort(all, {}, &SipContact::since);
  if (all.size() < 2 || config.calls_to == CallsTo::all) return all;
  return {config.calls_to == CallsTo::first ? all.front() : all.back()};
}

void SipPeer::register_(const SipMessage& request, Endpoint from, const SipPeerConfig& config,
                        Time now, SipPeerActions& out) {
  const Endpoint to = answers_go_to(request, from, config.force_rport);
  const auto refuse = [&](SipMessage refusal, SipRefusal why) {
    refusal.refusal = why;
    out.push_back(PeerSend{refusal, to});
  };
  if (const auto refusal = challenge_.refuse(request, config.auth, now)) {
    return refuse(*refusal, refusal->refusal);
  }
  const Endpoint at = contact_of(request, from, config.contact);
  if (request.expires == 0) {  // RFC 3261 10.2.2
    SipContact* known = renewed_by(request, at, config.contact_key);
    if (known == nullptr && config.max_contacts == 1) known = &first_;  // as chan_sip
    if (known != nullptr && known->is_registered()) {
      tell(
          [&](SipContact& contact, SipPeerActions& more) {
            if (&contact != known) return;
            contact.unbind();
            more.push_back(PeerUnregistered{});
          },
          config, out);
    }
    out.push_back(PeerSend{answer(request, 200, 0), to});
    return;
  }
  const bool chosen = request.expires != no_expires;
  const std::uint32_t least = whole_seconds(config.min_expiry);
  if (request.expires < least && config.too_brief == TooBrief::reject) {
    SipMessage refusal = answer(request, 423, 0);
    refusal.min_expires = static_cast<std::uint16_t>(least);
    return refuse(refusal, SipRefusal::too_brief);
  }
  SipContact* place = place_for(request, at, config);
  if (place == nullptr) {
    const bool forbids = config.too_many_contacts == TooManyContacts::forbid;
    return refuse(answer(request, forbids ? 403 : 503, 0), SipRefusal::too_many_contacts);
  }
  std::uint32_t expires = chosen ? request.expires : whole_seconds(config.default_expiry);
  expires = std::max(std::min(expires, whole_seconds(config.max_expiry)), least);
  place->bind(request, at, is_behind_nat(request, from),
              now + expires * Duration{1s} + config.expiry_slack, config, asker_, now, out);
  out.push_back(PeerSend{answer(request, 200, expires), to});
}

SipContact* SipPeer::renewed_by(const SipMessage& request, Endpoint at, ContactKey key) {
  SipContact* known = nullptr;
  each([&](SipContact& contact) {
    if (contact.is_registered() && contact.is_renewed_by(request, at, key)) known = &contact;
  });
  return known;
}

SipContact* SipPeer::place_for(const SipMessage& request, Endpoint at,
                               const SipPeerConfig& config) {
  if (SipContact* known = renewed_by(request, at, config.contact_key)) return known;
  SipContact* free = nullptr;
  int held = 0;
  each([&](SipContact& contact) {
    if (contact.is_registered()) {
      ++held;
    } else if (free == nullptr) {
      free = &contact;
    }
  });
  if (held >= config.max_contacts) return replaced(config);
  if (free != nullptr) return free;
  if (more_ == nullptr) more_ = std::make_unique<std::vector<SipContact>>();
  return &more_->emplace_back();
}

// Of those that are there already; null: none makes room.
SipContact* SipPeer::replaced(const SipPeerConfig& config) {
  SipContact* oldest = nullptr;
  SipContact* silent = nullptr;
  each([&](SipContact& contact) {
    if (!contact.is_registered()) return;
    const auto is_older = [&](const SipContact* than) {
      return than == nullptr || contact.since() < than->since();
    };
    if (is_older(oldest)) oldest = &contact;
    const bool is_silent = contact.state(config) == State::unreachable;
    if (is_silent && is_older(silent)) silent = &contact;
  });
  if (config.remove_unavailable && silent != nullptr) return silent;
  return config.remove_existing ? oldest : nullptr;
}

}  // namespace models
