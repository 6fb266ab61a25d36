// The bytes of each application's message: exactly as many as its length_of says.
#pragma once

#include "models/wire/bytes/byte_writer.hpp"
#include "models/wire/bytes/encode.hpp"

namespace models {

// Where a message goes on its way, for the texts that name both ends.
struct Carrier {
  Ipv4 source{};
  Ipv4 destination{};
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  bool tcp = false;
  std::uint16_t length = 0;  // of the message, where it is not as usual
};

void write(const SipMessage& message, const Carrier& carrier, const Parties& parties,
           ByteWriter& out);
void write(const CallMessage& message, const Carrier& carrier, const Parties& parties,
           ByteWriter& out);
void write(const RtpPacket& packet, ByteWriter& out);
void write(const SccpMessage& message, const Parties& parties, ByteWriter& out);
void write(const DhcpMessage& message, const NameTable& names, ByteWriter& out);
void write(const DnsMessage& message, const NameTable& names, ByteWriter& out);
void write(const Announcement& message, Mac source, ByteWriter& out);
void write(const EapolFrame& message, const NameTable& names, ByteWriter& out);
void write(const RadiusMessage& message, const Carrier& carrier, const NameTable& names,
           ByteWriter& out);
void write(const LacpPdu& m, ByteWriter& out);
void write(const FhrpPacket& packet, Mac source, ByteWriter& out);  // without its headers
void write(const TftpMessage& message, const Parties& parties, ByteWriter& out);
void write(const HttpMessage& message, const Parties& parties, ByteWriter& out);
void write(const NtpMessage& message, ByteWriter& out);
void write(const TlsMessage& message, ByteWriter& out);
// What nobody here reads: `length` bytes that `seed` chooses.
void write_noise(std::uint64_t seed, std::size_t length, ByteWriter& out);
// One TLS record of application data (RFC 8446 5.1) in `length` bytes, its content a noise that
// `seed` chooses: what anyone without the keys sees.
void write_tls(std::uint64_t seed, std::uint32_t length, ByteWriter& out);

std::string_view sip_phrase(std::uint16_t status);  // "OK"
PhoneIdentity identity_of(const Parties& parties, std::uint32_t user);
std::string device_name(Mac mac);  // SEP0024142DDF24
std::string file_name(PhoneFile file, Mac mac);

// A domain name as labels, domain_bytes() in all (RFC 1035 3.1).
void write_domain(std::string_view name, ByteWriter& out);

}  // namespace models
