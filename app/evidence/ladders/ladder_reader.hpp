// From the records of a recording, slice by slice, to the messages between a few named devices.
#pragma once

#include <map>
#include <span>
#include <tuple>

#include "app/evidence/ladders/ladder.hpp"
#include "app/run/world.hpp"
#include "models/device/trace.hpp"
#include "models/network/topology.hpp"

namespace app {

class LadderReader {
 public:
  static constexpr std::size_t limit = 200'000;  // messages; beyond it they are only counted

  // Keeps what is sent during [from, to]. `participants`: device numbers, in the ladder's order.
  LadderReader(const Scenario& scenario, std::vector<std::size_t> participants, Time from = {},
               Time to = models::never);

  // The records of one slice, in order; between two calls no event is half done.
  void read(const World& world, std::span<const models::TraceRecord> records);
  // All messages, in the order in which they were sent.
  std::vector<LadderMessage> take();
  std::uint64_t not_kept() const { return not_kept_; }

 private:
  using Record = models::TraceRecord;
  static constexpr std::size_t none = ~std::size_t{0};

  // A frame with its copies, from one named device (or from its maker) to the next.
  struct Leg {
    LadderMessage message;  // from: none if that device is not named
    std::size_t at = none;  // device number of its beginning
    std::size_t target = none;
    std::uint64_t event = 0;        // during which it left
    std::size_t live = 0;           // frames under way
    bool survived = false;          // a copy reached somebody who is not named
    std::vector<Record> deaths;     // of its copies
    std::vector<std::size_t> next;  // legs that go on from named devices, by their numbers here
    struct Arrival {
      models::NodeId device{};  // named
      models::FrameId frame = 0;
      Time at{};
      bool over = false;  // the device has done with it
      std::optional<LadderDeath> death{};
    };
    std::vector<Arrival> arrivals;
  };

  void sent(const World& world, const Record& record);
  void arrived(const World& world, const Record& record);
  void ended(const World& world, const Record& record);
  std::size_t begin(const World& world, const Record& record);  // none: it concerns nobody
  std::size_t go_on(const World& world, const Record& record, std::size_t leg);
  bool concerns(std::size_t origin, std::size_t target) const;
  std::size_t target_of(const World& world, const models::Frame& frame) const;
  std::optional<Duration> repeated(const Record& record);
  bool is_copy(const Record& record) const;
  Record of_trunk(const World& world, const Record& record) const;
  void finish(const World& world);  // legs whose copies have all ended
  void tell(const World& world, Leg& leg);
  LadderDeath death(const World& world, const Record& record) const;
  std::vector<std::size_t> way(std::size_t from, std::size_t to);
  std::size_t participant(std::size_t device) const { return participant_[device]; }

  const Scenario& scenario_;
  std::vector<std::size_t> participant_;       // by device; none: it is not named
  std::map<models::Mac, std::size_t> by_mac_;  // devices
  std::size_t named_hosts_ = 0;
  Time from_;
  Time to_;
  std::vector<models::Edge> edges_;
  std::map<std::size_t, std::size_t> trunks_;                // and the call server of each
  std::map<std::size_t, std::vector<std::size_t>> towards_;  // by device
  std::map<std::size_t, Leg> legs_;                          // by number
  std::size_t next_leg_ = 0;
  std::map<models::FrameId, std::size_t> frames_;  // frames under way, and their legs
  Record current_{};                               // the latest arrival: its event may go on
  std::size_t current_leg_ = none;
  using Flow = std::tuple<models::Ipv4, std::uint16_t, models::Ipv4, std::uint16_t>;
  static constexpr std::size_t most_sent = 8;           // segments of one flow that may come again
  std::map<Flow, std::map<std::uint32_t, Time>> sent_;  // by the sequence number behind the data
  std::vector<LadderMessage> messages_;
  std::uint64_t not_kept_ = 0;
};

}  // namespace app
