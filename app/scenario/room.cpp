#include "app/scenario/room.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <thread>

namespace app {
namespace {

// Measured (x86-64, phones over UDP, 5000 to 50000 of them): so much of the scenario and of what is
// found out about a device, and so much of it in each of the networks that run at a time.
constexpr std::uint64_t bytes_of_device = 1'500;
constexpr std::uint64_t bytes_in_network = 2'500;

std::uint64_t room = 0;  // written once, before anything is read; 0: what the machine has

std::uint64_t room_here() {
  if (room != 0) return room;
  const long pages = ::sysconf(_SC_PHYS_PAGES);
  const long size = ::sysconf(_SC_PAGESIZE);
  if (pages <= 0 || size <= 0) return ~std::uint64_t{0};
  return static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(size);
}

std::string size_text(std::uint64_t bytes) {
  const double mega = static_cast<double>(bytes) / 1e6;
  return mega < 1000 ? fmt::format("{:.0f} MB", mega) : fmt::format("{:.1f} GB", mega / 1000);
}

}  // namespace

std::optional<std::uint64_t> parse_size(const std::string& text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit(end, text.data() + text.size());
  if (error != std::errc{} || !(number > 0) || number > 1e9) return std::nullopt;
  for (const auto& [name, bytes] : {std::pair{"kB", 1e3}, {"MB", 1e6}, {"GB", 1e9}}) {
    if (unit == name) return static_cast<std::uint64_t>(number * bytes);
  }
  return std::nullopt;
}

void set_room(std::uint64_t bytes) { room = bytes; }

bool has_room_for(std::size_t entry, Scenario& scenario, sim::Diagnostics& diagnostics) {
  const std::uint64_t devices = scenario.devices.size() + scenario.entries[entry].count;
  const std::uint64_t networks = 1 + std::max(1U, std::thread::hardware_concurrency());
  const std::uint64_t needed = devices * (bytes_of_device + networks * bytes_in_network);
  if (needed <= room_here()) return true;
  diagnostics.error(scenario.entries[entry].at,
                    fmt::format("{} devices need about {} of memory, and there are {}; --memory "
                                "says otherwise",
                                devices, size_text(needed), size_text(room_here())));
  scenario.entries.clear();
  scenario.devices.edit().clear();
  return false;
}

}  // namespace app
