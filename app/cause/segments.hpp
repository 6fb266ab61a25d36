// Whether a frame that died was on its way to the station whose MAC it carried: of a flood only one
// copy is, and what becomes of the others concerns nobody. By the cables alone, whatever the
// routes.
#pragma once

#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "app/run/world.hpp"

namespace app {

class Segments {
 public:
  Segments(const World& world, const Scenario& scenario);
  // None: it was for everybody, or for a MAC that no device has by itself.
  std::optional<bool> was_on_its_way(const models::DropFact& drop);

 private:
  std::vector<std::size_t> receivers(const models::DropFact& drop, std::size_t at) const;
  bool was_on_its_way(const models::DropFact& drop, std::size_t at, std::size_t to);
  // Whether cables lead from one device to the other, not by way of `beside`: through switches, or
  // through routers, too.
  bool lead(std::size_t from, std::size_t beside, std::size_t to, bool through_routers);
  bool is_switch(std::size_t device) const;

  const World& world_;
  const Scenario& scenario_;
  std::multimap<sim::Mac, std::size_t> stations_;     // two may have one MAC
  std::vector<std::size_t> sites_;                    // by device: what cables connect
  std::vector<std::vector<std::size_t>> neighbours_;  // by device
  std::map<std::tuple<std::size_t, std::size_t, std::size_t, bool>, bool> known_;
};

}  // namespace app
