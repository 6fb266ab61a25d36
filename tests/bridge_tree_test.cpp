// Which ports a spanning tree blocks: IEEE 802.1D-2004 17.5 to 17.7. A port is written as its role:
// R root, D designated, A alternate.
#include "models/protocol/l2/bridge_tree.hpp"

#include <string>

#include "tests/catch.hpp"

namespace {

using models::TreePort;
using models::TreeRole;

std::string roles(const std::vector<std::uint64_t>& bridges, const std::vector<TreePort>& ports,
                  std::size_t segments) {
  std::string text;
  for (const TreeRole role : models::tree_of(bridges, ports, segments).roles) {
    text += "-RDA"[static_cast<int>(role)];
  }
  return text;
}

}  // namespace

TEST_CASE("802.1D-2004 17.5: the lowest identifier is the root; of equal costs the lower bridge") {
  // A triangle: segment 0 joins bridges 0 and 1, segment 1 joins 0 and 2, segment 2 joins 1 and 2.
  const std::vector<TreePort> ports{{0, 0, 19, 1}, {1, 0, 19, 1}, {0, 1, 19, 2},
                                    {2, 1, 19, 1}, {1, 2, 19, 2}, {2, 2, 19, 2}};
  CHECK(roles({10, 20, 30}, ports, 3) == "DRDRDA");
  CHECK(roles({10, 30, 20}, ports, 3) == "DRDRAD");
}

TEST_CASE("802.1D-2004 17.14: costs decide before identifiers") {
  std::vector<TreePort> ports{{0, 0, 19, 1}, {1, 0, 100, 1}, {0, 1, 4, 2},
                              {2, 1, 4, 1},  {1, 2, 4, 2},   {2, 2, 4, 2}};
  CHECK(roles({10, 20, 30}, ports, 3) == "DADRRD");  // 4 + 4 by bridge 2 is less than 100
}

TEST_CASE(
    "802.1D-2004 17.7: of two cables between two bridges one is blocked, at the farther end") {
  const std::vector<TreePort> ports{{0, 0, 19, 1}, {1, 0, 19, 1}, {0, 1, 19, 2}, {1, 1, 19, 2}};
  CHECK(roles({10, 20}, ports, 2) == "DRDA");
}

TEST_CASE("802.1D-2004 17.7: a bridge that hears itself blocks one of its ports") {
  const std::vector<TreePort> ports{{0, 0, 19, 1}, {0, 0, 19, 2}};  // by a switch without a tree
  CHECK(roles({10}, ports, 1) == "DA");
}

TEST_CASE("802.1D-1998 table 8-5: the cost of a cable") {
  CHECK(models::path_cost(10'000'000) == 100);
  CHECK(models::path_cost(100'000'000) == 19);
  CHECK(models::path_cost(1'000'000'000) == 4);
  CHECK(models::path_cost(10'000'000'000) == 2);
}
