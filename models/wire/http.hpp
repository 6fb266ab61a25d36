// HTTP/1.1 as far as a phone fetches its file (RFC 9110, RFC 9112): one GET, and an answer in as
// many segments as the file takes. Left out: redirection, authentication, conditions, HTTPS.
#pragma once

#include "models/wire/tftp.hpp"

namespace models {

inline constexpr std::uint16_t http_port = 80;

struct HttpMessage {
  std::uint32_t user = 0;     // who asks: the phone's number in this run
  TrustList trust{};          // of an answer
  std::uint32_t content = 0;  // of an answer: bytes of the whole file
  std::uint16_t status = 0;   // 0: a request
  std::uint16_t length = 0;   // of an answer: bytes of this segment, with its header in the first
  PhoneFile file{};
  bool is_first = false;  // of an answer's segments
  bool is_last = false;
};

// Bytes: assumed, of a request with a User-Agent and of an answer's header.
inline constexpr std::uint16_t http_request_bytes = 180;
inline constexpr std::uint16_t http_header_bytes = 200;
inline constexpr std::uint16_t http_segment_bytes = 1400;  // at most: below any usual MSS

constexpr std::uint16_t length_of(const HttpMessage& m) {
  return m.status == 0 ? http_request_bytes : m.length;
}

}  // namespace models
