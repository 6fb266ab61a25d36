// Anything else with an address: a PC behind a phone, a guest's laptop, a printer. It answers
// pings, claims its address by ARP, and speaks to nobody.
#pragma once

#include "models/device/station.hpp"

namespace models {

struct ComputerConfig {
  StationConfig station;
  Duration start = 0s;         // power-on
  Duration start_spread = 0s;  // plus up to this, random for each
};

class Computer {
 public:
  using Config = ComputerConfig;
  static constexpr std::uint32_t power_on = 1;  // wake-up index; 0 is everything else

  Computer(const Config& config, const Installation& self)
      : station_(config.station, self, sim::Random(self.seed, self.name, "dhcp")),
        start_at_(Time{} + config.start +
                  sim::Random(self.seed, self.name, "computer").between(0s, config.start_spread)) {}

  void receive(FrameId frame, Time now, Outbox& out) {
    if (!on_) return station_.receive_while_off(frame, now, out);
    if (const Ipv4Packet* packet = station_.receive(frame, now, out)) {
      station_.refuse(*packet, frame, now, out);
    }
    alarm_.set(station_.deadline(), 0, out);
  }
  void wake(std::uint32_t index, Time at, Outbox& out) {
    if (index == power_on) {
      return at == start_at_ && station_.has_power(out) ? start(at, out) : void();
    }
    if (!alarm_.rings(at) || !on_) return;
    station_.wake(at, out);
    alarm_.set(station_.deadline(), 0, out);
  }
  void start(Time now, Outbox& out) {  // power on
    if (on_) return;
    on_ = true;
    station_.start(now, out);
    alarm_.set(station_.deadline(), 0, out);
  }
  // Of one that its port powers, as a camera.
  void power_came(Time now, Outbox& out) {
    station_.set_power(true);
    if (power().boot == 0s) return start(now, out);
    start_at_ = now + power().boot;
    out.wake(power_on, start_at_);
  }
  void power_lost(Time now, Outbox& out) { stop(now, out); }
  const PoweredDeviceConfig& power() const { return station_.power(); }
  int broadcast_limit() const { return station_.broadcast_limit(); }
  bool wants_power() const { return station_.wants_power(); }
  void want_power(bool wants) { station_.want_power(wants); }
  void stop(Time now, Outbox& out) {  // power off
    station_.set_power(false);
    start_at_ = never;
    on_ = false;
    station_.stop(now, out);
    alarm_.clear();
  }
  void link_changed(std::uint16_t, bool up, Time now, Outbox& out) {
    station_.link_changed(up, on_, now, out);
    if (on_) alarm_.set(station_.deadline(), 0, out);
  }
  void readdress(Ipv4Interface address, Time now, Outbox& out) {
    station_.readdress(address, now, out);
    alarm_.set(station_.deadline(), 0, out);
  }
  void clear_arp() { station_.clear_arp(); }
  Time first_wake() const { return start_at_; }
  const Station& station() const { return station_; }
  bool is_on() const { return on_; }

 private:
  Station station_;
  Alarm alarm_;
  Time start_at_;
  bool on_ = false;
};

}  // namespace models
