// A switch port as authenticator: the PAE of [ieee-802-1x] clause 8 with MAC authentication bypass
// and sessions per device, as Cisco has them ([cisco-mab], [catalyst-mda], [cisco-iab]). Left out:
// accounting, access lists, web authentication, Wake on LAN, MACsec, several VLANs for data at
// once.
#pragma once

#include <vector>

#include "models/protocol/access/access_config.hpp"
#include "models/protocol/access/access_session.hpp"
#include "sim/base/copy.hpp"

namespace models {

class PortAccess {
 public:
  explicit PortAccess(const AccessConfig& config) : config_(&config) {}

  void link_up(Time now, AccessActions& out);
  void link_down() { clear(); }
  // A frame that is no EAP: may it go on? `tagged`: with the voice VLAN.
  AccessBar admit(Mac source, bool tagged, Time now, AccessActions& out);
  void receive(Mac source, const EapolFrame& frame, Time now, AccessActions& out);
  void answered(const RadiusMessage& answer, Time now, AccessActions& out);
  void unanswered(Mac station, Time now, AccessActions& out);  // no server is left
  void server_back(Time now, AccessActions& out);
  void reset(Time now, AccessActions& out);  // all sessions begin anew: clear authentication
  void wake(Time now, AccessActions& out);

  Time deadline() const;
  // Frames may leave by the port.
  bool is_open() const;
  VlanId vlan() const;  // that a device of data was given; 0: none
  const AccessConfig& config() const { return *config_; }
  const std::vector<AccessSession>& sessions() const { return sessions_; }
  std::uint64_t violations() const { return violations_; }

 private:
  using State = AccessSession::State;

  void clear();
  AccessSession* find(Mac mac);
  AccessSession* unknown() { return find(Mac{}); }
  const AccessSession* granted(AccessGrant grant, Mac beside) const;
  AccessBar greet(Mac source, Time now, AccessActions& out);
  AccessBar passes(AccessSession& session, bool tagged) const;
  AccessBar crowd(Mac source, Time now, AccessActions& out);
  bool is_asked(Mac source) const;
  void end_silent(Time now, AccessActions& out);
  void violated(Mac by, Time now, AccessActions& out);

  // One session: port_access_session.cpp
  void begin(AccessSession& s, bool by_mab, Time now, AccessActions& out);
  void send(AccessSession& s, EapMessage request, AccessActions& out);
  void ask(AccessSession& s, const EapMessage& response, Time now, AccessActions& out);
  void respond(AccessSession& s, const EapMessage& response, Time now, AccessActions& out);
  void silent(AccessSession& s, Time now, AccessActions& out);
  void rejected(AccessSession& s, Time now, AccessActions& out);
  void accepted(AccessSession& s, const RadiusMessage& answer, Time now, AccessActions& out);
  void no_server(AccessSession& s, Time now, AccessActions& out);
  void settle(AccessSession& s, AccessGrant grant, VlanId vlan, Time now);
  void hold(AccessSession& s, AccessBar why, Time now, AccessActions& out);
  void withdraw(AccessSession& s, AccessActions& out);
  void wake(AccessSession& s, Time now, AccessActions& out);
  void end_session(AccessSession& s, Time now, AccessActions& out);

  sim::Beside<const AccessConfig> config_;
  std::vector<AccessSession> sessions_;
  std::vector<Mac> asked_;  // heard while the whole port was asked
  std::uint64_t violations_ = 0;
  std::uint8_t identifier_ = 0;
};

}  // namespace models
