// Paths: those of a rule, which lead to places in the tree, and those that stand in texts of the
// file (phone.tcp.rto_min, phone.losses(expired)).
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/migrate/step.hpp"
#include "sim/schema/node.hpp"

namespace app {

using Pieces = std::vector<std::string>;

// An entry of a map, by its index; entries behind it may come and go.
using FoundEntry = std::function<void(sim::Node& map, std::size_t index)>;
// All entries at a path, the last one of each map first.
void each_entry(sim::Node& node, std::span<const std::string> path, const FoundEntry& found);
void each_entry(sim::Node& root, std::string_view path, const FoundEntry& found);
// Those of the rule's path, of devices of its kind.
void each_entry(sim::Node& root, std::string_view path, std::string_view device_kind,
                const FoundEntry& found);

// Where a setting's path leads, seen from the rule's: the index of the piece that both end at, or
// npos where they part. phone.tcp.rto_min and devices.*.tcp meet at 1.
std::size_t meets_at(const Rule& rule, const sim::Node& root, const Pieces& path);

// phone.losses(expired): phone, losses, expired. Empty: not a fact.
Pieces split_fact(std::string_view text);
std::string joined_fact(const Pieces& pieces, bool has_argument);
std::string joined_path(const Pieces& pieces);

}  // namespace app
