// DHCP messages as values: RFC 2131, with the options of RFC 2132, 3361 and MS-DHCPN that decide
// whether a phone finds its network and its registrar. Field names are the RFC's; option numbers
// stand beside them. Left out: T1 and T2 (58, 59): half and 7/8 of the lease, as in the RFC.
#pragma once

#include <array>

#include "models/wire/name.hpp"
#include "models/wire/names.hpp"

namespace models {

enum class DhcpType : std::uint8_t {  // option 53
  discover = 1,
  offer,
  request,
  decline,
  ack,
  nak,
  release,
  inform,
};

inline constexpr std::uint16_t dhcp_server_port = 67;
inline constexpr std::uint16_t dhcp_client_port = 68;
inline constexpr std::uint32_t infinite_lease = 0xffff'ffff;  // RFC 2131 3.3

struct DhcpMessage {
  std::array<std::uint32_t, 2> chaddr_bits{};  // the MAC's upper 16 and lower 32: see chaddr()
  std::uint32_t xid = 0;
  Ipv4 ciaddr;                // the client's address, if it may be spoken to there
  Ipv4 yiaddr;                // "your" address
  Ipv4 giaddr;                // the relay's
  Ipv4 requested;             // 50
  Ipv4 server_id;             // 54
  std::uint32_t lease = 0;    // 51, seconds; 0: not given
  Ipv4 router;                // 3, the first one
  std::array<Ipv4, 2> dns{};  // 6
  Name vendor_class;          // 60: compared as it is written
  Name web_service;           // 43 of MS-UC-Client: the FQDN in sub-option 3
  Name registrar;             // 120: its FQDN (RFC 3361, enc 0)
  std::uint16_t secs = 0;     // since the client began
  DhcpType type = DhcpType::discover;
  std::uint8_t prefix_length = 0;  // 1; 0: not given
  bool broadcast = false;          // the flag: answer me by broadcast

  constexpr Mac chaddr() const { return {std::uint64_t{chaddr_bits[0]} << 32U | chaddr_bits[1]}; }
  constexpr void set_chaddr(Mac mac) {
    chaddr_bits = {static_cast<std::uint32_t>(mac.value >> 32U),
                   static_cast<std::uint32_t>(mac.value)};
  }
};
static_assert(sizeof(DhcpMessage) <= 64);  // it is part of every frame

// Bytes of the UDP payload: clients and servers pad to BOOTP's 300 (RFC 1542 2.1).
constexpr std::uint16_t length_of(const DhcpMessage&) { return 300; }

}  // namespace models
