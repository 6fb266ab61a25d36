// CUCM's alarms as syslog: the line of [cisco-200410], EndPointRegistered and
// EndPointTransientConnection (a RegisterReject) after [cucm-messages]. [assumed-logs]: host and
// node are the device's name, one stand-alone cluster, and what no phone says is empty.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/evidence/log_texts.hpp"
#include "app/report/logs/vendor.hpp"

namespace app::logs {
namespace {

using models::BindingFact;

// CISCO's product enumeration: the 8961 is 540, the 7975 437; another phone: assumed 437.
int device_type(const PhoneSpec& spec) {
  const auto is_8961 = [](const std::string& name) { return name.starts_with("cisco-8961"); };
  return std::ranges::any_of(spec.profile.values, is_8961) ? 540 : 437;
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
        seen(**frame);
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
    seen_until(models::never);
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
  void seen(const models::TraceRecord& record) {
    const models::Ipv4Packet& packet = *record.frame.ipv4();
    const auto& tcp = std::get<models::TcpSegment>(packet.payload);
    if (tcp.syn) {
      contacts_[record.frame.origin.value] = packet.source;
      return;
    }
    const Station s = station(std::get<models::SccpMessage>(tcp.message).user);
    const int type = s.spec == nullptr ? 0 : device_type(*s.spec);
    line(record.at, 3, "EndPointTransientConnection",  // noEntryInDatabase
         fmt::format("[ConnectingPort={}][DeviceName={}][IPAddress={}][DeviceType={}][Reason=2]"
                     "[Protocol=SCCP][IPAddrAttributes=0][LastSignalReceived=StationRegister]"
                     "[StationState=wait_register]{}: An endpoint attempted to register but did "
                     "not complete registration",
                     tcp.source_port, s.name, to_text(packet.destination), type, end()));
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

  const Witness& witness_;
  std::map<std::uint32_t, sim::Ipv4> contacts_;  // by the phone's node: its last SYN's source
  std::vector<Line> lines_;
  int number_ = 0;
};

}  // namespace

std::vector<LogFile> cucm(const Witness& witness) { return Cucm(witness).write(); }

}  // namespace app::logs
