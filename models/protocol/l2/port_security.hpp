// The MAC address table of a switch ([ieee-802-1d] 7.9) and Catalyst port security over it
// ([catalyst-3550], [catalyst-4500], [assumed-relearn]): a secure address is an entry of the same
// table that belongs to its port.
#pragma once

#include <vector>

#include "models/wire/ethernet.hpp"
#include "sim/base/ageing_table.hpp"
#include "sim/base/copy.hpp"

namespace models {

enum class Violation : std::uint8_t { protect, restrict, shutdown };
enum class AgingType : std::uint8_t { absolute, inactivity };
enum class Relearn : std::uint8_t { drop, forward };

struct PortSecurityConfig {
  bool enabled = false;
  int maximum = 1;
  int maximum_access = 0;  // of them in the access VLAN, in the voice VLAN; 0: any
  int maximum_voice = 0;   // [catalyst-3560]: maximum N vlan access|voice
  Violation violation = Violation::shutdown;
  Duration aging_time = 0s;  // 0: secure addresses do not age
  AgingType aging_type = AgingType::absolute;
  Duration aging_tick = 0s;         // entries go at the next multiple; 0: exactly
  bool sticky = false;              // learned addresses do not age
  Relearn relearn = Relearn::drop;  // the frame that installs a secure address
  Duration program_delay = 5ms;     // until the address is in hardware
  bool errdisable_recovery = false;
  Duration errdisable_interval = 300s;
};

struct MacKey {
  std::uint64_t value;  // VLAN above the 48 bits of the address
  MacKey(VlanId vlan, Mac mac) : value(std::uint64_t{vlan} << 48U | mac.value) {}
  MacKey() : value(0) {}
  VlanId vlan() const { return static_cast<VlanId>(value >> 48U); }
  auto operator<=>(const MacKey&) const = default;
  std::uint64_t hash() const { return sim::mix64(value); }
};
struct MacEntry {
  Time installed{};  // of a secure address
  std::uint16_t port = 0;
  bool secure = false;
};
using MacTable = sim::AgeingTable<MacKey, MacEntry>;

enum class Verdict : std::uint8_t { forward, relearn, violation };
struct PortSecurityVerdict {
  Verdict verdict = Verdict::forward;
  Time aged_since = never;         // of a relearn: when the address had aged out; never: it was new
  sim::Beside<const int> limit{};  // of a violation: which one; none: it is another port's address
};

// The secure addresses of one port. They live in the table; here stands only which they are.
class SecurePort {
 public:
  // A frame from `key` has come in at `port`, whose voice VLAN is that one.
  PortSecurityVerdict check(const PortSecurityConfig& config, MacTable& table, MacKey key,
                            std::uint16_t port, VlanId voice, Time now);
  // Link down: dynamic secure addresses go at once; sticky ones stay.
  void flush(const PortSecurityConfig& config, MacTable& table, std::uint16_t port);
  std::size_t count(MacTable& table, std::uint16_t port, Time now);

 private:
  const int* limit_reached(const PortSecurityConfig& config, MacTable& table, MacKey key,
                           std::uint16_t port, VlanId voice, Time now);

  std::vector<MacKey> addresses_;
};

}  // namespace models
