// Where nothing is wrong: how far each setting is from the value at which somebody begins to
// suffer.
#pragma once

#include <string>
#include <vector>

#include "app/proof/prove.hpp"

namespace app {

struct Edge {
  std::string path;
  std::string now;
  std::string well;     // the last value that was tried and hurts nobody
  std::string suffers;  // the first one with a symptom
  bool is_above = false;
  double times = 1;  // how many times more or less than now: the nearer to 1, the nearer
};

// Of every quantity on the way of a phone of each kind, the nearest first.
std::vector<Edge> edges_of(const Run& run, const Effort& effort, const Progress& progress,
                           bool& is_cut_short);

}  // namespace app
