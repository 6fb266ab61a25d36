// --pcap of `run`: which ports are tapped, and a file for each device.
#include <fmt/format.h>

#include <charconv>
#include <filesystem>

#include "app/commands/recordings.hpp"
#include "app/report/output.hpp"

namespace app {
namespace {

// A device's name may be part of a path on any system.
std::string file_name(const std::string& device) {
  std::string name;
  for (const char c : device) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || (c == '.' && !name.empty());
    name += plain ? c : '_';
  }
  return name + ".pcapng";
}

}  // namespace

void read_tap(const std::string& text, const Scenario& scenario, std::vector<Tap>& taps,
              sim::Diagnostics& diagnostics) {
  const std::size_t colon = text.rfind(':');
  const std::string word = text.substr(0, colon);
  if (colon == text.npos) {
    const Entry* entry = scenario.entry(word);
    for (std::size_t i = 0; entry != nullptr && i < entry->count; ++i) {
      taps.push_back({.device = entry->first + i});
    }
    if (entry != nullptr) return;
  }
  const auto device = read_device("--tap", word, scenario, diagnostics);
  if (!device) return;
  if (colon == text.npos) return taps.push_back({.device = *device});
  unsigned port = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + colon + 1, end, port);
  for (const LinkPlan& link : scenario.links) {
    if (read.ec != std::errc{} || read.ptr != end || port == 0) break;
    const bool here = (link.a == *device && link.port_a + 1U == port) ||
                      (link.b == *device && link.port_b + 1U == port);
    if (!here) continue;
    return taps.push_back({.device = *device, .port = static_cast<std::uint16_t>(port - 1)});
  }
  diagnostics.error({diagnostics.add_argument("--tap", text), 1, static_cast<int>(colon) + 2},
                    "no cable is plugged into such a port of " + word);
}

std::string write_captures(const RunResult& result, const RecordingRequest& request,
                           const Captures& captures, bool quiet) {
  namespace fs = std::filesystem;
  std::error_code error;
  fs::create_directories(request.captures, error);
  if (error) return request.captures + ": " + error.message();
  std::string text = "CAPTURES\n";
  for (const Captures::File& file : captures.files()) {
    const std::string path =
        (fs::path(request.captures) / file_name(result.scenario.devices[file.device].name))
            .string();
    if (std::string failure = write_whole(path, file.capture.text()); !failure.empty()) {
      return failure;
    }
    text += fmt::format("  {}   {} frames\n", path, file.packets);
    if (file.not_kept > 0) {
      fmt::print(stderr,
                 "fastbusy: {} lacks its last {} frames: captures hold {} frames or {} MB in all; "
                 "narrow them with --from, --to or --tap\n",
                 path, file.not_kept, Captures::most_packets, Captures::most_bytes / 1'000'000);
    }
  }
  if (!quiet) fmt::print("{}", text);
  return "";
}

}  // namespace app
