// Whom devices are told to ask: for the time, files, names, an address, about a device, the way.
#pragma once

#include "app/scenario/scenario.hpp"

namespace app {

enum class Service : std::uint8_t { time, files, names, radius, dhcp, gateway };

struct Question {
  std::string key;  // below the device: dhcp.scopes.1.dns.2
  sim::Ipv4 address;
  Service service{};
  sim::Ipv4Interface of{};  // the network whose leases say so; none: it concerns the device itself
};

// What the phones of a file heed of what leases tell them, at any time of the run.
struct Heeded {
  explicit Heeded(const Scenario& scenario);
  bool leases = false;  // anybody has DHCP
  bool time = false;    // option 42
  bool option_150 = false;
  bool option_66 = false;
  bool option_160 = false;
  bool names = false;
  bool tftp = false;
  bool http = false;

 private:
  void add(const Spec& spec);
};

bool asks_radius(const SwitchSpec& sw);
// What a device asks, or tells others to, so far as anybody heeds it.
std::vector<Question> questions_of(const Spec& spec, const Heeded& heeded);

}  // namespace app
