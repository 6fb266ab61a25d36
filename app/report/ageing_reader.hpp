// How old a table's entry was while frames passed it, from a replay: for the page.
#pragma once

#include <tuple>

#include "app/report/html.hpp"

namespace app {

// Of the entry that let the frame of a loss die: only tables whose entries age.
class AgeingReader {
 public:
  AgeingReader(const RunResult& result, const Stay& stay);

  void read(const World& world, const std::vector<models::TraceRecord>& records);
  AgeingSeries take() { return std::move(series_); }

 private:
  bool concerns(const World& world, const models::TraceRecord& record) const;
  void arrived(const World& world, const models::TraceRecord& record);
  void died(const models::TraceRecord& record);

  const Stay& stay_;
  const models::DropFact& drop_;
  AgeingSeries series_;
  bool is_switch_ = false;
  bool inbound_refreshes_ = false;
  std::uint64_t event_ = 0;  // the latest arrival
  // What died, by its death's number: ports and where it ends.
  using Segment = std::tuple<std::uint16_t, std::uint16_t, std::uint32_t>;
  std::vector<std::optional<Segment>> dead_;
  static std::optional<Segment> segment_of(const models::Frame& frame);
};

}  // namespace app
