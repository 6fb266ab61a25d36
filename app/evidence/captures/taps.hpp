// Captures of a recording: what leaves and arrives at the ports of some devices, a file for each
// device and an interface for each of its ports, as a real capture there would show it.
#pragma once

#include <span>
#include <vector>

#include "app/evidence/captures/capture_file.hpp"
#include "app/evidence/history.hpp"
#include "app/run/world.hpp"
#include "models/device/trace.hpp"
#include "models/wire/bytes/encode.hpp"

namespace app {

struct Tap {
  std::size_t device = 0;               // number in the scenario
  std::optional<std::uint16_t> port{};  // from 0; none: every port that a cable is plugged into
};

// The phones that lost a registration or never got one, at most so many, and all servers.
inline constexpr std::size_t most_phones_tapped = 8;
std::vector<Tap> default_taps(const Scenario& scenario, const History& history);

class Captures {
 public:
  static constexpr std::size_t most_bytes = 1'000'000'000;  // of all files together
  static constexpr std::size_t most_packets = 5'000'000;

  struct File {
    std::size_t device = 0;
    CaptureFile capture;
    std::size_t packets = 0;
    std::size_t not_kept = 0;  // beyond the limits
    struct Port {
      std::uint16_t number = 0;
      std::uint32_t interface = 0;
    };
    std::vector<Port> ports;
  };

  Captures(const Scenario& scenario, const std::vector<Tap>& taps, Time from, Time to);

  // The records of one slice, in order.
  void read(const World& world, std::span<const models::TraceRecord> records);
  const std::vector<File>& files() const { return files_; }

 private:
  using Record = models::TraceRecord;
  static constexpr std::size_t none = ~std::size_t{0};

  void meet(const World& world);  // who takes part, once
  void learn_address(const World& world, const Record& record);
  void add(const World& world, const Record& record, CaptureDirection direction,
           const std::string& comment);
  void flush(const World& world);
  std::string comment(const World& world, const Record& ended) const;

  const Scenario& scenario_;
  Time from_;
  Time to_;
  std::vector<File> files_;
  std::vector<std::size_t> file_of_;  // by device; none: no tap there
  std::vector<models::PhoneIdentity> phones_;
  std::vector<models::Ipv4> servers_;
  std::optional<Record> arrived_;  // not written yet: it may die while this event lasts
  std::string arrived_comment_;
  std::size_t packets_ = 0;
  std::size_t bytes_ = 0;
  std::vector<std::uint8_t> buffer_;
};

}  // namespace app
