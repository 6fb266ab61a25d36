// Scopes that deal out addresses, and who serves them.
#pragma once

#include <string>
#include <vector>

#include "app/lint/site.hpp"

namespace app {

struct Pool {
  std::size_t server = 0;
  std::size_t number = 0;  // of dhcp.scopes, from 1
  const models::DhcpScope* scope = nullptr;
  std::string key() const { return "dhcp.scopes." + std::to_string(number) + "."; }
};

inline std::vector<Pool> pools_of(const Site& site) {
  std::vector<Pool> pools;
  for (const std::size_t server : site.all<ServerSpec>()) {
    const auto& dhcp = site.as<ServerSpec>(server)->dhcp;
    for (std::size_t i = 0; dhcp.enabled && i < dhcp.scopes.size(); ++i) {
      if (dhcp.scopes[i].pool.size() > 0) pools.push_back({server, i + 1, &dhcp.scopes[i]});
    }
  }
  return pools;
}

}  // namespace app
