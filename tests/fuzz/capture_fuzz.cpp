// libFuzzer target: any bytes become a capture or say what is wrong with them; what was read has
// printable words, and a capture has everything in common with itself.
// Without libFuzzer (g++), fuzz_main.cpp drives it.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "app/evidence/captures/comparison.hpp"
#include "sim/base/ensure.hpp"

namespace {

bool is_printable(const std::string& words) {
  return std::ranges::all_of(words, [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto capture =
      app::parse_capture({reinterpret_cast<const char*>(data), size});  // headers and all
  ENSURE(capture.segments.size() <= capture.packets);
  ENSURE(capture.packets > 0 || capture.segments.empty());
  for (const app::Captured& segment : capture.segments) ENSURE(is_printable(segment.what));
  const auto comparison = app::compare(capture, capture);
  ENSURE(comparison.nothing_lost() && comparison.both == capture.segments.size());
  using enum app::LinkLayer;
  for (const auto layer : {ethernet, linux_sll, linux_sll2, raw_ip}) {  // as a frame
    const auto segment = app::dissect(layer, {data, size});
    if (segment) ENSURE(is_printable(segment->what));
  }
  return 0;
}
