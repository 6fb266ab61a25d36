// A subnet of a DHCP server, whatever its language: what the scenario's scopes are made of.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/import/draft.hpp"
#include "sim/base/address.hpp"

namespace app {

struct DhcpScope {
  sim::Ipv4Interface network{};
  struct Range {
    sim::Ipv4 first{};
    sim::Ipv4 last{};
  };
  struct Reservation {
    std::string mac{};
    sim::Ipv4 address{};
  };
  std::vector<Range> ranges{};
  std::vector<Reservation> reservations{};
  std::string router{};
  std::string dns{};   // addresses with commas
  std::string tftp{};  // option 150
  std::string ntp{};
  std::string lease{};
  std::string voice_vlan{};
  Places from{};

  // The item of dhcp.scopes; empty without a range. Gaps between ranges are not dealt out.
  std::string text() const;
  // Options by number, their values with commas. False: the scenario has no place for it.
  bool option(int code, const std::string& value, Place place);
};

std::string comma_list(std::string_view addresses, std::size_t most);  // empty: that is none
std::string lease_seconds(std::string_view number);  // forever: what is never over

}  // namespace app
