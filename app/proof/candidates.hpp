// What may be behind a story: everything that could have been otherwise on the way between who
// suffers and whom it needs. Generous: what is no cause falls when it is tried.
#pragma once

#include <set>
#include <vector>

#include "app/proof/difference.hpp"
#include "app/proof/knowledge.hpp"
#include "app/proof/story.hpp"

namespace app {

// In this order they are tried.
enum class Stage : std::uint8_t {
  walk,       // where the frames died, and what the operator did
  written,    // what the file itself says
  structure,  // addresses, VLANs, routes, names and cables that nobody wrote, or that are missing
  rest,       // values of profiles, and defaults
};

class Candidates {
 public:
  Candidates(const Scenario& scenario, const Story& story, const Knowledge& knowledge);
  std::vector<Difference> of(Stage stage) const;
  const std::vector<Leaf>& leaves() const { return leaves_; }  // all values on the way

 private:
  void find_way();
  void add_doubles(std::set<std::size_t>& way) const;
  std::vector<Difference> acts() const;
  std::vector<Difference> missing() const;
  void add_routes(std::size_t device, std::vector<Difference>& all) const;
  void add_ports(std::size_t device, std::vector<Difference>& all) const;
  void add_addresses(std::size_t device, const std::string& list,
                     const std::vector<sim::Ipv4>& known, std::vector<Difference>& all) const;
  void add_services(std::size_t device, std::vector<Difference>& all) const;
  void add_scopes(std::size_t device, std::vector<Difference>& all) const;
  void add_outsides(std::size_t device, std::vector<Difference>& all) const;
  void add_cables(std::vector<Difference>& all) const;
  bool is_hint(const std::string& path) const;

  const Scenario& scenario_;
  const Story& story_;
  const Knowledge& knowledge_;
  std::vector<std::size_t> way_;    // devices, one of those that share their settings
  std::vector<std::size_t> links_;  // entries of `links:` that end there
  std::vector<Leaf> leaves_;
};

}  // namespace app
