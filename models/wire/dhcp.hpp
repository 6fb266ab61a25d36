// DHCP messages as values: RFC 2131, with the options of RFC 2132, 3361 and MS-DHCPN that decide
// whether a phone finds its network and its registrar. Field names are the RFC's; option numbers
// stand beside them. Left out: T1 and T2 (58, 59): half and 7/8 of the lease, as in the RFC.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

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
inline constexpr std::uint16_t longest_secs = 0x7fff;         // 9 h: one bit less than on the wire
inline constexpr std::uint32_t infinite_lease = 0xffff'ffff;  // RFC 2131 3.3

// What a server says to who boots. Of 66 and 160 one is carried, as an address or as a name.
struct DhcpBoot {
  std::array<Ipv4, 2> tftp_servers{};  // 150
  std::uint8_t option = 0;             // 66 or 160; 0: neither
  Ipv4 address{};                      // its value,
  Name name{};                         // or this one
  Ipv4 time_server{};                  // 42, the first one
  bool operator==(const DhcpBoot&) const = default;
};

struct DhcpMessage {
  std::uint16_t chaddr_high = 0;          // the MAC's upper 16 bits: see chaddr()
  std::uint16_t voice_vlan : 12 = 0;      // 132: the VLAN for voice ([dhcp-132])
  std::uint16_t boot_option : 2 = 0;      // 1: 66, 2: 160: see boot()
  std::uint16_t boot_is_address : 1 = 0;  // its value is no name
  std::uint16_t has_second_tftp : 1 = 0;  // in the place of `registrar`
  std::uint32_t chaddr_low = 0;
  std::uint32_t xid = 0;
  Ipv4 ciaddr{};  // the client's address, if it may be spoken to there
  Ipv4 yiaddr{};  // "your" address
  Ipv4 giaddr{};  // the relay's
  union {
    Ipv4 requested{};           // 50, of a client
    std::uint32_t time_server;  // 42, of a server: see boot()
  };
  Ipv4 server_id{};           // 54
  std::uint32_t lease = 0;    // 51, seconds; 0: not given
  Ipv4 router{};              // 3, the first one
  std::array<Ipv4, 2> dns{};  // 6
  Ipv4 tftp_server{};         // 150, the first one: see boot()
  union {
    Name vendor_class{};        // 60, of a client: compared as it is written
    std::uint32_t boot_server;  // 66 or 160, of a server: an address, or a name's two numbers
  };
  Name web_service{};  // 43 of MS-UC-Client: the FQDN in sub-option 3
  union {
    Name registrar{};           // 120: its FQDN (RFC 3361, enc 0)
    std::uint32_t second_tftp;  // 150, the second one
  };
  std::uint16_t secs : 15 = 0;  // since the client began; see longest_secs
  bool relay_info : 1 = false;  // 82: it is there; whose, and of which port, is left out
  DhcpType type : 4 = DhcpType::discover;
  std::uint16_t prefix_length : 6 = 0;  // 1; 0: not given
  std::uint16_t hops : 5 = 0;           // relays that it has passed
  bool broadcast : 1 = false;           // the flag: answer me by broadcast

  constexpr bool is_from_client() const {
    using enum DhcpType;
    return type != offer && type != ack && type != nak;
  }
  constexpr Mac chaddr() const { return {std::uint64_t{chaddr_high} << 32U | chaddr_low}; }
  constexpr void set_chaddr(Mac mac) {
    chaddr_high = static_cast<std::uint16_t>(mac.value >> 32U);
    chaddr_low = static_cast<std::uint32_t>(mac.value);
  }
  constexpr Ipv4 asked_for() const { return is_from_client() ? requested : Ipv4{}; }
  constexpr Name own_class() const { return is_from_client() ? vendor_class : Name{}; }
  constexpr Name registrar_name() const { return has_second_tftp ? Name{} : registrar; }
  // Of a server's message: what it says to who boots.
  constexpr DhcpBoot boot() const {
    DhcpBoot told;
    if (is_from_client()) return told;
    told.tftp_servers[0] = tftp_server;
    if (has_second_tftp) told.tftp_servers[1] = {second_tftp};
    told.option = boot_option == 0 ? 0 : boot_option == 1 ? 66 : 160;
    if (boot_option != 0 && boot_is_address) told.address = {boot_server};
    if (boot_option != 0 && !boot_is_address) {
      told.name = {static_cast<std::uint16_t>(boot_server),
                   static_cast<std::uint8_t>(boot_server >> 16U)};
    }
    told.time_server = {time_server};
    return told;
  }
  // Without a room of its own the second server of 150 takes that of the registrar.
  constexpr void say(const DhcpBoot& told) {
    tftp_server = told.tftp_servers[0];
    time_server = told.time_server.value;
    if (told.option != 0) {
      boot_option = told.option == 66 ? 1 : 2;
      boot_is_address = told.address != Ipv4{};
      const std::uint32_t name = std::uint32_t{told.name.octets} << 16U | told.name.value;
      boot_server = boot_is_address ? told.address.value : name;
    }
    if (told.tftp_servers[1] == Ipv4{} || registrar) return;
    has_second_tftp = 1;
    second_tftp = told.tftp_servers[1].value;
  }
};
static_assert(sizeof(DhcpMessage) <= 68);  // it is part of every frame

// Option 43 of MS-UC-Client ([lync-gg412828]): what its sub-options 1, 2, 4 and 5 say.
inline constexpr std::string_view uc_client = "MS-UC-Client";
inline constexpr std::string_view uc_scheme = "https";
inline constexpr std::string_view uc_port = "443";
inline constexpr std::string_view uc_path = "/CertProv/CertProvisioningService.svc";
constexpr std::uint32_t uc_client_bytes(Name web_service) {
  constexpr std::size_t headers = 10;  // number and length of five
  const std::size_t fixed = uc_client.size() + uc_scheme.size() + uc_port.size() + uc_path.size();
  return static_cast<std::uint32_t>(headers + fixed + web_service.octets);
}

// Option 82 as a Catalyst fills it in ([catalyst-3750-dhcp]): circuit-id of 6, remote-id of 8
// octets, each behind its number and length (RFC 3046 2.0).
inline constexpr std::uint32_t relay_info_bytes = 18;

// An option with its number and length; what is longer than 255 comes in parts (RFC 3396).
constexpr std::uint32_t option_bytes(std::uint32_t value) {
  return value + 2 * std::max(1U, (value + 254) / 255);
}

// Of an address as text: 10.0.0.1.
constexpr std::uint32_t text_bytes(Ipv4 address) {
  std::uint32_t bytes = 3;
  for (unsigned shift = 0; shift < 32; shift += 8) {
    const std::uint32_t part = address.value >> shift & 0xffU;
    bytes += part > 99 ? 3 : part > 9 ? 2 : 1;
  }
  return bytes;
}

// Bytes of the options, magic cookie and end included.
constexpr std::uint32_t options_bytes(const DhcpMessage& m) {
  std::uint32_t bytes = 4 + option_bytes(1) + 1;
  const DhcpBoot boot = m.boot();
  for (const Ipv4 address : {m.asked_for(), m.server_id, m.router, boot.time_server}) {
    if (address != Ipv4{}) bytes += option_bytes(4);
  }
  if (m.lease != 0) bytes += option_bytes(4);
  if (m.prefix_length != 0) bytes += option_bytes(4);
  std::uint32_t servers = 0;
  for (const Ipv4 address : m.dns) servers += address != Ipv4{} ? 4 : 0;
  if (servers > 0) bytes += option_bytes(servers);
  if (m.own_class()) bytes += option_bytes(m.own_class().octets);
  if (boot.tftp_servers[0] != Ipv4{}) {
    bytes += option_bytes(boot.tftp_servers[1] != Ipv4{} ? 8 : 4);
  }
  if (boot.option != 0) {
    bytes += option_bytes(boot.name ? boot.name.octets : text_bytes(boot.address));
  }
  if (m.voice_vlan != 0) bytes += option_bytes(2);
  if (m.relay_info) bytes += option_bytes(relay_info_bytes);
  if (m.is_from_client()) bytes += option_bytes(7);  // 61: hardware type and MAC
  if (m.web_service) bytes += option_bytes(uc_client_bytes(m.web_service));
  if (m.registrar_name()) bytes += option_bytes(1 + domain_bytes(m.registrar_name()));
  return bytes;
}

// Bytes of the UDP payload; clients and servers pad to BOOTP's 300 (RFC 1542 2.1).
constexpr std::uint16_t length_of(const DhcpMessage& m) {
  return static_cast<std::uint16_t>(std::max(300U, 236 + options_bytes(m)));
}

}  // namespace models
