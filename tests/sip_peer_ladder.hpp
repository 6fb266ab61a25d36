// What a PBX holds about phone 7, on a ladder. Endpoints are ports of 203.0.113.9. `<` REGISTER
// [natted] [call-id, rport, contact, expires, status, nonce with password] from <port>, OPTIONS, or
// an answer to the last OPTIONS (or to those `before`); a `misdirected` one comes from another
// phone. Nonces are numbered as they come.
#pragma once

#include "models/protocol/sip/sip_peer.hpp"
#include "tests/ladder.hpp"

class Peer {
 public:
  explicit Peer(const models::SipPeerConfig& config = {}) : config_(config) {}

  void receive(ladder::Words& words, sim::Time now, ladder::Trace& trace);
  // look; qualify <s>; restart; targets; disconnected
  void fact(ladder::Words& words, sim::Time now, ladder::Trace& trace);
  void wake(sim::Time now, ladder::Trace& trace) {
    models::SipPeerActions out;
    peer_.wake(config_, now, out);
    print(out, now, trace);
  }
  sim::Time deadline() const { return peer_.deadline(); }

  // A ladder that begins with the phone registered from port 5060 and reachable, at 0 s.
  static std::string registered(std::string_view script);

 private:
  void print(const models::SipPeerActions& actions, sim::Time now, ladder::Trace& trace);
  std::string sent(const models::SipMessage& message);

  models::SipPeerConfig config_;
  models::SipPeer peer_{7};
  std::uint32_t options_ = 0;  // CSeq of the last OPTIONS
  std::uint32_t before_ = 0;   // and of those before
  std::vector<std::uint32_t> nonces_;
};
