// Which addresses are in use, and who holds their leases: what an IP scan of the network shows
// beside the DHCP server's list. Devices and tables are read, no frame is sent: a device that is on
// and plugged in counts as one that answers.
#pragma once

#include <string_view>
#include <vector>

#include "app/run/world.hpp"

namespace app {

struct ScannedAddress {
  enum class Finding : std::uint8_t {
    fine,       // used by whoever holds the lease; or outside every pool
    duplicate,  // used by several
    no_lease,   // of a pool, and used without a lease
    anothers,   // used by one, leased to another
    kept_out,   // used; the server lists it as BAD_ADDRESS
    silent,     // leased, and nobody answers
  };
  sim::Ipv4 address;
  std::vector<std::size_t> users{};     // devices
  std::optional<std::size_t> server{};  // whose lease it is
  std::optional<sim::Mac> holder{};     // of the lease
  std::optional<std::size_t> holder_device{};
  Finding finding{};
};

std::string_view describe(ScannedAddress::Finding finding);

// Of every network of a DHCP scope, by address; now.
std::vector<ScannedAddress> scan_leases(const World& world, const Scenario& scenario);

}  // namespace app
