#include "app/report/logs/logs.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "app/report/logs/vendor.hpp"
#include "app/report/output.hpp"

namespace app {
namespace {

using logs::Vendor;
using models::TraceRecord;
using Kind = TraceRecord::Kind;

// Of a million phones not every frame can be kept: what comes later is missing in the logs.
constexpr std::size_t most_frames = 2'000'000;

// Does a log of that vendor speak of such a frame?
bool is_told(Vendor vendor, const TraceRecord& record) {
  const bool handled = (record.kind == Kind::ended && record.fate == models::Fate::delivered) ||
                       record.kind == Kind::sent;
  switch (vendor) {
    case Vendor::none: return false;
    case Vendor::windows_dhcp:
    case Vendor::isc_dhcpd:
    case Vendor::dnsmasq:
    case Vendor::kea:
    case Vendor::ios: return handled && logs::dhcp_of(record) != nullptr;
    case Vendor::cucm: {  // where each phone connects from; whom it turns away
      const auto* packet = record.frame.ipv4();
      const auto* tcp =
          packet == nullptr ? nullptr : std::get_if<models::TcpSegment>(&packet->payload);
      if (tcp == nullptr || !handled) return false;
      if (record.kind == Kind::ended) return tcp->syn;
      const auto* sccp = std::get_if<models::SccpMessage>(&tcp->message);
      return sccp != nullptr && tcp->length > 0 && sccp->id == models::SccpId::register_reject;
    }
    case Vendor::asterisk: {
      const auto* packet = record.frame.ipv4();
      return handled && packet != nullptr &&
             std::holds_alternative<models::UdpDatagram>(packet->payload);
    }
    case Vendor::pjsip:
      return handled && record.frame.ipv4() != nullptr && logs::sip_of(record) != nullptr;
    case Vendor::asa:
      return record.kind == Kind::ended &&
             models::describe(record.fate).name.starts_with("firewall_");
    case Vendor::catalyst:
      return record.kind == Kind::ended && record.fate == models::Fate::port_security_violation;
  }
  return false;
}

std::vector<LogFile> told_by(Vendor vendor, const logs::Witness& witness) {
  switch (vendor) {
    case Vendor::none: return {};
    case Vendor::cucm: return logs::cucm(witness);
    case Vendor::asterisk: return logs::asterisk(witness);
    case Vendor::pjsip: return logs::pjsip(witness);
    case Vendor::windows_dhcp: return logs::windows_dhcp(witness);
    case Vendor::isc_dhcpd: return logs::isc_dhcpd(witness);
    case Vendor::dnsmasq: return logs::dnsmasq(witness);
    case Vendor::kea: return logs::kea(witness);
    case Vendor::ios: return logs::ios(witness);
    case Vendor::asa: return logs::asa(witness);
    case Vendor::catalyst: return logs::catalyst(witness);
  }
  return {};
}

std::vector<LogFile> all_logs(const World& world, const Scenario& scenario,
                              const std::vector<TraceRecord>& records) {
  std::map<std::size_t, std::vector<const TraceRecord*>> by_device;
  for (const TraceRecord& record : records)
    by_device[world.device(record.device)].push_back(&record);
  std::vector<LogFile> files;
  for (std::size_t device = 0; device < scenario.devices.size(); ++device) {
    const Vendor vendor = logs::vendor_of(scenario, device);
    if (vendor == Vendor::none || is_phone(scenario.entries[scenario.devices[device].entry].kind)) {
      continue;
    }
    for (LogFile& file : told_by(vendor, {world, scenario, device, by_device[device]})) {
      files.push_back(std::move(file));
    }
  }
  return files;
}

}  // namespace

void LogReader::read(const World& world, const std::vector<TraceRecord>& records) {
  for (const TraceRecord& record : records) {
    if (kept_.size() == most_frames) break;
    if (is_told(logs::vendor_of(result_.scenario, world.device(record.device)), record)) {
      kept_.push_back(record);
    }
  }
  if (world.network().now() >= result_.history.end) {
    files_ = all_logs(world, result_.scenario, kept_);
  }
}

std::string refuse_log_folder(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  const bool is_taken = fs::exists(folder, error) && !fs::is_empty(folder, error);
  return is_taken ? folder + ": is there already, and not empty" : "";
}

std::string write_logs(const std::string& folder, const std::vector<LogFile>& files) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (std::string refusal = refuse_log_folder(folder); !refusal.empty()) return refusal;
  const std::string temporary = folder + ".part" + std::to_string(::getpid());
  if (!fs::create_directory(temporary, error)) return folder + ": " + error.message();
  std::string failure;
  for (const LogFile& file : files) {
    if (failure.empty()) failure = write_whole(temporary + "/" + file.name, file.text);
  }
  if (failure.empty()) fs::rename(temporary, folder, error);
  if (failure.empty() && error) failure = folder + ": " + error.message();
  if (!failure.empty()) fs::remove_all(temporary, error);
  return failure;
}

}  // namespace app
