// The statements of Cisco ASA, and its NAT.
#pragma once

#include <deque>
#include <optional>

#include "app/import/draft.hpp"
#include "app/import/statements.hpp"
#include "sim/base/address.hpp"

namespace app {

const std::vector<StatementRule>& asa_rules();
// 0:02:00 in seconds; -1: that is no time.
long asa_seconds(std::string_view text);
std::optional<sim::Ipv4Interface> asa_network(std::string_view address_and_mask);

struct AsaNat {
  std::string hidden_behind{};                 // the name of an interface; empty: nothing is hidden
  std::optional<sim::Ipv4Interface> hidden{};  // whom; none: all
  Places from{};
  Places any{};  // identity NAT of any, which answers ARP
  std::vector<std::string> answers{};
  Places answers_from{};
};
AsaNat asa_nat(const Block& global, const std::deque<Block>& blocks, ConfigFile& file);

}  // namespace app
