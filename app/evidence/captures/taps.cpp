#include "app/evidence/captures/taps.hpp"

#include <algorithm>

#include "app/evidence/history.hpp"
#include "app/scenario/parts.hpp"

namespace app {

using models::Fate;

namespace {

// Seconds since 1970: the devices' wall clock, which knows no zone.
std::uint64_t begin_of(const Scenario& scenario) {
  const auto begins = scenario.begins.time_since_epoch();
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::seconds>(begins).count());
}

const Entry& entry_of(const Scenario& scenario, std::size_t device) {
  return scenario.entries[scenario.devices[device].entry];
}

}  // namespace

std::vector<Tap> default_taps(const Scenario& scenario, const History& history) {
  std::vector<std::size_t> phones;
  for (const Stay& stay : history.stays) {
    if (stay.lost) phones.push_back(stay.phone);
  }
  for (const Absence& never : history.never_registered) phones.push_back(never.phone);
  std::ranges::sort(phones);
  phones.erase(std::unique(phones.begin(), phones.end()), phones.end());
  if (phones.size() > most_phones_tapped) phones.resize(most_phones_tapped);
  std::vector<Tap> taps;
  for (const std::size_t phone : phones) taps.push_back({.device = phone});
  for (std::size_t i = 0; i < scenario.devices.size(); ++i) {
    const models::NodeKind kind = entry_of(scenario, i).kind;
    if (is_server(kind) || models::is<models::Server>(kind)) taps.push_back({.device = i});
  }
  return taps;
}

Captures::Captures(const Scenario& scenario, const std::vector<Tap>& taps, Time from, Time to)
    : scenario_(scenario), from_(from), to_(to), file_of_(scenario.devices.size(), none) {
  for (const Tap& tap : taps) {
    if (file_of_[tap.device] == none) {
      file_of_[tap.device] = files_.size();
      files_.push_back({tap.device, CaptureFile(begin_of(scenario)), 0, 0, {}});
    }
    File& file = files_[file_of_[tap.device]];
    const auto add_port = [&](std::size_t device, std::uint16_t port) {
      const bool known =
          std::ranges::find(file.ports, port, &File::Port::number) != file.ports.end();
      if (device != tap.device || tap.port.value_or(port) != port || known) return;
      const Entry& entry = entry_of(scenario, device);
      const std::string name = port_text(scenario, device, port);
      const std::string about(models::kind_word(entry.kind));
      file.ports.push_back({port, file.capture.add_interface(name, about)});
    };
    for (const LinkPlan& link : scenario.links) {
      add_port(link.a, link.port_a);
      add_port(link.b, link.port_b);
    }
  }
}

void Captures::meet(const World& world) {
  for (const models::NodeId node : world.network().phone_nodes()) {
    const Device& device = scenario_.devices[world.device(node)];
    phones_.push_back({device.name, device.mac, device.address.address});
  }
  for (std::size_t i = 0; i < scenario_.devices.size(); ++i) {
    if (is_server(entry_of(scenario_, i).kind)) {
      servers_.push_back(scenario_.devices[i].address.address);
    }
  }
}

// What DHCP gave to a phone is what it writes into its messages from then on.
void Captures::learn_address(const World& world, const Record& record) {
  const auto* packet = record.frame.ipv4();
  if (packet == nullptr || packet->source == models::Ipv4{}) return;
  if (record.frame.origin != record.device) return;
  if (const auto phone = world.network().phone_number(record.device)) {
    phones_[*phone].address = packet->source;
  }
}

void Captures::read(const World& world, std::span<const Record> records) {
  if (phones_.empty() && servers_.empty()) meet(world);
  for (const Record& record : records) {
    if (record.kind == Record::Kind::sent) learn_address(world, record);
    if (file_of_[world.device(record.device)] == none) continue;
    switch (record.kind) {
      case Record::Kind::sent:
        flush(world);
        add(world, record, CaptureDirection::outbound, "");
        break;
      case Record::Kind::arrived:
        flush(world);
        arrived_ = record;
        break;
      case Record::Kind::ended:
        if (!models::describe(record.fate).is_loss) break;
        if (arrived_ && arrived_->event == record.event && arrived_->frame_id == record.frame_id) {
          arrived_comment_ = comment(world, record);
        } else if (record.fate == Fate::lost_on_link) {  // it did leave
          flush(world);
          add(world, record, CaptureDirection::outbound, comment(world, record));
        }
        break;
    }
  }
  flush(world);
}

void Captures::flush(const World& world) {
  if (!arrived_) return;
  add(world, *arrived_, CaptureDirection::inbound, arrived_comment_);
  arrived_.reset();
  arrived_comment_.clear();
}

void Captures::add(const World& world, const Record& record, CaptureDirection direction,
                   const std::string& comment) {
  if (record.at < from_ || record.at > to_) return;
  File& file = files_[file_of_[world.device(record.device)]];
  const auto port = std::ranges::find(file.ports, record.port, &File::Port::number);
  if (port == file.ports.end()) return;
  if (packets_ >= most_packets || bytes_ >= most_bytes) {
    ++file.not_kept;
    return;
  }
  encode(record.frame, world.names(), {phones_, servers_}, buffer_);
  const std::size_t before = file.capture.text().size();
  file.capture.add_packet(port->interface, record.at, buffer_, direction, comment);
  bytes_ += file.capture.text().size() - before;
  ++packets_;
  ++file.packets;
}

std::string Captures::comment(const World& world, const Record& ended) const {
  const models::FateText& fate = models::describe(ended.fate);
  std::string text = ended.fate == Fate::lost_on_link ? "lost after it left: " : "died here: ";
  text += fate.name;
  text += ". ";
  text += fate.meaning;
  const std::string setting = world.path(ended.device, ended.port, ended.cause);
  if (!setting.empty()) text += " Decided by " + setting + ".";
  if (!fate.advice.empty()) text += " " + std::string(fate.advice);
  return text;
}

}  // namespace app
