// TFTP as values: RFC 1350, options RFC 2347 and 2348 (blksize). Which file is asked for is a kind;
// its name follows from that and from the phone's MAC. Left out: WRQ, timeout and tsize (2349), and
// what a file says but for whom its trust list names.
#pragma once

#include "models/wire/decimal.hpp"
#include "models/wire/name.hpp"
#include "models/wire/names.hpp"

namespace models {

// What a phone asks for: a Cisco phone its two trust lists and SEP<MAC>.cnf.xml, others <mac>.cfg.
enum class PhoneFile : std::uint8_t { ctl, itl, sep_cnf, mac_cfg };

constexpr bool is_trust_list(PhoneFile file) {
  return file == PhoneFile::ctl || file == PhoneFile::itl;
}
// Octets of CTLSEP<MAC>.tlv, ITLSEP<MAC>.tlv, SEP<MAC>.cnf.xml, <mac>.cfg.
constexpr std::uint16_t name_bytes(PhoneFile file) {
  return is_trust_list(file) ? 22 : file == PhoneFile::sep_cnf ? 23 : 16;
}

inline constexpr std::uint16_t tftp_port = 69;
inline constexpr std::uint16_t tftp_block = 512;  // without the option

enum class TftpOp : std::uint8_t { rrq = 1, wrq, data, ack, error, oack };  // RFC 1350 5, 2347
enum class TftpError : std::uint8_t { undefined, file_not_found };          // RFC 1350 appendix
inline constexpr std::uint16_t tftp_error_text = 14;                        // "File not found"

// What a file says of whom to trust: the authority, and who has signed the list.
struct TrustList {
  Name authority{};
  Name signed_by{};
  bool operator==(const TrustList&) const = default;
};

struct TftpMessage {
  std::uint32_t user = 0;  // who asks: the phone's number in this run
  TrustList trust{};       // of the data of a trust list
  std::uint16_t block = 0;
  std::uint16_t blksize = 0;  // of RRQ and OACK; 0: no option
  std::uint16_t length = 0;   // of data
  TftpOp op = TftpOp::rrq;
  TftpError error{};
  PhoneFile file{};
};

// Bytes of the UDP payload: RRQ with mode "octet"; the option is a name and a number as texts.
constexpr std::uint16_t length_of(const TftpMessage& m) {
  const int option = m.blksize == 0 ? 0 : 8 + digits_of(m.blksize) + 1;
  switch (m.op) {
    case TftpOp::rrq:
    case TftpOp::wrq: return static_cast<std::uint16_t>(2 + name_bytes(m.file) + 1 + 6 + option);
    case TftpOp::data: return static_cast<std::uint16_t>(4 + m.length);
    case TftpOp::ack: return 4;
    case TftpOp::error: return 4 + tftp_error_text + 1;
    case TftpOp::oack: return static_cast<std::uint16_t>(2 + option);
  }
  return 4;
}

}  // namespace models
