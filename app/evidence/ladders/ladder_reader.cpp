#include "app/evidence/ladders/ladder_reader.hpp"

#include <algorithm>
#include <utility>

#include "app/evidence/ladders/message_role.hpp"
#include "app/evidence/message_text.hpp"
#include "models/device/outbox.hpp"

namespace app {

using models::DhcpMessage;
using models::Frame;
using models::NodeKind;

namespace {

bool passes_on(NodeKind kind) {
  return models::is<models::Switch>(kind) || models::is<models::Router>(kind);
}

const DhcpMessage* dhcp_of(const Frame& frame) {
  const auto* packet = frame.ipv4();
  const auto* udp =
      packet == nullptr ? nullptr : std::get_if<models::UdpDatagram>(&packet->payload);
  return udp == nullptr ? nullptr : std::get_if<DhcpMessage>(&udp->message);
}

constexpr auto by_time = [](const auto& entry) { return entry.second; };

}  // namespace

LadderReader::LadderReader(const Scenario& scenario, std::vector<std::size_t> participants,
                           Time from, Time to)
    : scenario_(scenario), participant_(scenario.devices.size(), none), from_(from), to_(to) {
  for (std::size_t i = 0; i < participants.size(); ++i) {
    participant_[participants[i]] = i;
    const Entry& entry = scenario.entries[scenario.devices[participants[i]].entry];
    if (!passes_on(entry.kind)) ++named_hosts_;
  }
  for (std::size_t i = 0; i < scenario.devices.size(); ++i) {
    by_mac_.emplace(scenario.devices[i].mac, i);
  }
  edges_ = neighbours(scenario);
  for (std::size_t i = 0; i < scenario.devices.size(); ++i) {
    if (const auto host = trunk_host(scenario, i)) trunks_.emplace(i, *host);
  }
}

// What a call server sends and hears for one of its trunks is the trunk's, unless it died there.
LadderReader::Record LadderReader::of_trunk(const World& world, const Record& record) const {
  Record own = record;
  const auto is_of = [&](std::size_t trunk) {
    const auto found = trunks_.find(trunk);
    return found != trunks_.end() && world.node(found->second) == record.device;
  };
  const auto* packet = record.frame.ipv4();
  const std::uint32_t user = packet == nullptr ? models::no_phone : models::user_of(*packet);
  const std::size_t origin = world.device(record.frame.origin);
  if (is_of(origin)) {
    own.device = record.frame.origin;
  } else if (user != models::no_phone && is_of(world.phone(user)) &&
             !models::describe(record.fate).is_loss) {
    own.device = world.node(world.phone(user));
  }
  return own;
}

void LadderReader::read(const World& world, std::span<const Record> records) {
  const auto read_one = [&](const Record& record) {
    switch (record.kind) {
      case Record::Kind::sent: return sent(world, record);
      case Record::Kind::arrived: return arrived(world, record);
      case Record::Kind::ended: return ended(world, record);
    }
  };
  for (const Record& record : records) {
    trunks_.empty() ? read_one(record) : read_one(of_trunk(world, record));
  }
  current_leg_ = none;
  finish(world);
}

// The device that a frame is meant for in the end; none: everybody, or who knows.
std::size_t LadderReader::target_of(const World& world, const Frame& frame) const {
  const auto by_mac = [&](models::Mac mac) {
    const auto found = by_mac_.find(mac);
    return found == by_mac_.end() ? none : found->second;
  };
  if (const auto* arp = std::get_if<models::ArpPacket>(&frame.payload)) {
    return arp->op == models::ArpOp::reply ? by_mac(arp->tha)
                                           : world.device_at(arp->tpa).value_or(none);
  }
  if (frame.announcement() != nullptr || frame.fhrp() != nullptr || frame.lacp() != nullptr) {
    return none;
  }
  if (frame.eapol() != nullptr) return by_mac(frame.destination);
  if (const DhcpMessage* dhcp = dhcp_of(frame)) {
    if (!dhcp->is_from_client()) return by_mac(dhcp->chaddr());
  }
  const models::Ipv4Packet& packet = *frame.ipv4();
  const auto device = world.device_at(packet.destination);
  const std::uint32_t user = models::user_of(packet);
  const bool is_trunk = user != models::no_phone && trunks_.contains(world.phone(user));
  const bool behind_nat = !device || models::is<models::Router>(world.node(*device)) ||
                          (is_trunk && trunks_.at(world.phone(user)) == *device);
  if (user != models::no_phone && behind_nat && world.phone(user) != world.device(frame.origin)) {
    return world.phone(user);
  }
  return device ? *device : by_mac(frame.destination);
}

// With two named hosts, what both have with each other; with one, what it has with anybody.
bool LadderReader::concerns(std::size_t origin, std::size_t target) const {
  const auto kind = [&](std::size_t d) {
    return scenario_.entries[scenario_.devices[d].entry].kind;
  };
  const auto is_other_host = [&](std::size_t device) {
    return device != none && participant(device) == none && !passes_on(kind(device));
  };
  if (named_hosts_ >= 2) return !is_other_host(origin) && !is_other_host(target);
  return named_hosts_ == 0 || !is_other_host(origin) || !is_other_host(target);
}

// A segment that this end has sent before, and how long ago it did so last.
std::optional<Duration> LadderReader::repeated(const Record& record) {
  const auto* packet = record.frame.ipv4();
  const auto* tcp = packet == nullptr ? nullptr : std::get_if<models::TcpSegment>(&packet->payload);
  if (tcp == nullptr || tcp->span() == 0) return std::nullopt;
  auto& sent =
      sent_[{packet->source, tcp->source_port, packet->destination, tcp->destination_port}];
  const auto [known, is_new] = sent.try_emplace(tcp->seq + tcp->span(), record.at);
  if (is_new) {
    if (sent.size() > most_sent) sent.erase(std::ranges::min_element(sent, {}, by_time));
    return std::nullopt;
  }
  return record.at - std::exchange(known->second, record.at);
}

std::size_t LadderReader::begin(const World& world, const Record& record) {
  const std::size_t origin = world.device(record.frame.origin);
  const std::size_t target = target_of(world, record.frame);
  if (!concerns(origin, target)) return none;
  const auto again = repeated(record);
  if (record.at < from_ || record.at > to_) return none;
  Leg leg;
  leg.at = origin;
  leg.target = target;
  leg.event = record.event;
  leg.message = {.from = participant(origin),
                 .sent = record.at,
                 .label = message_text(record.frame, world.names()),
                 .conversation = conversation_of(record.frame, origin, target),
                 .role = role_of(record.frame),
                 .repeated = again};
  legs_.emplace(next_leg_, std::move(leg));
  return next_leg_++;
}

// From a named device a new leg begins; all copies that leave it during one event are one.
std::size_t LadderReader::go_on(const World& world, const Record& record, std::size_t number) {
  Leg& leg = legs_.at(number);
  const std::size_t device = world.device(record.device);
  if (participant(device) == none || leg.at == device) return number;
  const std::uint64_t event = record.kind == Record::Kind::sent ? record.parent : record.event;
  for (const std::size_t next : leg.next) {
    const Leg& known = legs_.at(next);
    if (known.at == device && known.event == event) return next;
  }
  Leg next;
  next.at = device;
  next.target = leg.target;
  next.event = event;
  next.message = leg.message;
  next.message.from = participant(device);
  next.message.sent = record.at;
  next.message.begins = false;
  ++next.live;  // keeps it until the leg that leads here is done
  leg.next.push_back(next_leg_);
  legs_.emplace(next_leg_, std::move(next));
  return next_leg_++;
}

// What a switch floods, or a DHCP relay makes anew of what has just arrived.
bool LadderReader::is_copy(const Record& record) const {
  if (current_leg_ == none || record.device != current_.device) return false;
  const std::uint64_t event = record.kind == Record::Kind::sent ? record.parent : record.event;
  if (event != current_.event) return false;
  if (record.frame.origin != record.device) {
    return record.frame.origin == current_.frame.origin;
  }
  const DhcpMessage* one = dhcp_of(record.frame);
  const DhcpMessage* two = dhcp_of(current_.frame);
  return models::is<models::Router>(record.device) && one != nullptr && two != nullptr &&
         one->xid == two->xid && one->type == two->type;
}

void LadderReader::sent(const World& world, const Record& record) {
  const auto known = frames_.find(record.frame_id);
  std::size_t leg = none;
  if (known != frames_.end()) {
    leg = go_on(world, record, known->second);
    if (leg != known->second) --legs_.at(known->second).live;
    if (leg != known->second) ++legs_.at(leg).live;
    known->second = leg;
    return;
  }
  if (is_copy(record)) {
    leg = go_on(world, record, current_leg_);
  } else if (record.frame.origin == record.device) {
    leg = begin(world, record);
  }
  if (leg == none) return;
  frames_.emplace(record.frame_id, leg);
  ++legs_.at(leg).live;
}

void LadderReader::arrived(const World& world, const Record& record) {
  current_ = record;
  const auto known = frames_.find(record.frame_id);
  current_leg_ = known == frames_.end() ? none : known->second;
  const std::size_t device = world.device(record.device);
  if (current_leg_ == none || participant(device) == none) return;
  Leg& leg = legs_.at(current_leg_);
  if (leg.at == device) return;
  leg.arrivals.push_back(
      {.device = record.device, .frame = record.frame_id, .at = record.at, .death = {}});
}

}  // namespace app
