// Who speaks which language, and what each log is written from: facts of the journal and the frames
// that the device saw. One function for each vendor, in a file of its own.
#pragma once

#include "app/report/logs/logs.hpp"
#include "app/scenario/calendar.hpp"

namespace app::logs {

enum class Vendor : std::uint8_t {
  none,  // its log is not known, or says nothing of registrations (FreeSWITCH, Kamailio)
  cucm,
  asterisk,
  pjsip,
  windows_dhcp,
  isc_dhcpd,
  dnsmasq,
  kea,
  ios,
  asa,
  catalyst,
};
// By the profiles, of which the last one that is known counts; without one by the kind.
Vendor vendor_of(const Scenario& scenario, std::size_t device);

struct Line {
  Time at{};
  std::string text{};
};

// One device, and all that it could know.
struct Witness {
  const World& world;
  const Scenario& scenario;
  std::size_t device = 0;
  std::vector<const models::TraceRecord*> frames{};  // what it sent, received or refused; by time

  const std::string& name() const { return scenario.devices[device].name; }
  Wall wall(Time at) const { return app::wall(scenario.begins, at); }
  models::NodeId node() const { return world.node(device); }
  const models::Journal& journal() const { return world.network().journal(); }
  template <class Kind>
  const Kind& spec() const {
    const Device& d = scenario.devices[device];
    return std::get<Kind>(scenario.entries[d.entry].specs[d.spec]);
  }
  // The phone's own record in the scenario.
  const Device& phone(std::uint32_t number) const { return scenario.devices[world.phone(number)]; }
};

std::vector<LogFile> cucm(const Witness& witness);
std::vector<LogFile> asterisk(const Witness& witness);
std::vector<LogFile> pjsip(const Witness& witness);
std::vector<LogFile> windows_dhcp(const Witness& witness);
std::vector<LogFile> isc_dhcpd(const Witness& witness);
std::vector<LogFile> dnsmasq(const Witness& witness);
std::vector<LogFile> kea(const Witness& witness);
std::vector<LogFile> ios(const Witness& witness);
std::vector<LogFile> asa(const Witness& witness);
std::vector<LogFile> catalyst(const Witness& witness);

// One file of these lines, in order of time; none without lines.
std::vector<LogFile> one_file(const Witness& witness, std::string_view ending,
                              std::vector<Line> lines);

// RFC 3164: "Mar  1 08:02:10".
std::string syslog_time(const Wall& wall);
std::string cisco_mac(sim::Mac mac);  // 0024.142d.df24
std::string digits_of(sim::Mac mac);  // 0024142DDF24

// A SIP message of the record, or null; the ports that it went from and to.
const models::SipMessage* sip_of(const models::TraceRecord& record);
struct Ports {
  std::uint16_t source = 0;
  std::uint16_t destination = 0;
};
Ports ports_of(const models::TraceRecord& record);
inline bool is_sent(const models::TraceRecord& record) {
  return record.kind == models::TraceRecord::Kind::sent;
}

// A DHCP message of the record, if it carries one; a server's answers, or what it was asked.
const models::DhcpMessage* dhcp_of(const models::TraceRecord& record);
// The address that a client asks for, or gives back.
sim::Ipv4 wanted(const models::DhcpMessage& message);

}  // namespace app::logs
