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
  Ipv4 address{};              // of A
  Name target{};               // of SRV, as priority and port
  std::uint16_t priority = 0;  // the lowest is tried first
  std::uint16_t port = 0;
};

struct DnsMessage {
  std::array<DnsRecord, 4> answers{};
  std::uint32_t ttl = 0;  // seconds; of the answers, or of their absence (SOA minimum, RFC 2308)
  std::uint16_t id = 0;
  Name name{};  // the question
  DnsType type = DnsType::a;
  DnsRcode rcode = DnsRcode::no_error;
  std::uint8_t count = 0;  // of answers
  bool is_response = false;
};
static_assert(sizeof(DnsMessage) <= 64);  // it is part of every frame

// The SOA that says for how long there is no such record (RFC 2308 3): two pointers into the
// question, "ns", "hostmaster" and five numbers.
inline constexpr std::uint32_t soa_bytes = 2 + 10 + 5 + 13 + 20;

constexpr bool has_soa(const DnsMessage& m) {
  const bool denies = m.rcode == DnsRcode::no_error || m.rcode == DnsRcode::name_error;
  return m.is_response && m.count == 0 && denies;
}

// Bytes of the UDP payload: header, question, records whose owner is a pointer to it (4.1).
constexpr std::uint16_t length_of(const DnsMessage& m) {
  std::uint32_t bytes = 12 + domain_bytes(m.name) + 4 + (has_soa(m) ? soa_bytes : 0);
  for (std::uint32_t i = 0; i < m.count; ++i) {
    bytes += 12U + (m.type == DnsType::a ? 4U : 6U + domain_bytes(m.answers[i].target));
  }
  return static_cast<std::uint16_t>(bytes);
}

}  // namespace models
