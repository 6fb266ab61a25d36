// How much of each shipped profile is sourced, unconfirmed, assumed: models/profiles/README.md says
// what the files say. A failure prints the table that belongs there.
#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "app/scenario/data_dir.hpp"
#include "app/scenario/profile.hpp"
#include "sim/schema/document.hpp"
#include "tests/catch.hpp"

namespace {

struct ProfileStanding {
  int sourced = 0;
  int unconfirmed = 0;
  int assumed = 0;
};

// As app::read_profile: a value whose source has the word is assumed.
void count_values(const sim::Node& node, ProfileStanding& standing) {
  if (node.find("is") == nullptr) {
    for (const auto& entry : node.entries) count_values(entry.value, standing);
    return;
  }
  const std::string& source = node.find("source")->text;
  if (source.find("assumed") != std::string::npos) {
    ++standing.assumed;
  } else if (source.find("unconfirmed") != std::string::npos) {
    ++standing.unconfirmed;
  } else {
    ++standing.sourced;
  }
}

std::string standing_table() {
  std::string table =
      "| profile | values | sourced | unconfirmed | assumed |\n|---|---|---|---|---|\n";
  for (const std::string& name : app::profile_names()) {
    sim::Diagnostics diagnostics;
    const auto root =
        sim::read_yaml_file((app::profiles_dir() / (name + ".yaml")).string(), diagnostics);
    REQUIRE((root && root->find("values") != nullptr));
    ProfileStanding of;
    count_values(*root->find("values"), of);
    table +=
        fmt::format("| {} | {} | {} | {} | {} |\n", name, of.sourced + of.unconfirmed + of.assumed,
                    of.sourced, of.unconfirmed, of.assumed);
  }
  return table;
}

std::string profiles_readme() {
  std::ostringstream text;
  text << std::ifstream(std::string(FASTBUSY_SOURCE_DIR) + "/models/profiles/README.md").rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("profiles: README.md says how many values of each are sourced, and how many assumed") {
  const std::string table = standing_table();
  INFO("models/profiles/README.md needs this table:\n" << table);
  CHECK(profiles_readme().find("\n" + table) != std::string::npos);
}

TEST_CASE("profiles: of every product's file half at least is no assumption") {
  // What nobody says more of: reports, and makers who are silent.
  const std::vector<std::string> thin{"avaya-communicator", "avaya-ip-office",    "cisco-7975-sccp",
                                      "fritzbox",           "ios-dhcp",           "octophone-f31",
                                      "starface-phone",     "windows-dhcp-2008r2"};
  for (const std::string& name : app::profile_names()) {
    CAPTURE(name);
    sim::Diagnostics diagnostics;
    const auto root =
        sim::read_yaml_file((app::profiles_dir() / (name + ".yaml")).string(), diagnostics);
    ProfileStanding of;
    count_values(*root->find("values"), of);
    const bool is_thin = of.assumed > of.sourced + of.unconfirmed;
    CHECK(is_thin == (std::ranges::find(thin, name) != thin.end()));
  }
}
