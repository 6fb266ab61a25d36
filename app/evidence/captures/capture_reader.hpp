// A capture read from a file: pcap or pcapng, of real devices or of a run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/evidence/captures/captured.hpp"

namespace app {

struct Capture {
  std::string path{};
  std::vector<Captured> segments{};  // in the file's order; TCP with data, SYN, FIN or RST; UDP
  std::uint64_t packets = 0;         // of every kind
  std::uint64_t cut = 0;             // UDP datagrams that are not all there: not compared
  std::int64_t first = 0;            // ns since 1970
  std::int64_t last = 0;
  std::string error{};  // where and why it was read no further; what was read before is kept
};

inline constexpr std::size_t most_segments = 2'000'000;  // beyond them nothing is read

// Never fails but by `error`.
Capture read_capture(const std::string& path);
Capture parse_capture(std::string_view bytes);  // the same, from memory

}  // namespace app
