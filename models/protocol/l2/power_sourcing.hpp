// Power sourcing equipment (PSE) of IEEE 802.3, clause 33, with the budget that all its ports
// share: who gets power, who has to wait, who loses it. Left out: detection that fails, midspans,
// four pairs as two halves, policing by measurement, and stacks that share supplies.
#pragma once

#include <vector>

#include "models/protocol/l2/announcement.hpp"
#include "models/protocol/l2/powered_device.hpp"
#include "sim/base/copy.hpp"

namespace models {

enum class PoeStandard : std::uint8_t { af, at, bt };
enum class PowerAllocation : std::uint8_t { by_class, by_use };
enum class PowerPrecedence : std::uint8_t { first_come, priority, port_number };
enum class PowerMode : std::uint8_t { automatic, reserved, off };
enum class PowerPriority : std::uint8_t { critical, high, low };  // [rfc3621]
enum class RefusedRequest : std::uint8_t { kept, cut };

// What a range of ports is set to.
struct PowerPortConfig {
  PowerMode mode = PowerMode::automatic;
  PowerPriority priority = PowerPriority::low;  // [procurve-poe]: the default
  Power limit{};                                // 0: what its standard allows
};

struct PowerSourcingConfig {
  bool enabled = false;
  Power budget = sim::watts(370);  // of all ports; [catalyst-poe]: many with 24 or 48 ports
  PoeStandard standard = PoeStandard::at;
  PowerAllocation allocation = PowerAllocation::by_class;
  Power guard_band{};  // by use: so much must be left for one more; [extreme-poe]
  PowerPrecedence precedence = PowerPrecedence::first_come;
  RefusedRequest refused = RefusedRequest::kept;  // a request for more than there is
  bool cut_by_err_disable = false;                // assumed: an err-disabled port gives power
  Duration boot = 0s;                             // from the switch's power to its ports'
  Duration detection = 1s;     // with classification: [ieee-802-3] 33.2.5, at most 1 s
  Duration stagger = 0s;       // from port to port after a start; assumed: all at once
  Duration retry = 2s;         // who was denied is looked at again; assumed, once power is free
  Duration overload = 60ms;    // [ieee-802-3] Tcut, 50 to 75 ms
  Duration fault_retry = 30s;  // after an overload; assumed
};

struct PowerPorts {
  sim::PointedInto<PowerPortConfig> settings{};
  std::vector<std::uint16_t> settings_of{};  // by port: its place there, from 1; 0: defaults
};

// Why a port gives no power.
enum class PowerBar : std::uint8_t {
  none,
  disabled,
  mode,   // of its port: never
  limit,  // of its port: the class is above it
  budget,
  outranked,  // another port took it
  refused,    // its request for more
  overload,
  err_disabled,
  off,  // the switch is
};

struct PowerChange {
  enum class Kind : std::uint8_t { granted, denied, cut };
  std::uint16_t port = 0;
  Kind kind{};
  PowerBar why{};
  std::uint16_t by = 0;  // the port that took it, of `outranked`
};
using PowerActions = std::vector<PowerChange>;  // a switch has any number of ports

// [ieee-802-3] 33.2.4, in the words of [rfc3621].
enum class PowerState : std::uint8_t { idle, searching, delivering, denied, fault };

class PowerSourcing {
 public:
  // `cdp`, `lldp`: whether the switch hears what devices ask for.
  PowerSourcing(const PowerSourcingConfig& config, const PowerPorts& settings,
                const AnnouncementConfig& cdp, const AnnouncementConfig& lldp, std::uint16_t ports);

  void attach(std::uint16_t port, const PoweredDeviceConfig& device, Time now);
  void detach(std::uint16_t port, Time now);
  void shut(std::uint16_t port, bool shut, Time now, PowerActions& out);
  void start(Time now);
  void stop(PowerActions& out);
  void reconfigured(Time now, PowerActions& out);
  void wake(Time now, PowerActions& out);
  Time deadline() const { return next_; }

  PowerState state(std::uint16_t port) const { return ports_[port].state; }
  bool is_attached(std::uint16_t port) const { return ports_[port].attached; }
  Power allocated(std::uint16_t port) const { return ports_[port].allocated; }
  PowerBar why(std::uint16_t port) const { return ports_[port].why; }
  Power used() const;  // and set aside
  const PoweredDeviceConfig& device(std::uint16_t port) const { return *ports_[port].device; }
  const PowerPortConfig* settings(std::uint16_t port) const;  // null: none

 private:
  struct Port {
    sim::Beside<const PoweredDeviceConfig> device{};
    Power allocated{};
    Time next = never;  // when it is looked at again
    PowerState state = PowerState::idle;
    PowerBar why = PowerBar::none;
    bool attached = false;
    bool shut = false;
  };
  void act(std::uint16_t port, Time now, PowerActions& out);
  void decide(std::uint16_t port, Time now, PowerActions& out);
  void grant(std::uint16_t port, Time now, PowerActions& out);
  void deny(std::uint16_t port, PowerBar why, PowerActions& out);
  void ask(std::uint16_t port, Time now, PowerActions& out);
  void refuse(std::uint16_t port, Time now, PowerActions& out);
  void cut(std::uint16_t port, PowerState then, PowerBar why, Time now, PowerActions& out,
           std::uint16_t by = 0);
  bool make_room(std::uint16_t port, Power need, Time now, PowerActions& out);
  void search(std::uint16_t port, Time at);
  void set(Port& port, Time at);
  void freed(Time now);
  PowerBar bar(std::uint16_t port) const;
  bool is_reserved(std::uint16_t port) const;
  Power ceiling(std::uint16_t port) const;  // of its standard and its limit
  Power reserved(std::uint16_t port) const;
  Power entitled(std::uint16_t port) const;  // by its class
  Power drawn(std::uint16_t port) const;
  Power left_for(std::uint16_t port) const;
  bool hears_requests(std::uint16_t port) const;
  // Lower is better: its priority, then its number.
  std::uint32_t rank(std::uint16_t port) const;
  bool outranks(std::uint16_t port, std::uint16_t other) const;
  std::vector<std::uint16_t> by_rank() const;

  sim::Beside<const PowerSourcingConfig> config_;
  sim::Beside<const PowerPorts> settings_;
  sim::Beside<const AnnouncementConfig> cdp_;
  sim::Beside<const AnnouncementConfig> lldp_;
  std::vector<Port> ports_;
  Time next_ = never;
  bool on_ = true;
};

}  // namespace models
