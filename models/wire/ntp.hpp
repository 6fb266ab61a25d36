// NTP as a phone speaks it: SNTP, RFC 4330 and RFC 5905 14. A request and an answer; the time that
// an answer tells is the right one. Left out: stratum beyond "is it synchronized", leap seconds,
// authentication, broadcasts.
#pragma once

#include "models/wire/names.hpp"

namespace models {

inline constexpr std::uint16_t ntp_port = 123;

struct NtpMessage {
  std::uint32_t user = 0;       // who asks: the phone's number in this run
  std::uint32_t transmit = 0;   // seconds since the run began, of the answer
  bool is_answer = false;       // mode 4; else mode 3
  bool is_synchronized = true;  // of an answer; else leap indicator 3, stratum 0
};

constexpr std::uint16_t length_of(const NtpMessage&) { return 48; }  // RFC 5905 7.3

}  // namespace models
