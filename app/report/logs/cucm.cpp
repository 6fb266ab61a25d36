// CUCM's alarms as syslog: the line of Cisco 200410 (field report), EndPointRegistered and
// EndPointTransientConnection after the System Error Messages guide; facts 1.4. Assumed: host and
// node are the device's name, the cluster is StandAloneCluster, what no phone says here is empty.
#include <fmt/format.h>

#include <map>

#include "app/evidence/log_texts.hpp"
#include "app/report/logs/vendor.hpp"

namespace app::logs {
namespace {

using models::BindingFact;
using models::PhoneFact;

// CISCO's product enumeration: the 8961 is 540, the 7975 437; another phone: assumed 437.
int device_type(const PhoneSpec& spec) {
  return spec.profile.value_or("").starts_with("cisco-8961") ? 540 : 437;
}

// SIPStationDPrimaryLineTimeout stands in the report; the others are assumed.
std::string_view last_signal(models::Unbound why, bool sip) {
  switch (why) {
    case models::Unbound::keepalive_timeout:
      return sip ? "SIPStationDPrimaryLineTimeout" : "StationKeepAliveTimeout";
    case models::Unbound::connectivity_error: return sip ? "SIPConnClosed" : "TcpConnClosed";
    case models::Unbound::device_unregistered: return sip ? "SIPRegisterInd" : "StationUnregister";
    case models::Unbound::source_port_changed: return sip ? "SIPRegisterInd" : "StationRegister";
    case models::Unbound::server_down:
    case models::Unbound::expired:
    case models::Unbound::unreachable: break;
  }
  return "";
}

class Cucm {
 public:
  explicit Cucm(const Witness& witness) : witness_(witness) {}

  std::vector<LogFile> write() {
    const models::Journal& journal = witness_.journal();
    auto frame = witness_.frames.begin();
    const auto seen_until = [&](Time at) {  // who connects from where
      for (; frame != witness_.frames.end() && (*frame)->at <= at; ++frame) {
        contacts_[(*frame)->frame.origin.value] = (*frame)->frame.ipv4()->source;
      }
    };
    for (const BindingFact& fact : journal.bindings) {
      if (fact.server != witness_.node()) continue;
      seen_until(fact.at);
      if (fact.bound) {
        registered(fact);
      } else if (fact.why != models::Unbound::server_down) {  // a server without power says nothing
        unregistered(fact);
      }
    }
    for (const PhoneFact& fact : journal.phones) rejected(fact);
    return one_file(witness_, ".syslog", std::move(lines_));
  }

 private:
  struct Station {
    std::string name;
    const Device& device;
    const PhoneSpec* spec;
    bool sip() const { return spec == nullptr || spec->protocol == models::Signalling::sip; }
  };
  Station station(std::uint32_t phone) const {
    const Device& device = witness_.phone(phone);
    const Spec& spec = witness_.scenario.entries[device.entry].specs[device.spec];
    return {"SEP" + digits_of(device.mac), device, std::get_if<PhoneSpec>(&spec)};
  }
  sim::Ipv4 address(std::uint32_t phone) const {
    const auto known = contacts_.find(witness_.world.network().phone_nodes()[phone].value);
    return known == contacts_.end() ? witness_.phone(phone).address.address : known->second;
  }
  std::string end() const {
    return fmt::format("[AppID=Cisco CallManager][ClusterID=StandAloneCluster][NodeID={}]",
                       witness_.name());
  }
  void line(Time at, int severity, std::string_view alarm, const std::string& body) {
    const Wall wall = witness_.wall(at);
    ++number_;
    lines_.push_back({at, fmt::format("{} {} local7 {} : {}: {} {} {:02} {} {} UTC : "
                                      "%UC_CALLMANAGER-{}-{}: %{}",
                                      number_, witness_.name(), severity, number_, witness_.name(),
                                      wall.month_name(), wall.day, wall.year, wall.clock(),
                                      severity, alarm, body)});
  }
  void registered(const BindingFact& fact) {
    const Station s = station(fact.phone);
    const int type = s.spec == nullptr ? 0 : device_type(*s.spec);
    line(fact.at, 6, "EndPointRegistered",
         fmt::format("[DeviceName={}][IPAddress={}][Protocol={}][DeviceType={}][PerfMonObjType=2]"
                     "[Description={}][UserID=][LoadID=][AssociatedDNs=][MACAddress={}]"
                     "[IPAddrAttributes=0][ActiveLoadID=][InactiveLoadID=]{}: Endpoint registered",
                     s.name, to_text(address(fact.phone)), s.sip() ? "SIP" : "SCCP", type,
                     s.device.name, digits_of(s.device.mac), end()));
  }
  void unregistered(const BindingFact& fact) {
    const Station s = station(fact.phone);
    const int type = s.spec == nullptr ? 0 : device_type(*s.spec);
    line(fact.at, 3, "EndPointUnregistered",
         fmt::format("[DeviceName={}][IPAddress={}][Protocol={}][DeviceType={}][Description={}]"
                     "[Reason={}][IPAddrAttributes=0][LastSignalReceived={}]{}: "
                     "An endpoint has unregistered",
                     s.name, to_text(address(fact.phone)), s.sip() ? "SIP" : "SCCP", type,
                     s.device.name, logged_by(fact.why).code, last_signal(fact.why, s.sip()),
                     end()));
  }
  // CcmDevRegFailCauseCode 1, unknown: assumed; which one it would be, nobody modelled.
  void rejected(const PhoneFact& fact) {
    const bool turned_away = fact.kind == PhoneFact::Kind::lost &&
                             fact.why == models::OutOfService::registration_rejected;
    if (!turned_away || witness_.world.server_of(fact.phone, fact.server) != witness_.device)
      return;
    const Station s = station(fact.phone);
    const int type = s.spec == nullptr ? 0 : device_type(*s.spec);
    line(fact.at, 3, "EndPointTransientConnection",
         fmt::format("[ConnectingPort={}][DeviceName={}][IPAddress={}][DeviceType={}][Reason=1]"
                     "[Protocol={}][IPAddrAttributes=0][LastSignalReceived=SIPRegisterInd]"
                     "[StationState=wait_register]{}: An endpoint attempted to register but did "
                     "not complete registration",
                     s.sip() ? 5060 : 2000, s.name, to_text(address(fact.phone)), type,
                     s.sip() ? "SIP" : "SCCP", end()));
  }

  const Witness& witness_;
  std::map<std::uint32_t, sim::Ipv4> contacts_;  // by the phone's node: its last SYN's source
  std::vector<Line> lines_;
  int number_ = 0;
};

}  // namespace

std::vector<LogFile> cucm(const Witness& witness) { return Cucm(witness).write(); }

}  // namespace app::logs
