// LACPDUs as bytes: IEEE 802.1AX-2008 5.4.2.2.
#include "models/wire/bytes/message_bytes.hpp"
#include "sim/base/ensure.hpp"

namespace models {
namespace {

void write(std::uint32_t type, const LacpParty& p, ByteWriter& out) {
  out.u8(type);
  out.u8(20);
  out.u16(lacp_priority);
  out.mac(p.system);
  out.u16(p.key);
  out.u16(lacp_priority);
  out.u16(p.port);
  const auto bit = [](bool set, unsigned place) { return set ? 1U << place : 0U; };
  out.u8(bit(p.activity, 0) | bit(p.short_timeout, 1) | bit(p.aggregation, 2) |
         bit(p.synchronized, 3) | bit(p.collecting, 4) | bit(p.distributing, 5) |
         bit(p.defaulted, 6) | bit(p.expired, 7));
  out.zeros(3);
}

}  // namespace

void write(const LacpPdu& m, ByteWriter& out) {
  const std::size_t begin = out.size();
  out.u8(1);  // of the slow protocols: LACP
  out.u8(1);  // version
  write(1, m.actor, out);
  write(2, m.partner, out);
  out.u8(3);  // the collector, which delays nothing
  out.u8(16);
  out.zeros(14);
  out.zeros(2);  // the end
  out.zeros(50);
  ENSURE(out.size() - begin == lacp_bytes);
}

}  // namespace models
