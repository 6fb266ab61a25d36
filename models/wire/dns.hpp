// DNS messages as values: RFC 1035, with SRV (RFC 2782). One question; the records of an answer are
// one RRset and share its TTL (RFC 2181 5.2). Left out: CNAME, weights, the additional section, and
// everything else that a phone does not ask.
#pragma once

#include <array>

#include "models/wire/name.hpp"
#include "models/wire/names.hpp"

namespace models {

enum class DnsType : std::uint8_t { a, srv };
enum class DnsRcode : std::uint8_t {
  no_error = 0,
  server_failure = 2,
  name_error = 3,
  refused = 5,
};

inline constexpr std::uint16_t dns_port = 53;

struct DnsRecord {
  Ipv4 address;                // of A
  Name target;                 // of SRV, as priority and port
  std::uint16_t priority = 0;  // the lowest is tried first
  std::uint16_t port = 0;
};

struct DnsMessage {
  std::array<DnsRecord, 4> answers{};
  std::uint32_t ttl = 0;  // seconds; of the answers, or of their absence (SOA minimum, RFC 2308)
  std::uint16_t id = 0;
  Name name;  // the question
  DnsType type = DnsType::a;
  DnsRcode rcode = DnsRcode::no_error;
  std::uint8_t count = 0;  // of answers
  bool is_response = false;
};
static_assert(sizeof(DnsMessage) <= 64);  // it is part of every frame

// Bytes of the UDP payload: header 12, question and records with names of about 24 octets
// (assumed).
constexpr std::uint16_t length_of(const DnsMessage& m) {
  const auto record = m.type == DnsType::a ? 16U : 42U;
  return static_cast<std::uint16_t>(42U + record * m.count);
}

}  // namespace models
