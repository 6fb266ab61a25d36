// What a registrar of the Asterisk family holds about one phone: its contacts, as many as it may
// have (RFC 3261 10.3; [chan-sip]: one), and its challenge. Each copy of a REGISTER counts.
#pragma once

#include <vector>

#include "models/protocol/sip/sip_contact.hpp"
#include "sim/base/copy.hpp"

namespace models {

class SipPeer {
 public:
  using State = SipContact::State;

  explicit SipPeer(std::uint32_t user) : asker_{.user = user} {}

  void receive(const SipMessage& message, Endpoint from, const SipPeerConfig& config, Time now,
               SipPeerActions& out);
  void wake(const SipPeerConfig& config, Time now, SipPeerActions& out);
  // A connection from there is gone.
  void connection_ended(Endpoint remote, const SipPeerConfig& config, SipPeerActions& out);
  // The registrar is back, and had kept its bindings; its nonces it has forgotten.
  void restarted(Time now, SipPeerActions& out);

  Time deadline() const;
  State state(const SipPeerConfig& config) const;  // of the contact that answers best
  bool is_registered() const;
  Endpoint endpoint() const { return first_.endpoint(); }  // of its first contact
  std::int32_t last_qualify() const;                       // of the contact that answers best
  // visit(contact): the first, registered or not, and what came beside it.
  template <class Visitor>
  void for_each_contact(Visitor visit) const {
    each(visit);
  }
  // The contacts that a call goes to, in the order in which they registered.
  std::vector<const SipContact*> targets(const SipPeerConfig& config) const;

 private:
  void register_(const SipMessage& request, Endpoint from, const SipPeerConfig& config, Time now,
                 SipPeerActions& out);
  // The contact that this REGISTER renews; null: it brings another.
  SipContact* renewed_by(const SipMessage& request, Endpoint at, ContactKey key);
  // Where that REGISTER is to be entered; null: nowhere.
  SipContact* place_for(const SipMessage& request, Endpoint at, const SipPeerConfig& config);
  SipContact* replaced(const SipPeerConfig& config);
  template <class Visitor>
  void each(Visitor visit) {
    visit(first_);
    if (more_ == nullptr) return;
    for (SipContact& contact : *more_) visit(contact);
  }
  template <class Visitor>
  void each(Visitor visit) const {
    visit(first_);
    if (more_ == nullptr) return;
    for (const SipContact& contact : *more_) visit(contact);
  }
  // Gives each contact an input. That one of several is gone costs the phone nothing.
  template <class Input>
  void tell(Input input, const SipPeerConfig& config, SipPeerActions& out);

  SipContact first_;
  sim::Box<std::vector<SipContact>> more_;  // from the second on
  SipChallenge challenge_;
  SipAsker asker_;
};

}  // namespace models
