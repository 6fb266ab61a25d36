// Bans by source address, as [fail2ban] has them.
#include "models/protocol/sip/source_bans.hpp"

#include "tests/catch.hpp"

using namespace std::chrono_literals;
using models::Ipv4;
using models::SourceBans;
using models::Time;

namespace {
constexpr Ipv4 office{0xcb007109}, other{0xcb00710a};
}  // namespace

TEST_CASE("[fail2ban]: maxretry failures within findtime ban an address for bantime") {
  const models::SourceBansConfig config{.max_failures = 3, .find_time = 10min, .ban_time = 1h};
  SourceBans bans;
  bans.failed(office, config, Time{} + 1min);
  bans.failed(office, config, Time{} + 2min);
  CHECK_FALSE(bans.is_banned(office, Time{} + 3min));
  bans.failed(office, config, Time{} + 11min);  // the first is forgotten
  CHECK_FALSE(bans.is_banned(office, Time{} + 11min));
  bans.failed(office, config, Time{} + 11min + 59s);
  CHECK(bans.is_banned(office, Time{} + 12min));
  CHECK_FALSE(bans.is_banned(other, Time{} + 12min));
  CHECK(bans.is_banned(office, Time{} + 71min + 58s));
  CHECK_FALSE(bans.is_banned(office, Time{} + 71min + 59s));
}

TEST_CASE("[fail2ban]: max_failures 0 bans nobody; a restart forgets") {
  SourceBans bans;
  for (int i = 0; i < 100; ++i) bans.failed(office, {}, Time{} + 1s);
  CHECK_FALSE(bans.is_banned(office, Time{} + 2s));
  bans.failed(office, {.max_failures = 1}, Time{} + 3s);
  CHECK(bans.is_banned(office, Time{} + 4s));
  bans.stop();
  CHECK_FALSE(bans.is_banned(office, Time{} + 4s));
}
