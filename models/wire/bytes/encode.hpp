// A frame's real bytes, as a capture shows them: Ethernet II without FCS, padded to 60 (802.3).
// Only captures ask for them; a run never does. What the values leave out is said here once:
// the IPv4 identification is 0 with DF (RFC 6864 4.1), TCP's window is 65535, its MSS 1460.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "models/wire/ethernet.hpp"

namespace models {

// What the messages of a phone say of it, beyond their values.
struct PhoneIdentity {
  std::string_view name{};  // the user of its address-of-record; 24 octets of it
  Mac mac{};                // SEP and the MAC is its device name at a call manager
  Ipv4 address{};           // its own, inside every NAT: what it writes into Via and Contact
};

// Who takes part in a run. Texts follow from this and from the values alone, never from the
// moment or the place, so that a segment has the same payload before and behind a NAT.
struct Parties {
  std::span<const PhoneIdentity> phones{};  // by number: SipMessage::user and its like
  std::span<const Ipv4> servers{};          // tells a PBX's OPTIONS from a phone's
};

// Puts the frame's bytes into `out`; what was in there is gone.
void encode(const Frame& frame, const NameTable& names, const Parties& parties,
            std::vector<std::uint8_t>& out);

}  // namespace models
