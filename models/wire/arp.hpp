// ARP for IPv4 over Ethernet as a value, RFC 826. Field names are the RFC's.
#pragma once

#include "models/wire/names.hpp"

namespace models {

enum class ArpOp : std::uint8_t { request = 1, reply = 2 };

struct ArpPacket {
  Mac sha;  // sender hardware address
  Mac tha;  // target hardware address; zero in a request
  Ipv4 spa;
  Ipv4 tpa;
  ArpOp op = ArpOp::request;
};
inline constexpr std::uint32_t arp_bytes = 28;

}  // namespace models
