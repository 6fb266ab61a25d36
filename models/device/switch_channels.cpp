// The switch with bundles of cables: which member takes a frame, what LACP says, what happens to a
// channel whose members are not one at the other end.
#include <algorithm>

#include "models/device/switch.hpp"

namespace models {
namespace {

bool alike(const SwitchPortConfig& a, const SwitchPortConfig& b) {
  const auto same = [](const VlanRange& x, const VlanRange& y) {
    return x.first == y.first && x.last == y.last;
  };
  return a.vlan == b.vlan && a.voice_vlan == b.voice_vlan && a.trunk == b.trunk &&
         std::ranges::equal(a.allowed, b.allowed, same);
}

}  // namespace

SwitchChannels::SwitchChannels(const SwitchConfig& config, Mac system)
    : places(config.ports.size()), lit(config.ports.size()) {
  for (std::uint16_t number = 1; number <= config.channels.size(); ++number) {
    std::vector<std::uint16_t> ports;
    std::vector<std::uint16_t> ids;
    for (std::uint16_t port = 0; port < config.channel_of.size(); ++port) {
      if (config.channel_of[port] != number) continue;
      places[port] = {number, static_cast<std::uint16_t>(ports.size())};
      ports.push_back(port);
      ids.push_back(static_cast<std::uint16_t>(port + 1));
    }
    LinkAggregation bundle(config.channels[number - 1U], system, number, ids);
    for (std::uint16_t i = 1; i < ports.size(); ++i) {
      if (!alike(config.ports[ports[0]], config.ports[ports[i]])) bundle.suspend(i);
    }
    all.push_back({.bundle = std::move(bundle), .ports = std::move(ports)});
  }
}

Time SwitchChannels::deadline() const {
  Time first = never;
  for (const Channel& c : all) {
    first = std::min({first, c.bundle.deadline(), c.guard_at, c.recover_at});
  }
  return first;
}

std::uint16_t Switch::bundled(std::uint16_t port) const {
  const auto [number, member] = channels_->places[port];
  const auto& channel = channels_->all[number - 1U];
  return channel.bundle.is_individual(member) ? port : channel.leader();
}

bool Switch::is_idle(std::uint16_t port) const {
  const auto [number, member] = channels_->places[port];
  return channels_->all[number - 1U].bundle.bar(member) != ChannelBar::none;
}

// Cables are there, and none of them carries anything; without a cable the frame dies on it.
bool Switch::is_dark(std::uint16_t port) const {
  const auto [number, member] = channels_->places[port];
  const auto& channel = channels_->all[number - 1U];
  if (channel.bundle.is_individual(member) || channel.bundle.is_up()) return false;
  return std::ranges::any_of(channel.ports, [&](auto p) { return channels_->lit[p]; });
}

bool Switch::skips(std::uint16_t port, std::uint16_t ingress) const {
  const std::uint16_t own = bundled(port);
  return own != port || own == ingress;
}

std::uint16_t Switch::member_for(std::uint16_t port, const Frame& frame) const {
  const auto [number, member] = channels_->places[port];
  const auto& [bundle, ports, guard_at, recover_at, up, guarded] = channels_->all[number - 1U];
  if (bundle.is_individual(member) || !bundle.is_up()) return port;
  return ports[bundle.choose(bucket_of(frame, bundle.config().hash))];
}

bool Switch::joins(std::uint16_t& port, FrameId frame, Time now, Outbox& out) {
  const auto [number, member] = channels_->places[port];
  auto& channel = channels_->all[number - 1U];
  if (const LacpPdu* pdu = out.frames[frame].lacp()) {
    const LacpPdu said = *pdu;
    out.end(frame, channel.bundle.speaks() ? Fate::delivered : Fate::not_for_me);
    ChannelActions actions;
    channel.bundle.receive(member, said, now, actions);
    carry_out(actions, number - 1U, now, out);
    return false;
  }
  if (is_idle(port)) {
    drop_idle(port, frame, now, out);
    return false;
  }
  port = bundled(port);
  return true;
}

void Switch::drop_idle(std::uint16_t port, FrameId frame, Time now, Outbox& out) const {
  const auto [number, member] = channels_->places[port];
  const LinkAggregation& bundle = channels_->all[number - 1U].bundle;
  const ChannelConfig& c = bundle.config();
  const auto drop = [&](Setting setting) {
    out.drop(frame, Fate::channel_suspended, port, {.setting = setting}, now);
  };
  switch (bundle.bar(member)) {
    case ChannelBar::settings: return drop(&config_->ports);
    case ChannelBar::waiting: return drop(&c.aggregate_wait);
    case ChannelBar::min_links: return drop(&c.min_links);
    case ChannelBar::none:
    case ChannelBar::link:
    case ChannelBar::partner: return drop(&c.mode);
  }
}

void Switch::channel_link(std::uint16_t port, bool up, Time now, Outbox& out) {
  channels_->lit[port] = up;
  if (!on_ || states_[port].err_disabled) return;
  const auto [number, member] = channels_->places[port];
  if (up && !channels_->all[number - 1U].up) link_came_up(port, now);
  ChannelActions actions;
  channels_->all[number - 1U].bundle.link_changed(member, up, now, actions);
  carry_out(actions, number - 1U, now, out);
}

// Its link may be up, and it may send; the same for all members that are err-disabled together.
void Switch::start_channels(Time now, Outbox& out) {
  if (channels_ == nullptr) return;
  for (std::uint16_t port = 0; port < states_.size(); ++port) {
    if (states_[port].member) channel_link(port, channels_->lit[port], now, out);
  }
}

void Switch::stop_channels() {
  if (channels_ == nullptr) return;
  for (auto& channel : channels_->all) {
    channel.bundle.stop();
    channel.guard_at = channel.recover_at = never;
    channel.up = channel.guarded = false;
  }
  channels_->alarm.clear();
}

void Switch::carry_out(const ChannelActions& actions, std::size_t number, Time now, Outbox& out) {
  auto& channel = channels_->all[number];
  for (const auto& action : actions) {
    if (const auto* send = std::get_if<LacpSend>(&action)) {
      out.send(out.make({.payload = send->pdu,
                         .source = mac_,
                         .destination = slow_protocols_mac,
                         .vlan = 0,
                         .origin = out.self}),
               channel.ports[send->place]);
      continue;
    }
    out.channels_changed = true;
    const bool was_up = std::exchange(channel.up, channel.bundle.is_up());
    if (channel.up && !was_up) link_came_up(channel.leader(), now);
    if (!channel.up && was_up) lost_link(channel.leader());
    for (std::uint16_t i = 0; i < channel.ports.size(); ++i) {
      const bool is_bundled = !channel.bundle.is_individual(i);
      if (is_bundled && channel.ports[i] != channel.leader()) lost_link(channel.ports[i]);
    }
  }
  channels_->alarm.set(channels_->deadline(), of_channels, out);
}

// Of all members at once; a bundle is one port to who shuts it.
void Switch::set_members(std::uint16_t port, bool disabled, Time now, Outbox& out) {
  const std::size_t number = channels_->places[port].channel - 1U;
  for (const std::uint16_t member : channels_->all[number].ports) {
    ChannelActions actions;
    channels_->all[number].bundle.link_changed(channels_->places[member].member,
                                               !disabled && channels_->lit[member], now, actions);
    carry_out(actions, number, now, out);
    states_[member].err_disabled = disabled;
    out.ports.push_back({member, !disabled});
    power_follows(member, now, out);
  }
}

void Switch::wake_channels(Time at, Outbox& out) {
  if (channels_ == nullptr || !channels_->alarm.rings(at) || !on_) return;
  for (std::size_t i = 0; i < channels_->all.size(); ++i) {
    auto& channel = channels_->all[i];
    if (at >= channel.guard_at) {
      channel.guard_at = never;
      channel.guarded = true;
      const Duration recovery = channel.bundle.config().guard_recovery;
      if (recovery > 0s) channel.recover_at = at + recovery;
      lost_link(channel.leader());
      set_members(channel.leader(), true, at, out);
    }
    if (at >= channel.recover_at) {
      channel.recover_at = never;
      channel.guarded = false;
      set_members(channel.leader(), false, at, out);
    }
    ChannelActions actions;
    if (at >= channel.bundle.deadline()) channel.bundle.wake(at, actions);
    carry_out(actions, i, at, out);
  }
}

// [catalyst-etherchannel]: BPDUs of several ports come in by what should be one.
void Switch::suspect_channel(std::uint16_t leader, bool misconfigured, Time now, Outbox& out) {
  auto& channel = channels_->all[channels_->places[leader].channel - 1U];
  const ChannelConfig& c = channel.bundle.config();
  if (!misconfigured || !c.guard || channel.guarded) {
    channel.guard_at = never;
  } else if (channel.guard_at == never) {
    channel.guard_at = now + c.guard_delay;
  }
  channels_->alarm.set(std::max(now, channels_->deadline()), of_channels, out);
}

bool Switch::is_static_channel(std::uint16_t port) const {
  return states_[port].member &&
         !channels_->all[channels_->places[port].channel - 1U].bundle.speaks();
}

void Switch::unlit(std::uint16_t port) {
  if (channels_ != nullptr) channels_->lit[port] = false;
}

std::optional<LacpPdu> Switch::says_lacp(std::uint16_t port) const {
  if (!states_[port].member) return std::nullopt;
  const auto [number, member] = channels_->places[port];
  const LinkAggregation& bundle = channels_->all[number - 1U].bundle;
  return bundle.speaks() ? std::optional(bundle.says(member)) : std::nullopt;
}

void Switch::settle_channels(bool on, Time now, Outbox& out) {
  if (channels_ == nullptr || !on_) return;
  for (auto& channel : channels_->all) {
    ChannelActions settled;  // nothing of it is said: it was said long ago
    channel.bundle.settle(on, now, settled);
    for (std::uint16_t i = 0; on && i < channel.ports.size(); ++i) {
      channel.bundle.link_changed(i, channels_->lit[channel.ports[i]], now, settled);
    }
    channel.up = channel.bundle.is_up();
  }
  if (!on) channels_->alarm.set(channels_->deadline(), of_channels, out);
}

void Switch::settle_lacp(std::uint16_t port, const std::optional<LacpPdu>& said, Time now) {
  if (!said || !states_[port].member) return;
  const auto [number, member] = channels_->places[port];
  ChannelActions settled;
  channels_->all[number - 1U].bundle.receive(member, *said, now, settled);
}

}  // namespace models
