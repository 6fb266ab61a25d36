// DNS messages as bytes: RFC 1035 4.1. Owners are pointers to the question; a denial's SOA is the
// domain above it, with the names ns and hostmaster in it (assumed).
#include <algorithm>
#include <string>

#include "models/wire/bytes/message_bytes.hpp"

namespace models {
namespace {

constexpr std::uint32_t question_at = 12;  // bytes from the begin: all names point there
constexpr std::uint32_t in = 1;            // class IN
enum Type : std::uint32_t { type_a = 1, type_soa = 6, type_srv = 33 };

void pointer(std::uint32_t to, ByteWriter& out) { out.u16(0xc000 | to); }
void label(std::string_view text, ByteWriter& out) {
  out.u8(static_cast<std::uint32_t>(text.size()));
  out.text(text);
}

void record(std::uint32_t type, std::uint32_t ttl, std::uint32_t bytes, ByteWriter& out) {
  out.u16(type);
  out.u16(in);
  out.u32(ttl);
  out.u16(bytes);
}

void soa(std::string_view question, std::uint32_t ttl, ByteWriter& out) {
  const std::size_t first_label = std::min(question.find('.'), question.size());
  const auto zone =
      static_cast<std::uint32_t>(question_at + 1 + std::min<std::size_t>(first_label, 63));
  pointer(zone, out);
  record(type_soa, ttl, 5 + 13 + 20, out);
  label("ns", out);
  pointer(zone, out);
  label("hostmaster", out);
  pointer(zone, out);
  for (const std::uint32_t number : {1U, 3600U, 600U, 86'400U, ttl}) out.u32(number);
}

}  // namespace

// A label has at most 63 octets (RFC 1035 2.3.4): a longer one is cut in two by its 64th.
void write_domain(std::string_view name, ByteWriter& out) {
  while (true) {
    const std::size_t end = std::min({name.find('.'), name.size(), std::size_t{63}});
    label(name.substr(0, end), out);
    if (end == name.size()) break;
    name.remove_prefix(end + 1);
  }
  out.u8(0);
}

void write(const DnsMessage& m, const NameTable& names, ByteWriter& out) {
  const std::uint32_t type = m.type == DnsType::a ? type_a : type_srv;
  const std::uint32_t recursion = 0x0100;
  const std::uint32_t answered = m.is_response ? 0x8080 : 0;  // QR, recursion available
  out.u16(m.id);
  out.u16(answered | recursion | static_cast<std::uint32_t>(m.rcode));
  out.u16(1);
  out.u16(m.count);
  out.u16(has_soa(m) ? 1 : 0);
  out.u16(0);
  write_domain(names.text(m.name), out);
  out.u16(type);
  out.u16(in);
  for (std::size_t i = 0; i < m.count; ++i) {
    const DnsRecord& r = m.answers[i];
    pointer(question_at, out);
    record(type, m.ttl, m.type == DnsType::a ? 4 : 6 + domain_bytes(r.target), out);
    if (m.type == DnsType::a) {
      out.address(r.address);
    } else {
      out.u16(r.priority);
      out.u16(0);  // weight
      out.u16(r.port);
      write_domain(names.text(r.target), out);
    }
  }
  if (has_soa(m)) soa(names.text(m.name), m.ttl, out);
}

}  // namespace models
