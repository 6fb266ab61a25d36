// Healthy networks with one fault, or two; the same seed makes the same networks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bench/causes/base.hpp"
#include "bench/causes/fault.hpp"

namespace bench {

struct Mutant {
  std::string base;
  std::vector<Fault> faults{};
  std::string text{};  // its file; what is wrong with it, its reader says
};

// Nothing: the faults cannot stand beside each other.
std::optional<Mutant> mutant_of(const Base& base, std::vector<Fault> faults);

// A fault, and the number of its base.
struct Candidate {
  std::size_t base = 0;
  Fault fault;
};
// All faults of a family in all bases, each once, mixed: as many of each kind among the first ones
// as there are. Made twice, by two pairs of a phone and a server, it has the answers of both.
std::vector<Candidate> candidates(const std::vector<Base>& bases, const Family& family,
                                  std::uint64_t seed);

}  // namespace bench
